//! An index of the wordings that a rule compares, reused from one lint to the next. After an edit only the edited
//! blocks are read again. If they hold the same wordings as before, the findings stay valid. Otherwise all wordings are
//! compared again, by their ids, without reading any text.

use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use travaux_grammar::{Block, BlockFlags, BlockId, Draft, to_u32, to_usize};
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::splice::Splice;

use crate::context::DraftContext;
use crate::finding::{Finding, Place};
use crate::{Check, Rule, enabled};

/// A rule that compares wordings. It assigns an id to each wording that it reads.
pub(crate) trait WordingRule: Send {
    /// Appends the ids of the wordings in a block, in order, with their bytes in the block.
    fn read(&mut self, block: &Block, wordings: &mut Vec<(u32, Range<u32>)>);

    /// Returns the number of wordings that have an id.
    fn count(&self) -> usize;

    /// Returns the faults in the wordings of all blocks, in order.
    fn compare(&self, occurrences: &[Occurrence]) -> Vec<WordingFault>;
}

/// An occurrence of a wording in a draft.
pub(crate) struct Occurrence {
    pub(crate) wording: u32,
    block: BlockId,
    range: Range<u32>,
}

impl Occurrence {
    fn place(&self) -> Place {
        Place::Bytes { block: self.block, range: self.range.clone() }
    }
}

/// A fault in a wording. The occurrence is given by its index, which an edit of other blocks does not change.
pub(crate) struct WordingFault {
    pub(crate) occurrence: usize,
    pub(crate) message: String,
    /// Other occurrences that concern it, each with a note.
    pub(crate) also: Vec<(usize, &'static str)>,
}

/// The wordings of a draft that one rule compares, and the faults in them.
pub(crate) struct WordingIndex {
    rule: &'static Rule,
    new_rule: fn() -> Box<dyn WordingRule>,
    /// The flag of blocks that hold such wordings.
    flag: BlockFlags,
    wordings: Box<dyn WordingRule>,
    /// The number of wordings when the whole draft was last read.
    initial_count: usize,
    occurrences: Vec<Occurrence>,
    faults: Vec<WordingFault>,
}

/// The number of wordings that may be added to twice the initial number before the index is rebuilt.
const MAX_STALE_WORDINGS: usize = 1000;

impl WordingIndex {
    /// Builds the indices of all rules that compare wordings.
    pub(crate) fn all(context: &DraftContext<'_>) -> Vec<WordingIndex> {
        let indices = enabled(context.settings).filter_map(|rule| match rule.check {
            Check::Wordings(new_rule, flag) => Some(WordingIndex::of(rule, new_rule, flag, context)),
            Check::Text(..)
            | Check::Block(..)
            | Check::List(_)
            | Check::Draft(_)
            | Check::Workspace(_)
            | Check::Allowances
            | Check::Positions => None,
        });
        indices.collect()
    }

    fn of(
        rule: &'static Rule,
        new_rule: fn() -> Box<dyn WordingRule>,
        flag: BlockFlags,
        context: &DraftContext<'_>,
    ) -> WordingIndex {
        let mut wordings = new_rule();
        let occurrences = read(&mut *wordings, flag, context, BlockId::FIRST..context.summaries().end());
        let faults = wordings.compare(&occurrences);
        WordingIndex { rule, new_rule, flag, initial_count: wordings.count(), wordings, occurrences, faults }
    }

