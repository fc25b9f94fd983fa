//! What client and server tell each other at the start: which of its abilities matter to us, and what we offer.

use tower_lsp::ls_types::{
    CallHierarchyServerCapability, ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability,
    CodeLensOptions, CompletionOptions, DeclarationCapability, DiagnosticOptions, DiagnosticServerCapabilities,
    DocumentLinkOptions, DocumentOnTypeFormattingOptions, FileOperationFilter, FileOperationPattern,
    FileOperationPatternKind, FileOperationRegistrationOptions, FoldingRangeProviderCapability,
    HoverProviderCapability, InitializeResult, LinkedEditingRangeServerCapabilities, MarkupKind, OneOf,
    PositionEncodingKind, Registration, RenameOptions, ResourceOperationKind, SaveOptions,
    SelectionRangeProviderCapability, SemanticTokensFullOptions, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, ServerInfo, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, WorkDoneProgressOptions,
    WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
    WorkspaceSymbolOptions,
};

use super::convert::edits::EditAbilities;
use super::convert::legend;
use travaux_model::text::Encoding;

/// What the client can, as far as it changes an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Abilities {
    /// What columns count.
    pub(super) encoding: Encoding,
    /// Hovers are shown as they are written, without Markdown.
    pub(super) plain_hovers: bool,
    /// Findings may name other places.
    pub(super) related_information: bool,
    /// A definition may say what to select and what it was asked from.
    pub(super) definition_links: bool,
    /// Symbols may be a tree.
    pub(super) symbol_trees: bool,
    /// Files to watch may be named after the start.
    pub(super) registers_watchers: bool,
    /// It can be asked for its settings.
    pub(super) tells_settings: bool,
    /// It may be told after the start that changed settings matter.
    pub(super) registers_settings: bool,
    /// A declaration may say what to select and what it was asked from.
    pub(super) declaration_links: bool,
    /// Only whole lines fold.
    pub(super) folds_lines_only: bool,
    /// How many folds are wanted at most.
    pub(super) most_folds: Option<u32>,
    /// Links may say what is there.
    pub(super) link_tooltips: bool,
    /// The client asks for findings and is not told them.
    pub(super) asks_for_findings: bool,
    /// It may be told that findings have changed by what lies outside a draft.
    pub(super) refreshes_findings: bool,
    /// The same of the lines over articles.
    pub(super) refreshes_lenses: bool,
    /// It shows progress of work that it did not ask for.
    pub(super) shows_progress: bool,
    /// What it makes of edits.
    pub(super) edits: EditAbilities,
}

