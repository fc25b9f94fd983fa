//! The full parse as the oracle: a draft under edits, applied as the server applies them, must be the one that is read
//! anew from its text, in every table of its outline and every finding. Property tests, the fuzz target and the corpus
//! all ask here. A fault is told with the case that shows it, in the form of the corpus.

mod case;
mod reference_text;

use std::fmt::Debug;
use std::sync::Arc;

use travaux_model::config::{Instrument, Profile, Settings};
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::{Change, Document};
use travaux_model::outline::Outline;
use travaux_model::workspace::Workspace;
use travaux_rules::{IncrementalLint, lint};

pub use case::{Case, Edit};
pub use reference_text::{Position, ReferenceText};

/// How many messages the lint that lags behind passes over: the server lints when it has the time.
const LAG: usize = 3;

/// A draft under edits, right so far.
pub struct OracleRun {
    case: Case,
    plain: ReferenceText,
    document: Arc<Document>,
    settings: Arc<Settings>,
    /// What the draft is held against: as its counterpart, and as another instrument, what it was when it was opened.
    workspace: Workspace,
    linted: Option<IncrementalLint>,
    lagging: Option<IncrementalLint>,
}

/// What a message left as it was. A silent fallback to the full parse would be right in all else.
#[derive(Clone, Copy, Debug)]
pub struct Reuse {
    /// The blocks there were before, or are now if these are fewer.
    pub blocks: usize,
    /// How many of them were taken over, not read again.
    pub shared: usize,
    /// Whether the outline was.
    pub outline: bool,
    /// Whether the findings were.
    pub findings: bool,
}

/// Replays a case from the beginning.
pub fn replay(case: &Case) -> Result<(), String> {
    let mut trial = OracleRun::opened(Case { messages: Vec::new(), ..case.clone() });
    case.messages.iter().try_for_each(|message| trial.send(message.clone()).map(drop))
}

impl OracleRun {
    /// The draft of a case that has no messages yet.
    pub fn opened(case: Case) -> OracleRun {
        let profile = if case.is_final { Profile::Final } else { Profile::Negotiating };
        let instrument =
            |name: &str| Instrument { name: name.to_owned(), aliases: Vec::new(), file: Some(COUNTERPART.to_owned()) };
        let instruments = INSTRUMENTS.map(instrument).into();
        let settings = Settings { language: case.language, profile, instruments, ..Settings::default() };
        let settings = Arc::new(settings);
        let document = Arc::new(Document::parse(&case.text, case.language, 0));
        let drafts = [(COUNTERPART.into(), Arc::clone(&document))].into();
        let workspace = Workspace { drafts, ..Workspace::default() };
        let linted = || {
            let mut linted = IncrementalLint::of(&document, &settings, None);
            linted.compare_with(&workspace, NAME, &|| false);
            Some(linted)
        };
        let plain = ReferenceText { text: case.text.clone(), encoding: case.encoding };
        OracleRun { linted: linted(), lagging: linted(), plain, document, settings, workspace, case }
    }

    /// The text as it is now.
    pub fn plain(&self) -> &ReferenceText {
        &self.plain
    }

    /// Sends edits in one message; says what was kept, or what is wrong now.
    pub fn send(&mut self, message: Vec<Edit>) -> Result<Reuse, String> {
        let kept = self.checked(&message);
        self.case.messages.push(message);
        kept.map_err(|fault| format!("{fault}\n\nThe case:\n\n{}", self.case))
    }

    fn checked(&mut self, message: &[Edit]) -> Result<Reuse, String> {
        let before = Arc::clone(&self.document);
        let changes = self.changes(message)?;
        let edited = before.edited(&changes, before.version + 1);
        let parsed = Document::parse(&self.plain.text, self.case.language, edited.version);
        same_document(&edited, &parsed)?;
        let expected = self.found(&parsed);
        same("the findings", &self.found(&edited), &expected)?;
        let (shared, blocks) = shared(&before, &edited);
        let outline = Arc::ptr_eq(&before.outline, &edited.outline);

        // The server reads a text that was replaced as a whole from the beginning.
        let is_whole = changes.iter().any(|it| it.range.is_none());
        self.document = Arc::new(if is_whole { parsed } else { edited });
        let before = self.linted.take();
        let linted = self.linted_after(before)?;
        same("the findings, taken over", &linted.diagnostics(), &expected)?;
        let findings = linted.is_incremental;
        self.linted = Some(linted);
        if self.case.messages.len() % (LAG + 1) == LAG {
            let before = self.lagging.take();
            let lagging = self.linted_after(before)?;
            same("the findings, taken over from messages ago", &lagging.diagnostics(), &expected)?;
            self.lagging = Some(lagging);
        }
        Ok(Reuse { blocks, shared, outline, findings })
    }

