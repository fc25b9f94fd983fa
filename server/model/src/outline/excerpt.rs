//! Excerpts: a draft that is one chapter of an agreement, or begins with article 23, names provisions that are in other
//! files. Decides which numbers these are.

use travaux_grammar::{Kind, Label};

use super::Outline;

impl Outline {
    /// Returns whether a heading of a kind and number, which has no chapter before it, may be in another file than this
    /// draft.
    pub fn is_outside_excerpt(&self, kind: Kind, label: &Label) -> bool {
        if kind.is_division() && self.is_single_part(kind) {
            return true;
        }
        let last = self.end_of_excerpt(kind);
        self.is_excerpt(kind)
            && (label.number() < self.lowest_number(kind) || last.is_some_and(|it| label.number() > it))
    }

    /// Returns whether `10.2` may be in another file: the draft begins in the middle of chapter 10, with article 10.5.
    pub fn is_outside_excerpt_of_chapter(&self, kind: Kind, label: &Label) -> bool {
        const MIN_FIRST: u32 = 3;
        let lowest = self.first_divided(kind, label).map_or(0, |it| it.1[1]);
        // Annexes bear the numbers of articles, which are no series.
        let is_beyond =
            || !kind.is_annex() && self.is_open_excerpt() && label.numbers[1] > self.highest_in_chapter(kind, label);
        lowest >= MIN_FIRST && (label.numbers[1] < lowest || is_beyond())
    }

    /// Returns whether the draft has a single heading of a kind, which is not the first: one chapter of an agreement
    /// whose others are in other files.
    pub(super) fn is_single_part(&self, kind: Kind) -> bool {
        let keys = &self.numbered.keys;
        let first = keys.partition_point(|it| it.0 < kind);
        let last = keys.partition_point(|it| it.0 <= kind).checked_sub(1).and_then(|last| keys.get(last));
        keys.get(first).is_some_and(|first| first.0 == kind && Some(first) == last && first.1.1[0] > 1)
    }

    /// Returns the number after which the headings of a kind may be in another file. Where the beginning of a text is
    /// missing, the end may be missing as well.
    pub(super) fn end_of_excerpt(&self, kind: Kind) -> Option<u32> {
        (!kind.is_annex() && self.is_excerpt(kind) && self.is_open_excerpt()).then(|| self.highest_number(kind))
    }

    /// Returns whether the headings of a kind begin with a later one than the first. A single one is rather lost where
    /// the draft shows that it is whole.
    fn is_excerpt(&self, kind: Kind) -> bool {
        const MIN_FIRST: u32 = 2;
        let lowest = self.lowest_number(kind);
        lowest > MIN_FIRST || lowest == MIN_FIRST && self.is_open_excerpt()
    }

    /// Returns whether nothing shows that the draft has the beginning or the end of its text.
    fn is_open_excerpt(&self) -> bool {
        !self.shows_beginning && !self.shows_end
    }

    /// Returns the highest second number of the headings of a kind whose first number is that of a label.
    fn highest_in_chapter(&self, kind: Kind, label: &Label) -> u32 {
        let (form, numbers, ..) = label.key();
        let keys = &self.numbered.keys;
        let is_before = |it: &(Kind, super::LabelKey)| (it.0, it.1.0, it.1.1[0]) <= (kind, form, numbers[0]);
        let last = keys.partition_point(is_before).checked_sub(1).map(|at| keys[at].1);
        last.filter(|it| it.0 == form && it.1[0] == numbers[0]).map_or(0, |it| it.1[1])
    }
}
