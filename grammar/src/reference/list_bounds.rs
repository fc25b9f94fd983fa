//! Where the numbers after a noun begin and end: `с 1 по 3`, `من 1 إلى 3`, `(1 و9)`, `2 или 3 статьи 1`.

use super::{MAX_TARGETS, Reader, narrowness};
use crate::kind::Kind;
use crate::language::Language;
use crate::lexicon::Word;

impl Reader<'_> {
    /// Returns the token after a word before a range.
    pub(super) fn list_start(self, mut at: usize, kind: Kind, plural: bool) -> usize {
        // `подпункты с a) по d)`
        if plural && self.token(at).is_some() && self.lexicon.is_range_start(self.written(at)) {
            let to = self.item(at + 1, kind).map(|(_, next)| self.past_breaks(next));
            at += usize::from(to.is_some_and(|to| self.word(to) == Some(Word::To)));
        }
        // The Arabic plural has a word for "from" before a range: المواد من 6 إلى 9.
        if plural && self.word(at) == Some(Word::Of) {
            let number = self.past_breaks(at + 1);
            at = if self.item(number, kind).is_some() { number } else { at };
        }
        at
    }

    /// Returns whether a parenthesis before several numbers opens at a token: `(1 و9)`. In Arabic it stands around numbers.
    pub(super) fn opens_list(self, at: usize) -> bool {
        let opens = self.is(at, '(') && self.lexicon.language == Language::Ar;
        opens && self.parenthesised(at).is_none() && self.slashed_item(at, Kind::Paragraph).is_none()
    }

    /// Returns whether a list of numbers after a singular ends at a token, or another one is joined to the last: `2 or 3 or 4
    /// of`. In Russian the noun of a wider provision follows without a preposition.
    pub(super) fn ends_list(self, at: usize, kind: Kind) -> bool {
        let mut at = at;
        for _ in 0..MAX_TARGETS {
            let noun = self.noun(self.past_breaks(at)).filter(|noun| self.is_cyrillic(noun.at));
            if self.ends_phrase(at) || noun.is_some_and(|noun| narrowness(noun.kind) < narrowness(kind)) {
                return true;
            }
            let joint = self.past_breaks(at);
            let number = self.past_breaks(joint + 1);
            if !matches!(self.word(joint), Some(Word::And | Word::Or)) || self.number_value(number).is_none() {
                return false;
            }
            at = number + 1;
        }
        false
    }
}
