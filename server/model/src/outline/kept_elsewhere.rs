//! The kinds of headings that a draft names and does not hold: annexes in other files, or headings that were not read.

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockFlags, Kind, Label, NumberForm, Prefix, Summaries, to_usize};

use super::{HeadingKinds, LabelKey, Outline};

impl Outline {
    /// Returns the kinds of headings of which the draft holds too few of those that it names: the others are kept
    /// elsewhere, or were not read.
    pub fn kinds_kept_elsewhere(&self, summaries: Summaries<'_>) -> HeadingKinds {
        *self.kept_elsewhere.get_or_init(|| kept_elsewhere(summaries, self))
    }
}

/// Returns the kinds of headings of which many are named and few are there.
fn kept_elsewhere(summaries: Summaries<'_>, outline: &Outline) -> HeadingKinds {
    let held = HeldNumbers::of(&outline.numbered.keys);
    let mut missing: FxHashSet<(Kind, LabelKey)> = FxHashSet::default();
    for (_, block) in summaries.with_flags(BlockFlags::REFERENCE) {
        for (kind, label) in &block.cited {
            if held.contains(*kind, label) {
                continue;
            }
            let label = label.in_alphabet(outline.facts.in_latin);
            let key = (*kind, label.key());
            let is_held = |key| outline.numbered.keys.binary_search(&key).is_ok();
            let mut outer = [1, 2].into_iter().filter_map(|depth| Some((*kind, label.split_at(depth)?.0.key())));
            if !is_held(key) && !outer.any(is_held) && !outline.foreign.contains(&key) {
                missing.insert(key);
            }
        }
    }
    let divisions =
        [Kind::Annex, Kind::Schedule, Kind::Appendix, Kind::Part, Kind::Title, Kind::Chapter, Kind::Section];
    let kinds = Kind::ARTICLES.into_iter().chain(divisions);
    let is_elsewhere = |kind: &Kind| {
        let missing = missing.iter().filter(|it| it.0 == *kind).count();
        let held = outline.numbered.count(*kind);
        // A draft whose articles were renumbered may have many broken references, but not to more than it has.
        let tolerated = if *kind == Kind::Article { 5 + held / 3 } else { 1 + held / 8 };
        missing > tolerated
    };
    kinds.filter(is_elsewhere).fold(HeadingKinds::default(), HeadingKinds::with)
}

/// The plain numbers of the headings, by kind: most references are to these, and looking them up costs nothing.
struct HeldNumbers(Vec<Vec<u64>>);

impl HeldNumbers {
    /// Higher numbers are looked up in the sorted table.
    const MAX_NUMBER: u32 = 16_383;

    fn of(keys: &[(Kind, LabelKey)]) -> HeldNumbers {
        let mut held = HeldNumbers(Vec::new());
        for (kind, key) in keys {
            let number = key.1[0];
            if number > HeldNumbers::MAX_NUMBER || Label::new(NumberForm::Digits, number).key() != *key {
                continue;
            }
            let (kind, (word, bit)) = (*kind as usize, HeldNumbers::place(number));
            held.0.resize_with(held.0.len().max(kind + 1), Vec::new);
            let words = &mut held.0[kind];
            words.resize(words.len().max(word + 1), 0);
            words[word] |= bit;
        }
        held
    }

    /// Returns whether there is a heading of a kind and label; `false` for a label that is not plain.
    #[inline]
    fn contains(&self, kind: Kind, label: &Label) -> bool {
        let (word, bit) = HeldNumbers::place(label.numbers[0]);
        let is_held = self.0.get(kind as usize).and_then(|words| words.get(word)).is_some_and(|it| it & bit != 0);
        is_held
            && label.numbers[1] == 0
            && label.form == NumberForm::Digits
            && label.prefix == Prefix::None
            && label.look_alike == 0
            && label.is_plain()
    }

    /// Returns the word of a number and its bit there.
    #[inline]
    fn place(number: u32) -> (usize, u64) {
        (to_usize(number / u64::BITS), 1 << (number % u64::BITS))
    }
}
