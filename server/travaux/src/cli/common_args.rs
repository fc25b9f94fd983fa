//! The arguments that all commands for drafts share, and the loading of the drafts that they name.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;
use travaux_grammar::Language;

use super::output::print_error;
use crate::files::decode::Encoding;
use crate::files::discover::{SearchOptions, StdinDraft};
use crate::files::fault::FileFault;
use crate::files::load::{Files, LoadedProject, ReadOptions};
use crate::files::read::read_bounded;
use travaux_model::config::pattern_error;

/// The number of warnings about one file that are printed, so that a sheet in another format does not bury the output.
const MAX_WARNINGS: usize = 20;

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

    /// Also read files that match this pattern, in the manner of .gitignore; may be given several times
    #[arg(long, value_name = "PATTERN", value_parser = parse_pattern)]
    include: Vec<String>,

    /// Leave out files that match this pattern; may be given several times
    #[arg(long, value_name = "PATTERN", value_parser = parse_pattern)]
    exclude: Vec<String>,

    /// Leave out excluded files even if they are named, as pre-commit hooks name them
    #[arg(long)]
    force_exclude: bool,

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
    /// On a terminal, unless NO_COLOR is set; everywhere if FORCE_COLOR is set
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
    /// Loads the drafts at the paths. Faults are printed; `None` if standard input could not be read.
    pub(super) fn load(&self) -> Option<LoadedProject> {
        let (files, faults) = self.find()?;
        let loaded = LoadedProject::load(files, faults);
        self.warn_of_faults(&loaded.faults);
        if loaded.sources.is_empty() && !loaded.faults.iter().any(|it| it.is_failure) {
            self.warn_of_no_drafts();
        }
        Some(loaded)
    }

    /// Prints the failures, and unless warnings are unwanted, the first other faults of each file and the number of the rest.
    fn warn_of_faults(&self, faults: &[FileFault]) {
        let mut counts: Vec<(&str, usize)> = Vec::new();
        for fault in faults {
            if fault.is_failure {
                print_error(&fault.to_string());
                continue;
            }
            // Those of one file follow each other.
            match counts.last_mut().filter(|it| it.0 == fault.path) {
                Some(last) => last.1 += 1,
                None => counts.push((&fault.path, 1)),
            }
            if !self.quiet && counts.last().is_some_and(|it| it.1 <= MAX_WARNINGS) {
                print_error(&format!("warning: {fault}"));
            }
        }
        for (path, count) in counts.into_iter().filter(|it| !self.quiet && it.1 > MAX_WARNINGS) {
            let more = count - MAX_WARNINGS;
            print_error(&format!("warning: {path}: {more} more; `travaux lint` lists all of them"));
        }
    }

    /// Finds the files at the paths. `None` if standard input could not be read.
    pub(super) fn find(&self) -> Option<(Files, Vec<FileFault>)> {
        if self.stdin_filename.is_some() && !self.has_stdin() {
            print_error("travaux: --stdin-filename names standard input, but only files were named; add -");
            return None;
        }
        let stdin = if self.has_stdin() { Some(self.read_stdin()?) } else { None };
        let paths = self.requested_paths();
        let options = ReadOptions { language: self.language, encoding: self.encoding };
        Some(Files::find(&paths, stdin, &self.search_options(), options))
    }

    /// Returns whether standard input is a draft: it was named, or given a name.
    pub(super) fn has_stdin(&self) -> bool {
        self.paths.iter().any(|it| is_stdin(it)) || self.paths.is_empty() && self.stdin_filename.is_some()
    }

    /// Returns the files and folders that were named, or else the current folder, unless only standard input is read.
    pub(super) fn requested_paths(&self) -> Vec<PathBuf> {
        if self.paths.is_empty() && !self.has_stdin() {
            return vec![PathBuf::from(".")];
        }
        self.paths.iter().filter(|it| !is_stdin(it)).cloned().collect()
    }

    /// Returns what the command line says about files.
    pub(super) fn search_options(&self) -> SearchOptions {
        SearchOptions {
            config: self.config.clone(),
            include: self.include.clone(),
            exclude: self.exclude.clone(),
            force_exclude: self.force_exclude,
        }
    }

    /// Prints a warning that there are no drafts, unless warnings are unwanted.
    pub(super) fn warn_of_no_drafts(&self) {
        if !self.quiet {
            print_error("warning: no drafts here; name a file, or call drafts *.treaty, *.treaty.md or *.treaty.txt");
        }
    }

    /// Returns whether standard output is coloured.
    pub(super) fn is_coloured(&self) -> bool {
        match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let is_unset = |name| std::env::var_os(name).is_none_or(|it| it.is_empty());
                let is_dumb = std::env::var_os("TERM").is_some_and(|it| it == "dumb");
                let is_forced = std::env::var_os("FORCE_COLOR").is_some_and(|it| !it.is_empty() && it != "0");
                is_unset("NO_COLOR") && (is_forced || std::io::stdout().is_terminal() && !is_dumb)
            }
        }
    }

    fn read_stdin(&self) -> Option<StdinDraft> {
        let name = self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
        match read_bounded(std::io::stdin().lock(), 0) {
            Ok(bytes) => Some(StdinDraft { name, bytes }),
            Err(error) => {
                print_error(&format!("travaux: standard input could not be read: {error}"));
                None
            }
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

fn language_parser() -> impl TypedValueParser<Value = Language> {
    let codes = PossibleValuesParser::new(Language::ALL.map(Language::code));
    codes.map(|code| Language::of_code(&code).expect("one of the codes just listed"))
}

fn parse_encoding(name: &str) -> Result<Encoding, String> {
    let unknown = || "no such encoding; the usual ones are utf-8, windows-1256, windows-1251, windows-1252, gbk, big5";
    Encoding::of_label(name).ok_or_else(|| unknown().to_owned())
}

fn parse_pattern(pattern: &str) -> Result<String, String> {
    pattern_error(pattern).map_or_else(|| Ok(pattern.to_owned()), Err)
}
