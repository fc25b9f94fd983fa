//! The answers about all drafts of the workspace, open or not.

use std::collections::HashMap;
use std::str::FromStr;

use tower_lsp::ls_types::{
    PreviousResultId, SymbolInformation, Uri, WorkspaceDiagnosticReport, WorkspaceDocumentDiagnosticReport,
};

use super::Everything;
use crate::features::workspace_symbols;
use crate::lsp::convert::{self, Places};
use crate::lsp::findings::{LastAnswer, findings_in, name_of};

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

    /// The findings in every draft, or that they are those the client has. Clients ask every few seconds: where nothing
    /// has changed since they asked last, nothing is linted. `early` is given the answer in parts as they are found; if
    /// there was more than one, nothing is left for the end.
    pub(in crate::lsp) fn findings(
        &self,
        known: Vec<PreviousResultId>,
        last: &LastAnswer,
        early: Option<&dyn Fn(WorkspaceDiagnosticReport)>,
    ) -> WorkspaceDiagnosticReport {
        let known: HashMap<Uri, String> = known.into_iter().map(|it| (it.uri, it.value)).collect();
        if let Some(names) = last.of(&self.workspace)
            && names.iter().all(|(uri, _, name)| known.get(uri) == Some(name))
        {
            let items = names.into_iter().map(|(uri, version, name)| convert::unchanged_in(uri, version, name));
            return WorkspaceDiagnosticReport { items: items.collect() };
        }
        let mut names = Vec::new();
        let mut items: Vec<WorkspaceDocumentDiagnosticReport> = Vec::new();
        let mut is_in_parts = false;
        for (name, document) in self.work.through(self.workspace.drafts.iter()) {
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
            items.push(match known.get(&uri) == Some(&id) {
                true => convert::unchanged_in(uri, version, id),
                false => convert::found_in(uri, version, id, found),
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
