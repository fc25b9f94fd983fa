//! Provisions that were mentioned before: `of the above-mentioned Article`, `de l’article précité`, من المادة نفسها. They are named
//! without a number, or with it.

use super::previous::inherit_path;
use super::{Inheritance, Reader, Reference};
use crate::kind::Kind;
use crate::lexicon::Word;
use crate::token::TokenKind;

/// The most words for such a mention, and before its noun.
const MAX_WORDS: usize = 4;

impl Reader<'_> {
    /// `of the above-mentioned Article`, `вышеупомянутой статьи`, من المادة ذاتها: returns the token after the noun of a wider
    /// provision without a number, and after what says that it was mentioned.
    pub(super) fn mentioned_provision(self, at: usize, outermost: Kind) -> Option<usize> {
        let is_link = |at: &usize| matches!(self.word(*at), Some(Word::Of | Word::The)) || self.is_apostrophe(*at);
        let first = (at..at + MAX_WORDS).find(|at| !is_link(at))?;
        if first == at && !self.is_cyrillic(at) {
            return None;
        }
        let noun = self.past_mention(first);
        if !self.is_wider_provision(noun, outermost) {
            return None;
        }
        if noun > first {
            return Some(noun + 1);
        }
        let end = self.mention_end(noun + 1);
        let after = self.past_breaks(end);
        // `of the article referred to in annex I`
        let goes_on = match self.word(after) {
            Some(Word::And | Word::Or) => false,
            Some(Word::Of | Word::To) => true,
            _ => self.token(after).is_some() && self.lexicon.is_joining(self.written(after)),
        };
        (end > noun + 1 && !goes_on).then_some(end)
    }

    /// Returns the kind and the token of a provision that was mentioned before, from the last token of its name.
    pub(super) fn mentioned(self, last: usize) -> Option<(Kind, usize)> {
        let is_mention = |at: &usize| self.is_mention(*at);
        if let Some(noun) = self.noun(last) {
            let before = last.checked_sub(1).filter(is_mention)?;
            return Some((noun.kind, before));
        }
        let words = (last.saturating_sub(MAX_WORDS)..=last).rev().take_while(is_mention).count();
        let noun = self.noun(last.checked_sub(words)?).filter(|_| words > 0)?;
        Some((noun.kind, noun.at))
    }

    /// `above-mentioned`, `précité`: returns the token after words before the noun of a provision, or `at`.
    pub(super) fn past_mention(self, at: usize) -> usize {
        let end = self.mention_end(at);
        if self.noun(end).is_some() { end } else { at }
    }

    /// Returns the token after words for a mention.
    fn mention_end(self, at: usize) -> usize {
        at + (at..at + MAX_WORDS).take_while(|at| self.is_mention(*at)).count()
    }

    fn is_mention(self, at: usize) -> bool {
        let is_word = matches!(self.kind(at), Some(TokenKind::Word(_)));
        // `above Article`
        let is_above = || self.word(at) == Some(Word::Above) && self.noun(at + 1).is_some();
        is_word && (self.lexicon.is_mention(self.written(at)) || is_above())
    }

    /// `пункта 3 данной статьи`: completes a reference by the article that was named before, which may also be its own.
    pub(super) fn inherit_given(self, previous: Option<&Reference>, reference: &mut Reference, last: usize) {
        let is_given = last.checked_sub(1).is_some_and(|at| self.lexicon.is_given(self.written(at)));
        let Some(noun) = self.noun(last).filter(|_| is_given && !reference.targets.is_empty()) else { return };
        let is_there = |it: &&Reference| {
            it.relative.is_none() && it.targets.last().is_some_and(|it| it.steps.iter().any(|it| it.kind == noun.kind))
        };
        if let Some(previous) = previous.filter(is_there) {
            inherit_path(Some(previous), reference, noun.kind);
            reference.inheritance = Inheritance::Likely;
        }
    }
}
