//! What the tests share.

pub mod bench;
pub mod binary;
pub mod client;
