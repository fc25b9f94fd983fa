//! Writes the structure of drafts as JSON. Addresses are in English; lines and columns count from one.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
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
use travaux_model::terms::terms;

/// Returns the outlines of some drafts, given with their names.
pub fn outline_json(drafts: &[(String, Arc<Document>)]) -> Value {
    let drafts: Vec<Value> = drafts.par_iter().map(|(path, document)| View::of(document).draft(path)).collect();
    json!({"version": 1, "drafts": drafts})
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

    fn draft(&self, path: &str) -> Value {
        let (brackets, runs) = self.brackets();
        json!({
            "path": path,
            "language": self.document.draft.language().code(),
            "provisions": self.provisions(None),
            "brackets": brackets,
            "runs": runs,
            "references": self.references(),
            "terms": self.terms(),
            "placeholders": self.placeholders(),
        })
    }

    fn provisions(&self, parent: Option<ProvisionId>) -> Vec<Value> {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        outline
            .children(parent)
            .map(|id| {
                let provision = outline.provision(id);
                let range = outline.range(draft, id);
                let mut value = json!({
                    "kind": provision.kind.word(),
                    "label": provision.label.map(|label| label.to_string()),
                    "title": outline.title(draft, id).map(single_line),
                    "address": outline.address(id),
                    "start": self.position(range.start),
                    "end": self.position(range.end),
                    "children": self.provisions(Some(id)),
                });
                if let Some(amendment) = provision.amendment {
                    value["amendment"] = json!(amendment.word());
                }
                value
            })
            .collect()
    }

    /// Returns the brackets in the order of the text, and the runs of adjacent ones.
    fn brackets(&self) -> (Vec<Value>, Vec<Value>) {
        let draft = &self.document.draft;
        let mut brackets = Vec::new();
        let mut runs = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            let first = brackets.len();
            let mut run_of: Vec<Option<usize>> = vec![None; block.brackets.list.len()];
            for run in &block.brackets.runs {
                let run_id = runs.len() + 1;
                let indices = run.brackets.iter().map(|index| to_usize(*index));
                indices.clone().for_each(|index| run_of[index] = Some(run_id));
                let members: Vec<usize> = indices.map(|index| first + index).collect();
                let reading = run.reading.word();
                runs.push(json!({"id": run_id, "reading": reading, "reason": run.reason, "brackets": members}));
            }
            let ids = (0..).map(|index| BracketRef { block: id, index });
            brackets.extend(ids.zip(run_of).map(|(id, run)| self.bracket(id, run)));
        }
        (brackets, runs)
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

    fn references(&self) -> Vec<Value> {
        let Document { draft, outline, .. } = self.document;
        let blocks = draft.blocks_with_ids();
        blocks.flat_map(|(id, block)| outline.references(id, block).map(move |it| self.reference(id, it))).collect()
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

    fn placeholders(&self) -> Vec<Value> {
        let draft = &self.document.draft;
        let mut found = Vec::new();
        for (id, block) in draft.blocks_with_ids() {
            let brackets = block.brackets.list.iter().filter(|it| it.content == BracketContent::Placeholder);
            let bracketed: Vec<Range<usize>> =
                brackets.map(|it| range_to_usize(it.open..it.end.unwrap_or(it.open))).collect();
            let bare = bare_placeholders(&block.text).into_iter();
            let bare = bare.filter(|bare| !bracketed.iter().any(|it| it.start <= bare.start && bare.end <= it.end));
            let mut all: Vec<Range<usize>> = bracketed.iter().cloned().chain(bare).collect();
            all.sort_by_key(|it| it.start);
            let start = draft.start(id);
            found.extend(all.into_iter().map(|it| self.span(start + it.start..start + it.end)));
        }
        found
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

fn attribution(block: &Block, bracket: u32) -> Vec<Value> {
    // A code alone is a delegation only if some delegation has it.
    let known = Delegations::shipped();
    let found = block.attributions(bracket).into_iter();
    let found = found.filter(|it| it.is_sure || known.find(block.slice(it.delegation.clone())).is_some());
    found.map(|it| json!({"delegation": block.slice(it.delegation.clone()), "stance": it.stance})).collect()
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
