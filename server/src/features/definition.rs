//! From a reference to what it names.

use std::ops::Range;

use super::Location;
use crate::document::Document;
use crate::workspace::Workspace;

/// The provisions that the reference at a byte names, and the bytes of the reference. Empty where none is.
pub fn definition(
    _workspace: &Workspace,
    _draft: &str,
    _document: &Document,
    _offset: usize,
) -> Option<(Range<usize>, Vec<Location>)> {
    None
}
