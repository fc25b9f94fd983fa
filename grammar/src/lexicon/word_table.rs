//! A table of the words that a lexicon knows, which the build script writes. Every word of a draft is looked up in it and
//! most are not there, so that the table is built to reject quickly.

use super::Word;
use crate::ascii_run::{KEY_BYTES, key, lowercase};
use crate::fold::folded;
use crate::folded_run::{FoldedRun, folds_to};
use crate::kind::Kind;
use crate::language::Language;
use crate::offset::to_usize;
use crate::word_hash::{ASCII_SLOTS, FIRST_LETTER_SLOTS, hash_of_folded, slot_of_hash, slot_of_key};

/// The tables of the languages, in the order of [`Language::ALL`], and that of English with the heads of French and Spanish.
static TABLES: [WordTable; Language::ALL.len() + 1] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The meanings of words by their folded forms. In the tables of slots a word is its place in `forms`, counted from 1; 0 is
/// an empty slot.
pub(super) struct WordTable {
    /// The folded forms, one after the other.
    text: &'static str,
    forms: &'static [Form],
    /// The keys of the ASCII words in an open-addressing table, 0 for an empty slot.
    keys: &'static [u64; ASCII_SLOTS],
    /// The ASCII words, each in the slot of its key.
    ascii: &'static [u16; ASCII_SLOTS],
    /// The hashes of all words in an open-addressing table.
    hashes: &'static [u64],
    /// The words, each in the slot of its hash.
    by_hash: &'static [u16],
    /// The numbers of letters after the first that words beyond ASCII have, as bits, by a hash of the first letter.
    letters_after: &'static [u8; FIRST_LETTER_SLOTS],
    /// What nouns that name a provision only before a number mean elsewhere, in the order of their folded forms.
    without_number: &'static [(&'static str, Option<Word>)],
}

/// A folded form of a word, and its meaning.
struct Form {
    start: u32,
    length: u16,
    word: Word,
}

impl WordTable {
    /// Returns the words of a language.
    pub(super) fn of(language: Language) -> &'static WordTable {
        &TABLES[language as usize]
    }

    /// Returns the words of English with the heads of French and Spanish.
    pub(super) fn of_latin_languages() -> &'static WordTable {
        &TABLES[Language::ALL.len()]
    }

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

    /// Returns the meaning of an ASCII word in any case, given the key of its first letters in lower case.
    #[inline]
    pub(super) fn ascii(&self, key: u64, written: &[u8]) -> Option<Word> {
        let slot = slot_of_key(key);
        // Most words are not in the table, and find an empty slot.
        if self.keys[slot] == 0 { None } else { self.ascii_from(slot, key, written) }
    }

    fn ascii_from(&self, mut slot: usize, key: u64, written: &[u8]) -> Option<Word> {
        while self.keys[slot] != 0 {
            if self.keys[slot] == key
                && let Some((form, word)) = self.form(self.ascii[slot])
                && form.len() == written.len()
                && (form.len() <= KEY_BYTES || form.as_bytes()[KEY_BYTES..].eq_ignore_ascii_case(&written[KEY_BYTES..]))
            {
                return Some(word);
            }
            slot = (slot + 1) % ASCII_SLOTS;
        }
        None
    }

    /// Returns the meaning of a word that is a run of letters.
    #[inline]
    pub(super) fn run(&self, run: FoldedRun, written: &str) -> Option<Word> {
        self.by_hash(run.hash, |form| folds_to(written, form))
    }

    /// Returns the meaning of a folded word.
    #[inline]
    pub(super) fn folded(&self, word: &str) -> Option<Word> {
        self.by_hash(hash_of_folded(word), |form| form == word)
    }

    #[inline]
    fn by_hash(&self, hash: u64, is_equal: impl Fn(&str) -> bool) -> Option<Word> {
        let mut slot = slot_of_hash(hash, self.by_hash.len());
        while self.by_hash[slot] != 0 {
            if self.hashes[slot] == hash
                && let Some((form, word)) = self.form(self.by_hash[slot])
                && is_equal(form)
            {
                return Some(word);
            }
            slot = (slot + 1) & (self.by_hash.len() - 1);
        }
        None
    }

    /// Returns the form at a place counted from 1, and its meaning.
    #[inline]
    fn form(&self, place: u16) -> Option<(&'static str, Word)> {
        let form = &self.forms[usize::from(place).checked_sub(1)?];
        let start = to_usize(form.start);
        Some((&self.text[start..start + usize::from(form.length)], form.word))
    }

    /// Returns the numbers of letters that known words beyond ASCII may have after a first letter, as bits: bit 0 for
    /// a word of this letter alone.
    #[inline]
    pub(super) fn letters_after(&self, first: char) -> u8 {
        self.letters_after[first as usize % FIRST_LETTER_SLOTS]
    }

    /// Returns what a folded noun that names a provision only before a number means elsewhere.
    pub(super) fn without_number(&self, word: &str) -> Option<Word> {
        let place = self.without_number.binary_search_by_key(&word, |(form, _)| form).ok()?;
        self.without_number[place].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_found_as_it_is_written() {
        for table in &TABLES {
            for place in 1..=u16::try_from(table.forms.len()).unwrap() {
                let (form, word) = table.form(place).unwrap();
                assert_eq!((table.word(form), table.folded(form)), (Some(word), Some(word)), "{form}");
                assert_eq!(table.word(&form.to_uppercase()), Some(word), "{form}");
            }
        }
    }

    #[test]
    fn the_kinds_that_need_a_number_are_those_of_the_build_script() {
        for (form, _) in TABLES.iter().flat_map(|table| table.without_number) {
            let meaning = TABLES.iter().find_map(|table| table.folded(form));
            assert!(matches!(meaning, Some(Word::Provision { kind, .. }) if kind.needs_number()), "{form}");
        }
        assert!(TABLES[0].forms.iter().any(|form| matches!(form.word, Word::Provision { kind: Kind::Rule, .. })));
    }
}
