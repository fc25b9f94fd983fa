//! The settings of a project, from travaux.toml, an editor or the command line, as one value.

mod editor_settings;
pub mod files;
mod overrides;
mod partial;
mod reader;
#[cfg(test)]
mod schema;
mod table;
mod values;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use travaux_grammar::Language;

use crate::diagnostic::Severity;

pub use partial::PartialSettings;
pub use reader::ConfigError;
pub use values::pattern_error;

/// Whether the text may still contain brackets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// A text under negotiation, in which brackets are normal.
    #[default]
    Negotiating,
    /// A text declared final, in which no bracket may be left.
    Final,
}

/// The meaning of `bis`, on which the UN Editorial Manual and recent practice differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Bis {
    /// A provision inserted after the one of that number.
    #[default]
    Addition,
    /// An alternative version of the one of that number.
    Alternative,
}

/// All settings with their defaults applied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Patterns of drafts in addition to the usual names.
    pub include: Vec<String>,
    /// Patterns of files that are not drafts.
    pub exclude: Vec<String>,
    /// The language of the drafts; `None` to detect it.
    pub language: Option<Language>,
    /// The label of the encoding of drafts without a byte order mark; `None` for UTF-8.
    pub encoding: Option<String>,
    /// The severity of each rule; `None` for a rule that is turned off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Whether the text may still contain brackets.
    pub profile: Profile,
    /// The meaning of `bis`.
    pub bis: Bis,
    /// Additional delegation codes and their names.
    pub delegations: BTreeMap<String, String>,
    /// Other treaties to which the drafts refer.
    pub instruments: Vec<Instrument>,
    /// Other settings for some of the drafts, of which later ones take precedence.
    pub overrides: Vec<Override>,
    /// Whether inlay hints count those on each side of a run of brackets; a setting of editors only.
    pub inlay_tally: bool,
}

/// Settings for the drafts whose paths match some patterns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Override {
    /// The patterns of the paths.
    pub paths: Vec<String>,
    /// The language of these drafts.
    pub language: Option<Language>,
    /// The label of their encoding.
    pub encoding: Option<String>,
    /// The severity of rules; `None` for a rule that is turned off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// Whether these drafts may still contain brackets.
    pub profile: Option<Profile>,
    /// The meaning of `bis` in them.
    pub bis: Option<Bis>,
}

impl Settings {
    /// Returns the settings with those of an override in place of what it sets.
    #[must_use]
    pub fn overridden(&self, by: &Override) -> Settings {
        let mut settings = self.clone();
        settings.language = by.language.or(settings.language);
        settings.encoding = by.encoding.clone().or(settings.encoding);
        settings.profile = by.profile.unwrap_or(settings.profile);
        settings.bis = by.bis.unwrap_or(settings.bis);
        settings.rules.extend(by.rules.iter().map(|(rule, severity)| (rule.clone(), *severity)));
        settings
    }
}

/// Another treaty to which drafts refer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// The name.
    pub name: String,
    /// Other names for the same treaty.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The path of its text, relative to travaux.toml, if it is in the workspace.
    #[serde(default)]
    pub file: Option<String>,
}
