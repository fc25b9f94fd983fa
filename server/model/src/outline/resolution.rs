//! What resolving a reference leads to.

use travaux_grammar::Step;

use super::ProvisionId;

/// The result of resolving a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Everything that it names exists.
    Resolved,
    /// It is relative to its place: `this article`.
    Relative,
    /// A number is still to come.
    Pending,
    /// It names another instrument.
    External,
    /// It names something that does not exist.
    Dangling,
}

impl Status {
    /// Returns the word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Status::Resolved => "resolved",
            Status::Relative => "relative",
            Status::Pending => "pending",
            Status::External => "external",
            Status::Dangling => "dangling",
        }
    }
}

/// The reason why a target does not exist.
#[derive(Clone, Debug, PartialEq)]
pub struct Missing {
    /// The innermost provision of the path that exists; `None` if not even the outermost does.
    pub inside: Option<ProvisionId>,
    /// The step without a provision.
    pub step: Step,
}

/// The result of resolving one target of a reference.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// The target exists.
    Found {
        /// The provision, or the one that contains the unlabelled text.
        provision: ProvisionId,
        /// Its address, which is deeper than the provision's if the reference continues to unlabelled text.
        address: String,
        /// The step that leads to unlabelled text of the provision, if the reference has one.
        unlabelled: Option<Step>,
    },
    /// The target does not exist.
    NotFound {
        /// The missing step.
        missing: Missing,
        /// The address that the reference spells.
        address: String,
    },
}

impl Resolved {
    /// Returns what is missing and the address that the reference spells, if the target does not exist.
    pub fn missing(&self) -> Option<(&Missing, &str)> {
        match self {
            Resolved::Found { .. } => None,
            Resolved::NotFound { missing, address } => Some((missing, address)),
        }
    }
}

/// A resolved reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The status.
    pub status: Status,
    /// The targets in reading order, with ranges expanded. Empty for an external or pending reference.
    pub targets: Vec<Resolved>,
}

impl Resolution {
    pub(super) fn without_targets(status: Status) -> Resolution {
        Resolution { status, targets: Vec::new() }
    }

    /// Returns the provisions that exist.
    pub fn provisions(&self) -> impl Iterator<Item = ProvisionId> + '_ {
        self.targets.iter().filter_map(|target| match target {
            Resolved::Found { provision, .. } => Some(*provision),
            Resolved::NotFound { .. } => None,
        })
    }
}
