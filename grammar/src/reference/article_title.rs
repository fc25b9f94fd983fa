//! Articles named by their title: `the article “Consolidation”`, `paragraph 3 of the article “Consolidation”`.

use std::ops::Range;

use super::{Noun, Reader, Reference};
use crate::kind::Kind;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// `article “Consolidation”`
    pub(super) fn titled_article(self, noun: Noun) -> Option<(Reference, usize)> {
        if noun.kind != Kind::Article {
            return None;
        }
        let (title, next) = self.quotation(noun.at + 1)?;
        let reference =
            Reference { title: Some(title), ..Reference::new(self.token(noun.at)?.start, self.token(next - 1)?.end) };
        Some((reference, next))
    }

    /// `of the article “Consolidation”` after a narrower path
    pub(super) fn containing_article_title(self, from: usize, outermost: Kind) -> Option<(Range<u32>, usize)> {
        if !matches!(outermost, Kind::Paragraph | Kind::Subparagraph | Kind::Item) {
            return None;
        }
        let start = self.past_breaks(from);
        let mut at = start;
        while matches!(self.word(at), Some(Word::Of | Word::The)) || at > start && self.is_apostrophe(at) {
            at = self.past_breaks(at + 1);
        }
        let is_article = self.noun(at).is_some_and(|noun| noun.kind == Kind::Article);
        if is_article { self.quotation(at + 1) } else { None }
    }

    /// `“Consolidation”`, on one line
    fn quotation(self, at: usize) -> Option<(Range<u32>, usize)> {
        const MAX_TITLE_TOKENS: usize = 24;
        let closer = match self.kind(at)? {
            TokenKind::Mark('“') => '”',
            TokenKind::Mark('«') => '»',
            TokenKind::Mark('"') => '"',
            _ => return None,
        };
        let close = (at + 1..at + MAX_TITLE_TOKENS)
            .take_while(|at| self.kind(*at).is_some_and(|kind| kind != TokenKind::Newline))
            .find(|at| self.is(*at, closer))?;
        if close == at + 1 {
            return None;
        }
        Some((self.token(at + 1)?.start..self.token(close - 1)?.end, close + 1))
    }
}
