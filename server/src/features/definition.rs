//! From a reference to what it names, from a term to its definition, from one end of a bracket to the other.

use std::ops::Range;

use super::Location;
use crate::around::{pairs_around, reference_at};
use crate::document::Document;
use crate::terms::term_at;
use crate::workspace::Workspace;

/// What the words at a byte name, and the bytes of those words: of a reference its provisions, of a term its
/// definition, of a bracket's sign the other one. `None` where nothing of the kind stands; no locations where a
/// reference leads out of the draft or nowhere.
pub fn definition(
    _workspace: &Workspace,
    _draft: &str,
    document: &Document,
    offset: usize,
) -> Option<(Range<usize>, Vec<Location>)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if let Some((block, reference)) = reference_at(document, offset) {
        let resolution = outline.resolve(draft, block, reference);
        let locations = resolution
            .provisions()
            .map(|id| Location {
                draft: None,
                range: outline.range(draft, id),
                selection: outline.label_range(draft, id),
            })
            .collect();
        return Some((draft.range(block, reference.start..reference.end), locations));
    }
    if let Some(pair) = pairs_around(document, offset).into_iter().find(|it| it.is_at_an_end(offset)) {
        let (from, to) = match pair.open.contains(&offset) {
            true => (pair.open.clone(), pair.close.clone()),
            false => (pair.close.clone(), pair.open.clone()),
        };
        return Some((from, vec![Location { draft: None, range: pair.whole(), selection: to }]));
    }
    let term = term_at(draft, outline, offset)?;
    let around = |it: &&Range<usize>| it.start <= offset && offset <= it.end;
    let origin = std::iter::once(&term.defined).chain(&term.uses).find(around)?.clone();
    Some((origin, vec![Location::here(term.defined)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, expected: &[&str]) {
        let offset = marked.find("$0").unwrap();
        let text = marked.replacen("$0", "", 1);
        let document = Document::parse(&text, None, 0);
        let found = definition(&Workspace::default(), "draft", &document, offset).map(|it| it.1).unwrap_or_default();
        let found: Vec<&str> = found.iter().map(|it| &text[it.selection.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_reference_leads_to_its_provision() {
        check("Article 1\n\nUnder arti$0cle 2.\n\nArticle 2\n\nText.\n", &["Article 2"]);
        check("Article 1\n\nUnder articles 1 to$0 2.\n\nArticle 2\n\nText.\n", &["Article 1", "Article 2"]);
        check("المادة 1\n\nوفقا للمادة$0 2.\n\nالمادة 2\n\nنص.\n", &["المادة 2"]);
    }

    #[test]
    fn words_lead_nowhere() {
        check("Article 1\n\nUnder$0 article 2.\n", &[]);
        check("Article 1\n\nUnder article $032 of the Budapest Convention.\n", &[]);
    }

    #[test]
    fn a_term_leads_to_its_definition() {
        check("1. “Mast” means a support.\n\n2. Each m$0ast.\n", &["Mast"]);
        check("1. “Ma$0st” means a support.\n", &["Mast"]);
        check("(أ) يُقصد بتعبير \"بيانات\" وقائع؛\n\n1 - تحفظ البيا$0نات.\n", &["بيانات"]);
        check("（一）“中继站”是指设施。\n\n一、各中$0继站应工作。\n", &["中继站"]);
    }

    #[test]
    fn one_end_of_a_bracket_leads_to_the_other() {
        check("1. To [act [now$0] here].\n", &["["]);
        check("1. To $0[act].\n", &["]"]);
        check("Article 1\n\n[1. To act.\n\n2. To go.$0]\n", &["["]);
        check("1 - أن ［تعمل$0］.\n", &["［"]);
    }

    #[test]
    fn a_place_past_the_draft_leads_nowhere() {
        for text in ["", "Article 1\n\nUnder article 1"] {
            let document = Document::parse(text, None, 0);
            definition(&Workspace::default(), "draft", &document, usize::MAX);
        }
    }
}
