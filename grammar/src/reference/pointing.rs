//! References without a number: `this article`, `the preceding paragraph`.

use super::{Anchor, Noun, Reader, Reference};
use crate::counted::is_ordinal_sign;
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
        // 前款第（二）项 is in the preceding paragraph, which is the place that is named; it is none of this article.
        let inner = self.inner_segment(next, kind).filter(|_| distance != 0 && self.is_han(at) && self.is_glued(next));
        let next = inner.map_or(next, |(_, after)| after);
        let next = if distance != 0 && self.is_han(at) { self.past_counted(next) } else { next };
        let reference = Reference {
            anchor: if distance == 0 { Anchor::This(kind) } else { Anchor::Near },
            relative: Some((kind, distance)),
            ..Reference::new(self.token(start)?.start, self.token(next - 1)?.end)
        };
        Some((reference, next))
    }

    /// 第(2)款 in 前项第(2)款, where a paragraph is a 项: returns the token after counted provisions that follow immediately.
    fn past_counted(self, at: usize) -> usize {
        let mut next = at;
        let is_counted = is_ordinal_sign(self.text, self.tokens, at) && self.is_glued(at);
        if is_counted && self.counted_targets(&mut next).is_some() { next } else { at }
    }
}
