//! Instruments that are named before a reference: `Vienna Convention Article 31`, `the Agreement on Gates (Articles 21
//! and 22)`, `the Charter of the United Nations, article 21`, 《公约》，特别是其第十六条. Where the name is only `the Convention`,
//! the draft's own name decides.

use super::{Anchor, Noun, Reader, narrowness};
use crate::kind::Kind;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::roman_value;
use crate::token::TokenKind;

/// The fewest bytes of an acronym that names an instrument.
const MIN_ACRONYM_BYTES: usize = 3;

/// The most tokens of a name.
const MAX_NAME_TOKENS: usize = 20;

/// What stands between a name and the reference.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Comma,
    Parenthesis,
    Possessive,
}

impl<'a> Reader<'a> {
    /// Returns the anchor of a reference from an instrument that is named before its noun. `next` is the token after its
    /// path.
    pub(super) fn named_before(self, noun: Noun, next: usize) -> Option<Anchor> {
        let before = self.tokens[..noun.at].iter().rposition(|token| token.kind != TokenKind::Newline)?;
        // `the Convention, in particular its article 3`; but an agreement has its own `its part II`.
        if self.word(before) == Some(Word::Its) {
            return (noun.kind != Kind::Part).then(|| self.antecedent(self.tokens[before].start));
        }
        // `whose Article 40`, `cuyo artículo 40`
        let is_article = |at: &usize| {
            self.word(*at) == Some(Word::The)
                || self.is_apostrophe(*at)
                || self.is_apostrophe(*at + 1) && self.is_glued(*at + 1)
        };
        let pronoun = (0..=before).rev().find(|at| !is_article(at));
        if pronoun.is_some_and(|at| self.lexicon.is_whose(self.written(at))) {
            return Some(self.antecedent(self.tokens[before].start));
        }
        if let Some(at) = pronoun.filter(|at| self.lexicon.is_among_which(self.written(*at))) {
            return self.text_before_pronoun(at);
        }
        if self.is_dotted_acronym(before) || self.is_in_name(before) {
            return Some(Anchor::OtherInstrument);
        }
        if self.is_name_acronym(before) {
            let is_in_text = |at: usize| {
                matches!(self.kind(at), Some(TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark('(' | ',')))
            };
            return before.checked_sub(1).is_some_and(is_in_text).then_some(Anchor::OtherInstrument);
        }
        if self.follows_name_in_capitals(noun) {
            return Some(Anchor::OtherInstrument);
        }
        let (last, gap) = self.name_gap(noun.at, before)?;
        // `Subject to the Vienna Convention, article 5 shall apply`
        if gap == Gap::Comma && self.is_subject(next) {
            return None;
        }
        let is_narrow = narrowness(noun.kind) > narrowness(Kind::Article);
        // `See the report, paragraph 12`
        if gap == Gap::Comma && is_narrow && self.lexicon.is_work(self.written(last)) {
            return Some(Anchor::OtherInstrument);
        }
        self.name_ending_at(last, gap, is_narrow).or_else(|| self.singled_out(before, is_narrow))
    }

    /// `Annex on Article II Exemptions`, `Understanding on Article 1`: returns whether the words up to a token begin a name
    /// that holds the reference.
    fn is_in_name(self, last: usize) -> bool {
        const MAX_WORDS: usize = 8;
        let is_part = |at: &usize| match self.kind(*at) {
            Some(TokenKind::Word(Some(Word::Of | Word::The | Word::And))) | Some(TokenKind::Newline) => true,
            Some(TokenKind::Word(None)) => self.starts_with_capital(*at),
            _ => false,
        };
        let mut words = (last.saturating_sub(MAX_WORDS)..=last).rev();
        let link = words.find(|at| !is_part(at)).filter(|at| self.word(*at) == Some(Word::Link));
        let Some(noun) = link.and_then(|at| at.checked_sub(1)) else { return false };
        let is_annex = self.noun(noun).is_some_and(|noun| noun.kind.is_annex());
        let is_text = matches!(self.word(noun), Some(Word::Instrument(_))) || self.lexicon.is_work(self.written(noun));
        // `the Agreement on Article 5 of which` is no name: a name is not that of this draft.
        let is_this = noun.checked_sub(1).is_some_and(|at| self.word(at) == Some(Word::This));
        self.starts_with_capital(noun) && (is_annex || is_text) && !is_this
    }

