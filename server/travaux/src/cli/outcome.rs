//! The outcomes of commands.

use std::process::ExitCode;

use crate::files::load::LoadedProject;

/// The outcome of a command. Its number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// There is nothing to report.
    Clean = 0,
    /// There are findings of the severity that was requested.
    Findings = 1,
    /// The command failed, at least partly.
    Failed = 2,
}

impl Outcome {
    /// Returns the outcome of loading a project.
    pub(super) fn of(loaded: &LoadedProject) -> Outcome {
        if loaded.faults.iter().any(|it| it.is_failure) { Outcome::Failed } else { Outcome::Clean }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}
