//! What the tests share.

pub mod bench;
pub mod binary;
pub mod book;
pub mod client;
