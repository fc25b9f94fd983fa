//! Symbols of a document and of the workspace.

use std::str::FromStr;

use tower_lsp::ls_types::{DocumentSymbol, Location as LspLocation, SymbolInformation, SymbolKind, Uri};
use travaux_grammar::Kind;

use super::converter::Converter;
use super::positions::{enclosing, range};
use travaux_features::symbols::Symbol;
use travaux_features::workspace_symbols::WorkspaceSymbol;
use travaux_model::text::Encoding;
use travaux_model::workspace::Workspace;

impl Converter<'_> {
    /// The symbols as a tree.
    pub(in crate::lsp) fn symbol_tree(&self, symbols: Vec<Symbol>) -> Vec<DocumentSymbol> {
        symbols.into_iter().map(|it| self.symbol_with_children(it)).collect()
    }

    /// The symbols as a list, each with the name of its parent.
    pub(in crate::lsp) fn symbol_list(&self, symbols: Vec<Symbol>) -> Vec<SymbolInformation> {
        let mut list = Vec::new();
        self.add_symbols(symbols, None, &mut list);
        list
    }

    fn symbol_with_children(&self, symbol: Symbol) -> DocumentSymbol {
        #[expect(deprecated, reason = "the struct has no other constructor")]
        DocumentSymbol {
            kind: symbol_kind(symbol.kind),
            range: self.range(enclosing(&symbol.range, &symbol.selection)),
            selection_range: self.range(symbol.selection.clone()),
            name: symbol_name(symbol.name, symbol.kind),
            detail: symbol.detail,
            tags: None,
            deprecated: None,
            children: Some(self.symbol_tree(symbol.children)),
        }
    }

    fn add_symbols(&self, symbols: Vec<Symbol>, container: Option<&str>, list: &mut Vec<SymbolInformation>) {
        for symbol in symbols {
            let name = symbol_name(symbol.name, symbol.kind);
            #[expect(deprecated, reason = "the struct has no other constructor")]
            list.push(SymbolInformation {
                name: name.clone(),
                kind: symbol_kind(symbol.kind),
                tags: None,
                deprecated: None,
                location: LspLocation::new(self.uri.clone(), self.range(symbol.range)),
                container_name: container.map(str::to_owned),
            });
            self.add_symbols(symbol.children, Some(&name), list);
        }
    }
}

/// A symbol that a query of the workspace found; `None` if the workspace no longer has its draft.
pub(in crate::lsp) fn workspace_symbol(
    found: WorkspaceSymbol,
    workspace: &Workspace,
    encoding: Encoding,
) -> Option<SymbolInformation> {
    let text = &workspace.drafts.get(&found.draft)?.text;
    let location = LspLocation::new(Uri::from_str(&found.draft).ok()?, range(text, found.range, encoding));
    #[expect(deprecated, reason = "the struct has no other constructor")]
    Some(SymbolInformation {
        name: found.name,
        kind: found.kind.map_or(SymbolKind::CONSTANT, symbol_kind),
        tags: None,
        deprecated: None,
        location,
        container_name: found.container,
    })
}

/// The protocol allows no empty name.
fn symbol_name(name: String, kind: Kind) -> String {
    match name.trim().is_empty() {
        true => kind.word().to_owned(),
        false => name,
    }
}

/// The kind of symbol for a kind of provision. All are of the first version of the protocol, which every client supports.
pub(super) fn symbol_kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Preamble => SymbolKind::PACKAGE,
        Kind::Recital => SymbolKind::STRING,
        Kind::Annex | Kind::Schedule | Kind::Appendix => SymbolKind::MODULE,
        Kind::Part | Kind::Title | Kind::Chapter | Kind::Section => SymbolKind::NAMESPACE,
        Kind::Paragraph => SymbolKind::METHOD,
        Kind::Subparagraph => SymbolKind::FIELD,
        Kind::Item => SymbolKind::PROPERTY,
        Kind::Option => SymbolKind::ENUM,
        Kind::Footnote => SymbolKind::CONSTANT,
        // An article, or what stands where articles do.
        _ => SymbolKind::CLASS,
    }
}
