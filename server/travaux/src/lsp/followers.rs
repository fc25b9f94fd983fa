//! The files that have to follow when others get another path, with the texts that they have: the client's where it has
//! the file open, else the disk's. Reads files, and is therefore for the loader's thread.

use std::path::Path;

use tower_lsp::ls_types::Uri;

use super::convert::uri_of;
use super::file_kind::FileKind;
use super::listing::{Listing, Sources};
use travaux_model::edit::Edit;
use travaux_model::edit::moves::{Move, Namer, follower, renamed};
use travaux_model::positions::about::named_draft;
use travaux_model::text::Text;

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

/// What of the files of a listing has to follow some moves.
pub(super) fn followers(sources: &Sources, listing: &Listing, moves: &[Move]) -> Followers {
    let mut found = Followers::default();
    let drafts = listing.drafts(sources);
    let nameless = |path| follower(path, drafts.iter().copied(), moves).filter(|it| !it.to.exists());
    for path in listing.companions(FileKind::PositionsJson, sources) {
        match names_its_draft(path, sources) {
            true => found.edited.extend(edited(Namer::Positions, path, sources, moves)),
            false => found.moved.extend(nameless(path)),
        }
    }
    found.moved.extend(listing.companions(FileKind::PositionsCsv, sources).filter_map(|it| nameless(it)));
    let settings = listing.companions(FileKind::Settings, sources);
    found.edited.extend(settings.filter_map(|it| edited(Namer::Settings, it, sources, moves)));
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
    let text = sources.text(path)?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
