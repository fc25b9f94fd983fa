//! Texts that are no instruments and contain a provision: `of the Commission’s terms of reference`, `of the articles on
//! responsibility of States`.

use super::owner_link::Link;
use super::{Reader, Reference};
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `of the Commission’s terms of reference`, `мандата Комитета`: a text that is no instrument. Returns the token after
    /// its noun.
    pub(super) fn work(self, link: Link, reference: &mut Reference) -> Option<usize> {
        const MAX_WORDS: usize = 5;
        let is_genitive = link.has_preposition || self.is_cyrillic(link.next);
        if link.has_comma || !is_genitive {
            return None;
        }
        let is_case_ending = !link.has_preposition;
        let is_name = |at: &usize| match self.kind(*at) {
            // `in accordance with the law` is no name.
            Some(TokenKind::Word(None)) => self.starts_with_capital(*at) || !self.lexicon.is_joining(self.written(*at)),
            Some(TokenKind::Word(Some(Word::The | Word::Its))) => true,
            // `типового закона`
            Some(TokenKind::Word(Some(Word::Instrument(_)))) => is_case_ending && *at > link.next,
            Some(TokenKind::Mark(mark)) => matches!(mark, '’' | '\''),
            _ => false,
        };
        let is_text =
            |at: usize| self.lexicon.is_work(self.written(at)) || self.lexicon.is_possessed_text(self.written(at));
        let mut words = (link.next..link.next + MAX_WORDS).take_while(is_name);
        let noun = words.find(|at| {
            is_text(*at) || is_case_ending && *at > link.next && !self.lexicon.is_adjective_of_work(self.written(*at))
        })?;
        // `in order to`
        if !is_text(noun) || link.has_preposition && noun == link.next && self.word(noun + 1) == Some(Word::To) {
            return None;
        }
        Some(self.other_instrument(link.next, self.name_end(noun + 1).max(noun + 1), reference))
    }

    /// `on responsibility of States`, `of association`: returns whether words after the noun of several articles, which has no
    /// number, name a text.
    pub(super) fn names_articles(self, at: usize) -> bool {
        match self.word(at) {
            Some(Word::Link) => true,
            Some(Word::Of) => self.kind(at + 1) == Some(TokenKind::Word(None)),
            _ => false,
        }
    }
}
