//! Numbers of codes that are more than a label holds: `L. 5331-7`, `222-33-2-2`, `87 bis 3`, and `13.2.1.1`.

use super::{Noun, Reader, Step, narrowness};
use crate::kind::Kind;
use crate::label::{Label, Suffix};
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `L.` before `5331-7`: returns whether a label is the letter of a series of a code.
    pub(super) fn is_letter_of_code(self, label: &Label, next: usize) -> bool {
        let is_letter = matches!(label.form, NumberForm::Upper | NumberForm::UpperRoman) && label.numbers[1] == 0;
        let is_single = next.checked_sub(1).is_some_and(|at| self.written(at).len() == 1);
        is_letter && is_single && self.is(next, '.') && self.is_glued(next) && self.number_value(next + 1).is_some()
    }

    /// `of section A-I/6`, `правила II-1/3`: returns the token after the noun and the number of a code of the International
    /// Maritime Organization, if they stand around a path.
    pub(super) fn number_of_code(self, at: usize) -> Option<usize> {
        const MAX_LINKS: usize = 3;
        let is_link = |at: &usize| matches!(self.word(*at), Some(Word::Of | Word::The)) || self.is_apostrophe(*at);
        let first = (at..at + MAX_LINKS).find(|at| !is_link(at))?;
        if first == at && !self.is_cyrillic(at) || !matches!(self.kind(first)?, TokenKind::Word(_)) {
            return None;
        }
        let is_upper = |label: Label| matches!(label.form, NumberForm::Upper | NumberForm::UpperRoman);
        // A hyphen between letters divides no word.
        let is_capital = |at: usize| {
            self.token(at).is_some()
                && self.written(at).split('-').all(|part| Label::from_letters(part).is_some_and(is_upper))
        };
        let is_joined = |at: usize, mark: char| self.is(at, mark) && self.is_glued(at) && self.is_glued(at + 1);
        let has_part = |at: usize| is_capital(at) || self.number_value(at).is_some();
        let start = first + 1;
        let slash = start + if is_joined(start + 1, '-') && has_part(start + 2) { 3 } else { 1 };
        let is_code = is_capital(start) && is_joined(slash, '/') && self.number_value(slash + 1).is_some();
        is_code.then_some(slash + 2)
    }

    /// `Guideline B1.1.1,` before `paragraph 3`, `Form E-101,`: returns whether a number with a letter that heads nothing in the draft
    /// stands before the comma in front of a narrow noun.
    pub(super) fn follows_code(self, noun: Noun) -> bool {
        const MAX_TOKENS: usize = 8;
        let is_narrow = narrowness(noun.kind) > narrowness(Kind::Article);
        let Some(comma) = noun.at.checked_sub(1).filter(|at| is_narrow && self.is_comma(*at)) else { return false };
        let mut first = comma;
        while first > comma.saturating_sub(MAX_TOKENS) && self.is_glued(first) {
            first = first.saturating_sub(1);
        }
        let has_number = (first + 1..comma).any(|at| self.number_value(at).is_some());
        let is_name = |at: &usize| self.starts_with_capital(*at) || self.noun(*at).is_some();
        let name = first.checked_sub(1).filter(is_name);
        let is_code = comma > first + 2 && has_number && self.is_ascii_capital(first);
        is_code
            && name
                .is_some_and(|name| self.word(name).is_none() || self.segment_at(name).is_none_or(|next| next < comma))
    }

    /// Returns the token after the number that a noun at a token governs.
    fn segment_at(self, at: usize) -> Option<usize> {
        self.segment(self.noun(at)?).map(|(_, next)| next)
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
        // `86-I-2°`
        if may_have_hyphen && self.is(at, '°') && self.is_glued(at) {
            return at + 1;
        }
        let is_number = is_inserted && self.number_value(at).is_some_and(|value| value <= MAX_NUMBER);
        let goes_on =
            self.word(at + 1) == Some(Word::Of) || self.is_cyrillic(at + 1) && self.starts_with_capital(at + 1);
        if is_number && goes_on { at + 1 } else { at }
    }
}
