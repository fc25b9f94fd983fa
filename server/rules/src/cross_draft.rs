//! Findings of the rules that compare a draft with others. These rules do not run at every keystroke: until the user
//! pauses, the last findings move with the text that they mark.

use std::ops::Range;
use std::sync::{Arc, Weak};

use travaux_grammar::BlockId;
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::splice::Splice;

use crate::context::WorkspaceContext;
use crate::finding::CrossDraftFinding;
use crate::term_index::TermIndex;
use crate::{Check, Rule, enabled};

/// The findings of the rules that compare drafts.
pub(crate) struct CrossDraftFindings {
    found: Vec<(&'static Rule, CrossDraftFinding)>,
    /// The drafts that it was compared with, in their state at that time.
    others: Vec<(Arc<str>, Weak<Document>)>,
    /// The draft and the settings for which the findings were computed; `None` once the draft has been edited.
    input: Option<(Weak<Document>, Arc<Settings>)>,
    /// The places of the draft's terms.
    terms: Option<TermIndex>,
}

impl CrossDraftFindings {
    /// Runs the rules that compare drafts; `None` if the work was cancelled.
    pub(crate) fn of(context: WorkspaceContext<'_>) -> Option<CrossDraftFindings> {
        let mut all = Vec::new();
        let mut found = Vec::new();
        for rule in enabled(context.settings) {
            if let Check::Workspace(check) = rule.check {
                check(&context, &mut found);
                all.extend(found.drain(..).map(|finding| (rule, finding)));
            }
        }
        if context.is_cancelled() {
            return None;
        }
        let others = others(&context).map(|(name, other)| (Arc::clone(name), Arc::downgrade(other))).collect();
        Some(CrossDraftFindings { found: all, others, input: None, terms: context.into_terms() })
    }

    /// Records the draft and the settings for which the findings were computed.
    pub(crate) fn set_input(&mut self, document: &Arc<Document>, settings: &Arc<Settings>) {
        self.input = Some((Arc::downgrade(document), Arc::clone(settings)));
    }

    /// Returns the places of the draft's terms, if they are known.
    pub(crate) fn terms(&self) -> Option<&TermIndex> {
        self.terms.as_ref()
    }

    /// Returns whether there are no findings.
    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns whether the rules would give the same findings now.
    pub(crate) fn is_current(&self, document: &Arc<Document>, context: &WorkspaceContext<'_>) -> bool {
        let is_same = |(then, settings): &(Weak<Document>, Arc<Settings>)| {
            is_same_document(then, document) && **settings == *context.settings
        };
        let are_same = || {
            let mut then = self.others.iter();
            let mut now = others(context);
            now.all(|(name, other)| then.next().is_some_and(|it| it.0 == *name && is_same_document(&it.1, other)))
                && then.next().is_none()
        };
        self.input.as_ref().is_some_and(is_same) && are_same()
    }

    /// Returns whether a finding is in some blocks of the document.
    pub(crate) fn has_findings_in(&self, blocks: &Range<BlockId>, document: &Document) -> bool {
        let draft = &document.draft;
        let start = |block| if block < draft.end() { draft.start(block) } else { draft.len() };
        let bytes = start(blocks.start)..start(blocks.end);
        self.found.iter().any(|(_, it)| it.range.start < bytes.end && it.range.end > bytes.start)
    }

    /// Returns the findings after an edit of the draft in some blocks, without those whose text was edited.
    pub(crate) fn after(mut self, before: &Document, document: &Document, blocks: &Splice) -> CrossDraftFindings {
        if std::ptr::eq(before, document) {
            return self;
        }
        self.input = None;
        if let Some(terms) = &mut self.terms {
            terms.record(blocks);
        }
        if !self.found.is_empty() {
            let edited = edited_bytes(before, document, blocks);
            self.found.retain_mut(|(_, finding)| match edited.map_range(&finding.range) {
                Some(range) => {
                    finding.range = range;
                    true
                }
                None => false,
            });
        }
        self
    }

    /// Returns the findings of enabled rules in the form in which they are published.
    pub(crate) fn diagnostics(&self, settings: &Settings) -> impl Iterator<Item = Diagnostic> {
        let found = self.found.iter().filter(|(rule, _)| rule.is_enabled(settings));
        found.map(|(rule, finding)| finding.diagnostic(rule, settings))
    }
}

fn is_same_document(then: &Weak<Document>, now: &Arc<Document>) -> bool {
    std::ptr::eq(then.as_ptr(), Arc::as_ptr(now))
}

/// Returns the drafts that rules compare with the draft: the texts of its instruments, and its counterparts.
fn others<'a>(context: &WorkspaceContext<'a>) -> impl Iterator<Item = (&'a Arc<str>, &'a Arc<Document>)> {
    let workspace = context.workspace;
    let files = context.settings.instruments.iter().filter_map(|it| it.file.as_deref());
    let instrument_texts = files.filter_map(|file| workspace.draft_of_file(file));
    instrument_texts.chain(workspace.counterparts(context.name))
}

/// Returns the smallest range of bytes that covers all differences between two states of a draft, which are in some blocks.
fn edited_bytes(before: &Document, document: &Document, blocks: &Splice) -> Splice<usize> {
    let text = |document: &Document, blocks: &Range<BlockId>| -> String {
        BlockId::range(blocks.clone()).map(|id| &*document.draft.block(id).text).collect()
    };
    let then = text(before, &blocks.removed);
    let now = text(document, &blocks.inserted);
    let start = match blocks.removed.start < document.draft.end() {
        true => document.draft.start(blocks.removed.start),
        false => document.draft.len(),
    };
    let head = then.bytes().zip(now.bytes()).take_while(|(a, b)| a == b).count();
    let rest = then.as_bytes()[head..].iter().rev().zip(now.as_bytes()[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    Splice { removed: start + head..start + then.len() - tail, inserted: start + head..start + now.len() - tail }
}
