//! Items with a point before their number, as in the texts of the International Maritime Organization.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::label::Label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::token::TokenKind;

const MAX_POINTED_NUMBER: u32 = 99;

impl Cursor<'_> {
    /// `.1 text`, `.2.1 text`
    pub(super) fn pointed_list_label(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let number = self.pointed_number(at)?;
        let mut label = Label::new(NumberForm::Digits, number);
        let mut next = at + 2;
        for inner in &mut label.numbers[1..] {
            let Some(number) = self.pointed_number(next).filter(|_| self.is_glued(next)) else { break };
            (*inner, next) = (number, next + 2);
        }
        let text = self.token(next)?;
        // An extraction joins the number to the text: `.2through the satellite`.
        let begins = matches!(text.kind, TokenKind::Word(_) | TokenKind::Mark('[' | '“' | '"' | '‘'));
        let is_free = context.starts_paragraph || context.after_clause;
        // `.25 of the price`
        let is_amount = match text.word() {
            Some(Word::Unit) => true,
            Some(Word::Of) => number > 9 && self.written(next).starts_with(char::is_lowercase),
            _ => false,
        };
        if !begins || !is_free || is_amount {
            return None;
        }
        self.label_from(at, label, Enclosure::Point, self.token(next - 1)?.end, next)
    }

    /// `.1`: returns the number after a point that is joined to it.
    fn pointed_number(self, point: usize) -> Option<u32> {
        let is_pointed = self.is(point, '.') && self.is_glued(point + 1) && !self.written(point + 1).starts_with('0');
        self.number_value(point + 1).filter(|it| is_pointed && (1..=MAX_POINTED_NUMBER).contains(it))
    }
}
