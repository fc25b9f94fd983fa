//! The files that have to follow when others get another path, with the texts that they have: the client's where it has
//! the file open, else the disk's. Reads files, and is therefore for the loader's thread.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

use super::convert::uri_of;
use super::file_kind::FileKind;
use super::folder::{Sources, companion_text, kind};
use crate::edit::Edit;
use crate::edit::moves::{Move, Namer, follower, renamed};
use crate::positions::about::named_draft;
use crate::text::Text;

/// What follows.
#[derive(Debug, Default)]
pub(super) struct Followers {
    /// Files that name the moved ones, with other names in them.
    pub(super) edited: Vec<Edited>,
    /// Files that have to be moved as well.
    pub(super) moved: Vec<Move>,
}

/// A file that is to be edited.
#[derive(Debug)]
pub(super) struct Edited {
    /// The client's name for it, or ours.
    pub(super) uri: Uri,
    /// The client's number for its text; `None` where it is not open.
    pub(super) version: Option<i32>,
    /// Its text before.
    pub(super) text: Text,
    /// The edits, in order.
    pub(super) edits: Vec<Edit>,
}

/// What of `files` has to follow some moves.
pub(super) fn followers(sources: &Sources, files: &BTreeSet<PathBuf>, moves: &[Move]) -> Followers {
    let mut found = Followers::default();
    let is_draft = |it: &&PathBuf| kind(it) == Some(FileKind::Draft);
    let drafts = || files.iter().filter(is_draft).chain(&sources.open);
    let nameless = |path| follower(path, drafts(), moves).filter(|it| !it.to.exists());
    for path in files {
        match kind(path) {
            Some(FileKind::Settings) => found.edited.extend(edited(Namer::Settings, path, sources, moves)),
            Some(FileKind::PositionsJson) if names_its_draft(path, sources) => {
                found.edited.extend(edited(Namer::Positions, path, sources, moves));
            }
            Some(FileKind::PositionsJson | FileKind::PositionsCsv) => found.moved.extend(nameless(path)),
            Some(FileKind::Draft | FileKind::Groups) | None => {}
        }
    }
    found
}

fn names_its_draft(path: &Path, sources: &Sources) -> bool {
    text_of(path, sources).is_some_and(|it| named_draft(&it).is_some())
}

fn edited(namer: Namer, path: &Path, sources: &Sources, moves: &[Move]) -> Option<Edited> {
    let text = text_of(path, sources)?;
    let edits = renamed(namer, path, &text, moves);
    let open = sources.overlays.get(path);
    let uri = open.map_or_else(|| uri_of(path), |it| Some(it.uri.clone()))?;
    let version = open.map(|it| it.version);
    (!edits.is_empty()).then(|| Edited { uri, version, text: Text::of(&text), edits })
}

/// The text of a file as an editor counts it: a byte order mark is no part of it.
fn text_of(path: &Path, sources: &Sources) -> Option<String> {
    let text = companion_text(path, sources)?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
