//! Frequent short words of the languages in Latin script, looked up for every word of a draft.

use std::sync::LazyLock;

use super::source::frequent_words;

/// The number of slots: several times the number of words, so that most words find an empty slot at once.
const SLOTS: usize = 256;

/// The longest word that is looked up, in bytes: a word is compared as one integer.
const MAX_WORD_BYTES: usize = 8;

/// An open-addressing table from a word's bytes to the index of its language.
struct FrequentWords {
    slots: [(u64, u8); SLOTS],
}

/// Returns the index of the language of a frequent word in lower case: 0 for English, 1 for French, 2 for Spanish.
pub(crate) fn frequent_word_language(word: &[u8]) -> Option<usize> {
    static WORDS: LazyLock<FrequentWords> = LazyLock::new(FrequentWords::read);
    let key = key(word)?;
    let mut slot = slot_of(key);
    loop {
        match WORDS.slots[slot] {
            (0, _) => return None,
            (other, language) if other == key => return Some(usize::from(language)),
            _ => slot = (slot + 1) % SLOTS,
        }
    }
}

impl FrequentWords {
    fn read() -> FrequentWords {
        let mut slots = [(0, 0); SLOTS];
        for (word, language) in frequent_words() {
            let Some(key) = key(word.as_bytes()) else { continue };
            let mut slot = slot_of(key);
            while slots[slot].0 != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = (key, language);
        }
        FrequentWords { slots }
    }
}

fn key(word: &[u8]) -> Option<u64> {
    if word.len() > MAX_WORD_BYTES {
        return None;
    }
    Some(word.iter().fold(0, |key, byte| key << 8 | u64::from(*byte)))
}

fn slot_of(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize
}
