//! From a reference to what it names; from a term to where it is defined is another file's affair.

use std::ops::Range;

use super::Location;
use crate::document::Document;
use crate::workspace::Workspace;

/// The provisions that the reference at a byte names, and the bytes of the reference. `None` where no reference
/// stands; no locations where it leads out of the draft or nowhere.
pub fn definition(
    _workspace: &Workspace,
    _draft: &str,
    document: &Document,
    offset: usize,
) -> Option<(Range<usize>, Vec<Location>)> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return None;
    }
    let block = draft.block_at(offset);
    let at = offset - draft.start(block);
    let reference = outline.references(draft, block).find(|it| (it.start as usize..=it.end as usize).contains(&at))?;
    let resolution = outline.resolve(draft, block, reference);
    let locations = resolution
        .provisions()
        .map(|id| Location { draft: None, range: outline.range(draft, id), selection: outline.label_range(draft, id) })
        .collect();
    Some((draft.range(block, reference.start..reference.end), locations))
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
}
