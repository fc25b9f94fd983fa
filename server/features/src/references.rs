//! The references to a provision, and the uses of a defined term.

use rustc_hash::FxHashSet;

use super::Location;
use travaux_model::at_offset::named_at;
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::terms::term_at;
use travaux_model::workspace::Workspace;

/// Returns the references to the provision at a byte and to its parts, or to the provisions that the reference at the byte names, in the
/// order of the text. On a defined term, returns its uses.
///
/// With `with_declaration`, the label of the provision or the definition of the term comes first. The search stops as
/// soon as `keep_going` returns `false`.
pub fn references(
    _workspace: &Workspace,
    _draft: &str,
    document: &Document,
    offset: usize,
    with_declaration: bool,
    keep_going: &dyn Fn() -> bool,
) -> Vec<Location> {
    let (draft, outline) = (&document.draft, &document.outline);
    let named = named_at(document, offset);
    if named.is_empty()
        && let Some(term) = term_at(draft, outline, offset)
    {
        let defined = with_declaration.then_some(term.defined);
        return defined.into_iter().chain(term.uses).map(Location::here).collect();
    }
    let targets: FxHashSet<ProvisionId> =
        if named.is_empty() { enclosing(document, offset) } else { named }.into_iter().collect();
    let mut found = Vec::new();
    if with_declaration {
        let mut labels: Vec<ProvisionId> = targets.iter().copied().collect();
        labels.sort_unstable();
        found.extend(labels.into_iter().map(|id| Location {
            draft: None,
            range: outline.range(draft, id),
            selection: outline.label_range(draft, id),
        }));
    }
    if targets.is_empty() {
        return found;
    }
    for (id, block) in draft.blocks_with_ids().take_while(|_| keep_going()) {
        let references = outline.references(id, block);
        // What a reference to a part of a provision says concerns the provision too.
        let is_in_target = |it: ProvisionId| outline.ancestors(it).any(|it| targets.contains(&it));
        let naming = references
            .filter(|it| outline.resolve_without_addresses(id, block.plain_text(), it).provisions().any(is_in_target));
        found.extend(naming.map(|it| Location::here(draft.range(id, it.range()))));
    }
    found
}

/// Returns the innermost provision around a byte.
fn enclosing(document: &Document, offset: usize) -> Vec<ProvisionId> {
    let draft = &document.draft;
    if draft.is_empty() {
        return Vec::new();
    }
    document.outline.at_byte(draft, offset).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Article 1\n\nUnder article 2 and articles 1 to 3.\n\nArticle 2\n\nText of this article.\n\nArticle 3\n\nText.\n";

    fn check(at: &str, with_declaration: bool, expected: &[&str]) {
        let document = Document::parse(DRAFT, None, 0);
        let offset = DRAFT.find(at).unwrap();
        let found = references(&Workspace::default(), "draft", &document, offset, with_declaration, &|| true);
        let found: Vec<&str> = found.iter().map(|it| &DRAFT[it.selection.clone()]).collect();
        assert_eq!(found, expected, "{at}");
    }

    #[test]
    fn a_label_and_a_reference_to_it_have_the_same_references() {
        check("Article 2", false, &["article 2", "articles 1 to 3", "this article"]);
        check("article 2 and", true, &["Article 2", "article 2", "articles 1 to 3", "this article"]);
    }

    #[test]
    fn a_range_of_articles_refers_to_its_last_article() {
        check("Article 3", false, &["articles 1 to 3"]);
    }

    #[test]
    fn references_to_the_parts_of_a_provision_are_references_to_it() {
        for (text, label, expected) in [
            (
                "Article 1\n\nUnder paragraph 1 of article 2.\n\nArticle 2\n\n1. Text.\n",
                "Article 2",
                "paragraph 1 of article 2",
            ),
            (
                "المادة 1\n\nوفقا للفقرة 1 من المادة 2.\n\nالمادة 2\n\n1 - نص.\n",
                "المادة 2\n\n1",
                "للفقرة 1 من المادة 2",
            ),
        ] {
            let document = Document::parse(text, None, 0);
            let offset = text.find(label).unwrap();
            let found = references(&Workspace::default(), "draft", &document, offset, false, &|| true);
            assert_eq!(found.iter().map(|it| &text[it.selection.clone()]).collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn a_cancelled_search_stops() {
        let document = Document::parse(DRAFT, None, 0);
        let found = references(&Workspace::default(), "draft", &document, 2, false, &|| false);
        assert_eq!(found, []);
    }

    #[test]
    fn a_defined_term_has_its_uses() {
        let text = "1. “Mast” means a support.\n\n2. A mast or masts.\n";
        let document = Document::parse(text, None, 0);
        let found = references(&Workspace::default(), "draft", &document, text.find("masts").unwrap(), true, &|| true);
        let found: Vec<&str> = found.iter().map(|it| &text[it.selection.clone()]).collect();
        assert_eq!(found, ["Mast", "mast", "masts"]);
    }
}
