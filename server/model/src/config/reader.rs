//! Parses travaux.toml from its text into settings and errors, without touching the file system. An error does not stop
//! the parser, so that all errors are reported together; the caller decides whether to use the settings of a file with
//! errors.

use std::ops::Range;

use globset::GlobBuilder;
use toml::de::{DeTable, DeValue};
use travaux_grammar::Language;

use super::table::{Faults, Value, Word};
use super::{Bis, Instrument, Profile, Settings};
use crate::diagnostic::Severity;

/// An error in a travaux.toml.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigFault {
    /// The erroneous bytes of the file.
    pub range: Range<usize>,
    /// One lower-case sentence without a full stop that quotes the file.
    pub message: String,
}

impl Settings {
    /// Reads the text of a travaux.toml in which these rules may be named. What has a fault keeps its default.
    pub fn read(text: &str, rules: &[&str]) -> (Settings, Vec<ConfigFault>) {
        let mut settings = Settings::default();
        let mut faults = Faults::default();
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let range = error.span().unwrap_or(0..0);
            faults.note(range, one_line(error.message()));
        }
        for (key, value) in root.get_ref() {
            match &**key.get_ref() {
                "profile" => {
                    let choices = [("negotiating", Profile::Negotiating), ("final", Profile::Final)];
                    settings.profile = faults.choice("profile", value, &choices).unwrap_or_default();
                }
                "bis" => {
                    let choices = [("addition", Bis::Addition), ("alternative", Bis::Alternative)];
                    settings.bis = faults.choice("bis", value, &choices).unwrap_or_default();
                }
                "drafts" => drafts(value, &mut settings, &mut faults),
                "rules" => severities(value, rules, &mut settings, &mut faults),
                "delegations" => delegations(value, &mut settings, &mut faults),
                "instruments" => instruments(value, &mut settings, &mut faults),
                _ => faults.unknown("key", key, TOP.into_iter()),
            }
        }
        faults.found.sort_by_key(|it| (it.range.start, it.range.end));
        (settings, faults.found)
    }
}

/// The keys of the file, of `[drafts]` and of `[[instruments]]`. A test compares them with the schema.
const TOP: [&str; 6] = ["profile", "bis", "drafts", "rules", "delegations", "instruments"];
const DRAFTS: [&str; 3] = ["include", "exclude", "language"];
const INSTRUMENT: [&str; 3] = ["name", "aliases", "file"];

const SEVERITIES: [(&str, Option<Severity>); 4] = [
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("info", Some(Severity::Info)),
    ("off", None),
];

fn drafts(value: &Value<'_>, settings: &mut Settings, faults: &mut Faults) {
    for (key, value) in faults.table("drafts", value).into_iter().flatten() {
        match &**key.get_ref() {
            "include" => settings.include = patterns("include", value, faults),
            "exclude" => settings.exclude = patterns("exclude", value, faults),
            "language" => {
                let choices = Language::ALL.map(|it| (it.code(), it));
                settings.language = faults.choice("language", value, &choices);
            }
            _ => misplaced_or_unknown(key, "drafts", &DRAFTS, faults),
        }
    }
}

fn severities(value: &Value<'_>, rules: &[&str], settings: &mut Settings, faults: &mut Faults) {
    for (key, value) in faults.table("rules", value).into_iter().flatten() {
        let rule = &**key.get_ref();
        if !rules.contains(&rule) {
            faults.unknown("rule", key, rules.iter().copied());
            continue;
        }
        if let Some(severity) = faults.choice(rule, value, &SEVERITIES) {
            settings.rules.insert(rule.to_owned(), severity);
        }
    }
}

fn delegations(value: &Value<'_>, settings: &mut Settings, faults: &mut Faults) {
    for (code, value) in faults.table("delegations", value).into_iter().flatten() {
        if let Some(name) = faults.text(code.get_ref(), value) {
            settings.delegations.insert(code.get_ref().clone().into_owned(), name.to_owned());
        }
    }
}

fn instruments(value: &Value<'_>, settings: &mut Settings, faults: &mut Faults) {
    let DeValue::Array(tables) = value.get_ref() else {
        faults.note(value.span(), "\"instruments\" is a list of tables; write each as [[instruments]]");
        return;
    };
    for value in tables.iter() {
        let Some(table) = faults.table("[instruments]", value) else {
            continue;
        };
        let mut instrument = Instrument::default();
        for (key, value) in table {
            let text = |faults: &mut Faults| faults.text(key.get_ref(), value).map(str::to_owned);
            match &**key.get_ref() {
                "name" => instrument.name = text(faults).unwrap_or_default(),
                "file" => instrument.file = text(faults),
                "aliases" => {
                    let aliases = faults.texts("aliases", value);
                    instrument.aliases = aliases.into_iter().map(|it| it.1).collect();
                }
                _ => misplaced_or_unknown(key, "[instruments]", &INSTRUMENT, faults),
            }
        }
        if table.contains_key("name") {
            settings.instruments.push(instrument);
        } else {
            faults.note(value.span(), "this instrument has no name; add name = \"…\"");
        }
    }
}

