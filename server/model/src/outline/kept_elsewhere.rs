//! The kinds of headings that a draft names and does not hold: annexes in other files, or headings that were not read.

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockFlags, Kind, Label, NumberForm, Summaries, to_usize};

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
struct HeldNumbers(Vec<u64>);

impl HeldNumbers {
    /// Higher numbers are looked up in the sorted table.
    const MAX_NUMBER: u32 = 511;

    /// The words of one kind.
    const WORDS: usize = 8;

    fn of(keys: &[(Kind, LabelKey)]) -> HeldNumbers {
        let mut held = HeldNumbers(Vec::new());
        for (kind, key) in keys {
            let plain = Label::new(NumberForm::Digits, key.1[0]);
            if plain.key() == *key
                && let Some((word, bit)) = HeldNumbers::place(*kind, &plain)
            {
                held.0.resize(held.0.len().max(word + 1), 0);
                held.0[word] |= bit;
            }
        }
        held
    }

    /// Returns whether there is a heading of a kind and label; `false` for a label that is not plain.
    fn contains(&self, kind: Kind, label: &Label) -> bool {
        let place = HeldNumbers::place(kind, label);
        place.is_some_and(|(word, bit)| self.0.get(word).is_some_and(|it| it & bit != 0))
    }

    fn place(kind: Kind, label: &Label) -> Option<(usize, u64)> {
        let number = label.numbers[0];
        let is_plain = label.look_alike == 0 && label.key() == Label::new(NumberForm::Digits, number).key();
        let in_kind = to_usize(number / u64::BITS);
        (is_plain && number <= HeldNumbers::MAX_NUMBER)
            .then(|| (kind as usize * HeldNumbers::WORDS + in_kind, 1 << (number % u64::BITS)))
    }
}
