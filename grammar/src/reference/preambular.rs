//! Paragraphs of the preamble: `recital (5)`, `preambular paragraphs 1 and 2`, `los párrafos preambulares primero y segundo`. They
//! are no paragraphs of the place where they are named.

use super::path::Path;
use super::{Item, Noun, Reader, Step};
use crate::kind::Kind;
use crate::label::Label;

impl Path {
    /// Puts the provisions of a path into the preamble.
    pub(super) fn place_in_preamble(&mut self) {
        let preamble = Step { kind: Kind::Preamble, label: Label::placeholder() };
        self.items.iter_mut().for_each(|Item { steps, .. }| steps.insert(0, preamble));
        self.outermost = Kind::Preamble;
    }
}

impl Reader<'_> {
    /// Returns the token after the adjective of paragraphs of a preamble, or `at`.
    pub(super) fn past_preambular(self, at: usize) -> usize {
        at + usize::from(self.is_preambular(at))
    }

    /// Returns whether the first noun of a path that ends before a token is that of paragraphs of the preamble.
    pub(super) fn is_of_preamble(self, noun: Noun, outermost: Kind) -> bool {
        let is_paragraph = matches!(outermost, Kind::Paragraph | Kind::Subparagraph);
        let has_adjective =
            || noun.at.checked_sub(1).is_some_and(|at| self.is_preambular(at)) || self.is_preambular(noun.at + 1);
        outermost == Kind::Recital || is_paragraph && has_adjective()
    }

    /// Returns whether a word is the adjective of paragraphs of a preamble.
    pub(super) fn is_preambular(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.word().is_none()) && self.lexicon.is_preambular(self.written(at))
    }
}
