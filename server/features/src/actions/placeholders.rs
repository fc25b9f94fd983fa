//! Actions on placeholders: number a label without a number, put a blank number in brackets so that it is visibly open,
//! and mark empty brackets with what is still to come.

use std::ops::Range;

use travaux_grammar::{BracketContent, NumberForm, bare_placeholders, find_number, write_number};

use super::provisions::{free_ordinal, labelled_provision};
use travaux_model::document::Document;
use travaux_model::edit::alternatives::innermost;
use travaux_model::edit::numbers::can_be_counted;
use travaux_model::edit::{Edit, Rewrite};
use travaux_model::outline::ProvisionId;
use travaux_model::positions::with_suffix;

/// Returns the replacements of the placeholder at a byte.
pub(super) fn fill_placeholder(document: &Document, offset: usize) -> Vec<Rewrite> {
    let numbers = number_label(document, offset).into_iter();
    numbers.chain(bracket_blank(document, offset)).chain(fill_brackets(document, offset)).collect()
}

/// Numbers a label without a number: `Article [X]` after article 4 becomes article 5, or article 4 bis if the draft has
/// an article 5.
fn number_label(document: &Document, offset: usize) -> Option<Rewrite> {
    let (draft, outline) = (&document.draft, &document.outline);
    let id = labelled_provision(document, offset)?;
    let provision = outline.provision(id);
    if provision.label?.form != NumberForm::Placeholder {
        return None;
    }
    let is_numbered = |it: &ProvisionId| {
        let other = outline.provision(*it);
        other.kind == provision.kind && other.label.is_some_and(|it| can_be_counted(&it) && it.is_plain())
    };
    let before = outline.siblings_before(id).find(is_numbered);
    let model = before.or_else(|| outline.siblings_after(id).find(is_numbered))?;
    let label = outline.provision(model).label?;
    let written = draft.slice(outline.label_range(draft, model));
    let system = find_number(&written, label.form, label.number()).first()?.system;
    let next = before.map_or(0, |_| label.number()).checked_add(1)?;
    let is_taken = outline
        .children(provision.parent)
        .filter(is_numbered)
        .any(|it| outline.provision(it).label.is_some_and(|it| it.number() == next));
    let number = match (is_taken, before) {
        (false, _) => write_number(next, label.form, system)?,
        (true, Some(before)) => {
            let base = write_number(label.number(), label.form, system)?;
            with_suffix(&base, free_ordinal(outline, before)?, draft.block(provision.block).language)?
        }
        (true, None) => return None,
    };
    let range = blank_number(document, id)?;
    Some(Rewrite::new(format!("number it {number}"), vec![Edit { range, text: number }]))
}

/// Returns the bytes of the placeholder for a number in a label: its bracket, or its last word.
fn blank_number(document: &Document, id: ProvisionId) -> Option<Range<usize>> {
    let (draft, outline) = (&document.draft, &document.outline);
    let provision = outline.provision(id);
    let block = draft.block(provision.block);
    let is_within = |range: &Range<u32>| provision.at.start <= range.start && range.end <= provision.at.end;
    let brackets = block.brackets.list.iter().filter_map(|it| it.whole());
    if let Some(bracket) = brackets.into_iter().find(is_within) {
        return Some(draft.range(provision.block, bracket));
    }
    let label = outline.label_range(draft, id);
    let words = draft.slice(label.clone());
    let last = words.split_whitespace().next_back()?;
    Some(label.end - last.len()..label.end)
}

/// Puts a blank number in brackets: `20XX`, `XX`, `____`.
fn bracket_blank(document: &Document, offset: usize) -> Option<Rewrite> {
    let draft = &document.draft;
    let id = draft.block_at(offset);
    let (start, block) = (draft.start(id), draft.block(id));
    let touches = |it: &Range<usize>| start + it.start <= offset && offset <= start + it.end;
    let bare = bare_placeholders(block.plain_text()).into_iter().find(touches)?;
    if innermost(draft, offset).is_some() {
        return None;
    }
    let sign = |at: usize, sign: &str| Edit { range: start + at..start + at, text: sign.to_owned() };
    Some(Rewrite::new("put the placeholder in brackets", vec![sign(bare.start, "["), sign(bare.end, "]")]))
}

/// Writes a placeholder into empty brackets.
fn fill_brackets(document: &Document, offset: usize) -> Vec<Rewrite> {
    let draft = &document.draft;
    let Some(site) = innermost(draft, offset) else { return Vec::new() };
    let block = draft.block(site.block);
    let bracket = &block.brackets[site.index];
    let Some(inside) = bracket.inside().filter(|it| block.slice(it.clone()).trim().is_empty()) else {
        return Vec::new();
    };
    if !matches!(bracket.content, BracketContent::Text | BracketContent::Placeholder) {
        return Vec::new();
    }
    let range = draft.range(site.block, inside);
    let with = |text: &str| vec![Edit { range: range.clone(), text: text.to_owned() }];
    vec![
        Rewrite::new("write `X` for a number still to come", with("X")),
        Rewrite::new("write `…` for words still to come", with("…")),
    ]
}
