//! Who negotiates and where they stand: delegations, groups and their members
//! over time, and the positions that a project's files record.
//!
//! Values only. Nothing here reads a file, knows the clock, an editor or a rule:
//! a caller hands over the text of a file and gets what was understood, with
//! faults for what was not. Reading never fails as a whole.

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
