//! Numbers that compete for one provision: `[4][3] Each Party`, or the old number after the new one, `15. [17] Title`.

use super::{Cursor, Enclosure, LeadingLabel};
use crate::label::Label;
use crate::lexicon::Word;
use crate::numerals::NumberForm;
use crate::token::{Token, TokenKind};

/// The largest number in a bracket that competes with a label.
const MAX_COMPETING_NUMBER: u32 = 999;

/// Another number for the provision of a label, the `3` of `[4][3]`, with byte offsets into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CompetingLabel {
    pub(crate) label: Label,
    /// The first byte after the bracket.
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Returns the numbers that compete with a label, and the token after the last: `[4][3]`, and the old number that some
/// forums write after the new one, `15. [17] Title` or `3[2]`.
pub(crate) fn competing_labels(text: &str, tokens: &[Token], leading: &LeadingLabel) -> (Vec<CompetingLabel>, usize) {
    const MAX_COMPETING: usize = 8;
    let cursor = Cursor { text, tokens };
    let mut found = Vec::new();
    let mut after = leading.next;
    let mut at = tokens.partition_point(|token| token.start < leading.end);
    // `{--4.--} {++5.++}`: skips the end of the deletion.
    let deletion_end = leading.next + 3;
    let is_deleted =
        cursor.is(leading.next, '-') && cursor.is(leading.next + 1, '-') && cursor.is(leading.next + 2, '}');
    if is_deleted && cursor.number_in_bracket(deletion_end).is_some() {
        at = deletion_end;
    }
    while found.len() < MAX_COMPETING {
        let Some((label, next)) = cursor.number_in_bracket(at) else {
            if at >= leading.next {
                break;
            }
            at += 1;
            continue;
        };
        if at >= leading.next && !is_deleted && !cursor.is_old_number(at, next, leading) {
            break;
        }
        let number = (at + 1..next).find(|it| !cursor.is(*it, '+')).unwrap_or(at + 1);
        found.push(CompetingLabel { label, start: tokens[number].start, end: tokens[next - 2].end });
        after = after.max(next);
        at = next;
    }
    (found, after)
}

impl<'a> Cursor<'a> {
    /// `[4][3] Each Party`, `[b][c.] Review`: a number in a bracket of its own is a label if another label or a stop
    /// follows.
    pub(super) fn bracketed_label(self, at: usize, label: Label, close: usize) -> Option<LeadingLabel> {
        let mut next = close + 1;
        let mut has_others = false;
        let mut has_stop = false;
        loop {
            has_stop |= self.is(next, '.');
            if let Some((_, after)) = self.number_in_bracket(next) {
                has_stop |= self.is(after - 2, '.');
                has_others = true;
                next = after;
            } else if matches!(self.token(next)?.kind, TokenKind::Mark('.' | ']' | '*')) {
                next += 1;
            } else {
                break;
            }
        }
        let is_amount = self.word(next) == Some(Word::Unit);
        let is_letter = label.form != NumberForm::Digits;
        if !has_stop && (!has_others || is_letter || is_amount) {
            return None;
        }
        let range = self.token(at)?.start..self.token(close - 1)?.end;
        Some(LeadingLabel::new(None, Some(label), Enclosure::Dot, range, next))
    }

    /// `[3]`, `[c.]`, `[1)]`, and `{++5.++}` as an insertion.
    fn number_in_bracket(self, at: usize) -> Option<(Label, usize)> {
        if self.is(at, '{') && self.is(at + 1, '+') && self.is(at + 2, '+') {
            let (label, mut next) = self.number(at + 3)?;
            next += usize::from(self.is(next, '.'));
            let closes = self.is(next, '+') && self.is(next + 1, '+') && self.is(next + 2, '}');
            return closes.then_some((label, next + 3));
        }
        if !self.is(at, '[') {
            return None;
        }
        let (label, mut next) = match self.token(at + 1)?.kind {
            TokenKind::Number(value) if value <= MAX_COMPETING_NUMBER => self.number(at + 1)?,
            TokenKind::Word(_) => (Label::from_letters(self.written(at + 1))?, at + 2),
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
        };
        if self.is(next, '.') || self.is(next, ')') {
            next += 1;
        }
        self.is(next, ']').then_some((label, next + 1))
    }

    /// Returns whether the bracketed number after a label is its old one: a title or a sentence follows, or it is
    /// joined to the number of a heading without a space.
    fn is_old_number(self, at: usize, next: usize, leading: &LeadingLabel) -> bool {
        if leading.kind.is_some() {
            return self.is_glued(at);
        }
        let begins_sentence =
            self.starts_with_capital(next) && self.word(next) != Some(Word::Unit) || self.ends_line(next);
        begins_sentence && self.number_value(at + 1).is_some()
    }
}
