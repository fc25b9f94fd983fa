//! `travaux completions`: what a shell needs to complete our commands.

use clap::{CommandFactory, Parser};
use clap_complete::Shell;

use super::output::print;
use super::{Cli, Outcome};

/// Arguments of `travaux completions`.
#[derive(Parser)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(super) fn completions(args: &Args) -> Outcome {
    // Into memory first, since the generator panics if it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "travaux", &mut script);
    print(|out| out.write_all(&script))
}
