//! Editor features: one file for each, with pure functions of a workspace, a document and an offset. The features do not
//! depend on each other, and know neither the editor protocol nor files.

use std::ops::Range;
use std::sync::Arc;

pub mod actions;
pub mod call_hierarchy;
pub mod code_lens;
pub mod completion;
pub mod definition;
pub mod delegation_records;
pub mod document_links;
pub mod folding;
pub mod formatting;
pub mod highlight;
pub mod hover;
pub mod inlay_hints;
pub mod linked_editing;
pub mod open_brackets;
pub mod positions_overview;
pub mod references;
pub mod rename;
pub mod selection;
pub mod semantic_tokens;
pub mod settled_text;
pub mod symbols;
pub mod workspace_symbols;

pub mod display_text;

/// A place in a draft of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name of the draft; `None` for the draft of the request.
    pub draft: Option<Arc<str>>,
    /// The bytes to show: the whole provision.
    pub range: Range<usize>,
    /// The bytes to select: the label of the provision.
    pub selection: Range<usize>,
}

impl Location {
    /// Returns a range of the draft of the request, which is selected as a whole.
    fn here(range: Range<usize>) -> Location {
        Location { draft: None, range: range.clone(), selection: range }
    }
}
