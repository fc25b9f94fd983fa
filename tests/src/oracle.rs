//! The full parse as the oracle. A draft is edited as the server edits it, and must then equal the draft that is parsed
//! from its text, in every table of its outline, in every finding and in every semantic token. The property tests, the
//! fuzz target and the corpus use this module. A difference is reported with the case that shows it, in the form of the
//! corpus.

mod case;
mod reference_text;

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use travaux_features::semantic_tokens::DraftTokens;
use travaux_model::config::{Instrument, Profile, Settings};
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::{Change, Document};
use travaux_model::outline::Outline;
use travaux_model::workspace::Workspace;
use travaux_rules::{IncrementalLint, lint};

pub use case::{Case, Edit};
pub use reference_text::{Position, ReferenceText};

/// The number of messages that the delayed lint skips, because the server does not lint after every message.
const SKIPPED_MESSAGES: usize = 3;

/// A draft that is edited, and has equalled the full parse so far.
pub struct OracleRun {
    case: Case,
    reference: ReferenceText,
    document: Arc<Document>,
    settings: Arc<Settings>,
    /// The draft as it was opened, with which the edited draft is compared as a counterpart and as another instrument.
    workspace: Workspace,
    lint_state: Option<IncrementalLint>,
    delayed_lint_state: Option<IncrementalLint>,
    tokens: Option<DraftTokens>,
}

/// What a message reused. A fallback to the full parse would pass all other checks unnoticed.
#[derive(Clone, Copy, Debug)]
pub struct Reuse {
    /// The number of blocks before or after the message, whichever is lower.
    pub blocks: usize,
    /// The number of blocks that were reused rather than parsed again.
    pub shared: usize,
    /// Whether the outline was reused.
    pub outline: bool,
    /// Whether the findings were reused.
    pub findings: bool,
}

/// Replays a case from the beginning. The error describes the first difference from the full parse.
pub fn replay(case: &Case) -> Result<(), String> {
    let mut trial = OracleRun::opened(Case { messages: Vec::new(), ..case.clone() });
    case.messages.iter().try_for_each(|message| trial.send(message.clone()).map(drop))
}

fn tokens_of(workspace: &Workspace, document: &Arc<Document>, before: Option<&DraftTokens>) -> Option<DraftTokens> {
    DraftTokens::of(workspace, document, before, &|| true)
}

/// Returns the default settings with the rules that are off by default.
pub fn all_rules() -> Settings {
    let off = travaux_rules::all().iter().filter(|it| !it.is_on_by_default());
    let rules = off.map(|it| (it.name.to_owned(), Some(it.severity))).collect();
    Settings { rules, ..Settings::default() }
}

impl OracleRun {
    /// Opens the draft of a case that has no messages yet.
    pub fn opened(case: Case) -> OracleRun {
        let profile = if case.is_final { Profile::Final } else { Profile::Negotiating };
        let instrument =
            |name: &str| Instrument { name: name.to_owned(), aliases: Vec::new(), file: Some(COUNTERPART.to_owned()) };
        let instruments = INSTRUMENTS.map(instrument).into();
        let settings = Settings { language: case.language, profile, instruments, ..all_rules() };
        let settings = Arc::new(settings);
        let document = Arc::new(Document::parse(&case.text, case.language, 0));
        let drafts = [(COUNTERPART.into(), Arc::clone(&document))].into();
        let workspace = Workspace { drafts, ..Workspace::default() };
        let lint_state = || {
            let mut lint_state = IncrementalLint::of(&document, &settings, None);
            lint_state.compare_with(&workspace, NAME, &|| false);
            Some(lint_state)
        };
        let reference = ReferenceText { text: case.text.clone(), encoding: case.encoding };
        OracleRun {
            lint_state: lint_state(),
            delayed_lint_state: lint_state(),
            reference,
            tokens: tokens_of(&workspace, &document, None),
            document,
            settings,
            workspace,
            case,
        }
    }

