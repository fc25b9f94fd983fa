//! The project of drafts: the nearest parent folder with a travaux.toml, and its settings.

use std::fs;
use std::path::{Path, PathBuf};

use super::decode::decode;
use super::paths::{canonical_path, describe_error, display_path, relative_to_current};
use crate::file_kind::SETTINGS_FILE_NAME;
use crate::line_index::LineIndex;
use travaux_model::config::Settings;
use travaux_model::text::Text;

/// The folder and settings of a project. Without a travaux.toml, the settings are the defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// The canonical path of the folder of travaux.toml, to which patterns and files in it are relative.
    pub root: Option<PathBuf>,
    /// The settings.
    pub settings: Settings,
}

/// Finds the project of a folder or file by the nearest travaux.toml in it or above. An error is one line for each fault.
pub fn find_project(from: &Path) -> Result<Project, Vec<String>> {
    nearest_settings_file(from, |it| it.is_file()).map_or_else(|| Ok(Project::default()), |path| read_project(&path))
}

/// Returns the path of the nearest travaux.toml in a folder or above it, among those that exist according to `exists`.
pub fn nearest_settings_file(from: &Path, exists: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    canonical_path(from).ancestors().map(|folder| folder.join(SETTINGS_FILE_NAME)).find(|it| exists(it))
}

/// Reads the project of a settings file.
pub fn read_project(path: &Path) -> Result<Project, Vec<String>> {
    let name = display_path(&relative_to_current(path));
    let bytes = fs::read(path).map_err(|error| vec![format!("{name}: {}", describe_error(&error))])?;
    let text = decode(bytes, None).map_err(|error| vec![format!("{name}: {error}")])?.text;
    // TOML allows no byte order mark.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let (settings, faults) = Settings::read(text, &travaux_rules::names());
    if faults.is_empty() {
        let root = canonical_path(path).parent().map(Path::to_path_buf);
        return Ok(Project { root, settings });
    }
    let line_index = LineIndex::of(&Text::of(text));
    let lines = faults.into_iter().map(|fault| {
        let position = line_index.position(fault.range.start);
        format!("{name}:{}:{}: {}", position.line, position.column, fault.message)
    });
    Err(lines.collect())
}