impl Abilities {
    /// The abilities among those that a client states.
    pub(super) fn of(client: &ClientCapabilities) -> Abilities {
        let document = client.text_document.as_ref();
        let publish = document.and_then(|it| it.publish_diagnostics.as_ref());
        let definition = document.and_then(|it| it.definition);
        let declaration = document.and_then(|it| it.declaration);
        let shown = document.and_then(|it| it.hover.as_ref()).and_then(|it| it.content_format.as_deref());
        let folding = document.and_then(|it| it.folding_range.as_ref());
        let asked = document.and_then(|it| it.diagnostic.as_ref());
        let workspace = client.workspace.as_ref();
        let link = document.and_then(|it| it.document_link.as_ref());
        let symbol = document.and_then(|it| it.document_symbol.as_ref());
        let watched = client.workspace.as_ref().and_then(|it| it.did_change_watched_files);
        let settings = client.workspace.as_ref().and_then(|it| it.did_change_configuration);
        let offered = client.general.as_ref().and_then(|it| it.position_encodings.as_deref());
        Abilities {
            encoding: encoding(offered.unwrap_or_default()),
            plain_hovers: shown.is_some_and(|it| !it.contains(&MarkupKind::Markdown)),
            related_information: publish.and_then(|it| it.related_information).unwrap_or(false)
                || asked.and_then(|it| it.related_information).unwrap_or(false),
            definition_links: definition.and_then(|it| it.link_support).unwrap_or(false),
            symbol_trees: symbol.and_then(|it| it.hierarchical_document_symbol_support).unwrap_or(false),
            registers_watchers: watched.and_then(|it| it.dynamic_registration).unwrap_or(false),
            tells_settings: client.workspace.as_ref().and_then(|it| it.configuration).unwrap_or(false),
            registers_settings: settings.and_then(|it| it.dynamic_registration).unwrap_or(false),
            declaration_links: declaration.and_then(|it| it.link_support).unwrap_or(false),
            folds_lines_only: folding.and_then(|it| it.line_folding_only).unwrap_or(false),
            most_folds: folding.and_then(|it| it.range_limit),
            link_tooltips: link.and_then(|it| it.tooltip_support).unwrap_or(false),
            asks_for_findings: asked.is_some(),
            refreshes_findings: workspace
                .and_then(|it| it.diagnostics.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            refreshes_lenses: workspace
                .and_then(|it| it.code_lens.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            shows_progress: client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or(false),
            edits: edit_abilities(client),
        }
    }
}

fn edit_abilities(client: &ClientCapabilities) -> EditAbilities {
    let edit = client.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
    let action = client.text_document.as_ref().and_then(|it| it.code_action.as_ref());
    let later = action.and_then(|it| it.resolve_support.as_ref());
    let keeps_data = action.and_then(|it| it.data_support).unwrap_or(false);
    EditAbilities {
        actions: action.is_some_and(|it| it.code_action_literal_support.is_some()),
        versions: edit.and_then(|it| it.document_changes).unwrap_or(false),
        annotations: edit.is_some_and(|it| it.change_annotation_support.is_some()),
        moves: edit
            .and_then(|it| it.resource_operations.as_deref())
            .is_some_and(|it| it.contains(&ResourceOperationKind::Rename)),
        later: keeps_data && later.is_some_and(|it| it.properties.iter().any(|property| property == "edit")),
    }
}

/// What we offer to a client of some abilities.
pub(super) fn offer(abilities: Abilities) -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let folders =
        WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(OneOf::Left(true)) };
    InitializeResult {
        capabilities: ServerCapabilities {
            position_encoding: Some(kind_of(abilities.encoding)),
            text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            declaration_provider: Some(DeclarationCapability::Simple(true)),
            document_highlight_provider: Some(OneOf::Left(true)),
            folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
            selection_range_provider: Some(SelectionRangeProviderCapability::Simple(true)),
            document_link_provider: Some(DocumentLinkOptions {
                resolve_provider: Some(false),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            }),
            workspace_symbol_provider: Some(OneOf::Right(WorkspaceSymbolOptions {
                resolve_provider: Some(false),
                work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
            })),
            inlay_hint_provider: Some(OneOf::Left(true)),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(true) }),
            linked_editing_range_provider: Some(LinkedEditingRangeServerCapabilities::Simple(true)),
            call_hierarchy_provider: Some(CallHierarchyServerCapability::Simple(true)),
            diagnostic_provider: abilities.asks_for_findings.then(|| {
                DiagnosticServerCapabilities::Options(DiagnosticOptions {
                    identifier: Some("travaux".to_owned()),
                    inter_file_dependencies: true,
                    workspace_diagnostics: true,
                    work_done_progress_options: WorkDoneProgressOptions { work_done_progress: Some(true) },
                })
            }),
            semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
                SemanticTokensOptions {
                    work_done_progress_options: WorkDoneProgressOptions::default(),
                    legend: legend(),
                    range: Some(true),
                    full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                },
            )),
            references_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
                code_action_kinds: Some(vec![
                    CodeActionKind::QUICKFIX,
                    CodeActionKind::REFACTOR_REWRITE,
                    CodeActionKind::SOURCE_FIX_ALL,
                ]),
                resolve_provider: Some(true),
                ..CodeActionOptions::default()
            })),
            completion_provider: Some(CompletionOptions {
                resolve_provider: Some(true),
                trigger_characters: Some(["[", " ", "第"].map(str::to_owned).to_vec()),
                ..CompletionOptions::default()
            }),
            rename_provider: Some(OneOf::Right(RenameOptions {
                prepare_provider: Some(true),
                work_done_progress_options: WorkDoneProgressOptions::default(),
            })),
            document_formatting_provider: Some(OneOf::Left(true)),
            document_range_formatting_provider: Some(OneOf::Left(true)),
            document_on_type_formatting_provider: Some(DocumentOnTypeFormattingOptions {
                first_trigger_character: "]".to_owned(),
                more_trigger_character: None,
            }),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(folders),
                file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                    will_rename: Some(all_files()),
                    did_rename: Some(all_files()),
                    ..WorkspaceFileOperationsServerCapabilities::default()
                }),
            }),
            ..ServerCapabilities::default()
        },
        server_info: Some(ServerInfo {
            name: "travaux".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
        ..InitializeResult::default()
    }
}

