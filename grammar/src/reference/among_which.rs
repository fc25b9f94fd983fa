//! Provisions after a pronoun that also singles out members of a list: `la résolution 12, dont le paragraphe 8`, `les articles 3
//! à 5, dont l’article 4`.

use super::{Anchor, Reader};
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// Returns the anchor of a provision after a pronoun from the text that is named before it in the same part of the sentence.
    /// Where a provision stands between, it is the antecedent, or it is only `the agreement`, nothing is known.
    pub(super) fn text_before_pronoun(self, pronoun: usize) -> Option<Anchor> {
        const MAX_TOKENS: usize = 32;
        let is_end = |at: &usize| match self.kind(*at) {
            Some(TokenKind::Mark('.')) => self.starts_with_capital(at + 1),
            Some(TokenKind::Mark(mark)) => matches!(mark, ';' | ':'),
            _ => false,
        };
        // `lettre` is also the noun of a subparagraph.
        let is_work = |at: usize| {
            let may_be = matches!(self.word(at), None | Some(Word::Provision { .. })) && self.token(at).is_some();
            may_be && self.number_value(at + 1).is_none() && self.lexicon.is_work(self.written(at))
        };
        let is_text =
            |at: &usize| matches!(self.word(*at), Some(Word::Instrument(_) | Word::Provision { .. })) || is_work(*at);
        let before = (pronoun.saturating_sub(MAX_TOKENS)..pronoun).rev().take_while(|at| !is_end(at));
        let noun = before.into_iter().find(is_text)?;
        let is_this = |at: usize| self.word(at) == Some(Word::This);
        match self.word(noun) {
            Some(Word::Provision { .. }) if !is_work(noun) => None,
            Some(Word::Instrument(_)) if (noun.saturating_sub(2)..noun).any(is_this) => Some(Anchor::ThisInstrument),
            // `la Convention, dont`
            Some(Word::Instrument(index)) if self.is_comma(noun + 1) || noun + 1 == pronoun => {
                self.may_be_named(noun).then_some(Anchor::DefiniteInstrument(index))
            }
            _ if (noun.saturating_sub(2)..noun).any(is_this) => None,
            _ => Some(Anchor::OtherInstrument),
        }
    }
}
