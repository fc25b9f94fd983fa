//! Travaux, a language server and linter for treaty-style drafts. Modules stand in the order of their floors: values
//! first, then the pure functions over them, then the rooms that touch the world.

pub mod around;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod document;
pub mod edit;
pub mod features;
pub mod files;
pub mod instruments;
pub mod lsp;
pub mod markdown;
pub mod outline;
pub mod paths;
pub mod positions;
pub mod report;
pub mod rules;
pub mod targets;
pub mod terms;
pub mod text;
pub mod workspace;
