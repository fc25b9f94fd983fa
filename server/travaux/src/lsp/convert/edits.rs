//! Edits and code actions. Edits have versions if the client supports that, and annotations if they change several places
//! or some of them need to be checked.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    AnnotatedTextEdit, ChangeAnnotation, CodeAction, CodeActionKind, CompletionItem, CompletionItemKind,
    CompletionItemLabelDetails, CompletionTextEdit, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, RenameFile, RenameFileOptions, ResourceOp, TextDocumentEdit, TextEdit,
    Uri, WorkspaceEdit,
};

use super::converter::Converter;
use super::positions::range;
use super::uris::file_uri;
use travaux_features::actions::ActionKind;
use travaux_features::completion::{Completion, CompletionKind};
use travaux_model::edit::moves::Move;
use travaux_model::edit::{Edit, Rewrite};
use travaux_model::text::{Encoding, Text};

/// The capabilities of the client that concern edits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lsp) struct EditCapabilities {
    /// Edits may state the version that they apply to.
    pub(in crate::lsp) versions: bool,
    /// Edits may have annotations, which explain them or require confirmation.
    pub(in crate::lsp) annotations: bool,
    /// Code actions may be more than commands.
    pub(in crate::lsp) action_literals: bool,
    /// Edits may rename files.
    pub(in crate::lsp) file_renames: bool,
    /// The edits of a code action may be requested when it is chosen.
    pub(in crate::lsp) deferred_edits: bool,
}

/// Changes with at least this many edits are annotated.
const MIN_ANNOTATED_EDITS: usize = 2;

/// The changes that renames of files require in other files.
#[derive(Debug, Default)]
pub(in crate::lsp) struct FileRenameEdits {
    /// Files that name the renamed ones.
    pub(in crate::lsp) edited: Vec<EditedFile>,
    /// Files that have to be renamed as well.
    pub(in crate::lsp) renamed: Vec<Move>,
}

/// A file with edits.
#[derive(Debug)]
pub(in crate::lsp) struct EditedFile {
    /// The file.
    pub(in crate::lsp) uri: Uri,
    /// The client's version number; `None` if the file is not open.
    pub(in crate::lsp) version: Option<i32>,
    /// The text before the edits.
    pub(in crate::lsp) text: Text,
    /// The edits, in order.
    pub(in crate::lsp) edits: Vec<Edit>,
}

impl Converter<'_> {
    /// Edits of this document, in order.
    pub(in crate::lsp) fn text_edits(&self, edits: &[Edit]) -> Vec<TextEdit> {
        edits
            .iter()
            .map(|edit| TextEdit { range: self.range(edit.range.clone()), new_text: edit.text.clone() })
            .collect()
    }

    /// A change of one version of this document.
    pub(in crate::lsp) fn workspace_edit(
        &self,
        rewrite: &Rewrite,
        version: i32,
        capabilities: EditCapabilities,
    ) -> WorkspaceEdit {
        const ALL: &str = "all";
        const DOUBTFUL: &str = "doubtful";
        let edits = self.text_edits(&rewrite.edits);
        if !capabilities.versions {
            let changes = HashMap::from([(self.uri.clone(), edits)]);
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let is_annotated =
            capabilities.annotations && (edits.len() >= MIN_ANNOTATED_EDITS || !rewrite.doubtful.is_empty());
        let annotated = edits.into_iter().enumerate().map(|(place, text_edit)| {
            let id = if rewrite.doubtful.contains(&place) { DOUBTFUL } else { ALL };
            match is_annotated {
                true => OneOf::Right(AnnotatedTextEdit { text_edit, annotation_id: id.to_owned() }),
                false => OneOf::Left(text_edit),
            }
        });
        let text_document = OptionalVersionedTextDocumentIdentifier { uri: self.uri.clone(), version: Some(version) };
        let document = TextDocumentEdit { text_document, edits: annotated.collect() };
        let annotation = |label: &str, needs_confirmation| ChangeAnnotation {
            label: label.to_owned(),
            needs_confirmation: Some(needs_confirmation),
            description: needs_confirmation.then(|| "Tick the places to change".to_owned()),
        };
        let annotations = is_annotated.then(|| {
            let mut annotations =
                HashMap::from([(ALL.to_owned(), annotation(&sentence_case(&rewrite.title), rewrite.is_previewed))]);
            if !rewrite.doubtful.is_empty() {
                annotations
                    .insert(DOUBTFUL.to_owned(), annotation("Another form: check its ending and capitals", true));
            }
            annotations
        });
        WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(vec![document])),
            change_annotations: annotations,
            ..WorkspaceEdit::default()
        }
    }

    /// An item of a completion list.
    pub(in crate::lsp) fn completion(
        &self,
        completion: Completion,
        index: usize,
        with_label_details: bool,
    ) -> CompletionItem {
        // All kinds are of the first version of the protocol, which every client supports.
        let kind = match completion.kind {
            CompletionKind::Provision(_) => CompletionItemKind::REFERENCE,
            CompletionKind::Term => CompletionItemKind::VALUE,
            CompletionKind::Alternative => CompletionItemKind::TEXT,
            CompletionKind::Delegation => CompletionItemKind::ENUM,
            CompletionKind::Status | CompletionKind::Stance => CompletionItemKind::KEYWORD,
        };
        let edit = TextEdit { range: self.range(completion.range), new_text: completion.text.clone() };
        CompletionItem {
            label: completion.text,
            kind: Some(kind),
            label_details: (completion.detail.clone().filter(|_| with_label_details))
                .map(|detail| CompletionItemLabelDetails { detail: None, description: Some(detail) }),
            detail: completion.detail,
            // Keeps the order of the draft, where clients sort by the alphabet.
            filter_text: completion.filter_text,
            sort_text: Some(format!("{index:05}")),
            text_edit: Some(CompletionTextEdit::Edit(edit)),
            ..CompletionItem::default()
        }
    }
}

