//! Ours ↔ the protocol's, and nowhere else: bytes to lines and columns, findings to diagnostics, provisions to symbols.
//! It decides nothing.

pub(super) mod edits;
mod graph;
mod reading;
mod reports;
mod tokens;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tower_lsp::ls_types::{
    Diagnostic as LspDiagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentSymbol, FileRename,
    GotoDefinitionResponse, Hover as LspHover, HoverContents, Location as LspLocation, LocationLink, MarkupContent,
    MarkupKind, NumberOrString, Position, Range as LspRange, SymbolInformation, SymbolKind,
    TextDocumentContentChangeEvent, Uri,
};
use travaux_grammar::Kind;

use travaux_features::Location;
use travaux_features::hover::Hover;
use travaux_features::symbols::Symbol;
use travaux_model::diagnostic::{Diagnostic, Related, Severity};
use travaux_model::document::Change;
use travaux_model::edit::moves::Move;
use travaux_model::paths::plain;
use travaux_model::positions::Fault;
use travaux_model::text::{Encoding, Text};
use travaux_model::workspace::Workspace;

pub(super) use graph::{lens_of, plain_words};
pub(super) use reading::found_symbol;
pub(super) use reports::{found_in, report, unchanged_in};
pub(super) use tokens::{legend, semantic_tokens};

/// What findings say they come from.
const SOURCE: &str = "travaux";

/// A document with all that is needed to speak of places in it and in the others.
#[derive(Clone, Copy)]
pub(super) struct Places<'p> {
    /// The document's name.
    pub(super) uri: &'p Uri,
    /// Its text.
    pub(super) text: &'p Text,
    /// The other drafts, by their names.
    pub(super) workspace: &'p Workspace,
    /// What columns count.
    pub(super) encoding: Encoding,
}

/// The byte of a place.
pub(super) fn offset(text: &Text, position: Position, encoding: Encoding) -> usize {
    text.offset(position.line as usize, position.character as usize, encoding)
}

/// A change in bytes of `text`, which it is about to change. A range back to front is taken the right way round.
pub(super) fn change(text: &Text, event: TextDocumentContentChangeEvent, encoding: Encoding) -> Change {
    let range = event.range.map(|it| {
        let start = offset(text, it.start, encoding);
        let end = offset(text, it.end, encoding);
        start.min(end)..start.max(end)
    });
    Change { range, text: event.text }
}

/// The path of a document or folder on disk; `None` for one that is elsewhere.
pub(super) fn file_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path().map(|it| it.into_owned())).flatten()
}

