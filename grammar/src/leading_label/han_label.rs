//! List labels as Chinese writes them: ㈠, 甲、, 二、1994年.

use super::list_label::MAX_LIST_NUMBER;
use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::counted::enclosed_numeral;
use crate::label::Label;
use crate::label_site::Doubt;
use crate::lexicon::Word;
use crate::numerals::{NumberForm, earthly_branch_value, heavenly_stem_value};
use crate::script::is_han;

impl Cursor<'_> {
    /// Returns how parentheses set off the numeral, the heavenly stem or the earthly branch at a token.
    pub(super) fn han_enclosure(self, at: usize) -> Enclosure {
        match self.written(at).chars().next() {
            Some(first) if heavenly_stem_value(first).is_some() => Enclosure::StemParentheses,
            Some(first) if earthly_branch_value(first).is_some() => Enclosure::BranchParentheses,
            _ => Enclosure::HanParentheses,
        }
    }

    /// ㈠
    pub(super) fn enclosed_label(self, at: usize) -> Option<LeadingLabel> {
        let (token, label) = self.token(at).and_then(|token| Some((token, enclosed_numeral(token)?)))?;
        self.label_from(at, label, Enclosure::HanParentheses, token.end, at + 1)
    }

    /// 2.1994年, 3.30日内: the label of a text that begins with a year, or where its number is due, with another amount.
    pub(super) fn label_before_amount(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        const FIRST_YEAR: u32 = 1000;
        let number = self.number_value(at).filter(|number| *number <= MAX_LIST_NUMBER)?;
        let amount = self.number_value(at + 2).filter(|_| self.is(at + 1, '.') && self.is_glued_han_word(at + 3))?;
        let is_joined = self.is_glued(at + 1) && self.is_glued(at + 2) && self.word(at + 3) == Some(Word::Unit);
        let is_free = context.starts_paragraph || context.after_clause;
        let label = Label::new(NumberForm::Digits, number);
        let found = self.label_from(at, label, Enclosure::Dot, self.token(at)?.end, at + 2)?;
        let doubt = if amount < FIRST_YEAR { Doubt::Slight } else { Doubt::None };
        (is_joined && is_free).then_some(LeadingLabel { doubt, ..found })
    }

    /// In `3.5 per cent` the number before the stop is no label; in `1.Each`, 二、1994年 and 3、30日内 it is.
    pub(super) fn is_decimal(self, at: usize, stop: usize) -> bool {
        let is_joined = self.number_value(stop + 1).is_some() && self.is_glued(stop + 1);
        let is_numeral = || self.is(stop, '、') && self.written(at).starts_with(is_han);
        let has_wide_stop = self.is(stop, '、') || self.is(stop, '．');
        let is_amount = || has_wide_stop && self.word(stop + 2) == Some(Word::Unit);
        is_joined && !is_numeral() && !is_amount()
    }

    /// 甲 in 甲、缔约国应当: a heavenly stem before the sign of a list, but not in 甲、乙双方.
    pub(super) fn stem(self, at: usize) -> Option<(Label, usize)> {
        let value = |at: usize| self.written(at).chars().next().and_then(heavenly_stem_value);
        let number = value(at).filter(|number| self.is(at + 1, '、') && value(at + 2) != Some(number + 1))?;
        Some((Label::new(NumberForm::Lower, number), at + 1))
    }
}
