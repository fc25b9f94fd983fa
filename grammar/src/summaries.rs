//! The summaries of a draft's blocks, without the blocks.

use std::ops::Range;
use std::sync::Arc;

use crate::block::Block;
use crate::block_flags::{BlockFlags, names_own_paragraph};
use crate::block_id::BlockId;
use crate::block_kind::BlockKind;
use crate::block_summary::{BlockSummary, LooseEnds};
use crate::draft::Draft;
use crate::language::Language;
use crate::summarize::{candidate_title, title_with_stop};
use crate::target_filter::TargetFilter;

/// The summaries of a draft's blocks: all that may be read across blocks.
#[derive(Clone, Copy, Debug)]
pub struct Summaries<'d> {
    draft: &'d Draft,
}

impl<'d> Summaries<'d> {
    /// The summaries of a draft.
    pub fn of(draft: &'d Draft) -> Summaries<'d> {
        Summaries { draft }
    }

    /// How many blocks there are.
    pub fn len(self) -> usize {
        self.draft.blocks.len()
    }

    /// Whether there is no block.
    pub fn is_empty(self) -> bool {
        self.draft.blocks.is_empty()
    }

    /// The summary of a block.
    pub fn get(self, block: BlockId) -> &'d BlockSummary {
        &self.draft.block(block).summary
    }

    /// The brackets of a block that have no partner in it. Only the pairing of brackets across blocks depends on them.
    pub fn loose_ends(self, block: BlockId) -> &'d LooseEnds {
        &self.get(block).loose_ends
    }

    /// The block after the last one, which the draft does not have.
    pub fn end(self) -> BlockId {
        self.draft.end()
    }

    /// All blocks, in order.
    pub fn ids(self) -> impl DoubleEndedIterator<Item = BlockId> + ExactSizeIterator + Clone {
        BlockId::range(BlockId::FIRST..self.end())
    }

    /// The summaries in order, with their blocks.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = (BlockId, &'d BlockSummary)> {
        self.draft.blocks_with_ids().map(|(id, block)| (id, &block.summary))
    }

    /// The summaries of the blocks that have some flags, with the blocks.
    pub fn with_flags(self, flags: BlockFlags) -> impl Iterator<Item = (BlockId, &'d BlockSummary)> {
        self.with_flags_in(BlockId::FIRST..self.end(), flags)
    }

    /// Those of them that are among some blocks.
    pub fn with_flags_in(
        self,
        blocks: Range<BlockId>,
        flags: BlockFlags,
    ) -> impl Iterator<Item = (BlockId, &'d BlockSummary)> {
        self.draft.blocks_with_in(blocks, flags).map(|(index, block)| (index, &block.summary))
    }

    /// The words of a block's own title, or of the title that it is to the heading before it. They are no part of the
    /// summary, since few titles are used: an outline that uses one compares its words.
    pub fn title(self, block: BlockId, is_own: bool) -> Option<&'d str> {
        let block = self.draft.block(block);
        // A heading without a number that begins a part is a text with no words but its title.
        let has_own = is_own && block.kind != BlockKind::Text;
        let other = || candidate_title(block).or_else(|| title_with_stop(block));
        let range = if has_own { block.title.clone() } else { other() };
        range.map(|range| block.slice(range))
    }

    /// The flags of a block.
    pub fn flags(self, block: BlockId) -> BlockFlags {
        self.draft.flags(block)
    }

    /// The blocks with a reference that may lead to some headings.
    pub fn referring_to(self, headings: TargetFilter) -> impl Iterator<Item = BlockId> + use<'d> {
        self.draft.blocks_referring_to(headings)
    }

    /// The blocks with a reference to a paragraph of the draft itself, without an article, whose number is higher than a
    /// given one.
    pub fn naming_own_paragraph(self, after: u32) -> impl Iterator<Item = BlockId> + use<'d> {
        let blocks = self.draft.blocks_with_in(BlockId::FIRST..self.end(), BlockFlags::OWN_PARAGRAPH);
        blocks
            .filter(move |(_, block)| block.references.iter().any(|it| names_own_paragraph(it, after)))
            .map(|(id, _)| id)
    }

    /// The main language of the draft.
    pub fn language(self) -> Language {
        self.draft.language()
    }

    /// Whether any of the draft is written in Cyrillic.
    pub fn has_cyrillic(self) -> bool {
        self.draft.has_cyrillic()
    }

    /// How many blocks at the beginning and at the end of two drafts are the same, as objects in memory.
    pub fn shared_with(self, other: Summaries<'_>) -> (usize, usize) {
        let (own, other) = (&self.draft.blocks, &other.draft.blocks);
        let is_same = |(own, other): &(&Arc<Block>, &Arc<Block>)| Arc::ptr_eq(own, other);
        let front = own.iter().zip(other).take_while(is_same).count();
        let back = own[front..].iter().rev().zip(other[front..].iter().rev()).take_while(is_same).count();
        (front, back)
    }
}
