//! Parses travaux.toml from its text into settings and errors, without touching the file system. An error does not stop
//! the parser, so that all errors are reported together; the caller decides whether to use the settings of a file with
//! errors.

use std::ops::Range;

use toml::de::{DeTable, DeValue};
use travaux_grammar::Language;

use super::overrides::overrides;
use super::table::{Errors, Value};
use super::values::{BIS, PROFILES, TOP_KEYS, encoding, misplaced_or_unknown, one_line, patterns, severities};
use super::{Instrument, PartialSettings, Settings};

/// An error in a travaux.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    /// The erroneous bytes of the file.
    pub range: Range<usize>,
    /// One lower-case sentence without a full stop that quotes the file.
    pub message: String,
}

impl Settings {
    /// Reads the text of a travaux.toml that may name some rules. Settings with an invalid value keep their defaults.
    pub fn read(text: &str, rules: &[&str]) -> (Settings, Vec<ConfigError>) {
        let file = parse(text, rules);
        (file.settings.with_defaults(), file.errors)
    }
}

impl PartialSettings {
    /// Reads the settings that the text of a travaux.toml makes. `rules` are the names of rules. Faults are left out.
    pub fn in_file(text: &str, rules: &[&str]) -> PartialSettings {
        parse(text, rules).settings
    }
}

/// A parsed travaux.toml.
pub(super) struct ParsedFile {
    pub(super) settings: PartialSettings,
    pub(super) errors: Vec<ConfigError>,
    /// Whether the file has no syntax error.
    pub(super) is_toml: bool,
}

/// Parses the text of a travaux.toml that may name some rules.
pub(super) fn parse(text: &str, rules: &[&str]) -> ParsedFile {
    let mut settings = PartialSettings::default();
    let mut errors = Errors::default();
    let (root, syntax_errors) = DeTable::parse_recoverable(text);
    let is_toml = syntax_errors.is_empty();
    for error in syntax_errors {
        let range = error.span().unwrap_or(0..0);
        errors.add(range, one_line(error.message()));
    }
    for (key, value) in root.get_ref() {
        match &**key.get_ref() {
            // A setting with an invalid value is not left open, so that an editor's setting does not replace it.
            "profile" => settings.profile = Some(errors.choice("profile", value, &PROFILES).unwrap_or_default()),
            "bis" => settings.bis = Some(errors.choice("bis", value, &BIS).unwrap_or_default()),
            "drafts" => drafts(value, &mut settings, &mut errors),
            "rules" => settings.rules = severities(value, rules, &mut errors),
            "delegations" => delegations(value, &mut settings, &mut errors),
            "instruments" => settings.instruments = Some(instruments(value, &mut errors)),
            "overrides" => settings.overrides = Some(overrides(value, rules, &mut errors)),
            word if DRAFTS_KEYS.contains(&word) => {
                errors.add(key.span(), format!("{word:?} does not belong to the top of the file; move it to [drafts]"));
            }
            _ => errors.unknown("key", key, TOP_KEYS.into_iter()),
        }
    }
    errors.found.sort_by_key(|it| (it.range.start, it.range.end));
    ParsedFile { settings, errors: errors.found, is_toml }
}

const DRAFTS_KEYS: [&str; 4] = ["include", "exclude", "language", "encoding"];
const INSTRUMENT_KEYS: [&str; 3] = ["name", "aliases", "file"];

fn drafts(value: &Value<'_>, settings: &mut PartialSettings, errors: &mut Errors) {
    for (key, value) in errors.table("drafts", value).into_iter().flatten() {
        match &**key.get_ref() {
            "include" => settings.include = Some(patterns("include", value, errors)),
            "exclude" => settings.exclude = Some(patterns("exclude", value, errors)),
            "language" => {
                let choices = Language::ALL.map(|it| (it.code(), it));
                settings.language = errors.choice("language", value, &choices);
            }
            "encoding" => settings.encoding = encoding(value, errors),
            _ => misplaced_or_unknown(key, "drafts", &DRAFTS_KEYS, errors),
        }
    }
}

