//! What the commands that read drafts share: their flags, and the way from paths to a folder of parsed drafts.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use travaux_grammar::Language;

use super::output::say;
use crate::files::decode::Encoding;
use crate::files::folder::{Folder, Piped, Reading, load};
use crate::files::project::{self, reason};
use travaux_model::config::Settings;

/// Arguments of the commands that show what was read.
#[derive(clap::Args, Debug)]
pub(super) struct Shown {
    #[command(flatten)]
    pub(super) common: Common,

    /// How to write it
    #[arg(long, default_value = "text")]
    pub(super) format: Format,
}

/// Flags of every command that reads drafts.
#[derive(clap::Args, Debug)]
pub(super) struct Common {
    /// Files and folders; `-` is standard input, nothing is the current folder
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Read settings from this file instead of the nearest travaux.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Read every draft in this language instead of finding out each one's
    #[arg(long, value_name = "CODE", ignore_case = true, value_parser = language())]
    pub(super) language: Option<Language>,

    /// Encoding of drafts without a byte order mark, such as windows-1256
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    pub(super) encoding: Option<Encoding>,

    /// What to call standard input in reports, and where to look for its settings
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Colour,

    /// Say nothing but what was asked for: no warnings, no summary
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// In files and pipes too
    Always,
    /// Nowhere
    Never,
}

/// The formats of an answer that is no list of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// To read
    Text,
    /// For scripts
    Json,
}

impl Common {
    /// Reads and parses what the paths name, `adjust`ing the settings before. `None` if the work cannot begin; then
    /// it has been said why.
    pub(super) fn folder(&self, adjust: impl FnOnce(&mut Settings)) -> Option<Folder> {
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        let mut paths: Vec<PathBuf> = self.paths.iter().filter(|it| !is_stdin(it)).cloned().collect();
        let piped = if self.paths.iter().any(is_stdin) { Some(self.piped()?) } else { None };
        if self.paths.is_empty() {
            paths.push(PathBuf::from("."));
        }
        let from = paths.first().or(self.stdin_filename.as_ref());
        let project = match &self.config {
            Some(file) => project::read(file),
            None => project::find(from.map_or(Path::new("."), |it| it)),
        };
        let mut project = project.map_err(|faults| faults.iter().for_each(|it| say(it))).ok()?;
        adjust(&mut project.settings);
        let reading = Reading { language: self.language, encoding: self.encoding };
        let folder = load(&paths, piped, project, reading);
        if !self.quiet {
            folder.warnings.iter().for_each(|it| say(&format!("warning: {it}")));
            if folder.sources.is_empty() && folder.faults.is_empty() {
                say("warning: no drafts here; name a file, or call drafts *.treaty, *.treaty.md or *.treaty.txt");
            }
        }
        folder.faults.iter().for_each(|it| say(it));
        Some(folder)
    }

    /// Whether standard output is to have colour.
    pub(super) fn is_coloured(&self) -> bool {
        match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let unset = |name| std::env::var_os(name).is_none_or(|it| it.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
                std::io::stdout().is_terminal() && unset("NO_COLOR") && !dumb
            }
        }
    }

    fn piped(&self) -> Option<Piped> {
        let mut bytes = Vec::new();
        if let Err(fault) = std::io::stdin().lock().read_to_end(&mut bytes) {
            say(&format!("travaux: standard input could not be read: {}", reason(&fault)));
            return None;
        }
        let name = self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        Some(Piped { name, bytes })
    }
}

fn language() -> impl TypedValueParser<Value = Language> {
    let codes = PossibleValuesParser::new(Language::ALL.map(Language::code));
    codes.map(|code| Language::of_code(&code).expect("one of the codes just listed"))
}

fn encoding(name: &str) -> Result<Encoding, String> {
    let unknown = || "no such encoding; the usual ones are utf-8, windows-1256, windows-1251, windows-1252, gbk, big5";
    Encoding::of_label(name).ok_or_else(|| unknown().to_owned())
}
