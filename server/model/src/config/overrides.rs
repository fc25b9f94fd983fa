//! Reads `[[overrides]]`: other settings for the drafts whose paths match some patterns.

use toml::de::DeValue;
use travaux_grammar::Language;

use super::Override;
use super::table::{Errors, Value};
use super::values::{BIS, PROFILES, encoding, misplaced_or_unknown, patterns, severities};

/// The keys of an override. A test compares them with the schema.
pub(super) const OVERRIDE_KEYS: [&str; 6] = ["paths", "language", "encoding", "rules", "profile", "bis"];

/// Returns the overrides in a list of tables.
pub(super) fn overrides(value: &Value<'_>, rules: &[&str], errors: &mut Errors) -> Vec<Override> {
    let DeValue::Array(tables) = value.get_ref() else {
        errors.add(value.span(), "\"overrides\" is a list of tables; write each as [[overrides]]");
        return Vec::new();
    };
    tables.iter().filter_map(|it| single(it, rules, errors)).collect()
}

fn single(value: &Value<'_>, rules: &[&str], errors: &mut Errors) -> Option<Override> {
    let table = errors.table("[overrides]", value)?;
    let mut read = Override::default();
    for (key, value) in table {
        match &**key.get_ref() {
            "paths" => read.paths = patterns("paths", value, errors),
            "language" => {
                read.language = errors.choice("language", value, &Language::ALL.map(|it| (it.code(), it)));
            }
            "encoding" => read.encoding = encoding(value, errors),
            "rules" => read.rules = severities(value, rules, errors),
            "profile" => read.profile = errors.choice("profile", value, &PROFILES),
            "bis" => read.bis = errors.choice("bis", value, &BIS),
            _ => misplaced_or_unknown(key, "[overrides]", &OVERRIDE_KEYS, errors),
        }
    }
    let has_paths = table.get("paths").is_some_and(|it| it.get_ref().as_array().is_none_or(|list| !list.is_empty()));
    if !has_paths {
        errors.add(value.span(), "these overrides apply to no draft; add paths = [\"…\"]");
    }
    Some(read)
}
