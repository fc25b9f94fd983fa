//! Terms that a draft defines, and their uses. They are computed on request only; no edit waits for them.

mod beginnings;
mod known_words;
mod near_terms;
mod term_finder;
mod term_tree;
pub(crate) mod word_forms;
mod words;

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockId, Draft, Language, Summaries, folded_phrase};

use crate::outline::{DefinitionRef, Outline};
use term_tree::term_words;

pub use term_finder::{Occurrence, TermFinder, TermWalk};

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

/// A term and its first definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinedTerm {
    /// The term as the definition spells it, with single spaces.
    pub term: String,
    /// The language of the definition.
    pub language: Language,
    /// The definition.
    pub site: DefinitionRef,
}

impl DefinedTerm {
    /// Returns the words between the quotation marks of the definition, as bytes of the draft.
    pub fn defined(&self, draft: &Draft) -> Range<usize> {
        let definition = &draft.block(self.site.block).definitions[self.site.index];
        draft.range(self.site.block, definition.term.clone())
    }
}

/// Returns whether what finds some terms also finds others: they are spelt alike, in the same languages and order.
pub fn are_found_alike(some: &[DefinedTerm], others: &[DefinedTerm]) -> bool {
    fn name(term: &DefinedTerm) -> (&str, Language) {
        (&term.term, term.language)
    }
    some.iter().map(name).eq(others.iter().map(name))
}

/// Returns the terms that a draft defines, in the order of their definitions. A term that is defined again is listed once.
pub fn defined_terms(draft: &Draft, outline: &Outline) -> Vec<DefinedTerm> {
    let mut folded: FxHashSet<String> = FxHashSet::default();
    let mut terms = Vec::new();
    for site in outline.definitions(Summaries::of(draft)) {
        let block = draft.block(site.block);
        let written = block.slice(block.definitions[site.index].term.clone());
        if folded.insert(folded_phrase(written)) && term_words(written, block.language).is_some() {
            let term = written.split_whitespace().collect::<Vec<_>>().join(" ");
            terms.push(DefinedTerm { term, language: block.language, site });
        }
    }
    terms
}

/// Returns the terms of a draft with their uses, in the order of their definitions.
pub fn terms(draft: &Draft, outline: &Outline) -> Vec<Term> {
    let Glossary { mut terms, finder } = Glossary::of(draft, outline);
    each_occurrence(draft, finder.as_ref(), BlockId::FIRST..draft.end(), |term, range| {
        if !terms[term].defined.contains(&range.start) {
            terms[term].uses.push(range);
        }
    });
    terms
}

/// Returns the term at an offset, whether at its definition or at a use. Uses are collected only if there is a term.
pub fn term_at(draft: &Draft, outline: &Outline, offset: usize) -> Option<Term> {
    let Glossary { mut terms, finder } = Glossary::of(draft, outline);
    let around = |range: &Range<usize>| range.start <= offset && offset <= range.end;
    let mut found = terms.iter().position(|it| around(&it.defined));
    if found.is_none() && finder.is_some() {
        let block = draft.block_at(offset);
        each_occurrence(draft, finder.as_ref(), block..block.next(), |term, range| {
            if around(&range) {
                found = Some(term);
            }
        });
    }
    let found = found?;
    let mut term = terms.swap_remove(found);
    each_occurrence(draft, finder.as_ref(), BlockId::FIRST..draft.end(), |which, range| {
        if which == found && !term.defined.contains(&range.start) {
            term.uses.push(range);
        }
    });
    Some(term)
}

/// The terms that a draft defines, prepared for finding them in blocks.
struct Glossary {
    /// The terms in the order of their definitions, without uses.
    terms: Vec<Term>,
    /// Finds them, if there are any.
    finder: Option<TermFinder>,
}

impl Glossary {
    /// Collects the terms that a draft defines.
    fn of(draft: &Draft, outline: &Outline) -> Glossary {
        let defined = defined_terms(draft, outline);
        let finder = (!defined.is_empty()).then(|| TermFinder::of(&defined));
        let term = |it: DefinedTerm| Term { defined: it.defined(draft), term: it.term, uses: Vec::new() };
        Glossary { terms: defined.into_iter().map(term).collect(), finder }
    }
}

/// Reports the occurrences of terms in some blocks: the index of each term, and its bytes in the draft.
fn each_occurrence(
    draft: &Draft,
    finder: Option<&TermFinder>,
    blocks: Range<BlockId>,
    mut found: impl FnMut(usize, Range<usize>),
) {
    let Some(finder) = finder else { return };
    let mut walk = TermWalk::default();
    for block in BlockId::range(blocks) {
        finder.each(draft.block(block), &mut walk, |it| {
            found(travaux_grammar::to_usize(it.term), draft.range(block, it.range));
        });
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
