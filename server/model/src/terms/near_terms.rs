//! Words that are nearly a defined term: `Compentent Authority` where `Competent Authority` is defined. Only terms of
//! several words are compared: a single word that resembles another one is most often another one.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{Language, is_han, is_rtl, to_u32, to_usize};

use super::known_words::KnownWords;
use super::word_forms::begins_otherwise;
use super::words::Word;

/// A word with fewer letters has too many neighbours. Arabic writes fewer.
const MIN_LETTERS: usize = 6;
const MIN_ARABIC_LETTERS: usize = 5;

/// A term in Chinese has at least as many characters: of a shorter one a single character makes another word.
const MIN_HAN: usize = 6;

/// The most terms that are compared at one word.
const MAX_TERMS: usize = 16;

/// Terms of several words, by the stems of their first and last words.
#[derive(Default)]
pub(super) struct NearTerms {
    terms: Vec<NearTerm>,
    /// By the stem of a word.
    at_words: Vec<AtWord>,
}

/// A term with the forms of its words and their numbers.
struct NearTerm {
    term: u32,
    forms: Vec<String>,
    stems: Vec<u32>,
}

/// The terms of which a word is the first or the last one.
#[derive(Clone, Default)]
struct AtWord {
    first: Vec<u32>,
    last: Vec<u32>,
}

/// The words of a block, and the one at which terms are compared.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    pub(super) text: &'a str,
    pub(super) language: Language,
    pub(super) words: &'a [Word],
    pub(super) at: usize,
    pub(super) stems: &'a FxHashMap<String, u32>,
}

impl NearTerms {
    /// Adds a term, given the forms of its words and their numbers, if slips are found in such a term.
    pub(super) fn add(&mut self, term: u32, forms: Vec<String>, stems: Vec<u32>) {
        let min = if forms.iter().any(|form| form.contains(is_han)) { MIN_HAN } else { 2 };
        let [first, .., last] = stems[..] else { return };
        if forms.len() < min {
            return;
        }
        let index = to_u32(self.terms.len());
        self.terms.push(NearTerm { term, forms, stems });
        let count = to_usize(first.max(last)) + 1;
        if self.at_words.len() < count {
            self.at_words.resize(count, AtWord::default());
        }
        let push = |terms: &mut Vec<u32>| {
            if terms.len() < MAX_TERMS {
                terms.push(index);
            }
        };
        push(&mut self.at_words[to_usize(first)].first);
        push(&mut self.at_words[to_usize(last)].last);
    }

    /// Returns the first and the last words of the terms.
    pub(super) fn ends(&self) -> impl Iterator<Item = &str> {
        let ends = |it: &'_ NearTerm| [0, it.forms.len() - 1];
        self.terms.iter().flat_map(move |it| ends(it).map(|at| it.forms[at].as_str()))
    }

    /// Reports the words around one with a stem of which one other differs from a term by a slip, with the term and their
    /// bytes.
    pub(super) fn each(
        &self,
        site: Site<'_>,
        stem: u32,
        known: &mut KnownWords,
        found: &mut impl FnMut(u32, Range<usize>),
    ) {
        let Some(at_word) = self.at_words.get(to_usize(stem)) else { return };
        for index in &at_word.first {
            let near = &self.terms[to_usize(*index)];
            if let Some(range) = near.slip_after(site, known) {
                found(near.term, range);
            }
        }
        for index in &at_word.last {
            let near = &self.terms[to_usize(*index)];
            if let Some(range) = near.slip_at_first(site, known) {
                found(near.term, range);
            }
        }
    }
}

impl NearTerm {
    /// Compares the words after the first one, which is that of the term.
    fn slip_after(&self, site: Site<'_>, known: &mut KnownWords) -> Option<Range<usize>> {
        let here = self.words_from(site, site.at)?;
        let mut slip = None;
        for (at, word) in here.iter().enumerate().skip(1) {
            if self.is_word(at, site, word, known) {
                continue;
            }
            // In Chinese a slip at the end of a term may begin another word.
            if slip.is_some() || !self.is_near(at, site, word, known) {
                return None;
            }
            slip = Some(at);
        }
        slip.map(|_| here[0].range().start..here[here.len() - 1].range().end)
    }

    /// Compares the words before the last one, which is that of the term, with a slip in the first one.
    fn slip_at_first(&self, site: Site<'_>, known: &mut KnownWords) -> Option<Range<usize>> {
        let here = self.words_from(site, (site.at + 1).checked_sub(self.forms.len())?)?;
        if self.is_word(0, site, &here[0], known) || !self.is_near(0, site, &here[0], known) {
            return None;
        }
        let mut between = here.iter().enumerate().take(here.len() - 1).skip(1);
        between
            .all(|(at, word)| self.is_word(at, site, word, known))
            .then(|| here[0].range().start..here[here.len() - 1].range().end)
    }

