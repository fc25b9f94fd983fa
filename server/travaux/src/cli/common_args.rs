//! The arguments that all commands for drafts share, and the loading of the drafts that they name.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use travaux_grammar::Language;

use super::output::print_error;
use crate::files::decode::Encoding;
use crate::files::load::{LoadedProject, ReadOptions, StdinDraft, load};
use crate::files::paths::describe_error;
use crate::files::project::{find_project, read_project};
use travaux_model::config::Settings;

/// Arguments of the commands that show the content of drafts.
#[derive(clap::Args, Debug)]
pub(super) struct InspectArgs {
    #[command(flatten)]
    pub(super) common: CommonArgs,

    /// Output format
    #[arg(long, default_value = "text")]
    pub(super) format: OutputFormat,
}

/// Arguments of every command that reads drafts.
#[derive(clap::Args, Debug)]
pub(super) struct CommonArgs {
    /// Files and folders; `-` is standard input, and the default is the current folder
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Read settings from this file instead of the nearest travaux.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Read every draft in this language instead of detecting the language
    #[arg(long, value_name = "CODE", ignore_case = true, value_parser = language_parser())]
    pub(super) language: Option<Language>,

    /// Encoding of drafts without a byte order mark, such as windows-1256
    #[arg(long, value_name = "NAME", value_parser = parse_encoding)]
    pub(super) encoding: Option<Encoding>,

    /// Name of standard input in reports, and the path from which its settings are found
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// When to use colour
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorChoice,

    /// Print no warnings and no summary
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// In files and pipes too
    Always,
    /// Do not use colour
    Never,
}

/// The output formats of commands other than `travaux lint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people
    Text,
    /// For scripts
    Json,
}

impl CommonArgs {
    /// Loads the drafts at the paths after a change of the settings by `adjust`. Errors are printed; `None` if nothing could be
    /// loaded.
    pub(super) fn load(&self, adjust: impl FnOnce(&mut Settings)) -> Option<LoadedProject> {
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        let mut paths: Vec<PathBuf> = self.paths.iter().filter(|it| !is_stdin(it)).cloned().collect();
        let stdin = if self.paths.iter().any(is_stdin) { Some(self.read_stdin()?) } else { None };
        if self.paths.is_empty() {
            paths.push(PathBuf::from("."));
        }
        let from = paths.first().or(self.stdin_filename.as_ref());
        let project = match &self.config {
            Some(file) => read_project(file),
            None => find_project(from.map_or(Path::new("."), |it| it)),
        };
        let mut project = project.map_err(|errors| errors.iter().for_each(|it| print_error(it))).ok()?;
        adjust(&mut project.settings);
        let options = ReadOptions { language: self.language, encoding: self.encoding };
        let loaded = load(&paths, stdin, project, options);
        if !self.quiet {
            loaded.warnings.iter().for_each(|it| print_error(&format!("warning: {it}")));
            if loaded.sources.is_empty() && loaded.errors.is_empty() {
                print_error(
                    "warning: no drafts here; name a file, or call drafts *.treaty, *.treaty.md or *.treaty.txt",
                );
            }
        }
        loaded.errors.iter().for_each(|it| print_error(it));
        Some(loaded)
    }

    /// Returns whether standard output is coloured.
    pub(super) fn is_coloured(&self) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let is_unset = |name| std::env::var_os(name).is_none_or(|it| it.is_empty());
                let is_dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
                std::io::stdout().is_terminal() && is_unset("NO_COLOR") && !is_dumb
            }
        }
    }

    fn read_stdin(&self) -> Option<StdinDraft> {
        let mut bytes = Vec::new();
        if let Err(error) = std::io::stdin().lock().read_to_end(&mut bytes) {
            print_error(&format!("travaux: standard input could not be read: {}", describe_error(&error)));
            return None;
        }
        let name = self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        Some(StdinDraft { name, bytes })
    }
}

fn language_parser() -> impl TypedValueParser<Value = Language> {
    let codes = PossibleValuesParser::new(Language::ALL.map(Language::code));
    codes.map(|code| Language::of_code(&code).expect("one of the codes just listed"))
}

fn parse_encoding(name: &str) -> Result<Encoding, String> {
    let unknown = || "no such encoding; the usual ones are utf-8, windows-1256, windows-1251, windows-1252, gbk, big5";
    Encoding::of_label(name).ok_or_else(|| unknown().to_owned())
}
