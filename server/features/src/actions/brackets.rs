//! Actions on brackets: accept or drop an alternative, add another, add or remove brackets.

use std::ops::Range;

use travaux_grammar::{BracketContent, Language, PLACEHOLDER};

use super::{MAX_QUOTED_CHARS, is_balanced};
use crate::display_text::excerpt;
use travaux_model::at_offset::{Pair, pairs_around};
use travaux_model::document::Document;
use travaux_model::edit::alternatives::{self, DelegationTable};
use travaux_model::edit::{Edit, Rewrite};
use travaux_model::outline::BracketRef;
use travaux_model::workspace::Workspace;

/// Returns the actions on the innermost bracket around a byte.
pub(super) fn bracket_actions(workspace: &Workspace, document: &Document, offset: usize) -> Vec<Rewrite> {
    let draft = &document.draft;
    let delegations: DelegationTable<'_, '_> = &|| workspace.delegations();
    let Some(site) = alternatives::innermost(draft, offset) else { return spanning_bracket_actions(document, offset) };
    let Some(words) = alternatives::own_words(draft, site, delegations) else { return Vec::new() };
    let quoted = excerpt(words, MAX_QUOTED_CHARS);
    let mut found = Vec::new();
    if let Some(run) = alternatives::run(draft, site) {
        let here = alternatives::accepted(draft, site.block, run, site.index, delegations);
        found.extend(here.map(|edit| Rewrite::new(format!("accept “{quoted}” here"), vec![edit])));
        let everywhere = alternatives::accepted_everywhere(draft, site, delegations);
        if everywhere.len() > 1 {
            let title = format!("accept “{quoted}” in all {} places", everywhere.len());
            found.push(Rewrite::previewed(title, everywhere));
        }
        found.extend(add_alternative(document, site, run.brackets.last().copied()));
    } else if draft.block(site.block).brackets[site.index].content == BracketContent::Text {
        found.extend(add_alternative(document, site, Some(site.index)));
    }
    let unbracketed = alternatives::unbracketed(draft, &document.outline, site, delegations);
    found.extend(unbracketed.map(|edits| Rewrite::new("remove the brackets and keep the words", edits)));
    found.extend(alternatives::dropped(draft, site).map(|edit| Rewrite::new(format!("drop “{quoted}”"), vec![edit])));
    found
}

/// Returns the actions at the opening or closing sign of a bracket that spans blocks: it may contain whole articles.
fn spanning_bracket_actions(document: &Document, offset: usize) -> Vec<Rewrite> {
    let touches = |it: &Pair| it.is_at_an_end(offset) || offset == it.open.end || offset == it.close.end;
    let Some(pair) = pairs_around(document, offset).into_iter().find(touches) else { return Vec::new() };
    let delete = |range: Range<usize>| Edit { range, text: String::new() };
    let after = document.draft.slice(pair.close.end..document.draft.len());
    // The blank lines after the bracket go too, since those before it stay.
    let blank = after.len() - after.trim_start_matches(['\n', '\r']).len();
    let dropped = pair.open.start..pair.close.end + blank;
    vec![
        Rewrite::new("remove the brackets and keep their content", vec![delete(pair.open), delete(pair.close)]),
        Rewrite::new("drop the brackets and their content", vec![delete(dropped)]),
    ]
}

/// Adds an alternative: a bracket with a placeholder after the last one of a run.
fn add_alternative(document: &Document, site: BracketRef, last: Option<u32>) -> Option<Rewrite> {
    let block = document.draft.block(site.block);
    let bracket = &block.brackets[last?];
    let end = document.draft.offset(site.block, bracket.end?);
    let space = if block.language == Language::Zh { "" } else { " " };
    let text = format!("{space}{}{PLACEHOLDER}{}", bracket.glyph.opener(), bracket.glyph.closer());
    Some(Rewrite::new("add an alternative", vec![Edit { range: end..end, text }]))
}

/// Puts the selection in brackets, if its own brackets are balanced.
pub(super) fn wrap_selection(document: &Document, selection: &Range<usize>) -> Option<Rewrite> {
    if selection.is_empty() {
        return None;
    }
    let words = document.draft.slice(selection.clone());
    let sign = |at: usize, sign: &str| Edit { range: at..at, text: sign.to_owned() };
    let start = selection.start + (words.len() - words.trim_start().len());
    let end = selection.end - (words.len() - words.trim_end().len());
    (is_balanced(&words) && start < end)
        .then(|| Rewrite::new("put the selection in brackets", vec![sign(start, "["), sign(end, "]")]))
}