    /// Returns as many words from `start` on as the term has.
    fn words_from<'a>(&self, site: Site<'a>, start: usize) -> Option<&'a [Word]> {
        let here = site.words.get(start..start + self.forms.len())?;
        here[1..].iter().all(|word| word.joined).then_some(here)
    }

    /// Returns whether a word of a text is a word of the term.
    fn is_word(&self, at: usize, site: Site<'_>, word: &Word, known: &mut KnownWords) -> bool {
        let written = &site.text[word.range()];
        !begins_otherwise(written, &self.forms[at])
            && known.stems(site.text, word, site.language, site.stems).as_slice().contains(&self.stems[at])
    }

    /// Returns whether a word differs from that of the term by a slip.
    fn is_near(&self, at: usize, site: Site<'_>, word: &Word, known: &mut KnownWords) -> bool {
        let (written, form) = (&site.text[word.range()], self.forms[at].as_str());
        if begins_otherwise(written, form) {
            return false;
        }
        // One character makes another word: 国际 for 国家.
        if written.chars().all(is_han) {
            return false;
        }
        known.forms.set(written, site.language);
        known.forms.iter().any(|it| is_slip(it, form))
    }
}

/// Returns whether two words differ by one letter that was added, left out, replaced or exchanged with the next one,
/// inside the word: at its ends the difference may be one of grammar.
fn is_slip(word: &str, other: &str) -> bool {
    let (one, two) = (word.chars().count(), other.chars().count());
    let is_arabic = word.starts_with(is_rtl);
    let shorter = one.min(two);
    if shorter < if is_arabic { MIN_ARABIC_LETTERS } else { MIN_LETTERS } || one.abs_diff(two) > 1 {
        return false;
    }
    let head = word.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let ends = word.chars().rev().zip(other.chars().rev());
    let tail = ends.take(shorter - head).take_while(|(a, b)| a == b).count();
    if head == 0 {
        return false;
    }
    let middle = |word: &str| {
        let mut letters = word.chars().skip(head);
        [letters.next().unwrap_or_default(), letters.next().unwrap_or_default()]
    };
    let ([a, b], [c, d]) = (middle(word), middle(other));
    match one.max(two) - head - tail {
        1 => tail >= SHARED_END || one == two && !is_arabic && is_misspelling([a, c], b, tail, one),
        2 => one == two && (a, b) == (d, c) && tail >= if is_arabic { SHARED_END } else { SHARED_END_OF_EXCHANGE },
        _ => false,
    }
}

/// The letters at the end of two words that are the same: what differs after them may be an ending.
const SHARED_END: usize = 3;

/// The same where two letters are exchanged: `reveiw`. No ending does that.
const SHARED_END_OF_EXCHANGE: usize = 1;

/// Returns whether one of two letters stands in place of the other near the end of a long word, where it makes no other
/// ending: `regulatary`, `genétiso`. `next` is the letter after it, and `tail` the number of letters after it.
fn is_misspelling(pair: [char; 2], next: char, tail: usize, letters: usize) -> bool {
    const MIN_LETTERS: usize = 8;
    const SHARED_END_AFTER_VOWEL: usize = 2;
    let is_consonant =
        |letter: char| letter.is_ascii_alphabetic() && !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let is_no_ending = pair.into_iter().all(is_consonant);
    letters >= MIN_LETTERS
        && !is_other_spelling(pair, next)
        && tail >= if is_no_ending { 1 } else { SHARED_END_AFTER_VOWEL }
}

/// `authorised` and `authorized`, `licence` and `license` are spellings of one word.
fn is_other_spelling(pair: [char; 2], next: char) -> bool {
    let has = |letter: char| pair.contains(&letter);
    has('s') && (has('z') || has('c') && matches!(next, 'e' | 'i'))
}

#[cfg(test)]
mod tests {
    use crate::outline::Outline;
    use crate::terms::{TermFinder, TermWalk, defined_terms};
    use travaux_grammar::{Draft, Summaries};

    fn check(text: &str, expected: &[&str]) {
        let draft = Draft::parse(text, None);
        let outline = Outline::of(Summaries::of(&draft));
        let terms = defined_terms(&draft, &outline);
        let finder = TermFinder::with_slips(&terms);
        let mut walk = TermWalk::default();
        let mut found = Vec::new();
        for (_, block) in draft.blocks_with_ids() {
            finder.each(block, &mut walk, |it| {
                if it.is_slip {
                    found.push(block.slice(it.range).to_owned());
                }
            });
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn one_letter_inside_a_word_is_a_slip() {
        check(
            "(a) “Competent Authority” means a body;\n\n1. The Compentent Authority and Competent Authorities act.\n",
            &["Compentent Authority"],
        );
        check(
            "(a) “Relay Station” means a mast;\n\n1. The Relay Satation, the Relay Stations and the Delay Station.\n",
            &["Relay Satation"],
        );
    }

    #[test]
    fn slips_are_found_in_scripts_without_case() {
        check(
            "(أ) يُقصد بتعبير \"المحطة المحلية\" مرفق؛\n\n1 - تبلغ المحطة المحلية والمحطة المجلية.\n",
            &["والمحطة المجلية"],
        );
        check("（一）“多边主管机关”是指机构。\n\n一、多边主管机关和多边主官机关。\n", &[]);
    }
}
