//! What a block says of the terms that it defines.

use super::Block;
use super::definition_scope::scope_before;
use crate::block_summary::DefinitionSummary;
use crate::fold::{folded, folded_phrase};
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::offset::to_u32;
use crate::word_hash::hash_of_folded;

/// Returns the summaries of the terms that a block defines, in order.
pub(super) fn definitions(block: &Block, lexicon: &Lexicon) -> Box<[DefinitionSummary]> {
    let mut brackets = block.brackets.list.iter().peekable();
    // Where the last of the brackets that open before a term closes.
    let mut bracketed_to = 0;
    let mut all = Vec::with_capacity(block.definitions.len());
    for definition in &block.definitions {
        let range = &definition.term;
        while let Some(bracket) = brackets.next_if(|it| it.open < range.start) {
            bracketed_to = bracketed_to.max(bracket.close.unwrap_or(u32::MAX));
        }
        let term = block.slice(range.clone());
        all.push(DefinitionSummary {
            term: term.into(),
            basis: definition.basis,
            labels_before: to_u32(block.labels.iter().filter(|site| site.start <= range.start).count()),
            is_bracketed: bracketed_to >= range.end,
            instrument: instrument(term, lexicon),
            scope: scope_before(block, range.start),
            case: case_before(block, range.start, lexicon),
        });
    }
    all.into_boxed_slice()
}

/// Returns the hash of the words at the beginning of a block's text that limit the definition of a term at an offset to one
/// case: `In relation to Ruritania, “port” means`.
fn case_before(block: &Block, term: u32, lexicon: &Lexicon) -> Option<u64> {
    const MAX_BYTES: usize = 120;
    let start = block.labels.iter().map(|site| site.end).filter(|end| *end <= term).max().unwrap_or(0);
    let before = block.slice(start..term);
    let is_case = before.len() <= MAX_BYTES && lexicon.begins_with(before, Phrase::InRelationTo);
    is_case.then(|| hash_of_folded(&folded_phrase(before)))
}

/// Returns the index of the noun for an instrument that a defined term is: `the Protocol`.
fn instrument(term: &str, lexicon: &Lexicon) -> Option<u8> {
    let term = folded(term);
    let mut words = term.split_whitespace();
    let (last, before) = (words.next_back()?, words.count());
    match lexicon.word(last) {
        Some(Word::Instrument(noun)) if before <= 1 => Some(noun),
        _ => None,
    }
}
