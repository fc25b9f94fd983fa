//! The answers about all drafts of the workspace, open or not.

use std::collections::HashMap;
use std::str::FromStr;

use tower_lsp::ls_types::{PreviousResultId, SymbolInformation, Uri, WorkspaceDiagnosticReport};

use super::Everything;
use crate::features::workspace_symbols;
use crate::lsp::convert::{self, Places};
use crate::lsp::findings::{LastAnswer, findings_in, name_of};

impl Everything {
    /// The articles, divisions and terms that a query finds.
    pub(in crate::lsp) fn symbols(&self, query: &str) -> Vec<SymbolInformation> {
        let found = workspace_symbols::workspace_symbols(&self.workspace, query);
        let encoding = self.abilities.encoding;
        found.into_iter().filter_map(|it| convert::found_symbol(it, &self.workspace, encoding)).collect()
    }

    /// The findings in every draft, or that they are those the client has. Clients ask every few seconds: where nothing
    /// has changed since they asked last, nothing is linted.
    pub(in crate::lsp) fn findings(
        &self,
        known: Vec<PreviousResultId>,
        last: &LastAnswer,
    ) -> WorkspaceDiagnosticReport {
        let known: HashMap<Uri, String> = known.into_iter().map(|it| (it.uri, it.value)).collect();
        if let Some(names) = last.of(&self.workspace)
            && names.iter().all(|(uri, _, name)| known.get(uri) == Some(name))
        {
            let items = names.into_iter().map(|(uri, version, name)| convert::unchanged_in(uri, version, name));
            return WorkspaceDiagnosticReport { items: items.collect() };
        }
        let mut names = Vec::new();
        let mut items = Vec::new();
        for (name, document) in &self.workspace.drafts {
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
        last.keep(&self.workspace, names);
        WorkspaceDiagnosticReport { items }
    }
}
