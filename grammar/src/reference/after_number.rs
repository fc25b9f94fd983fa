//! What may stand between the last number of a reference and the name of its instrument.

use super::Reader;
use crate::fold::folded;
use crate::lexicon::Phrase;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `et seq.` in `articles 79 et seq. of the Charter`, `وما يليها`: returns the token after words for the provisions that
    /// follow, which are not counted.
    pub(super) fn past_and_following(self, at: usize) -> usize {
        if !self.token(at).is_some_and(|token| matches!(token.kind, TokenKind::Word(_)) && token.spaced) {
            return at;
        }
        let is_written = |phrase: &&&str| {
            let mut words = phrase.split(' ').enumerate();
            words.all(|(index, word)| folded(self.written(at + index)) == *word)
        };
        let phrase = self.lexicon.phrases(Phrase::AndFollowing).iter().find(is_written);
        phrase.map_or(at, |phrase| {
            let next = at + phrase.split(' ').count();
            next + usize::from(self.is(next, '.') && self.is_glued(next))
        })
    }

    /// `[1]` in `paragraph 5,[1] of article 2`, `[^1]`, `¹`: returns the token after the mark of a footnote that is joined to
    /// what is before it.
    pub(super) fn past_note_mark(self, at: usize) -> usize {
        let open = at + usize::from(self.is_comma(at) && (self.is(at + 1, '[') || self.is_raised_digit(at + 1)));
        if !self.is_glued(open) {
            return at;
        }
        if self.is_raised_digit(open) {
            return open + 1;
        }
        let number = open + 1 + usize::from(self.is(open + 1, '^'));
        let is_mark = self.is(open, '[') && self.number_value(number).is_some() && self.is(number + 1, ']');
        if is_mark { number + 2 } else { at }
    }

    fn is_raised_digit(self, at: usize) -> bool {
        matches!(self.written(at), "¹" | "²" | "³") && self.is_glued(at)
    }
}
