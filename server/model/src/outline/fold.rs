//! Builds an outline, either from the summaries of all blocks or, after an edit, from the previous outline, of which
//! everything is reused that the edit does not affect.

use std::ops::Range;
use std::sync::Arc;

use travaux_grammar::{BlockId, BlockSummary, Kind, Language, Summaries, parallel};

use super::index::{index, titled};
use super::lists::Lists;
use super::numbered_index::NumberedIndex;
use super::provisions::{DraftFacts, Refold, provisions};
use super::{Outline, OutlineSplice, ProvisionId, spans};
use crate::splice::Splice;

/// The number of blocks after a heading that may indicate its language.
const LANGUAGE_LOOKAHEAD_BLOCKS: u32 = 8;

impl Outline {
    /// Builds the outline from the summaries of all blocks.
    pub fn of(summaries: Summaries<'_>) -> Outline {
        let facts = DraftFacts::of(summaries);
        let provisions = Arc::new(provisions(summaries, &facts));
        let mut outline = Outline { provisions, facts, ..Outline::default() };
        outline.globals = Arc::new(outline.globals_of(outline.ids()).collect());
        let languages = outline.globals.iter().map(|id| outline.heading_language(summaries, *id));
        outline.heading_languages = Arc::new(languages.collect());
        outline.numbered = Arc::new(NumberedIndex::of(&outline, outline.globals.iter().copied()));
        let lists = |outline: &Outline| Lists::of(outline);
        outline.complete(summaries, lists, || spans::loose_ends(summaries, BlockId::FIRST..summaries.end()).collect());
        outline
    }

    /// Returns the blocks in which two drafts differ.
    pub fn splice_between(before: Summaries<'_>, after: Summaries<'_>) -> Splice {
        let (front, back) = before.shared_with(after);
        let end = |summaries: Summaries<'_>| BlockId::of(summaries.len() - back);
        let start = BlockId::of(front);
        Splice { removed: start..end(before), inserted: start..end(after) }
    }

    /// Returns whether this outline of `before` is also the outline of `after`: the edited blocks correspond one to
    /// one, their summaries are equal, and the titles in them that the outline uses have the same words. Everything
    /// that is derived from summaries is then the same as well.
    pub fn holds_for(&self, before: Summaries<'_>, after: Summaries<'_>, blocks: &Splice) -> bool {
        are_alike(before, after, blocks, BlockSummary::eq) && self.has_same_titles(before, after, blocks)
    }

    /// Returns the outline of an edited draft if its provisions are the same, so that at most titles and brackets across
    /// blocks differ.
    pub fn with_same_provisions(
        &self,
        before: Summaries<'_>,
        after: Summaries<'_>,
        blocks: &Splice,
    ) -> Option<(Outline, OutlineSplice)> {
        if !are_alike(before, after, blocks, BlockSummary::has_equal_provisions) {
            return None;
        }
        let mut outline = self.clone();
        outline.set_pairs(spans::pair(self, spans::loose_ends_after(&self.loose, after, blocks)));
        if !self.has_same_titles(before, after, blocks) {
            outline.titled = Arc::new(titled(after, &outline));
        }
        let none = self.first_from(blocks.removed.start);
        let provisions = Splice { removed: none..none, inserted: none..none };
        Some((outline, OutlineSplice { blocks: blocks.clone(), provisions }))
    }

    /// Returns whether two outlines of a draft have the same provisions, so that at most titles and brackets across
    /// blocks differ.
    pub fn shares_provisions_with(&self, other: &Outline) -> bool {
        Arc::ptr_eq(&self.provisions, &other.provisions)
    }

    /// Returns whether the titles in edited blocks that the outline uses have the same words.
    pub(super) fn has_same_titles(&self, before: Summaries<'_>, after: Summaries<'_>, blocks: &Splice) -> bool {
        let mut titles = self.titles_in(blocks.inserted.clone());
        titles.all(|(block, is_own)| before.title(block, is_own) == after.title(block, is_own))
    }

    /// Returns the outline of an edited draft, and which part of this outline it replaces. `blocks` are the edited
    /// blocks. Returns `None` if the edit changes what is derived from the whole draft, which then has to be folded
    /// from its beginning.
    pub fn after(
        &self,
        before: Summaries<'_>,
        summaries: Summaries<'_>,
        blocks: &Splice,
    ) -> Option<(Outline, OutlineSplice)> {
        let facts = DraftFacts::of(summaries);
        let is_same_throughout = before.language() == summaries.language()
            && facts.in_latin == self.facts.in_latin
            && facts.in_roman == self.facts.in_roman
            && blocks.leaves_equal(&self.facts.with_footnote_marks, &facts.with_footnote_marks, |it| *it)
            && facts.in_chinese == self.facts.in_chinese
            && has_same_parts(&self.facts.han_sections, &facts.han_sections, blocks)
            && facts.headings.is_same_around(&self.facts.headings, blocks);
        if !is_same_throughout {
            return None;
        }
        let Refold { provisions, splice } = Refold::of(self, summaries, &facts, blocks);
        let replaced = &splice.provisions;
        let mut outline = Outline { provisions: Arc::new(provisions), facts, ..Outline::default() };
        let first = self.globals.partition_point(|id| *id < replaced.removed.start);
        let last = self.globals.partition_point(|id| *id < replaced.removed.end);
        let middle: Vec<ProvisionId> = outline.globals_of(ProvisionId::range(replaced.inserted.clone())).collect();
        let new_numbered = NumberedIndex::of(&outline, middle.iter().copied());
        let tail = self.globals[last..].iter().filter_map(|id| replaced.map(*id));
        outline.globals = Arc::new(self.globals[..first].iter().copied().chain(middle).chain(tail).collect());
        outline.heading_languages = Arc::new(self.heading_languages_after(&outline, summaries, &splice, first..last));
        outline.numbered = Arc::new(self.numbered.after(&splice, new_numbered));
        let lists = |outline: &Outline| self.lists.after(outline, &replaced.removed, &replaced.inserted);
        let loose = || spans::loose_ends_after(&self.loose, summaries, &splice.blocks);
        outline.complete(summaries, lists, loose);
        Some((outline, splice))
    }

