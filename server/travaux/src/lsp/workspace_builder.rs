//! Builds the workspace from the files on disk and the open documents.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::ls_types::Uri;

use super::convert::{file_path, file_uri};
use super::open_document::OpenDocument;
use super::project_contents::ProjectContents;
use crate::file_kind::FileKind;
use travaux_model::workspace::Workspace;

/// The workspace of the client's projects and the open documents. A draft that is both on disk and open has the client's URI.
pub(super) fn workspace(contents: &ProjectContents, open: &HashMap<Uri, OpenDocument>) -> Workspace {
    let open = open.iter().filter(|it| it.1.kind == FileKind::Draft);
    let names: HashMap<PathBuf, &Arc<str>> =
        open.clone().filter_map(|(uri, document)| Some((file_path(uri)?, &document.name))).collect();
    let name = |path: &PathBuf| match names.get(path) {
        Some(name) => Some(Arc::clone(name)),
        None => file_uri(path).map(|it| it.as_str().into()),
    };
    // An open draft is linted even if it is there for others to be compared with.
    let others = contents.others.iter().filter(|it| !names.contains_key(*it));
    let on_disk = contents.drafts.iter();
    let on_disk = on_disk.filter_map(|(path, document)| Some((name(path)?, Arc::clone(document))));
    let open = open.filter_map(|(_, it)| Some((Arc::clone(&it.name), Arc::clone(it.draft.as_ref()?))));
    let records = contents.records.iter();
    let files = contents.settings.all().flat_map(|it| &it.instruments).filter_map(|it| it.file.as_ref());
    let by_draft = contents.settings.by_draft.iter();
    Workspace {
        files: files.filter_map(|it| Some((it.clone(), name(&PathBuf::from(it))?))).collect(),
        drafts: on_disk.chain(open).collect(),
        unlinted: others.filter_map(name).collect(),
        positions: records.filter_map(|(path, record)| Some((name(path)?, Arc::clone(record)))).collect(),
        topics: Arc::clone(&contents.topics),
        topic_positions: contents.topic_positions.clone(),
        own_delegations: contents.own_delegations.clone(),
        settings: Arc::clone(&contents.settings.main),
        settings_by_draft: by_draft.filter_map(|(path, it)| Some((name(path)?, Arc::clone(it)))).collect(),
    }
}
