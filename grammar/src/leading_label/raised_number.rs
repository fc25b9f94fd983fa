//! Raised numbers after a label: `²`, `<sup>2</sup>`, `^2^`. They are the marks of footnotes, except in texts in Cyrillic
//! script, where they number inserted provisions: `Статья 2¹` follows article 2.

use super::Cursor;
use crate::script::is_cyrillic;
use crate::token::TokenKind;

impl Cursor<'_> {
    /// Returns the raised number that begins at a token, and the token after it.
    pub(super) fn raised_number(self, at: usize) -> Option<(u32, usize)> {
        const MAX_DIGITS: usize = 3;
        if self.is(at, '^') && self.is(at + 2, '^') {
            return Some((self.number_value(at + 1)?, at + 3));
        }
        if self.is(at, '<') {
            let is_element = self.written(at + 1) == "sup"
                && self.is(at + 2, '>')
                && self.is(at + 4, '<')
                && self.is(at + 5, '/')
                && self.written(at + 6) == "sup"
                && self.is(at + 7, '>');
            return Some((self.number_value(at + 3).filter(|_| is_element)?, at + 8));
        }
        let digit = |at: usize| match self.token(at)?.kind {
            TokenKind::Mark(mark) => raised_digit(mark),
            TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Newline => None,
        };
        let count = (at..at + MAX_DIGITS).take_while(|next| digit(*next).is_some()).count();
        let value = (at..at + count).filter_map(digit).fold(0, |value, digit| 10 * value + digit);
        (count > 0 && value > 0).then_some((value, at + count))
    }

    /// Returns the number of an inserted provision that is joined to the number before a token: `¹` in `статьей 2¹`.
    pub(super) fn raised_insertion(self, at: usize) -> Option<(u32, usize)> {
        const MAX_TOKENS_FROM_NOUN: usize = 8;
        let raised = self.raised_number(at).filter(|_| self.is_glued(at))?;
        let mut before = (at.saturating_sub(MAX_TOKENS_FROM_NOUN)..at).rev();
        let word = before.find(|at| matches!(self.token(*at).map(|it| it.kind), Some(TokenKind::Word(_))))?;
        self.written(word).chars().next().is_some_and(is_cyrillic).then_some(raised)
    }
}

fn raised_digit(mark: char) -> Option<u32> {
    match mark {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' | '⁴'..='⁹' => Some(u32::from(mark) - u32::from('⁰')),
        _ => None,
    }
}
