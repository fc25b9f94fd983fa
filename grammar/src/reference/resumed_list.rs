//! Lists that go on after a narrower part of one of their numbers: `articles 3, paragraph 1, and 4, paragraph 2`, `articles 4,
//! paragraphs 1 and 2, and 5`.

use super::path::Path;
use super::{Item, MAX_TARGETS, Noun, Reader, Segment};
use crate::kind::Kind;
use crate::lexicon::Word;

impl Reader<'_> {
    /// Adds the rest of a list after a narrower segment. Returns the token after it.
    pub(super) fn push_resumed_list(self, mut next: usize, noun: Noun, kind: Kind, path: &mut Path) -> usize {
        if path.items.len() >= MAX_TARGETS {
            return next;
        }
        if let Some((item, after)) = self.resumed_list(next, noun, kind) {
            path.items.push(item);
            path.innermost = kind;
            next = after;
        } else if let Some((segment, after)) = self.resumed_numbers(next, noun, path) {
            path.items.extend(segment.items);
            path.items.truncate(MAX_TARGETS);
            path.pending |= segment.pending;
            path.innermost = kind;
            next = after;
        }
        next
    }

    /// `, and 4, paragraph 2` in `articles 3, paragraph 1, and 4, paragraph 2`: the list continues after a narrower
    /// segment. After a singular a comma follows the number too: `article 2, paragraph 2, or 3, paragraph 1`.
    fn resumed_list(self, next: usize, noun: Noun, kind: Kind) -> Option<(Item, usize)> {
        let (at, has_comma) = self.past_comma(self.past_breaks(next));
        // `artículos 1, numeral 1; 2, numeral 2`
        let has_semicolon = !has_comma && self.is(at, ';');
        let (at, has_comma) = (at + usize::from(has_semicolon), has_comma || has_semicolon);
        let mut at = self.past_breaks(at);
        let is_joined = matches!(self.word(at), Some(Word::And | Word::Or));
        at = self.past_breaks(at + usize::from(is_joined));
        if !has_comma && !is_joined {
            return None;
        }
        self.number_value(at)?;
        let (item, after) = self.item(at, kind)?;
        let may_list = noun.plural || is_joined && kind.is_article() && self.is_comma(after);
        let has_inner = may_list && self.inner_segment(self.past_breaks(after), kind).is_some();
        has_inner.then_some((item, after))
    }

    /// `, and 5` in `articles 4, paragraphs 1 and 2, and 5`: the list of a plural continues after a narrower segment with numbers
    /// that have none. A comma stands before its conjunction, and the numbers rise.
    fn resumed_numbers(self, next: usize, noun: Noun, path: &Path) -> Option<(Segment, usize)> {
        let last = path.items.last()?.steps.first().filter(|step| noun.plural && step.kind.is_heading())?;
        let comma = self.past_breaks(next);
        let is_member = !path.innermost.is_heading();
        if !is_member || !self.is_comma(comma) {
            return None;
        }
        let joint = self.joint_after(self.list_signs(comma, true));
        self.number_value(joint.next).filter(|_| !joint.is_range)?;
        let (item, mut next) = self.item(joint.next, last.kind)?;
        let [step] = &item.steps[..] else { return None };
        let rises = step.label.form == last.label.form && step.label > last.label;
        if !rises || self.is_amount(next) {
            return None;
        }
        let mut segment = Segment { kind: last.kind, items: vec![item], pending: false };
        while segment.items.len() < MAX_TARGETS
            && let Some(after) = self.list_item(next, &mut segment, true)
        {
            next = after;
        }
        // `articles 4, paragraph 1, 12 ships`: without a conjunction it may be another number.
        (!joint.is_comma || segment.items.len() > 1).then_some((segment, next))
    }

    /// Returns whether the number before a token counts something.
    pub(super) fn is_amount(self, at: usize) -> bool {
        self.word(at) == Some(Word::Unit) || self.is(at, '%')
    }

    /// `paragraphs 1 and 2` in `articles 4, paragraphs 1 and 2, and 5`: the narrower segment at a token without the number
    /// after it that goes on with the list of the plural, and the token after it. A list has one conjunction, so that what
    /// follows it after a comma is of the list around it; after a range, it is if the plural has no second number yet.
    pub(super) fn before_resumed_list(self, at: usize, noun: Noun, path: &Path) -> Option<(Segment, usize)> {
        if !noun.plural || !path.items.last()?.steps.first()?.kind.is_heading() {
            return None;
        }
        let (whole, end) = self.inner_segment(at, path.innermost)?;
        let has_one = path.items.iter().all(|item| item.steps[0] == path.items[0].steps[0] && item.to.is_none());
        let first = self.past_comma(at).0;
        let ends_inner_list = |at: &usize| match self.word(*at) {
            Some(Word::And | Word::Or) => true,
            Some(Word::To) => has_one,
            _ => has_one && (self.is(*at, '–') || self.is(*at, '-')),
        };
        let joint = (first..end).find(ends_inner_list).filter(|_| whole.items.len() > 1)?;
        let comma = (joint..end).find(|at| self.is_comma(*at))?;
        let cut = Reader { tokens: &self.tokens[..comma], ..self };
        let (inner, after) = cut.inner_segment(at, path.innermost)?;
        let resumed =
            Path { items: path.items.clone(), outermost: path.outermost, innermost: inner.kind, pending: path.pending };
        let goes_on = after == comma && self.resumed_numbers(comma, noun, &resumed).is_some();
        goes_on.then_some((inner, after))
    }
}
