//! Bytes of a text, and lines and columns.

use std::ops::Range;

use tower_lsp::ls_types::{Position, Range as LspRange, TextDocumentContentChangeEvent};

use travaux_grammar::{to_u32, to_usize};
use travaux_model::document::Change;
use travaux_model::text::{Encoding, Text};

/// The byte at a position.
pub(in crate::lsp) fn offset(text: &Text, position: Position, encoding: Encoding) -> usize {
    text.offset(to_usize(position.line), to_usize(position.character), encoding)
}

/// A change of `text` in bytes. A range that ends before it starts is reversed.
pub(in crate::lsp) fn change(text: &Text, event: TextDocumentContentChangeEvent, encoding: Encoding) -> Change {
    let range = event.range.map(|it| {
        let start = offset(text, it.start, encoding);
        let end = offset(text, it.end, encoding);
        start.min(end)..start.max(end)
    });
    Change { range, text: event.text }
}

/// A range of bytes as lines and columns.
pub(super) fn range(text: &Text, range: Range<usize>, encoding: Encoding) -> LspRange {
    let [start, end] =
        text.positions(&range, encoding).map(|(line, column)| Position::new(to_u32(line), to_u32(column)));
    LspRange::new(start, end)
}

/// The smallest range that contains both. The protocol requires that what is selected lies inside what is shown, and some
/// clients discard an answer where it does not.
pub(super) fn enclosing(whole: &Range<usize>, selection: &Range<usize>) -> Range<usize> {
    whole.start.min(selection.start)..whole.end.max(selection.end)
}
