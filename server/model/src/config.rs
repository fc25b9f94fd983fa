//! What a project sets, in travaux.toml, in an editor's settings or on the command line, as one value.

pub mod files;
mod reader;
mod table;
pub mod wishes;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use travaux_grammar::Language;

use crate::diagnostic::Severity;

pub use reader::ConfigFault;

/// Whether brackets are expected in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// A text under negotiation: brackets are normal.
    #[default]
    Negotiating,
    /// A text declared final: none may be left.
    Final,
}

/// What `bis` says: the UN Editorial Manual and recent practice differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bis {
    /// A provision added behind the one of that number.
    #[default]
    Addition,
    /// Another version of the one of that number.
    Alternative,
}

/// All that can be set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Patterns of drafts beside the usual names.
    pub include: Vec<String>,
    /// Patterns of files that are no drafts.
    pub exclude: Vec<String>,
    /// The language of the drafts; `None` to detect it.
    pub language: Option<Language>,
    /// Severity by rule; `None` for a rule that is off.
    pub rules: BTreeMap<String, Option<Severity>>,
    /// What the text is.
    pub profile: Profile,
    /// What `bis` says.
    pub bis: Bis,
    /// Extra delegation codes and their names.
    pub delegations: BTreeMap<String, String>,
    /// Other treaties.
    pub instruments: Vec<Instrument>,
}

/// Another treaty that drafts refer to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instrument {
    /// Its name.
    pub name: String,
    /// Other names that mean it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its text, if it is in the workspace, relative to travaux.toml.
    #[serde(default)]
    pub file: Option<String>,
}
