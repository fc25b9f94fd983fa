//! What shows that a line which begins like a heading is, or may be, a sentence: `Article 5 of the Convention`.

use super::Cursor;
use crate::label::Label;
use crate::lexicon::Word;
use crate::token::TokenKind;

/// Returns whether a word after a provision's number shows that it is not a heading: `Article 5 of the Convention`.
pub(super) fn continues_sentence(word: Option<Word>) -> bool {
    matches!(
        word,
        Some(
            Word::And
                | Word::Or
                | Word::To
                | Word::Of
                | Word::This
                | Word::Above
                | Word::Below
                | Word::Thereof
                | Word::Unit
                | Word::Provision { .. }
        )
    )
}

impl Cursor<'_> {
    /// المادة 5 تنطبق على الموانئ.: returns whether some words and a stop are the rest of the line after the number of an
    /// article. Without capitals they may be its text, or a sentence that begins with a reference to it.
    pub(super) fn is_sentence(self, at: usize) -> bool {
        const MIN_WORDS: usize = 3;
        let is_word = |at: usize| matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Word(_)));
        let is_set_off = matches!(self.token(at.wrapping_sub(1)).map(|it| it.kind), Some(TokenKind::Mark(_)));
        if is_set_off || !(at..at + MIN_WORDS).all(is_word) {
            return false;
        }
        let end = (at..self.tokens.len()).find(|at| self.ends_line(*at)).unwrap_or(self.tokens.len());
        self.is(end - 1, '.')
    }

    /// `.4 on assessment`: returns whether a section is named after the number of a part, and a small letter follows.
    pub(super) fn is_section_of_sentence(self, stop: usize) -> bool {
        let has_section = self.number_value(stop + 1).is_some() && self.is_glued(stop) && self.is_glued(stop + 1);
        has_section && self.written(stop + 2).starts_with(char::is_lowercase)
    }

    /// `(1) (a)`, `(4);`: returns whether the parenthesis that opens at a token continues an address, which is a line of a
    /// list: a label, and another one or a sign that ends the member of a list.
    pub(super) fn is_listed_address(self, open: usize) -> bool {
        let is_label = self.number_value(open + 1).is_some() || Label::from_letters(self.written(open + 1)).is_some();
        let next = open + 3;
        is_label
            && matches!(self.written(open + 2), ")" | "）")
            && matches!(self.written(next), "(" | "（" | ";" | "؛" | "；" | "," | "،" | "，")
    }

    /// `(b)款`: returns whether the parenthesis that opens at a token holds a label before its noun.
    pub(super) fn is_counted_address(self, open: usize) -> bool {
        let opens = matches!(self.written(open), "(" | "（");
        opens && matches!(self.written(open + 2), ")" | "）") && self.is_glued_han_word(open + 3) && {
            matches!(self.word(open + 3), Some(Word::Provision { .. }))
        }
    }
}
