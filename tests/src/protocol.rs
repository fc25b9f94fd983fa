//! Checks messages against the Language Server Protocol: against its meta-model, and against those rules of its text
//! that can be checked. `tests/protocol/refresh` updates the file of the meta-model.

mod conversation;

mod capabilities;
mod consistency;
mod type_check;

mod model;

pub use conversation::Conversation;
