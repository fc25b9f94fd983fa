//! Those who take a position without being a delegation, and those who report what others said.

use serde::{Deserialize, Serialize};

use super::delegation::DelegationId;
use super::delegations::Delegations;
use super::local_text::LocalText;

/// One that takes a position and is no delegation: an organization, a chair, `most Arab States`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Speaker {
    /// The name to display.
    pub name: LocalText,
    /// The kind, if it is stated.
    pub kind: Option<SpeakerKind>,
}

/// The kind of a [`Speaker`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "speaker_kind"))]
#[serde(rename_all = "kebab-case")]
pub enum SpeakerKind {
    /// An organization or a secretariat, also through one of its officials.
    Organization,
    /// The chair of a meeting.
    Chair,
    /// A body that acts as a whole, by consensus or by a vote.
    Body,
    /// A person in an own capacity.
    Individual,
    /// States or others that the source does not name: `79 States`.
    Unnamed,
}

/// The one who reports a position of others: the Russian Federation for what it says about China, or a newspaper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reporter {
    /// Another delegation.
    Delegation(DelegationId),
    /// Anyone else, by name.
    Other(LocalText),
}

impl Reporter {
    /// Returns the name in a language, as far as it is known.
    pub fn name<'r>(&'r self, delegations: &'r Delegations, language: &str) -> &'r str {
        match self {
            Reporter::Delegation(id) => delegations[*id].name(language),
            Reporter::Other(name) => name.in_language(language).unwrap_or_default(),
        }
    }
}

impl SpeakerKind {
    /// All kinds.
    pub const ALL: [SpeakerKind; 5] = [
        SpeakerKind::Organization,
        SpeakerKind::Chair,
        SpeakerKind::Body,
        SpeakerKind::Individual,
        SpeakerKind::Unnamed,
    ];

    /// Returns the word used in files.
    pub fn word(self) -> &'static str {
        match self {
            SpeakerKind::Organization => "organization",
            SpeakerKind::Chair => "chair",
            SpeakerKind::Body => "body",
            SpeakerKind::Individual => "individual",
            SpeakerKind::Unnamed => "unnamed",
        }
    }
}
