//! What joins the numbers of a list: `, `, ` and `, ` to `, `–`, 、.

use super::Reader;
use crate::lexicon::Word;

/// What joins an item to the one before it: `, `, ` and `, `–`.
#[derive(Clone, Copy)]
pub(super) struct Joint {
    /// The token after the joint.
    pub(super) next: usize,
    /// Whether any sign or word has been read.
    pub(super) is_some: bool,
    /// Whether it is only a comma.
    pub(super) is_comma: bool,
    /// Whether the item ends a range.
    pub(super) is_range: bool,
}

impl Reader<'_> {
    /// `, `, `; `, 、
    pub(super) fn list_signs(self, at: usize, plural: bool) -> Joint {
        let mut joint = Joint { next: at, is_some: false, is_comma: false, is_range: false };
        // An extraction may double a comma: `annexes V, VI,, and VII`. A semicolon joins once.
        while self.is_comma(joint.next) || (self.is(joint.next, ';') && plural && !joint.is_some) {
            joint.is_comma = true;
            joint.is_some = true;
            joint.next = self.past_breaks(joint.next + 1);
        }
        if self.is(joint.next, '、') && !joint.is_some {
            joint.is_some = true;
            joint.next = self.past_breaks(joint.next + 1);
        }
        joint
    }

    /// ` and `, ` to `, ` and/or `, `–`, after the signs of a list
    pub(super) fn joint_after(self, signs: Joint) -> Joint {
        let at = signs.next;
        match self.word(at) {
            Some(Word::And | Word::Or) => {
                let next = self.past_breaks(at + 1);
                let next = if self.is(next, '/') { next + 2 } else { next };
                Joint { next, is_some: true, is_comma: false, is_range: false }
            }
            Some(Word::To) => Joint { next: self.past_breaks(at + 1), is_some: true, is_range: true, ..signs },
            _ if !signs.is_some && (self.is(at, '–') || self.is(at, '—') || self.is(at, '-')) => {
                Joint { next: at + 1, is_some: true, is_range: true, ..signs }
            }
            _ => signs,
        }
    }
}
