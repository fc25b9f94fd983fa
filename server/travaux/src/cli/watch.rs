//! `travaux lint --watch`: lints again after every change of a file, until interrupted.
//!
//! The files are compared by their times and sizes twice a second. This works on network drives and in containers, where
//! notifications of the operating system do not arrive, and a folder of drafts is small enough for it.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ignore::WalkBuilder;

use super::lint_args::Args;
use super::lint_units::watched_paths;
use super::outcome::Outcome;
use super::output::print_error;
use crate::files::paths::canonical_path;

const INTERVAL: Duration = Duration::from_millis(500);

/// Runs `lint` now and after every change. Ends only if standard output is closed.
pub(super) fn watch(args: &Args, lint: impl Fn() -> Outcome) -> Outcome {
    if args.common.has_stdin() {
        print_error("travaux: standard input cannot be watched");
        return Outcome::Failed;
    }
    loop {
        // Taken before linting, so that a change while linting is noticed.
        let seen = states(args);
        if io::stdout().is_terminal() && write!(io::stdout(), "\u{1b}[2J\u{1b}[3J\u{1b}[H").is_err() {
            return Outcome::Clean;
        }
        lint();
        if !args.common.quiet {
            print_error("watching for changes; press Ctrl+C to stop");
        }
        if io::stdout().flush().is_err() {
            return Outcome::Clean;
        }
        while states(args) == seen {
            std::thread::sleep(INTERVAL);
        }
    }
}

/// The times and sizes of the files that may matter.
type States = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

fn states(args: &Args) -> States {
    // The report is written after every change, and is none.
    let report = args.output_file.as_deref();
    let is_report = |path: &Path| {
        report.is_some_and(|it| it.file_name() == path.file_name() && canonical_path(it) == canonical_path(path))
    };
    let mut states = States::new();
    for path in watched_paths(args) {
        for entry in WalkBuilder::new(path).require_git(false).build().flatten() {
            if let Ok(metadata) = entry.metadata().map(|it| (it.modified().ok(), it.len()))
                && entry.file_type().is_some_and(|it| it.is_file())
                && !is_report(entry.path())
            {
                states.insert(entry.into_path(), metadata);
            }
        }
    }
    states
}
