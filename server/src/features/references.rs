//! Who refers to a provision.

use super::Location;
use crate::document::Document;
use crate::workspace::Workspace;

/// The references to the provision at a byte, or to what the reference at it names, in the order of the text;
/// `with_declaration` adds the provision's own label.
pub fn references(
    _workspace: &Workspace,
    _draft: &str,
    _document: &Document,
    _offset: usize,
    _with_declaration: bool,
) -> Vec<Location> {
    Vec::new()
}
