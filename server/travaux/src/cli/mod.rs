//! The command line: one file per subcommand. What it promises outside (names, flags, exit status) changes only with a
//! word in CHANGELOG.md.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::files::folder::Folder;

mod completions;
mod explain;
mod lint;
mod lint_flags;
mod outline;
mod positions;

mod baseline;
mod common;
mod fix;
mod output;

/// A language server and linter for treaty-style drafts.
#[derive(Parser)]
#[command(name = "travaux", version, about, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Find what is wrong in drafts
    Lint(lint_flags::Args),
    /// Show the structure that was understood
    Outline(common::Shown),
    /// Show who stands where
    Positions(common::Shown),
    /// Print the page of a rule, or the list of rules
    Explain(explain::Args),
    /// Serve an editor on standard input and output
    Serve {
        /// Accepted for editors that insist on it; there is no other way
        #[arg(long)]
        stdio: bool,
    },
    /// Print a script that completes travaux's commands in a shell
    Completions(completions::Args),
}

/// How a command ended; its number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing to report.
    Clean = 0,
    /// Findings as grave as was asked for.
    Findings = 1,
    /// The command could not do its work, or not all of it.
    Failed = 2,
}

impl Outcome {
    /// How the reading of a folder ended.
    fn of(folder: &Folder) -> Outcome {
        if folder.faults.is_empty() { Outcome::Clean } else { Outcome::Failed }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

/// Does what the arguments of this process ask for.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Lint(args) => lint::lint(&args).into(),
        Command::Outline(args) => outline::outline(args).into(),
        Command::Positions(args) => positions::positions(args).into(),
        Command::Explain(args) => explain::explain(&args).into(),
        Command::Serve { stdio: _ } => crate::lsp::serve(),
        Command::Completions(args) => completions::completions(&args).into(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_contradict_nothing() {
        super::Cli::command().debug_assert();
    }
}
