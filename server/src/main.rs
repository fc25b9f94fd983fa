//! The `travaux` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("serve") => travaux::lsp::serve(),
        _ => ExitCode::from(2),
    }
}
