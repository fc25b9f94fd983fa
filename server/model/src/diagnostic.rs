//! Findings: what is wrong, where, how severe it is, and the fix. A fix is data; nothing here edits.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The severity of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Information; nothing needs to be done.
    Info,
    /// Probably an oversight.
    Warning,
    /// The text is broken.
    Error,
}

impl Severity {
    /// Returns the word used in settings and JSON, such as `error`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place to which a finding refers in addition to its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The draft that contains it; `None` for the draft of the finding.
    pub draft: Option<Arc<str>>,
    /// The bytes in that draft.
    pub range: Range<usize>,
    /// A lower-case clause about the place: `first opened here`.
    pub message: String,
}

/// One replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace.
    pub range: Range<usize>,
    /// The replacement.
    pub text: String,
}

/// A change that removes the cause of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The title for a menu: `delete the second of the two`.
    pub title: String,
    /// The edits in order, without overlaps.
    pub edits: Vec<Edit>,
    /// Whether the fix is correct whatever the author meant, so that it may be applied without review.
    pub is_sure: bool,
    /// Whether an editor should offer this fix first, even if it is not sure.
    pub is_preferred: bool,
}

/// A finding in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule: `dangling-reference`.
    pub rule: &'static str,
    /// The severity, with the settings applied.
    pub severity: Severity,
    /// The bytes in the draft.
    pub range: Range<usize>,
    /// One lower-case sentence about this text, without a full stop.
    pub message: String,
    /// Other places to which the finding refers.
    pub related: Vec<Related>,
    /// A fix, if there is one.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns the fix if it may be applied without review.
    pub fn sure_fix(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|it| it.is_sure)
    }
}
