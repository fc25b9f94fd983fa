//! Decisions, resolutions and documents by their symbol: `decision 1/CP.17`, `resolution 2625 (XXV)`, `A/RES/75/1`,
//! 第75/1号决议. They are of another text always; a symbol is read as far as it is glued together.

use super::{Anchor, Reader, Reference, is_counter};
use crate::label::of_roman;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// The document named from a word on, and the token behind its name.
    pub(super) fn document(self, at: usize, word: Option<Word>) -> Option<(Reference, usize)> {
        let next = match word {
            Some(Word::Instrument(_)) => self.numbers(at + 1)?,
            _ if is_counter(self.text, self.token(at)?) => self.counted_symbol(at)?,
            _ => self.symbol(at)?,
        };
        let (start, end) = (self.token(at)?.start, self.token(next - 1)?.end);
        let reference = Reference {
            start,
            end,
            targets: Box::default(),
            anchor: Anchor::Other,
            taken: 0,
            relative: None,
            pending: false,
            instrument: Some(start..end),
            title: None,
        };
        Some((reference, next))
    }

    /// The numbers behind a noun: `1/CP.13, 2/CP.15 and 1/CP.16`, `(EU) 2016/679`, `2625 (XXV)`.
    fn numbers(self, from: usize) -> Option<usize> {
        const MOST: usize = 16;
        let mut from = self.past_breaks(from);
        // `Regulation (EU) 2016/679`
        if self.is(from, '(') && self.is(from + 2, ')') && self.number_with_slash(from + 3).is_some() {
            from += 3;
        }
        let mut next = self.number_with_slash(from)?;
        for _ in 0..MOST {
            let mut at = self.past_breaks(next);
            let comma = self.is(at, ',') || self.is(at, '،') || self.is(at, '、');
            at = if comma { self.past_breaks(at + 1) } else { at };
            let joins = matches!(self.word(at), Some(Word::And | Word::Or));
            at = if joins { self.past_breaks(at + 1) } else { at };
            match self.number_with_slash(at).filter(|_| comma || joins) {
                Some(behind) => next = behind,
                None => break,
            }
        }
        Some(next)
    }

    /// `1/CP.17`, `XVII/5`, `70/1`, `2625 (XXV)`, `1373 (2001)`
    fn number_with_slash(self, at: usize) -> Option<usize> {
        let token = self.token(at)?;
        let is_number = token.number().is_some() || of_roman(self.written(at)).is_some();
        if !is_number {
            return None;
        }
        if self.is(at + 1, '/') && self.is_glued(at + 1) && self.is_glued(at + 2) {
            return Some(self.glued(at));
        }
        let session = self.token(at + 2)?;
        let is_session = session.number().is_some_and(|year| (1900..2200).contains(&year))
            || of_roman(self.written(at + 2)).is_some() && self.written(at + 2).len() > 1;
        (token.number().is_some() && self.is(at + 1, '(') && is_session && self.is(at + 3, ')')).then_some(at + 4)
    }

    /// `A/RES/75/1`, `UNEP/EA.5/Res.14`: capitals, then two slashes at least and a part that begins with a number.
    fn symbol(self, at: usize) -> Option<usize> {
        let is_capital = || self.written(at).bytes().all(|it| it.is_ascii_uppercase());
        if !self.is(at + 1, '/') || !self.is_glued(at + 1) || !self.is_glued(at + 2) || !is_capital() {
            return None;
        }
        let end = self.glued(at);
        let slashes = (at..end).filter(|it| self.is(*it, '/')).count();
        let is_numbered = (at..end).any(|it| {
            self.token(it).is_some_and(|token| token.number().is_some())
                && (self.is(it - 1, '/') || self.is(it - 1, '.'))
        });
        (slashes >= 2 && is_numbered).then_some(end)
    }

    /// 第75/1号决议, 第1/CP.17号决定
    fn counted_symbol(self, at: usize) -> Option<usize> {
        let end = self.number_with_slash(at + 1)?;
        let is_counted = self.written(end) == "号" || self.written(end) == "號";
        (is_counted && matches!(self.word(end + 1), Some(Word::Instrument(_)))).then_some(end + 2)
    }

    /// Past the letters, numbers, slashes, stops and dashes that hang together from a token on; a stop at the end is
    /// the sentence's.
    fn glued(self, at: usize) -> usize {
        const MOST: usize = 24;
        let mut end = at + 1;
        while end < at + MOST && self.is_glued(end) {
            let Some(token) = self.token(end) else { break };
            let is_part = match token.kind {
                TokenKind::Word(_) => self.written(end).is_ascii(),
                TokenKind::Number(_) => true,
                TokenKind::Mark(mark) => matches!(mark, '/' | '.' | '-'),
                TokenKind::Newline => false,
            };
            if !is_part {
                break;
            }
            end += 1;
        }
        while end > at + 1 && self.token(end - 1).is_some_and(|token| matches!(token.kind, TokenKind::Mark(_))) {
            end -= 1;
        }
        end
    }

    fn is_glued(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.spaced)
    }
}
