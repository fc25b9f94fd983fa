//! The words that a lexicon knows, looked up for every word of a draft: most are not there, and a cheap look at their
//! first and last letters says so.

use rustc_hash::FxHashMap;

use super::Word;
use crate::fold::folded;

/// No word of a lexicon is longer.
const LONGEST: usize = 24;

/// How many places ASCII words are kept at: some times as many as there are words, so that most words of a text, which
/// are not known, find theirs empty.
const PLACES: usize = 4096;

/// What each word means, in its folded form.
pub(super) struct Known {
    words: FxHashMap<String, Word>,
    /// The ASCII words once more, each in the chain of its [`place`].
    ascii: Vec<Ascii>,
    /// Where each chain begins: behind the words before, 0 for none.
    chains: Box<[u16; PLACES]>,
}

/// An ASCII word, and the next of its chain.
struct Ascii {
    written: Box<str>,
    word: Word,
    next: u16,
}

impl Known {
    /// What a word means, in whatever case or spelling it is written.
    pub(super) fn word(&self, written: &str) -> Option<Word> {
        if !written.is_ascii() {
            return self.folded(&folded(written));
        }
        let mut at = self.chains[place(written.as_bytes())?];
        while let Some(known) = self.ascii.get(usize::from(at).wrapping_sub(1)) {
            if known.written.eq_ignore_ascii_case(written) {
                return Some(known.word);
            }
            at = known.next;
        }
        None
    }

    /// What a word means that is folded already.
    pub(super) fn folded(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }

    /// Adds words; one that is there means what it did.
    pub(super) fn add(&mut self, words: impl Iterator<Item = (String, Word)>) {
        for (form, word) in words {
            if self.words.contains_key(&form) {
                continue;
            }
            if let Some(place) = place(form.as_bytes()).filter(|_| form.is_ascii())
                && let Ok(behind) = u16::try_from(self.ascii.len() + 1)
            {
                self.ascii.push(Ascii { written: form.as_str().into(), word, next: self.chains[place] });
                self.chains[place] = behind;
            }
            self.words.insert(form, word);
        }
    }
}

impl FromIterator<(String, Word)> for Known {
    fn from_iter<I: IntoIterator<Item = (String, Word)>>(words: I) -> Known {
        let mut known = Known { words: FxHashMap::default(), ascii: Vec::new(), chains: Box::new([0; PLACES]) };
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

/// Where an ASCII word is kept: by its length, its first two letters and its last. `None` for one that is too long.
fn place(word: &[u8]) -> Option<usize> {
    let (first, last) = (*word.first()?, *word.last()?);
    let second = word.get(1).copied().unwrap_or(0);
    let letter = |byte: u8| usize::from(byte.to_ascii_lowercase());
    let mixed = letter(first) * 67 + letter(second) * 29 + letter(last) * 521 + word.len() * 131;
    (word.len() <= LONGEST).then_some(mixed % PLACES)
}
