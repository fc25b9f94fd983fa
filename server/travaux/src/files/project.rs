//! The project that drafts belong to: the folder with a travaux.toml, found upwards, and what it sets.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::decode::decode;
use super::shown;
use crate::report::place::Places;
use travaux_model::config::Settings;

/// The name of the file that sets a project up.
pub const FILE: &str = "travaux.toml";

/// A project's folder and settings. Without a travaux.toml, the settings are the defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The folder of its travaux.toml, absolute; patterns and files in it are relative to this folder.
    pub root: Option<PathBuf>,
    /// What it sets.
    pub settings: Settings,
}

/// The project of a folder or file: that of the nearest travaux.toml upwards. An error is one line for each fault.
pub fn find(from: &Path) -> Result<Project, Vec<String>> {
    nearest(from, |it| it.is_file()).map_or_else(|| Ok(Project::default()), |path| read(&path))
}

/// The nearest travaux.toml upwards of a folder or file, of those that are `there`.
pub fn nearest(from: &Path, there: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    whole(from).ancestors().map(|folder| folder.join(FILE)).find(|it| there(it))
}

/// The project that a configuration file sets up.
pub fn read(path: &Path) -> Result<Project, Vec<String>> {
    let name = shown(&near(path));
    let bytes = fs::read(path).map_err(|fault| vec![format!("{name}: {}", reason(&fault))])?;
    let text = decode(bytes, None).map_err(|fault| vec![format!("{name}: {fault}")])?.text;
    // A byte order mark is no TOML.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let (settings, faults) = Settings::read(text, &travaux_rules::names());
    if faults.is_empty() {
        let root = whole(path).parent().map(Path::to_path_buf);
        return Ok(Project { root, settings });
    }
    let places = Places::of(text);
    let lines = faults.into_iter().map(|fault| {
        let place = places.place(text, fault.range.start);
        format!("{name}:{}:{}: {}", place.line, place.column, fault.message)
    });
    Err(lines.collect())
}

/// What a failed read or write says, in one lower-case clause.
pub fn reason(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder".to_owned(),
        _ => fault.to_string(),
    }
}

/// A path from the root of the disk, without `..` and symbolic links, so that the same file is the same path. What does
/// not exist is taken as it is written.
pub fn whole(path: &Path) -> PathBuf {
    let exists = std::fs::canonicalize(path).ok();
    exists.or_else(|| std::path::absolute(path).ok()).unwrap_or_else(|| path.to_path_buf())
}

/// A path as seen from the current folder if it lies beneath it.
pub fn near(path: &Path) -> PathBuf {
    let current = std::env::current_dir().map(|it| whole(&it)).unwrap_or_default();
    match path.strip_prefix(&current) {
        Ok(beneath) if beneath.as_os_str().is_empty() => PathBuf::from("."),
        Ok(beneath) => beneath.to_path_buf(),
        Err(_) => path.to_path_buf(),
    }
}
