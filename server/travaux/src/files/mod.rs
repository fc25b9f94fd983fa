//! The files of a project: reading and writing drafts, walking folders, finding travaux.toml and putting all of it
//! together as a workspace. The one room besides the editor's that touches a disk; it knows no rule and no format.

pub mod folder;

pub(crate) use folder::text_of;
pub mod guard;
pub mod project;
pub mod records;
pub mod walk;

pub mod decode;
pub mod rewrite;

use std::path::Path;

/// A path as messages and reports write it: with `/`, without `./`, and without anything that a terminal would obey.
pub fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    let written = path.to_string_lossy();
    let written = if cfg!(windows) { written.replace('\\', "/") } else { written.into_owned() };
    written.replace(char::is_control, "\u{FFFD}")
}
