//! The outline that an editor shows.

use std::ops::Range;

use travaux_grammar::Kind;

use crate::document::Document;

/// One entry, with those beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// `Article 10 bis`
    pub name: String,
    /// Its title.
    pub detail: Option<String>,
    /// What it is.
    pub kind: Kind,
    /// All of it, in bytes.
    pub range: Range<usize>,
    /// Its label.
    pub selection: Range<usize>,
    /// What it holds.
    pub children: Vec<Symbol>,
}

/// The provisions of a draft as a tree.
pub fn symbols(_document: &Document) -> Vec<Symbol> {
    Vec::new()
}
