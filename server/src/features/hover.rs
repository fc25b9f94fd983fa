//! What a drafter sees over a word: the provision, the bracket or the reference there, and who stands where on it.

use std::ops::Range;

use crate::document::Document;
use crate::workspace::Workspace;

/// A hover: the bytes it speaks of, and Markdown in which nothing of the draft is taken as markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The bytes it speaks of.
    pub range: Range<usize>,
    /// What it says.
    pub markdown: String,
}

/// The hover at a byte of a draft.
pub fn hover(_workspace: &Workspace, _draft: &str, _document: &Document, _offset: usize) -> Option<Hover> {
    None
}
