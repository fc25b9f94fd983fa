//! Writes the structure of drafts as JSON. Addresses are in English; lines and columns count from one. The value of a
//! bracket or reference exists only while it is written, since a draft may have a million of them.

use std::ops::Range;
use std::sync::Arc;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};
use travaux_grammar::{
    Block, BlockId, Bracket, BracketContent, Reference, bare_placeholders, closer_len, range_to_usize, slashed,
    to_usize,
};

use crate::line_index::{LineColumn, LineIndex};
use travaux_features::display_text::single_line;
use travaux_model::document::Document;
use travaux_model::outline::{BracketRef, ProvisionId, Resolved, Status};
use travaux_model::positions::Delegations;
use travaux_model::positions::attributed_names::named_attributions;
use travaux_model::terms::terms;

/// The outlines of some drafts, given with their names.
pub struct OutlineReport<'a>(pub &'a [(String, Arc<Document>)]);

impl Serialize for OutlineReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &1)?;
        map.serialize_entry("drafts", &list(|| self.0.iter().map(|(path, document)| DraftOutline { path, document })))?;
        map.end()
    }
}

struct DraftOutline<'a> {
    path: &'a str,
    document: &'a Document,
}

impl Serialize for DraftOutline<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = View::of(self.document);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("path", self.path)?;
        map.serialize_entry("language", self.document.draft.language().code())?;
        map.serialize_entry("provisions", &view.children(None))?;
        map.serialize_entry("brackets", &list(|| view.brackets()))?;
        map.serialize_entry("runs", &list(|| view.runs()))?;
        map.serialize_entry("references", &list(|| view.references()))?;
        map.serialize_entry("terms", &view.terms())?;
        map.serialize_entry("placeholders", &list(|| view.placeholders()))?;
        map.end()
    }
}

/// Returns a list whose elements are made when they are written.
fn list<I: Iterator<Item: Serialize>>(elements: impl Fn() -> I) -> impl Serialize {
    struct List<F>(F);
    impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for List<F> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq((self.0)())
        }
    }
    List(elements)
}

/// A provision and those that it contains.
struct ProvisionTree<'a> {
    view: &'a View<'a>,
    id: ProvisionId,
}

impl Serialize for ProvisionTree<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (view, id) = (self.view, self.id);
        let Document { draft, outline, .. } = view.document;
        let provision = outline.provision(id);
        let range = outline.range(draft, id);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", provision.kind.word())?;
        map.serialize_entry("label", &provision.label.map(|label| label.to_string()))?;
        map.serialize_entry("title", &outline.title(draft, id).map(single_line))?;
        map.serialize_entry("address", &outline.address(id))?;
        map.serialize_entry("start", &view.position(range.start))?;
        map.serialize_entry("end", &view.position(range.end))?;
        map.serialize_entry("children", &view.children(Some(id)))?;
        if let Some(amendment) = provision.amendment {
            map.serialize_entry("amendment", amendment.word())?;
        }
        map.end()
    }
}

/// The length in characters of the longest quotation of a bracket. Brackets nest, so quoting them as a whole would be
/// quadratic.
const MAX_QUOTED_CHARS: usize = 400;

struct View<'a> {
    document: &'a Document,
    text: String,
    lines: LineIndex,
}

