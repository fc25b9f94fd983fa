//! Maps positions in a sequence across an edit.

use std::ops::Range;

use travaux_grammar::BlockId;

use crate::outline::ProvisionId;

/// A position in a sequence: a block, a provision or a byte.
pub trait Position: Copy + Ord {
    /// Returns the position that is as far from `to` as this one is from `from`.
    #[must_use]
    fn moved(self, from: Self, to: Self) -> Self;
}

impl Position for BlockId {
    fn moved(self, from: BlockId, to: BlockId) -> BlockId {
        BlockId::moved(self, from, to)
    }
}

impl Position for ProvisionId {
    fn moved(self, from: ProvisionId, to: ProvisionId) -> ProvisionId {
        ProvisionId::moved(self, from, to)
    }
}

impl Position for usize {
    fn moved(self, from: usize, to: usize) -> usize {
        self.wrapping_sub(from).wrapping_add(to)
    }
}

/// A range of a sequence and the range that replaced it. Both begin at the same place. The members may be blocks,
/// provisions or bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Splice<T = BlockId> {
    /// The replaced range, in positions before the edit.
    pub removed: Range<T>,
    /// The range that replaced it, in positions after the edit.
    pub inserted: Range<T>,
}

impl<T: Position> Splice<T> {
    /// Returns the position after the edit of a member from before; `None` if it was replaced.
    pub fn map(&self, before: T) -> Option<T> {
        if before < self.removed.start {
            return Some(before);
        }
        (before >= self.removed.end).then(|| self.map_after(before))
    }

    /// Returns the position after the edit of a range from before; `None` if any of it was replaced.
    pub fn map_range(&self, before: &Range<T>) -> Option<Range<T>> {
        if before.end <= self.removed.start {
            return Some(before.clone());
        }
        (before.start >= self.removed.end).then(|| self.map_after(before.start)..self.map_after(before.end))
    }

    /// Returns the range in which members differ, if they correspond one to one.
    pub fn one_for_one(&self) -> Option<Range<T>> {
        (self.removed == self.inserted).then(|| self.inserted.clone())
    }

    /// Returns whether the members of two sorted lists, before and after the edit, are the same outside the replaced range.
    /// `key` returns the position of a member and what is compared.
    pub fn leaves_equal<M, R: PartialEq>(&self, before: &[M], after: &[M], key: impl Fn(&M) -> (T, R)) -> bool {
        let before = before.iter().map(&key).filter_map(|(at, rest)| Some((self.map(at)?, rest)));
        after.iter().map(&key).filter(|it| !self.inserted.contains(&it.0)).eq(before)
    }

    /// Returns the smallest splice that covers this one and another of the same two sequences.
    #[must_use]
    pub fn union(&self, other: &Splice<T>) -> Splice<T> {
        let start = self.removed.start.min(other.removed.start);
        Splice {
            removed: start..self.removed.end.max(other.removed.end),
            inserted: start..self.inserted.end.max(other.inserted.end),
        }
    }

    /// Returns the smallest splice that covers this one and the one that follows it.
    #[must_use]
    pub fn followed_by(&self, next: &Splice<T>) -> Splice<T> {
        let start = self.removed.start.min(next.removed.start);
        let end = self.inserted.end.max(next.removed.end);
        Splice {
            removed: start..end.moved(self.inserted.end, self.removed.end),
            inserted: start..end.moved(next.removed.end, next.inserted.end),
        }
    }

    /// Returns the position after the edit of a member after the replaced range.
    fn map_after(&self, before: T) -> T {
        before.moved(self.removed.end, self.inserted.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_before_stay_and_members_after_move() {
        let splice = Splice { removed: 2..4usize, inserted: 2..7 };
        let mapped: Vec<Option<usize>> = (0..6).map(|at| splice.map(at)).collect();
        assert_eq!(mapped, [Some(0), Some(1), None, None, Some(7), Some(8)]);
    }

    #[test]
    fn two_edits_one_after_the_other_are_one() {
        let splice = |removed: Range<usize>, end| Splice { inserted: removed.start..end, removed };
        assert_eq!(splice(2..4, 7).followed_by(&splice(3..5, 3)), splice(2..4, 5));
        assert_eq!(splice(2..4, 2).followed_by(&splice(6..7, 9)), splice(2..9, 9));
        assert_eq!(splice(5..6, 6).followed_by(&splice(1..2, 4)), splice(1..6, 8));
    }

    #[test]
    fn a_range_that_was_replaced_in_part_has_no_position() {
        let splice = Splice { removed: 2..4usize, inserted: 2..3 };
        let mapped = [0..2, 4..6, 1..3, 3..5].map(|range| splice.map_range(&range));
        assert_eq!(mapped, [Some(0..2), Some(3..5), None, None]);
    }

    #[test]
    fn lists_are_compared_outside_the_replaced_range() {
        let splice = Splice { removed: 2..4usize, inserted: 2..3 };
        let leaves = |before: &[usize], after: &[usize]| splice.leaves_equal(before, after, |at| (*at, ()));
        assert!(leaves(&[1, 3, 5], &[1, 4]));
        assert!(leaves(&[1, 5], &[1, 2, 4]));
        assert!(!leaves(&[1, 5], &[1, 5]));
        assert!(!leaves(&[5], &[1, 4]));
    }

    #[test]
    fn a_union_covers_both() {
        let (first, second) = (Splice { removed: 2..4usize, inserted: 2..5 }, Splice { removed: 1..2, inserted: 1..3 });
        assert_eq!(first.union(&second), Splice { removed: 1..4, inserted: 1..5 });
    }
}
