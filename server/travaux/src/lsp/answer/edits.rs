//! Answers that change the draft if the client wishes: actions, names, completion, blanks.

use serde::{Deserialize, Serialize};
use serde_json::{from_value, to_value};
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionOrCommand, CodeActionResponse, CompletionItem, CompletionResponse,
    Diagnostic, Documentation, Position, PrepareRenameResponse, Range, TextEdit, Uri, WorkspaceEdit,
};

use super::Snapshot;
use crate::lsp::convert::edits::{code_action, is_wanted};
use travaux_features::actions::{Action, actions};
use travaux_features::completion::{Entry, completions, documentation};
use travaux_features::formatting::formatting;
use travaux_features::rename::{rename, renamed_words};

/// What an action or an entry carries, so that the rest of it can be asked for later.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::lsp) struct Kept {
    /// The draft.
    pub(in crate::lsp) uri: Uri,
    version: i32,
    /// The bytes that were selected, or the provision that an entry names.
    from: usize,
    to: usize,
    /// Which of the actions there.
    #[serde(default)]
    place: usize,
}

impl Kept {
    /// What was put into an action or entry by this server.
    pub(in crate::lsp) fn of(data: Option<serde_json::Value>) -> Option<Kept> {
        data.and_then(|it| from_value(it).ok())
    }
}

impl Snapshot {
    /// What can be done with a selection.
    pub(in crate::lsp) fn actions(&self, range: Range, context: &CodeActionContext) -> Option<CodeActionResponse> {
        if !self.abilities.edits.actions {
            return None;
        }
        let selection = self.bytes(range);
        let later = self.abilities.edits.later;
        let findings = self.last_lint.found(self.places(), &self.document);
        let found = actions(&self.document, &findings, selection.clone()).into_iter().enumerate();
        let found = found.filter_map(|(place, action)| {
            let mut offered = code_action(action.rewrite.title.clone(), action.sort);
            if !is_wanted(offered.kind.as_ref(), context.only.as_deref()) {
                return None;
            }
            if later {
                offered.data = to_value(Kept { place, ..self.kept(selection.start, selection.end) }).ok();
            } else {
                offered.edit = Some(self.edit(&action));
            }
            // The client's own copy of the finding that it mends.
            offered.diagnostics = action.mends.map(|mended| {
                let finding = self.places().diagnostic(findings[mended].clone(), false);
                let is_same = |it: &&Diagnostic| it.range == finding.range && it.code == finding.code;
                context.diagnostics.iter().filter(is_same).cloned().collect()
            });
            Some(CodeActionOrCommand::CodeAction(offered))
        });
        Some(found.collect())
    }

    /// An action with its edits; `None` if the draft has moved on since it was offered.
    pub(in crate::lsp) fn resolved_action(&self, mut action: CodeAction, kept: &Kept) -> Option<CodeAction> {
        if kept.version != self.document.version {
            return None;
        }
        let findings = self.last_lint.found(self.places(), &self.document);
        let found = actions(&self.document, &findings, kept.from..kept.to).into_iter().nth(kept.place);
        // Settings may have changed meanwhile, and the findings with them.
        action.edit = Some(self.edit(&found.filter(|it| it.rewrite.title == action.title)?));
        Some(action)
    }

    fn edit(&self, action: &Action) -> WorkspaceEdit {
        self.places().workspace_edit(&action.rewrite, self.document.version, self.abilities.edits)
    }

    /// The words that would get another name.
    pub(in crate::lsp) fn renamed_words(&self, position: Position) -> Option<PrepareRenameResponse> {
        let range = renamed_words(&self.document, self.offset(position))?;
        let placeholder = self.document.draft.slice(range.clone());
        Some(PrepareRenameResponse::RangeWithPlaceholder { range: self.places().range(range), placeholder })
    }

    /// Another name everywhere, or why not.
    pub(in crate::lsp) fn renamed(&self, position: Position, name: &str) -> Result<Option<WorkspaceEdit>, String> {
        let rewrite = rename(&self.document, self.offset(position), name)?;
        Ok(rewrite.map(|it| self.places().workspace_edit(&it, self.document.version, self.abilities.edits)))
    }

    /// What may be written at a place.
    pub(in crate::lsp) fn completions(&self, position: Position) -> Option<CompletionResponse> {
        let places = self.places();
        let found = completions(&self.workspace, &self.document, self.offset(position)).into_iter().enumerate();
        let list = found.map(|(place, completion)| {
            let provision = match completion.entry {
                Entry::Provision(id) => Some(id as usize),
                Entry::Term | Entry::Alternative | Entry::Delegation | Entry::Status => None,
            };
            let mut entry = places.completion(completion, place);
            entry.data = provision.and_then(|id| to_value(self.kept(id, id)).ok());
            entry
        });
        Some(CompletionResponse::Array(list.collect()))
    }

    /// An entry with the words of the provision that it names.
    pub(in crate::lsp) fn documented(&self, mut entry: CompletionItem, kept: &Kept) -> CompletionItem {
        if kept.version == self.document.version {
            let id = u32::try_from(kept.from).ok();
            entry.documentation = id.and_then(|id| documentation(&self.document, id)).map(Documentation::String);
        }
        entry
    }

    /// The blanks of a range put right; of the whole draft without one.
    pub(in crate::lsp) fn formatted(&self, range: Option<Range>) -> Option<Vec<TextEdit>> {
        let range = range.map_or(0..self.document.draft.len(), |it| self.bytes(it));
        Some(self.places().text_edits(&formatting(&self.document, range)))
    }

    /// The blanks of the line that was written in put right, behind the place excepted.
    pub(in crate::lsp) fn formatted_line(&self, position: Position) -> Option<Vec<TextEdit>> {
        self.formatted(Some(Range::new(Position::new(position.line, 0), position)))
    }

    fn kept(&self, from: usize, to: usize) -> Kept {
        Kept { uri: self.uri.clone(), version: self.document.version, from, to, place: 0 }
    }

    fn bytes(&self, range: Range) -> std::ops::Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..start.max(end)
    }
}
