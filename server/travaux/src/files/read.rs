//! Reads files without trust in what their paths lead to. A device, a FIFO or a socket may never end, so only regular files
//! are read, and of these only those up to a size.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::paths::describe_error;

/// The size of the largest file that is read. Offsets in blocks have 32 bits, and no draft comes near this size.
pub const MAX_FILE_BYTES: u64 = 256 << 20;

/// Reads a regular file. The error is a lower-case clause without the path.
pub fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let described = |error: io::Error| describe_error(&error);
    // Opening a FIFO would wait for a writer.
    if let Some(refusal) = refusal(&std::fs::metadata(path).map_err(described)?) {
        return Err(refusal);
    }
    let file = File::open(path).map_err(described)?;
    let metadata = file.metadata().map_err(described)?;
    match refusal(&metadata) {
        Some(refusal) => Err(refusal),
        None => read_bounded(file, metadata.len()),
    }
}

/// Reads a stream to its end. `expected` is the number of bytes that it probably has.
pub fn read_bounded(stream: impl Read, expected: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(usize::try_from(expected.min(MAX_FILE_BYTES)).unwrap_or_default());
    stream.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| describe_error(&error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES { Err(too_large()) } else { Ok(bytes) }
}

/// Returns the reason why a file is not read, if there is one: `this is a device, not a file`.
pub fn refusal(metadata: &Metadata) -> Option<String> {
    if metadata.is_dir() {
        Some("this is a folder".to_owned())
    } else if !metadata.is_file() {
        Some(format!("this is a {}, not a file", special_kind(metadata)))
    } else {
        (metadata.len() > MAX_FILE_BYTES).then(too_large)
    }
}

fn too_large() -> String {
    format!("this is larger than {} MB, which no draft is", MAX_FILE_BYTES >> 20)
}

#[cfg(unix)]
fn special_kind(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        "pipe"
    } else if kind.is_socket() {
        "socket"
    } else {
        "device"
    }
}

#[cfg(not(unix))]
fn special_kind(_metadata: &Metadata) -> &'static str {
    "device"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_read_up_to_the_bound() {
        assert_eq!(read_bounded(&b"text"[..], 0), Ok(b"text".to_vec()));
        let endless = read_bounded(io::repeat(b' '), 0).unwrap_err();
        assert_eq!(endless, "this is larger than 256 MB, which no draft is");
    }

    #[cfg(unix)]
    #[test]
    fn special_files_are_refused_by_their_kind() {
        assert_eq!(read_file(Path::new("/dev/zero")), Err("this is a device, not a file".to_owned()));
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("x.treaty");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(read_file(&socket), Err("this is a socket, not a file".to_owned()));
        assert_eq!(read_file(folder.path()), Err("this is a folder".to_owned()));
    }
}
