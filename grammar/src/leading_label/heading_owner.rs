//! What a heading belongs to, after its number: `to the Agreement on Ferries`, `to Annex II`; and Chinese divisions with a
//! letter before their noun.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::kind::Kind;
use crate::label::Label;
use crate::language::Language;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::NumberForm;
use crate::script::is_han;
use crate::token::TokenKind;

impl Cursor<'_> {
    /// `к Договору о Союзе`, `to the Agreement on Ferries`: returns whether the rest of a line names the instrument to
    /// which an annex belongs, and nothing more: it has no stop, and begins in small letters.
    pub(super) fn is_annexed_to(self, at: usize) -> bool {
        const MAX_WORDS_BEFORE_NOUN: usize = 4;
        const MAX_WORDS: usize = 14;
        // `al Convenio`: the line is not yet read in its language.
        const MAX_LINK_LETTERS: usize = 2;
        let end = (at..self.tokens.len()).find(|at| self.ends_line(*at)).unwrap_or(self.tokens.len());
        let end = end - usize::from(end > at && self.is(end - 1, ':'));
        let mut line = at..end;
        let is_short = line.len() <= MAX_WORDS && line.all(|at| matches!(self.tokens[at].kind, TokenKind::Word(_)));
        let names_instrument = |at: usize, language: Language| {
            matches!(Lexicon::of(language).word(self.written(at)), Some(Word::Instrument(_)))
        };
        let is_instrument = |at: &usize| {
            matches!(self.word(*at), Some(Word::Instrument(_)))
                || Language::ALL.into_iter().any(|it| it.is_latin() && names_instrument(*at, it))
        };
        let noun = (at..end).take(MAX_WORDS_BEFORE_NOUN).find(is_instrument);
        let ends_name = |at: usize| noun == Some(at) || self.starts_with_capital(at);
        let is_joined = self.word(at).is_some_and(|it| matches!(it, Word::To | Word::Of | Word::Instrument(_)))
            || self.written(at).chars().nth(MAX_LINK_LETTERS).is_none();
        is_short && is_joined && noun.is_some_and(|noun| noun > at) && ends_name(end - 1)
    }

    /// `К СТАТУТУ`, `TO THE STATUTE`: returns whether the rest of a line in capitals names what an annex belongs to. In some
    /// languages `A` means "to" as well, and is the letter of an annex.
    pub(super) fn is_owner_in_capitals(self, at: usize) -> bool {
        const MAX_WORDS: usize = 14;
        let end = (at..self.tokens.len()).find(|at| self.ends_line(*at)).unwrap_or(self.tokens.len());
        let is_word = |at: usize| matches!(self.tokens[at].kind, TokenKind::Word(_)) && self.is_in_capitals(at);
        let is_link = matches!(self.word(at), Some(Word::To | Word::Of)) && !matches!(self.written(at), "A" | "O");
        is_link && (2..=MAX_WORDS).contains(&(end - at)) && (at..end).all(is_word)
    }

    /// `to Annex II`, `de l’annexe II`, `к приложению II`, للمرفق الثاني: reads the annex to which an appendix belongs, where
    /// the line ends after it or a sign sets off a title. Returns the token after it.
    pub(super) fn after_annex_of(self, at: usize) -> Option<usize> {
        const MAX_TOKENS_BEFORE_NOUN: usize = 4;
        const MAX_LINK_LETTERS: usize = 3;
        let is_annex = |at: &usize| matches!(self.word(*at), Some(Word::Provision { kind, .. }) if kind.is_annex());
        let noun = (at..at + MAX_TOKENS_BEFORE_NOUN).find(is_annex)?;
        let is_link = |at: usize| {
            let is_word = matches!(self.word(at), Some(Word::To | Word::Of | Word::The | Word::Link));
            // `del`, `de l’`: the line is not yet read in its language.
            let is_short =
                || self.number_value(at).is_none() && self.written(at).chars().nth(MAX_LINK_LETTERS).is_none();
            is_word || matches!(self.written(at), "’" | "'") || is_short()
        };
        if !(at..noun).all(is_link) || !self.token(at)?.spaced {
            return None;
        }
        let (_, end) = self.heading_number(self.after_number_sign(noun + 1))?;
        let is_sign = [':', '.', '—', '–', '-'].iter().any(|mark| self.is(end, *mark));
        let is_title =
            is_sign && self.token(end + 1).is_some_and(|next| next.spaced && next.kind != TokenKind::Newline);
        (self.ends_line(end) || is_title).then(|| end + usize::from(is_title))
    }

    /// A部分, `B节 一般规定`: a division whose letter stands before its noun, at the beginning of a paragraph.
    pub(super) fn lettered_division(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let (label, noun) = self.letter_before_noun(at)?;
        let Some(Word::Provision { kind, .. }) = self.word(noun) else { return None };
        let next = noun + 1;
        let begins_title = self.token(next).is_some_and(|it| it.spaced && matches!(it.kind, TokenKind::Word(_)));
        let is_set_off = self.is(next, '：') || self.is(next, ':');
        if !context.starts_paragraph || !(self.ends_line(next) || begins_title || is_set_off) {
            return None;
        }
        let range = self.token(at)?.start..self.token(noun)?.end;
        let next = next + usize::from(is_set_off);
        Some(LeadingLabel::new(Some(kind), Some(label), Enclosure::Bare, range, next))
    }

    /// Reads the capital letter before the noun of a part or a section: A部分. Returns the label and the noun.
    fn letter_before_noun(self, at: usize) -> Option<(Label, usize)> {
        let [letter @ b'A'..=b'Z'] = self.written(at).as_bytes() else { return None };
        let noun = at + 1;
        let is_noun = self.is_glued(noun) && self.written(noun).starts_with(is_han);
        let is_division =
            matches!(self.word(noun), Some(Word::Provision { kind: Kind::Part | Kind::Chapter | Kind::Section, .. }));
        let number = u32::from(letter - b'A') + 1;
        (is_noun && is_division).then(|| (Label::new(NumberForm::Upper, number), noun))
    }
}
