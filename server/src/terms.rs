//! The terms that a draft defines and where it uses them. Worked out when somebody asks: no keystroke needs it.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use rustc_hash::FxHashSet;
use travaux_grammar::Draft;
use travaux_grammar::lexicon::folded_phrase;

/// A defined term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As the definition writes it.
    pub term: String,
    /// Where it is defined: the words between the quotation marks, bytes of the draft.
    pub defined: Range<usize>,
    /// Where it is used besides, bytes of the draft, in order.
    pub uses: Vec<Range<usize>>,
}

/// The terms of a draft in the order of their definitions; a term defined again is listed once.
pub fn terms(draft: &Draft) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::new();
    let mut folded: FxHashSet<String> = FxHashSet::default();
    for (index, block) in draft.blocks.iter().enumerate() {
        for definition in &block.definitions {
            let written = block.slice(definition.term.clone()).trim_matches(['[', ']', ' ']);
            let phrase = folded_phrase(written);
            if !phrase.is_empty() && folded.insert(phrase) {
                let defined = draft.range(index, definition.term.clone());
                terms.push(Term { term: written.to_owned(), defined, uses: Vec::new() });
            }
        }
    }
    let patterns = terms.iter().map(|it| it.term.as_str());
    // Terms are short and few; a draft with more of them than an automaton holds has no terms worth counting.
    let built =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).ascii_case_insensitive(true).build(patterns);
    let Ok(automaton) = built else { return terms };
    for (index, block) in draft.blocks.iter().enumerate() {
        for found in automaton.find_iter(&*block.text) {
            let is_whole =
                !ends_in_letter(&block.text[..found.start()]) && !begins_with_letter(&block.text[found.end()..]);
            let range = draft.range(index, found.start() as u32..found.end() as u32);
            let term = &mut terms[found.pattern().as_usize()];
            if is_whole && range.start != term.defined.start {
                term.uses.push(range);
            }
        }
    }
    terms
}

fn ends_in_letter(text: &str) -> bool {
    text.chars().next_back().is_some_and(joins)
}

fn begins_with_letter(text: &str) -> bool {
    // A plural is a use: `computer systems`.
    let rest = text.strip_prefix('s').unwrap_or(text);
    rest.chars().next().is_some_and(joins)
}

/// Whether a letter belongs to the word that it touches. Han words touch without a blank, Arabic ones take clitics.
fn joins(letter: char) -> bool {
    letter.is_alphanumeric() && !travaux_grammar::token::is_han(letter) && !travaux_grammar::fold::is_rtl(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_are_counted_and_the_definition_is_none() {
        let text = "(a) “Freezing” means a prohibition;\n\n1. Freezing and freezing, not freezingly; refreezing no.\n";
        let found = terms(&Draft::parse(text, None));
        assert_eq!((found.len(), found[0].uses.len()), (1, 2));
    }

    #[test]
    fn the_longest_term_is_the_one_used() {
        let text = "(a) “Data” means facts;\n\n(b) “Computer data” means data of computers.\n\n1. Computer data.\n";
        let found = terms(&Draft::parse(text, None));
        assert_eq!(found.iter().map(|it| it.uses.len()).collect::<Vec<_>>(), [1, 1]);
    }
}
