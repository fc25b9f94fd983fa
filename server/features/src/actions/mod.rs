//! Code actions: fix findings, choose among alternatives, add and remove brackets, insert a provision, renumber, fill
//! placeholders. Actions are data; nothing is changed here.

mod brackets;
mod findings;
mod placeholders;
mod provisions;
#[cfg(test)]
mod tests;

use std::ops::Range;

use travaux_grammar::{Block, Glyph};
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::edit::Rewrite;
use travaux_model::workspace::Workspace;

/// The kind of an action, by which editors group actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActionKind {
    /// The preferred fix of a finding.
    PreferredFix,
    /// Another way to resolve a finding.
    Fix,
    /// A change of the text at the selection.
    Rewrite,
    /// All sure fixes in the draft.
    FixAll,
}

/// A change that is offered to the drafter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The kind.
    pub kind: ActionKind,
    /// The index of the finding that the action resolves.
    pub finding: Option<usize>,
    /// The edits and their title.
    pub rewrite: Rewrite,
}

/// The length in characters of the longest text that a title quotes.
const MAX_QUOTED_CHARS: usize = 40;

/// Returns the actions for a selection, which may be empty. `findings` are those of the draft.
pub fn actions(
    workspace: &Workspace,
    document: &Document,
    findings: &[Diagnostic],
    selection: Range<usize>,
) -> Vec<Action> {
    let mut found = findings::finding_actions(document, findings, &selection);
    found.extend(findings::fix_all(findings));
    if document.draft.is_empty() {
        return found;
    }
    let at = selection.start;
    let rewrites = placeholders::fill_placeholder(document, at)
        .into_iter()
        .chain(brackets::bracket_actions(workspace, document, at))
        .chain(brackets::wrap_selection(document, &selection))
        .chain(provisions::insert(document, at))
        .chain(provisions::renumber(document, at))
        .chain(provisions::add_brackets(document, at));
    found.extend(rewrites.map(|rewrite| Action { kind: ActionKind::Rewrite, finding: None, rewrite }));
    found
}

/// Returns whether the brackets of a text are balanced: those of each family, since signs of several families may cross.
fn is_balanced(words: &str) -> bool {
    const GLYPHS: [Glyph; 5] = [Glyph::Square, Glyph::FullWidth, Glyph::Lenticular, Glyph::Tortoise, Glyph::Curly];
    let is_balanced = |family: usize| {
        let glyphs = || GLYPHS.into_iter().filter(move |it| it.family() == family);
        let mut depth = 0i64;
        let never_negative = words.chars().all(|sign| {
            depth += i64::from(glyphs().any(|it| it.opener().starts_with(sign)));
            depth -= i64::from(glyphs().any(|it| it.closer().starts_with(sign)));
            depth >= 0
        });
        never_negative && depth == 0
    };
    GLYPHS.into_iter().all(|it| is_balanced(it.family()))
}

/// Returns the line break of a block's file.
fn line_break(block: &Block) -> &'static str {
    if block.text.contains("\r\n") { "\r\n" } else { "\n" }
}
