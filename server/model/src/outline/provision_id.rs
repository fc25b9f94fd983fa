//! The index of a provision as a type, so that it cannot be taken for the index of a block or for a number.

use std::ops::Range;

use travaux_grammar::{to_u32, to_usize};

/// The index of a provision in [`Outline::provisions`](super::Outline::provisions).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionId(u32);

impl ProvisionId {
    /// The first provision of an outline.
    pub const FIRST: ProvisionId = ProvisionId(0);

    /// A provision after all provisions of any outline.
    pub const MAX: ProvisionId = ProvisionId(u32::MAX);

    /// Returns the provision with an index. An index past [`ProvisionId::MAX`], which no outline has, becomes that one.
    #[inline]
    pub fn of(index: usize) -> ProvisionId {
        ProvisionId(to_u32(index))
    }

    /// Returns the index of the provision in a list of all provisions.
    #[inline]
    pub fn index(self) -> usize {
        to_usize(self.0)
    }

    /// Returns the provision after this one.
    #[inline]
    #[must_use]
    pub fn next(self) -> ProvisionId {
        ProvisionId(self.0.saturating_add(1))
    }

    /// Returns the provision before this one, if there is one.
    pub fn previous(self) -> Option<ProvisionId> {
        self.0.checked_sub(1).map(ProvisionId)
    }

    /// Returns the provision that is `count` provisions after this one.
    #[must_use]
    pub fn plus(self, count: u32) -> ProvisionId {
        ProvisionId(self.0.saturating_add(count))
    }

    /// Returns the number of provisions from an earlier one to this one, or 0 if that one is not earlier.
    pub fn since(self, earlier: ProvisionId) -> u32 {
        self.0.saturating_sub(earlier.0)
    }

    /// Returns the provision that is as far from `to` as this one is from `from`.
    #[must_use]
    pub fn moved(self, from: ProvisionId, to: ProvisionId) -> ProvisionId {
        ProvisionId(self.0.wrapping_sub(from.0).wrapping_add(to.0))
    }

    /// Returns the provisions of a range in order.
    pub fn range(ids: Range<ProvisionId>) -> impl DoubleEndedIterator<Item = ProvisionId> + ExactSizeIterator + Clone {
        (ids.start.0..ids.end.0).map(ProvisionId)
    }

    /// Returns a range of provisions as indices of a list of all provisions.
    pub fn indices(ids: Range<ProvisionId>) -> Range<usize> {
        ids.start.index()..ids.end.index()
    }
}
