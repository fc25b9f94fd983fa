//! Standard output and error. A reader that has seen enough (`| head`) is no fault and ends nothing early but the
//! writing.

use std::io::{self, BufWriter, ErrorKind, Write};

use super::Outcome;
use crate::files::project::reason;

/// Writes to standard output. `Failed` only if it could not be written for another reason than a closed pipe.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    finish(BufWriter::with_capacity(1 << 16, io::stdout().lock()), write)
}

/// Writes to standard error what would be on standard output if that were not taken.
pub(super) fn print_aside(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    finish(BufWriter::with_capacity(1 << 16, io::stderr().lock()), write)
}

/// Says one line on standard error.
pub(super) fn say(line: &str) {
    // Nobody is left to tell that standard error is closed.
    let _ = writeln!(io::stderr(), "{line}");
}

fn finish(mut out: BufWriter<impl Write>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    let written = write(&mut out).and_then(|()| out.flush());
    // What a closed pipe did not take must not be tried again when the buffer goes.
    let (_, _unwritten) = out.into_parts();
    match written {
        Ok(()) => Outcome::Clean,
        Err(fault) if fault.kind() == ErrorKind::BrokenPipe => Outcome::Clean,
        Err(fault) => {
            say(&format!("travaux: the output could not be written: {}", reason(&fault)));
            Outcome::Failed
        }
    }
}
