//! Delegations, groups and their members over time, and the positions that a project's files record.
//!
//! Values only: the caller passes the text of a file, and gets the content with the errors in it. Nothing here reads a
//! file, and no parser fails as a whole.

pub mod about;
pub mod delegation;
pub mod delegations;
pub mod fault;
pub mod groups;
pub mod position;
pub mod reader;
pub mod standing;

mod csv_entry;
mod entry;
mod group_file;
mod json_entry;

mod json;
mod shape;
mod sheet;

pub(crate) mod address;
mod date;
pub mod nearest;
mod written_form;

pub use delegation::{Delegation, DelegationId, DelegationKind, Names};
pub use delegations::Delegations;
pub use fault::Fault;
pub use groups::{Group, Membership};
pub use position::{Position, Source, Stance};
pub use reader::{PositionsFile, read_csv, read_json};
pub use standing::{Placed, Record, Standing};

#[cfg(test)]
mod testing {
    use super::{DelegationId, Delegations};

    pub(super) fn find(delegations: &Delegations, written: &str) -> DelegationId {
        delegations.find(written).unwrap_or_else(|| panic!("{written}"))
    }

    pub(super) fn codes(delegations: &Delegations, found: Vec<DelegationId>) -> Vec<&str> {
        found.into_iter().map(|it| delegations[it].code.as_str()).collect()
    }
}
