//! Paths on this machine: absolute paths, paths for display, and the descriptions of failed accesses.

use std::io;
use std::path::{Path, PathBuf};

/// Returns a path for messages and reports: with `/`, without `./`, and without the characters that control a terminal or the
/// direction of text.
pub fn display_path(path: &Path) -> String {
    let relative = path.strip_prefix(".").ok().filter(|it| !it.as_os_str().is_empty());
    let path = relative.unwrap_or(path);
    let written = path.to_string_lossy();
    let written = if cfg!(windows) { written.replace('\\', "/") } else { written.into_owned() };
    written.replace(is_unsafe_to_display, "\u{FFFD}")
}

/// Returns whether a character may control a terminal or the direction of the text around it.
pub fn is_unsafe_to_display(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Describes a failed read or write in one lower-case clause.
pub fn describe_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// Returns the absolute path without `..` and symbolic links, so that one file has one path. A path that does not exist is
/// only made absolute.
pub fn canonical_path(path: &Path) -> PathBuf {
    let exists = std::fs::canonicalize(path).ok();
    exists.or_else(|| std::path::absolute(path).ok()).unwrap_or_else(|| path.to_path_buf())
}

/// Returns a canonical path relative to the current folder if it is inside that folder.
pub fn relative_to_current(path: &Path) -> PathBuf {
    let current = std::env::current_dir().map(|it| canonical_path(&it)).unwrap_or_default();
    match path.strip_prefix(&current) {
        Ok(inside) if inside.as_os_str().is_empty() => PathBuf::from("."),
        Ok(inside) => inside.to_path_buf(),
        Err(_) => path.to_path_buf(),
    }
}

/// Returns the folder of a file, `.` for a bare file name.
pub fn parent_folder(path: &Path) -> &Path {
    let parent = path.parent().filter(|it| !it.as_os_str().is_empty());
    parent.unwrap_or(Path::new("."))
}
