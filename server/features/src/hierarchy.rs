//! Who refers to whom, as a graph of provisions: to a provision, and to all that lies in it; from a provision, and from
//! all that lies in it.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::Kind;

use travaux_model::at_offset::{each_reference, named_at};
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;

/// A provision in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its address, or what is written where it has none.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// All of it, in bytes.
    pub range: Range<usize>,
    /// Its label.
    pub selection: Range<usize>,
}

/// A provision at the other end, and the references between.
pub type Edge = (Node, Vec<Range<usize>>);

/// The provisions that a byte asks about: those that the reference there names, or the one it stands in.
pub fn prepare(document: &Document, offset: usize) -> Vec<Node> {
    let named = named_at(document, offset);
    let ids = if named.is_empty() { at(document, offset).into_iter().collect() } else { named };
    ids.into_iter().map(|id| node(document, id)).collect()
}

/// The provisions that refer to the one whose label begins at a byte, or to what lies in it.
pub fn incoming(document: &Document, offset: usize) -> Vec<Edge> {
    let (draft, outline) = (&document.draft, &document.outline);
    let Some(id) = at(document, offset) else { return Vec::new() };
    let inside = id..outline.provision(id).end;
    let mut edges = Edges::default();
    each_reference(document, |block, reference, resolution| {
        if resolution.provisions().any(|it| inside.contains(&it))
            && let Some(from) = outline.at(block, reference.start as usize)
        {
            edges.add(from, draft.range(block, reference.start..reference.end));
        }
    });
    edges.told(document)
}

/// The provisions that the one whose label begins at a byte, or what lies in it, refers to.
pub fn outgoing(document: &Document, offset: usize) -> Vec<Edge> {
    let (draft, outline) = (&document.draft, &document.outline);
    let Some(id) = at(document, offset) else { return Vec::new() };
    let range = outline.range(draft, id);
    let mut edges = Edges::default();
    for block in draft.block_at(range.start)..=draft.block_at(range.end) {
        for reference in outline.references(block, &draft.blocks[block]) {
            let written = draft.range(block, reference.start..reference.end);
            if range.contains(&written.start) {
                for to in outline.resolve(block, &draft.blocks[block].text, reference).provisions() {
                    edges.add(to, written.clone());
                }
            }
        }
    }
    edges.told(document)
}

/// The references by the provision at the other end, in the order in which they were found.
#[derive(Default)]
struct Edges {
    places: FxHashMap<ProvisionId, usize>,
    found: Vec<(ProvisionId, Vec<Range<usize>>)>,
}

impl Edges {
    fn add(&mut self, id: ProvisionId, reference: Range<usize>) {
        let place = *self.places.entry(id).or_insert_with(|| {
            self.found.push((id, Vec::new()));
            self.found.len() - 1
        });
        self.found[place].1.push(reference);
    }

    fn told(self, document: &Document) -> Vec<Edge> {
        self.found.into_iter().map(|(id, references)| (node(document, id), references)).collect()
    }
}

fn at(document: &Document, offset: usize) -> Option<ProvisionId> {
    let draft = &document.draft;
    if draft.is_empty() {
        return None;
    }
    let block = draft.block_at(offset);
    document.outline.at(block, offset.saturating_sub(draft.start(block)))
}

fn node(document: &Document, id: ProvisionId) -> Node {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let title = outline.title(draft, id).map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "));
    let address = outline.address(id);
    let name = match (address.is_empty(), &title) {
        (false, _) => address,
        (true, Some(title)) => title.clone(),
        (true, None) => provision.kind.word().to_owned(),
    };
    let selection = outline.label_range(draft, id);
    let range = outline.range(draft, id);
    Node { title, kind: provision.kind, range: range.start..range.end.max(selection.end), selection, name }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = "Article 1\n\n1. Under article 2 and article 2, paragraph 1.\n\nArticle 2\nScope\n\n\
                         1. See article 3.\n\nArticle 3\n\nText of this article.\n";

    fn told(text: &str, edges: Vec<Edge>) -> Vec<String> {
        let references = |it: &[Range<usize>]| it.iter().map(|it| &text[it.clone()]).collect::<Vec<_>>().join(" | ");
        edges.iter().map(|(node, it)| format!("{}: {}", node.name, references(it))).collect()
    }

    fn check(text: &str, at: &str, to: &[&str], from: &[&str]) {
        let document = Document::parse(text, None, 0);
        let offset = text.find(at).unwrap();
        assert_eq!(told(text, incoming(&document, offset)), to, "to {at}");
        assert_eq!(told(text, outgoing(&document, offset)), from, "from {at}");
    }

    #[test]
    fn references_lead_both_ways() {
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
        check("المادة 1\n\nوفقا للمادة 2.\n\nالمادة 2\n\nنص.\n", "المادة 2\n", &["article 1: للمادة 2"], &[]);
    }

    #[test]
    fn a_reference_asks_about_what_it_names() {
        let document = Document::parse(DRAFT, None, 0);
        let names = |at: &str| {
            prepare(&document, DRAFT.find(at).unwrap()).into_iter().map(|it| (it.name, it.title)).collect::<Vec<_>>()
        };
        assert_eq!(names("article 2 and"), [("article 2".to_owned(), Some("Scope".to_owned()))]);
        assert_eq!(names("Under"), [("article 1, paragraph 1".to_owned(), None)]);
    }

    #[test]
    fn an_empty_draft_has_no_graph() {
        let document = Document::parse("", None, 0);
        assert!(prepare(&document, 3).is_empty() && incoming(&document, 3).is_empty());
        assert!(outgoing(&document, 3).is_empty());
    }
}
