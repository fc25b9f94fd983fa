//! Adverbs that number the paragraphs of an article, as capital numerals do elsewhere: `أولاً-`, `ثانياً:`.

use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::label::Label;
use crate::lexicon::counting_adverb;
use crate::numerals::NumberForm;
use crate::script::TATWEEL;
use crate::token::TokenKind;

impl Cursor<'_> {
    /// `أولاً`, `حادي عشر`: reads such an adverb, of one word or two, and returns it with the token after it.
    pub(crate) fn counting_adverb(self, at: usize) -> Option<(Label, usize)> {
        let is_word = |at: usize| matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Word(_)));
        if !is_word(at) {
            return None;
        }
        let label = |number| Label::new(NumberForm::UpperRoman, number);
        if let Some(number) = counting_adverb(self.written(at)) {
            return Some((label(number), at + 1));
        }
        let (first, second) = (self.token(at)?, self.token(at + 1).filter(|_| is_word(at + 1))?);
        Some((label(counting_adverb(&self.text[first.range().start..second.range().end])?), at + 2))
    }

    /// `ثانياً- النص`: the adverb and the mark that sets it off.
    pub(super) fn counting_adverb_label(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        if !context.starts_paragraph && !context.after_clause {
            return None;
        }
        let (label, next) = self.counting_adverb(at)?;
        let is_mark = ['-', '–', '—', ':', '.', '/'].iter().any(|mark| self.is(next, *mark));
        let is_set_off = is_mark || self.written(next).starts_with(TATWEEL);
        let is_text = self.ends_line(next + 1) || self.token(next + 1).is_some_and(|token| token.spaced);
        let end = self.token(next - 1)?.end;
        if is_set_off && is_text { self.label_from(at, label, Enclosure::Dot, end, next + 1) } else { None }
    }
}
