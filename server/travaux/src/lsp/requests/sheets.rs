//! The answers about positions files: from a target to its provision, the text of the provision, and the values that can be
//! written.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{CompletionResponse, GotoDefinitionResponse, Hover, Location, Position, Uri};

use super::run_in_pool;
use crate::file_kind::FileKind;
use crate::lsp::cancellation::CancellationToken;
use crate::lsp::capabilities::ClientCapabilities;
use crate::lsp::convert::{self, Converter, file_path};
use crate::lsp::mailbox::Sequence;
use crate::lsp::snapshots::Snapshots;
use travaux_features::Location as FoundLocation;
use travaux_features::completion::value_completions;
use travaux_features::definition::provisions_at;
use travaux_features::delegation_records::{lines_in_workspace, names_in_text};
use travaux_features::hover::{HoverOptions, hover_on_target};
use travaux_model::document::Document;
use travaux_model::markdown::Markup;
use travaux_model::positions::draft_match::{applies_to, named_draft};
use travaux_model::positions::{ValueAt, ValueKind, value_in_csv, value_in_json};
use travaux_model::text::Text;
use travaux_model::workspace::Workspace;

/// The drafts that a hover shows, one for each language that people compare.
const MAX_DRAFTS: usize = 2;

/// A positions file and everything else that a request about it depends on.
pub(in crate::lsp) struct SheetSnapshot {
    uri: Uri,
    kind: FileKind,
    text: Text,
    workspace: Arc<Workspace>,
    capabilities: ClientCapabilities,
}

/// The answer to a request about an open positions file that came after the message `sequence`; `None` if the document is
/// none.
pub(in crate::lsp) async fn answer_for_sheet<A: Send + 'static>(
    snapshots: &Snapshots,
    uri: Uri,
    sequence: Sequence,
    capabilities: ClientCapabilities,
    find: impl FnOnce(&SheetSnapshot) -> Option<A> + Send + 'static,
) -> Result<Option<A>> {
    let kind = FileKind::of_opened(uri.path().as_str());
    if !kind.has_positions() {
        return Ok(None);
    }
    snapshots.wait_for(sequence).await.map_err(|_| Error::internal_error())?;
    let Some(text) = snapshots.sheet(&uri) else { return Ok(None) };
    let snapshot = SheetSnapshot { uri, kind, text, workspace: snapshots.workspace(), capabilities };
    run_in_pool(CancellationToken::default(), move || find(&snapshot)).await
}

impl SheetSnapshot {
    /// The text of the provision whose address is at a position, and the positions on it.
    pub(in crate::lsp) fn hover(&self, position: Position) -> Option<Hover> {
        let (text, value) = self.value(position)?;
        let address = text.get(value.range.clone()).filter(|_| value.kind == ValueKind::Target)?;
        let markup = if self.capabilities.plain_hovers { Markup::Plain } else { Markup::Markdown };
        let options = HoverOptions { markup, locale: self.capabilities.locale, is_being_read: false };
        let of_draft = |(name, document): (Arc<str>, Arc<Document>)| {
            let target = (address, value.range.clone());
            hover_on_target(&self.workspace, &name, &document, target, options)
        };
        let mut found = self.drafts(&text).into_iter().filter_map(of_draft).take(MAX_DRAFTS);
        let mut hover = found.next()?;
        for other in found {
            hover.content.push_str(markup.rule());
            hover.content.push_str(&other.content);
        }
        Some(self.converter().hover(hover, markup))
    }

    /// The provisions at the address at a position.
    pub(in crate::lsp) fn definition(&self, position: Position) -> Option<GotoDefinitionResponse> {
        let (text, value) = self.value(position)?;
        let address = text.get(value.range.clone()).filter(|_| value.kind == ValueKind::Target)?;
        let found = provisions_at(address, &self.drafts(&text));
        Some(self.converter().definition(value.range, found, self.capabilities.definition_links))
    }

    /// The values that continue the one at a position.
    pub(in crate::lsp) fn completions(&self, position: Position) -> Option<CompletionResponse> {
        let (text, value) = self.value(position)?;
        let typed = text.get(value.range.start..self.offset(position))?;
        let drafts = self.drafts(&text);
        let documents: Vec<&Document> = drafts.iter().map(|it| &*it.1).collect();
        let found = value_completions(&self.workspace, &value, typed, &documents).into_iter().enumerate();
        let converter = self.converter();
        let list = found.map(|(index, it)| converter.completion(it, index, self.capabilities.label_details));
        Some(CompletionResponse::Array(list.collect()))
    }

    /// All positions of the delegation whose name is at a position: the lines of the records of the project, and the names in
    /// the drafts that the file is about.
    pub(in crate::lsp) fn references(&self, position: Position) -> Option<Vec<Location>> {
        let (text, value) = self.value(position)?;
        let name = text.get(value.range).filter(|_| value.kind == ValueKind::Delegation)?;
        let id = self.workspace.delegations().find(name)?;
        let converter = self.converter();
        let lines = lines_in_workspace(&self.workspace, id);
        let mut found: Vec<Location> = lines.into_iter().filter_map(|it| converter.record_location(it)).collect();
        for (name, document) in self.drafts(&text) {
            let names = names_in_text(&self.workspace, &document, id).into_iter();
            let names = names.map(|it| FoundLocation { draft: Some(Arc::clone(&name)), ..it });
            found.extend(names.filter_map(|it| converter.location(it)));
        }
        Some(found)
    }

    /// The text of the file, and the value at a position.
    fn value(&self, position: Position) -> Option<(String, ValueAt)> {
        let (text, offset) = (self.text.to_string(), self.offset(position));
        let value = match self.kind {
            FileKind::PositionsCsv => value_in_csv(&text, offset),
            _ => value_in_json(&text, offset),
        };
        value.map(|it| (text, it))
    }

    /// The drafts that the file is about, with their names.
    fn drafts(&self, text: &str) -> Vec<(Arc<str>, Arc<Document>)> {
        let Some(path) = file_path(&self.uri) else { return Vec::new() };
        let named = match self.kind {
            FileKind::PositionsJson => named_draft(text).map(|it| it.1),
            _ => None,
        };
        let path_of = |name: &str| -> Option<PathBuf> { file_path(&Uri::from_str(name).ok()?) };
        let drafts = self.workspace.drafts.iter();
        let about = drafts.filter(|it| path_of(it.0).is_some_and(|it| applies_to(&path, named.as_deref(), &it)));
        about.map(|(name, document)| (Arc::clone(name), Arc::clone(document))).collect()
    }

    fn offset(&self, position: Position) -> usize {
        convert::offset(&self.text, position, self.capabilities.encoding)
    }

    fn converter(&self) -> Converter<'_> {
        let encoding = self.capabilities.encoding;
        Converter { uri: &self.uri, text: &self.text, workspace: &self.workspace, encoding }
    }
}
