//! Helpers that the tests and the benchmarks share.

pub mod arbitrary_input;
pub mod benchmark_drafts;
pub mod benchmark_editor;
pub mod binary;
pub mod book;
pub mod callgrind;
pub mod client;
pub mod defect;
pub mod generator;
pub mod oracle;
pub mod protocol;
pub mod random;
pub mod recall;
pub mod test_folder;
pub mod texts;
pub mod typing;
