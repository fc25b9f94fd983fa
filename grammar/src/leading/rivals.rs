//! Numbers that compete for one provision: `[4][3] Each Party`, the old one behind the new, `15. [17] Title`.

use super::{Cursor, Enclosure, Leading};
use crate::label::{Form, Label, of_letters};
use crate::lexicon::Word;
use crate::token::{Token, TokenKind};

/// Another number that competes with a label for the same provision, with byte offsets: the `3` of `[4][3]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The label.
    pub label: Label,
    /// Where it begins, behind its bracket.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// The numbers that compete with a label, and the token behind the last: `[4][3]`, and the old number that some forums
/// keep behind the new one, `15. [17] Title`, `3[2]`.
pub fn rivals(text: &str, tokens: &[Token], leading: &Leading) -> (Vec<Rival>, usize) {
    const MOST: usize = 8;
    let cursor = Cursor { text, tokens };
    let mut found = Vec::new();
    let mut behind = leading.next;
    let mut at = tokens.partition_point(|token| token.start < leading.end);
    // `{--4.--} {++5.++}`: past the end of what is deleted.
    let deleted =
        (leading.next..leading.next + 3).all(|it| cursor.is(it, if it < leading.next + 2 { '-' } else { '}' }));
    if deleted && cursor.in_bracket(leading.next + 3).is_some() {
        at = leading.next + 3;
    }
    while found.len() < MOST {
        if let Some((label, next)) = cursor.in_bracket(at) {
            let is_behind = at >= leading.next;
            if is_behind && !deleted && !cursor.keeps_old_number(at, next, leading) {
                break;
            }
            let number = (at + 1..next).find(|it| !cursor.is(*it, '+')).unwrap_or(at + 1);
            let (first, last) = (tokens[number].start, tokens[next - 2].end);
            found.push(Rival { label, start: first, end: last });
            behind = behind.max(next);
            at = next;
        } else if at < leading.next {
            at += 1;
        } else {
            break;
        }
    }
    (found, behind)
}

impl<'a> Cursor<'a> {
    /// `[4][3] Each Party`, `[b][c.] Review`: a number alone in its bracket is a label where another label or a stop
    /// follows.
    pub(super) fn bracketed_label(self, at: usize, label: Label, close: usize) -> Option<Leading> {
        let mut next = close + 1;
        let mut others = 0;
        let mut stopped = false;
        loop {
            stopped |= self.is(next, '.');
            if let Some((_, behind)) = self.in_bracket(next) {
                stopped |= self.is(behind - 2, '.');
                others += 1;
                next = behind;
            } else if matches!(self.token(next)?.kind, TokenKind::Mark('.' | ']' | '*')) {
                next += 1;
            } else {
                break;
            }
        }
        let is_amount = self.word(next) == Some(Word::Unit);
        let is_letter = label.form != Form::Digits;
        if !stopped && (others == 0 || is_letter || is_amount) {
            return None;
        }
        Some(Leading::at(None, Some(label), Enclosure::Dot, self.token(at)?.start..self.token(close - 1)?.end, next))
    }

    /// A number or a letter alone in a bracket, `[3]`, `[c.]`, `[1)]`, or marked as added, `{++5.++}`: the label and the
    /// token behind it.
    pub(super) fn in_bracket(self, at: usize) -> Option<(Label, usize)> {
        if self.is(at, '{') && self.is(at + 1, '+') && self.is(at + 2, '+') {
            let (label, mut next) = self.number(at + 3)?;
            next += usize::from(self.is(next, '.'));
            return (self.is(next, '+') && self.is(next + 1, '+') && self.is(next + 2, '}'))
                .then_some((label, next + 3));
        }
        if !self.is(at, '[') {
            return None;
        }
        let (label, mut next) = match self.token(at + 1)?.kind {
            TokenKind::Number(value) if value < 1000 => self.number(at + 1)?,
            TokenKind::Word(_) => (of_letters(self.written(at + 1))?, at + 2),
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
        };
        if self.is(next, '.') || self.is(next, ')') {
            next += 1;
        }
        self.is(next, ']').then_some((label, next + 1))
    }

    /// Whether the bracketed number behind a label is its old one: a title or a sentence begins behind it, or it is
    /// glued to the number of a heading.
    pub(super) fn keeps_old_number(self, at: usize, next: usize, leading: &Leading) -> bool {
        if leading.kind.is_some() {
            return self.is_glued(at);
        }
        let is_capital = self.written(next).chars().next().is_some_and(char::is_uppercase);
        let is_sentence = is_capital && self.word(next) != Some(Word::Unit) || self.ends(next);
        is_sentence && matches!(self.token(at + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
    }
}