    /// A message in bytes, each edit in those of the text that the one before it left.
    fn changes(&mut self, message: &[Edit]) -> Result<Vec<Change>, String> {
        let mut text = self.document.text.clone();
        let mut changes = Vec::new();
        for edit in message {
            let range = match edit.range {
                Some(places) => {
                    let at = places.map(|it| text.offset(it.line as usize, it.column as usize, self.case.encoding));
                    same("the bytes of two places", &at, &places.map(|it| self.plain.offset(it)))?;
                    Some(at[0].min(at[1])..at[0].max(at[1]))
                }
                None => None,
            };
            text = text.replaced(range.clone().unwrap_or(0..text.len()), &edit.text);
            self.plain.replace(range.clone(), &edit.text);
            changes.push(Change { range, text: edit.text.clone() });
        }
        Ok(changes)
    }

    /// The lint of the draft as it is now. Until it is held against the others, what they told before stands on words
    /// that are still there.
    fn linted_after(&self, before: Option<IncrementalLint>) -> Result<IncrementalLint, String> {
        let mut linted = IncrementalLint::of(&self.document, &self.settings, before);
        for finding in linted.diagnostics() {
            let place = self.plain.text.get(finding.range.clone());
            place.ok_or_else(|| format!("a finding is at no words: {finding:?}"))?;
        }
        linted.compare_with(&self.workspace, NAME, &|| false);
        Ok(linted)
    }

    fn found(&self, document: &Document) -> Vec<Diagnostic> {
        lint(&self.workspace, NAME, document, &self.settings)
    }
}

/// What the draft is called, and what it is held against.
const NAME: &str = "draft.en.treaty";
const COUNTERPART: &str = "draft.fr.treaty";

/// Instruments that generated drafts refer to.
const INSTRUMENTS: [&str; 3] = ["Budapest Convention", "Convention", "اتفاقية بودابست"];

/// How many blocks a version took over from the one before it, and how many it could have.
fn shared(before: &Document, after: &Document) -> (usize, usize) {
    let same = |(a, b): &(&Arc<_>, &Arc<_>)| Arc::ptr_eq(a, b);
    let (before, after) = (&before.draft.blocks, &after.draft.blocks);
    let front = before.iter().zip(after).take_while(same).count();
    let back = before[front..].iter().rev().zip(after[front..].iter().rev()).take_while(same).count();
    (front + back, before.len().min(after.len()))
}

/// Says in what an edited document differs from the one that was read anew.
pub fn same_document(edited: &Document, parsed: &Document) -> Result<(), String> {
    same("the text", &edited.text.to_string(), &parsed.text.to_string())?;
    same("the rope", &edited.text, &parsed.text)?;
    same("the blocks", &edited.draft, &parsed.draft)?;
    same("the language", &edited.draft.language(), &parsed.draft.language())?;
    let (outline, expected) = (&*edited.outline, &*parsed.outline);
    same("the provisions", &outline.provisions, &expected.provisions)?;
    same("the brackets across blocks", &outline.spans, &expected.spans)?;
    same("the brackets that never close", &outline.unclosed, &expected.unclosed)?;
    same("the closers that close nothing", &outline.strays, &expected.strays)?;
    let depths = |it: &Outline| (0..edited.draft.blocks.len()).map(|block| it.depth(block)).collect::<Vec<_>>();
    same("the depths of blocks", &depths(outline), &depths(expected))?;
    same("the outline's index", outline, expected)
}

/// Where two values differ, shows the first line of each that does, and those before it.
fn same<A: PartialEq + Debug>(what: &str, edited: &A, parsed: &A) -> Result<(), String> {
    const BEFORE: usize = 12;
    if edited == parsed {
        return Ok(());
    }
    let (edited, parsed) = (format!("{edited:#?}"), format!("{parsed:#?}"));
    let (edited, parsed): (Vec<&str>, Vec<&str>) = (edited.lines().collect(), parsed.lines().collect());
    let first = edited.iter().zip(&parsed).take_while(|(a, b)| a == b).count();
    let before = edited[first.saturating_sub(BEFORE)..first].join("\n");
    let line = |of: &[&str]| of.get(first).copied().unwrap_or("(no more)").to_owned();
    Err(format!(
        "{what} of the edited draft differ from those of the draft read anew:\n{before}\nedited {}\nanew   {}",
        line(&edited),
        line(&parsed),
    ))
}
