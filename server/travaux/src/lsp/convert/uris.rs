//! URIs and paths.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use tower_lsp::ls_types::{FileRename, Uri};

use travaux_model::edit::moves::Move;
use travaux_model::paths::normalize;

/// The path of a document or folder; `None` if it is not on disk.
pub(in crate::lsp) fn file_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path().map(|it| it.into_owned())).flatten()
}

/// The URI of a file that the client has not named.
pub(in crate::lsp) fn file_uri(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

/// The old and new paths of a renamed file or folder; `None` if it is not on disk.
pub(in crate::lsp) fn file_move(rename: &FileRename) -> Option<Move> {
    let path = |uri: &str| file_path(&Uri::from_str(uri).ok()?).map(|it| normalize(&it));
    Some(Move { from: path(&rename.old_uri)?, to: path(&rename.new_uri)? })
}
