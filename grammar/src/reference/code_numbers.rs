//! Numbers of codes that are more than a label holds: `L. 5331-7`, `222-33-2-2`, `87 bis 3`, and `13.2.1.1`.

use super::{Reader, Step};
use crate::label::{Label, Suffix};
use crate::lexicon::Word;
use crate::numerals::NumberForm;

impl Reader<'_> {
    /// `L.` before `5331-7`: returns whether a label is the letter of a series of a code.
    pub(super) fn is_letter_of_code(self, label: &Label, next: usize) -> bool {
        let is_letter = matches!(label.form, NumberForm::Upper | NumberForm::UpperRoman) && label.numbers[1] == 0;
        let is_single = next.checked_sub(1).is_some_and(|at| self.written(at).len() == 1);
        is_letter && is_single && self.is(next, '.') && self.is_glued(next) && self.number_value(next + 1).is_some()
    }

    /// `.1` after `13.2.1`, `-2` after `222-33`, `3` after `87 bis`: returns the token after the numbers that are more than a
    /// label holds, as codes have them.
    pub(super) fn past_deeper_numbers(self, steps: &[Step], mut at: usize) -> usize {
        const MAX_NUMBER: u32 = 99;
        let [Step { label, .. }] = steps else { return at };
        let is_inserted = matches!(label.suffixes[0], Suffix::Inserted(_));
        let may_have_dot = label.form == NumberForm::Digits && label.is_plain() && label.numbers[2] > 0;
        let may_have_hyphen = is_inserted || label.hyphen_digits > 0;
        while self.is_glued(at)
            && self.is_glued(at + 1)
            && (may_have_dot && self.is(at, '.') || may_have_hyphen && self.is(at, '-'))
            && self.number_value(at + 1).is_some()
        {
            at += 2;
        }
        let is_number = is_inserted && self.number_value(at).is_some_and(|value| value <= MAX_NUMBER);
        let goes_on =
            self.word(at + 1) == Some(Word::Of) || self.is_cyrillic(at + 1) && self.starts_with_capital(at + 1);
        if is_number && goes_on { at + 1 } else { at }
    }
}