/// The name that we give to a file which the client has not named.
pub(super) fn uri_of(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

/// A file or folder that the client is about to move or has moved; `None` for one that is not on disk.
pub(super) fn moved(rename: &FileRename) -> Option<Move> {
    let path = |uri: &str| file_path(&Uri::from_str(uri).ok()?).map(|it| plain(&it));
    Some(Move { from: path(&rename.old_uri)?, to: path(&rename.new_uri)? })
}

/// Bytes as lines and columns.
pub(super) fn range(text: &Text, range: Range<usize>, encoding: Encoding) -> LspRange {
    let place = |offset| {
        let (line, column) = text.position(offset, encoding);
        Position::new(protocol_number(line), protocol_number(column))
    };
    LspRange::new(place(range.start), place(range.end))
}

/// A fault of a positions file or another companion of drafts, under the name of what was being read.
pub(super) fn fault(fault: Fault, code: &str, text: &Text, encoding: Encoding) -> LspDiagnostic {
    LspDiagnostic {
        range: range(text, fault.range, encoding),
        severity: Some(DiagnosticSeverity::ERROR),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: fault.message,
        ..LspDiagnostic::default()
    }
}

impl Places<'_> {
    /// A finding; `with_related` where the client shows the other places that it speaks of.
    pub(super) fn diagnostic(&self, diagnostic: Diagnostic, with_related: bool) -> LspDiagnostic {
        let related = with_related && !diagnostic.related.is_empty();
        let related = related.then(|| diagnostic.related.into_iter().filter_map(|it| self.related(it)).collect());
        LspDiagnostic {
            range: self.range(diagnostic.range),
            severity: Some(match diagnostic.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Info => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(diagnostic.rule.to_owned())),
            source: Some(SOURCE.to_owned()),
            message: diagnostic.message,
            related_information: related,
            ..LspDiagnostic::default()
        }
    }

    /// A hover. Markdown reads well enough where it is shown as it is written.
    pub(super) fn hover(&self, hover: Hover, shows_markdown: bool) -> LspHover {
        let kind = if shows_markdown { MarkupKind::Markdown } else { MarkupKind::PlainText };
        LspHover {
            contents: HoverContents::Markup(MarkupContent { kind, value: hover.markdown }),
            range: Some(self.range(hover.range)),
        }
    }

    /// Where a reference leads; `as_links` where the client shows what was asked from and what to select.
    pub(super) fn definition(
        &self,
        origin: Range<usize>,
        locations: Vec<Location>,
        as_links: bool,
    ) -> GotoDefinitionResponse {
        if !as_links {
            let places = locations.into_iter().filter_map(|it| self.location(it));
            return GotoDefinitionResponse::Array(places.collect());
        }
        let origin = self.range(origin);
        let links = locations.into_iter().filter_map(|it| {
            let there = self.of_draft(it.draft.as_deref())?;
            Some(LocationLink {
                origin_selection_range: Some(origin),
                target_range: there.range(around(&it.range, &it.selection)),
                target_selection_range: there.range(it.selection),
                target_uri: there.uri,
            })
        });
        GotoDefinitionResponse::Link(links.collect())
    }

    /// The beginning of a file that is no draft.
    pub(super) fn beginning(&self, origin: Range<usize>, file: Uri, as_links: bool) -> GotoDefinitionResponse {
        let beginning = LspRange::default();
        match as_links {
            true => GotoDefinitionResponse::Link(vec![LocationLink {
                origin_selection_range: Some(self.range(origin)),
                target_uri: file,
                target_range: beginning,
                target_selection_range: beginning,
            }]),
            false => GotoDefinitionResponse::Array(vec![LspLocation::new(file, beginning)]),
        }
    }

    /// One place, by what to select there.
    pub(super) fn location(&self, location: Location) -> Option<LspLocation> {
        let there = self.of_draft(location.draft.as_deref())?;
        let range = there.range(location.selection);
        Some(LspLocation::new(there.uri, range))
    }

    /// The symbols as a tree.
    pub(super) fn symbol_tree(&self, symbols: Vec<Symbol>) -> Vec<DocumentSymbol> {
        symbols.into_iter().map(|it| self.symbol_with_children(it)).collect()
    }

    /// The symbols in a row, each with the name of the one that holds it.
    pub(super) fn symbol_list(&self, symbols: Vec<Symbol>) -> Vec<SymbolInformation> {
        let mut list = Vec::new();
        self.add_symbols(symbols, None, &mut list);
        list
    }

    fn symbol_with_children(&self, symbol: Symbol) -> DocumentSymbol {
        #[expect(deprecated, reason = "the struct has no other constructor")]
        DocumentSymbol {
            kind: symbol_kind(symbol.kind),
            range: self.range(around(&symbol.range, &symbol.selection)),
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

    fn related(&self, related: Related) -> Option<DiagnosticRelatedInformation> {
        let there = self.of_draft(related.draft.as_deref())?;
        let range = there.range(related.range);
        Some(DiagnosticRelatedInformation { location: LspLocation::new(there.uri, range), message: related.message })
    }

    /// Bytes of this draft.
    pub(super) fn range(&self, bytes: Range<usize>) -> LspRange {
        range(self.text, bytes, self.encoding)
    }

    /// The draft of a name, `None` for this one; nothing where the workspace has lost it meanwhile.
    fn of_draft(&self, name: Option<&str>) -> Option<There<'_>> {
        let (uri, text) = match name {
            None => (self.uri.clone(), self.text),
            Some(name) if name == self.uri.as_str() => (self.uri.clone(), self.text),
            Some(name) => (Uri::from_str(name).ok()?, &self.workspace.drafts.get(name)?.text),
        };
        let encoding = self.encoding;
        Some(There { uri, text, encoding })
    }
}

struct There<'t> {
    uri: Uri,
    text: &'t Text,
    encoding: Encoding,
}

impl There<'_> {
    fn range(&self, bytes: Range<usize>) -> LspRange {
        range(self.text, bytes, self.encoding)
    }
}

/// The protocol wants what is selected inside what is shown, and some clients throw all away if it is not.
fn around(whole: &Range<usize>, selection: &Range<usize>) -> Range<usize> {
    whole.start.min(selection.start)..whole.end.max(selection.end)
}

/// The protocol wants a name that is not empty.
fn symbol_name(name: String, kind: Kind) -> String {
    match name.trim().is_empty() {
        true => kind.word().to_owned(),
        false => name,
    }
}

/// Only kinds of the first version of the protocol, which every client knows.
fn symbol_kind(kind: Kind) -> SymbolKind {
    match kind {
        Kind::Preamble => SymbolKind::PACKAGE,
        Kind::Recital => SymbolKind::STRING,
        Kind::Annex => SymbolKind::MODULE,
        Kind::Part | Kind::Title | Kind::Chapter | Kind::Section => SymbolKind::NAMESPACE,
        Kind::Article => SymbolKind::CLASS,
        Kind::Paragraph => SymbolKind::METHOD,
        Kind::Subparagraph => SymbolKind::FIELD,
        Kind::Item => SymbolKind::PROPERTY,
        Kind::Option => SymbolKind::ENUM,
        Kind::Footnote => SymbolKind::CONSTANT,
    }
}

fn protocol_number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
