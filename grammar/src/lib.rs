//! Reads treaty-style drafts: text to blocks, and in each block its labels, brackets, references and terms. Knows
//! neither editors nor rules nor what delegations want. Parsing never fails and loses nothing: the texts of a draft's
//! blocks, joined, are its text. All offsets are bytes, and inside a block they are relative to it.

pub mod language;
pub mod fold;
pub mod kind;
pub mod lexicon;
pub mod token;
pub mod notation;
pub mod label;
pub mod leading;
pub mod reference;
pub mod bracket;
pub mod definition;
pub mod attribution;
pub mod split;
pub mod block;
pub mod draft;

pub use block::Block;
pub use draft::Draft;
pub use kind::Kind;
pub use label::Label;
pub use language::Language;
