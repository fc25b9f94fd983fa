//! Changes of a draft as the protocol has them: versioned where the client can, annotated where many places change or
//! some of them want a look.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, CodeAction, CodeActionKind, CompletionItem, CompletionItemKind,
    CompletionTextEdit, DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier,
    RenameFile, RenameFileOptions, ResourceOp, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};

use super::{Places, range, uri_of};
use crate::lsp::followers::{Edited, Followers};
use travaux_features::actions::Sort;
use travaux_features::completion::{Completion, Entry};
use travaux_model::edit::{Edit, Rewrite};
use travaux_model::text::Encoding;

/// What the client can make of edits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lsp) struct EditAbilities {
    /// Edits may name the version that they are of.
    pub(in crate::lsp) versions: bool,
    /// Edits may say why they are made, and ask first.
    pub(in crate::lsp) annotations: bool,
    /// It takes actions, not commands only.
    pub(in crate::lsp) actions: bool,
    /// Edits may move files.
    pub(in crate::lsp) moves: bool,
    /// The edits of an action may come when it is chosen.
    pub(in crate::lsp) later: bool,
}

/// From how many edits on a change says what it does and asks first.
const MANY: usize = 2;

impl Places<'_> {
    /// Edits of this draft, in order.
    pub(in crate::lsp) fn text_edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits
            .iter()
            .map(|edit| TextEdit { range: self.range(edit.range.clone()), new_text: edit.text.clone() })
            .collect()
    }

    /// A change of this draft at a version.
    pub(in crate::lsp) fn workspace_edit(&self, rewrite: &Rewrite, version: i32, can: EditAbilities) -> WorkspaceEdit {
        const ALL: &str = "all";
        const DOUBTFUL: &str = "doubtful";
        let edits = self.text_edits(&rewrite.edits);
        if !can.versions {
            let changes = HashMap::from([(self.uri.clone(), edits)]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let is_annotated = can.annotations && (edits.len() >= MANY || !rewrite.doubtful.is_empty());
        let annotated = edits.into_iter().enumerate().map(|(place, text_edit)| {
            let id = if rewrite.doubtful.contains(&place) { DOUBTFUL } else { ALL };
            match is_annotated {
                true => OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: id.to_owned() }),
                false => OneOf::Left(text_edit),
            }
        });
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version: Some(version) };
        let document = TextDocumentEdit { text_document, edits: annotated.collect() };
        let annotation = |label: &str, asks| ChangeAnnotation {
            label: label.to_owned(),
            needs_confirmation: Some(asks),
            description: None,
        };
        let annotations = is_annotated.then(|| {
            let mut told = HashMap::from([(ALL.to_owned(), annotation(&rewrite.title, false))]);
            if !rewrite.doubtful.is_empty() {
                told.insert(DOUBTFUL.to_owned(), annotation("an inflected form: check its ending", true));
            }
            told
        });
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![document])),
            change_annotations: annotations,
            ..WorkspaceEdit::default()
        }
    }

    /// An entry of a completion list.
    pub(in crate::lsp) fn completion(&self, completion: Completion, place: usize) -> CompletionItem {
        // Only kinds of the first version of the protocol, which every client knows.
        let kind = match completion.entry {
            Entry::Provision(_) => CompletionItemKind::REFERENCE,
            Entry::Term => CompletionItemKind::VALUE,
            Entry::Alternative => CompletionItemKind::TEXT,
            Entry::Delegation => CompletionItemKind::ENUM,
            Entry::Status => CompletionItemKind::KEYWORD,
        };
        let edit = TextEdit { range: self.range(completion.range), new_text: completion.text.clone() };
        CompletionItem {
            label: completion.text,
            kind: Some(kind),
            detail: completion.detail,
            // In the order of the draft, not of the alphabet.
            filter_text: completion.stands_for,
            sort_text: Some(format!("{place:05}")),
            text_edit: Some(CompletionTextEdit::Edit(edit)),
            ..CompletionItem::default()
        }
    }
}

/// Changes of the files that have to follow others to their new paths; `None` where none has to.
pub(in crate::lsp) fn files_edit(
    followers: Followers,
    can: EditAbilities,
    encoding: Encoding,
) -> Option<WorkspaceEdit> {
    let edits_of = |it: &Edited| -> Vec<TextEdit> {
        let edit = |edit: &Edit| TextEdit {
            range: range(&it.text, edit.range.clone(), encoding),
            new_text: edit.text.clone(),
        };
        it.edits.iter().map(edit).collect()
    };
    if !can.versions {
        let changes: HashMap<Uri, Vec<TextEdit>> =
            followers.edited.iter().map(|it| (it.uri.clone(), edits_of(it))).collect();
        return (!changes.is_empty()).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let edits = followers.edited.iter().map(|it| {
        DocumentChangeOperation::Edit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri: it.uri.clone(), version: it.version },
            edits: edits_of(it).into_iter().map(OneOf::Left).collect(),
        })
    });
    let moves = followers.moved.iter().filter(|_| can.moves).filter_map(|it| {
        let options = RenameFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
        Some(DocumentChangeOperation::Op(ResourceOp::Rename(RenameFile {
            old_uri: uri_of(&it.from)?,
            new_uri: uri_of(&it.to)?,
            options: Some(options),
            annotation_id: None,
        })))
    });
    let operations: Vec<DocumentChangeOperation> = edits.chain(moves).collect();
    (!operations.is_empty()).then(|| WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    })
}

/// An action without its edits.
pub(in crate::lsp) fn code_action(title: String, sort: Sort) -> CodeAction {
    let (kind, is_preferred) = match sort {
        Sort::Fix => (CodeActionKind::QUICKFIX, Some(true)),
        Sort::Choice => (CodeActionKind::QUICKFIX, None),
        Sort::Rewrite => (CodeActionKind::REFACTOR_REWRITE, None),
        Sort::Everything => (CodeActionKind::SOURCE_FIX_ALL, None),
    };
    CodeAction { title, kind: Some(kind), is_preferred, ..CodeAction::default() }
}

/// Whether a client wants a kind of action. What changes the whole draft is for those who ask for it by name, as editors
/// do when a draft is saved.
pub(in crate::lsp) fn is_wanted(kind: Option<&CodeActionKind>, only: Option<&[CodeActionKind]>) -> bool {
    let Some(kind) = kind else { return true };
    let Some(only) = only else { return *kind != CodeActionKind::SOURCE_FIX_ALL };
    only.iter().any(|wanted| {
        kind.as_str().strip_prefix(wanted.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
