//! The words that a lexicon knows, looked up for every word of a draft: most are not there, and a cheap look at their
//! first and last letters says so.

use rustc_hash::FxHashMap;

use super::Word;
use crate::fold::folded;

/// No word of a lexicon is longer.
const LONGEST: usize = 24;

/// How many bits tell what words there may be: a lexicon of 500 leaves seven in eight of the others out.
const BITS: usize = 4096;

/// What each word means, in its folded form.
pub(super) struct Known {
    words: FxHashMap<String, Word>,
    /// By [`place`], whether an ASCII word of that kind is there.
    may_be: Box<[u64; BITS / 64]>,
}

impl Known {
    /// What a word means, in whatever case or spelling it is written.
    pub(super) fn word(&self, written: &str) -> Option<Word> {
        if !written.is_ascii() {
            return self.folded(&folded(written));
        }
        let (bit, length) = (place(written.as_bytes())?, written.len());
        if self.may_be[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let mut lower = [0; LONGEST];
        let lower = &mut lower[..length];
        lower.copy_from_slice(written.as_bytes());
        lower.make_ascii_lowercase();
        self.folded(std::str::from_utf8(lower).ok()?)
    }

    /// What a word means that is folded already.
    pub(super) fn folded(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }

    /// Adds words; one that is there means what it did.
    pub(super) fn add(&mut self, words: impl Iterator<Item = (String, Word)>) {
        for (form, word) in words {
            if let Some(bit) = place(form.as_bytes()) {
                self.may_be[bit / 64] |= 1 << (bit % 64);
            }
            self.words.entry(form).or_insert(word);
        }
    }
}

impl FromIterator<(String, Word)> for Known {
    fn from_iter<I: IntoIterator<Item = (String, Word)>>(words: I) -> Known {
        let mut known = Known { words: FxHashMap::default(), may_be: Box::new([0; BITS / 64]) };
        known.add(words.into_iter());
        known
    }
}

impl IntoIterator for Known {
    type Item = (String, Word);
    type IntoIter = std::collections::hash_map::IntoIter<String, Word>;

    fn into_iter(self) -> Self::IntoIter {
        self.words.into_iter()
    }
}

/// Which bit speaks for a word: by its length, its first two letters and its last. `None` for one that is too long.
fn place(word: &[u8]) -> Option<usize> {
    let (first, last) = (*word.first()?, *word.last()?);
    let second = word.get(1).copied().unwrap_or(0);
    let letter = |byte: u8| usize::from(byte.to_ascii_lowercase());
    let mixed = letter(first) * 67 + letter(second) * 29 + letter(last) * 521 + word.len() * 131;
    (word.len() <= LONGEST).then_some(mixed % BITS)
}
