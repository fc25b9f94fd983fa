//! Short words of the languages in Latin script, looked up for every word of a draft.

use std::sync::LazyLock;

use super::source;
use crate::ascii_run::{AsciiRun, KEY_BYTES, key};

/// The number of slots: several times the number of words, so that most words find an empty slot at once.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 10;

/// The bit of the first language that a word hints at. The lowest two bits hold one more than the index of the language
/// in which the word is frequent.
const HINT_BIT: u32 = 2;

/// An open-addressing table from a word's key to its languages. Words that a key does not hold are left out.
pub(crate) struct FrequentWords {
    /// The length of the longest word.
    max_length: usize,
    slots: [(u64, WordLanguages); SLOTS],
    /// The index of the language that each letter from U+00C0 to U+00FF hints at.
    letters: [Option<u8>; 64],
}

/// The languages to which a word belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WordLanguages(u8);

impl WordLanguages {
    /// Returns the index of the language in which the word is frequent: 0 for English, 1 for French, 2 for Spanish.
    #[inline]
    pub(crate) fn frequent(self) -> Option<usize> {
        usize::from(self.0 & 0b11).checked_sub(1)
    }

    /// Returns whether the word hints at English, at French and at Spanish.
    #[inline]
    pub(crate) fn hints(self) -> [bool; 3] {
        [0, 1, 2].map(|language| self.0 >> (HINT_BIT + language) & 1 == 1)
    }
}

/// Returns the short words of English, French and Spanish.
pub(crate) fn frequent_words() -> &'static FrequentWords {
    static WORDS: LazyLock<FrequentWords> = LazyLock::new(FrequentWords::read);
    &WORDS
}

impl FrequentWords {
    /// Returns the languages of a word.
    #[inline]
    pub(crate) fn languages(&self, word: AsciiRun) -> Option<WordLanguages> {
        if word.length > self.max_length { None } else { self.languages_of_key(word.key) }
    }

    /// Returns the languages of the word that the first `length` bytes of a text are.
    #[inline]
    pub(crate) fn languages_at(&self, text: &[u8], length: usize) -> Option<WordLanguages> {
        if length > self.max_length {
            return None;
        }
        // No word is longer than a key.
        let others = u64::MAX.checked_shl(8 * length as u32).unwrap_or(0);
        self.languages_of_key(key(text) & !others)
    }

    /// Returns the index of the language at which a letter hints, given its second byte after the first byte 0xC3.
    #[inline]
    pub(crate) fn language_of_letter(&self, second: u8) -> Option<usize> {
        self.letters[usize::from(second & 0x3F)].map(usize::from)
    }

    #[inline]
    fn languages_of_key(&self, word: u64) -> Option<WordLanguages> {
        let mut slot = slot_of(word);
        loop {
            match self.slots[slot] {
                (0, _) => return None,
                (other, languages) if other == word => return Some(languages),
                _ => slot = (slot + 1) % SLOTS,
            }
        }
    }

    fn read() -> FrequentWords {
        let mut words = FrequentWords { max_length: 0, slots: [(0, WordLanguages(0)); SLOTS], letters: [None; 64] };
        source::frequent_words().for_each(|(word, language)| words.add(word, language + 1));
        for (word, language) in source::hints() {
            // Frequent words are counted in lower case only, hints also in capitals: they are the words of headings.
            let end = word.rsplit(|letter: char| !letter.is_ascii()).next().unwrap_or_default();
            let bits = 1 << (HINT_BIT + u32::from(language));
            words.add(end, bits);
            words.add(&end.to_ascii_uppercase(), bits);
            if end == word {
                words.add(&(word[..1].to_ascii_uppercase() + &word[1..]), bits);
            }
        }
        for (letter, language) in source::hint_letters() {
            for letter in letter.chars().flat_map(|letter| letter.to_lowercase().chain(letter.to_uppercase())) {
                if let Some(place) = u32::from(letter).checked_sub(0xC0).filter(|place| *place < 64) {
                    words.letters[place as usize] = Some(language);
                }
            }
        }
        words
    }

    fn add(&mut self, word: &str, bits: u8) {
        if word.is_empty() || word.len() > KEY_BYTES {
            return;
        }
        self.max_length = self.max_length.max(word.len());
        let key = key(word.as_bytes());
        let mut slot = slot_of(key);
        while self.slots[slot].0 != 0 && self.slots[slot].0 != key {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot].0 = key;
        self.slots[slot].1.0 |= bits;
    }
}

fn slot_of(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SLOT_BITS)) as usize
}
