//! The answers that offer changes of a draft: code actions, renames, completion and formatting.

use serde::{Deserialize, Serialize};
use serde_json::{from_value, to_value};
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionOrCommand, CodeActionResponse, CompletionItem, CompletionResponse,
    Diagnostic, Documentation, Position, PrepareRenameResponse, Range, TextEdit, Uri, WorkspaceEdit,
};

use super::DocumentSnapshot;
use crate::lsp::convert::{DiagnosticCapabilities, code_action, is_requested, sentence_case};
use travaux_features::actions::{Action, actions};
use travaux_features::completion::{CompletionKind, completions, documentation};
use travaux_features::formatting::formatting;
use travaux_features::rename::{rename, renamed_words};
use travaux_model::outline::ProvisionId;

/// The data of a code action or completion item, from which the rest is computed when the client requests it.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::lsp) struct DeferredData {
    /// The draft.
    pub(in crate::lsp) uri: Uri,
    version: i32,
    /// The selected bytes, or the provision that a completion item names.
    from: usize,
    to: usize,
    /// The index among the actions for the selection.
    #[serde(default)]
    index: usize,
}

impl DeferredData {
    /// Reads the data of an action or item; `None` if it is not of this server.
    pub(in crate::lsp) fn parse(data: Option<serde_json::Value>) -> Option<DeferredData> {
        data.and_then(|it| from_value(it).ok())
    }
}

impl DocumentSnapshot {
    /// The code actions for a selection.
    pub(in crate::lsp) fn actions(&self, range: Range, context: &CodeActionContext) -> Option<CodeActionResponse> {
        if !self.capabilities.edits.action_literals {
            return None;
        }
        let selection = self.bytes(range);
        let are_deferred = self.capabilities.edits.deferred_edits;
        let findings = self.lint.findings(self.converter(), &self.document);
        let found = actions(&self.workspace, &self.document, &findings, selection.clone()).into_iter().enumerate();
        let found = found.filter_map(|(index, action)| {
            let mut offered = code_action(&action.rewrite.title, action.kind);
            if !is_requested(offered.kind.as_ref(), context.only.as_deref()) {
                return None;
            }
            if are_deferred {
                offered.data =
                    to_value(DeferredData { index, ..self.deferred_data(selection.start, selection.end) }).ok();
            } else {
                offered.edit = Some(self.edit(&action));
            }
            // The client's own copies of the finding that the action fixes.
            offered.diagnostics = action.finding.map(|fixed| {
                let finding = self.converter().diagnostic(findings[fixed].clone(), DiagnosticCapabilities::default());
                let is_same = |it: &&Diagnostic| it.range == finding.range && it.code == finding.code;
                context.diagnostics.iter().filter(is_same).cloned().collect()
            });
            Some(CodeActionOrCommand::CodeAction(offered))
        });
        Some(found.collect())
    }

    /// An action with its edits; `None` if the draft has changed since it was offered.
    pub(in crate::lsp) fn resolved_action(&self, mut action: CodeAction, data: &DeferredData) -> Option<CodeAction> {
        if data.version != self.document.version {
            return None;
        }
        let findings = self.lint.findings(self.converter(), &self.document);
        let found = actions(&self.workspace, &self.document, &findings, data.from..data.to).into_iter().nth(data.index);
        // The settings, and with them the findings, may have changed.
        action.edit = Some(self.edit(&found.filter(|it| sentence_case(&it.rewrite.title) == action.title)?));
        Some(action)
    }

    fn edit(&self, action: &Action) -> WorkspaceEdit {
        self.converter().workspace_edit(&action.rewrite, self.document.version, self.capabilities.edits)
    }

    /// The words that a rename would change.
    pub(in crate::lsp) fn renamed_words(&self, position: Position) -> Option<PrepareRenameResponse> {
        let range = renamed_words(&self.document, self.offset(position))?;
        let placeholder = self.document.draft.slice(range.clone());
        Some(PrepareRenameResponse::RangeWithPlaceholder { range: self.converter().range(range), placeholder })
    }

    /// The edits of a rename, or the reason why it is impossible.
    pub(in crate::lsp) fn renamed(&self, position: Position, name: &str) -> Result<Option<WorkspaceEdit>, String> {
        let edits = self.capabilities.edits;
        let rewrite = rename(&self.document, self.offset(position), name, edits.versions && edits.annotations)?;
        Ok(rewrite.map(|it| self.converter().workspace_edit(&it, self.document.version, self.capabilities.edits)))
    }

    /// The completion items at a position.
    pub(in crate::lsp) fn completions(&self, position: Position) -> Option<CompletionResponse> {
        let converter = self.converter();
        let found = completions(&self.workspace, &self.document, self.offset(position)).into_iter().enumerate();
        let list = found.map(|(index, completion)| {
            let provision = match completion.kind {
                CompletionKind::Provision(id) => Some(id.index()),
                CompletionKind::Term
                | CompletionKind::Alternative
                | CompletionKind::Delegation
                | CompletionKind::Stance
                | CompletionKind::Status => None,
            };
            let mut item = converter.completion(completion, index, self.capabilities.label_details);
            item.data = provision.and_then(|id| to_value(self.deferred_data(id, id)).ok());
            item
        });
        Some(CompletionResponse::Array(list.collect()))
    }

    /// A completion item with the text of the provision that it names.
    pub(in crate::lsp) fn documented(&self, mut item: CompletionItem, data: &DeferredData) -> CompletionItem {
        if data.version == self.document.version {
            let text = documentation(&self.document, ProvisionId::of(data.from));
            item.documentation = text.map(Documentation::String);
        }
        item
    }

    /// The edits that format a range; without one, the whole draft.
    pub(in crate::lsp) fn formatted(&self, range: Option<Range>) -> Option<Vec<TextEdit>> {
        let range = range.map_or(0..self.document.draft.len(), |it| self.bytes(it));
        Some(self.converter().text_edits(&formatting(&self.document, range)))
    }

    /// The edits that format the line of a position up to the position.
    pub(in crate::lsp) fn formatted_line(&self, position: Position) -> Option<Vec<TextEdit>> {
        self.formatted(Some(Range::new(Position::new(position.line, 0), position)))
    }

    fn deferred_data(&self, from: usize, to: usize) -> DeferredData {
        DeferredData { uri: self.uri.clone(), version: self.document.version, from, to, index: 0 }
    }

    fn bytes(&self, range: Range) -> std::ops::Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..start.max(end)
    }
}
