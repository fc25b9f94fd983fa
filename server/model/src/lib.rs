//! Treaty drafts as values: a text with its structure, the positions of delegations, the workspace around them, and the
//! edits that fixes and renames produce. Nothing here reads a file, locks, awaits, or knows the clock or the terminal.

pub mod at_offset;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod edit;
pub mod instruments;
pub mod markdown;
pub mod nearest;
pub mod outline;
pub mod paths;
pub mod positions;
pub mod schemas;
pub mod splice;
pub mod targets;
pub mod terms;
pub mod text;
pub mod workspace;
