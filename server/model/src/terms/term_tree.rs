//! Finds the terms of a draft in the words of its blocks.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{BlockId, Draft, Language, Lexicon, Phrase, folded_phrase, range_to_u32, to_u32};

use super::word_forms::{term_form, word_forms};

/// The largest number of words in a term, where each Han character counts as one.
const MAX_TERM_WORDS: usize = 48;

/// The terms as a tree of their words. A lookup takes as many steps as the longest term has words, however many terms
/// there are.
pub(super) struct TermTree {
    /// The first bytes of the first words of the terms. Forms of a word differ at its end, so most words of a text are
    /// rejected by their first letter.
    first_bytes: [bool; 256],
    stems: FxHashMap<String, u32>,
    steps: FxHashMap<(u32, u32), u32>,
    ends: FxHashMap<u32, usize>,
    nodes: u32,
}

impl Default for TermTree {
    fn default() -> TermTree {
        let (stems, steps, ends) = (FxHashMap::default(), FxHashMap::default(), FxHashMap::default());
        TermTree { first_bytes: [false; 256], stems, steps, ends, nodes: 0 }
    }
}

impl TermTree {
    /// Adds a term. Returns `false` if it has no words, or too many.
    pub(super) fn add(&mut self, written: &str, language: Language, term: usize) -> bool {
        let mut words: &[Word] = &words(written);
        // “the Fund” is used without its article as well.
        let articles = Lexicon::of(language).phrases(Phrase::The);
        if let [first, _, ..] = words
            && articles.contains(&folded_phrase(&written[first.range()]))
        {
            words = &words[1..];
        }
        if words.is_empty() || words.len() > MAX_TERM_WORDS {
            return false;
        }
        if let Some(first) = term_form(&written[words[0].range()], language).bytes().next() {
            self.first_bytes[usize::from(first)] = true;
        }
        let mut node = 0;
        for word in words {
            let count = to_u32(self.stems.len());
            let stem = *self.stems.entry(term_form(&written[word.range()], language)).or_insert(count);
            node = *self.steps.entry((node, stem)).or_insert_with(|| {
                self.nodes += 1;
                self.nodes
            });
        }
        self.ends.entry(node).or_insert(term);
        true
    }

    /// Reports the terms in a block, in order.
    pub(super) fn each_use(&self, draft: &Draft, block: BlockId, mut found: impl FnMut(usize, Range<usize>)) {
        let parsed = draft.block(block);
        let words = words(&parsed.text);
        let mut at = 0;
        while at < words.len() {
            if !self.may_begin(&parsed.text[words[at].range()]) {
                at += 1;
                continue;
            }
            let Some((term, next)) = self.longest(&parsed.text, &words, at, parsed.language) else {
                at += 1;
                continue;
            };
            found(term, draft.range(block, range_to_u32(words[at].start..words[next - 1].end)));
            at = next;
        }
    }

    /// Returns whether a word may be the first of a term. Words beyond ASCII may have a clitic before them.
    fn may_begin(&self, word: &str) -> bool {
        let first = word.bytes().next().unwrap_or_default();
        !word.is_ascii() || self.first_bytes[usize::from(first.to_ascii_lowercase())]
    }

    /// Returns the longest term that begins at a word, and the index of the next word.
    fn longest(&self, text: &str, words: &[Word], at: usize, language: Language) -> Option<(usize, usize)> {
        let mut found = None;
        let mut node = 0;
        for (place, word) in words.iter().enumerate().skip(at) {
            if place > at && !word.joined {
                break;
            }
            let step = word_forms(&text[word.range()], language)
                .filter_map(|reading| self.stems.get(reading.as_ref()))
                .find_map(|stem| self.steps.get(&(node, *stem)));
            let Some(step) = step else { break };
            node = *step;
            if let Some(term) = self.ends.get(&node) {
                found = Some((*term, place + 1));
            }
        }
        found
    }
}

/// The bytes of a word in a text.
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether only whitespace, a hyphen or an apostrophe separates it from the previous word.
    pub(super) joined: bool,
}

impl Word {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// Returns the words of a text: sequences of letters and digits, and each Han character by itself.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut joined = true;
    let mut open = false;
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        // 《公约》 and 公约 are different terms.
        let is_alone = !sign.is_ascii() && (travaux_grammar::is_han(sign) || matches!(sign, '《' | '》'));
        if is_alone {
            words.push(Word { start: at, end, joined });
            (open, joined) = (false, true);
        } else if sign.is_ascii_alphanumeric()
            || !sign.is_ascii() && (sign.is_alphanumeric() || open && is_inside(sign))
        {
            match words.last_mut().filter(|_| open) {
                Some(word) => word.end = end,
                None => words.push(Word { start: at, end, joined }),
            }
            (open, joined) = (true, true);
        } else {
            open = false;
            joined &= sign.is_whitespace() || matches!(sign, '-' | '‑' | '’' | '\'');
        }
    }
    words
}

/// Returns whether a character belongs to the word around it: a combining mark, tatweel or joiner.
fn is_inside(sign: char) -> bool {
    matches!(sign, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' | '\u{AD}')
}
