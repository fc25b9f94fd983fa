//! Standard output and standard error. A reader that closes the pipe early (`| head`) is not an error; it only ends the
//! writing.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use super::outcome::Outcome;
use crate::files::atomic_write::write_atomically;
use crate::files::paths::{describe_error, display_path};
use crate::report::sanitize::sanitized_line;

const BUFFER_BYTES: usize = 1 << 16;

/// Writes to standard output. The outcome is `Failed` if that fails for a reason other than a closed pipe.
pub(super) fn print_output(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    finish(BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock()), write)
}

/// Writes to standard error what belongs on standard output while that is in use.
pub(super) fn print_aside(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    finish(BufWriter::with_capacity(BUFFER_BYTES, io::stderr().lock()), write)
}

/// Writes the report into a file.
pub(super) fn write_output_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    let mut bytes = Vec::new();
    match write(&mut bytes).and_then(|()| write_atomically(path, &bytes)) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            print_error(&format!(
                "{}: the report could not be written: {}",
                display_path(path),
                describe_error(&error)
            ));
            Outcome::Failed
        }
    }
}

/// Writes a line to standard error, without characters that control a terminal.
pub(super) fn print_error(line: &str) {
    // If standard error is closed, there is nowhere to report it.
    let _ = writeln!(io::stderr(), "{}", sanitized_line(line));
}

fn finish(mut out: BufWriter<impl Write>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    let written = write(&mut out).and_then(|()| out.flush());
    // The buffer must not be written again when it is dropped.
    let (_, _unwritten) = out.into_parts();
    match written {
        Ok(()) => Outcome::Clean,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Outcome::Clean,
        Err(error) => {
            print_error(&format!("travaux: the output could not be written: {}", describe_error(&error)));
            Outcome::Failed
        }
    }
}
