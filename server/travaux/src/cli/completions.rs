//! `travaux completions`: a script for a shell that completes the commands.

use clap::{Command, Parser};
use clap_complete::Shell;

use super::outcome::Outcome;
use super::output::print_output;

/// Arguments of `travaux completions`.
#[derive(Parser)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the script for the command line of `command`.
pub(super) fn completions(args: &Args, command: &mut Command) -> Outcome {
    // The generator panics if it cannot write, so it writes into memory.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "travaux", &mut script);
    print_output(|out| out.write_all(&script))
}
