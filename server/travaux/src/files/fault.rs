//! Faults in files other than drafts, and files that could not be read. They are findings in every output format, under the
//! codes that an editor shows for them.

use std::fmt;
use std::path::Path;

use super::paths::display_path;
use crate::line_index::{LineColumn, LineIndex};
use travaux_model::diagnostic::Severity;
use travaux_model::positions::PositionRule;
use travaux_model::text::Text;

/// A fault in a file that is not a draft, or the reason why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFault {
    /// The path for display.
    pub path: String,
    /// The place in the file; `None` if the fault concerns the whole file.
    pub position: Option<LineColumn>,
    /// The kind of fault.
    pub code: FaultCode,
    /// The severity: an error, unless the settings give the rule of the fault another one.
    pub severity: Severity,
    /// A lower-case clause without a full stop.
    pub message: String,
    /// Whether a file could not be read, at least from there on, so that the exit status is 2.
    pub is_failure: bool,
}

/// The kinds of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultCode {
    /// A requested file could not be read.
    UnreadableFile,
    /// A travaux.toml is wrong, so that its drafts were not linted.
    SettingsFile,
    /// A positions file is wrong.
    PositionsFile,
    /// A rule about positions files reports something.
    Position(PositionRule),
    /// A groups file is wrong.
    GroupsFile,
    /// A topics file is wrong.
    TopicsFile,
    /// The text of an instrument could not be read.
    InstrumentFile,
    /// Travaux itself failed.
    InternalError,
}

impl FaultCode {
    /// All codes other than the names of rules.
    pub const ALL: [FaultCode; 7] = [
        FaultCode::UnreadableFile,
        FaultCode::SettingsFile,
        FaultCode::PositionsFile,
        FaultCode::GroupsFile,
        FaultCode::TopicsFile,
        FaultCode::InstrumentFile,
        FaultCode::InternalError,
    ];

    /// Returns the code as reports write it: `positions-file`.
    pub fn name(self) -> &'static str {
        match self {
            FaultCode::UnreadableFile => "unreadable-file",
            FaultCode::SettingsFile => "settings-file",
            FaultCode::PositionsFile => "positions-file",
            FaultCode::Position(rule) => rule.name(),
            FaultCode::GroupsFile => "groups-file",
            FaultCode::TopicsFile => "topics-file",
            FaultCode::InstrumentFile => "instrument-file",
            FaultCode::InternalError => "internal-error",
        }
    }

    /// Returns what a fault of this kind means, in one sentence.
    pub fn description(self) -> &'static str {
        match self {
            FaultCode::UnreadableFile => {
                "A file that was to be linted could not be read: it is missing, no text, a device, or too large."
            }
            FaultCode::SettingsFile => "A travaux.toml has an error, so the drafts under it were not linted.",
            FaultCode::PositionsFile => "A positions file has an error; that position is left out.",
            FaultCode::Position(_) => "A position in a positions file contradicts the draft, or another position.",
            FaultCode::GroupsFile => "A groups file has an error; that group is left out.",
            FaultCode::TopicsFile => "A topics file has an error; that topic is left out.",
            FaultCode::InstrumentFile => {
                "The text of an instrument that travaux.toml names could not be read, so references to it were not checked."
            }
            FaultCode::InternalError => "Travaux failed on a draft. Please report it with the draft.",
        }
    }

    /// Returns whether every fault of this kind is a failure: the command could not do its work, so that its exit status is 2.
    pub fn is_failure(self) -> bool {
        match self {
            FaultCode::UnreadableFile
            | FaultCode::SettingsFile
            | FaultCode::InstrumentFile
            | FaultCode::InternalError => true,
            FaultCode::PositionsFile | FaultCode::Position(_) | FaultCode::GroupsFile | FaultCode::TopicsFile => false,
        }
    }
}

impl FileFault {
    /// Creates a fault of a whole file.
    pub fn of_file(path: &Path, code: FaultCode, message: impl Into<String>) -> FileFault {
        FileFault::of_name(display_path(path), code, message)
    }

    /// Creates a fault of a whole draft with the given name.
    pub fn of_name(name: impl Into<String>, code: FaultCode, message: impl Into<String>) -> FileFault {
        FileFault {
            path: name.into(),
            position: None,
            code,
            severity: Severity::Error,
            message: message.into(),
            is_failure: code.is_failure(),
        }
    }

    /// Creates the faults at some bytes of a file with the given text.
    pub fn in_text<'f>(
        path: &Path,
        code: FaultCode,
        text: &str,
        faults: impl Iterator<Item = (usize, &'f str)>,
    ) -> Vec<FileFault> {
        let (name, line_index) = (display_path(path), LineIndex::of(&Text::of(text)));
        let fault = |(offset, message): (usize, &str)| FileFault {
            path: name.clone(),
            position: Some(line_index.position(offset)),
            code,
            severity: Severity::Error,
            message: message.to_owned(),
            is_failure: code.is_failure(),
        };
        faults.map(fault).collect()
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FileFault { path, position, message, .. } = self;
        match position {
            Some(LineColumn { line, column }) => write!(formatter, "{path}:{line}:{column}: {message}"),
            None => write!(formatter, "{path}: {message}"),
        }
    }
}
