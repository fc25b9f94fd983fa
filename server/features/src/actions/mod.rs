//! What can be done at a place: the fixes of findings, a choice among alternatives, brackets on and off, a provision
//! inserted, numbers put in a row, placeholders filled. Each is offered as data and nothing is changed here.

mod brackets;
mod findings;
mod placeholders;
mod provisions;
#[cfg(test)]
mod tests;

use std::ops::Range;

use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::edit::Rewrite;

/// What an editor groups an action under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It fixes a finding, and is the one to offer first.
    Fix,
    /// It is one of the things that can be done about a finding.
    Choice,
    /// It changes the text at the place.
    Rewrite,
    /// It mends all that can be mended unseen, wherever it is.
    Everything,
}

/// One thing that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What it is.
    pub sort: Sort,
    /// The finding that it mends, by place in those handed in.
    pub mends: Option<usize>,
    /// Its edits and its name.
    pub rewrite: Rewrite,
}

/// How many letters of a text a menu entry quotes.
const QUOTED: usize = 40;

/// What can be done with a selection, which may be empty. `findings` are those of the draft.
pub fn actions(document: &Document, findings: &[Diagnostic], selection: Range<usize>) -> Vec<Action> {
    let mut found = findings::about(document, findings, &selection);
    found.extend(findings::all(findings));
    if document.draft.is_empty() {
        return found;
    }
    let at = selection.start;
    let rewrites = placeholders::converted(document, at)
        .into_iter()
        .chain(brackets::in_brackets(document, at))
        .chain(brackets::wrapped(document, &selection))
        .chain(provisions::inserted(document, at))
        .chain(provisions::in_a_row(document, at))
        .chain(provisions::bracketed(document, at));
    found.extend(rewrites.map(|rewrite| Action { sort: Sort::Rewrite, mends: None, rewrite }));
    found
}

/// Whether square brackets pair in a text.
fn is_paired(words: &str) -> bool {
    let mut depth = 0i64;
    let is_closed_in_turn = words.chars().all(|sign| {
        depth += i64::from(sign == '[') - i64::from(sign == ']');
        depth >= 0
    });
    is_closed_in_turn && depth == 0
}

fn brief(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(QUOTED) {
        None => words,
        Some((end, _)) => format!("{}…", &words[..end]),
    }
}
