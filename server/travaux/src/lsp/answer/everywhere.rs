//! The answers about all drafts of the workspace, open or not.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::str::FromStr;

use tower_lsp::ls_types::{
    PreviousResultId, SymbolInformation, Uri, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
};

use super::Everything;
use crate::lsp::convert::{self, Places, file_path};
use crate::lsp::findings::{LastAnswer, Names, findings_in, name_of};
use travaux_features::workspace_symbols;

/// As many drafts are told of at once while others are still being linted.
const PARCEL: usize = 32;

impl Everything {
    /// The articles, divisions and terms that a query finds.
    pub(in crate::lsp) fn symbols(&self, query: &str) -> Vec<SymbolInformation> {
        let drafts = self.work.through(self.workspace.drafts.iter());
        let found = workspace_symbols::workspace_symbols(drafts, query);
        let encoding = self.abilities.encoding;
        found.into_iter().filter_map(|it| convert::found_symbol(it, &self.workspace, encoding)).collect()
    }

    /// The findings in every draft, or that they are those the client has; of a draft that went there are none. Clients ask
    /// every few seconds: where nothing has changed since they asked last, nothing is linted. `early` is given the answer
    /// in parts as they are found; if there was more than one, nothing is left for the end.
    pub(in crate::lsp) fn findings(
        &self,
        known: Vec<PreviousResultId>,
        last: &LastAnswer,
        early: Option<&dyn Fn(WorkspaceDiagnosticReport)>,
    ) -> WorkspaceDiagnosticReport {
        let known: HashMap<PathBuf, (Uri, String)> =
            known.into_iter().map(|it| (place(&it.uri), (it.uri, it.value))).collect();
        let has = |uri: &Uri, name: &String| known.get(&place(uri)).is_some_and(|it| it.1 == *name);
        if let Some(names) = last.of(&self.workspace)
            && names.len() >= known.len()
            && names.iter().all(|(uri, _, name)| has(uri, name))
        {
            let items = names.into_iter().map(|(uri, version, name)| convert::unchanged_in(uri, version, name));
            return WorkspaceDiagnosticReport { items: items.collect() };
        }
        let mut names = Vec::new();
        let mut items: Vec<WorkspaceDocumentDiagnosticReport> = Vec::new();
        let mut is_in_parts = false;
        let judged = self.workspace.drafts.iter().filter(|it| !self.workspace.others.contains(it.0));
        for (name, document) in self.work.through(judged.collect::<Vec<_>>().into_iter()) {
            if let Some(early) = early
                && items.len() >= PARCEL
            {
                early(WorkspaceDiagnosticReport { items: std::mem::take(&mut items) });
                is_in_parts = true;
            }
            let Ok(uri) = Uri::from_str(name) else { continue };
            let encoding = self.abilities.encoding;
            let places = Places { uri: &uri, text: &document.text, workspace: &self.workspace, encoding };
            let found = findings_in(places, document, self.abilities.related_information);
            // Files have no version.
            let version = Some(i64::from(document.version)).filter(|it| *it != 0);
            let id = name_of(&found);
            names.push((uri.clone(), version, id.clone()));
            items.push(match has(&uri, &id) {
                true => convert::unchanged_in(uri, version, id),
                false => convert::found_in(uri, version, id, found),
            });
        }
        // Of what was not linted to its end nothing is known to be gone.
        let gone = if self.work.is_wanted() { gone(&known, &names) } else { Vec::new() };
        for uri in gone {
            let nothing = name_of(&[]);
            names.push((uri.clone(), None, nothing.clone()));
            items.push(match has(&uri, &nothing) {
                true => convert::unchanged_in(uri, None, nothing),
                false => convert::found_in(uri, None, nothing, Vec::new()),
            });
        }
        if self.work.is_wanted() {
            last.keep(&self.workspace, names);
        }
        // LSP 3.17: what was told in parts is told in parts to the end.
        if let Some(early) = early.filter(|_| is_in_parts) {
            early(WorkspaceDiagnosticReport { items: std::mem::take(&mut items) });
        }
        WorkspaceDiagnosticReport { items }
    }
}

/// What a client knows of that is not among the drafts any more, in order.
fn gone(known: &HashMap<PathBuf, (Uri, String)>, names: &Names) -> Vec<Uri> {
    let there: HashSet<PathBuf> = names.iter().map(|it| place(&it.0)).collect();
    let gone: BTreeMap<&PathBuf, &Uri> =
        known.iter().filter(|it| !there.contains(it.0)).map(|(place, it)| (place, &it.0)).collect();
    gone.into_values().cloned().collect()
}

/// What a URI names: clients may spell the URIs that they were given otherwise.
fn place(uri: &Uri) -> PathBuf {
    file_path(uri).unwrap_or_else(|| uri.as_str().into())
}
