//! Articles named by their title: `the article “Consolidation”`, `paragraph 3 of the article “Consolidation”`.

use std::ops::Range;

use super::{Anchor, Reader, Reference};
use crate::kind::Kind;
use crate::lexicon::Word;
use crate::token::TokenKind;

impl Reader<'_> {
    /// An article without a number, behind which its title stands between quotation marks.
    pub(super) fn titled(self, head: usize, kind: Kind) -> Option<(Reference, usize)> {
        if kind != Kind::Article {
            return None;
        }
        let (title, next) = self.quotation(head + 1)?;
        let reference = Reference {
            start: self.token(head)?.start,
            end: self.token(next - 1)?.end,
            targets: Box::default(),
            anchor: Anchor::None,
            taken: 0,
            relative: None,
            pending: false,
            instrument: None,
            title: Some(title),
        };
        Some((reference, next))
    }

    /// `of the article “Consolidation”` behind a narrower path.
    pub(super) fn titled_outer(self, from: usize, outermost: Kind) -> Option<(Range<u32>, usize)> {
        if !matches!(outermost, Kind::Paragraph | Kind::Subparagraph | Kind::Item) {
            return None;
        }
        let mut at = self.past_breaks(from);
        let of = at;
        while matches!(self.word(at), Some(Word::Of | Word::The)) || at > of && (self.is(at, '’') || self.is(at, '\''))
        {
            at = self.past_breaks(at + 1);
        }
        let is_article = matches!(self.word(at), Some(Word::Head { kind: Kind::Article, .. }));
        if is_article { self.quotation(at + 1) } else { None }
    }

    /// What stands between quotation marks on one line, and the token behind them.
    fn quotation(self, at: usize) -> Option<(Range<u32>, usize)> {
        // Titles are short.
        const LONGEST: usize = 24;
        let closer = match self.token(at)?.kind {
            TokenKind::Mark('“') => '”',
            TokenKind::Mark('«') => '»',
            TokenKind::Mark('"') => '"',
            _ => return None,
        };
        let close = (at + 1..at + LONGEST)
            .take_while(|it| self.token(*it).is_some_and(|token| token.kind != TokenKind::Newline))
            .find(|it| self.is(*it, closer))?;
        (close > at + 1).then(|| Some((self.token(at + 1)?.start..self.token(close - 1)?.end, close + 1)))?
    }
}