    /// Returns the titles in some blocks that the outline uses: each block, and whether the title belongs to a
    /// provision of that block rather than to the heading before it.
    fn titles_in(&self, blocks: Range<BlockId>) -> impl Iterator<Item = (BlockId, bool)> + '_ {
        let near = self.provisions.partition_point(|it| it.block.next() < blocks.start);
        let provisions = self.provisions[near..].iter().take_while({
            let end = blocks.end;
            move |it| it.block < end
        });
        let titles = provisions.filter_map(|it| it.title.map(|title| (title, title == it.block)));
        titles.filter(move |(block, _)| blocks.contains(block))
    }

    /// Returns the languages of the headings of an edited draft; `replaced` are the global provisions in the splice.
    /// The words that indicate a heading's language may be in edited blocks after it.
    fn heading_languages_after(
        &self,
        outline: &Outline,
        summaries: Summaries<'_>,
        splice: &OutlineSplice,
        replaced: Range<usize>,
    ) -> Vec<Option<Language>> {
        let reaching = splice.blocks.inserted.start.minus(LANGUAGE_LOOKAHEAD_BLOCKS);
        let near = self.globals[..replaced.start].partition_point(|id| self.provision(*id).block < reaching);
        let tail = &self.heading_languages[replaced.end..];
        let reread = &outline.globals[near..outline.globals.len() - tail.len()];
        let reread = reread.iter().map(|id| outline.heading_language(summaries, *id));
        self.heading_languages[..near].iter().copied().chain(reread).chain(tail.iter().copied()).collect()
    }

    /// Returns the language of a numbered heading: the first that it or a block after it indicates plainly.
    pub(super) fn heading_language(&self, summaries: Summaries<'_>, id: ProvisionId) -> Option<Language> {
        let provision = self.provision(id);
        if !provision.kind.is_heading() || provision.label.is_none() {
            return None;
        }
        let next = self.get(provision.end).map_or(summaries.end(), |it| it.block);
        let end = next.max(provision.block.next()).min(provision.block.plus(LANGUAGE_LOOKAHEAD_BLOCKS));
        BlockId::range(provision.block..end).find_map(|block| summaries.get(block).plain_language)
    }

    /// Fills in the tables that are derived from the provisions, the global provisions and the block flags.
    fn complete(
        &mut self,
        summaries: Summaries<'_>,
        lists: impl FnOnce(&Outline) -> Lists + Send,
        loose: impl FnOnce() -> Vec<spans::LooseEnd> + Send,
    ) {
        self.blocks = summaries.end();
        let outline = &*self;
        let (lists, spans) = parallel::join(summaries.len(), || lists(outline), || spans::pair(outline, loose()));
        self.lists = Arc::new(lists);
        self.set_pairs(spans);
        index(summaries, self);
    }

    fn set_pairs(&mut self, pairs: spans::Pairs) {
        spans::Pairs {
            spans: self.spans,
            unclosed: self.unclosed,
            strays: self.strays,
            levels: self.levels,
            loose: self.loose,
        } = pairs;
    }

    /// Returns whether a provision is, or stands in, an article or what stands where articles do: a rule, for example.
    pub(super) fn is_within_article(&self, id: ProvisionId) -> bool {
        self.ancestors(id).any(|it| self.provision(it).kind.is_article())
    }

    /// Returns those of some provisions that references find from everywhere in the draft.
    fn globals_of(&self, ids: impl Iterator<Item = ProvisionId>) -> impl Iterator<Item = ProvisionId> {
        ids.filter(move |id| match self.provision(*id).kind {
            Kind::Paragraph => !self.is_within_article(*id),
            Kind::Option => true,
            kind => kind.is_heading(),
        })
    }
}

/// Returns whether the parts of a draft before and after an edit begin with the same blocks and have the same kind of sections.
fn has_same_parts(before: &[(BlockId, bool)], after: &[(BlockId, bool)], blocks: &Splice) -> bool {
    let moved =
        |part: &(BlockId, bool)| Some((if part.0 == BlockId::FIRST { part.0 } else { blocks.map(part.0)? }, part.1));
    before.iter().map(moved).eq(after.iter().copied().map(Some))
}

/// Returns whether edited blocks correspond one to one, and the summaries of all of them are equal.
fn are_alike(
    before: Summaries<'_>,
    after: Summaries<'_>,
    blocks: &Splice,
    is_equal: impl Fn(&BlockSummary, &BlockSummary) -> bool,
) -> bool {
    let Some(edited) = blocks.one_for_one() else { return false };
    before.language() == after.language()
        && BlockId::range(edited).all(|block| is_equal(before.get(block), after.get(block)))
}