    /// `on Dispute Settlement shall`: returns whether a modal verb follows a path in the same part of the sentence.
    fn is_subject(self, next: usize) -> bool {
        const MAX_WORDS: usize = 8;
        let is_word = |at: &usize| matches!(self.kind(*at), Some(TokenKind::Word(_) | TokenKind::Newline));
        let mut words = (next..next + MAX_WORDS).take_while(is_word);
        words.any(|at| self.lexicon.is_modal(self.written(at)))
    }

    /// Returns the last token of what may be a name before a noun, and what stands between the two.
    fn name_gap(self, noun: usize, before: usize) -> Option<(usize, Gap)> {
        if self.is_comma(before) {
            return Some((before.checked_sub(1)?, Gap::Comma));
        }
        if self.is(before, '(') {
            return Some((before.checked_sub(1)?, Gap::Parenthesis));
        }
        // `the Convention’s Article 14`, `the Parties’ Agreement’s article`
        let is_letter = self.written(before).len() == 1 && self.is_glued(before);
        let apostrophe = if is_letter { before.checked_sub(1)? } else { before };
        if self.is_apostrophe(apostrophe) && self.is_glued(apostrophe) && !self.is_glued(noun) {
            return Some((apostrophe.checked_sub(1)?, Gap::Possessive));
        }
        // `Déclarations L’article 70`
        matches!(self.kind(before), Some(TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(')')))
            .then_some((before, Gap::None))
    }

    /// `ICCPR`: returns whether a token is an acronym that may name an instrument.
    pub(super) fn is_name_acronym(self, at: usize) -> bool {
        let written = self.written(at);
        self.kind(at) == Some(TokenKind::Word(None))
            && written.len() >= MIN_ACRONYM_BYTES
            && written.chars().all(|it| it.is_ascii_uppercase())
            && !written.bytes().all(|it| it == b'X')
            && roman_value(written).is_none()
    }

    /// `U.S.C.`: returns whether the stop of an acronym is at a token.
    fn is_dotted_acronym(self, stop: usize) -> bool {
        let is_letter = |at: usize| self.written(at).len() == 1 && self.starts_with_capital(at);
        let Some(first) = stop.checked_sub(3) else { return false };
        let is_glued = (first + 1..=stop).all(|at| self.is_glued(at));
        is_glued && is_letter(first) && self.is(first + 1, '.') && is_letter(first + 2) && self.is(stop, '.')
    }

    /// `Harmonized System chapter 84`: returns whether a name of two words in capitals stands immediately before the noun of
    /// a division in small letters.
    fn follows_name_in_capitals(self, noun: Noun) -> bool {
        let is_name = |at: usize| self.kind(at) == Some(TokenKind::Word(None)) && self.starts_with_capital(at);
        let before = self.tokens[..noun.at].iter().enumerate().rev().filter(|(_, it)| it.kind != TokenKind::Newline);
        let mut before = before.map(|(at, _)| is_name(at));
        noun.kind.is_division()
            && !self.starts_with_capital(noun.at)
            && before.next() == Some(true)
            && before.next() == Some(true)
    }

    /// `the Charter of the United Nations`, `the Convention`, `GATT 1994`: reads the name of an instrument that ends at a
    /// token.
    fn name_ending_at(self, last: usize, gap: Gap, is_narrow: bool) -> Option<Anchor> {
        if gap != Gap::None && self.is_name_acronym(last) {
            return Some(Anchor::OtherInstrument);
        }
        let numbered = self.noun_of_number(last);
        if numbered != last {
            let has_acronym = || gap != Gap::None && (numbered + 1..=last).any(|at| self.is_name_acronym(at));
            if matches!(self.word(numbered), Some(Word::Instrument(_))) || has_acronym() {
                return Some(Anchor::OtherInstrument);
            }
        }
        let noun = self.noun_of_name(last, gap)?;
        let Some(Word::Instrument(index)) = self.word(noun) else { return None };
        let is_this = |at: usize| self.word(at) == Some(Word::This);
        if (noun.saturating_sub(2)..noun).any(is_this) || is_this(noun + 1) {
            return None;
        }
        let is_after_that = noun.checked_sub(1).is_some_and(|at| self.word(at) == Some(Word::That));
        if noun == last && !is_after_that && !self.has_name_before(noun) {
            return self.may_be_named(noun).then_some(Anchor::DefiniteInstrument(index));
        }
        // `the Parties to the Agreement on Gates, paragraph 2`
        let is_clear = !is_narrow || gap != Gap::None;
        // `audit traité, article 31`; `without such treaty, article 31` points at none.
        let is_pointed_at =
            is_after_that && noun == last && gap != Gap::None && !self.lexicon.is_determiner(self.written(noun - 1));
        let is_named = is_pointed_at || self.may_be_named(noun) || self.has_name_before(noun);
        (is_clear && is_named).then_some(Anchor::OtherInstrument)
    }

