//! Words that are nearly a defined term: `Compentent Authority` where `Competent Authority` is defined. Only terms of
//! several words are compared: a single word that resembles another one is most often another one.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{BlockId, Draft, Language, is_han, is_rtl, range_to_u32};

use super::Glossary;
use super::term_tree::{Word, words};
use super::word_forms::{term_form, word_forms};

/// A word with fewer letters has too many neighbours. Arabic writes fewer.
const MIN_LETTERS: usize = 6;
const MIN_ARABIC_LETTERS: usize = 5;

/// A term in Chinese has at least as many characters: of a shorter one a single character makes another word.
const MIN_HAN: usize = 6;

/// The most terms that are compared at one word.
const MAX_TERMS: usize = 16;

/// The terms by their first and last words.
pub struct NearTerms {
    terms: Vec<Vec<String>>,
    by_first: FxHashMap<String, Vec<usize>>,
    by_last: FxHashMap<String, Vec<usize>>,
    /// The first bytes of these words.
    first_bytes: [bool; 256],
}

impl NearTerms {
    /// Prepares the terms of a glossary; a term is known by its place there.
    pub fn of(glossary: &Glossary, language: impl Fn(usize) -> Language) -> NearTerms {
        let (by_first, by_last) = (FxHashMap::default(), FxHashMap::default());
        let mut near = NearTerms { terms: Vec::new(), by_first, by_last, first_bytes: [false; 256] };
        for (at, term) in glossary.terms.iter().enumerate() {
            let forms: Vec<String> =
                words(&term.term).iter().map(|word| term_form(&term.term[word.range()], language(at))).collect();
            let is_long = if term.term.contains(is_han) { forms.len() >= MIN_HAN } else { forms.len() >= 2 };
            if let [first, .., last] = &forms[..]
                && is_long
            {
                near.add(first.clone(), true, at);
                near.add(last.clone(), false, at);
            }
            near.terms.push(forms);
        }
        near
    }

    fn add(&mut self, word: String, is_first: bool, term: usize) {
        self.first_bytes[usize::from(word.bytes().next().unwrap_or_default())] = true;
        let table = if is_first { &mut self.by_first } else { &mut self.by_last };
        let terms = table.entry(word).or_default();
        if terms.len() < MAX_TERMS {
            terms.push(term);
        }
    }

    /// Reports the words of a block of which one differs from a term by a slip, with the term and their bytes in the draft.
    pub fn each(&self, draft: &Draft, block: BlockId, mut found: impl FnMut(usize, Range<usize>)) {
        if self.by_first.is_empty() {
            return;
        }
        let parsed = draft.block(block);
        let words = words(&parsed.text);
        for (at, word) in words.iter().enumerate() {
            let written = &parsed.text[word.range()];
            let first = written.bytes().next().unwrap_or_default();
            if written.is_ascii() && !self.first_bytes[usize::from(first.to_ascii_lowercase())] {
                continue;
            }
            for form in word_forms(written, parsed.language) {
                let terms =
                    |table: &FxHashMap<String, Vec<usize>>| table.get(form.as_ref()).cloned().unwrap_or_default();
                for term in terms(&self.by_first) {
                    self.compare(parsed, &words, at, term, |slip| slip > 0, &mut |term, range| {
                        found(term, draft.range(block, range_to_u32(range)));
                    });
                }
                for term in terms(&self.by_last) {
                    let Some(start) = (at + 1).checked_sub(self.terms[term].len()) else { continue };
                    self.compare(parsed, &words, start, term, |slip| slip == 0, &mut |term, range| {
                        found(term, draft.range(block, range_to_u32(range)));
                    });
                }
            }
        }
    }

    /// Compares a term with the words from `start` on.
    fn compare(
        &self,
        block: &travaux_grammar::Block,
        words: &[Word],
        start: usize,
        term: usize,
        is_wanted: impl Fn(usize) -> bool,
        found: &mut impl FnMut(usize, Range<usize>),
    ) {
        let forms = &self.terms[term];
        let Some(here) = words.get(start..start + forms.len()) else { return };
        let mut slip = None;
        for (at, (word, form)) in here.iter().zip(forms).enumerate() {
            if at > 0 && !word.joined {
                return;
            }
            if word_forms(&block.text[word.range()], block.language).any(|it| it == *form) {
                continue;
            }
            if slip.replace(at).is_some() {
                return;
            }
        }
        let Some(slip) = slip.filter(|slip| is_wanted(*slip)) else { return };
        let is_near = |word: &Word| {
            let written = &block.text[word.range()];
            if written.chars().all(is_han) {
                return slip > 0 && slip + 1 < forms.len();
            }
            word_forms(written, block.language).any(|form| is_slip(&form, &forms[slip]))
        };
        if is_near(&here[slip]) {
            found(term, here[0].start..here[here.len() - 1].end);
        }
    }
}

/// Returns whether two words differ by one letter that was added, left out, replaced or exchanged with the next one,
/// inside the word: at its ends the difference may be one of grammar.
fn is_slip(word: &str, other: &str) -> bool {
    const MIN_SHARED_END: usize = 3;
    let (one, two): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    let min = if word.starts_with(is_rtl) { MIN_ARABIC_LETTERS } else { MIN_LETTERS };
    if one.len().min(two.len()) < min || one.len().abs_diff(two.len()) > 1 {
        return false;
    }
    let head = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(two.len()) - head;
    let tail = one.iter().rev().zip(two.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (one, two) = (&one[head..one.len() - tail], &two[head..two.len() - tail]);
    let is_exchange = || matches!((one, two), ([a, b], [c, d]) if a == d && b == c);
    head >= 1 && tail >= MIN_SHARED_END && (one.len().max(two.len()) == 1 || is_exchange())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::Outline;
    use travaux_grammar::Summaries;

    fn check(text: &str, expected: &[&str]) {
        let draft = Draft::parse(text, None);
        let outline = Outline::of(Summaries::of(&draft));
        let glossary = Glossary::of(&draft, &outline);
        let near = NearTerms::of(&glossary, |_| draft.block(draft.block_at(0)).language);
        let mut found = Vec::new();
        for (block, _) in draft.blocks_with_ids() {
            near.each(&draft, block, |_, range| found.push(text[range].to_owned()));
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
        check("（一）“多边主管机关”是指机构。\n\n一、多边主管机关和多边主官机关。\n", &["多边主官机关"]);
    }
}