impl<'a> View<'a> {
    fn of(document: &'a Document) -> View<'a> {
        View { document, text: document.draft.text(), lines: LineIndex::of(&document.text) }
    }

    fn children(&self, parent: Option<ProvisionId>) -> impl Serialize {
        list(move || self.document.outline.children(parent).map(|id| ProvisionTree { view: self, id }))
    }

    /// Returns the brackets in the order of the text.
    fn brackets(&self) -> impl Iterator<Item = Value> {
        let mut runs = 0;
        self.document.draft.blocks_with_ids().flat_map(move |(id, block)| {
            let mut run_of: Vec<Option<usize>> = vec![None; block.brackets.list.len()];
            for run in &block.brackets.runs {
                runs += 1;
                run.brackets.iter().for_each(|index| run_of[to_usize(*index)] = Some(runs));
            }
            let ids = (0..).map(move |index| BracketRef { block: id, index });
            ids.zip(run_of).map(|(id, run)| self.bracket(id, run))
        })
    }

    /// Returns the runs of adjacent brackets, numbered from one; their members are places in the list of brackets.
    fn runs(&self) -> impl Iterator<Item = Value> {
        let mut brackets = 0;
        let runs = self.document.draft.blocks_with_ids().flat_map(move |(_, block)| {
            let first = brackets;
            brackets += block.brackets.list.len();
            block.brackets.runs.iter().map(move |run| (first, run))
        });
        (1..).zip(runs).map(|(id, (first, run)): (usize, _)| {
            let members: Vec<usize> = run.brackets.iter().map(|index| first + to_usize(*index)).collect();
            json!({"id": id, "reading": run.reading.word(), "reason": run.reason, "brackets": members})
        })
    }

    fn bracket(&self, id: BracketRef, run: Option<usize>) -> Value {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let block = draft.block(id.block);
        let bracket = &block.brackets[id.index];
        let opener = draft.range(id.block, bracket.opener());
        let close = outline.close(draft, id);
        let end = match (bracket.end, close) {
            (Some(end), _) => draft.offset(id.block, end),
            (None, Some(close)) => close + closer_len(&self.text[close..]),
            (None, None) => opener.end,
        };
        let mut value = json!({
            "start": self.position(opener.start),
            "end": self.position(end),
            "closed": close.is_some(),
            "depth": outline.depth(id.block) + bracket.depth,
            "kind": bracket.content.word(),
            "run": run,
            "label": label(block, bracket),
            "attribution": attribution(block, id.index),
            "text": close.map(|close| quotation(&self.text[opener.end..close])),
        });
        let alternatives = bracket.inside().map_or_else(Vec::new, |inside| slash_alternatives(block.slice(inside)));
        if !alternatives.is_empty() && bracket.content == BracketContent::Text {
            value["alternatives"] = json!(alternatives);
        }
        value
    }

    fn references(&self) -> impl Iterator<Item = Value> {
        let Document { draft, outline, .. } = self.document;
        let blocks = draft.blocks_with_ids();
        blocks.flat_map(move |(id, block)| outline.references(id, block).map(move |it| self.reference(id, it)))
    }

    fn reference(&self, id: BlockId, reference: &Reference) -> Value {
        let draft = &self.document.draft;
        let block = draft.block(id);
        let outline = &self.document.outline;
        let resolution = outline.resolve(id, &block.text, reference);
        let resolution = outline.without_missing_texts(self.document.summaries(), resolution);
        let addresses: Vec<&str> = resolution
            .targets
            .iter()
            .map(|target| match target {
                Resolved::Found { address, .. } | Resolved::NotFound { address, .. } => address.as_str(),
            })
            .collect();
        let target = match addresses.as_slice() {
            [] => Value::Null,
            [only] => json!(only),
            all => json!(all),
        };
        let range = draft.range(id, reference.range());
        let mut value = json!({
            "start": self.position(range.start),
            "end": self.position(range.end),
            "text": single_line(&self.text[range]),
            "target": target,
            "status": resolution.status.word(),
        });
        if resolution.status == Status::External {
            let name = reference.instrument.clone().map(|it| single_line(block.slice(it)));
            value["instrument"] = json!(name);
        }
        value
    }

    fn terms(&self) -> Vec<Value> {
        let found = terms(&self.document.draft, &self.document.outline);
        found
            .iter()
            .map(|it| json!({"term": it.term, "defined": self.position(it.defined.start), "uses": it.uses.len()}))
            .collect()
    }

    fn placeholders(&self) -> impl Iterator<Item = Value> {
        let draft = &self.document.draft;
        let found = draft.blocks_with_ids().flat_map(move |(id, block)| {
            let start = draft.start(id);
            placeholders(block).into_iter().map(move |it| start + it.start..start + it.end)
        });
        found.map(|it| self.span(it))
    }

    fn span(&self, range: Range<usize>) -> Value {
        json!({"start": self.position(range.start), "end": self.position(range.end), "text": single_line(&self.text[range])})
    }

    fn position(&self, offset: usize) -> Value {
        let LineColumn { line, column } = self.lines.position(offset);
        json!({"line": line, "column": column})
    }
}

/// Returns the label directly after the opening sign of a bracket: `4` in `[4. Each Party`.
fn label(block: &Block, bracket: &Bracket) -> Option<String> {
    let site =
        block.labels.iter().take_while(|site| !site.inline).find(|site| site.bracketed && site.start > bracket.open)?;
    let between = block.slice(bracket.opener().end..site.start);
    let is_next = between.chars().all(|it| !it.is_alphanumeric());
    is_next.then_some(site.label)?.map(|label| label.to_string())
}

/// Returns the placeholders of a block, in brackets and bare.
fn placeholders(block: &Block) -> Vec<Range<usize>> {
    let brackets = block.brackets.list.iter().filter(|it| it.content == BracketContent::Placeholder);
    let bracketed: Vec<Range<usize>> = brackets.map(|it| range_to_usize(it.open..it.end.unwrap_or(it.open))).collect();
    let bare = bare_placeholders(&block.text).into_iter();
    let bare = bare.filter(|bare| !bracketed.iter().any(|it| it.start <= bare.start && bare.end <= it.end));
    let mut all: Vec<Range<usize>> = bracketed.iter().cloned().chain(bare).collect();
    all.sort_by_key(|it| it.start);
    all
}

fn attribution(block: &Block, bracket: u32) -> Vec<Value> {
    let attributions = block.attributions(bracket);
    if attributions.is_empty() {
        return Vec::new();
    }
    // A code alone is a delegation only if some delegation has it.
    let named = named_attributions(block, attributions, Delegations::shipped()).into_iter();
    let found = named.filter(|(attribution, delegation)| attribution.is_sure || delegation.is_some());
    found.map(|(it, _)| json!({"delegation": block.slice(it.delegation), "stance": it.stance})).collect()
}

/// Returns the alternatives that slashes separate in a bracket. Brackets nest, so long ones are not searched.
fn slash_alternatives(inside: &str) -> Vec<String> {
    if inside.len() > MAX_QUOTED_CHARS {
        return Vec::new();
    }
    slashed(inside).into_iter().map(|part| single_line(&inside[part])).collect()
}

fn quotation(text: &str) -> String {
    match text.char_indices().nth(MAX_QUOTED_CHARS) {
        None => single_line(text),
        Some((end, _)) => format!("{}…", single_line(&text[..end])),
    }
}
