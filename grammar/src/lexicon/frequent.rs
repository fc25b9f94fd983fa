//! Frequent short words of the languages in Latin script, looked up for every word of a draft.

use std::sync::LazyLock;

use super::source;
use crate::ascii_run::{AsciiRun, KEY_BYTES, key};

/// The number of slots: several times the number of words, so that most words find an empty slot at once.
const SLOTS: usize = 256;

/// An open-addressing table from a word's key to the index of its language. Words that a key does not hold are left out.
pub(crate) struct FrequentWords {
    /// The length of the longest word.
    max_length: usize,
    slots: [(u64, u8); SLOTS],
}

/// Returns the frequent words of English, French and Spanish.
pub(crate) fn frequent_words() -> &'static FrequentWords {
    static WORDS: LazyLock<FrequentWords> = LazyLock::new(FrequentWords::read);
    &WORDS
}

impl FrequentWords {
    /// Returns the index of the language of a word in lower case: 0 for English, 1 for French, 2 for Spanish.
    #[inline]
    pub(crate) fn language(&self, word: AsciiRun) -> Option<usize> {
        if word.length > self.max_length { None } else { self.language_of_key(word.key) }
    }

    /// Returns the index of the language of the word that the first `length` bytes of a text are.
    #[inline]
    pub(crate) fn language_at(&self, text: &[u8], length: usize) -> Option<usize> {
        if length > self.max_length {
            return None;
        }
        // No word is longer than a key.
        let others = u64::MAX.checked_shl(8 * length as u32).unwrap_or(0);
        self.language_of_key(key(text) & !others)
    }

    #[inline]
    fn language_of_key(&self, word: u64) -> Option<usize> {
        let mut slot = slot_of(word);
        loop {
            match self.slots[slot] {
                (0, _) => return None,
                (other, language) if other == word => return Some(usize::from(language)),
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }

    fn read() -> FrequentWords {
        let mut slots = [(0, 0); SLOTS];
        for (word, language) in source::frequent_words().filter(|(word, _)| word.len() <= KEY_BYTES) {
            let key = key(word.as_bytes());
            let mut slot = slot_of(key);
            while slots[slot].0 != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = (key, language);
        }
        let lengths = source::frequent_words().map(|(word, _)| word.len());
        FrequentWords { max_length: lengths.max().unwrap_or(0).min(KEY_BYTES), slots }
    }
}

fn slot_of(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}