    /// Updates the index after an edit.
    pub(crate) fn after(mut self, context: &DraftContext<'_>, edited: &Splice) -> WordingIndex {
        // Wordings that existed between two keystrokes keep their ids. Before they outnumber those of the draft, the
        // index is rebuilt, which is rare.
        if self.wordings.count() > 2 * self.initial_count + MAX_STALE_WORDINGS {
            return WordingIndex::of(self.rule, self.new_rule, self.flag, context);
        }
        let first = self.occurrences.partition_point(|it| it.block < edited.removed.start);
        let last = self.occurrences.partition_point(|it| it.block < edited.removed.end);
        if edited.removed.end != edited.inserted.end {
            let tail = self.occurrences[last..].iter_mut();
            tail.for_each(|it| it.block = it.block.moved(edited.removed.end, edited.inserted.end));
        }
        let inserted = read(&mut *self.wordings, self.flag, context, edited.inserted.clone());
        let is_same =
            self.occurrences[first..last].iter().map(|it| it.wording).eq(inserted.iter().map(|it| it.wording));
        self.occurrences.splice(first..last, inserted);
        if !is_same {
            self.faults = self.wordings.compare(&self.occurrences);
        }
        self
    }

    /// Returns whether there are wordings in some blocks.
    pub(crate) fn has_wordings_in(&self, blocks: &Range<BlockId>) -> bool {
        let first = self.occurrences.partition_point(|it| it.block < blocks.start);
        self.occurrences.get(first).is_some_and(|it| it.block < blocks.end)
    }

    /// Returns the findings in the form in which they are published.
    pub(crate) fn diagnostics(&self, draft: &Draft, settings: &Settings) -> impl Iterator<Item = Diagnostic> {
        let place = |occurrence: usize| self.occurrences[occurrence].place();
        self.faults.iter().map(move |fault| {
            let finding = Finding::new(place(fault.occurrence), fault.message.clone());
            let finding = fault.also.iter().fold(finding, |finding, (at, note)| finding.related(place(*at), *note));
            finding.diagnostic(self.rule, draft, settings)
        })
    }
}

fn read(
    wordings: &mut dyn WordingRule,
    flag: BlockFlags,
    context: &DraftContext<'_>,
    blocks: Range<BlockId>,
) -> Vec<Occurrence> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    for (block, _) in context.summaries().with_flags_in(blocks, flag) {
        wordings.read(context.block(block).block, &mut found);
        all.extend(found.drain(..).map(|(wording, range)| Occurrence { wording, block, range }));
    }
    all
}

/// Assigns ids to values: equal values have the same id, and the first value has id 0.
pub(crate) struct Interner<T: ?Sized> {
    ids: FxHashMap<Arc<T>, u32>,
    values: Vec<Arc<T>>,
}

impl<T: ?Sized> Default for Interner<T> {
    fn default() -> Interner<T> {
        Interner { ids: FxHashMap::default(), values: Vec::new() }
    }
}

impl<T: ?Sized + Eq + Hash> Interner<T>
where
    for<'a> Arc<T>: From<&'a T>,
{
    /// Returns the id of a value, which is new if the value was not interned before.
    pub(crate) fn intern(&mut self, value: &T) -> u32 {
        if let Some(id) = self.ids.get(value) {
            return *id;
        }
        let (id, value) = (to_u32(self.values.len()), Arc::from(value));
        self.values.push(Arc::clone(&value));
        self.ids.insert(value, id);
        id
    }

    /// Returns the value with an id.
    pub(crate) fn get(&self, id: u32) -> &T {
        &self.values[to_usize(id)]
    }

    /// Returns the number of interned values.
    pub(crate) fn count(&self) -> usize {
        self.values.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use travaux_model::document::{Change, Document};
    use travaux_model::outline::Outline;

    #[test]
    fn wordings_that_existed_between_two_keystrokes_are_dropped_eventually() {
        let (settings, text) = (Settings::default(), "To keep [my data] [signals] or [your data] [signals].\n");
        let mut document = Document::parse(text, None, 0);
        let mut indices = WordingIndex::all(&DraftContext::of(&document, &settings));
        for number in 0..5000 {
            let change = Change { range: Some(9..16), text: format!("my {number:04}") };
            let after = document.edited(&[change], number);
            let edited = Outline::splice_between(document.summaries(), after.summaries());
            document = after;
            let context = DraftContext::of(&document, &settings);
            indices = indices.into_iter().map(|it| it.after(&context, &edited)).collect();
        }
        assert!(indices.iter().all(|it| it.wordings.count() < 2000));
    }
}
