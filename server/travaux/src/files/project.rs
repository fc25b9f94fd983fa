//! The project of drafts: the nearest parent folder with a travaux.toml, and its settings.

use std::path::{Path, PathBuf};

use super::decode::read_decoded;
use super::fault::{FaultCode, FileFault};
use super::paths::{canonical_path, parent_folder, relative_to_current};
use travaux_model::config::Settings;

/// The folder and settings of a project. Without a travaux.toml, the settings are the defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The canonical path of the folder to which patterns are relative, usually that of travaux.toml.
    pub root: Option<PathBuf>,
    /// The settings.
    pub settings: Settings,
}

/// Reads the project of a settings file. Its folder is that in which the file stands, also if the file is a link to another.
pub fn read_project(path: &Path) -> Result<Project, Vec<FileFault>> {
    let shown = relative_to_current(path);
    let text = read_decoded(path, None)
        .map_err(|error| vec![FileFault::of_file(&shown, FaultCode::SettingsFile, error)])?
        .text;
    // TOML allows no byte order mark.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let (settings, faults) = Settings::read(text, &travaux_rules::names());
    if faults.is_empty() {
        return Ok(Project { root: Some(canonical_path(parent_folder(path))), settings });
    }
    let faults = faults.iter().map(|fault| (fault.range.start, fault.message.as_str()));
    Err(FileFault::in_text(&shown, FaultCode::SettingsFile, text, faults))
}
