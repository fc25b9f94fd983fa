//! The stems of the words of a text. Words recur, so that most are found as they are written, without being folded.

use rustc_hash::FxHashMap;
use travaux_grammar::Language;

use super::word_forms::WordForms;
use super::words::Word;

/// The most readings of a word that are looked up.
const MAX_READINGS: usize = 4;

/// A longer word is folded each time.
const MAX_BYTES: usize = 24;

/// The number of bits of a hash that select an entry.
const HASH_BITS: u32 = 11;

/// The stems of a word that are those of words of terms: one, except in Arabic.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stems {
    stems: [u32; MAX_READINGS],
    count: u8,
}

impl Stems {
    pub(super) fn as_slice(&self) -> &[u32] {
        &self.stems[..usize::from(self.count)]
    }
}

/// The words that were looked up last.
#[derive(Default)]
pub(super) struct KnownWords {
    entries: Vec<Entry>,
    pub(super) forms: WordForms,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    written: [u64; MAX_BYTES / 8],
    language: Option<Language>,
    stems: Stems,
}

impl KnownWords {
    /// Returns the stems of a word that are known.
    pub(super) fn stems(
        &mut self,
        text: &str,
        word: &Word,
        language: Language,
        stems: &FxHashMap<String, u32>,
    ) -> Stems {
        let range = word.range();
        let (length, rest) = (range.len(), &text.as_bytes()[range.start..]);
        if length > MAX_BYTES {
            return self.looked_up(&text[range], language, stems);
        }
        if self.entries.is_empty() {
            self.entries = vec![Entry::default(); 1 << HASH_BITS];
        }
        let mut written = [packed(rest, length), 0, 0];
        if length > 8 {
            written[1] = packed(&rest[8..], length - 8);
        }
        if length > 16 {
            written[2] = packed(&rest[16..], length - 16);
        }
        let mixed = written[0] ^ written[1].rotate_left(23) ^ written[2].rotate_left(41);
        let slot = (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - HASH_BITS)) as usize;
        let entry = &self.entries[slot];
        if entry.written == written && entry.language == Some(language) {
            return entry.stems;
        }
        let found = self.looked_up(&text[range], language, stems);
        self.entries[slot] = Entry { written, language: Some(language), stems: found };
        found
    }

    fn looked_up(&mut self, word: &str, language: Language, stems: &FxHashMap<String, u32>) -> Stems {
        self.forms.set(word, language);
        let mut found = Stems::default();
        for (place, stem) in found.stems.iter_mut().zip(self.forms.iter().filter_map(|form| stems.get(form))) {
            *place = *stem;
            found.count += 1;
        }
        found
    }
}

/// Returns the first `length` bytes of a text, or the first eight, as a number.
#[inline]
fn packed(text: &[u8], length: usize) -> u64 {
    match text.first_chunk::<8>() {
        Some(bytes) if length >= 8 => u64::from_le_bytes(*bytes),
        Some(bytes) => u64::from_le_bytes(*bytes) & !(u64::MAX << (8 * length)),
        None => text.iter().take(length).rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_word_counts() {
        let text = b"abcdefghijkl";
        for length in 0..=8 {
            let mut expected = [0; 8];
            expected[..length].copy_from_slice(&text[..length]);
            assert_eq!(packed(text, length).to_le_bytes(), expected);
            assert_eq!(packed(&text[..length], length).to_le_bytes(), expected);
        }
    }
}
