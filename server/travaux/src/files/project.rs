//! The project of drafts: the nearest parent folder with a travaux.toml, and its settings.

use std::path::{Path, PathBuf};

use super::decode::read_decoded;
use super::fault::{FaultCode, FileFault};
use super::paths::{canonical_path, relative_to_current};
use crate::file_kind::SETTINGS_FILE_NAME;
use travaux_model::config::Settings;

/// The folder and settings of a project. Without a travaux.toml, the settings are the defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The canonical path of the folder to which patterns are relative, usually that of travaux.toml.
    pub root: Option<PathBuf>,
    /// The settings.
    pub settings: Settings,
}

/// Returns the path of the nearest travaux.toml in a folder or above it, among those that exist according to `exists`.
pub fn nearest_settings_file(from: &Path, exists: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    canonical_path(from).ancestors().map(|folder| folder.join(SETTINGS_FILE_NAME)).find(|it| exists(it))
}

/// Reads the project of a settings file.
pub fn read_project(path: &Path) -> Result<Project, Vec<FileFault>> {
    let shown = relative_to_current(path);
    let text = read_decoded(path, None)
        .map_err(|error| vec![FileFault::of_file(&shown, FaultCode::SettingsFile, error)])?
        .text;
    // TOML allows no byte order mark.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let (settings, faults) = Settings::read(text, &travaux_rules::names());
    if faults.is_empty() {
        return Ok(Project { root: canonical_path(path).parent().map(Path::to_path_buf), settings });
    }
    let faults = faults.iter().map(|fault| (fault.range.start, fault.message.as_str()));
    Err(FileFault::in_text(&shown, FaultCode::SettingsFile, text, faults))
}
