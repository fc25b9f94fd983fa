//! What rules find that look at other drafts as well. It is not looked for at a keystroke: until it is quiet, what was
//! found last moves along with its words.

use std::ops::Range;
use std::sync::{Arc, Weak};

use super::kept::{diagnostic, rules};
use super::{Check, Company, Finding, Rule};
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::outline::bearing::parted;

/// The findings, with places in the whole draft.
pub(super) struct Across {
    found: Vec<(&'static Rule, Finding)>,
    /// The drafts that it was held against, as they were.
    others: Vec<(Arc<str>, Weak<Document>)>,
    /// The state of the draft, and by what settings; `None` once it has moved on.
    of: Option<(Weak<Document>, Arc<Settings>)>,
}

impl Across {
    /// What the rules find; `None` where the work was not wanted to its end.
    pub(super) fn of(company: &Company<'_>) -> Option<Across> {
        let mut all = Vec::new();
        let mut found = Vec::new();
        for rule in rules(company.settings()) {
            if let Check::Workspace(check) = rule.check {
                check(company, &mut found);
                all.extend(found.drain(..).map(|finding| (rule, finding)));
            }
        }
        let others = others(company).map(|(name, other)| (Arc::clone(name), Arc::downgrade(other)));
        company.is_wanted().then(|| Across { found: all, others: others.collect(), of: None })
    }

    /// Notes of which state of the draft it is.
    pub(super) fn stamp(&mut self, document: &Arc<Document>, settings: &Arc<Settings>) {
        self.of = Some((Arc::downgrade(document), Arc::clone(settings)));
    }

    /// Whether it is what the rules would find now.
    pub(super) fn is_of(&self, document: &Arc<Document>, settings: &Settings, company: &Company<'_>) -> bool {
        let is_same = |(then, by): &(Weak<Document>, Arc<Settings>)| is(then, document) && **by == *settings;
        let are_same = || {
            let mut then = self.others.iter();
            let mut now = others(company);
            now.all(|(name, other)| then.next().is_some_and(|it| it.0 == *name && is(&it.1, other)))
                && then.next().is_none()
        };
        self.of.as_ref().is_some_and(is_same) && are_same()
    }

    /// The same in a later state of the draft, where it stands on words that are still there.
    pub(super) fn moved(mut self, before: &Document, document: &Document) -> Across {
        if std::ptr::eq(before, document) {
            return self;
        }
        self.of = None;
        if !self.found.is_empty() {
            let edit = Edit::between(before, document);
            self.found.retain_mut(|(_, finding)| match edit.moved(&finding.range) {
                Some(range) => {
                    finding.range = range;
                    true
                }
                None => false,
            });
        }
        self
    }

    /// The findings as all the world sees them, of rules that settings leave on.
    pub(super) fn diagnostics(&self, settings: &Settings) -> impl Iterator<Item = Diagnostic> {
        let is_on = |rule: &Rule| rules(settings).any(|it| std::ptr::eq(it, rule));
        let found = self.found.iter().filter(move |(rule, _)| is_on(rule));
        found.map(move |(rule, finding)| diagnostic(rule, finding.clone(), settings))
    }
}

fn is(then: &Weak<Document>, now: &Arc<Document>) -> bool {
    std::ptr::eq(then.as_ptr(), Arc::as_ptr(now))
}

/// The drafts that rules may look at besides the one that they judge.
fn others<'a>(company: &Company<'a>) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<Document>)> {
    let workspace = company.workspace;
    let files = company.settings().instruments.iter().filter_map(|it| it.file.as_deref());
    let texts = files.filter_map(|file| workspace.draft_of_file(file));
    texts.chain(workspace.counterparts(company.name))
}

/// The one stretch by which two states of a draft differ.
struct Edit {
    gone: Range<usize>,
    new: Range<usize>,
}

impl Edit {
    fn between(before: &Document, document: &Document) -> Edit {
        let (gone, new) = parted(&before.draft, &document.draft);
        let text = |document: &Document, blocks: &Range<u32>| -> (usize, String) {
            let (first, end) = (blocks.start as usize, blocks.end as usize);
            let start = match first < document.draft.blocks.len() {
                true => document.draft.start(first),
                false => document.draft.len(),
            };
            (start, document.draft.blocks[first..end].iter().map(|it| &*it.text).collect())
        };
        let ((start, then), (_, now)) = (text(before, &gone), text(document, &new));
        let head = then.bytes().zip(now.bytes()).take_while(|(a, b)| a == b).count();
        let rest = then.as_bytes()[head..].iter().rev().zip(now.as_bytes()[head..].iter().rev());
        let tail = rest.take_while(|(a, b)| a == b).count();
        Edit { gone: start + head..start + then.len() - tail, new: start + head..start + now.len() - tail }
    }

    /// Where a range is now; `None` if the edit is in it.
    fn moved(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if range.end <= self.gone.start {
            return Some(range.clone());
        }
        let moved = |at: usize| at - self.gone.end + self.new.end;
        (range.start >= self.gone.end).then(|| moved(range.start)..moved(range.end))
    }
}