fn delegations(value: &Value<'_>, settings: &mut PartialSettings, errors: &mut Errors) {
    for (code, value) in errors.table("delegations", value).into_iter().flatten() {
        if let Some(name) = errors.text(code.get_ref(), value) {
            settings.delegations.insert(code.get_ref().clone().into_owned(), name.to_owned());
        }
    }
}

fn instruments(value: &Value<'_>, errors: &mut Errors) -> Vec<Instrument> {
    let DeValue::Array(tables) = value.get_ref() else {
        errors.add(value.span(), "\"instruments\" is a list of tables; write each as [[instruments]]");
        return Vec::new();
    };
    tables.iter().filter_map(|it| instrument(it, errors)).collect()
}

fn instrument(value: &Value<'_>, errors: &mut Errors) -> Option<Instrument> {
    let table = errors.table("[instruments]", value)?;
    let mut instrument = Instrument::default();
    for (key, value) in table {
        let text = |errors: &mut Errors| errors.text(key.get_ref(), value).map(str::to_owned);
        match &**key.get_ref() {
            "name" => instrument.name = text(errors).unwrap_or_default(),
            "file" => instrument.file = text(errors),
            "aliases" => {
                let aliases = errors.texts("aliases", value);
                instrument.aliases = aliases.into_iter().map(|it| it.1).collect();
            }
            _ => misplaced_or_unknown(key, "[instruments]", &INSTRUMENT_KEYS, errors),
        }
    }
    if !table.contains_key("name") {
        errors.add(value.span(), "this instrument has no name; add name = \"…\"");
        return None;
    }
    Some(instrument)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::overrides::OVERRIDE_KEYS;
    use super::super::values::{SEVERITIES, TOP_KEYS};
    use super::{DRAFTS_KEYS, INSTRUMENT_KEYS};
    use crate::config::{Bis, Profile, Settings};

    const RULES: [&str; 2] = ["dangling-reference", "skipped-number"];

    fn check(text: &str, expected: &[(&str, &str)]) {
        let (_, errors) = Settings::read(text, &RULES);
        let found: Vec<(&str, &str)> = errors.iter().map(|it| (&text[it.range.clone()], it.message.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "profile = \"final\"\nbis = \"alternative\"\n[drafts]\ninclude = [\"*.md\"]\n\
            exclude = [\"old/\"]\nlanguage = \"ar\"\n[delegations]\nJ = \"Japan\"\n[[instruments]]\n\
            name = \"Vienna Convention\"\naliases = [\"VCLT\"]\nfile = \"vclt.md\"\n";
        let (settings, errors) = Settings::read(text, &RULES);
        assert_eq!(errors, []);
        assert_eq!((settings.profile, settings.bis), (Profile::Final, Bis::Alternative));
        assert_eq!(settings.language.map(|it| it.code()), Some("ar"));
        assert_eq!((settings.include.len(), settings.exclude.len()), (1, 1));
        assert_eq!(settings.delegations["J"], "Japan");
        assert_eq!(settings.instruments[0].aliases, ["VCLT"]);
    }

    #[test]
    fn overrides_are_read_in_order() {
        let text = "[[overrides]]\npaths = [\"*.ar.treaty\"]\nlanguage = \"ar\"\nencoding = \"windows-1256\"\n\
            [overrides.rules]\nskipped-number = \"off\"\n[[overrides]]\npaths = [\"final/\"]\nprofile = \"final\"\n";
        let (settings, errors) = Settings::read(text, &RULES);
        assert_eq!(errors, []);
        let arabic = settings.overridden(&settings.overrides[0]);
        assert_eq!(arabic.language.map(|it| it.code()), Some("ar"));
        assert_eq!((arabic.encoding.as_deref(), arabic.rules["skipped-number"]), (Some("windows-1256"), None));
        assert_eq!(arabic.profile, Profile::Negotiating);
        assert_eq!(settings.overridden(&settings.overrides[1]).profile, Profile::Final);
        check(
            "[[overrides]]\nprofile = \"final\"\n",
            &[("[[overrides]]", "these overrides apply to no draft; add paths = [\"…\"]")],
        );
        check(
            "[[overrides]]\npaths = []\nprofil = 1\n",
            &[
                ("[[overrides]]", "these overrides apply to no draft; add paths = [\"…\"]"),
                ("profil", "unknown key \"profil\"; did you mean \"profile\"?"),
            ],
        );
    }

    #[test]
    fn an_unknown_encoding_is_reported() {
        let message = "\"windows-1265\" is no encoding; did you mean \"windows-1256\"?";
        check("[drafts]\nencoding = \"windows-1265\"\n", &[("\"windows-1265\"", message)]);
    }

    #[test]
    fn an_empty_file_sets_nothing() {
        assert_eq!(Settings::read("", &[]), (Settings::default(), Vec::new()));
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let message = "unknown key \"excldue\"; did you mean \"exclude\"?";
        check("[drafts]\nexcldue = []\n", &[("excldue", message)]);
        check("zzz = 1\n", &[("zzz", "unknown key \"zzz\"")]);
        check(
            "[rules]\nno-such-rule-at-all = \"off\"\n",
            &[("no-such-rule-at-all", "unknown rule \"no-such-rule-at-all\"; `travaux explain` lists them")],
        );
        check(
            "profile = \"final\"\nlang = \"ar\"\n[drafts]\nenc = \"gbk\"\n",
            &[("lang", "unknown key \"lang\""), ("enc", "unknown key \"enc\"; did you mean \"encoding\"?")],
        );
    }

    #[test]
    fn a_severity_names_the_nearest() {
        for (written, help) in [
            ("warn", "did you mean \"warning\"?"),
            ("errror", "did you mean \"error\"?"),
            ("of", "did you mean \"off\"?"),
            ("Off", "did you mean \"off\"?"),
            ("loud", "it is \"error\" or \"warning\" or \"info\" or \"off\""),
        ] {
            let message = format!("\"skipped-number\" cannot be {written:?}; {help}");
            check(&format!("[rules]\nskipped-number = {written:?}\n"), &[(&format!("{written:?}"), &message)]);
        }
    }

    #[test]
    fn a_top_key_inside_a_table_is_reported_with_its_place() {
        let message = "\"profile\" does not belong to [drafts]; move it to the top of the file";
        check("[drafts]\nprofile = \"final\"\n", &[("profile", message)]);
    }

    #[test]
    fn a_key_of_drafts_at_the_top_is_reported_with_its_place() {
        let message = "\"language\" does not belong to the top of the file; move it to [drafts]";
        check("language = \"en\"\n[drafts]\n", &[("language", message)]);
    }

    #[test]
    fn values_of_the_wrong_type_are_reported() {
        check(
            "profile = \"finl\"\nbis = 3\ndrafts = 1\n",
            &[
                ("\"finl\"", "\"profile\" cannot be \"finl\"; did you mean \"final\"?"),
                ("3", "\"bis\" is a text in quotation marks"),
                ("1", "\"drafts\" is a table; write it as [drafts]"),
            ],
        );
        check(
            "[drafts]\ninclude = \"*.md\"\n",
            &[("\"*.md\"", "\"include\" is a list of texts, as in include = [\"…\"]")],
        );
    }

    #[test]
    fn a_syntax_error_is_reported_at_its_place() {
        let (_, errors) = Settings::read("[drafts\ninclude = [\n", &[]);
        assert!(!errors.is_empty());
    }

    #[test]
    fn the_schema_knows_the_keys_of_the_reader() {
        let schema: Value = serde_json::from_str(include_str!("../../data/travaux.schema.json")).unwrap();
        let keys = |at: &str| -> Vec<String> {
            let properties = schema.pointer(at).unwrap_or_else(|| panic!("{at}"));
            properties.as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(keys("/properties"), TOP_KEYS);
        assert_eq!(keys("/properties/drafts/properties"), DRAFTS_KEYS);
        assert_eq!(keys("/properties/instruments/items/properties"), INSTRUMENT_KEYS);
        assert_eq!(keys("/properties/overrides/items/properties"), OVERRIDE_KEYS);
        let severities = &schema["properties"]["rules"]["additionalProperties"]["enum"];
        let words: Vec<&str> = severities.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(words, SEVERITIES.map(|it| it.0));
    }
}
