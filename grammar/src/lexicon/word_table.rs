//! A table of the words that a lexicon knows. Every word of a draft is looked up in it and most are not there, so that
//! the table is built to reject quickly.

use rustc_hash::FxHashMap;

use super::Word;
use crate::fold::folded;

/// The length of the longest ASCII word in a lexicon.
const MAX_WORD_BYTES: usize = 24;

/// The number of hash slots for ASCII words: several times the number of words, so that most unknown words find an
/// empty slot.
const SLOTS: usize = 4096;

/// The meanings of words by their folded forms.
#[derive(Clone)]
pub(super) struct WordTable {
    words: FxHashMap<String, Word>,
    /// The ASCII words again, each in the chain of its [`slot`].
    ascii: Vec<AsciiWord>,
    /// The position of the first word of each chain plus one, 0 for none.
    chains: Box<[u16; SLOTS]>,
}

/// An ASCII word, and the position of the next one of its chain plus one.
#[derive(Clone)]
struct AsciiWord {
    written: Box<str>,
    word: Word,
    next: u16,
}

impl WordTable {
    /// Returns the meaning of a word in any case and spelling.
    pub(super) fn word(&self, written: &str) -> Option<Word> {
        if !written.is_ascii() {
            return self.folded(&folded(written));
        }
        let mut position = self.chains[slot(written.as_bytes())?];
        while let Some(known) = self.ascii.get(usize::from(position).wrapping_sub(1)) {
            if known.written.eq_ignore_ascii_case(written) {
                return Some(known.word);
            }
            position = known.next;
        }
        None
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
            if let Some(slot) = slot(form.as_bytes()).filter(|_| form.is_ascii())
                && let Ok(position) = u16::try_from(self.ascii.len() + 1)
            {
                self.ascii.push(AsciiWord { written: form.as_str().into(), word, next: self.chains[slot] });
                self.chains[slot] = position;
            }
            self.words.insert(form, word);
        }
    }
}

impl FromIterator<(String, Word)> for WordTable {
    fn from_iter<I: IntoIterator<Item = (String, Word)>>(words: I) -> WordTable {
        let mut table = WordTable { words: FxHashMap::default(), ascii: Vec::new(), chains: Box::new([0; SLOTS]) };
        table.add(words.into_iter());
        table
    }
}

/// Returns the slot of an ASCII word, from its length, its first two letters and its last, or `None` if it is too long.
fn slot(word: &[u8]) -> Option<usize> {
    let (first, last) = (*word.first()?, *word.last()?);
    let second = word.get(1).copied().unwrap_or(0);
    let letter = |byte: u8| usize::from(byte.to_ascii_lowercase());
    let hash = letter(first) * 67 + letter(second) * 29 + letter(last) * 521 + word.len() * 131;
    (word.len() <= MAX_WORD_BYTES).then_some(hash % SLOTS)
}
