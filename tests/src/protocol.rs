//! The Language Server Protocol, as far as a test can hold a server to it: its meta-model, and what it says besides in
//! words that can be checked. `tests/protocol/refresh` makes the meta-model's file.

mod conversation;

mod capabilities;
mod consistency;
mod type_check;

mod model;

pub use conversation::Conversation;