    /// Returns the current text.
    pub fn reference(&self) -> &ReferenceText {
        &self.reference
    }

    /// Applies edits that come in one message. Returns what was reused, or an error that describes the difference.
    pub fn send(&mut self, message: Vec<Edit>) -> Result<Reuse, String> {
        let reuse = self.apply(&message);
        self.case.messages.push(message);
        reuse.map_err(|fault| format!("{fault}\n\nThe case:\n\n{}", self.case))
    }

    fn apply(&mut self, message: &[Edit]) -> Result<Reuse, String> {
        let before = Arc::clone(&self.document);
        let changes = self.changes(message)?;
        let edited = before.edited(&changes, before.version + 1);
        let parsed = Document::parse(&self.reference.text, self.case.language, edited.version);
        same_document(&edited, &parsed)?;
        let expected = self.findings(&parsed);
        same("the findings", &self.findings(&edited), &expected)?;
        let (shared, blocks) = shared(&before, &edited);
        let outline = Arc::ptr_eq(&before.outline, &edited.outline);

        // The server parses a text that was replaced as a whole from the beginning.
        let is_whole = changes.iter().any(|it| it.range.is_none());
        self.document = Arc::new(if is_whole { parsed } else { edited });
        let anew = tokens_of(&self.workspace, &Arc::new((*self.document).clone()), None);
        self.tokens = tokens_of(&self.workspace, &self.document, self.tokens.as_ref());
        let [found, expected_tokens] = [&self.tokens, &anew].map(|it| it.as_ref().map(DraftTokens::blocks));
        same("the semantic tokens", &found, &expected_tokens)?;
        let before = self.lint_state.take();
        let lint_state = self.linted_after(before)?;
        same("the reused findings", &lint_state.diagnostics(), &expected)?;
        let findings = lint_state.is_incremental;
        self.lint_state = Some(lint_state);
        if self.case.messages.len() % (SKIPPED_MESSAGES + 1) == SKIPPED_MESSAGES {
            let before = self.delayed_lint_state.take();
            let lint_state = self.linted_after(before)?;
            same("the findings reused from several messages before", &lint_state.diagnostics(), &expected)?;
            self.delayed_lint_state = Some(lint_state);
        }
        Ok(Reuse { blocks, shared, outline, findings })
    }

    /// Converts a message to byte ranges. Each edit is relative to the text after the previous one.
    fn changes(&mut self, message: &[Edit]) -> Result<Vec<Change>, String> {
        let mut text = self.document.text.clone();
        let mut changes = Vec::new();
        for edit in message {
            let range = match edit.range {
                Some(positions) => {
                    let at = positions.map(|it| text.offset(it.line as usize, it.column as usize, self.case.encoding));
                    same("the offsets of two positions", &at, &positions.map(|it| self.reference.offset(it)))?;
                    Some(at[0].min(at[1])..at[0].max(at[1]))
                }
                None => None,
            };
            text = text.replaced(range.clone().unwrap_or(0..text.len()), &edit.text);
            self.reference.replace(range.clone(), &edit.text);
            changes.push(Change { range, text: edit.text.clone() });
        }
        Ok(changes)
    }

    /// Lints the current draft. Before it is compared with other drafts, the ranges of earlier findings must be in the
    /// text.
    fn linted_after(&self, before: Option<IncrementalLint>) -> Result<IncrementalLint, String> {
        let published = before.as_ref().map(|it| placed(it.document(), &it.diagnostics()));
        let mut lint_state = IncrementalLint::of(&self.document, &self.settings, before);
        if let Some(published) = published.filter(|_| lint_state.is_unchanged) {
            same(
                "the findings that need not be published",
                &placed(&self.document, &lint_state.diagnostics()),
                &published,
            )?;
        }
        for finding in lint_state.diagnostics() {
            let place = self.reference.text.get(finding.range.clone());
            place.ok_or_else(|| format!("a finding is outside the text: {finding:?}"))?;
        }
        lint_state.compare_with(&self.workspace, NAME, &|| false);
        Ok(lint_state)
    }

