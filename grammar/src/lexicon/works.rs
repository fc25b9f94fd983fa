//! Nouns for texts that have paragraphs and are no instruments: reports, laws, documents.

use super::{Lexicon, Word};
use crate::fold::folded;
use crate::script::is_han;

impl Lexicon {
    /// Returns whether a noun names a text that is no instrument: `mandate`.
    pub fn is_work(&self, written: &str) -> bool {
        self.works.binary_search(&&*folded(written)).is_ok()
    }

    /// Returns whether a noun with a pronoun at its end names a text: `its statute`, which is one word in Arabic.
    pub(crate) fn is_possessed_text(&self, written: &str) -> bool {
        if self.possessives.is_empty() {
            return false;
        }
        let word = folded(written);
        let is_text = |noun: &str| match self.word(noun) {
            Some(Word::Instrument(_)) => true,
            Some(Word::Provision { kind, .. }) => kind.needs_number(),
            _ => self.is_work(noun),
        };
        self.possessives.iter().filter_map(|ending| word.strip_suffix(ending)).any(|noun| {
            let [before_ending, at_end] = self.feminine else { return is_text(noun) };
            let feminine = noun.strip_suffix(before_ending).map(|stem| format!("{stem}{at_end}"));
            is_text(noun) || feminine.is_some_and(|noun| is_text(&noun))
        })
    }

    /// Returns whether a word ends as an adjective does in the case of such a noun.
    pub(crate) fn is_adjective_of_work(&self, written: &str) -> bool {
        let word = folded(written);
        self.adjective_endings.iter().any(|ending| word.ends_with(ending))
    }

    /// Returns whether a text ends with a noun for a text that is no instrument, where no spaces separate words.
    pub(crate) fn ends_with_work(&self, text: &str) -> bool {
        self.without_work(text).is_some()
    }

    /// Returns whether a text ends with the name of a text that is no instrument, after the word for "this": 本法, 本示范法. 日本民法
    /// has no such word.
    pub(crate) fn ends_with_this_work(&self, text: &str) -> bool {
        const MAX_NAME_CHARS: usize = 4;
        let Some(before) = self.without_work(text) else { return false };
        let mut letters = before.char_indices().rev().take(MAX_NAME_CHARS).take_while(|it| is_han(it.1));
        let this = letters.find(|it| self.word(&before[it.0..it.0 + it.1.len_utf8()]) == Some(Word::This));
        this.is_some_and(|(at, letter)| {
            let holds = |word: &&str| {
                word.match_indices(letter).any(|(offset, _)| {
                    at.checked_sub(offset)
                        .is_some_and(|start| text.get(start..).is_some_and(|it| it.starts_with(*word)))
                })
            };
            !self.words_with_this.iter().any(holds)
        })
    }

    /// Returns a text without the noun at its end for a text that is no instrument.
    fn without_work<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.works.iter().filter_map(|noun| text.strip_suffix(noun)).min_by_key(|before| before.len())
    }
}
