//! Headings with the noun after the number, as in Chinese: 第四十七条 退出.

use super::heading::slight_if;
use super::{Cursor, Enclosure, LeadingLabel, LineContext};
use crate::counted::{counted_provision, heading_doubt};
use crate::kind::Kind;
use crate::label_site::Doubt;
use crate::lexicon::Word;

impl Cursor<'_> {
    /// 第四十七条 退出. The heading is doubtful if a word follows without a space: a title or the rest of a sentence.
    pub(super) fn counted_heading(self, at: usize, context: LineContext) -> Option<LeadingLabel> {
        let provision = counted_provision(self.text, self.tokens, at)?;
        let next = provision.next;
        if let Some(option) = self.option_after_number(next).filter(|_| context.starts_paragraph) {
            let range = self.token(at)?.start..self.token(next - 1)?.end;
            return Some(LeadingLabel::new(
                Some(provision.kind),
                Some(provision.label),
                Enclosure::Bare,
                range,
                option,
            ));
        }
        let is_heading =
            provision.kind.is_article() || matches!(provision.kind, Kind::Part | Kind::Chapter | Kind::Section);
        let is_free = context.starts_paragraph || context.after_clause || self.ends_line(next);
        // 第三条 1月1日生效
        let is_before_number = self.token(next).is_some_and(|token| token.spaced && token.number().is_some());
        let is_before_number = is_before_number && provision.kind == Kind::Article && context.starts_paragraph;
        let doubt = heading_doubt(self.text, self.tokens, next);
        // 第二章 所有权 has a title; only articles have a text on the line of their number.
        let doubt = doubt.filter(|it| *it == Doubt::None || provision.kind == Kind::Article);
        let doubt = doubt.or(is_before_number.then_some(Doubt::Slight)).filter(|_| is_heading && is_free)?;
        // 第四条(b)款所述项目
        if self.is_listed_address(next) || self.is_counted_address(next) {
            return None;
        }
        // 第一条（范围）和第二条适用
        if self.is(next, '（') && self.joins_after_parenthesis(next) {
            return None;
        }
        let range = self.token(at)?.start..self.token(next - 1)?.end;
        let is_glued = provision.kind == Kind::Article && self.is_glued_han_word(next);
        let doubt = doubt.max(slight_if(is_glued || is_before_number || self.goes_on_after_title(next)));
        // 第一条：修正
        let next = next + usize::from(self.is(next, '：') && !self.ends_line(next + 1));
        Some(LeadingLabel {
            doubt,
            ..LeadingLabel::new(Some(provision.kind), Some(provision.label), Enclosure::Bare, range, next)
        })
    }

    /// Returns whether a word that joins follows the parenthesis that opens at a token.
    fn joins_after_parenthesis(self, open: usize) -> bool {
        self.close_of(open).is_some_and(|at| {
            self.is(at + 1, '、') || matches!(self.word(at + 1), Some(Word::And | Word::Or | Word::To))
        })
    }

    /// 第六条（付款）适用。: returns whether words follow a title in parentheses immediately. They may be the text of the article, or
    /// a sentence that begins with a reference to it.
    fn goes_on_after_title(self, open: usize) -> bool {
        self.is(open, '（') && self.close_of(open).is_some_and(|close| self.is_glued_han_word(close + 1))
    }

    /// Returns the token that closes the parenthesis which opens at a token, on its line.
    fn close_of(self, open: usize) -> Option<usize> {
        const MAX_TOKENS: usize = 24;
        let mut on_line = (open..self.tokens.len()).take(MAX_TOKENS).take_while(|at| !self.ends_line(*at));
        on_line.find(|at| self.is(*at, '）'))
    }
}
