//! Terms that a draft defines, and their uses. They are computed on request only; no edit waits for them.

mod near_terms;
mod term_tree;
pub(crate) mod word_forms;

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockId, Draft, Summaries, folded_phrase};

use crate::outline::Outline;
use term_tree::TermTree;

pub use near_terms::NearTerms;

/// A defined term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The term as the definition spells it, with single spaces.
    pub term: String,
    /// The definition: the words between the quotation marks, as bytes of the draft.
    pub defined: Range<usize>,
    /// All other uses, inflected or not, as bytes of the draft, in order.
    pub uses: Vec<Range<usize>>,
}

/// Returns the terms of a draft in the order of their definitions. A term that is defined again is listed once.
pub fn terms(draft: &Draft, outline: &Outline) -> Vec<Term> {
    let Glossary { mut terms, tree } = Glossary::of(draft, outline);
    if terms.is_empty() {
        return terms;
    }
    for (block, _) in draft.blocks_with_ids() {
        tree.each_use(draft, block, |term, range| {
            if !terms[term].defined.contains(&range.start) {
                terms[term].uses.push(range);
            }
        });
    }
    terms
}

/// Returns the term at an offset, whether at its definition or at a use. Uses are collected only if there is a term.
pub fn term_at(draft: &Draft, outline: &Outline, offset: usize) -> Option<Term> {
    let Glossary { mut terms, tree } = Glossary::of(draft, outline);
    if terms.is_empty() {
        return None;
    }
    let around = |range: &Range<usize>| range.start <= offset && offset <= range.end;
    let mut found = terms.iter().position(|it| around(&it.defined));
    if found.is_none() {
        tree.each_use(draft, draft.block_at(offset), |term, range| {
            if around(&range) {
                found = Some(term);
            }
        });
    }
    let found = found?;
    let mut term = terms.swap_remove(found);
    for (block, _) in draft.blocks_with_ids() {
        tree.each_use(draft, block, |which, range| {
            if which == found && !term.defined.contains(&range.start) {
                term.uses.push(range);
            }
        });
    }
    Some(term)
}

/// The terms that a draft defines, prepared for finding them in blocks.
pub struct Glossary {
    /// The terms in the order of their definitions, without uses.
    pub terms: Vec<Term>,
    tree: TermTree,
}

impl Glossary {
    /// Collects the terms that a draft defines.
    pub fn of(draft: &Draft, outline: &Outline) -> Glossary {
        let mut terms: Vec<Term> = Vec::new();
        let mut folded: FxHashSet<String> = FxHashSet::default();
        let mut tree = TermTree::default();
        for site in outline.definitions(Summaries::of(draft)) {
            let block = draft.block(site.block);
            let definition = &block.definitions[site.index];
            let written = block.slice(definition.term.clone());
            if folded.insert(folded_phrase(written)) && tree.add(written, block.language, terms.len()) {
                let defined = draft.range(site.block, definition.term.clone());
                let term = written.split_whitespace().collect::<Vec<_>>().join(" ");
                terms.push(Term { term, defined, uses: Vec::new() });
            }
        }
        Glossary { terms, tree }
    }

    /// Returns the occurrences of terms in a block, definitions included: the index of each in `terms` and its bytes in
    /// the draft.
    pub fn occurrences(&self, draft: &Draft, block: BlockId) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        if !self.terms.is_empty() {
            self.tree.each_use(draft, block, |term, range| found.push((term, range)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &[&str])]) {
        let draft = Draft::parse(text, None);
        let found = terms(&draft, &Outline::of(Summaries::of(&draft)));
        let found: Vec<(&str, Vec<&str>)> =
            found.iter().map(|it| (&*it.term, it.uses.iter().map(|range| &text[range.clone()]).collect())).collect();
        let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(term, uses)| (*term, uses.to_vec())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_term_is_found_at_its_definition_and_at_every_use() {
        let text = "(a) “Station” means a mast;\n\n1. Each station and all stations.\n";
        let draft = Draft::parse(text, None);
        let outline = Outline::of(Summaries::of(&draft));
        for place in ["Station", "station and", "stations."] {
            let found = term_at(&draft, &outline, text.find(place).unwrap()).unwrap();
            assert_eq!((found.term.as_str(), found.uses.len()), ("Station", 2), "{place}");
        }
        assert_eq!(term_at(&draft, &outline, text.find("mast").unwrap()), None);
        assert_eq!(term_at(&draft, &outline, usize::MAX), None);
    }

    #[test]
    fn a_definition_is_not_a_use() {
        check(
            "(a) “Freezing” means a prohibition;\n\n1. Freezing and freezing, not freezingly; refreezing no.\n",
            &[("Freezing", &["Freezing", "freezing"])],
        );
    }

    #[test]
    fn the_longest_matching_term_is_found() {
        check(
            "(a) “Data” means facts;\n\n(b) “Computer data” means data of computers.\n\n1. Computer data.\n",
            &[("Data", &["data"]), ("Computer data", &["Computer data"])],
        );
    }

    #[test]
    fn a_term_does_not_cross_punctuation() {
        check(
            "(a) “Relay mast” means a support.\n\nA relay. Mast and relay-mast.\n",
            &[("Relay mast", &["relay-mast"])],
        );
    }

    #[test]
    fn plurals_are_uses() {
        check(
            "(a) “Party” means a State of the region;\n\n1. The Parties and each Party’s bodies.\n",
            &[("Party", &["Parties", "Party"])],
        );
        check(
            "a) « Station locale » désigne une installation ;\n\n1. Les stations locales et des canaux.\n",
            &[("Station locale", &["stations locales"])],
        );
        check(
            "a) Por “autoridad” se entenderá un órgano;\n\n1. Las autoridades y los autores del acto.\n",
            &[("autoridad", &["autoridades"])],
        );
    }

    #[test]
    fn russian_cases_are_uses() {
        check(
            "a) «Местная станция» означает устройство;\n\n1. Владельцы местных станций и местной станции.\n",
            &[("Местная станция", &["местных станций", "местной станции"])],
        );
    }

    #[test]
    fn arabic_clitics_and_articles_are_ignored() {
        check(
            "(أ) يُقصد بتعبير \"محطة محلية\" مرفق؛\n\n1 - تبلغ بالمحطة المحلية وللمحطة المحلية ومحطة محلية.\n",
            &[("محطة محلية", &["بالمحطة المحلية", "وللمحطة المحلية", "ومحطة محلية"])],
        );
        check("(أ) يُقصد بتعبير \"بيانات\" وقائع؛\n\n1 - تحفظ البيانات.\n", &[("بيانات", &["البيانات"])]);
    }

    #[test]
    fn chinese_terms_need_no_separators() {
        check("（一）“中继站”是指设施。\n\n一、各中继站应工作。\n", &[("中继站", &["中继站"])]);
        check("（一）“《公约》”是指条约。\n\n一、本公约和《公约》。\n", &[("《公约》", &["《公约》"])]);
    }

    #[test]
    fn a_term_is_used_without_its_article() {
        check(
            "A body of the Parties (hereinafter “the Fund”) is set up.\n\n1. Each Fund rule.\n",
            &[("the Fund", &["Fund"])],
        );
    }
}
