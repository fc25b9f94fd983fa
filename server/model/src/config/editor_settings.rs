//! The settings of an editor, `travaux.*`, and their combination with a project's travaux.toml. The file takes
//! precedence, so that all authors of a text get the same findings; the editor fills in what the file leaves open.

use serde_json::Value;
use travaux_grammar::Language;

use super::reader;
use super::values::{BIS, PROFILES, SEVERITIES, pattern_error};
use super::{Instrument, PartialSettings, Settings};

impl Settings {
    /// Reads the text of a travaux.toml, and fills in what it leaves open from an editor's settings. A file with a
    /// syntax error is not filled in, since the settings after the error are unknown.
    pub fn with_editor(file: &str, editor: &PartialSettings, rules: &[&str]) -> Settings {
        let file = reader::parse(file, rules);
        let settings = if file.is_toml { file.settings.or(editor) } else { file.settings };
        settings.with_defaults()
    }
}

impl PartialSettings {
    /// Converts an editor's settings. Values that a travaux.toml with these rules could not have are left out.
    pub fn from_editor(settings: &Value, rules: &[&str]) -> PartialSettings {
        let drafts = &settings["drafts"];
        let entries = |key: &str| settings[key].as_object().into_iter().flatten();
        let severities = entries("rules").filter(|(rule, _)| rules.contains(&rule.as_str()));
        let severities = severities.filter_map(|(rule, it)| Some((rule.clone(), choice(it, &SEVERITIES)?)));
        let delegations = entries("delegations").filter_map(|(code, it)| Some((code.clone(), text(it)?)));
        PartialSettings {
            include: patterns(&drafts["include"]),
            exclude: patterns(&drafts["exclude"]),
            language: choice(&drafts["language"], &Language::ALL.map(|it| (it.code(), it))),
            rules: severities.collect(),
            profile: choice(&settings["profile"], &PROFILES),
            bis: choice(&settings["bis"], &BIS),
            delegations: delegations.collect(),
            encoding: None,
            overrides: None,
            inlay_tally: settings["inlayHints"]["tally"].as_bool(),
            instruments: settings["instruments"].as_array().map(|it| it.iter().filter_map(instrument).collect()),
        }
    }
}

fn choice<T: Copy>(value: &Value, choices: &[(&str, T)]) -> Option<T> {
    let word = value.as_str()?;
    choices.iter().find(|it| it.0 == word).map(|it| it.1)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn texts(value: &Value) -> Option<Vec<String>> {
    value.as_array().map(|it| it.iter().filter_map(text).collect())
}

fn patterns(value: &Value) -> Option<Vec<String>> {
    let mut patterns = texts(value)?;
    patterns.retain(|it| pattern_error(it).is_none());
    Some(patterns)
}

fn instrument(value: &Value) -> Option<Instrument> {
    let name = text(&value["name"])?;
    Some(Instrument { name, aliases: texts(&value["aliases"]).unwrap_or_default(), file: text(&value["file"]) })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::{Bis, Profile};
    use crate::diagnostic::Severity;

    const RULES: [&str; 2] = ["skipped-number", "stray-bracket"];

    #[test]
    fn the_projects_file_takes_precedence_over_the_editor() {
        let editor = PartialSettings::from_editor(
            &json!({
                "profile": "final",
                "rules": {"skipped-number": "off", "stray-bracket": "info"},
                "trace": {"server": "verbose"},
                "bis": null,
            }),
            &RULES,
        );
        let settings = Settings::with_editor("[rules]\nskipped-number = \"error\"\n", &editor, &RULES);
        assert_eq!((settings.profile, settings.bis), (Profile::Final, Bis::Addition));
        assert_eq!(settings.rules["skipped-number"], Some(Severity::Error));
        assert_eq!(settings.rules["stray-bracket"], Some(Severity::Info));
    }

    #[test]
    fn a_file_with_a_syntax_error_is_not_filled_in() {
        let editor = PartialSettings::from_editor(&json!({"profile": "final"}), &RULES);
        assert_eq!(Settings::with_editor("[rules", &editor, &RULES), Settings::default());
        assert_eq!(PartialSettings::from_editor(&json!("nonsense"), &RULES), PartialSettings::default());
    }

    #[test]
    fn every_setting_of_an_editor_is_read_and_invalid_values_are_left_out() {
        let editor = json!({
            "drafts": {"include": ["*.md", "a[", 1], "exclude": ["old/"], "language": "ar"},
            "rules": {"no-such-rule": "off", "stray-bracket": "loud"},
            "delegations": {"J": "Japan", "K": 2},
            "instruments": [{"name": "Vienna Convention", "aliases": ["VCLT"], "file": null}, {"file": "x"}],
        });
        let settings = PartialSettings::from_editor(&editor, &RULES).with_defaults();
        assert_eq!((settings.include, settings.exclude), (vec!["*.md".to_owned()], vec!["old/".to_owned()]));
        assert_eq!(settings.language, Some(Language::Ar));
        assert!(settings.rules.is_empty());
        assert_eq!(settings.delegations.into_iter().collect::<Vec<_>>(), [("J".to_owned(), "Japan".to_owned())]);
        let expected = Instrument { name: "Vienna Convention".into(), aliases: vec!["VCLT".into()], file: None };
        assert_eq!(settings.instruments, [expected]);
    }
}
