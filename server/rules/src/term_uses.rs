//! The uses of defined terms in a draft, collected in one walk for all rules about terms. Reports nothing itself.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{Language, Summaries};
use travaux_model::document::Document;
use travaux_model::outline::{DefinitionRef, Outline};
use travaux_model::terms::{Glossary, NearTerms, Term};

use super::missing_targets::is_quoted;

/// The blocks that are walked between two checks for cancellation.
const BLOCKS_PER_CHECK: usize = 4096;

/// The defined terms of a draft.
pub(crate) struct TermUses {
    pub(crate) terms: Vec<UsedTerm>,
    /// Places with the words of a term but for a slip: the index of the term and the bytes in the draft, in order.
    pub(crate) slips: Vec<(usize, Range<usize>)>,
}

/// A term and its uses.
pub(crate) struct UsedTerm {
    /// The term as its definition spells it.
    pub(crate) term: String,
    /// The bytes of its first definition.
    pub(crate) defined: Range<usize>,
    /// The language of its definition.
    pub(crate) language: Language,
    /// Whether its first definition is in force here: neither quoted nor in brackets.
    pub(crate) is_certain: bool,
    /// All places of the term outside its definitions, in order.
    pub(crate) uses: Vec<Range<usize>>,
    /// Whether another term has the same words, or contains them.
    pub(crate) is_shared: bool,
}

impl TermUses {
    /// Collects the terms of a draft and their uses; `None` if the work was cancelled.
    pub(crate) fn of(document: &Document, is_cancelled: &dyn Fn() -> bool) -> Option<TermUses> {
        let (draft, outline) = (&document.draft, &document.outline);
        let mut glossary = Glossary::of(draft, outline);
        let summaries = document.summaries();
        let sites = outline.definitions(summaries);
        let mut places: Vec<(Range<usize>, DefinitionRef)> = Vec::with_capacity(sites.len());
        for site in sites {
            let term = draft.block(site.block).definitions[site.index].term.clone();
            places.push((draft.range(site.block, term), site));
        }
        places.sort_by_key(|it| it.0.start);
        let site_of = |defined: &Range<usize>| {
            places.binary_search_by_key(&defined.start, |it| it.0.start).ok().map(|at| places[at].1)
        };
        let is_definition = |range: &Range<usize>| {
            let after = places.partition_point(|it| it.0.start <= range.start);
            after.checked_sub(1).is_some_and(|at| range.start < places[at].0.end)
        };
        let mut used: Vec<UsedTerm> = std::mem::take(&mut glossary.terms)
            .into_iter()
            .map(|Term { term, defined, .. }| {
                let site = site_of(&defined);
                let is_certain = site.is_some_and(|site| is_in_force(document, outline, summaries, site));
                let language = site.map_or(draft.language(), |site| draft.block(site.block).language);
                UsedTerm { term, defined, language, is_certain, uses: Vec::new(), is_shared: false }
            })
            .collect();
        if used.is_empty() {
            return Some(TermUses { terms: used, slips: Vec::new() });
        }
        glossary.terms =
            used.iter().map(|it| Term { term: it.term.clone(), defined: 0..0, uses: Vec::new() }).collect();
        let near = NearTerms::of(&glossary, |at| used[at].language);
        let by_end: FxHashMap<usize, usize> = used.iter().enumerate().map(|(at, it)| (it.defined.end, at)).collect();
        let mut slips = Vec::new();
        for (count, (block, _)) in draft.blocks_with_ids().enumerate() {
            if count % BLOCKS_PER_CHECK == 0 && is_cancelled() {
                return None;
            }
            for (term, range) in glossary.occurrences(draft, block) {
                if !is_definition(&range) {
                    used[term].uses.push(range);
                } else if let Some(other) = by_end.get(&range.end).copied().filter(|other| *other != term) {
                    // “Party” and “Parties” are one term, whose uses are found for the first.
                    used[other].is_shared = true;
                    used[term].is_shared = true;
                }
            }
            near.each(draft, block, |term, range| slips.push((term, range)));
        }
        mark_shared(&mut used);
        Some(TermUses { terms: used, slips })
    }
}

/// The most terms with a word that are compared with each other.
const MAX_COMPARED: usize = 64;

/// Marks the terms whose words another term contains: a use of that one is no evidence about them.
fn mark_shared(used: &mut [UsedTerm]) {
    let texts: Vec<String> = used.iter().map(|it| travaux_grammar::folded_phrase(&it.term)).collect();
    let mut words: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, text) in texts.iter().enumerate() {
        text.split_whitespace().for_each(|word| words.entry(word).or_default().push(at));
    }
    for (at, text) in texts.iter().enumerate() {
        let stem = |text: &str| text.trim_end_matches('s').to_owned();
        let first = text.split_whitespace().next().unwrap_or_default();
        let others = words.get(first).map_or(&[][..], Vec::as_slice).iter().take(MAX_COMPARED);
        used[at].is_shared |= others.into_iter().any(|other| *other != at && texts[*other].contains(&stem(text)));
    }
}

/// Returns whether a definition is neither quoted nor one of several proposals.
fn is_in_force(document: &Document, outline: &Outline, summaries: Summaries<'_>, site: DefinitionRef) -> bool {
    let block = document.draft.block(site.block);
    let summary = &summaries.get(site.block).definitions[site.index];
    let provision = outline.defined_in(summaries, site);
    let is_bracketed =
        provision.is_some_and(|id| outline.ancestors(id).any(|it| outline.bracket(outline.provision(it)).is_some()));
    let start = block.definitions[site.index].term.start;
    // The opening quotation mark of the term itself.
    let before = block.text_before(start).trim_end_matches(['“', '«', '"', '„', '‘', '\'', ' ', '\u{a0}']).len();
    !summary.is_bracketed && !is_bracketed && !is_quoted(outline, site.block, block, travaux_grammar::to_u32(before))
}

/// Returns whether a text between two bytes begins a sentence, a line or a quotation, judging by what stands before it.
pub(crate) fn begins_sentence(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with([
            '.', ';', ':', '?', '!', '(', '[', '“', '«', '"', '‘', '\'', '—', '–', '-', '*', '_', ')', ']', '|', '#',
            '>', '„', '/',
        ])
}
