//! Frequent short words of the languages in Latin script, looked up for every word of a draft.

use std::sync::LazyLock;

use super::source::frequent_words;
use crate::ascii_run::{AsciiRun, KEY_BYTES, key};

/// The number of slots: several times the number of words, so that most words find an empty slot at once.
const SLOTS: usize = 256;

/// An open-addressing table from a word's key to the index of its language. Longer words than a key holds are left out.
struct FrequentWords {
    slots: [(u64, u8); SLOTS],
}

/// Returns the index of the language of a frequent word in lower case: 0 for English, 1 for French, 2 for Spanish.
#[inline]
pub(crate) fn frequent_word_language(word: AsciiRun) -> Option<usize> {
    static WORDS: LazyLock<FrequentWords> = LazyLock::new(FrequentWords::read);
    if word.length > KEY_BYTES {
        return None;
    }
    let words = &*WORDS;
    let mut slot = slot_of(word.key);
    loop {
        match words.slots[slot] {
            (0, _) => return None,
            (other, language) if other == word.key => return Some(usize::from(language)),
            _ => slot = (slot + 1) % SLOTS,
        }
    }
}

impl FrequentWords {
    fn read() -> FrequentWords {
        let mut slots = [(0, 0); SLOTS];
        for (word, language) in frequent_words().filter(|(word, _)| word.len() <= KEY_BYTES) {
            let key = key(word.as_bytes());
            let mut slot = slot_of(key);
            while slots[slot].0 != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = (key, language);
        }
        FrequentWords { slots }
    }
}

fn slot_of(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}
