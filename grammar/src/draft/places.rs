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