/// Files and folders of every name: an instrument's text may have any.
fn all_files() -> FileOperationRegistrationOptions {
    let pattern = |glob: &str, matches| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: glob.to_owned(), matches: Some(matches), options: None },
    };
    let filters =
        vec![pattern("**/*", FileOperationPatternKind::File), pattern("**", FileOperationPatternKind::Folder)];
    FileOperationRegistrationOptions { filters }
}

/// The wish to be told when the editor's settings change.
pub(super) fn settings_watch() -> Registration {
    Registration {
        id: "travaux-settings".to_owned(),
        method: "workspace/didChangeConfiguration".to_owned(),
        register_options: serde_json::to_value(serde_json::json!({"section": SECTION})).ok(),
    }
}

/// The section of an editor's settings that is ours.
pub(super) const SECTION: &str = "travaux";

/// Bytes where the client offers them, since they are ours; else UTF-16, which every client must know even where it
/// forgets to say so; UTF-32 where it is all that is offered.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    match offered {
        _ if offered.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
        _ if offered.contains(&PositionEncodingKind::UTF16) => Encoding::Utf16,
        _ if offered.contains(&PositionEncodingKind::UTF32) => Encoding::Utf32,
        _ => Encoding::Utf16,
    }
}

fn kind_of(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(client: serde_json::Value, expected: Abilities) {
        let client: ClientCapabilities = serde_json::from_value(client).unwrap();
        assert_eq!(Abilities::of(&client), expected);
    }

    #[test]
    fn a_client_that_says_nothing_counts_in_utf_16() {
        check(json!({}), Abilities::default());
    }

    #[test]
    fn bytes_are_preferred_and_utf_32_is_the_last_choice() {
        for (offered, encoding) in [
            (json!(["utf-32", "utf-16", "utf-8"]), Encoding::Utf8),
            (json!(["utf-32", "utf-16"]), Encoding::Utf16),
            (json!(["utf-32"]), Encoding::Utf32),
            (json!(["utf-7"]), Encoding::Utf16),
        ] {
            let expected = Abilities { encoding, ..Abilities::default() };
            check(json!({"general": {"positionEncodings": offered}}), expected);
        }
    }

    #[test]
    fn abilities_that_change_an_answer_are_seen() {
        let expected = Abilities {
            encoding: Encoding::Utf16,
            plain_hovers: true,
            related_information: true,
            definition_links: true,
            symbol_trees: true,
            registers_watchers: true,
            tells_settings: false,
            registers_settings: false,
            declaration_links: true,
            folds_lines_only: true,
            most_folds: Some(50),
            link_tooltips: true,
            asks_for_findings: true,
            refreshes_findings: true,
            refreshes_lenses: true,
            shows_progress: true,
            edits: EditAbilities::default(),
        };
        let client = json!({
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true},
                "hover": {"contentFormat": ["plaintext"]},
                "definition": {"linkSupport": true},
                "declaration": {"linkSupport": true},
                "documentLink": {"tooltipSupport": true},
                "diagnostic": {},
                "foldingRange": {"lineFoldingOnly": true, "rangeLimit": 50},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            },
            "workspace": {
                "didChangeWatchedFiles": {"dynamicRegistration": true},
                "diagnostics": {"refreshSupport": true},
                "codeLens": {"refreshSupport": true},
            },
            "window": {"workDoneProgress": true},
        });
        check(client, expected);
    }
}
