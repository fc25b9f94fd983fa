//! The structure that was understood, as JSON, in the shape of the contract. Addresses are in English, places are
//! lines and columns from one.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Value, json};
use travaux_grammar::{Bracket, BracketContent, Reference, bare_placeholders, closer_len, slashed};

use super::place::Places;
use travaux_model::document::Document;
use travaux_model::outline::{BracketRef, ProvisionId, Resolved, Status};
use travaux_model::positions::Delegations;
use travaux_model::terms::terms;

/// The outlines of some drafts, each with its name.
pub fn outline_json(drafts: &[(String, Arc<Document>)]) -> Value {
    let drafts: Vec<Value> = drafts.par_iter().map(|(path, document)| View::of(document).draft(path)).collect();
    json!({"version": 1, "drafts": drafts})
}

/// How many letters of a bracket are quoted: brackets nest, and all of each would be quadratic.
const QUOTED: usize = 400;

struct View<'a> {
    document: &'a Document,
    text: String,
    places: Places,
}

impl<'a> View<'a> {
    fn of(document: &'a Document) -> View<'a> {
        let text = document.draft.text();
        View { document, places: Places::of(&text), text }
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
                    "title": outline.title(draft, id).map(one_line),
                    "address": outline.address(id),
                    "start": self.place(range.start),
                    "end": self.place(range.end),
                    "children": self.provisions(Some(id)),
                });
                if let Some(amendment) = provision.amendment {
                    value["amendment"] = json!(amendment.word());
                }
                value
            })
            .collect()
    }

    /// The brackets in the order of the text, and the runs of those that stand side by side.
    fn brackets(&self) -> (Vec<Value>, Vec<Value>) {
        let (draft, outline) = (&self.document.draft, &self.document.outline);
        let mut brackets = Vec::new();
        let mut runs = Vec::new();
        for (index, block) in draft.blocks.iter().enumerate() {
            let first = brackets.len();
            let mut run_of: Vec<Option<usize>> = vec![None; block.brackets.list.len()];
            for run in &block.brackets.runs {
                let id = runs.len() + 1;
                for place in &run.brackets {
                    run_of[*place as usize] = Some(id);
                }
                let members: Vec<usize> = run.brackets.iter().map(|place| first + *place as usize).collect();
                let reading = run.reading.word();
                runs.push(json!({"id": id, "reading": reading, "reason": run.reason, "brackets": members}));
            }
            let outer = outline.depth(index);
            for (place, bracket) in block.brackets.list.iter().enumerate() {
                let start = draft.start(index) + bracket.open as usize;
                let opener_end = start + bracket.glyph.width() as usize;
                let close = outline.close(draft, BracketRef { block: index as u32, index: place as u32 });
                let end = match (bracket.end, close) {
                    (Some(end), _) => draft.start(index) + end as usize,
                    (None, Some(close)) => close + closer_len(&self.text[close..]),
                    (None, None) => opener_end,
                };
                let mut value = json!({
                    "start": self.place(start),
                    "end": self.place(end),
                    "closed": close.is_some(),
                    "depth": outer + bracket.depth,
                    "kind": bracket.content.word(),
                    "run": run_of[place],
                    "label": self.label(index, bracket),
                    "attribution": self.attribution(index, place),
                    "text": close.map(|close| brief(&self.text[opener_end..close])),
                });
                let alternatives = bracket.inside().map_or_else(Vec::new, |inside| slashes(&block.text[inside]));
                if !alternatives.is_empty() && bracket.content == BracketContent::Text {
                    value["alternatives"] = json!(alternatives);
                }
                brackets.push(value);
            }
        }
        (brackets, runs)
    }

    /// The label that stands right behind an opener: `4` in `[4. Each Party`.
    fn label(&self, index: usize, bracket: &Bracket) -> Option<String> {
        let block = &self.document.draft.blocks[index];
        let site = block
            .labels
            .iter()
            .take_while(|site| !site.inline)
            .find(|site| site.bracketed && site.start > bracket.open)?;
        let between = block.slice(bracket.open + bracket.glyph.width()..site.start);
        let is_next = between.chars().all(|it| !it.is_alphanumeric());
        is_next.then_some(site.label)?.map(|label| label.to_string())
    }

    fn attribution(&self, index: usize, place: usize) -> Vec<Value> {
        let block = &self.document.draft.blocks[index];
        // A lone code is a delegation only if there is one of that code.
        let known = Delegations::shipped();
        let found = block.attributions(place).into_iter();
        let found = found.filter(|it| it.is_sure || known.find(block.slice(it.delegation.clone())).is_some());
        found.map(|it| json!({"delegation": block.slice(it.delegation.clone()), "stance": it.stance})).collect()
    }

    fn references(&self) -> Vec<Value> {
        let draft = &self.document.draft;
        let of_block = |index| {
            self.document.outline.references(index, &draft.blocks[index]).map(move |it| self.reference(index, it))
        };
        (0..draft.blocks.len()).flat_map(of_block).collect()
    }

    fn reference(&self, index: usize, reference: &Reference) -> Value {
        let draft = &self.document.draft;
        let resolution = self.document.outline.resolve(index, &draft.blocks[index].text, reference);
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
            several => json!(several),
        };
        let range = draft.range(index, reference.start..reference.end);
        let mut value = json!({
            "start": self.place(range.start),
            "end": self.place(range.end),
            "text": one_line(&self.text[range]),
            "target": target,
            "status": resolution.status.word(),
        });
        if resolution.status == Status::External {
            let name = reference.instrument.clone().map(|it| one_line(draft.blocks[index].slice(it)));
            value["instrument"] = json!(name);
        }
        value
    }

    fn terms(&self) -> Vec<Value> {
        let found = terms(&self.document.draft, &self.document.outline);
        found
            .iter()
            .map(|it| {
                let place = self.places.place(&self.text, it.defined.start);
                json!({"term": it.term, "defined": place, "uses": it.uses.len()})
            })
            .collect()
    }

    fn placeholders(&self) -> Vec<Value> {
        let draft = &self.document.draft;
        let mut found = Vec::new();
        for (index, block) in draft.blocks.iter().enumerate() {
            let brackets = block.brackets.list.iter().filter(|it| it.content == BracketContent::Placeholder);
            let bracketed: Vec<Range<usize>> =
                brackets.map(|it| it.open as usize..it.end.unwrap_or(it.open) as usize).collect();
            let bare = bare_placeholders(&block.text).into_iter();
            let bare = bare.filter(|bare| !bracketed.iter().any(|it| it.start <= bare.start && bare.end <= it.end));
            let mut all: Vec<Range<usize>> = bracketed.iter().cloned().chain(bare).collect();
            all.sort_by_key(|it| it.start);
            let start = draft.start(index);
            found.extend(all.into_iter().map(|it| self.span(start + it.start..start + it.end)));
        }
        found
    }

    fn span(&self, range: Range<usize>) -> Value {
        json!({"start": self.place(range.start), "end": self.place(range.end), "text": one_line(&self.text[range])})
    }

    fn place(&self, offset: usize) -> Value {
        let place = self.places.place(&self.text, offset);
        json!({"line": place.line, "column": place.column})
    }
}

/// The texts that slashes set against each other in a bracket. Brackets nest, so a long one is not looked through.
fn slashes(inside: &str) -> Vec<String> {
    if inside.len() > QUOTED {
        return Vec::new();
    }
    slashed(inside).into_iter().map(|part| one_line(&inside[part])).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn brief(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        None => one_line(text),
        Some((end, _)) => format!("{}…", one_line(&text[..end])),
    }
}
