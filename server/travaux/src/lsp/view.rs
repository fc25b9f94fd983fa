//! What the writer knows when it judges an open document: by its own text, which is quick, and held against others.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, Uri};

use super::convert::{self, Places, file_path};
use super::file_kind::FileKind;
use super::folder::{Folder, settings_faults};
use super::handshake::Abilities;
use super::open::OpenDocument;
use travaux_model::document::Document;
use travaux_model::positions::about::is_about;
use travaux_model::positions::{Fault, PositionsFile, read_csv, read_json};
use travaux_model::targets::misplaced;
use travaux_model::workspace::Workspace;

/// All that is known of the documents.
pub(super) struct View<'w> {
    /// Those that the client has open.
    pub(super) open: &'w HashMap<Uri, OpenDocument>,
    /// Those on disk.
    pub(super) folder: &'w Folder,
    /// The drafts of both.
    pub(super) workspace: &'w Workspace,
    /// What the client can.
    pub(super) abilities: Abilities,
}

impl View<'_> {
    /// The findings in a document by its own text, with those in view of others as far as they are known.
    pub(super) fn findings(&self, uri: &Uri, open: &OpenDocument) -> Vec<Diagnostic> {
        let delegations = || self.workspace.delegations();
        let (mut faults, code) = match open.kind {
            FileKind::Draft => {
                let Some(document) = &open.draft else {
                    return Vec::new();
                };
                let places = self.places(uri, document);
                return open.last_lint.at_once(places, document, self.abilities.related_information);
            }
            FileKind::PositionsJson | FileKind::PositionsCsv => (self.positions(open).faults, "positions-file"),
            FileKind::Groups => (delegations().with_groups(&open.text.to_string()).1, "groups-file"),
            FileKind::Settings => (settings_faults(&open.text.to_string()), "settings-file"),
        };
        faults.extend(open.misplaced.iter().cloned());
        faults.sort_by_key(|it| it.range.start);
        let faults = faults.into_iter().map(|it| convert::fault(it, code, &open.text, self.abilities.encoding));
        faults.collect()
    }

    /// The findings in a document, held against the others unless the work `is_wanted` no more.
    pub(super) fn findings_around(
        &self,
        uri: &Uri,
        open: &OpenDocument,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<Diagnostic>> {
        match (&open.draft, open.kind) {
            (Some(document), FileKind::Draft) => {
                let with_related = self.abilities.related_information;
                open.last_lint.when_quiet(self.places(uri, document), document, with_related, is_wanted)
            }
            _ => Some(self.findings(uri, open)),
        }
    }

    /// What is wrong with the targets of an open positions file, held against the drafts that it is about; `None` for
    /// what is none, and where the work `is_wanted` no more.
    pub(super) fn misplaced(&self, uri: &Uri, open: &OpenDocument, is_wanted: &dyn Fn() -> bool) -> Option<Vec<Fault>> {
        if !open.kind.is_of_positions() {
            return None;
        }
        let file = self.positions(open);
        let drafts = self.drafts_about(&file_path(uri)?, file.draft.as_deref());
        let drafts: Vec<_> = drafts.iter().map(|(name, document)| (&**name, &**document)).collect();
        misplaced(&file.positions, &drafts, is_wanted)
    }

    fn positions(&self, open: &OpenDocument) -> PositionsFile {
        let (text, delegations) = (open.text.to_string(), self.workspace.delegations());
        match open.kind {
            FileKind::PositionsCsv => read_csv(&text, delegations),
            _ => read_json(&text, delegations),
        }
    }

    /// The drafts that a positions file is about, as the client has them or the disk.
    fn drafts_about(&self, path: &Path, named: Option<&str>) -> Vec<(Arc<str>, Arc<Document>)> {
        let of_client =
            self.open.iter().filter_map(|(uri, it)| Some((file_path(uri)?, Arc::clone(it.draft.as_ref()?))));
        let on_disk = self.folder.drafts.iter().map(|(path, document)| (path.clone(), Arc::clone(document)));
        // What is open goes before what the disk has, while the folder has not been read again.
        let mut drafts: BTreeMap<PathBuf, Arc<Document>> = on_disk.collect();
        drafts.extend(of_client);
        drafts.retain(|draft, _| is_about(path, named, draft));
        drafts.into_iter().map(|(path, document)| (path.to_string_lossy().into(), document)).collect()
    }

    fn places<'p>(&'p self, uri: &'p Uri, document: &'p Document) -> Places<'p> {
        let encoding = self.abilities.encoding;
        Places { uri, text: &document.text, workspace: self.workspace, encoding }
    }
}
