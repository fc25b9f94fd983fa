//! The call hierarchy: the graph of references between provisions. References to and from the parts of a provision count
//! as references to and from the provision.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::{BlockId, Kind};

use crate::display_text::single_line;
use travaux_model::at_offset::{each_reference, named_at};
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::positions::place_name;

/// A provision in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The name in the language of its draft; without one, the title, the address or the kind.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// The kind of provision.
    pub kind: Kind,
    /// The bytes of the whole provision.
    pub range: Range<usize>,
    /// The bytes of the label.
    pub selection: Range<usize>,
}

/// The provision at the other end of some references, and the references.
pub type Edge = (Node, Vec<Range<usize>>);

/// Returns the provisions that the reference at a byte names; without one, the provision around the byte.
pub fn prepare(document: &Document, offset: usize) -> Vec<Node> {
    let named = named_at(document, offset);
    let ids = if named.is_empty() { provision_at(document, offset).into_iter().collect() } else { named };
    ids.into_iter().map(|id| node(document, id)).collect()
}

/// Returns the provisions that refer to the one at a byte or to its parts.
pub fn incoming(document: &Document, offset: usize) -> Vec<Edge> {
    let (draft, outline) = (&document.draft, &document.outline);
    let Some(id) = provision_at(document, offset) else { return Vec::new() };
    let inside = id..outline.provision(id).end;
    let mut edges = Edges::default();
    each_reference(document, |block, reference, resolution| {
        if resolution.provisions().any(|it| inside.contains(&it))
            && let Some(from) = outline.at(block, reference.start)
        {
            edges.add(from, draft.range(block, reference.range()));
        }
    });
    edges.into_list(document)
}

/// Returns the provisions to which the one at a byte or its parts refer.
pub fn outgoing(document: &Document, offset: usize) -> Vec<Edge> {
    let (draft, outline) = (&document.draft, &document.outline);
    let Some(id) = provision_at(document, offset) else { return Vec::new() };
    let range = outline.range(draft, id);
    let mut edges = Edges::default();
    for block in BlockId::range(draft.block_at(range.start)..draft.block_at(range.end).next()) {
        for reference in outline.references(block, draft.block(block)) {
            let written = draft.range(block, reference.range());
            if range.contains(&written.start) {
                for to in
                    outline.resolve_without_addresses(block, draft.block(block).plain_text(), reference).provisions()
                {
                    edges.add(to, written.clone());
                }
            }
        }
    }
    edges.into_list(document)
}

/// References grouped by the provision at the other end, in the order in which they were added.
#[derive(Default)]
struct Edges {
    indices: FxHashMap<ProvisionId, usize>,
    found: Vec<(ProvisionId, Vec<Range<usize>>)>,
}

impl Edges {
    fn add(&mut self, id: ProvisionId, reference: Range<usize>) {
        let index = *self.indices.entry(id).or_insert_with(|| {
            self.found.push((id, Vec::new()));
            self.found.len() - 1
        });
        self.found[index].1.push(reference);
    }

    fn into_list(self, document: &Document) -> Vec<Edge> {
        self.found.into_iter().map(|(id, references)| (node(document, id), references)).collect()
    }
}

fn provision_at(document: &Document, offset: usize) -> Option<ProvisionId> {
    let draft = &document.draft;
    if draft.is_empty() {
        return None;
    }
    document.outline.at_byte(draft, offset)
}

fn node(document: &Document, id: ProvisionId) -> Node {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let title = outline.title(draft, id).map(single_line);
    let or_else = |name: String, other: &dyn Fn() -> String| if name.is_empty() { other() } else { name };
    let name = or_else(place_name(document, id), &|| title.clone().unwrap_or_default());
    let name = or_else(or_else(name, &|| outline.address(id)), &|| provision.kind.word().to_owned());
    let selection = outline.label_range(draft, id);
    let range = outline.range(draft, id);
    Node { title, kind: provision.kind, range: range.start..range.end.max(selection.end), selection, name }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Article 1\n\n1. Under article 2 and article 2, paragraph 1.\n\nArticle 2\nScope\n\n\
                         1. See article 3.\n\nArticle 3\n\nText of this article.\n";

    fn listed(text: &str, edges: Vec<Edge>) -> Vec<String> {
        let references = |it: &[Range<usize>]| it.iter().map(|it| &text[it.clone()]).collect::<Vec<_>>().join(" | ");
        edges.iter().map(|(node, it)| format!("{}: {}", node.name, references(it))).collect()
    }

    fn check(text: &str, at: &str, to: &[&str], from: &[&str]) {
        let document = Document::parse(text, None, 0);
        let offset = text.find(at).unwrap();
        assert_eq!(listed(text, incoming(&document, offset)), to, "to {at}");
        assert_eq!(listed(text, outgoing(&document, offset)), from, "from {at}");
    }

    #[test]
    fn references_are_edges_in_both_directions() {
        check(
            DRAFT,
            "Article 2",
            &["article 1, paragraph 1: article 2 | article 2, paragraph 1"],
            &["article 3: article 3"],
        );
        check(DRAFT, "Article 1", &[], &["article 2: article 2", "article 2, paragraph 1: article 2, paragraph 1"]);
        check(
            DRAFT,
            "Article 3",
            &["article 2, paragraph 1: article 3", "article 3: this article"],
            &["article 3: this article"],
        );
        check("المادة 1\n\nوفقا للمادة 2.\n\nالمادة 2\n\nنص.\n", "المادة 2\n", &["المادة 1: للمادة 2"], &[]);
        check("第一条\n\n一、依照第二条。\n\n第二条\n\n案文。\n", "第二条\n", &["第一条第一款: 第二条"], &[]);
    }

    #[test]
    fn a_reference_stands_for_the_provision_that_it_names() {
        let document = Document::parse(DRAFT, None, 0);
        let names = |at: &str| {
            prepare(&document, DRAFT.find(at).unwrap()).into_iter().map(|it| (it.name, it.title)).collect::<Vec<_>>()
        };
        assert_eq!(names("article 2 and"), [("article 2".to_owned(), Some("Scope".to_owned()))]);
        assert_eq!(names("Under"), [("article 1, paragraph 1".to_owned(), None)]);
    }

    #[test]
    fn an_empty_draft_has_no_edges() {
        let document = Document::parse("", None, 0);
        assert!(prepare(&document, 3).is_empty() && incoming(&document, 3).is_empty());
        assert!(outgoing(&document, 3).is_empty());
    }
}
