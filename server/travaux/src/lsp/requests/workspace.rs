//! The answers about all drafts of the workspace, whether open or not.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::str::FromStr;

use tower_lsp::ls_types::{
    Diagnostic, PreviousResultId, SymbolInformation, Uri, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
};

use super::WorkspaceSnapshot;
use crate::lsp::convert::{Converter, file_path, full_report, unchanged_report, workspace_symbol};
use crate::lsp::lint::{ResultIds, WorkspaceLintCache, lint, result_id};
use travaux_features::workspace_symbols;

/// Drafts in one partial result, while others are still being linted.
const DRAFTS_PER_PARTIAL_RESULT: usize = 32;

/// The findings that the client has: the result id of each draft, by its path.
struct KnownFindings(HashMap<PathBuf, (Uri, String)>);

impl WorkspaceSnapshot {
    /// The articles, divisions and terms that match a query.
    pub(in crate::lsp) fn symbols(&self, query: &str) -> Vec<SymbolInformation> {
        let drafts = self.job.steps(self.workspace.drafts.iter());
        let found = workspace_symbols::workspace_symbols(drafts, query);
        let encoding = self.capabilities.encoding;
        found.into_iter().filter_map(|it| workspace_symbol(it, &self.workspace, encoding)).collect()
    }

    /// The findings in every draft, or their result ids where the client has them; drafts that are gone have none. Clients
    /// ask every few seconds: if nothing has changed since the last answer, nothing is linted. `send_part` receives the
    /// findings in parts while others are still being linted; once it was called, it receives all of them.
    pub(in crate::lsp) fn findings(
        &self,
        known: Vec<PreviousResultId>,
        cache: &WorkspaceLintCache,
        send_part: Option<&dyn Fn(WorkspaceDiagnosticReport)>,
    ) -> WorkspaceDiagnosticReport {
        let known = KnownFindings::new(known);
        if let Some(ids) = cache.get(&self.workspace)
            && known.are_exactly(&ids)
        {
            let items = ids.into_iter().map(|(uri, version, id)| unchanged_report(uri, version, id));
            return WorkspaceDiagnosticReport { items: items.collect() };
        }
        let mut ids = Vec::new();
        let mut items: Vec<WorkspaceDocumentDiagnosticReport> = Vec::new();
        let mut add = |items: &mut Vec<_>, uri: Uri, version, found: Vec<Diagnostic>| {
            let id = result_id(&found);
            items.push(match known.has(&uri, &id) {
                true => unchanged_report(uri.clone(), version, id.clone()),
                false => full_report(uri.clone(), version, id.clone(), found),
            });
            ids.push((uri, version, id));
        };
        let mut is_in_parts = false;
        let linted: Vec<_> =
            self.workspace.drafts.iter().filter(|it| !self.workspace.unlinted.contains(it.0)).collect();
        let mut present = HashSet::new();
        for (name, document) in self.job.steps(linted.into_iter()) {
            if let Some(send_part) = send_part
                && items.len() >= DRAFTS_PER_PARTIAL_RESULT
            {
                send_part(WorkspaceDiagnosticReport { items: std::mem::take(&mut items) });
                is_in_parts = true;
            }
            let Ok(uri) = Uri::from_str(name) else { continue };
            let encoding = self.capabilities.encoding;
            let converter = Converter { uri: &uri, text: &document.text, workspace: &self.workspace, encoding };
            let found = lint(converter, document, self.capabilities.diagnostics);
            // Drafts on disk have no version.
            let version = Some(i64::from(document.version)).filter(|it| *it != 0);
            present.insert(path_of(&uri));
            add(&mut items, uri, version, found);
        }
        // If linting was cancelled, no draft is known to be gone.
        if !self.job.is_cancelled() {
            known.missing_from(&present).into_iter().for_each(|uri| add(&mut items, uri, None, Vec::new()));
            cache.store(&self.workspace, ids);
        }
        // LSP 3.17: an answer that was begun in parts is sent in parts to the end.
        if let Some(send_part) = send_part.filter(|_| is_in_parts) {
            send_part(WorkspaceDiagnosticReport { items: std::mem::take(&mut items) });
        }
        WorkspaceDiagnosticReport { items }
    }
}

impl KnownFindings {
    fn new(known: Vec<PreviousResultId>) -> KnownFindings {
        KnownFindings(known.into_iter().map(|it| (path_of(&it.uri), (it.uri, it.value))).collect())
    }

    fn has(&self, uri: &Uri, id: &str) -> bool {
        self.0.get(&path_of(uri)).is_some_and(|it| it.1 == id)
    }

    /// Whether the client has all of these findings and no others.
    fn are_exactly(&self, ids: &ResultIds) -> bool {
        ids.len() >= self.0.len() && ids.iter().all(|(uri, _, id)| self.has(uri, id))
    }

    /// The drafts that the client has findings in and that are no longer there, in order.
    fn missing_from(&self, present: &HashSet<PathBuf>) -> Vec<Uri> {
        let missing: BTreeMap<&PathBuf, &Uri> =
            self.0.iter().filter(|it| !present.contains(it.0)).map(|(path, it)| (path, &it.0)).collect();
        missing.into_values().cloned().collect()
    }
}

/// The path of a URI. Clients may spell the URIs that they are sent in another way.
fn path_of(uri: &Uri) -> PathBuf {
    file_path(uri).unwrap_or_else(|| uri.as_str().into())
}
