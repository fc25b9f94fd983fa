//! The findings in open documents: those from the text of the document alone, which are found quickly, and those that
//! depend on other documents.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, Uri};

use super::capabilities::ClientCapabilities;
use super::convert::{Converter, DiagnosticsJson, fault_diagnostic, file_path, file_uri};
use super::open_document::OpenDocument;
use super::project_contents::{ProjectContents, settings_faults};
use crate::file_kind::FileKind;
use crate::files::positions::{severity_of_error, severity_without_draft};
use travaux_model::document::Document;
use travaux_model::positions::draft_match::applies_to;
use travaux_model::positions::{ParseError, PositionsFile, Topics, read_csv, read_json};
use travaux_model::targets::target_errors;
use travaux_model::text::Text;
use travaux_model::workspace::Workspace;

/// Everything that findings depend on.
pub(super) struct DiagnosticsContext<'w> {
    /// The open documents.
    pub(super) open: &'w HashMap<Uri, OpenDocument>,
    /// The files on disk.
    pub(super) contents: &'w ProjectContents,
    /// The drafts of both.
    pub(super) workspace: &'w Workspace,
    /// The capabilities of the client.
    pub(super) capabilities: ClientCapabilities,
}

impl DiagnosticsContext<'_> {
    /// The findings from the text of a document, together with the last known ones that depend on other documents;
    /// `None` if they are those that were published last.
    pub(super) fn own_findings(&self, uri: &Uri, open: &OpenDocument) -> Option<DiagnosticsJson> {
        if open.is_invalid() {
            open.lint.forget();
            return Some(DiagnosticsJson::of(&[]));
        }
        let delegations = || self.workspace.delegations();
        let (mut faults, code) = match open.kind {
            FileKind::Draft => {
                let Some(document) = &open.draft else {
                    return Some(DiagnosticsJson::of(&[]));
                };
                let converter = self.converter(uri, document);
                return open.lint.own_if_new(converter, document, self.capabilities.diagnostics);
            }
            FileKind::PositionsJson | FileKind::PositionsCsv => (self.positions(open).errors, "positions-file"),
            FileKind::Groups => (delegations().with_groups(&open.text.to_string()).1, "groups-file"),
            FileKind::Topics => (Topics::read(&open.text.to_string()).1, "topics-file"),
            FileKind::Settings => (settings_faults(&open.text.to_string()), "settings-file"),
        };
        faults.extend(open.target_faults.iter().cloned());
        faults.sort_by_key(|it| it.range.start);
        let settings = self.workspace.settings_of(uri.as_str());
        let without_draft = file_path(uri).and_then(|it| self.without_draft(&it, uri));
        let faults = faults.into_iter().filter_map(|it| {
            let (encoding, client) = (self.capabilities.encoding, self.capabilities.diagnostics);
            Some(fault_diagnostic(it.clone(), severity_of_error(&it, settings)?, code, &open.text, encoding, client))
        });
        Some(DiagnosticsJson::of(&without_draft.into_iter().chain(faults).collect::<Vec<_>>()))
    }

    /// The findings in the positions files that apply to no draft and are not open. The other faults of such files are told
    /// when they are opened.
    pub(super) fn unopened_without_draft(&self) -> BTreeMap<Uri, DiagnosticsJson> {
        let open: BTreeSet<PathBuf> = self.open.keys().filter_map(file_path).collect();
        let unopened = self.contents.without_draft.keys().filter(|it| !open.contains(*it));
        let found = unopened.filter_map(|path| {
            let uri = file_uri(path)?;
            let found = self.without_draft(path, &uri)?;
            Some((uri, DiagnosticsJson::of(&[found])))
        });
        found.collect()
    }

    /// The finding that a positions file applies to no draft.
    fn without_draft(&self, path: &Path, uri: &Uri) -> Option<Diagnostic> {
        let fault = self.contents.without_draft.get(path)?;
        let severity = severity_without_draft(fault, self.workspace.settings_of(uri.as_str()))?;
        // The fault is that of the whole file, and stands at its beginning whatever the text is.
        let (encoding, client) = (self.capabilities.encoding, self.capabilities.diagnostics);
        Some(fault_diagnostic(fault.clone(), severity, "positions-file", &Text::of(""), encoding, client))
    }

    /// All findings in a document; `None` if they are those of [`Self::own_findings`], or if `keep_going` returns false
    /// before they are found.
    pub(super) fn all_findings(
        &self,
        uri: &Uri,
        open: &OpenDocument,
        keep_going: &dyn Fn() -> bool,
    ) -> Option<DiagnosticsJson> {
        match (&open.draft, open.kind) {
            (Some(document), FileKind::Draft) => {
                let client = self.capabilities.diagnostics;
                open.lint.full_if_new(self.converter(uri, document), document, client, keep_going)
            }
            _ => self.own_findings(uri, open),
        }
    }

    /// The targets of an open positions file that its drafts do not have; `None` for other documents, and if `keep_going`
    /// returns false before they are found.
    pub(super) fn target_faults(
        &self,
        uri: &Uri,
        open: &OpenDocument,
        keep_going: &dyn Fn() -> bool,
    ) -> Option<Vec<ParseError>> {
        if !open.kind.has_positions() || open.is_invalid() {
            return None;
        }
        let file = self.positions(open);
        let drafts = self.drafts_about(&file_path(uri)?, file.draft.as_deref());
        let drafts: Vec<_> = drafts.iter().map(|(name, document)| (&**name, &**document)).collect();
        target_errors(&file.positions, &drafts, keep_going)
    }

    fn positions(&self, open: &OpenDocument) -> PositionsFile {
        let (text, delegations) = (open.text.to_string(), self.workspace.delegations());
        match open.kind {
            FileKind::PositionsCsv => read_csv(&text, delegations),
            _ => read_json(&text, delegations),
        }
    }

    /// The drafts that a positions file is about. Open drafts take precedence over the disk.
    fn drafts_about(&self, path: &Path, named: Option<&str>) -> Vec<(Arc<str>, Arc<Document>)> {
        let open = self.open.iter().filter_map(|(uri, it)| Some((file_path(uri)?, Arc::clone(it.draft.as_ref()?))));
        let on_disk = self.contents.drafts.iter().map(|(path, document)| (path.clone(), Arc::clone(document)));
        let mut drafts: BTreeMap<PathBuf, Arc<Document>> = on_disk.collect();
        drafts.extend(open);
        drafts.retain(|draft, _| applies_to(path, named, draft));
        drafts.into_iter().map(|(path, document)| (path.to_string_lossy().into(), document)).collect()
    }

    fn converter<'p>(&'p self, uri: &'p Uri, document: &'p Document) -> Converter<'p> {
        let encoding = self.capabilities.encoding;
        Converter { uri, text: &document.text, workspace: self.workspace, encoding }
    }
}