    fn findings(&self, document: &Document) -> Vec<Diagnostic> {
        lint(&self.workspace, NAME, document, &self.settings)
    }
}

/// Returns the findings with lines and columns, as a client knows them.
fn placed(document: &Document, findings: &[Diagnostic]) -> Vec<String> {
    let place = |range: &Range<usize>| [range.start, range.end].map(|it| document.text.line_column_scalars(it));
    let placed = |it: &Diagnostic| {
        let own = it.related.iter().filter(|it| it.draft.is_none());
        let related: Vec<_> = own.map(|it| format!("{:?} {}", place(&it.range), it.message)).collect();
        let edits: Vec<_> = it.fix.iter().flat_map(|it| &it.edits).map(|it| (place(&it.range), &it.text)).collect();
        format!("{:?} {} {} {related:?} {edits:?}", place(&it.range), it.rule, it.message)
    };
    findings.iter().map(placed).collect()
}

/// The names of the draft and of the draft that it is compared with.
const NAME: &str = "draft.en.treaty";
const COUNTERPART: &str = "draft.fr.treaty";

/// Instruments that generated drafts refer to.
const INSTRUMENTS: [&str; 3] = ["Budapest Convention", "Convention", "اتفاقية بودابست"];

/// Returns how many blocks a version reuses of the previous one, and how many it could reuse.
fn shared(before: &Document, after: &Document) -> (usize, usize) {
    let same = |(a, b): &(&Arc<_>, &Arc<_>)| Arc::ptr_eq(a, b);
    let (before, after) = (&before.draft.blocks, &after.draft.blocks);
    let front = before.iter().zip(after).take_while(same).count();
    let back = before[front..].iter().rev().zip(after[front..].iter().rev()).take_while(same).count();
    (front + back, before.len().min(after.len()))
}

/// Compares an edited document with the parsed one. The error describes the first difference.
pub fn same_document(edited: &Document, parsed: &Document) -> Result<(), String> {
    same("the text", &edited.text.to_string(), &parsed.text.to_string())?;
    same("the rope", &edited.text, &parsed.text)?;
    same("the blocks", &edited.draft, &parsed.draft)?;
    same("the language", &edited.draft.language(), &parsed.draft.language())?;
    let (outline, expected) = (&*edited.outline, &*parsed.outline);
    same("the provisions", &outline.provisions, &expected.provisions)?;
    same("the brackets across blocks", &outline.spans, &expected.spans)?;
    same("the unclosed brackets", &outline.unclosed, &expected.unclosed)?;
    same("the stray closers", &outline.strays, &expected.strays)?;
    let depths = |it: &Outline| edited.summaries().ids().map(|block| it.depth(block)).collect::<Vec<_>>();
    same("the depths of blocks", &depths(outline), &depths(expected))?;
    same("the outline's index", outline, expected)
}

/// Compares two values. The error shows the first lines that differ, and the lines before them.
fn same<A: PartialEq + Debug>(name: &str, edited: &A, parsed: &A) -> Result<(), String> {
    const CONTEXT_LINES: usize = 12;
    if edited == parsed {
        return Ok(());
    }
    let (edited, parsed) = (format!("{edited:#?}"), format!("{parsed:#?}"));
    let (edited, parsed): (Vec<&str>, Vec<&str>) = (edited.lines().collect(), parsed.lines().collect());
    let first = edited.iter().zip(&parsed).take_while(|(a, b)| a == b).count();
    let before = edited[first.saturating_sub(CONTEXT_LINES)..first].join("\n");
    let line = |of: &[&str]| of.get(first).copied().unwrap_or("(end)").to_owned();
    Err(format!(
        "{name} of the edited draft differ from those of the full parse:\n{before}\nedited {}\nparsed {}",
        line(&edited),
        line(&parsed),
    ))
}
