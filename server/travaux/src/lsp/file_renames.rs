//! Finds the edits that keep other files correct when files are renamed. Uses the text in the client where a file is open
//! there, and otherwise the disk; it therefore runs on the thread of the loader.

use std::path::Path;

use super::convert::{EditedFile, FileRenameEdits, file_uri};
use super::project_files::ProjectFiles;
use super::project_sources::ProjectSources;
use crate::file_kind::FileKind;
use travaux_model::edit::moves::{Move, NamingFile, moved_with_drafts, renamed};
use travaux_model::positions::draft_match::named_draft;
use travaux_model::text::Text;

/// The edits and further renames that some renames require in the files of a project.
pub(super) fn file_rename_edits(sources: &ProjectSources, files: &ProjectFiles, moves: &[Move]) -> FileRenameEdits {
    let mut found = FileRenameEdits::default();
    let drafts = files.drafts(sources);
    // A positions file without the name of its draft is recognized by its own name, which has to change as well.
    let renamed = |path| moved_with_drafts(path, drafts.iter().copied(), moves).filter(|it| !it.to.exists());
    for path in files.companions(FileKind::PositionsJson, sources) {
        match names_its_draft(path, sources) {
            true => found.edited.extend(edited(NamingFile::Positions, path, sources, moves)),
            false => found.renamed.extend(renamed(path)),
        }
    }
    found.renamed.extend(files.companions(FileKind::PositionsCsv, sources).filter_map(|it| renamed(it)));
    let settings = files.companions(FileKind::Settings, sources);
    found.edited.extend(settings.filter_map(|it| edited(NamingFile::Settings, it, sources, moves)));
    found
}

fn names_its_draft(path: &Path, sources: &ProjectSources) -> bool {
    text_of(path, sources).is_some_and(|it| named_draft(&it).is_some())
}

fn edited(namer: NamingFile, path: &Path, sources: &ProjectSources, moves: &[Move]) -> Option<EditedFile> {
    let text = text_of(path, sources)?;
    let edits = renamed(namer, path, &text, moves);
    let open = sources.overlays.get(path);
    let uri = open.map_or_else(|| file_uri(path), |it| Some(it.uri.clone()))?;
    let version = open.map(|it| it.version);
    (!edits.is_empty()).then(|| EditedFile { uri, version, text: Text::of(&text), edits })
}

/// The text of a file without its byte order mark, which editors do not count.
fn text_of(path: &Path, sources: &ProjectSources) -> Option<String> {
    let text = sources.text(path)?;
    Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
