//! Provisions of a text that is amended or numbered anew: `(formerly article 10)`, `the existing article 14`, 原第十四条.

use super::{Noun, Reader};
use crate::kind::Kind;
use crate::lexicon::{Phrase, Word};
use crate::script::is_han;
use crate::token::TokenKind;

/// The articles, prepositions and signs between a word and the path that it is about: `de l’` is three.
const MAX_LINKS: usize = 4;

/// What a word beside a path says of its number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Renumbering {
    /// It is an old one, or that of a source that was cited before.
    Old,
    /// It is that of a text that is amended, as it is or will be.
    Amended,
}

impl Reader<'_> {
    /// Returns what the words beside a path say of its number. `next` is the token after the path.
    pub(super) fn renumbering(self, noun: Noun, next: usize) -> Option<Renumbering> {
        let is_passed = |at: &usize| {
            self.word(*at) == Some(Word::The)
                || self.is_apostrophe(*at)
                || self.is_comma(*at)
                || self.is(*at, '.')
                || self.kind(*at) == Some(TokenKind::Newline)
        };
        let before = (0..noun.at).rev().take(MAX_LINKS).find(|at| !is_passed(at));
        let before = before.and_then(|at| self.renumbering_word(at, [Phrase::Former, Phrase::Renumbered]));
        let after = || {
            let places = [next - 1, next, self.past_comma(next).0].into_iter().filter(|at| *at > noun.at);
            let after = [Phrase::FormerAfter, Phrase::RenumberedAfter];
            places.into_iter().find_map(|at| self.renumbering_word(at, after))
        };
        before.or_else(after).or_else(|| self.renumbering_of_outer(next))
    }

    /// `paragraph 2 of former article 14`
    fn renumbering_of_outer(self, next: usize) -> Option<Renumbering> {
        let of = self.past_breaks(next);
        let is_of = |at: &usize| matches!(self.word(*at), Some(Word::Of | Word::The)) || self.is_apostrophe(*at);
        let adjective = (of..of + MAX_LINKS).find(|at| !is_of(at))?;
        self.noun(adjective + 1).filter(|noun| noun.kind != Kind::Paragraph)?;
        self.renumbering_word(adjective, [Phrase::Former, Phrase::Renumbered])
    }

    fn renumbering_word(self, at: usize, [old, amended]: [Phrase; 2]) -> Option<Renumbering> {
        let written = matches!(self.kind(at), Some(TokenKind::Word(_))).then(|| self.written(at))?;
        match () {
            () if self.lexicon.has(old, written) => Some(Renumbering::Old),
            () if self.lexicon.has(amended, written) => Some(Renumbering::Amended),
            () => None,
        }
    }

    /// （原第十条）: returns what the Chinese words before a token say of the number there.
    pub(super) fn counted_renumbering(self, at: usize) -> Option<Renumbering> {
        let before = self.text_before(at);
        let ends_with = |phrase: Phrase, may_join: bool| {
            self.lexicon
                .phrases(phrase)
                .iter()
                .any(|word| before.strip_suffix(word).is_some_and(|before| may_join || !before.ends_with(is_han)))
        };
        match () {
            // 根据原第十四条: the word is at the end of others there.
            () if ends_with(Phrase::Former, false) => Some(Renumbering::Old),
            () if ends_with(Phrase::Former, true) || ends_with(Phrase::Renumbered, true) => Some(Renumbering::Amended),
            () => None,
        }
    }
}
