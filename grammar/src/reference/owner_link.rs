//! The words between the path of a reference and the name of what contains it: `, of the said`, `– of the`, `of each of the two`.

use super::Reader;
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::Word;
use crate::token::TokenKind;

/// The words between a path and what it is in: `, of the said`.
#[derive(Clone, Copy, Default)]
pub(super) struct Link {
    pub(super) next: usize,
    pub(super) has_comma: bool,
    pub(super) has_preposition: bool,
    pub(super) has_this: bool,
    /// Whether its word for `this` may also mean the instrument that was named last.
    pub(super) has_given: bool,
    pub(super) has_that: bool,
}

impl Reader<'_> {
    /// `, respectively,`: returns the token after such a word and the comma before it, if the word is there.
    pub(super) fn past_respectively(self, at: usize) -> usize {
        let (word, _) = self.past_comma(at);
        let word = self.past_breaks(word);
        let is_there = self.token(word).is_some() && self.lexicon.is_respectively(self.written(word));
        if is_there { self.past_breaks(word + 1) } else { at }
    }

    /// `, of the said`, `к настоящей`, `de l’`. An annex may be `to` an instrument.
    pub(super) fn link(self, at: usize, may_be_annexed: bool) -> Link {
        let (next, has_comma) = self.past_comma(self.past_respectively(at));
        // `Article 55 – of the Statute – provides`
        let is_aside = matches!(self.written(next), "–" | "—") && self.word(next + 1) == Some(Word::Of);
        let next = next + usize::from(is_aside);
        let mut link = Link { next, has_comma, ..Link::default() };
        while let Some(token) = self.token(link.next) {
            match token.kind {
                TokenKind::Word(Some(Word::This)) => {
                    link.has_this = true;
                    link.has_given |= self.lexicon.is_given(self.written(link.next));
                }
                TokenKind::Word(Some(Word::Of)) => link.has_preposition = true,
                TokenKind::Word(Some(Word::To)) if may_be_annexed && !link.has_preposition => {
                    link.has_preposition = true;
                }
                TokenKind::Word(Some(Word::That | Word::Its)) => {
                    link.has_that = true;
                    // `dudit accord`
                    link.has_preposition |= self.lexicon.is_contracted(self.written(link.next));
                }
                // `of the above Regulations`, `вышеупомянутой Конвенции`
                TokenKind::Word(Some(Word::Above)) if link.has_preposition || self.is_cyrillic(link.next) => {
                    link.has_that = true;
                }
                TokenKind::Word(Some(Word::The)) | TokenKind::Newline => {}
                TokenKind::Mark('’' | '\'') if link.has_preposition => {}
                // `cada uno de los dos Convenios`
                _ if link.has_preposition
                    && self.kind(link.next + 1) == Some(TokenKind::Word(None))
                    && self.is_each_of(link.next + 1) => {}
                _ if link.has_preposition && self.is_each_of(link.next) => link.next += 1,
                _ => break,
            }
            link.next += 1;
        }
        link
    }

    /// `each of` in `of each of the two Conventions`: returns whether two words before the noun of several instruments
    /// single out each.
    pub(super) fn is_each_of(self, at: usize) -> bool {
        const MAX_WORDS: usize = 3;
        let is_word = |at: usize| self.kind(at) == Some(TokenKind::Word(None)) && !self.starts_with_capital(at);
        let is_number = |at: &usize| matches!(self.word(*at), Some(Word::The | Word::Ordinal(_)));
        let noun = (at + 2..at + 2 + MAX_WORDS).find(|at| !is_number(at));
        is_word(at)
            && self.word(at + 1) == Some(Word::Of)
            && noun.is_some_and(|noun| noun > at + 2 && matches!(self.word(noun), Some(Word::Instrument(_))))
    }

    /// `each of` in `paragraph 2 of each of articles 2 and 3`: returns the noun of several provisions after words that single out
    /// each, or `at`.
    pub(super) fn past_each_of(self, at: usize) -> usize {
        const MAX_WORDS: usize = 6;
        let is_each = self.kind(at) == Some(TokenKind::Word(None)) && self.lexicon.is_determiner(self.written(at));
        if !is_each {
            return at;
        }
        let may_follow = |at: &usize| matches!(self.word(*at), Some(Word::Ordinal(1) | Word::Of | Word::The));
        let noun = (at + 1..at + MAX_WORDS).find(|at| !may_follow(at));
        let is_of_several = |noun: &usize| {
            (at + 1..*noun).any(|at| self.word(at) == Some(Word::Of)) && self.noun(*noun).is_some_and(|it| it.plural)
        };
        noun.filter(is_of_several).unwrap_or(at)
    }

    /// `Article 36 of the` at the end of a page: returns whether the text ends before the name of what contains the provision.
    /// In Russian no preposition stands before it, so that the text ends with the number.
    pub(super) fn is_cut(self, at: usize, link: Link, outermost: Kind, start: u32) -> bool {
        const MIN_WORDS_BEFORE: usize = 3;
        let ends_text = |at: usize| self.token(self.past_breaks(at)).is_none();
        let is_sentence = || {
            let before = self.tokens.iter().take_while(|it| it.start < start);
            before.filter(|it| matches!(it.kind, TokenKind::Word(_))).nth(MIN_WORDS_BEFORE - 1).is_some()
        };
        let is_genitive = self.lexicon.language == Language::Ru && outermost.is_article() && is_sentence();
        !link.has_this && ends_text(link.next) && (link.has_preposition || is_genitive && ends_text(at))
    }

    /// Returns the token after the signs that close the markup around a path: those of `**Article 36**`, and `][a36]` of a link.
    pub(super) fn past_closing_markup(self, mut at: usize) -> usize {
        while (self.is(at, '*') || self.is(at, '_')) && self.is_glued(at) {
            at += 1;
        }
        let is_link = self.is(at, ']') && self.is(at + 1, '[') && self.is_glued(at + 1) && self.is(at + 3, ']');
        if is_link { at + 4 } else { at }
    }
}
