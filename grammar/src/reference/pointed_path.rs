//! Paths in a provision that is named by its place: `paragraph 2 of the preceding article`, `literal c), numeral 1), del artículo
//! anterior`, 前条第二款.

use super::path::Path;
use super::{Noun, Reader, Reference, Segment, Step, Target, narrowness};
use crate::counted::is_ordinal_sign;
use crate::kind::Kind;

impl Reader<'_> {
    /// Adds the provisions of a path to a reference to the neighbour that contains them, unless a number is still to come.
    pub(super) fn name_in_neighbour(self, path: Path, reference: &mut Reference) {
        if !path.pending {
            reference.targets = path.targets();
        }
    }

    /// `literal c)` before `, numeral 1), del artículo anterior`: puts a reference into the neighbour that contains the one after
    /// it, and into what that names there.
    pub(super) fn share_neighbour(self, previous: &mut Reference, reference: &Reference) {
        (previous.relative, previous.anchor) = (reference.relative, reference.anchor);
        let outermost = previous.targets.first().and_then(|it| it.steps.first()).map(|step| step.kind);
        let (Some(kind), [Target { steps, to: None }]) = (outermost, &reference.targets[..]) else {
            // Without the path between, nobody can say where it is.
            previous.targets = Box::default();
            return;
        };
        let around: Vec<Step> =
            steps.iter().take_while(|step| narrowness(step.kind) < narrowness(kind)).copied().collect();
        let join = |it: &mut Target| it.steps = around.iter().chain(&it.steps).copied().collect();
        previous.targets.iter_mut().for_each(join);
    }

    /// 第二款 in 前条第二款: the narrower provisions that follow a neighbour immediately, and the token after them.
    pub(super) fn counted_in_neighbour(self, next: usize, kind: Kind) -> Option<(Box<[Target]>, usize)> {
        if !self.is_glued(next) {
            return None;
        }
        let (Segment { kind: inner, items, pending }, after) = self.inner_segment(next, kind)?;
        let path = Path { items, outermost: inner, innermost: inner, pending };
        Some((if pending { Box::default() } else { path.targets() }, after))
    }

    /// 第(2)款 in 前项第(2)款, where a paragraph is a 项: returns the token after counted provisions that follow immediately.
    pub(super) fn past_counted(self, at: usize) -> usize {
        let mut next = at;
        let is_counted = is_ordinal_sign(self.text, self.tokens, at) && self.is_glued(at);
        if is_counted && self.counted_targets(&mut next).is_some() { next } else { at }
    }

    /// Returns whether a preposition before a letter without a noun is at a token.
    pub(super) fn is_before_letter(self, at: usize) -> bool {
        let is_letter = self.is(at + 2, ')') && self.is_glued(at + 2);
        is_letter && self.lexicon.is_letter_preposition(self.written(at))
    }

    /// `sous h)`, `visée sous b)`: a letter without a noun, after a preposition that needs none.
    pub(super) fn letter_after_preposition(self, at: usize) -> Option<(Reference, usize)> {
        if !self.is_before_letter(at) {
            return None;
        }
        let noun = Noun { at, kind: Kind::Subparagraph, plural: true };
        let (segment, next) = self.segment(noun)?;
        let (kind, start) = (segment.kind, self.token(at + 1)?.start);
        let (path, next) = self.path(noun, segment, next)?;
        let mut reference = Reference::new(start, 0);
        let next = self.anchor(next, kind, &mut reference);
        reference.end = self.token(next - 1)?.end;
        reference.pending = path.pending;
        reference.targets = path.targets();
        Some((reference, next))
    }
}
