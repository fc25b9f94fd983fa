//! Who refers to a provision.

use super::Location;
use crate::document::Document;
use crate::outline::ProvisionId;
use crate::workspace::Workspace;

/// The references to the provision at a byte, or to what the reference at it names, in the order of the text;
/// `with_declaration` adds the provision's own label first.
pub fn references(
    _workspace: &Workspace,
    _draft: &str,
    document: &Document,
    offset: usize,
    with_declaration: bool,
) -> Vec<Location> {
    let (draft, outline) = (&document.draft, &document.outline);
    let targets = targets(document, offset);
    let mut found = Vec::new();
    if with_declaration {
        found.extend(targets.iter().map(|id| Location {
            draft: None,
            range: outline.range(draft, *id),
            selection: outline.label_range(draft, *id),
        }));
    }
    if targets.is_empty() {
        return found;
    }
    for index in 0..draft.blocks.len() {
        for reference in outline.references(draft, index) {
            if outline.resolve(draft, index, reference).provisions().any(|id| targets.contains(&id)) {
                let range = draft.range(index, reference.start..reference.end);
                found.push(Location { draft: None, range: range.clone(), selection: range });
            }
        }
    }
    found
}

/// What is asked about: what the reference at a byte names, or the provision that it stands in.
fn targets(document: &Document, offset: usize) -> Vec<ProvisionId> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let block = draft.block_at(offset);
    let at = offset - draft.start(block);
    let reference = outline.references(draft, block).find(|it| (it.start as usize..=it.end as usize).contains(&at));
    match reference {
        Some(reference) => outline.resolve(draft, block, reference).provisions().collect(),
        None => outline.at(block, at).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Article 1\n\nUnder article 2 and articles 1 to 3.\n\nArticle 2\n\nText of this article.\n\nArticle 3\n\nText.\n";

    fn check(at: &str, with_declaration: bool, expected: &[&str]) {
        let document = Document::parse(DRAFT, None, 0);
        let offset = DRAFT.find(at).unwrap();
        let found = references(&Workspace::default(), "draft", &document, offset, with_declaration);
        let found: Vec<&str> = found.iter().map(|it| &DRAFT[it.selection.clone()]).collect();
        assert_eq!(found, expected, "{at}");
    }

    #[test]
    fn a_label_and_a_reference_ask_the_same() {
        check("Article 2", false, &["article 2", "articles 1 to 3", "this article"]);
        check("article 2 and", true, &["Article 2", "article 2", "articles 1 to 3", "this article"]);
    }

    #[test]
    fn a_provision_nobody_names_has_no_references() {
        check("Article 3", false, &["articles 1 to 3"]);
    }
}
