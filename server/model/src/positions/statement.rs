//! How a position was stated, and the vote in which it was cast.

use serde::{Deserialize, Serialize};

use super::local_text::LocalText;

/// The form of a statement. A statement can have several: read out and handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "kind"))]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// A submission or another document.
    Written,
    /// A speech.
    Oral,
    /// An explanation of position or of vote.
    ExplanationOfPosition,
    /// A statement of several delegations together.
    Joint,
}

/// A vote: its question and its result, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Vote {
    /// What was voted on.
    pub question: LocalText,
    /// The number of votes in favour.
    #[serde(rename = "for")]
    pub in_favour: Option<u32>,
    /// The number of votes against.
    pub against: Option<u32>,
    /// The number of abstentions.
    pub abstaining: Option<u32>,
    /// Whether it was recorded how each State voted.
    pub recorded: Option<bool>,
}

impl Vote {
    /// Returns the numbers of votes in favour, against and, if known, of abstentions, as records write them: `79-60`,
    /// `79-60-33`.
    pub fn result(&self) -> Option<String> {
        let (in_favour, against) = (self.in_favour?, self.against?);
        let abstaining = self.abstaining.map_or(String::new(), |it| format!("-{it}"));
        Some(format!("{in_favour}-{against}{abstaining}"))
    }
}

impl StatementKind {
    /// All kinds.
    pub const ALL: [StatementKind; 4] =
        [StatementKind::Written, StatementKind::Oral, StatementKind::ExplanationOfPosition, StatementKind::Joint];

    /// Returns the word used in files.
    pub fn word(self) -> &'static str {
        match self {
            StatementKind::Written => "written",
            StatementKind::Oral => "oral",
            StatementKind::ExplanationOfPosition => "explanation-of-position",
            StatementKind::Joint => "joint",
        }
    }
}
