//! What a rule says: which words, how grave, why, and what would mend it. A fix is data; nothing here edits.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Info,
    /// Probably an oversight.
    Warning,
    /// The text is broken.
    Error,
}

impl Severity {
    /// The word of the contract: `error`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A place that a finding speaks of besides its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The draft it is in; `None` for the finding's own.
    pub draft: Option<Arc<str>>,
    /// Bytes of that draft.
    pub range: Range<usize>,
    /// What stands there, a lower-case clause: `first opened here`.
    pub message: String,
}

/// One replacement of a fix: bytes of the finding's draft, and what to put there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes instead.
    pub text: String,
}

/// A change that would mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a menu entry: `delete the second of the two`.
    pub title: String,
    /// Its edits, in order, which do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it is right whatever was meant, so that it may be made unseen. Of the others somebody chooses one.
    pub is_sure: bool,
    /// Whether it is what an editor should offer first for the finding, even where it is not sure.
    pub is_preferred: bool,
}

/// One finding in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name: `dangling-reference`.
    pub rule: &'static str,
    /// How grave it is, settings applied.
    pub severity: Severity,
    /// Bytes of the draft.
    pub range: Range<usize>,
    /// One lower-case sentence about this text, without a full stop.
    pub message: String,
    /// Other places that it speaks of.
    pub related: Vec<Related>,
    /// What would mend it.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// What would mend it and may be made unseen.
    pub fn sure_fix(&self) -> Option<&Fix> {
        self.fix.as_ref().filter(|it| it.is_sure)
    }
}
