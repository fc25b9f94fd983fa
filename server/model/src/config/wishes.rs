//! What an editor wishes, `travaux.*` of its settings, beside what the project's travaux.toml says. The file goes first,
//! so that everybody who works on a text is told the same; wishes fill in what it leaves open.

use serde_json::Value;
use toml::Table;

/// The keys that an editor may set; the others of its section are about the editor.
const KEYS: [&str; 6] = ["profile", "bis", "drafts", "rules", "delegations", "instruments"];

/// An editor's settings as the text of a travaux.toml. What no such file can say is left out.
pub fn as_toml(settings: &Value) -> String {
    let mut table = Table::new();
    for key in KEYS {
        let value = settings.get(key).cloned().and_then(without_nulls);
        if let Some(value) = value.and_then(|it| toml::Value::try_from(it).ok()) {
            table.insert(key.to_owned(), value);
        }
    }
    table.to_string()
}

/// The text of a travaux.toml with the wishes that it leaves open. A file that is no TOML stays as it is.
pub fn filled_in(file: &str, wishes: &str) -> String {
    let (Ok(mut file_table), Ok(wishes)) = (file.parse::<Table>(), wishes.parse::<Table>()) else {
        return file.to_owned();
    };
    for (key, wish) in wishes {
        match (file_table.get_mut(&key), wish) {
            (None, wish) => {
                file_table.insert(key, wish);
            }
            // One level down each key counts for itself: a rule, a pattern.
            (Some(toml::Value::Table(said)), toml::Value::Table(wish)) => {
                for (name, value) in wish {
                    said.entry(name).or_insert(value);
                }
            }
            (Some(_), _) => {}
        }
    }
    file_table.to_string()
}

fn without_nulls(value: Value) -> Option<Value> {
    Some(match value {
        Value::Null => return None,
        Value::Array(list) => Value::Array(list.into_iter().filter_map(without_nulls).collect()),
        Value::Object(map) => {
            Value::Object(map.into_iter().filter_map(|(key, it)| Some((key, without_nulls(it)?))).collect())
        }
        plain @ (Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::{Profile, Settings};
    use crate::diagnostic::Severity;

    #[test]
    fn the_projects_file_goes_before_the_editors_wishes() {
        let wishes = as_toml(&json!({
            "profile": "final",
            "rules": {"skipped-number": "off", "stray-bracket": "info"},
            "trace": {"server": "verbose"},
            "bis": null,
        }));
        let text = filled_in("[rules]\nskipped-number = \"error\"\n", &wishes);
        let (settings, faults) = Settings::read(&text, &["skipped-number", "stray-bracket"]);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(settings.profile, Profile::Final);
        assert_eq!(settings.rules["skipped-number"], Some(Severity::Error));
        assert_eq!(settings.rules["stray-bracket"], Some(Severity::Info));
    }

    #[test]
    fn a_file_that_is_no_toml_stays_as_it_is() {
        assert_eq!(filled_in("[rules", "profile = \"final\""), "[rules");
        assert_eq!(as_toml(&json!("nonsense")), "");
    }
}
