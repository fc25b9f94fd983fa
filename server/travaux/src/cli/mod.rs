//! The command line, one file for each subcommand. Changes of its interface (names, flags, exit status) are announced in
//! CHANGELOG.md.

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

mod completions;
mod config;
mod explain;
mod lint;
mod lint_args;
mod outline;
mod positions;

mod baseline;
mod common_args;
mod fix;
mod lint_units;
mod outcome;
mod output;
mod progress_bar;
mod watch;
mod written_files;

/// A language server and linter for treaty-style drafts.
#[derive(Parser)]
#[command(name = "travaux", version, about, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Report faults in drafts
    Lint(lint_args::Args),
    /// Show the structure of drafts
    Outline(common_args::InspectArgs),
    /// Show the positions of delegations
    Positions(positions::Args),
    /// Print the documentation of a rule, or the list of rules
    Explain(explain::Args),
    /// Serve an editor on standard input and output
    Serve {
        /// Accepted for editors that pass it; there is no other transport
        #[arg(long)]
        stdio: bool,
    },
    /// Show the settings that hold for a draft, and where they come from
    Config(config::ConfigArgs),
    /// Write a first travaux.toml
    Init(config::InitArgs),
    /// Print the JSON Schema of settings, positions, groups or topics
    Schema(config::SchemaArgs),
    /// Print a script with shell completions
    Completions(completions::Args),
    /// Print the manual page, or write the pages of all commands into a folder
    Man(config::ManArgs),
}

/// Runs the command that the arguments of this process request.
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Lint(args) => lint::lint(args).into(),
        Command::Outline(args) => outline::outline(args).into(),
        Command::Positions(args) => positions::positions(args).into(),
        Command::Explain(args) => explain::explain(&args).into(),
        Command::Serve { stdio: _ } => crate::lsp::serve(),
        Command::Config(args) => config::config(&args).into(),
        Command::Init(args) => config::init(&args).into(),
        Command::Schema(args) => config::schema(&args).into(),
        Command::Man(args) => config::man(&args, Cli::command()).into(),
        Command::Completions(args) => completions::completions(&args, &mut Cli::command()).into(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Cli::command().debug_assert();
    }
}
