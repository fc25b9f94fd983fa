//! The JSON Schema of travaux.toml, made from types. `TRAVAUX_BLESS=1` writes it; without it, the test fails if the file
//! differs. The reader's keys are compared with it in `reader.rs`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;

use super::{Bis, Profile};

/// travaux.toml, at the root of the folder that holds the drafts.
#[derive(JsonSchema, Serialize, Default)]
#[schemars(title = "Settings of a folder of drafts", deny_unknown_fields)]
#[serde(default)]
struct SettingsFile {
    /// Whether brackets are expected: a text under negotiation has them, a final one has none.
    profile: Profile,
    /// What "bis" says of a number: a provision added after it, or another version of it.
    bis: Bis,
    /// Which files are drafts, and how they are read.
    drafts: Drafts,
    /// How severe the findings of a rule are; "off" turns it off.
    #[schemars(extend("examples" = [{"dangling-reference": "warning"}]))]
    rules: BTreeMap<String, Level>,
    /// Codes that the drafts use in addition to the known ones, each with the delegation's name.
    #[schemars(extend("examples" = [{"J": "Japan"}]))]
    delegations: BTreeMap<String, String>,
    /// Other treaties that the drafts refer to.
    instruments: Vec<InstrumentTable>,
    /// Other settings for the drafts whose paths match. Of several that match, later ones take precedence.
    overrides: Vec<OverrideTable>,
}

/// Which files are drafts, and how they are read.
#[allow(dead_code)]
#[derive(JsonSchema, Serialize, Default)]
#[schemars(deny_unknown_fields)]
#[serde(default)]
struct Drafts {
    /// Drafts in addition to *.treaty, *.treaty.md and *.treaty.txt, as patterns in the manner of .gitignore.
    #[schemars(inner(length(min = 1)), extend("examples" = [["texts/*.md"]]))]
    include: Vec<String>,
    /// Files that are no drafts whatever their names, as patterns in the manner of .gitignore.
    #[schemars(inner(length(min = 1)), extend("examples" = [["archive/"]]))]
    exclude: Vec<String>,
    /// The language of every draft; without it, the language of each draft is detected.
    #[serde(skip_serializing)]
    language: Option<LanguageCode>,
    /// The encoding of drafts without a byte order mark; without it, they are UTF-8.
    #[schemars(with = "String", extend("examples" = ["windows-1256", "gbk"]))]
    #[serde(skip_serializing)]
    encoding: Option<String>,
}

/// A treaty that the drafts refer to.
#[derive(JsonSchema, Serialize)]
#[schemars(deny_unknown_fields)]
struct InstrumentTable {
    /// Its name as drafts write it.
    #[schemars(length(min = 1))]
    name: String,
    /// Other names of the same treaty.
    #[serde(default)]
    #[schemars(inner(length(min = 1)))]
    aliases: Vec<String>,
    /// Its text: a path relative to this file, inside the folder of this file.
    #[serde(default)]
    #[schemars(with = "String")]
    file: Option<String>,
}

/// Settings for some of the drafts.
#[derive(JsonSchema, Serialize)]
#[schemars(deny_unknown_fields)]
struct OverrideTable {
    /// The paths of the drafts, as patterns in the manner of .gitignore.
    #[schemars(length(min = 1), inner(length(min = 1)), extend("examples" = [["annexes/", "*.ar.treaty.md"]]))]
    paths: Vec<String>,
    /// Their language.
    #[serde(default)]
    language: Option<LanguageCode>,
    /// Their encoding, unless they have a byte order mark.
    #[serde(default)]
    #[schemars(with = "String")]
    encoding: Option<String>,
    /// How severe the findings of a rule are in them.
    #[serde(default)]
    rules: BTreeMap<String, Level>,
    /// Whether brackets are expected in them.
    #[serde(default)]
    #[schemars(with = "Profile")]
    profile: Option<Profile>,
    /// What "bis" says of a number in them.
    #[serde(default)]
    #[schemars(with = "Bis")]
    bis: Option<Bis>,
}

/// A severity, or "off".
#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code)]
enum Level {
    Error,
    Warning,
    Info,
    Off,
}

#[derive(JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(dead_code)]
enum LanguageCode {
    En,
    Fr,
    Es,
    Ru,
    Zh,
    Ar,
}

#[test]
fn the_schema_of_settings_is_that_of_the_types() {
    let settings = SchemaSettings::draft2020_12().with(|it| it.inline_subschemas = true);
    let schema = settings.into_generator().into_root_schema_for::<SettingsFile>();
    let made = format!("{:#}\n", schema.as_value());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/travaux.schema.json");
    if std::env::var_os("TRAVAUX_BLESS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap();
    assert!(made == written, "the schema is stale; make it again with TRAVAUX_BLESS=1");
}
