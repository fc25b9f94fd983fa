//! Anchors that other words separate from their path: `, respectively, of the Convention`, `(Scope) of the Convention`, `and the
//! notes of the Convention`, `] of the Convention`.

use super::{Anchor, Noun, Reader, Reference};
use crate::kind::Kind;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `, respectively, of the Convention`, `(Scope) of the Convention`: reads an anchor after other words. Returns the
    /// token after it, or `from`.
    pub(super) fn distant_anchor(self, from: usize, outermost: Kind, reference: &mut Reference) -> usize {
        const MAX_WORDS: usize = 8;
        let at = self.past_breaks(from);
        let closer = match self.kind(at) {
            Some(TokenKind::Mark(',')) => ',',
            Some(TokenKind::Mark('(')) => ')',
            _ => return self.anchor_of_list(at, outermost, reference).unwrap_or(from),
        };
        let is_word = |at: &usize| matches!(self.tokens[*at].kind, TokenKind::Word(_) | TokenKind::Newline);
        let is_noun = |at: &usize| matches!(self.word(*at), Some(Word::Provision { .. } | Word::Instrument(_)));
        let between = (at + 1..self.tokens.len().min(at + 2 + MAX_WORDS)).take_while(|at| is_word(at) && !is_noun(at));
        let Some(close) = between.last().map(|last| last + 1).filter(|close| self.is(*close, closer)) else {
            return self.anchor_of_list(at, outermost, reference).unwrap_or(from);
        };
        let after = self.past_breaks(close + 1);
        // `(Сфера применения) Парижского соглашения`
        let is_genitive = closer == ')' && self.is_cyrillic(after) && self.starts_with_capital(after);
        if self.word(after) != Some(Word::Of) && !is_genitive {
            return from;
        }
        let anchored = self.anchor(after, outermost, reference).max(from);
        if is_genitive && anchored == after { from } else { anchored }
    }

    /// `and the corresponding notes of the Valuation Agreement`: what closes a list governs all of it. Returns the token
    /// before the words that were added, since these are no part of the reference.
    fn anchor_of_list(self, at: usize, outermost: Kind, reference: &mut Reference) -> Option<usize> {
        const MAX_WORDS: usize = 6;
        let at = self.past_breaks(at + usize::from(self.is_comma(at)));
        if self.word(at) != Some(Word::And) {
            return None;
        }
        let is_plain = |at: &usize| {
            // `and the annexes of the Rome Agreement`
            let is_unnumbered = |at: usize| {
                self.noun(at).is_some_and(|noun| noun.kind.is_annex()) && self.word(at + 1) == Some(Word::Of)
            };
            matches!(self.kind(*at), Some(TokenKind::Newline | TokenKind::Word(None | Some(Word::The | Word::Its))))
                || is_unnumbered(*at)
        };
        let of = (at + 1..self.tokens.len().min(at + 2 + MAX_WORDS)).find(|at| !is_plain(at))?;
        if of == at + 1 || self.word(of) != Some(Word::Of) {
            return None;
        }
        let mut governing = Reference::new(reference.start, reference.end);
        self.anchor(of, outermost, &mut governing);
        if governing.anchor == Anchor::OtherInstrument {
            (reference.anchor, reference.instrument) = (Anchor::OtherInstrument, governing.instrument);
        }
        None
    }

    /// `[and article 14] of the Convention`: reads an anchor after the bracket around a path that continues a list. The bracket is
    /// no part of the reference.
    pub(super) fn anchor_after_bracket(self, noun: Noun, close: usize, outermost: Kind, reference: &mut Reference) {
        const MAX_TOKENS: usize = 6;
        let is_sign = |at: &usize| self.is(*at, '[') || self.is(*at, ']');
        let sign = (noun.at.saturating_sub(MAX_TOKENS)..noun.at).rev().find(is_sign);
        if !self.is(close, ']') || !sign.is_some_and(|sign| self.is(sign, '[')) {
            return;
        }
        let mut found = reference.clone();
        self.anchor(close + 1, outermost, &mut found);
        if matches!(found.anchor, Anchor::OtherInstrument | Anchor::ThisInstrument | Anchor::DefiniteInstrument(_)) {
            (reference.anchor, reference.instrument) = (found.anchor, found.instrument);
        }
    }
}
