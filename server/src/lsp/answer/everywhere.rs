//! The answers about all drafts of the workspace, open or not.

use tower_lsp::ls_types::SymbolInformation;

use super::Everything;
use crate::features::workspace_symbols;
use crate::lsp::convert;

impl Everything {
    /// The articles, divisions and terms that a query finds.
    pub(in crate::lsp) fn symbols(&self, query: &str) -> Vec<SymbolInformation> {
        let found = workspace_symbols::workspace_symbols(&self.workspace, query);
        let encoding = self.abilities.encoding;
        found.into_iter().filter_map(|it| convert::found_symbol(it, &self.workspace, encoding)).collect()
    }
}