/// The changes that renames of files require; `None` if there are none.
pub(in crate::lsp) fn file_rename_edit(
    renames: FileRenameEdits,
    capabilities: EditCapabilities,
    encoding: Encoding,
) -> Option<WorkspaceEdit> {
    let edits_of = |it: &EditedFile| -> Vec<TextEdit> {
        let edit = |edit: &Edit| TextEdit {
            range: range(&it.text, edit.range.clone(), encoding),
            new_text: edit.text.clone(),
        };
        it.edits.iter().map(edit).collect()
    };
    if !capabilities.versions {
        let changes: HashMap<Uri, Vec<TextEdit>> =
            renames.edited.iter().map(|it| (it.uri.clone(), edits_of(it))).collect();
        return (!changes.is_empty()).then(|| WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let edits = renames.edited.iter().map(|it| {
        DocumentChangeOperation::Edit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier { uri: it.uri.clone(), version: it.version },
            edits: edits_of(it).into_iter().map(OneOf::Left).collect(),
        })
    });
    let renamed = renames.renamed.iter().filter(|_| capabilities.file_renames).filter_map(|it| {
        let options = RenameFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
        Some(DocumentChangeOperation::Op(ResourceOp::Rename(RenameFile {
            old_uri: file_uri(&it.from)?,
            new_uri: file_uri(&it.to)?,
            options: Some(options),
            annotation_id: None,
        })))
    });
    let operations: Vec<DocumentChangeOperation> = edits.chain(renamed).collect();
    (!operations.is_empty()).then(|| WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    })
}

/// A title with a capital first letter, as menus have it.
pub(in crate::lsp) fn sentence_case(title: &str) -> String {
    let mut letters = title.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// An action without its edits.
pub(in crate::lsp) fn code_action(title: &str, action_kind: ActionKind) -> CodeAction {
    let (kind, is_preferred) = match action_kind {
        ActionKind::PreferredFix => (CodeActionKind::QUICKFIX, Some(true)),
        ActionKind::Fix => (CodeActionKind::QUICKFIX, None),
        ActionKind::Rewrite => (CodeActionKind::REFACTOR_REWRITE, None),
        ActionKind::FixAll => (CodeActionKind::SOURCE_FIX_ALL, None),
    };
    CodeAction { title: sentence_case(title), kind: Some(kind), is_preferred, ..CodeAction::default() }
}

/// Whether a client requests a kind of action. Actions on the whole draft have to be requested by name, as editors do when
/// a draft is saved.
pub(in crate::lsp) fn is_requested(kind: Option<&CodeActionKind>, only: Option<&[CodeActionKind]>) -> bool {
    let Some(kind) = kind else { return true };
    let Some(only) = only else { return *kind != CodeActionKind::SOURCE_FIX_ALL };
    only.iter().any(|requested| {
        kind.as_str().strip_prefix(requested.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
