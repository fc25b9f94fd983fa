//! The `travaux` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    travaux::cli::run()
}
