//! Decisions, resolutions and documents named by their symbol: `decision 1/CP.17`, `resolution 2625 (XXV)`,
//! `A/RES/75/1`, 第75/1号决议. They are never this draft.

use super::{Anchor, Reader, Reference};
use crate::counted::is_ordinal_sign;
use crate::leading_label;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::roman_value;
use crate::token::TokenKind;

/// The years in which resolutions were numbered by year.
const YEARS: std::ops::Range<u32> = 1900..2200;

impl Reader<'_> {
    /// `decision 1/CP.17`, `A/RES/75/1`, 第75/1号决议
    pub(super) fn document(self, at: usize, word: Option<Word>) -> Option<(Reference, usize)> {
        let next = match word {
            Some(Word::Instrument(_)) => self.document_numbers(at + 1)?,
            _ if is_ordinal_sign(self.text, self.tokens, at) => self.counted_document(at)?,
            _ => self.symbol(at)?,
        };
        let (start, end) = (self.token(at)?.start, self.token(next - 1)?.end);
        let reference =
            Reference { anchor: Anchor::OtherInstrument, instrument: Some(start..end), ..Reference::new(start, end) };
        Some((reference, next))
    }

    /// `1/CP.13, 2/CP.15 and 1/CP.16`, `(EU) 2016/679`, `2625 (XXV)`
    fn document_numbers(self, from: usize) -> Option<usize> {
        const MAX_NUMBERS: usize = 16;
        let mut from = self.past_breaks(from);
        // `Regulation (EU) 2016/679`
        if self.is(from, '(') && self.is(from + 2, ')') && self.document_number(from + 3).is_some() {
            from += 3;
        }
        let mut next = self.document_number(from)?;
        for _ in 0..MAX_NUMBERS {
            let at = self.past_breaks(next);
            let has_comma = self.is_comma(at) || self.is(at, '、');
            let at = if has_comma { self.past_breaks(at + 1) } else { at };
            let is_joined = matches!(self.word(at), Some(Word::And | Word::Or));
            let at = if is_joined { self.past_breaks(at + 1) } else { at };
            match self.document_number(at).filter(|_| has_comma || is_joined) {
                Some(after) => next = after,
                None => break,
            }
        }
        Some(next)
    }

    /// `1/CP.17`, `XVII/5`, `70/1`, `2625 (XXV)`, `1373 (2001)`
    fn document_number(self, at: usize) -> Option<usize> {
        // `n.º 1169/2011`
        let at = leading_label::after_number_sign(self.text, self.tokens, at);
        let is_number = self.number_value(at).is_some();
        if !is_number && roman_value(self.written(at)).is_none() {
            return None;
        }
        if self.is(at + 1, '/') && self.is_glued(at + 1) && self.is_glued(at + 2) {
            return Some(self.symbol_end(at));
        }
        let session = self.written(at + 2);
        let is_session = self.number_value(at + 2).is_some_and(|year| YEARS.contains(&year))
            || roman_value(session).is_some() && session.len() > 1;
        (is_number && self.is(at + 1, '(') && is_session && self.is(at + 3, ')')).then_some(at + 4)
    }

    /// `A/RES/75/1`, `UNEP/EA.5/Res.14`: capitals, two slashes or more, and a part that begins with a number.
    fn symbol(self, at: usize) -> Option<usize> {
        const MIN_SLASHES: usize = 2;
        let is_capitals = || self.written(at).bytes().all(|byte| byte.is_ascii_uppercase());
        if !self.is(at + 1, '/') || !self.is_glued(at + 1) || !self.is_glued(at + 2) || !is_capitals() {
            return None;
        }
        let end = self.symbol_end(at);
        let slashes = (at..end).filter(|at| self.is(*at, '/')).count();
        let begins_part = |at: usize| self.is(at - 1, '/') || self.is(at - 1, '.');
        let has_number = (at..end).any(|at| self.number_value(at).is_some() && begins_part(at));
        (slashes >= MIN_SLASHES && has_number).then_some(end)
    }

    /// 第75/1号决议, 第1/CP.17号决定
    fn counted_document(self, at: usize) -> Option<usize> {
        let end = self.document_number(at + 1)?;
        let is_counted = Lexicon::counting_signs().document.contains(&self.written(end));
        (is_counted && matches!(self.word(end + 1), Some(Word::Instrument(_)))).then_some(end + 2)
    }

    /// Returns the token after the letters, numbers, slashes, stops and dashes that follow without spaces. A mark at
    /// the end belongs to the sentence.
    fn symbol_end(self, at: usize) -> usize {
        const MAX_SYMBOL_TOKENS: usize = 24;
        let is_part = |at: usize| match self.kind(at) {
            Some(TokenKind::Word(_)) => self.written(at).is_ascii(),
            Some(TokenKind::Number(_)) => true,
            Some(TokenKind::Mark(mark)) => matches!(mark, '/' | '.' | '-'),
            Some(TokenKind::Newline) | None => false,
        };
        let mut end = at + 1;
        while end < at + MAX_SYMBOL_TOKENS && self.is_glued(end) && is_part(end) {
            end += 1;
        }
        while end > at + 1 && matches!(self.kind(end - 1), Some(TokenKind::Mark(_))) {
            end -= 1;
        }
        end
    }

    /// Returns whether a part of a symbol, `1` or `CP`, follows without a space.
    pub(super) fn is_symbol_part(self, at: usize) -> bool {
        let is_part = || self.written(at).bytes().all(|byte| byte.is_ascii_uppercase());
        self.is_glued(at) && (self.number_value(at).is_some() || is_part())
    }
}
