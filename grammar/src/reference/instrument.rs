//! Names of other instruments: `the Budapest Convention`, `Convention on the Law of the Sea`, `resolution 70/1`.

use super::{Anchor, Reader, Reference};
use crate::lexicon::{Lexicon, Word, is_number_sign};
use crate::numerals::roman_value;
use crate::token::TokenKind;

/// The most tokens of a name after its noun.
const MAX_NAME_TOKENS: usize = 16;

/// The most tokens of a name before its noun.
const MAX_TOKENS_BEFORE_NOUN: usize = 10;

impl Reader<'_> {
    /// `Convention`, `Convention on the Law of the Sea`: reads an instrument that begins with its noun, after `of` and
    /// `the`. Returns the token after it.
    pub(super) fn instrument(self, at: usize, noun: u8, reference: &mut Reference) -> usize {
        let end = self.name_end(at + 1).max(at + 1);
        let has_name = self.is_named_in_small_letters(at + 1) || self.is_dated(at + 1);
        if end == at + 1 && !self.is_indefinite(at) && !has_name {
            reference.anchor = Anchor::DefiniteInstrument(noun);
            reference.instrument = self.token(at).map(|token| token.start..token.end);
            return at + 1;
        }
        self.other_instrument(at, end, reference)
    }

    /// `la Convention relative aux doubles impositions`: returns whether a word that links the rest of a name follows its
    /// noun. A short one, as in `of the Convention for that purpose`, may belong to the sentence.
    fn is_named_in_small_letters(self, at: usize) -> bool {
        const MIN_LINK_CHARS: usize = 6;
        self.word(at) == Some(Word::Link) && self.written(at).chars().count() >= MIN_LINK_CHARS
    }

    /// `of 10 December 1982`, `du 10 décembre 1982`, `internationale de 1974`: returns whether a date follows the noun of an
    /// instrument, or an adjective of a name does.
    fn is_dated(self, at: usize) -> bool {
        const MAX_WORDS: usize = 6;
        if self.token(at).is_some() && self.lexicon.is_name_adjective(self.written(at)) {
            return true;
        }
        let is_date = |at: &usize| {
            matches!(self.kind(*at), Some(TokenKind::Word(None | Some(Word::Of | Word::The)) | TokenKind::Number(_)))
        };
        let mut date = (at + 1..at + MAX_WORDS).take_while(is_date);
        self.word(at) == Some(Word::Of)
            && date.any(|at| self.number_value(at).is_some_and(|year| YEARS.contains(&year)))
    }

    /// `Budapest Convention`, `United Nations Charter`, `1951 Convention`, `TRIPS`: reads an instrument that does not
    /// begin with its noun. Returns the token after it, or 0 if there is none.
    pub(super) fn unknown_instrument(self, at: usize, reference: &mut Reference) -> usize {
        const MIN_ACRONYM_BYTES: usize = 3;
        if !self.starts_with_capital(at) && !self.has_noun_nearby(at) {
            return 0;
        }
        let written = self.written(at);
        let is_acronym = written.len() >= MIN_ACRONYM_BYTES && written.chars().all(char::is_uppercase);
        let may_precede_noun = |at: &usize| match self.kind(*at) {
            Some(TokenKind::Word(Some(Word::Provision { .. } | Word::This))) => false,
            Some(TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Newline) => true,
            Some(TokenKind::Mark(mark)) => matches!(mark, '-' | '’' | '\'' | '“' | '”' | '/' | '(' | ')'),
            None => false,
        };
        let noun = (at..(at + MAX_TOKENS_BEFORE_NOUN).min(self.tokens.len()))
            .take_while(may_precede_noun)
            .find(|at| matches!(self.word(*at), Some(Word::Instrument(_))));
        // `СФС-Соглашения`
        let is_compound = || {
            let last = written.rsplit_once('-').and_then(|(_, last)| self.lexicon.word(last));
            matches!(last, Some(Word::Instrument(_)))
        };
        match noun {
            None if is_compound() => self.other_instrument(at, at + 1, reference),
            Some(noun) => self.other_instrument(at, self.name_end(noun + 1).max(noun + 1), reference),
            None if is_acronym => self.other_instrument(at, at + 1, reference),
            None => 0,
        }
    }

    /// `the Harmonized System`, `the Commission’s terms of reference`, `de la Loi`: after a preposition, a name in
    /// capitals that is no provision is something outside the draft, whatever it is. Returns the token after it, or 0
    /// if there is none.
    pub(super) fn named_work(self, at: usize, has_preposition: bool, reference: &mut Reference) -> usize {
        if !has_preposition || !self.starts_with_capital(at) || self.kind(at) != Some(TokenKind::Word(None)) {
            return 0;
        }
        self.other_instrument(at, self.name_end(at + 1).max(at + 1), reference)
    }

    /// `Hours of Work (Ferries) Recommendation`: reads the name of an instrument or another text that begins with a word which
    /// is elsewhere a unit, all in capitals up to its noun. Returns the token after it.
    pub(super) fn name_from_unit(self, at: usize, reference: &mut Reference) -> Option<usize> {
        let is_noun = |at: &usize| {
            let word = self.word(*at);
            matches!(word, Some(Word::Instrument(_))) || word.is_none() && self.lexicon.is_work(self.written(*at))
        };
        let is_part = |at: &usize| match self.kind(*at) {
            Some(TokenKind::Word(Some(Word::Of | Word::The | Word::And | Word::Link))) => true,
            Some(TokenKind::Word(_)) => self.starts_with_capital(*at),
            Some(TokenKind::Mark(mark)) => matches!(mark, '(' | ')' | '-' | '’' | '\''),
            _ => false,
        };
        let mut words = (at..at + MAX_TOKENS_BEFORE_NOUN).take_while(is_part);
        let noun = words.find(is_noun)?;
        Some(self.other_instrument(at, self.name_end(noun + 1).max(noun + 1), reference))
    }

    /// `aforementioned Convention`: returns whether an instrument's noun follows within a few words.
    fn has_noun_nearby(self, at: usize) -> bool {
        const MAX_WORDS: usize = 3;
        (at + 1..=at + MAX_WORDS)
            .take_while(|at| matches!(self.kind(*at), Some(TokenKind::Word(_))))
            .take_while(|at| {
                !matches!(self.word(*at), Some(Word::Provision { .. } | Word::This | Word::And | Word::Or))
            })
            .any(|at| matches!(self.word(at), Some(Word::Instrument(_))))
    }

    fn is_after_link(self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| matches!(self.word(before), Some(Word::Of | Word::Link)))
    }

    pub(super) fn other_instrument(self, at: usize, end: usize, reference: &mut Reference) -> usize {
        reference.anchor = Anchor::OtherInstrument;
        reference.instrument = self.token(at).zip(self.token(end - 1)).map(|(first, last)| first.start..last.end);
        end
    }

    /// Returns the end of a name after its noun: `on the Law of the Sea`, `70/1`.
    pub(super) fn name_end(self, from: usize) -> usize {
        let mut end = from;
        let mut at = from;
        while at < (from + MAX_NAME_TOKENS).min(self.tokens.len()) {
            match self.name_part(at, from, end) {
                NamePart::Named(after) => end = after,
                NamePart::Link => {}
                NamePart::None => break,
            }
            at = end.max(at + 1);
        }
        end
    }

    /// Reads a part of a name that begins at `from` and has been read up to `end`.
    fn name_part(self, at: usize, from: usize, end: usize) -> NamePart {
        const MAX_UNCASED_WORDS: usize = 3;
        let Some(token) = self.token(at) else { return NamePart::None };
        let written = self.written(at);
        let first = written.chars().next().unwrap_or(' ');
        match token.kind {
            TokenKind::Word(Some(Word::Provision { .. } | Word::This | Word::And | Word::Or)) => NamePart::None,
            TokenKind::Word(_) if first.is_uppercase() => NamePart::Named(at + 1),
            // In scripts without case a name has up to three words, none of which joins. After a definite noun the
            // first must be definite too: الاتفاقية الدولية.
            TokenKind::Word(None)
                if at == from && Lexicon::is_definite(self.written(from - 1)) && !Lexicon::is_definite(written) =>
            {
                NamePart::None
            }
            TokenKind::Word(None) if !first.is_lowercase() && at < from + MAX_UNCASED_WORDS && !first.is_ascii() => {
                NamePart::Named(at + 1)
            }
            TokenKind::Word(Some(Word::Of | Word::The | Word::That | Word::Its | Word::Link)) => NamePart::Link,
            TokenKind::Number(_) if end == at => NamePart::Named(at + 1),
            // `Agreement of 1980`
            TokenKind::Number(year) if YEARS.contains(&year) && self.is_after_link(at) => NamePart::Named(at + 1),
            // `70/1`, `1/CP.17`
            TokenKind::Mark('/' | '.') if end == at && !token.spaced && self.is_symbol_part(at + 1) => {
                NamePart::Named(at + 2)
            }
            // `(UNCLOS)`
            TokenKind::Mark('(')
                if self.token(at + 1).is_some()
                    && self.written(at + 1).chars().all(char::is_uppercase)
                    && self.is(at + 2, ')') =>
            {
                NamePart::Named(at + 3)
            }
            TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => NamePart::None,
        }
    }

    /// Returns the noun of a number or symbol that ends at a token: `resolution` of `resolution 1373 (2001)`,
    /// `decision` of `decision 1/CP.21`, `Convention` of `Convention No. 87`. Returns the token itself if there is no
    /// number.
    pub(super) fn noun_of_number(self, last: usize) -> usize {
        const MAX_NUMBER_TOKENS: usize = 12;
        let is_part = |at: &usize| match self.tokens[*at].kind {
            TokenKind::Number(_) => true,
            TokenKind::Mark(mark) => matches!(mark, '/' | '.' | '(' | ')' | '-' | '°'),
            TokenKind::Word(None) => {
                let written = self.written(*at);
                written.chars().all(char::is_uppercase) || is_number_sign(written)
            }
            TokenKind::Word(Some(_)) | TokenKind::Newline => false,
        };
        let is_number = |at: usize| self.number_value(at).is_some() || roman_value(self.written(at)).is_some();
        let first = (last.saturating_sub(MAX_NUMBER_TOKENS)..=last).rev().take_while(is_part).last();
        let numbered = first.filter(|first| (*first..=last).any(is_number));
        numbered.and_then(|first| first.checked_sub(1)).unwrap_or(last)
    }
}

/// The years in which instruments that are named by their year were concluded.
const YEARS: std::ops::Range<u32> = 1800..2100;

/// A part of an instrument's name.
enum NamePart {
    /// Words of the name, up to a token.
    Named(usize),
    /// A word that links others: `on the`.
    Link,
    /// Not a part of the name.
    None,
}
