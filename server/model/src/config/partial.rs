//! Settings from a single source, which may leave some of them open. A second source fills these in.

use std::collections::BTreeMap;

use travaux_grammar::Language;

use super::{Bis, Instrument, Override, Profile, Settings};
use crate::diagnostic::Severity;

/// Settings from travaux.toml or from an editor; `None` where the source leaves a setting open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartialSettings {
    pub(super) include: Option<Vec<String>>,
    pub(super) exclude: Option<Vec<String>>,
    pub(super) language: Option<Language>,
    pub(super) encoding: Option<String>,
    pub(super) rules: BTreeMap<String, Option<Severity>>,
    pub(super) profile: Option<Profile>,
    pub(super) bis: Option<Bis>,
    pub(super) delegations: BTreeMap<String, String>,
    pub(super) instruments: Option<Vec<Instrument>>,
    pub(super) overrides: Option<Vec<Override>>,
    /// Set by editors only.
    pub(super) inlay_tally: Option<bool>,
}

impl PartialSettings {
    /// Returns these settings, with those of another source for what is left open. Each rule and each delegation counts
    /// by itself.
    #[must_use]
    pub fn or(self, other: &PartialSettings) -> PartialSettings {
        PartialSettings {
            include: self.include.or_else(|| other.include.clone()),
            exclude: self.exclude.or_else(|| other.exclude.clone()),
            language: self.language.or(other.language),
            encoding: self.encoding.or_else(|| other.encoding.clone()),
            rules: merged(self.rules, &other.rules),
            profile: self.profile.or(other.profile),
            bis: self.bis.or(other.bis),
            delegations: merged(self.delegations, &other.delegations),
            instruments: self.instruments.or_else(|| other.instruments.clone()),
            overrides: self.overrides.or_else(|| other.overrides.clone()),
            inlay_tally: self.inlay_tally.or(other.inlay_tally),
        }
    }

    /// Returns whether a key is set: `profile`, `drafts.include`, `rules.skipped-number`.
    pub fn sets(&self, key: &str) -> bool {
        match key {
            "profile" => self.profile.is_some(),
            "bis" => self.bis.is_some(),
            "drafts.language" => self.language.is_some(),
            "drafts.encoding" => self.encoding.is_some(),
            "drafts.include" => self.include.is_some(),
            "drafts.exclude" => self.exclude.is_some(),
            _ => key.strip_prefix("rules.").is_some_and(|rule| self.rules.contains_key(rule)),
        }
    }

    /// Returns the settings with the defaults for what is left open.
    pub fn with_defaults(self) -> Settings {
        Settings {
            include: self.include.unwrap_or_default(),
            exclude: self.exclude.unwrap_or_default(),
            language: self.language,
            encoding: self.encoding,
            rules: self.rules,
            profile: self.profile.unwrap_or_default(),
            bis: self.bis.unwrap_or_default(),
            delegations: self.delegations,
            instruments: self.instruments.unwrap_or_default(),
            overrides: self.overrides.unwrap_or_default(),
            inlay_tally: self.inlay_tally.unwrap_or_default(),
        }
    }
}

fn merged<V: Clone>(mut own: BTreeMap<String, V>, others: &BTreeMap<String, V>) -> BTreeMap<String, V> {
    for (key, value) in others {
        own.entry(key.clone()).or_insert_with(|| value.clone());
    }
    own
}
