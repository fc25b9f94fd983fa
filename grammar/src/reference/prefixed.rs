//! Paragraphs of resolutions by the prefix of their number: `OP2 (b)`, `PP3`.

use super::number::kind_of_letter;
use super::{Anchor, Reader, Reference, Step, Target};
use crate::kind::Kind;
use crate::label::Prefix;
use crate::leading_label;

/// The most letters after a number.
const MAX_LETTERS: usize = 3;

impl Reader<'_> {
    /// Returns whether two capitals and a number follow each other without a space, as in `OP2`.
    pub(super) fn is_prefixed_number(self, at: usize) -> bool {
        matches!(self.written(at).as_bytes(), [b'O' | b'P', b'P' | b'p'])
            && self.is_glued(at + 1)
            && self.number_value(at + 1).is_some()
    }

    /// `OP2 (b)`, `PP3 of resolution 70/1`
    pub(super) fn prefixed_paragraph(self, at: usize) -> Option<(Reference, usize)> {
        let is_number = self.is_prefixed_number(at);
        let (label, mut next) = is_number.then(|| leading_label::number(self.text, self.tokens, at)).flatten()?;
        let kind = match label.prefix {
            Prefix::Operative => Kind::Paragraph,
            Prefix::Preambular => Kind::Recital,
            Prefix::None => return None,
        };
        let mut steps = vec![Step { kind, label }];
        while steps.len() <= MAX_LETTERS
            && let Some((label, after)) = self.parenthesised(next)
        {
            let kind = kind_of_letter(&steps, kind, &label);
            steps.push(Step { kind, label });
            next = after;
        }
        let mut reference = Reference::new(self.token(at)?.start, 0);
        next = self.anchor(next, kind, &mut reference);
        if reference.anchor == Anchor::None {
            reference.anchor = Anchor::Near;
        }
        reference.end = self.token(next - 1)?.end;
        reference.targets = Box::new([Target { steps: steps.into_boxed_slice(), to: None }]);
        Some((reference, next))
    }
}
