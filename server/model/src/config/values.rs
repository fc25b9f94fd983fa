//! The values that several tables of travaux.toml have: encodings, severities, patterns. Each is read with its errors.

use std::collections::BTreeMap;

use globset::GlobBuilder;

use super::table::{Errors, RULE, Value, Word};
use super::{Bis, Profile};
use crate::diagnostic::Severity;
use crate::nearest::nearest;

/// The keys of the file, of `[drafts]` and of `[[instruments]]`. A test compares them with the schema.
pub(super) const TOP_KEYS: [&str; 7] = ["profile", "bis", "drafts", "rules", "delegations", "instruments", "overrides"];

/// The encodings that messages name.
const ENCODINGS: [&str; 6] = ["utf-8", "windows-1256", "windows-1251", "windows-1252", "gbk", "big5"];

pub(super) const PROFILES: [(&str, Profile); 2] = [("negotiating", Profile::Negotiating), ("final", Profile::Final)];
pub(super) const BIS: [(&str, Bis); 2] = [("addition", Bis::Addition), ("alternative", Bis::Alternative)];
pub(super) const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("off", None),
];

/// Returns the label of an encoding, if there is such an encoding.
pub(super) fn encoding(value: &Value<'_>, errors: &mut Errors) -> Option<String> {
    let label = errors.text("encoding", value)?;
    if encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).is_some() {
        return Some(label.to_owned());
    }
    let message = match nearest(label, ENCODINGS.into_iter()) {
        Some(near) => format!("{label:?} is no encoding; did you mean {near:?}?"),
        None => format!("{label:?} is no encoding; the usual ones are {}", ENCODINGS.join(", ")),
    };
    errors.add(value.span(), message);
    None
}

/// Returns the severities in a table of rules.
pub(super) fn severities(value: &Value<'_>, rules: &[&str], errors: &mut Errors) -> BTreeMap<String, Option<Severity>> {
    let mut severities = BTreeMap::new();
    for (key, value) in errors.table("rules", value).into_iter().flatten() {
        let rule = &**key.get_ref();
        if !rules.contains(&rule) {
            errors.unknown(RULE, key, rules.iter().copied());
            continue;
        }
        if let Some(severity) = errors.choice(rule, value, &SEVERITIES) {
            severities.insert(rule.to_owned(), severity);
        }
    }
    severities
}

/// Reports a key that is unknown, or that belongs at the top of the file but follows a table header.
pub(super) fn misplaced_or_unknown(key: &Word<'_>, table: &str, known: &[&str], errors: &mut Errors) {
    let word = &**key.get_ref();
    if TOP_KEYS.contains(&word) {
        let message = format!("{word:?} does not belong to [{table}]; move it to the top of the file");
        errors.add(key.span(), message);
    } else {
        errors.unknown("key", key, known.iter().copied());
    }
}

pub(super) fn patterns(key: &str, value: &Value<'_>, errors: &mut Errors) -> Vec<String> {
    let mut patterns = Vec::new();
    for (range, pattern) in errors.texts(key, value) {
        match pattern_error(&pattern) {
            Some(error) => errors.add(range, format!("{pattern:?} is no pattern: {error}")),
            None => patterns.push(pattern),
        }
    }
    patterns
}

/// Returns the reason why a glob pattern is invalid.
pub fn pattern_error(pattern: &str) -> Option<String> {
    GlobBuilder::new(pattern).build().err().map(|it| one_line(&it.to_string()))
}

pub(super) fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
