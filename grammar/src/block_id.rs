//! The index of a block as a type, so that it cannot be taken for an offset or for the index of something else.

use std::ops::Range;

use crate::offset::{to_u32, to_usize};

/// The index of a block in its draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(u32);

impl BlockId {
    /// The first block of a draft.
    pub const FIRST: BlockId = BlockId(0);

    /// A block after all blocks of any draft.
    pub const MAX: BlockId = BlockId(u32::MAX);

    /// Returns the block with an index. An index past [`BlockId::MAX`], which no draft has, becomes that one.
    #[inline]
    pub fn of(index: usize) -> BlockId {
        BlockId(to_u32(index))
    }

    /// Returns the index of the block in a list of all blocks.
    #[inline]
    pub fn index(self) -> usize {
        to_usize(self.0)
    }

    /// Returns the block after this one.
    #[inline]
    #[must_use]
    pub fn next(self) -> BlockId {
        BlockId(self.0.saturating_add(1))
    }

    /// Returns the block before this one, if there is one.
    pub fn previous(self) -> Option<BlockId> {
        self.0.checked_sub(1).map(BlockId)
    }

    /// Returns the block that is `count` blocks before this one, or the first block.
    #[must_use]
    pub fn minus(self, count: u32) -> BlockId {
        BlockId(self.0.saturating_sub(count))
    }

    /// Returns the block that is `count` blocks after this one.
    #[must_use]
    pub fn plus(self, count: u32) -> BlockId {
        BlockId(self.0.saturating_add(count))
    }

    /// Returns the number of blocks from an earlier block to this one, or 0 if that block is not earlier.
    pub fn since(self, earlier: BlockId) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Returns the block that is as far from `to` as this one is from `from`.
    #[must_use]
    pub fn moved(self, from: BlockId, to: BlockId) -> BlockId {
        BlockId(self.0.wrapping_sub(from.0).wrapping_add(to.0))
    }

    /// Returns the blocks of a range in order.
    pub fn range(blocks: Range<BlockId>) -> impl DoubleEndedIterator<Item = BlockId> + ExactSizeIterator + Clone {
        (blocks.start.0..blocks.end.0).map(BlockId)
    }

    /// Returns a range of blocks as indices of a list of all blocks.
    pub fn indices(blocks: Range<BlockId>) -> Range<usize> {
        blocks.start.index()..blocks.end.index()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_block_has_none_before_it() {
        assert_eq!(BlockId::FIRST.previous(), None);
        assert_eq!(BlockId::of(1).previous(), Some(BlockId::FIRST));
        assert_eq!(BlockId::of(2).minus(5), BlockId::FIRST);
    }

    #[test]
    fn an_index_that_does_not_fit_is_after_all_blocks() {
        assert_eq!(BlockId::of(usize::MAX), BlockId::MAX);
        assert_eq!(BlockId::MAX.next(), BlockId::MAX);
    }

    #[test]
    fn blocks_before_and_after_a_splice_keep_their_distance() {
        let [from, to] = [4, 7].map(BlockId::of);
        assert_eq!(BlockId::of(6).moved(from, to), BlockId::of(9));
        assert_eq!(BlockId::of(3).moved(from, to), BlockId::of(6));
        assert_eq!(BlockId::of(8).moved(to, from), BlockId::of(5));
    }

    #[test]
    fn a_range_has_its_blocks_in_order() {
        let found: Vec<usize> = BlockId::range(BlockId::of(2)..BlockId::of(4)).map(BlockId::index).collect();
        assert_eq!(found, [2, 3]);
    }
}
