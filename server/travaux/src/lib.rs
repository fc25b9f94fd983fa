//! The `travaux` command: the only crate that uses the terminal, files, threads and the language server protocol.

pub mod cli;
pub mod files;
pub mod lsp;
pub mod report;

mod file_kind;
mod line_index;
