//! Places in a draft: bytes of its text, offsets in its blocks, and the conversions between them.

use std::ops::Range;

use super::Draft;
use crate::block_id::BlockId;
use crate::offset::{to_u32, to_usize};

impl Draft {
    /// Returns the byte at which a block begins.
    #[inline]
    pub fn start(&self, block: BlockId) -> usize {
        self.starts[block.index()]
    }

    /// Returns the bytes of a block.
    pub fn block_range(&self, block: BlockId) -> Range<usize> {
        self.starts[block.index()]..self.starts[block.index() + 1]
    }

    /// Returns the block that contains a byte: the last one for the end of the draft, and the first in an empty draft.
    pub fn block_at(&self, offset: usize) -> BlockId {
        let after = self.starts.partition_point(|start| *start <= offset);
        BlockId::of(after.saturating_sub(1).min(self.blocks.len().saturating_sub(1)))
    }

    /// Returns the blocks with bytes of a range; for an empty range the block at its start.
    pub fn blocks_in(&self, range: Range<usize>) -> impl Iterator<Item = BlockId> {
        let last = self.block_at(range.end.saturating_sub(1).max(range.start));
        BlockId::range(self.block_at(range.start)..last.next())
    }

    /// Converts a byte of the draft to the block that contains it and an offset in that block. A byte past the end
    /// becomes one past the end of the last block.
    pub fn place(&self, offset: usize) -> (BlockId, u32) {
        let block = self.block_at(offset);
        (block, self.offset_in(block, offset))
    }

    /// Converts a byte of the draft to an offset in a block; 0 for a byte before the block.
    pub fn offset_in(&self, block: BlockId, offset: usize) -> u32 {
        to_u32(offset.saturating_sub(self.start(block)))
    }

    /// Converts a range of the draft to a range in a block; what is before the block becomes its beginning.
    pub fn range_in(&self, block: BlockId, range: Range<usize>) -> Range<u32> {
        self.offset_in(block, range.start)..self.offset_in(block, range.end)
    }

    /// Converts an offset in a block to a byte of the draft.
    pub fn offset(&self, block: BlockId, offset: u32) -> usize {
        self.start(block) + to_usize(offset)
    }

    /// Converts a range in a block to a range of the draft.
    pub fn range(&self, block: BlockId, range: Range<u32>) -> Range<usize> {
        let start = self.start(block);
        start + to_usize(range.start)..start + to_usize(range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Article 1\n\n1. One.\n\nالمادة 2\n\nText.\n";

    #[test]
    fn a_place_in_a_block_is_the_byte_that_it_came_from() {
        let draft = Draft::parse(DRAFT, None);
        for byte in 0..=DRAFT.len() {
            let (block, offset) = draft.place(byte);
            assert_eq!(draft.offset(block, offset), byte);
            assert_eq!(draft.range_in(block, byte..byte + 1), offset..offset + 1);
            assert_eq!(draft.range(block, offset..offset + 1), byte..byte + 1);
        }
    }

    #[test]
    fn a_byte_before_a_block_is_its_beginning() {
        let draft = Draft::parse(DRAFT, None);
        assert_eq!(draft.offset_in(BlockId::of(1), 3), 0);
    }

    #[test]
    fn the_blocks_of_a_range_hold_its_first_and_last_byte() {
        let draft = Draft::parse(DRAFT, None);
        let blocks = |range: Range<usize>| -> Vec<usize> { draft.blocks_in(range).map(BlockId::index).collect() };
        let second = draft.start(BlockId::of(1));
        assert_eq!(blocks(0..second), [0]);
        assert_eq!(blocks(0..second + 1), [0, 1]);
        assert_eq!(blocks(second..second), [1]);
    }
}
