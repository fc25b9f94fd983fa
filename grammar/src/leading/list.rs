//! List labels: a number or a letter that is set off by a stop, a parenthesis or a dash, and words behind it that let it
//! be one.

use super::{Cursor, Enclosure, Leading, Place};
use crate::han;
use crate::label::{Form, Label, Prefix, Suffix, of_letters};
use crate::lexicon::Word;
use crate::token::{Token, TokenKind};

impl<'a> Cursor<'a> {
    pub(super) fn list_label(self, at: usize, place: Place, bracketed: bool) -> Option<Leading> {
        let token = self.token(at)?;
        let start = token.start;
        let found =
            |label: Label, enclosure, end: u32, next| Leading::at(None, Some(label), enclosure, start..end, next);
        match token.kind {
            TokenKind::Mark('(' | '（') => {
                let letter = han::list_letter(self.text, self.tokens, at + 1);
                let (label, close) = letter.or_else(|| self.list_number(at + 1, place))?;
                if !(self.is(close, ')') || self.is(close, '）')) || self.goes_on(close + 1, place) {
                    return None;
                }
                Some(found(label, Enclosure::Parentheses, self.token(close)?.end, close + 1))
            }
            TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”') => {
                let label = Label::new(Form::LowerRoman, self.token(at + 1)?.number()?);
                let closes = matches!(self.token(at + 2)?.kind, TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”'));
                (closes && label.number() < 100)
                    .then(|| found(label, Enclosure::Quotes, self.token(at + 2).map_or(start, |it| it.end), at + 3))
            }
            // `§ 1er. Text`: the sign sets the number off, with a stop or without.
            TokenKind::Word(_) if self.written(at) == "§" => {
                let (label, next) = self.number(at + 1).filter(|(label, _)| label.form == Form::Digits)?;
                let behind = next + usize::from(self.is(next, '.'));
                let end = self.token(next - 1)?.end;
                (!self.goes_on(behind, place)).then(|| found(label, Enclosure::Dot, end, behind))
            }
            TokenKind::Number(_) | TokenKind::Word(_) => {
                let (label, next) = self.list_number(at, place)?;
                let is_letter = !matches!(label.form, Form::Digits);
                if let Some(behind) = self.shared(next).filter(|_| !is_letter && (place.fresh || place.ended)) {
                    return Some(found(label, Enclosure::Dot, self.token(next - 1)?.end, behind));
                }
                let delimiter = self.token(next)?;
                let end = self.token(next - 1)?.end;
                let enclosure = match delimiter.kind {
                    // `3.x`: the number below is still to come, and nothing says which.
                    TokenKind::Mark('.') if self.is_glued(next + 1) && matches!(self.written(next + 1), "x" | "X") => {
                        return None;
                    }
                    TokenKind::Mark('.' | '．') if !delimiter.spaced => Enclosure::Dot,
                    TokenKind::Mark('、') if !delimiter.spaced => Enclosure::Comma,
                    TokenKind::Mark(')' | '）') if !delimiter.spaced => Enclosure::Parenthesis,
                    TokenKind::Mark('-' | '–' | '—') if !is_letter && !place_is_range(self, next) => {
                        Enclosure::Dash
                    }
                    TokenKind::Mark(']') if bracketed => return self.bracketed_label(at, label, next),
                    // `OP1 Decides`, `3bis Each Party`, `4 alt [The`: prefix or suffix is sign enough.
                    TokenKind::Word(_) | TokenKind::Mark('(' | '[') if label.prefix != Prefix::None => {
                        return Some(found(label, Enclosure::Dot, end, next));
                    }
                    TokenKind::Word(_) | TokenKind::Mark('[') | TokenKind::Mark(':')
                        if self.is_inserted_here(label, next, place) =>
                    {
                        return Some(found(label, Enclosure::Dot, end, next));
                    }
                    _ => return None,
                };
                if enclosure == Enclosure::Dot && is_letter && !(place.fresh || self.ends(next + 1) || bracketed) {
                    return None;
                }
                if enclosure != Enclosure::Dash && self.goes_on(next + 1, place) {
                    return None;
                }
                // `3.5 per cent`, `1.Each`: a number glued behind is no label, a letter is.
                if matches!(self.token(next + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
                    && self.is_glued(next + 1)
                {
                    return None;
                }
                if matches!(label.form, Form::Upper) && self.is_abbreviation(next + 1) {
                    return None;
                }
                Some(found(label, enclosure, end, next + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `5 to 7. Deleted`, `3–4.`: the rest of a label that stands for several numbers, and the token behind it.
    pub(super) fn shared(self, next: usize) -> Option<usize> {
        let joint = self.token(next)?;
        let joins = matches!(joint.word(), Some(Word::And | Word::To)) || joint.is('–') || joint.is('-');
        let is_number = self.token(next + 1)?.number().is_some();
        let is_whole = self.ends(next + 3) || self.token(next + 3).is_some_and(|it| it.spaced && it.number().is_none());
        (joins && is_number && self.is(next + 2, '.') && self.is_glued(next + 2) && is_whole).then_some(next + 3)
    }

    /// Whether a number with a suffix and no stop begins a paragraph: a new sentence or a bracket is behind it.
    pub(super) fn is_inserted_here(self, label: Label, next: usize, place: Place) -> bool {
        let is_named = matches!(label.suffixes[0], Suffix::Inserted(_) | Suffix::Alternative(_) | Suffix::Supra)
            || label.numbers[1] != 0
                && place.fresh
                && self.token(next).is_some_and(|token| token.spaced || token.is(':'));
        let next = next + usize::from(self.is(next, ':'));
        let begins = self.is(next, '[') || self.written(next).chars().next().is_some_and(|it| !it.is_lowercase());
        is_named && label.form == Form::Digits && begins && (place.fresh || place.ended)
    }

    /// Whether a sentence goes on behind what looks like a label: `(a) and (b) above`.
    pub(super) fn goes_on(self, at: usize, place: Place) -> bool {
        let Some(token) = self.token(at) else { return false };
        match token.kind {
            TokenKind::Mark(',' | ';' | ')' | '،' | '؛') => true,
            TokenKind::Mark('.') => self.ends(at + 1),
            TokenKind::Word(Some(
                Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below | Word::Thereof,
            )) if !place.ended => self.written(at).chars().next().is_some_and(|it| !it.is_uppercase()),
            _ => false,
        }
    }

    /// Whether another letter and "of this article" follow a letter: `i) del presente artículo`. One letter is not enough:
    /// `(b) in this article` may be an item.
    pub(super) fn is_cited(self, from: usize) -> bool {
        let mut at = from;
        loop {
            let opener = usize::from(self.is(at, '('));
            if !self.is(at + opener + 1, ')') || of_letters(self.written(at + opener)).is_none() {
                break;
            }
            at += opener + 2;
        }
        let word = |at: usize| self.token(at).and_then(Token::word);
        let is_of = word(at) == Some(Word::Of) && self.written(at).starts_with(char::is_lowercase);
        let this = (at + 1..at + 4).find(|at| word(*at) != Some(Word::The));
        at > from
            && is_of
            && this.is_some_and(|at| word(at) == Some(Word::This) && matches!(word(at + 1), Some(Word::Head { .. })))
    }

    /// `A. B. Smith`, `U. S.`
    pub(super) fn is_abbreviation(self, at: usize) -> bool {
        self.is_glued(at) || (self.written(at).len() == 1 && self.is(at + 1, '.'))
    }

    pub(super) fn list_number(self, at: usize, place: Place) -> Option<(Label, usize)> {
        let token = self.token(at)?;
        match token.kind {
            TokenKind::Number(value) if value > 999 => None,
            TokenKind::Number(_) => self.number(at),
            TokenKind::Word(_) => {
                let written = self.written(at);
                if let Some(found) = self.prefixed(at) {
                    return Some(found);
                }
                // 一、
                if let Some((value, next)) = han::number(self.text, self.tokens, at)
                    && value < 1000
                {
                    return Some((Label::new(Form::Digits, value), next));
                }
                let label = of_letters(written)?;
                // A lone Arabic or Cyrillic letter may be a word: و, а, и. It is a label in parentheses.
                let is_set_off = self.is(at + 1, ')') || self.token(at + 1).is_some_and(|it| it.word().is_some());
                if !written.is_ascii() && !is_set_off && !place.fresh {
                    return None;
                }
                Some(self.suffixed(label, at + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }
}

/// `1 - 3`, `5-10`: a dash between numbers.
fn place_is_range(cursor: Cursor<'_>, dash: usize) -> bool {
    matches!(cursor.token(dash + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
        || (cursor.is_glued(dash) && cursor.is_glued(dash + 1) && !cursor.ends(dash + 1))
}
