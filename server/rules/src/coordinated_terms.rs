//! Terms that share a noun and are used at once: `banned or severely restricted chemicals` uses “banned chemical” and
//! “severely restricted chemical”. Reports nothing itself.

use travaux_grammar::{Language, Lexicon, Word, folded, is_han};
use travaux_model::document::Document;

use crate::term_uses::UsedTerm;

/// The uses of another term that are looked at.
const MAX_USES: usize = 256;

/// The other terms that are looked at.
const MAX_TERMS: usize = 64;

/// The words of a term beside another one are in so many bytes.
const MAX_BYTES: usize = 128;

/// Returns whether a term is used together with another one that has the same first or last words.
pub(crate) fn is_used_with_another(document: &Document, terms: &[UsedTerm], term: &UsedTerm) -> bool {
    let shares = |it: &&UsedTerm| it.language == term.language && it.term != term.term && !it.uses.is_empty();
    terms
        .iter()
        .filter(shares)
        .filter_map(|it| Some((it, Rest::of(&term.term, &it.term, term.language)?)))
        .take(MAX_TERMS)
        .any(|(other, rest)| {
            other.uses.iter().take(MAX_USES).any(|it| {
                let block = document.draft.block(it.block);
                let (before, after) = (block.text_before(it.range.start), block.text_from(it.range.end));
                let before = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_BYTES))..];
                rest.stands_beside(before, &after[..after.floor_char_boundary(MAX_BYTES)], term.language)
            })
        })
}

/// The words of a term without those that it shares with another one.
enum Rest {
    /// `banned`, before `severely restricted chemical`.
    Before(Vec<String>),
    /// `interdit`, after `produit strictement réglementé`.
    After(Vec<String>),
    /// 禁 or 禁用 and so on, before 严格限用化学品: where a word ends is not known.
    Han(Vec<String>),
}

impl Rest {
    /// Returns the words that a term does not share with another one, if it shares some.
    fn of(term: &str, other: &str, language: Language) -> Option<Rest> {
        if term.contains(is_han) {
            let shared = term.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count();
            let count = term.chars().count();
            let own = count - shared..count;
            return (own.start > 0 && shared > 0)
                .then(|| Rest::Han(own.map(|own| term.chars().take(own).collect()).collect()));
        }
        let words = |text: &str| -> Vec<String> { text.split_whitespace().map(|it| stem(it, language)).collect() };
        let (mut own, other) = (words(term), words(other));
        let last = own.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
        let first = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
        if last > 0 && last < own.len() {
            own.truncate(own.len() - last);
            return Some(Rest::Before(own));
        }
        (first > 0 && first < own.len()).then(|| Rest::After(own.split_off(first)))
    }

    /// Returns whether the words stand before or after a use of the other term, joined to it by a conjunction.
    fn stands_beside(&self, before: &str, after: &str, language: Language) -> bool {
        let lexicon = Lexicon::of(language);
        let joins = |word: &str| matches!(lexicon.word(word), Some(Word::And | Word::Or));
        let is_word = |written: &str, form: &String| {
            let folded = folded(written.trim_matches(|it: char| !it.is_alphanumeric()));
            let mut stem = String::new();
            lexicon.push_stem(&folded, &mut stem);
            stem == *form || lexicon.without_clitics(&folded).any(|it| it == *form)
        };
        match self {
            Rest::Before(words) => {
                let mut near = before.split_whitespace().rev();
                near.next().is_some_and(joins)
                    && words.iter().rev().all(|form| near.next().is_some_and(|it| is_word(it, form)))
            }
            Rest::After(words) => {
                let mut near = after.split_whitespace().peekable();
                // An Arabic conjunction is joined to the word after it.
                let is_joined = near.next_if(|it| joins(it)).is_some() || language == Language::Ar;
                is_joined && words.iter().all(|form| near.next().is_some_and(|it| is_word(it, form)))
            }
            Rest::Han(own) => {
                let Some(last) = before.chars().next_back() else { return false };
                let before = before[..before.len() - last.len_utf8()].trim_end_matches('的');
                joins(last.encode_utf8(&mut [0; 4])) && own.iter().any(|own| before.ends_with(own.as_str()))
            }
        }
    }
}

/// Returns a word of a term as `Rest` compares it.
fn stem(word: &str, language: Language) -> String {
    let lexicon = Lexicon::of(language);
    let folded = folded(word);
    let mut stem = String::new();
    match lexicon.without_article(&folded) {
        Some(word) => stem.push_str(word),
        None => lexicon.push_stem(&folded, &mut stem),
    }
    stem
}
