//! Placeholders made into what is due: a label without a number gets one, a blank number gets brackets, so that it is seen
//! to be open, and empty brackets say what is still to come.

use std::ops::Range;

use travaux_grammar::{BracketContent, NumberForm, bare_placeholders, find_number, write_number};

use super::provisions::{free_place, on_label, with_suffix};
use travaux_model::document::Document;
use travaux_model::edit::alternatives::innermost;
use travaux_model::edit::numbers::can_be_counted;
use travaux_model::edit::{Edit, Rewrite};
use travaux_model::outline::ProvisionId;

/// What a placeholder at a place can become.
pub(super) fn converted(document: &Document, offset: usize) -> Vec<Rewrite> {
    let due = numbered(document, offset).into_iter();
    due.chain(bracketed(document, offset)).chain(filled(document, offset)).collect()
}

/// The number that is due to a label without one: `Article [X]` behind article 4 is article 5, or article 4 bis where
/// the draft has an article 5.
fn numbered(document: &Document, offset: usize) -> Option<Rewrite> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = on_label(document, offset)?;
    let provision = outline.provision(id);
    if provision.label?.form != NumberForm::Placeholder {
        return None;
    }
    let is_numbered = |it: &ProvisionId| {
        let other = outline.provision(*it);
        other.kind == provision.kind && other.label.is_some_and(|it| can_be_counted(&it) && it.is_plain())
    };
    let before = outline.siblings_before(id).find(is_numbered);
    let like = before.or_else(|| outline.siblings_after(id).find(is_numbered))?;
    let label = outline.provision(like).label?;
    let way = find_number(&draft.slice(outline.label_range(draft, like)), label.form, label.number()).first()?.system;
    let next = before.map_or(0, |_| label.number()).checked_add(1)?;
    let is_taken = outline
        .children(provision.parent)
        .filter(is_numbered)
        .any(|it| outline.provision(it).label.is_some_and(|it| it.number() == next));
    let number = match (is_taken, before) {
        (false, _) => write_number(next, label.form, way)?,
        (true, Some(before)) => {
            let base = write_number(label.number(), label.form, way)?;
            with_suffix(&base, free_place(outline, before)?, draft.blocks[provision.block as usize].language)?
        }
        (true, None) => return None,
    };
    let range = blank(document, id)?;
    Some(Rewrite::new(format!("number it {number}"), vec![Edit { range, text: number }]))
}

/// The bytes of what stands for the number in a label: its bracket, or its last word.
fn blank(document: &Document, id: ProvisionId) -> Option<Range<usize>> {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let block = &draft.blocks[provision.block as usize];
    let is_within = |range: &Range<u32>| provision.at.start <= range.start && range.end <= provision.at.end;
    let brackets = block.brackets.list.iter().filter_map(|it| Some(it.open..it.end?));
    if let Some(bracket) = brackets.into_iter().find(is_within) {
        return Some(draft.range(provision.block as usize, bracket));
    }
    let label = outline.label_range(draft, id);
    let words = draft.slice(label.clone());
    let last = words.split_whitespace().next_back()?;
    Some(label.end - last.len()..label.end)
}

/// Brackets around a blank number: `20XX`, `XX`, `____`.
fn bracketed(document: &Document, offset: usize) -> Option<Rewrite> {
    let draft = &document.draft;
    let index = draft.block_at(offset);
    let (start, block) = (draft.start(index), &draft.blocks[index]);
    let touches = |it: &Range<usize>| start + it.start <= offset && offset <= start + it.end;
    let bare = bare_placeholders(&block.text).into_iter().find(touches)?;
    if innermost(draft, offset).is_some() {
        return None;
    }
    let sign = |at: usize, sign: &str| Edit { range: start + at..start + at, text: sign.to_owned() };
    Some(Rewrite::new("put the placeholder in brackets", vec![sign(bare.start, "["), sign(bare.end, "]")]))
}

/// What empty brackets may wait for.
fn filled(document: &Document, offset: usize) -> Vec<Rewrite> {
    let draft = &document.draft;
    let Some(site) = innermost(draft, offset) else { return Vec::new() };
    let block = &draft.blocks[site.block];
    let bracket = &block.brackets.list[site.index];
    let Some(inside) = bracket.inside().filter(|it| block.text[it.clone()].trim().is_empty()) else {
        return Vec::new();
    };
    if !matches!(bracket.content, BracketContent::Text | BracketContent::Placeholder) {
        return Vec::new();
    }
    let start = draft.start(site.block);
    let with = |text: &str| vec![Edit { range: start + inside.start..start + inside.end, text: text.to_owned() }];
    vec![
        Rewrite::new("write `X` for a number still to come", with("X")),
        Rewrite::new("write `…` for words still to come", with("…")),
    ]
}
