//! Headings of one of several versions of an article: `Article 3, Option 1`, `Alternative A for Article 7`.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::kind::Kind;
use crate::lexicon::Word;

impl Cursor<'_> {
    /// `, Option 1` after the number of a heading, `备选案文A`: reads the option that the rest of the line names. Returns the
    /// token at which its name begins.
    pub(super) fn option_after_number(self, at: usize) -> Option<usize> {
        let option = at + usize::from(matches!(self.written(at), "," | "،" | "，"));
        let (_, end) = self.heading_number(option + 1).filter(|_| self.names_option(option))?;
        (self.ends_line(end) || self.is(end, ':') && self.ends_line(end + 1)).then_some(option)
    }

    /// `Alternative A for Article 7`, `Вариант А статьи 4`: reads the heading of a version of an article, which stands after the
    /// name of the version.
    pub(super) fn version_heading(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        const MAX_LINKS: usize = 4;
        const MAX_LINK_LETTERS: usize = 3;
        if !context.starts_paragraph || !self.names_option(at) {
            return None;
        }
        let (_, from) = self.heading_number(at + 1)?;
        let is_noun = |at: &usize| matches!(self.word(*at), Some(Word::Provision { kind, .. }) if kind.is_article());
        let noun = (from..from + MAX_LINKS).find(is_noun)?;
        let is_link = |at: usize| {
            let is_short = self.number_value(at).is_none() && self.written(at).chars().nth(MAX_LINK_LETTERS).is_none();
            is_short && !self.ends_line(at)
        };
        let (label, next) = self.heading_number(noun + 1).filter(|_| (from..noun).all(is_link))?;
        let Some(Word::Provision { kind, .. }) = self.word(noun) else { return None };
        let is_whole = self.ends_line(next) || self.is(next, ':') && self.ends_line(next + 1);
        let range = self.token(noun)?.start..self.token(next - 1)?.end;
        is_whole.then(|| LeadingLabel::new(Some(kind), Some(label), Enclosure::Bare, range, next))
    }

    /// `(EU, JPN): Each Party`, `[Norway]: Each Party`: returns the token at which the text of an option begins after its authors.
    pub(super) fn past_authors(self, at: usize) -> Option<usize> {
        const MAX_TOKENS: usize = 24;
        let close = match self.written(at) {
            "(" => ')',
            "（" => '）',
            "[" => ']',
            _ => return None,
        };
        let is_inside = |at: &usize| !self.ends_line(*at) && !self.is(*at, ';') && !self.is(*at, '.');
        let colon = 1 + (at..at + MAX_TOKENS).take_while(is_inside).find(|at| self.is(*at, close))?;
        let is_colon = self.is(colon, ':') || self.is(colon, '：');
        (is_colon && !self.ends_line(colon + 1)).then_some(colon + 1)
    }

    /// Returns whether a token is the noun of an option.
    fn names_option(self, at: usize) -> bool {
        matches!(
            self.word(at),
            Some(Word::OptionNoun | Word::Alternative | Word::Provision { kind: Kind::Option, plural: false })
        )
    }
}
