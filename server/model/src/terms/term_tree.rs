//! The terms of a draft as a tree of their words.

use rustc_hash::FxHashMap;
use travaux_grammar::{Language, Lexicon, Phrase, folded_phrase, to_u32, to_usize};

use super::known_words::Stems;
use super::words::{Word, cut_words};

/// The largest number of words in a term, where each Han character counts as one.
const MAX_TERM_WORDS: usize = 48;

/// The terms as a tree of their words. A lookup takes as many steps as the longest term has words, however many terms
/// there are.
pub(super) struct TermTree {
    steps: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
}

/// The terms that begin with some words.
#[derive(Clone, Copy, Default)]
struct Node {
    /// The first term that ends here.
    term: Option<u32>,
    /// Whether other terms continue from here.
    is_inner: bool,
}

impl Default for TermTree {
    fn default() -> TermTree {
        TermTree { steps: FxHashMap::default(), nodes: vec![Node::default()] }
    }
}

impl TermTree {
    /// Adds a term, given the stems of its words.
    pub(super) fn add(&mut self, stems: &[u32], term: u32) {
        let mut node = 0;
        for stem in stems {
            self.nodes[to_usize(node)].is_inner = true;
            let next = to_u32(self.nodes.len());
            node = *self.steps.entry((node, *stem)).or_insert(next);
            if node == next {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[to_usize(node)].term.get_or_insert(term);
    }

    /// Returns the longest term that begins with the word at which a walk is, and the index of the word after it. `first`
    /// are the stems of that word, and `stems_of` returns those of another one.
    pub(super) fn longest(
        &self,
        first: Stems,
        words: &[Word],
        at: usize,
        mut stems_of: impl FnMut(&Word) -> Stems,
    ) -> Option<(u32, usize)> {
        let mut node = self.step(0, first)?;
        let mut found = self.nodes[to_usize(node)].term.map(|term| (term, at + 1));
        for (place, word) in words.iter().enumerate().skip(at + 1) {
            if !word.joined || !self.nodes[to_usize(node)].is_inner {
                break;
            }
            let Some(next) = self.step(node, stems_of(word)) else { break };
            node = next;
            if let Some(term) = self.nodes[to_usize(node)].term {
                found = Some((term, place + 1));
            }
        }
        found
    }

    fn step(&self, node: u32, stems: Stems) -> Option<u32> {
        stems.as_slice().iter().find_map(|stem| self.steps.get(&(node, *stem))).copied()
    }
}

/// Returns the words by which a term is found: “the Fund” is used without its article as well. Returns `None` if there are
/// none, or too many.
pub(super) fn term_words(written: &str, language: Language) -> Option<Vec<Word>> {
    let mut words = Vec::new();
    cut_words(written, &mut words);
    let articles = Lexicon::of(language).phrases(Phrase::The);
    if let [first, _, ..] = &words[..]
        && articles.contains(&folded_phrase(&written[first.range()]).as_str())
    {
        words.remove(0);
    }
    (!words.is_empty() && words.len() <= MAX_TERM_WORDS).then_some(words)
}
