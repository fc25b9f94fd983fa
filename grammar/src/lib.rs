//! Reads treaty-style drafts: text to blocks, and in each block its labels, brackets, references and terms. Knows
//! neither editors nor rules nor what delegations want. Parsing never fails and loses nothing: the texts of a draft's
//! blocks, joined, are its text. All offsets are bytes, and inside a block they are relative to it.

pub mod attribution;
pub mod block;
pub mod block_summary;
pub mod bracket;
pub mod definition;
pub mod draft;
pub mod fold;
mod furniture;
mod han;
mod inline;
pub mod kind;
pub mod label;
pub mod language;
pub mod leading;
pub mod lexicon;
pub mod marks;
pub mod notation;
pub mod reference;
pub mod several;
pub mod split;
pub mod suffix;
mod text_start;
pub mod token;

pub use block::Block;
pub use block_summary::{BlockSummary, Summaries};
pub use draft::Draft;
pub use kind::Kind;
pub use label::Label;
pub use language::Language;
pub use marks::{Marks, Named};
