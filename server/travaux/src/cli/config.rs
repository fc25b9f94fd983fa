//! `travaux config`, `travaux init` and `travaux schema`: which settings hold for a file and why, a first travaux.toml, and
//! the schemas of the files that people write.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use serde_json::{Value, json};

use super::common_args::OutputFormat;
use super::outcome::Outcome;
use super::output::{print_error, print_output};
use crate::file_kind::SETTINGS_FILE_NAME;
use crate::files::atomic_write::write_atomically;
use crate::files::decode::read_decoded;
use crate::files::discover::SearchOptions;
use crate::files::load::{Files, ReadOptions};
use crate::files::paths::{describe_error, display_path, relative_to_current};
use travaux_model::config::{Override, PartialSettings, Settings};
use travaux_model::schemas;

/// Arguments of `travaux config`.
#[derive(Parser)]
pub(super) struct ConfigArgs {
    /// The draft; without it, the settings of the current folder are shown
    file: Option<PathBuf>,

    /// Read settings from this file instead of the nearest travaux.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Output format
    #[arg(long, default_value = "text")]
    format: OutputFormat,
}

/// Arguments of `travaux init`.
#[derive(Parser)]
pub(super) struct InitArgs {
    /// The folder that holds the drafts
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Arguments of `travaux schema`.
#[derive(Parser)]
pub(super) struct SchemaArgs {
    /// The kind of file
    #[arg(default_value = "settings")]
    kind: SchemaKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SchemaKind {
    /// travaux.toml
    Settings,
    /// *.positions.json
    Positions,
    /// *.groups.json
    Groups,
    /// *.topics.json
    Topics,
}

/// One setting: its key, its value, and where it comes from.
struct Setting {
    key: String,
    value: Value,
    origin: String,
}

/// Prints the settings that hold for a file.
pub(super) fn config(args: &ConfigArgs) -> Outcome {
    let path = args.file.clone().unwrap_or_else(|| PathBuf::from("."));
    let search = SearchOptions { config: args.config.clone(), ..SearchOptions::default() };
    let (files, faults) = Files::find(std::slice::from_ref(&path), None, &search, ReadOptions::default());
    let failures: Vec<_> = faults.iter().filter(|it| it.is_failure).collect();
    failures.iter().for_each(|it| print_error(&it.to_string()));
    let project = files.discovery.projects.all.first();
    let Some(project) = project.filter(|_| failures.is_empty()) else { return Outcome::Failed };
    let file = project.settings_file.as_deref().map(|it| display_path(&relative_to_current(it)));
    let draft = files.discovery.drafts.first().filter(|_| !path.is_dir());
    let overrides = draft.map(|it| project.overrides_of(&it.canonical)).unwrap_or_default();
    let overrides: Vec<&Override> = overrides.iter().map(|it| &project.project.settings.overrides[*it]).collect();
    let text = project.settings_file.as_deref().and_then(|it| read_decoded(it, None).ok()).map(|it| it.text);
    let written = PartialSettings::in_file(&text.unwrap_or_default(), &travaux_rules::names());
    let settings = settings(&project.project.settings, &overrides, &written, file.as_deref().unwrap_or_default());
    print_output(|out| match args.format {
        OutputFormat::Json => {
            let list = settings.iter().map(|it| json!({"key": it.key, "value": it.value, "from": it.origin}));
            let list: Vec<Value> = list.collect();
            writeln!(out, "{:#}", json!({"path": display_path(&path), "file": file, "settings": list}))
        }
        OutputFormat::Text => {
            let from = file.as_deref().unwrap_or("no travaux.toml: these are the defaults");
            let shown = args.file.as_ref().map_or_else(|| "this folder".to_owned(), |it| display_path(it));
            writeln!(out, "# {shown}\n# {from}")?;
            let width = settings.iter().map(|it| it.key.len()).max().unwrap_or(0);
            settings.iter().try_for_each(|Setting { key, value, origin }| {
                let value = value.to_string();
                writeln!(out, "{key:<width$} = {value:<14} # {origin}")
            })
        }
    })
}

/// Lists the settings after some overrides. `written` are those that the settings file contains, and `file` is its name.
fn settings(base: &Settings, overrides: &[&Override], written: &PartialSettings, file: &str) -> Vec<Setting> {
    let from_file = |is_set: bool| if is_set { file.to_owned() } else { "default".to_owned() };
    let overridden = |is_set: &dyn Fn(&Override) -> bool| {
        let last = overrides.iter().rev().find(|it| is_set(it));
        last.map(|it| format!("{file}, overrides for {}", it.paths.join(", ")))
    };
    let all = overrides.iter().fold(base.clone(), |all, it| all.overridden(it));
    let mut settings = Vec::new();
    let mut add = |key: &str, value: Value, is_overridden: &dyn Fn(&Override) -> bool| {
        let origin = overridden(is_overridden).unwrap_or_else(|| from_file(written.sets(key)));
        settings.push(Setting { key: key.to_owned(), value, origin });
    };
    add("profile", json!(all.profile), &|it| it.profile.is_some());
    add("bis", json!(all.bis), &|it| it.bis.is_some());
    add("drafts.language", json!(all.language.map_or("detected", |it| it.code())), &|it| it.language.is_some());
    add("drafts.encoding", json!(all.encoding.as_deref().unwrap_or("utf-8")), &|it| it.encoding.is_some());
    add("drafts.include", json!(all.include), &|_| false);
    add("drafts.exclude", json!(all.exclude), &|_| false);
    for rule in travaux_rules::all() {
        let configured = all.rules.get(rule.name).copied();
        let by_default = rule.is_on_by_default().then_some(rule.severity);
        let value = configured.unwrap_or(by_default).map_or("off", |it| it.word());
        add(&format!("rules.{}", rule.name), json!(value), &|it| it.rules.contains_key(rule.name));
    }
    let mut add_from_file = |key: String, value: Value| settings.push(Setting { key, value, origin: file.to_owned() });
    for (code, name) in &all.delegations {
        add_from_file(format!("delegations.{code}"), json!(name));
    }
    for instrument in &all.instruments {
        add_from_file("instruments".to_owned(), json!(instrument.name));
    }
    settings
}

/// What `travaux init` writes.
const FIRST_SETTINGS: &str = r#"# Settings of the drafts in this folder. `travaux config FILE` shows what holds for a draft.

# "negotiating": brackets are normal. "final": no bracket may be left.
profile = "negotiating"

# "addition": article 4 bis is inserted after article 4. "alternative": it is another version of article 4.
bis = "addition"

[drafts]
# Drafts in addition to *.treaty, *.treaty.md and *.treaty.txt, and files that are none, in the manner of .gitignore.
# include = ["texts/*.md"]
# exclude = ["archive/"]

[rules]
# "error", "warning", "info" or "off". `travaux explain` lists the rules.
# reference-to-contested-provision = "info"

# Other treaties that the drafts refer to, and their texts in this folder.
# [[instruments]]
# name = "Vienna Convention on the Law of Treaties"
# aliases = ["VCLT"]
# file = "instruments/vclt.md"

# Other settings for some of the drafts.
# [[overrides]]
# paths = ["agreed/"]
# profile = "final"
"#;

/// Writes a first travaux.toml, unless there is one.
pub(super) fn init(args: &InitArgs) -> Outcome {
    let path = args.folder.join(SETTINGS_FILE_NAME);
    let name = display_path(&path);
    if path.symlink_metadata().is_ok() {
        print_error(&format!("{name}: this file exists already"));
        return Outcome::Failed;
    }
    match write_atomically(&path, FIRST_SETTINGS.as_bytes()) {
        Ok(()) => {
            print_error(&format!("{name} written"));
            Outcome::Clean
        }
        Err(error) => {
            print_error(&format!("{name}: {}", describe_error(&error)));
            Outcome::Failed
        }
    }
}

/// Prints a JSON Schema.
pub(super) fn schema(args: &SchemaArgs) -> Outcome {
    let schema = match args.kind {
        SchemaKind::Settings => schemas::SETTINGS,
        SchemaKind::Positions => schemas::POSITIONS,
        SchemaKind::Groups => schemas::GROUPS,
        SchemaKind::Topics => schemas::TOPICS,
    };
    print_output(|out| out.write_all(schema.as_bytes()))
}

/// Arguments of `travaux man`.
#[derive(Parser)]
pub(super) struct ManArgs {
    /// The folder for the pages; without it, the page of travaux itself is printed
    folder: Option<PathBuf>,
}

/// Prints the manual page, or writes the pages of all commands into a folder.
pub(super) fn man(args: &ManArgs, command: clap::Command) -> Outcome {
    let Some(folder) = &args.folder else {
        return print_output(|out| clap_mangen::Man::new(command).render(out));
    };
    match clap_mangen::generate_to(command, folder) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            print_error(&format!("{}: {}", display_path(folder), describe_error(&error)));
            Outcome::Failed
        }
    }
}
