//! What the client says about its project: the folders and files that it has open, and its settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

use crate::files::decode::{Encoding, read_text};
use travaux_model::config::PartialSettings;

/// Everything that decides which files belong to the project.
#[derive(Debug, Default)]
pub(super) struct ProjectSources {
    /// The folders that the client has open, in its order. They are searched with all their subfolders.
    pub(super) roots: Vec<PathBuf>,
    /// The drafts that the client has open. Their folders are searched too, without subfolders.
    pub(super) open: BTreeSet<PathBuf>,
    /// Companions of drafts that the client has open, with their texts in the client.
    pub(super) overlays: BTreeMap<PathBuf, Overlay>,
    /// The settings of the editor, in the form of a travaux.toml.
    pub(super) editor_settings: PartialSettings,
}

/// The content of a file in the client, which takes precedence over the disk.
#[derive(Clone, Debug)]
pub(super) struct Overlay {
    /// The client's URI.
    pub(super) uri: Uri,
    /// The client's version number.
    pub(super) version: i32,
    /// The whole text.
    pub(super) text: String,
}

impl ProjectSources {
    /// The folders of open drafts, and those among them that lie outside of the folders that the client has open.
    pub(super) fn draft_folders(&self) -> (BTreeSet<&Path>, Vec<&Path>) {
        let folders: BTreeSet<&Path> = self.open.iter().filter_map(|it| it.parent()).collect();
        let outside = folders.iter().copied().filter(|it| !self.roots.iter().any(|root| it.starts_with(root)));
        let outside = outside.collect();
        (folders, outside)
    }

    /// The text of a companion: that in the client if it is open there.
    pub(super) fn text(&self, path: &Path) -> Option<String> {
        let overlay = self.overlays.get(path).map(|it| it.text.clone());
        overlay.or_else(|| text_of(path, None))
    }
}

/// The text of a file on disk, decoded as the command line decodes it.
pub(super) fn text_of(path: &Path, encoding: Option<Encoding>) -> Option<String> {
    let read = read_text(path, encoding);
    read.map_err(|fault| tracing::warn!("{fault}")).ok().map(|it| it.text)
}
