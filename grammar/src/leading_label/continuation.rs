//! What follows a label and shows that it is none: the rest of a sentence, or of a reference.

use super::{Cursor, LineContext};
use crate::label::Label;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Cursor<'_> {
    /// Returns whether a sentence continues after what looks like a label: `(a) and (b) above`.
    pub(super) fn continues_sentence(self, at: usize, context: LineContext) -> bool {
        let Some(token) = self.token(at) else { return false };
        match token.kind {
            TokenKind::Mark(';' | '؛' | '.') if context.after_clause && self.is_lone_stop(at) => false,
            // `(b) ,,Keeper" means`: two commas are typed for the opening mark of a quotation.
            TokenKind::Mark(',') if self.is(at + 1, ',') && self.is_glued(at + 1) => false,
            TokenKind::Mark(',' | ';' | ')' | '،' | '؛') => true,
            TokenKind::Mark('.') => self.ends_line(at + 1),
            TokenKind::Word(Some(
                Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below | Word::Thereof,
            )) if !context.after_clause => self.written(at).chars().next().is_some_and(|it| !it.is_uppercase()),
            TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => false,
        }
    }

    /// `(b) ;`, `(b); and`: returns whether a stop, after which a list may go on, is all that follows a label.
    pub(super) fn is_lone_stop(self, at: usize) -> bool {
        let is_stop =
            self.token(at).is_some_and(|it| matches!(it.kind, TokenKind::Mark(';' | '؛' | '；' | '.' | '。')));
        // A line of so few words does not show its language: `b); y`.
        const MAX_WORD_CHARS: usize = 3;
        let is_short = self.written(at + 1).chars().nth(MAX_WORD_CHARS).is_none();
        let joins = is_short && matches!(self.token(at + 1).map(|it| it.kind), Some(TokenKind::Word(_)));
        is_stop && self.ends_line(at + 1 + usize::from(joins))
    }

    /// `i) del presente artículo`: returns whether another letter and "of this article" follow a letter. One letter is
    /// not enough: `(b) in this article` may be an item.
    pub(super) fn is_cited(self, from: usize) -> bool {
        let mut at = from;
        loop {
            let opener = usize::from(self.is(at, '('));
            if !self.is(at + opener + 1, ')') || Label::from_letters(self.written(at + opener)).is_none() {
                break;
            }
            at += opener + 2;
        }
        // `(c) and (d) as it applies to investors`
        if matches!(self.word(at), Some(Word::And | Word::Or))
            && self.is(at + 1, '(')
            && Label::from_letters(self.written(at + 2)).is_some()
            && self.is(at + 3, ')')
            && self.written(at + 4).starts_with(char::is_lowercase)
        {
            // A sentence, not a notice such as `(c) and (d) deleted`.
            const MIN_WORDS: usize = 3;
            let is_word = |at: usize| matches!(self.token(at).map(|token| token.kind), Some(TokenKind::Word(_)));
            return (at + 4..at + 4 + MIN_WORDS).all(is_word);
        }
        let is_of = self.word(at) == Some(Word::Of) && self.written(at).starts_with(char::is_lowercase);
        let this = (at + 1..at + 4).find(|at| self.word(*at) != Some(Word::The));
        let is_this_provision = this.is_some_and(|at| {
            self.word(at) == Some(Word::This) && matches!(self.word(at + 1), Some(Word::Provision { .. }))
        });
        at > from && is_of && is_this_provision
    }
}
