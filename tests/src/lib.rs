//! What the tests share.

pub mod client;
