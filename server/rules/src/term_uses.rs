//! The defined terms of a draft and their uses, for all rules about terms. Reports nothing itself.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{BlockId, Draft, Language, to_usize};
use travaux_model::document::Document;
use travaux_model::outline::DefinitionRef;
use travaux_model::terms::DefinedTerm;

use super::missing_targets::is_quoted;
use super::term_index::TermIndex;

/// The defined terms of a draft.
pub(crate) struct TermUses {
    pub(crate) terms: Vec<UsedTerm>,
    /// Places with the words of a term but for a slip, each with the index of the term, in order.
    pub(crate) slips: Vec<(usize, Use)>,
}

/// A term and its uses.
pub(crate) struct UsedTerm {
    /// The term as its definition spells it.
    pub(crate) term: String,
    /// Its first definition.
    pub(crate) site: DefinitionRef,
    /// The language of its definition.
    pub(crate) language: Language,
    /// All places of the term outside its definitions, in order.
    pub(crate) uses: Vec<Use>,
    /// Whether another term has the same words, or contains them.
    pub(crate) is_shared: bool,
}

/// A place of the words of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) block: BlockId,
    /// Its bytes in the block.
    pub(crate) range: Range<u32>,
}

impl Use {
    /// Returns its bytes in the draft.
    pub(crate) fn bytes(&self, draft: &Draft) -> Range<usize> {
        draft.range(self.block, self.range.clone())
    }
}

impl TermUses {
    /// Returns the terms of a draft with the uses that an index holds.
    pub(crate) fn of(document: &Document, index: &TermIndex) -> TermUses {
        let mut definitions = Definitions::of(document);
        let used = |it: &DefinedTerm| UsedTerm {
            term: it.term.clone(),
            site: it.site,
            language: it.language,
            uses: Vec::new(),
            is_shared: false,
        };
        let mut terms: Vec<UsedTerm> = index.terms().iter().map(used).collect();
        let by_site: FxHashMap<DefinitionRef, usize> = terms.iter().enumerate().map(|(at, it)| (it.site, at)).collect();
        let mut slips = Vec::new();
        for (block, occurrence) in index.occurrences() {
            let (term, range) = (to_usize(occurrence.term), occurrence.range.clone());
            if occurrence.is_slip {
                slips.push((term, Use { block, range }));
                continue;
            }
            match definitions.around(block, &range) {
                None => terms[term].uses.push(Use { block, range }),
                // “Party” and “Parties” are one term, whose uses are found for the first.
                Some((defined, site)) if defined.end == range.end => {
                    if let Some(other) = by_site.get(&site).filter(|other| **other != term) {
                        terms[*other].is_shared = true;
                        terms[term].is_shared = true;
                    }
                }
                Some(_) => {}
            }
        }
        mark_shared(&mut terms);
        TermUses { terms, slips }
    }
}

/// The places of the terms in the definitions of a draft, which are asked for in the order of the text.
struct Definitions {
    places: Vec<(BlockId, Range<u32>, DefinitionRef)>,
    /// The first of them that begins after the last place that was asked for.
    next: usize,
}

impl Definitions {
    fn of(document: &Document) -> Definitions {
        let range = |site: &DefinitionRef| document.draft.block(site.block).definitions[site.index].term.clone();
        let sites = document.outline.definitions(document.summaries());
        let mut places: Vec<_> = sites.into_iter().map(|site| (site.block, range(&site), site)).collect();
        places.sort_by_key(|it| (it.0, it.1.start));
        Definitions { places, next: 0 }
    }

    /// Returns the definition in which a range begins.
    fn around(&mut self, block: BlockId, range: &Range<u32>) -> Option<(&Range<u32>, DefinitionRef)> {
        while self.places.get(self.next).is_some_and(|it| (it.0, it.1.start) <= (block, range.start)) {
            self.next += 1;
        }
        let (in_block, defined, site) = &self.places[self.next.checked_sub(1)?];
        (*in_block == block && range.start < defined.end).then_some((defined, *site))
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
pub(crate) fn is_in_force(document: &Document, site: DefinitionRef) -> bool {
    let (outline, summaries) = (&*document.outline, document.summaries());
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