    /// Returns whether an instrument's noun may begin a name: it has a capital letter or is in a script without any.
    pub(super) fn may_be_named(self, noun: usize) -> bool {
        self.first_letter(noun).is_some_and(|letter| !letter.is_lowercase())
    }

    /// `Vienna Convention`, `1951 Convention`: returns whether what stands before an instrument's noun is its name.
    fn has_name_before(self, noun: usize) -> bool {
        let Some(before) = noun.checked_sub(1) else { return false };
        match self.kind(before) {
            Some(TokenKind::Word(None)) => self.starts_with_capital(before),
            Some(TokenKind::Word(Some(Word::Ordinal(_)))) => self.starts_with_capital(before),
            Some(TokenKind::Number(year)) => year > 999,
            _ => false,
        }
    }

    /// Returns the noun of an instrument's name that ends at a token.
    fn noun_of_name(self, last: usize, gap: Gap) -> Option<usize> {
        const MAX_SMALL_WORDS: usize = 6;
        const MAX_UNCASED_WORDS: usize = 4;
        let is_link = |word| matches!(word, Word::Of | Word::The | Word::Link | Word::And | Word::To);
        // `Protocols 1 to 7 and Annexes 1 to 6`
        if self.word(last).is_some_and(is_link) {
            return None;
        }
        let (mut small, mut uncased) = (0, 0);
        let mut at = last;
        let floor = last.saturating_sub(MAX_NAME_TOKENS);
        loop {
            match self.kind(at)? {
                TokenKind::Word(Some(Word::Instrument(_))) if self.begins_name(at, last, small) => return Some(at),
                TokenKind::Word(Some(Word::Of | Word::The | Word::Link | Word::And | Word::To | Word::Ordinal(_))) => {}
                TokenKind::Word(None | Some(Word::Instrument(_))) => {
                    if self.lexicon.is_modal(self.written(at)) {
                        return None;
                    }
                    let letter = self.first_letter(at)?;
                    small += usize::from(letter.is_lowercase());
                    uncased += usize::from(!letter.is_lowercase() && !letter.is_uppercase());
                }
                TokenKind::Mark(')') => at = self.open_parenthesis(at, floor)?,
                TokenKind::Number(_) | TokenKind::Newline => {}
                TokenKind::Mark('’' | '\'' | '-' | '“' | '”' | '«' | '»' | '"') => {}
                TokenKind::Word(Some(_)) | TokenKind::Mark(_) => return None,
            }
            if small > MAX_SMALL_WORDS || uncased > MAX_UNCASED_WORDS || gap == Gap::None && small + uncased > 0 {
                return None;
            }
            at = at.checked_sub(1).filter(|at| *at >= floor)?;
        }
    }

