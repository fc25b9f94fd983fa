//! A table of the words that a lexicon knows. Every word of a draft is looked up in it and most are not there, so that
//! the table is built to reject quickly.

use rustc_hash::FxHashMap;

use super::Word;
use crate::ascii_run::{KEY_BYTES, key, lowercase};
use crate::fold::folded;
use crate::folded_run::{FoldedRun, folds_to, hash_of_folded};

/// The number of slots for ASCII words: several times the number of words, so that most unknown words find an empty
/// slot.
const SLOTS: usize = 2048;

/// The number of high bits of a hash that select a slot.
const SLOT_BITS: u32 = SLOTS.ilog2();

/// The number of hash slots for the first letters of words beyond ASCII.
const BEGINNINGS: usize = 1024;

/// The meanings of words by their folded forms.
#[derive(Clone)]
pub(super) struct WordTable {
    words: FxHashMap<String, Word>,
    /// The keys of the ASCII words in an open-addressing table, 0 for an empty slot.
    keys: Box<[u64; SLOTS]>,
    /// The ASCII words, each in the slot of its key.
    ascii: Vec<Option<AsciiWord>>,
    /// The words by the hashes of their letters, in an open-addressing table. Its length is a power of two.
    runs: Vec<Option<(u64, Box<str>, Word)>>,
    /// The numbers of letters after the first that words beyond ASCII have, as bits, by a hash of the first letter.
    letters_after: Box<[u8; BEGINNINGS]>,
}

/// An ASCII word whose first letters are in its key.
#[derive(Clone)]
struct AsciiWord {
    length: usize,
    /// The letters after those of the key.
    tail: Box<[u8]>,
    word: Word,
}

impl WordTable {
    /// Returns the meaning of a word in any case and spelling.
    pub(super) fn word(&self, written: &str) -> Option<Word> {
        if written.is_ascii() {
            return self.ascii(lowercase(key(written.as_bytes())), written.as_bytes());
        }
        match FoldedRun::at_start(written) {
            Some(run) if run.length == written.len() => self.run(run, written),
            _ => self.folded(&folded(written)),
        }
    }

    /// Returns the meaning of a word that is a run of letters.
    #[inline]
    pub(super) fn run(&self, run: FoldedRun, written: &str) -> Option<Word> {
        let mut slot = self.run_slot(run.hash);
        while let Some((hash, form, word)) = &self.runs[slot] {
            if *hash == run.hash && folds_to(written, form) {
                return Some(*word);
            }
            slot = (slot + 1) & (self.runs.len() - 1);
        }
        None
    }

    fn run_slot(&self, hash: u64) -> usize {
        (hash >> (u64::BITS - self.runs.len().ilog2())) as usize
    }

    /// Returns the meaning of an ASCII word in any case, given the key of its first letters in lower case.
    #[inline]
    pub(super) fn ascii(&self, key: u64, written: &[u8]) -> Option<Word> {
        let slot = slot(key);
        // Most words are not in the table, and find an empty slot.
        if self.keys[slot] == 0 { None } else { self.ascii_from(slot, key, written) }
    }

    fn ascii_from(&self, mut slot: usize, key: u64, written: &[u8]) -> Option<Word> {
        while self.keys[slot] != 0 {
            if self.keys[slot] == key
                && let Some(known) = &self.ascii[slot]
                && known.length == written.len()
                && known.tail.eq_ignore_ascii_case(written.get(KEY_BYTES..).unwrap_or_default())
            {
                return Some(known.word);
            }
            slot = (slot + 1) % SLOTS;
        }
        None
    }

    /// Returns the numbers of letters that known words beyond ASCII may have after a first letter, as bits: bit 0 for
    /// a word of this letter alone.
    pub(super) fn letters_after(&self, first: char) -> u8 {
        self.letters_after[first as usize % BEGINNINGS]
    }

    /// Returns the meaning of a folded word.
    pub(super) fn folded(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }

    /// Returns the words with their meanings, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Word)> {
        self.words.iter().map(|(form, word)| (form.as_str(), *word))
    }

    /// Adds words. A word that is already there keeps its meaning.
    pub(super) fn add(&mut self, words: impl Iterator<Item = (String, Word)>) {
        for (form, word) in words {
            if self.words.contains_key(&form) {
                continue;
            }
            self.index(&form, word);
            self.words.insert(form, word);
        }
        self.index_runs();
    }

    /// Fills the table of words by the hashes of their letters.
    fn index_runs(&mut self) {
        self.runs = vec![None; (self.words.len() * 3).next_power_of_two()];
        for (form, word) in &self.words {
            let Some(hash) = hash_of_folded(form) else { continue };
            let mut slot = self.run_slot(hash);
            while self.runs[slot].is_some() {
                slot = (slot + 1) % self.runs.len();
            }
            self.runs[slot] = Some((hash, form.as_str().into(), *word));
        }
    }

    /// Adds a word to the tables by which words are found or rejected quickly.
    fn index(&mut self, form: &str, word: Word) {
        let mut letters = form.chars();
        match letters.next() {
            Some(first) if !form.is_ascii() => {
                self.letters_after[first as usize % BEGINNINGS] |= 1 << letters.count().min(7);
            }
            _ => self.add_ascii(form, word),
        }
    }

    fn add_ascii(&mut self, form: &str, word: Word) {
        let key = lowercase(key(form.as_bytes()));
        let mut slot = slot(key);
        while self.keys[slot] != 0 {
            slot = (slot + 1) % SLOTS;
        }
        self.keys[slot] = key;
        let tail = form.as_bytes().get(KEY_BYTES..).unwrap_or_default().into();
        self.ascii[slot] = Some(AsciiWord { length: form.len(), tail, word });
    }
}

impl From<FxHashMap<String, Word>> for WordTable {
    fn from(words: FxHashMap<String, Word>) -> WordTable {
        let mut table = WordTable {
            words: FxHashMap::default(),
            keys: Box::new([0; SLOTS]),
            ascii: vec![None; SLOTS],
            runs: Vec::new(),
            letters_after: Box::new([0; BEGINNINGS]),
        };
        words.iter().for_each(|(form, word)| table.index(form, *word));
        let mut table = WordTable { words, ..table };
        table.index_runs();
        table
    }
}

#[inline]
fn slot(key: u64) -> usize {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - SLOT_BITS)) as usize
}
