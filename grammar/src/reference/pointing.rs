//! References without a number: `this article`, `the preceding paragraph`.

use super::{Anchor, Noun, Reader, Reference};
use crate::kind::Kind;
use crate::lexicon::Word;

impl Reader<'_> {
    /// `this article`, `the preceding paragraph`, `párrafo anterior`
    pub(super) fn pointing(self, noun: Noun) -> Option<(Reference, usize)> {
        let Noun { at, kind, plural } = noun;
        let before = at.checked_sub(1);
        let (start, next, distance) = match (before.and_then(|before| self.word(before)), self.word(at + 1)) {
            (Some(Word::This), _) => (before?, at + 1, 0),
            // `that annex`: the one that was named before.
            (Some(Word::That), _) if kind.is_annex() && !plural => {
                let reference = Reference::new(self.token(before?)?.start, self.token(at)?.end);
                return Some((reference, at + 1));
            }
            (Some(Word::Preceding), _) => (before?, at + 1, -1),
            (Some(Word::Following), _) => (before?, at + 1, 1),
            (_, Some(Word::Preceding)) => (at, at + 2, -1),
            (_, Some(Word::Following)) => (at, at + 2, 1),
            _ => return None,
        };
        if matches!(kind, Kind::Preamble | Kind::Option | Kind::Item | Kind::Title) {
            return None;
        }
        // `les Parties suivant la procédure` are States. `настоящей части` has the form of a plural and is a part.
        if distance != 0 && kind == Kind::Part && plural {
            return None;
        }
        // 前款第（二）项 is in the preceding paragraph, and none of this article.
        let is_han = distance != 0 && self.is_han(at);
        let inner = if is_han { self.counted_in_neighbour(next, kind) } else { None };
        let (targets, next) = inner.unwrap_or((Box::default(), next));
        let next = if is_han { self.past_counted(next) } else { next };
        let reference = Reference {
            anchor: if distance == 0 { Anchor::This(kind) } else { Anchor::Near },
            relative: Some((kind, distance)),
            targets,
            ..Reference::new(self.token(start)?.start, self.token(next - 1)?.end)
        };
        Some((reference, next))
    }
}
