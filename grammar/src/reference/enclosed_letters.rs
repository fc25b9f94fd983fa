//! Letters and numbers in parentheses, quotation marks or italics: `(a)`, `a bis)`, `«а»`, `*b*`.

use super::Reader;
use crate::label::{Label, Suffix};
use crate::leading_label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `(a)`, `(a bis)`, `(3)`, `a)`, `«а»`, `'1'`, `*b*`
    pub(super) fn parenthesised(self, at: usize) -> Option<(Label, usize)> {
        if let Some(label) = self.in_italics(at) {
            return Some(label);
        }
        match self.kind(at)? {
            TokenKind::Mark('(' | '（') => {
                let (label, close) = self.label_in_parentheses(at + 1)?;
                (self.is(close, ')') || self.is(close, '）')).then_some((label, close + 1))
            }
            // `подпункт "а"`, `item ‘b’`
            TokenKind::Mark(open) if is_quote(open) && self.number_value(at + 1).is_none() => {
                let (label, close) = self.quoted_letter(at + 1)?;
                matches!(self.kind(close)?, TokenKind::Mark(mark) if closes_quote(open, mark))
                    .then_some((label, close + 1))
            }
            TokenKind::Mark(mark) if is_quote(mark) => {
                const MAX_QUOTED_NUMBER: u32 = 99;
                let value = self.number_value(at + 1).filter(|value| *value <= MAX_QUOTED_NUMBER)?;
                matches!(self.kind(at + 2)?, TokenKind::Mark(mark) if is_quote(mark))
                    .then(|| (Label::new(NumberForm::LowerRoman, value), at + 3))
            }
            TokenKind::Word(_) if self.is(at + 1, ')') && self.is_glued(at + 1) => {
                const MAX_LETTER_BYTES: usize = 8;
                let written = self.written(at);
                let label = if written.len() <= MAX_LETTER_BYTES { Label::from_letters(written) } else { None };
                Some((label?, at + 2))
            }
            // `point a bis)`
            TokenKind::Word(_) if self.is(at + 2, ')') && self.is_glued(at + 2) => {
                let Some(Word::Inserted(place)) = self.word(at + 1) else { return None };
                let label = Label::from_letters(self.written(at)).filter(|it| it.form == NumberForm::Lower)?;
                Some((label.with(Suffix::Inserted(place)), at + 3))
            }
            TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `а`, `ii`, `а.1` in quotation marks: a letter, or the numeral of an item. Returns the token after it.
    fn quoted_letter(self, at: usize) -> Option<(Label, usize)> {
        const MAX_LETTER_BYTES: usize = 8;
        let written = self.written(at);
        let label = Label::from_letters(written).filter(|_| written.len() <= MAX_LETTER_BYTES)?;
        let is_single = written.chars().nth(1).is_none();
        let is_letter = is_single && label.form == NumberForm::Lower || label.form == NumberForm::LowerRoman;
        // A letter inserted after another one.
        let has_number = is_single && self.is(at + 1, '.') && self.is_glued(at + 1) && self.is_glued(at + 2);
        match self.number_value(at + 2).filter(|_| has_number) {
            Some(number) if (1..100).contains(&number) => {
                let mut label = label;
                label.numbers[1] = number;
                is_letter.then_some((label, at + 3))
            }
            _ => is_letter.then_some((label, at + 1)),
        }
    }

    /// `*(b)*`, `*b)*`, `*b*`, `_c_`: a letter between signs of emphasis.
    fn in_italics(self, at: usize) -> Option<(Label, usize)> {
        let sign = ['*', '_'].into_iter().find(|sign| self.is(at, *sign))?;
        let (label, next) = match self.is(at + 1, '(') {
            true => self.parenthesised(at + 1)?,
            false => (Label::from_letters(self.written(at + 1))?, at + 2 + usize::from(self.is(at + 2, ')'))),
        };
        let is_letter = matches!(label.form, NumberForm::Lower | NumberForm::LowerRoman);
        (is_letter && self.is(next, sign) && self.is_glued(next)).then_some((label, next + 1))
    }

    fn label_in_parentheses(self, at: usize) -> Option<(Label, usize)> {
        const MAX_NUMBER: u32 = 999;
        match self.kind(at)? {
            TokenKind::Number(value) if value <= MAX_NUMBER => leading_label::number(self.text, self.tokens, at),
            TokenKind::Word(_) => {
                if matches!(self.word(at), Some(Word::Ordinal(_))) {
                    let (number, next) = leading_label::ordinal(self.tokens, at)?;
                    return Some((Label::new(NumberForm::Digits, number), next));
                }
                if let Some(adverb) = leading_label::counting_adverb(self.text, self.tokens, at) {
                    return Some(adverb);
                }
                let mut label = Label::from_letters(self.written(at))?;
                let mut next = at + 1;
                while let Some(Word::Inserted(place)) = self.word(next) {
                    label = label.with(Suffix::Inserted(place));
                    next += 1;
                }
                Some((label, next))
            }
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }
}

/// Returns whether a mark may stand around a letter.
pub(super) fn is_quote(mark: char) -> bool {
    matches!(mark, '\'' | '‘' | '’' | '"' | '“' | '”' | '„' | '«')
}

/// Returns whether a quotation mark closes what another one opened. Extractions mix those of one shape.
fn closes_quote(open: char, close: char) -> bool {
    match open {
        '«' => close == '»',
        '"' | '“' | '”' | '„' => matches!(close, '"' | '“' | '”'),
        _ => matches!(close, '\'' | '‘' | '’'),
    }
}
