//! What an editor asks about a place: one pure file each. They know neither each other nor the protocol.

use std::ops::Range;
use std::sync::Arc;

pub mod actions;
pub mod completion;
pub mod definition;
pub mod folding;
pub mod formatting;
pub mod hierarchy;
pub mod highlight;
pub mod hints;
pub mod hover;
pub mod lens;
pub mod linked;
pub mod links;
pub mod references;
pub mod rename;
pub mod selection;
pub mod symbols;
pub mod tokens;
pub mod workspace_symbols;

/// A place in a draft of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The draft; `None` for the one that was asked about.
    pub draft: Option<Arc<str>>,
    /// What to show: the whole provision, in bytes.
    pub range: Range<usize>,
    /// What to select: its label.
    pub selection: Range<usize>,
}

impl Location {
    /// A place in the draft that was asked about, all of which is to be selected.
    fn here(range: Range<usize>) -> Location {
        Location { draft: None, range: range.clone(), selection: range }
    }
}
