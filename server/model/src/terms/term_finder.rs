//! Finds the terms of a draft, and what is nearly one, in the words of a block. The words are cut once, and nothing is
//! allocated for a word.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{Block, range_to_u32, to_u32};

use super::DefinedTerm;
use super::beginnings::Beginnings;
use super::known_words::KnownWords;
use super::near_terms::{NearTerms, Site};
use super::term_tree::{TermTree, term_words};
use super::word_forms::term_form;
use super::words::{Word, cut_words};

/// Terms, prepared for finding them in blocks.
pub struct TermFinder {
    /// The beginnings of the words at which a term may be found.
    beginnings: Beginnings,
    /// The forms of the words of terms, each with a number.
    stems: FxHashMap<String, u32>,
    tree: TermTree,
    near: NearTerms,
}

/// A place of a term in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The index of the term.
    pub term: u32,
    /// Its bytes in the block.
    pub range: Range<u32>,
    /// Whether one word is not that of the term, but nearly.
    pub is_slip: bool,
}

/// What a walk through blocks uses for one word after the other.
#[derive(Default)]
pub struct TermWalk {
    words: Vec<Word>,
    known: KnownWords,
}

impl TermFinder {
    /// Prepares some terms; a term is known by its index.
    pub fn of(terms: &[DefinedTerm]) -> TermFinder {
        TermFinder::with(terms, |_, _, _, _| {})
    }

    /// Prepares some terms, so that words are found as well that are nearly a term.
    pub fn with_slips(terms: &[DefinedTerm]) -> TermFinder {
        let mut finder = TermFinder::with(terms, NearTerms::add);
        finder.near.ends().for_each(|form| finder.beginnings.add(form));
        finder
    }

    fn with(terms: &[DefinedTerm], add_near: impl Fn(&mut NearTerms, u32, Vec<String>, Vec<u32>)) -> TermFinder {
        let (stems, tree, near) = (FxHashMap::default(), TermTree::default(), NearTerms::default());
        let mut finder = TermFinder { beginnings: Beginnings::new(), stems, tree, near };
        for (index, term) in (0..).zip(terms) {
            let forms = forms_of(term);
            let Some(first) = forms.first() else { continue };
            finder.beginnings.add(first);
            let stems: Vec<u32> = forms.iter().map(|form| finder.stem(form)).collect();
            finder.tree.add(&stems, index);
            add_near(&mut finder.near, index, forms, stems);
        }
        finder
    }

    fn stem(&mut self, form: &str) -> u32 {
        let next = to_u32(self.stems.len());
        *self.stems.entry(form.to_owned()).or_insert(next)
    }

    /// Reports the terms in a block, in order, and what is nearly one.
    pub fn each(&self, block: &Block, walk: &mut TermWalk, mut found: impl FnMut(Occurrence)) {
        let (text, language) = (block.plain_text(), block.language);
        let TermWalk { words, known } = walk;
        cut_words(text, words);
        let mut next = 0;
        for (at, word) in words.iter().enumerate() {
            if !self.beginnings.may_begin(word.beginning, || &text[word.range()]) {
                continue;
            }
            let stems = known.stems(text, word, language, &self.stems);
            if stems.as_slice().is_empty() {
                continue;
            }
            if at >= next {
                let stems_of = |word: &Word| known.stems(text, word, language, &self.stems);
                if let Some((term, end)) = self.tree.longest(stems, words, at, stems_of) {
                    let range = range_to_u32(word.range().start..words[end - 1].range().end);
                    found(Occurrence { term, range, is_slip: false });
                    next = end;
                }
            }
            let site = Site { text, language, words, at, stems: &self.stems };
            for stem in stems.as_slice() {
                self.near.each(site, *stem, known, &mut |term, range| {
                    found(Occurrence { term, range: range_to_u32(range), is_slip: true });
                });
            }
        }
    }
}

fn forms_of(term: &DefinedTerm) -> Vec<String> {
    let words = term_words(&term.term, term.language).unwrap_or_default();
    words.iter().map(|word| term_form(&term.term[word.range()], term.language)).collect()
}