    /// Returns whether an instrument's noun begins a name that ends at a token and has this many words in small letters:
    /// `Convention on the Law of the Sea`, العهد الدولي.
    fn begins_name(self, noun: usize, last: usize, small_words: usize) -> bool {
        let follower = noun + 1;
        if noun == last {
            return true;
        }
        if matches!(self.word(follower), Some(Word::Of | Word::Link)) {
            return true;
        }
        let letter = self.first_letter(follower);
        if letter.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase()) {
            let is_definite = |at: usize| Lexicon::is_definite(self.written(at));
            return !is_definite(noun) || (follower..=last).all(is_definite);
        }
        small_words <= 1
    }

    /// Returns the parenthesis that opens a group, not before a token.
    fn open_parenthesis(self, close: usize, floor: usize) -> Option<usize> {
        (floor..close).rev().find(|at| self.is(*at, '('))
    }

    /// `the TRIPS Agreement, in particular`: reads an instrument of which the words up to a token single out a part.
    fn singled_out(self, last: usize, is_narrow: bool) -> Option<Anchor> {
        const MAX_WORDS: usize = 3;
        let is_word = |at: &usize| match self.kind(*at) {
            Some(TokenKind::Word(Some(Word::Provision { .. } | Word::Instrument(_) | Word::This | Word::Its))) => false,
            Some(TokenKind::Word(_)) => !self.starts_with_capital(*at),
            _ => false,
        };
        let mut before = (0..=last).rev().filter(|at| self.kind(*at) != Some(TokenKind::Newline)).take(MAX_WORDS + 1);
        let comma = before.find(|at| !is_word(at)).filter(|at| *at < last && self.is_comma(*at))?;
        // `the EPIRB, required by regulation 7`
        let singles_out =
            |at: usize| self.lexicon.is_notably(self.written(at)) || self.lexicon.is_exception(self.written(at));
        if !(comma + 1..=last).any(singles_out) {
            return None;
        }
        self.name_ending_at(comma.checked_sub(1)?, Gap::Comma, is_narrow)
    }

    /// `article 9 (ICCPR)`: returns whether an acronym in parentheses follows a path. It is none of the words before it,
    /// as in `the Component referred to in article 2 (NDMC)`.
    pub(super) fn has_acronym_after(self, at: usize) -> bool {
        const MAX_ACRONYM_BYTES: usize = 8;
        if !self.is(at, '(') || !self.is_name_acronym(at + 1) || self.written(at + 1).len() > MAX_ACRONYM_BYTES {
            return false;
        }
        self.is(at + 2 + usize::from(self.number_value(at + 2).is_some()), ')') && !self.stands_for_words_before(at)
    }

    /// Returns whether the initials of the words before a parenthesis are the letters of the acronym in it.
    fn stands_for_words_before(self, open: usize) -> bool {
        let mut letters = self.written(open + 1).chars().rev().peekable();
        for at in (open.saturating_sub(MAX_NAME_TOKENS)..open).rev() {
            if self.starts_with_capital(at) && self.first_letter(at) == letters.peek().copied() {
                letters.next();
            }
        }
        letters.peek().is_none()
    }

    /// `agenda item 5`, `the report (paras. 12–15)`: returns whether the noun of an item follows that of a text which is no
    /// instrument, or that of a paragraph does, in parentheses.
    pub(super) fn is_of_work(self, noun: Noun) -> bool {
        let is_open = noun.at.checked_sub(1).is_some_and(|at| self.is(at, '('));
        let before = noun.at.checked_sub(1 + usize::from(is_open));
        let before = before.filter(|at| matches!(self.kind(*at), Some(TokenKind::Word(_))));
        (noun.kind == Kind::Item || is_open && noun.kind == Kind::Paragraph)
            && before.is_some_and(|at| self.lexicon.is_work(self.written(at)))
    }

    /// `thereof`, `of the latter`: returns the anchor of a pronoun after a path. A paragraph may be that of an article.
    pub(super) fn anchor_of_pronoun(self, outermost: Kind, offset: u32) -> Anchor {
        let is_narrow = narrowness(outermost) > narrowness(Kind::Article);
        if is_narrow { Anchor::OtherInstrument } else { self.antecedent(offset) }
    }

    /// `thereof`, `its`: returns the anchor of a pronoun at an offset. It means the instrument that was named last, which
    /// may be this one.
    pub(super) fn antecedent(self, offset: u32) -> Anchor {
        const MAX_TOKENS: usize = 48;
        let end = self.tokens.partition_point(|token| token.start < offset);
        let is_instrument = |at: &usize| matches!(self.word(*at), Some(Word::Instrument(_)));
        let last = (end.saturating_sub(MAX_TOKENS)..end).rev().find(is_instrument);
        let is_own = last.is_some_and(|noun| {
            (noun.saturating_sub(2)..noun).chain([noun + 1]).any(|at| self.word(at) == Some(Word::This))
        });
        if is_own { Anchor::ThisInstrument } else { Anchor::OtherInstrument }
    }

    /// Returns the text before a token.
    pub(super) fn text_before(self, at: usize) -> &'a str {
        let end = self.token(at).map_or(self.text.len(), |token| token.range().start);
        &self.text[..end]
    }
}