/// Reports a key that is unknown, or that belongs at the top of the file but follows a table header.
fn misplaced_or_unknown(key: &Word<'_>, table: &str, known: &[&str], faults: &mut Faults) {
    let word = &**key.get_ref();
    if TOP.contains(&word) {
        let message = format!("{word:?} does not belong to [{table}]; move it to the top of the file");
        faults.note(key.span(), message);
    } else {
        faults.unknown("key", key, known.iter().copied());
    }
}

fn patterns(key: &str, value: &Value<'_>, faults: &mut Faults) -> Vec<String> {
    let written = faults.texts(key, value);
    let sound = written.into_iter().filter(|(range, pattern)| {
        let fault = GlobBuilder::new(pattern).build().err().map(|it| it.to_string());
        if let Some(fault) = &fault {
            faults.note(range.clone(), format!("{pattern:?} is no pattern: {}", one_line(fault)));
        }
        fault.is_none()
    });
    sound.map(|it| it.1).collect()
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{DRAFTS, INSTRUMENT, SEVERITIES, TOP};
    use crate::config::{Bis, Profile, Settings};

    const RULES: [&str; 2] = ["dangling-reference", "skipped-number"];

    fn check(text: &str, expected: &[(&str, &str)]) {
        let (_, faults) = Settings::read(text, &RULES);
        let found: Vec<(&str, &str)> = faults.iter().map(|it| (&text[it.range.clone()], it.message.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_whole_file_is_read() {
        let text = "profile = \"final\"\nbis = \"alternative\"\n[drafts]\ninclude = [\"*.md\"]\n\
            exclude = [\"old/\"]\nlanguage = \"ar\"\n[delegations]\nJ = \"Japan\"\n[[instruments]]\n\
            name = \"Vienna Convention\"\naliases = [\"VCLT\"]\nfile = \"vclt.md\"\n";
        let (settings, faults) = Settings::read(text, &RULES);
        assert_eq!(faults, []);
        assert_eq!((settings.profile, settings.bis), (Profile::Final, Bis::Alternative));
        assert_eq!(settings.language.map(|it| it.code()), Some("ar"));
        assert_eq!((settings.include.len(), settings.exclude.len()), (1, 1));
        assert_eq!(settings.delegations["J"], "Japan");
        assert_eq!(settings.instruments[0].aliases, ["VCLT"]);
    }

    #[test]
    fn an_empty_file_sets_nothing() {
        assert_eq!(Settings::read("", &[]), (Settings::default(), Vec::new()));
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let message = "unknown key \"excldue\"; did you mean \"exclude\"";
        check("[drafts]\nexcldue = []\n", &[("excldue", message)]);
        check("zzz = 1\n", &[("zzz", "unknown key \"zzz\"")]);
        check(
            "[rules]\nno-such-rule-at-all = \"off\"\n",
            &[("no-such-rule-at-all", "unknown rule \"no-such-rule-at-all\"")],
        );
    }

    #[test]
    fn a_top_key_inside_a_table_is_told_where_to_go() {
        let message = "\"profile\" does not belong to [drafts]; move it to the top of the file";
        check("[drafts]\nprofile = \"final\"\n", &[("profile", message)]);
    }

    #[test]
    fn values_of_the_wrong_kind_are_faults() {
        check(
            "profile = \"finl\"\nbis = 3\ndrafts = 1\n",
            &[
                ("\"finl\"", "\"profile\" cannot be \"finl\"; did you mean \"final\""),
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
    fn a_file_that_is_no_toml_is_a_fault_at_its_place() {
        let (_, faults) = Settings::read("[drafts\ninclude = [\n", &[]);
        assert!(!faults.is_empty());
    }

    #[test]
    fn the_schema_knows_the_keys_of_the_reader() {
        let schema: Value = serde_json::from_str(include_str!("../../data/travaux.schema.json")).unwrap();
        let keys = |at: &str| -> Vec<String> {
            let properties = schema.pointer(at).unwrap_or_else(|| panic!("{at}"));
            properties.as_object().unwrap().keys().cloned().collect()
        };
        assert_eq!(keys("/properties"), TOP);
        assert_eq!(keys("/properties/drafts/properties"), DRAFTS);
        assert_eq!(keys("/properties/instruments/items/properties"), INSTRUMENT);
        let severities = &schema["properties"]["rules"]["additionalProperties"]["enum"];
        let words: Vec<&str> = severities.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(words, SEVERITIES.map(|it| it.0));
    }
}
