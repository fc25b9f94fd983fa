//! What the tests share.

pub mod bench;
pub mod binary;
pub mod book;
pub mod client;
pub mod defect;
pub mod generator;
pub mod negotiated;
pub mod oracle;
pub mod protocol;
pub mod random;
pub mod typing;
