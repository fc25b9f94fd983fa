//! What an editor asks about a place: one pure file each. They know neither each other nor the protocol.

use std::ops::Range;
use std::sync::Arc;

pub mod actions;
pub mod completion;
pub mod definition;
pub mod formatting;
pub mod hover;
pub mod references;
pub mod rename;
pub mod symbols;

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
