//! Choices among alternatives, and brackets on and off.

use std::ops::Range;

use travaux_grammar::{BracketContent, Language, PLACEHOLDER};

use super::{brief, is_paired};
use travaux_model::at_offset::{Pair, pairs_around};
use travaux_model::document::Document;
use travaux_model::edit::alternatives::{self, BracketSite};
use travaux_model::edit::{Edit, Rewrite};

/// The choices that the innermost bracket around a place leaves.
pub(super) fn in_brackets(document: &Document, offset: usize) -> Vec<Rewrite> {
    let draft = &document.draft;
    let Some(site) = alternatives::innermost(draft, offset) else { return at_an_end(document, offset) };
    let Some(words) = alternatives::own_words(draft, site) else { return Vec::new() };
    let quoted = brief(words);
    let mut found = Vec::new();
    if let Some(run) = alternatives::run(draft, site) {
        let here = alternatives::accepted(draft, site.block, run, site.index);
        found.extend(here.map(|edit| Rewrite::new(format!("accept “{quoted}” here"), vec![edit])));
        let everywhere = alternatives::accepted_everywhere(draft, site);
        if everywhere.len() > 1 {
            found.push(Rewrite::new(format!("accept “{quoted}” in all {} places", everywhere.len()), everywhere));
        }
        found.extend(another(document, site, run.brackets.last().copied()));
    } else if draft.blocks[site.block].brackets.list[site.index].content == BracketContent::Text {
        found.extend(another(document, site, Some(site.index as u32)));
    }
    let unbracketed = alternatives::unbracketed(draft, &document.outline, site);
    found.extend(unbracketed.map(|edits| Rewrite::new("remove the brackets and keep the words", edits)));
    found.extend(alternatives::dropped(draft, site).map(|edit| Rewrite::new(format!("drop “{quoted}”"), vec![edit])));
    found
}

/// What can be done at a sign of a bracket that ends in another block: it may hold whole articles.
fn at_an_end(document: &Document, offset: usize) -> Vec<Rewrite> {
    let touches = |it: &Pair| it.is_at_an_end(offset) || offset == it.open.end || offset == it.close.end;
    let Some(pair) = pairs_around(document, offset).into_iter().find(touches) else { return Vec::new() };
    let gone = |range: Range<usize>| Edit { range, text: String::new() };
    let behind = document.draft.slice(pair.close.end..document.draft.len());
    // With the blank lines that would be left one behind the other.
    let blank = behind.len() - behind.trim_start_matches(['\n', '\r']).len();
    let dropped = pair.open.start..pair.close.end + blank;
    vec![
        Rewrite::new("remove the brackets and keep what they hold", vec![gone(pair.open), gone(pair.close)]),
        Rewrite::new("drop all that these brackets hold", vec![gone(dropped)]),
    ]
}

/// A bracket with a placeholder after the last of a run, for another alternative.
fn another(document: &Document, site: BracketSite, last: Option<u32>) -> Option<Rewrite> {
    let block = &document.draft.blocks[site.block];
    let bracket = &block.brackets.list[last? as usize];
    let end = document.draft.start(site.block) + bracket.end? as usize;
    let blank = if block.language == Language::Zh { "" } else { " " };
    let text = format!("{blank}{}{PLACEHOLDER}{}", bracket.glyph.opener(), bracket.glyph.closer());
    Some(Rewrite::new("add an alternative", vec![Edit { range: end..end, text }]))
}

/// Brackets around what is selected, if brackets pair in it.
pub(super) fn wrapped(document: &Document, selection: &Range<usize>) -> Option<Rewrite> {
    if selection.is_empty() {
        return None;
    }
    let words = document.draft.slice(selection.clone());
    let sign = |at: usize, sign: &str| Edit { range: at..at, text: sign.to_owned() };
    let front = selection.start + (words.len() - words.trim_start().len());
    let back = selection.end - (words.len() - words.trim_end().len());
    (is_paired(&words) && front < back)
        .then(|| Rewrite::new("put the selection in brackets", vec![sign(front, "["), sign(back, "]")]))
}
