//! Provision nouns whose number was lost: `under article of this Convention`, `in article , paragraph 2`, 根据第条.
//!
//! Only a noun that needs a number counts: a preposition stands directly before it, and the provision or instrument around
//! it follows, or a sign that is set off by a blank. `each article of this Convention` and `the articles of chapter 2` need
//! none.

use super::{Noun, Reader, Reference};
use crate::counted::is_ordinal_sign_token;
use crate::fold::folded_phrase;
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::token::TokenKind;

impl Reader<'_> {
    /// Returns the reference that a noun without its number makes, and the token after the noun.
    pub(super) fn reference_without_number(self, at: usize) -> Option<(Reference, usize)> {
        let noun = self.noun(at)?;
        let is_numbered = matches!(noun.kind, Kind::Article | Kind::Paragraph);
        let lacks_number = match self.lexicon.language {
            _ if self.is_linked_elsewhere(noun.at) => false,
            Language::Zh => self.lacks_counted_number(noun.at),
            _ if !is_numbered => {
                // A text may have one annex, which has no number. In English it has an article then.
                let has_number = self.lexicon.language == Language::En || !noun.kind.is_annex();
                noun.kind.is_heading() && has_number && !noun.plural && self.is_cut_off(noun.at)
            }
            // `المادة من هذه الاتفاقية`
            Language::Ar => {
                !noun.plural
                    && (Lexicon::is_definite(self.written(noun.at)) && self.is_followed_by_own_holder(noun.at + 1)
                        || self.is_cut_off(noun.at))
            }
            Language::Ru => self.lacks_russian_number(noun),
            Language::En | Language::Fr | Language::Es if noun.plural => self.lacks_first_number(noun.at),
            Language::En | Language::Fr | Language::Es => self.lacks_latin_number(noun.at),
        };
        if !lacks_number {
            return None;
        }
        let token = self.token(noun.at)?;
        let reference = Reference { pending: true, lacks_number: true, ..Reference::new(token.start, token.end) };
        Some((reference, noun.at + 1))
    }

    /// `under articles 2 and.`, `paragraphs 2 and of this article`: returns the word that joins a number to one that was lost,
    /// after the first. `noun` is that of the numbers.
    pub(super) fn number_lost_after(self, noun: Noun, joint: usize) -> Option<Reference> {
        let joins = matches!(self.word(joint), Some(Word::And | Word::Or)) && self.lexicon.language != Language::Zh;
        let is_range = self.word(joint) == Some(Word::To) && self.word(joint + 1) == Some(Word::Of);
        let is_stop = matches!(self.kind(joint + 1), Some(TokenKind::Mark('.' | ';' | ')' | '؛')));
        let is_abbreviated = self.is(joint + 1, '.') && self.is(joint + 2, '.');
        let has_one_number = noun.plural && joint == noun.at + 2 && self.number_value(noun.at + 1).is_some();
        // The Arabic conjunction is joined to the word that it stands before.
        let is_alone = self.lexicon.language == Language::Ar || self.is_set_off(joint + 1);
        let holder = match self.lexicon.language {
            Language::Ru => self.is_own_holder(joint + 1),
            _ => self.is_followed_by_own_holder(joint + 1),
        };
        let ends = is_stop && !is_abbreviated
            || self.is_comma(joint + 1) && is_alone
            || has_one_number && (holder || self.points_in_text(joint + 1));
        let token = self.token(joint).filter(|_| joins && ends || has_one_number && is_range)?;
        Some(Reference { pending: true, lacks_number: true, ..Reference::new(token.start, token.end) })
    }

    /// `under article , Parties`, `au paragraphe  ci-dessus`, `в соответствии со статьей .`: returns whether what follows a noun
    /// shows that something stood between.
    fn is_cut_off(self, at: usize) -> bool {
        const MAX_ARTICLES: usize = 2;
        let is_article = |at: usize| self.word(at) == Some(Word::The) || self.is_apostrophe(at);
        let is_english = self.lexicon.language == Language::En;
        let mut before = (at.saturating_sub(MAX_ARTICLES + 1)..at).rev();
        // In English `the article` is a whole.
        let Some(preposition) = before.find(|at| is_english || !is_article(*at)) else { return false };
        let follows_number = self.is_comma(preposition)
            && preposition.checked_sub(1).is_some_and(|number| self.number_value(number).is_some());
        let is_introduced = self.is_preposition(preposition) || follows_number && preposition + 1 == at;
        // `articles . . .` is a blank.
        let is_stop = self.is(at + 1, '.') && !self.is(at + 2, '.') && self.number_value(at + 2).is_none();
        // A blank precedes a semicolon in French.
        let is_semicolon = self.is(at + 1, ';') && self.lexicon.language != Language::Fr;
        let is_sign = self.is_set_off(at + 1) && (self.is_comma(at + 1) || is_stop || is_semicolon);
        if self.is_comma(at + 1) && !is_english && self.is_referred_to(preposition) {
            return true;
        }
        let is_held = self.word(at + 1) == Some(Word::Of)
            && matches!(self.word(at + 2), Some(Word::That | Word::This))
            && matches!(self.word(at + 3), Some(Word::Provision { .. } | Word::Instrument(_)));
        is_introduced && is_sign || self.has_gap(at) && (self.points_in_text(at + 1) || is_held)
    }

    /// `conformément à` before `l’article,`: returns whether words that refer to a provision end with a token. In English a noun
    /// after them has an article or a number.
    fn is_referred_to(self, last: usize) -> bool {
        const MAX_TOKENS: usize = 6;
        // `dans l’article, les mots`
        const MAX_PREPOSITION: usize = 4;
        let Some(end) = self.token(last).map(|token| token.range().end) else { return false };
        let start = self.tokens[last.saturating_sub(MAX_TOKENS)].range().start;
        let before = folded_phrase(&self.text[start..end]);
        let mut phrases = self.lexicon.phrases(Phrase::Under).iter();
        phrases.any(|phrase| phrase.chars().nth(MAX_PREPOSITION).is_some() && before.ends_with(phrase))
    }

    /// Returns whether a blank in its line precedes a token.
    fn is_set_off(self, at: usize) -> bool {
        let newline = at.checked_sub(1).and_then(|before| self.kind(before)) == Some(TokenKind::Newline);
        self.token(at).is_some_and(|token| token.spaced) && !newline
    }

    /// Returns whether more than one blank stands after a token in its line.
    fn has_gap(self, at: usize) -> bool {
        let ends = self.token(at).zip(self.token(at + 1));
        ends.and_then(|(token, next)| self.text.get(token.range().end..next.range().start))
            .is_some_and(|between| between.len() > 1 && between.bytes().all(|byte| byte == b' '))
    }

    /// `above`
    fn points_in_text(self, at: usize) -> bool {
        matches!(self.word(at), Some(Word::Above | Word::Below))
    }

    /// `under article of this Convention`, `in article , paragraph 2`, `à l’article de la présente Convention`
    fn lacks_latin_number(self, at: usize) -> bool {
        const MAX_LINKS: usize = 3;
        if self.is_cut_off(at) {
            return true;
        }
        let is_article = |at: usize| self.word(at) == Some(Word::The) || self.is_apostrophe(at);
        let is_english = self.lexicon.language == Language::En;
        let mut before = (at.saturating_sub(MAX_LINKS)..at).rev();
        // In English `the article of this Convention` is a whole.
        let preposition = before.find(|at| is_english || !is_article(*at));
        if !preposition.is_some_and(|at| self.is_preposition(at)) {
            return false;
        }
        let is_numbered = |noun: usize| {
            matches!(self.word(noun), Some(Word::Provision { kind, plural: false }) if !matches!(kind, Kind::Annex | Kind::Appendix))
                && self.number_value(noun + 1).is_some()
        };
        let is_of = self.word(at + 1) == Some(Word::Of);
        let holder = (at + 2..at + 2 + MAX_LINKS).find(|at| !is_article(*at));
        self.is_followed_by_own_holder(at + 1)
            || is_english && (self.lacks_number_before_stop(at) || self.points_in_text(at + 1))
            || self.is_comma(at + 1) && is_numbered(at + 2)
            || is_of && holder.is_some_and(is_numbered)
    }

    /// `as defined in paragraph, or`, `pursuant to article;`: in English a noun in the singular needs an article or a number.
    /// `paragraph by paragraph` and `to article, paragraph or annex` need none.
    fn lacks_number_before_stop(self, at: usize) -> bool {
        const MIN_BYTES: usize = 6;
        let written = self.written(at);
        let is_stop = |at: usize| matches!(self.kind(at), Some(TokenKind::Mark(',' | '.' | ';' | ')')));
        let is_noun = |at: usize| matches!(self.word(at), Some(Word::Provision { .. }));
        let is_repeated = at.checked_sub(2).is_some_and(is_noun);
        let names_kinds = is_noun(at + 2) || matches!(self.word(at + 2), Some(Word::And | Word::Or)) && is_noun(at + 3);
        // `art.` is an abbreviation.
        written.len() >= MIN_BYTES && is_stop(at + 1) && !is_repeated && !names_kinds
    }

    /// `under articles and 7,`: the first number of two.
    fn lacks_first_number(self, at: usize) -> bool {
        let before = at.checked_sub(1);
        let is_introduced = before.is_some_and(|at| matches!(self.word(at), Some(Word::Of | Word::To | Word::The)));
        let is_joined = matches!(self.word(at + 1), Some(Word::And | Word::Or)) && self.number_value(at + 2).is_some();
        let ends = match self.kind(at + 3) {
            Some(TokenKind::Mark(mark)) => matches!(mark, '.' | ',' | ';' | ')'),
            Some(TokenKind::Word(word)) => matches!(word, Some(Word::Of | Word::Above | Word::Below)),
            Some(TokenKind::Number(_) | TokenKind::Newline) | None => false,
        };
        is_introduced && is_joined && ends
    }

    /// `в пункте настоящей статьи`, `в соответствии с пунктом статьи 5`.
    fn lacks_russian_number(self, noun: Noun) -> bool {
        let before = noun.at.checked_sub(1);
        let follows_preposition = before.is_some_and(|at| self.is_preposition(at));
        let is_numbered = |noun: usize| {
            matches!(self.word(noun), Some(Word::Provision { kind: Kind::Article, .. }))
                && self.number_value(noun + 1).is_some()
        };
        let is_held = self.is_own_holder(noun.at + 1) || noun.kind == Kind::Paragraph && is_numbered(noun.at + 1);
        !noun.plural && (follows_preposition && is_held || self.is_cut_off(noun.at))
    }

    /// 第条, 第款: the sign of a number without one.
    fn lacks_counted_number(self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|sign| is_ordinal_sign_token(self.text, &self.tokens[sign]))
    }

    /// Returns whether `of this Convention` or `of this article` begins at a token.
    fn is_followed_by_own_holder(self, at: usize) -> bool {
        let is_article = |at: &usize| self.word(*at) == Some(Word::The);
        let this = (at + 1..at + 3).find(|at| !is_article(at));
        self.word(at) == Some(Word::Of) && this.is_some_and(|this| self.is_own_holder(this))
    }

    /// `this Convention`, `настоящей статьи`
    fn is_own_holder(self, this: usize) -> bool {
        self.word(this) == Some(Word::This)
            && matches!(self.word(this + 1), Some(Word::Instrument(_) | Word::Provision { .. }))
    }

    /// Returns whether a word joins what follows it to a sentence and neither points at it nor lists it.
    fn is_preposition(self, at: usize) -> bool {
        let is_pointer = matches!(self.word(at), Some(Word::That | Word::This | Word::The | Word::And | Word::Or));
        matches!(self.word(at), Some(Word::Of | Word::To)) || self.lexicon.is_joining(self.written(at)) && !is_pointer
    }
}
