//! Code lenses above articles: the number of references to the article, and the delegations that propose and oppose it.
//! An article without references and positions has no lens.

use std::ops::Range;

use rustc_hash::FxHashSet;

use travaux_model::at_offset::each_reference;
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::positions::Stance;
use travaux_model::workspace::Workspace;

/// A lens above an article. Its words are computed separately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The bytes of the article's label.
    pub range: Range<usize>,
    /// The number of references to the article or to its parts.
    pub references: u32,
}

/// Returns the lenses of a draft.
pub fn lenses(workspace: &Workspace, name: &str, document: &Document) -> Vec<Lens> {
    let (draft, outline) = (&document.draft, &document.outline);
    // The article around each provision; parents come before their children.
    let mut articles: Vec<Option<ProvisionId>> = Vec::with_capacity(outline.provisions.len());
    for (id, provision) in outline.ids().zip(outline.provisions.iter()) {
        let outer = provision.parent.and_then(|it| articles[it.index()]);
        articles.push(if provision.kind.is_article() { Some(id) } else { outer });
    }
    let mut counts = vec![0u32; outline.provisions.len()];
    each_reference(document, |_, _, resolution| {
        let named: FxHashSet<ProvisionId> = resolution.provisions().filter_map(|it| articles[it.index()]).collect();
        named.into_iter().for_each(|it| counts[it.index()] += 1);
    });
    let record = workspace.positions_on(name);
    let has_positions = |id: ProvisionId| {
        let positions = record.map_or_else(Vec::new, |it| it.at(&outline.address(id)));
        positions.iter().any(|it| it.position.parties().next().is_some())
    };
    let ids = outline.ids().filter(|id| articles[id.index()] == Some(*id));
    ids.filter(|id| counts[id.index()] > 0 || has_positions(*id))
        .map(|id| Lens { range: outline.label_range(draft, id), references: counts[id.index()] })
        .collect()
}

/// Returns the words of the lens at a byte.
pub fn words(workspace: &Workspace, name: &str, document: &Document, offset: usize, references: u32) -> String {
    let mut parts = Vec::new();
    if references > 0 {
        parts.push(format!("{references} {}", if references == 1 { "reference" } else { "references" }));
    }
    parts.extend(standings(workspace, name, document, offset));
    if parts.is_empty() { "no references".to_owned() } else { parts.join(" · ") }
}

/// Returns `proposed by …` and `opposed by …`, if there are such delegations.
fn standings(workspace: &Workspace, name: &str, document: &Document, offset: usize) -> Vec<String> {
    let (draft, outline) = (&document.draft, &document.outline);
    let Some(record) = workspace.positions_on(name).filter(|_| !draft.is_empty()) else { return Vec::new() };
    let Some(id) = outline.at_byte(draft, offset) else { return Vec::new() };
    let delegations = workspace.delegations();
    let language = draft.language().code();
    let standing = record.standing(&outline.address(id), delegations, language);
    let mut parts = Vec::new();
    for (stance, verb) in [(Stance::Proposes, "proposed"), (Stance::Opposes, "opposed")] {
        let mut seen = FxHashSet::default();
        let of_stance = standing.iter().filter(|it| it.position.position.stance == stance);
        let names: Vec<&str> = of_stance
            .filter(|it| seen.insert(it.delegation))
            .map(|it| delegations[it.delegation].name(language))
            .collect();
        if !names.is_empty() {
            parts.push(format!("{verb} by {}", joined(&names)));
        }
    }
    parts
}

/// Joins the first names and the number of those left out.
fn joined(names: &[&str]) -> String {
    const MAX_NAMES: usize = 3;
    let shown = names.iter().take(MAX_NAMES).copied().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use travaux_model::positions::position_index::PositionIndex;
    use travaux_model::positions::{Delegations, read_csv};

    fn check(text: &str, positions: &str, expected: &[&str]) {
        let document = Document::parse(text, None, 0);
        let file = read_csv(&format!("delegations,stance,target\n{positions}"), Delegations::shipped());
        let records = [("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])))];
        let workspace = Workspace { positions: records.into(), ..Workspace::default() };
        let shown = |it: &Lens| {
            let words = words(&workspace, "draft", &document, it.range.start, it.references);
            format!("{}: {words}", &text[it.range.clone()])
        };
        let found: Vec<String> = lenses(&workspace, "draft", &document).iter().map(shown).collect();
        assert_eq!(found, expected, "{text}");
    }

    const DRAFT: &str =
        "Article 1\n\nUnder article 2, and articles 2 and 3.\n\nArticle 2\n\nText.\n\nArticle 3\n\n1. Text.\n";

    #[test]
    fn references_to_an_article_are_counted() {
        check(DRAFT, "", &["Article 2: 2 references", "Article 3: 1 reference"]);
        check("المادة 1\n\nوفقا للفقرة 1 من المادة 2.\n\nالمادة 2\n\n1 - نص.\n", "", &["المادة 2: 1 reference"]);
        check("", "", &[]);
    }

    #[test]
    fn proposers_and_opponents_are_named() {
        check(
            DRAFT,
            "NO,proposes,article 1\nCH;JP,opposes,article 1\n",
            &[
                "Article 1: proposed by Norway · opposed by Japan, Switzerland",
                "Article 2: 2 references",
                "Article 3: 1 reference",
            ],
        );
    }
}
