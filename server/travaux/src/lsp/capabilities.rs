//! The capabilities of the client, as far as they change an answer.

use tower_lsp::ls_types::{
    ClientCapabilities as LspClientCapabilities, MarkupKind, PositionEncodingKind, ResourceOperationKind,
};

use travaux_grammar::Language;

use super::convert::{DiagnosticCapabilities, EditCapabilities};
use travaux_model::text::Encoding;

/// The capabilities of the client that change an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ClientCapabilities {
    /// The unit of columns.
    pub(super) encoding: Encoding,
    /// Hovers are shown as plain text, without Markdown.
    pub(super) plain_hovers: bool,
    /// The capabilities that concern diagnostics.
    pub(super) diagnostics: DiagnosticCapabilities,
    /// A definition may state its origin and what to select at the target.
    pub(super) definition_links: bool,
    /// A declaration may state the same.
    pub(super) declaration_links: bool,
    /// Symbols may form a tree.
    pub(super) symbol_trees: bool,
    /// Files to watch may be registered.
    pub(super) watcher_registration: bool,
    /// Settings can be requested.
    pub(super) settings_requests: bool,
    /// Notifications of changed settings may be registered.
    pub(super) settings_registration: bool,
    /// Folds consist of whole lines.
    pub(super) line_folds_only: bool,
    /// The highest number of folds that are shown.
    pub(super) fold_limit: Option<u32>,
    /// Links may have tooltips.
    pub(super) link_tooltips: bool,
    /// Completion items may show words after their labels.
    pub(super) label_details: bool,
    /// Diagnostics are requested rather than published.
    pub(super) pull_diagnostics: bool,
    /// Diagnostics can be refreshed.
    pub(super) diagnostics_refresh: bool,
    /// Lenses can be refreshed.
    pub(super) lens_refresh: bool,
    /// Hints can be refreshed.
    pub(super) hint_refresh: bool,
    /// Semantic tokens can be refreshed.
    pub(super) token_refresh: bool,
    /// Progress that the server starts is shown.
    pub(super) server_progress: bool,
    /// The language of the client, if it is one of the languages of drafts.
    pub(super) locale: Option<Language>,
    /// The capabilities that concern edits.
    pub(super) edits: EditCapabilities,
}

impl ClientCapabilities {
    /// Returns the capabilities with the language of a client's locale: `fr-CA`.
    pub(super) fn with_locale(self, locale: Option<&str>) -> ClientCapabilities {
        let language = locale.and_then(|it| Language::of_code(it.split(['-', '_']).next()?));
        ClientCapabilities { locale: language, ..self }
    }

    /// Picks the capabilities from those that a client states.
    pub(super) fn of(client: &LspClientCapabilities) -> ClientCapabilities {
        let document = client.text_document.as_ref();
        let publish = document.and_then(|it| it.publish_diagnostics.as_ref());
        let definition = document.and_then(|it| it.definition);
        let declaration = document.and_then(|it| it.declaration);
        let hover = document.and_then(|it| it.hover.as_ref()).and_then(|it| it.content_format.as_deref());
        let completion = document.and_then(|it| it.completion.as_ref()).and_then(|it| it.completion_item.as_ref());
        let folding = document.and_then(|it| it.folding_range.as_ref());
        let pull = document.and_then(|it| it.diagnostic.as_ref());
        let workspace = client.workspace.as_ref();
        let link = document.and_then(|it| it.document_link.as_ref());
        let symbol = document.and_then(|it| it.document_symbol.as_ref());
        let watched = workspace.and_then(|it| it.did_change_watched_files);
        let settings = workspace.and_then(|it| it.did_change_configuration);
        let offered = client.general.as_ref().and_then(|it| it.position_encodings.as_deref());
        ClientCapabilities {
            encoding: encoding(offered.unwrap_or_default()),
            plain_hovers: hover.is_some_and(|it| !it.contains(&MarkupKind::Markdown)),
            diagnostics: DiagnosticCapabilities {
                related_information: publish.and_then(|it| it.related_information).unwrap_or(false)
                    || pull.and_then(|it| it.related_information).unwrap_or(false),
                code_descriptions: publish.and_then(|it| it.code_description_support).unwrap_or(false)
                    || pull.and_then(|it| it.code_description_support).unwrap_or(false),
            },
            definition_links: definition.and_then(|it| it.link_support).unwrap_or(false),
            symbol_trees: symbol.and_then(|it| it.hierarchical_document_symbol_support).unwrap_or(false),
            watcher_registration: watched.and_then(|it| it.dynamic_registration).unwrap_or(false),
            settings_requests: workspace.and_then(|it| it.configuration).unwrap_or(false),
            settings_registration: settings.and_then(|it| it.dynamic_registration).unwrap_or(false),
            declaration_links: declaration.and_then(|it| it.link_support).unwrap_or(false),
            line_folds_only: folding.and_then(|it| it.line_folding_only).unwrap_or(false),
            fold_limit: folding.and_then(|it| it.range_limit),
            link_tooltips: link.and_then(|it| it.tooltip_support).unwrap_or(false),
            label_details: completion.and_then(|it| it.label_details_support).unwrap_or(false),
            pull_diagnostics: pull.is_some(),
            diagnostics_refresh: workspace
                .and_then(|it| it.diagnostics.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            lens_refresh: workspace
                .and_then(|it| it.code_lens.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            hint_refresh: workspace
                .and_then(|it| it.inlay_hint.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            token_refresh: workspace
                .and_then(|it| it.semantic_tokens.as_ref())
                .and_then(|it| it.refresh_support)
                .unwrap_or(false),
            server_progress: client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or(false),
            locale: None,
            edits: edit_capabilities(client),
        }
    }
}

fn edit_capabilities(client: &LspClientCapabilities) -> EditCapabilities {
    let edit = client.workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
    let action = client.text_document.as_ref().and_then(|it| it.code_action.as_ref());
    let resolved = action.and_then(|it| it.resolve_support.as_ref());
    let keeps_data = action.and_then(|it| it.data_support).unwrap_or(false);
    EditCapabilities {
        action_literals: action.is_some_and(|it| it.code_action_literal_support.is_some()),
        versions: edit.and_then(|it| it.document_changes).unwrap_or(false),
        annotations: edit.is_some_and(|it| it.change_annotation_support.is_some()),
        file_renames: edit
            .and_then(|it| it.resource_operations.as_deref())
            .is_some_and(|it| it.contains(&ResourceOperationKind::Rename)),
        deferred_edits: keeps_data
            && resolved.is_some_and(|it| it.properties.iter().any(|property| property == "edit")),
    }
}

/// UTF-8 if the client offers it, since offsets are bytes; otherwise UTF-16, which every client must support even if it
/// does not state so; UTF-32 if nothing else is offered.
fn encoding(offered: &[PositionEncodingKind]) -> Encoding {
    match offered {
        _ if offered.contains(&PositionEncodingKind::UTF8) => Encoding::Utf8,
        _ if offered.contains(&PositionEncodingKind::UTF16) => Encoding::Utf16,
        _ if offered.contains(&PositionEncodingKind::UTF32) => Encoding::Utf32,
        _ => Encoding::Utf16,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(client: serde_json::Value, expected: ClientCapabilities) {
        let client: LspClientCapabilities = serde_json::from_value(client).unwrap();
        assert_eq!(ClientCapabilities::of(&client), expected);
    }

    #[test]
    fn a_locale_is_a_language_of_drafts() {
        let language = |locale| ClientCapabilities::default().with_locale(Some(locale)).locale;
        assert_eq!(language("fr-CA"), Some(Language::Fr));
        assert_eq!(language("zh_CN"), Some(Language::Zh));
        assert_eq!(language("de"), None);
    }

    #[test]
    fn a_client_that_states_no_encoding_counts_in_utf_16() {
        check(json!({}), ClientCapabilities::default());
    }

    #[test]
    fn utf_8_is_preferred_and_utf_32_is_the_last_choice() {
        for (offered, encoding) in [
            (json!(["utf-32", "utf-16", "utf-8"]), Encoding::Utf8),
            (json!(["utf-32", "utf-16"]), Encoding::Utf16),
            (json!(["utf-32"]), Encoding::Utf32),
            (json!(["utf-7"]), Encoding::Utf16),
        ] {
            let expected = ClientCapabilities { encoding, ..ClientCapabilities::default() };
            check(json!({"general": {"positionEncodings": offered}}), expected);
        }
    }

    #[test]
    fn capabilities_that_change_an_answer_are_recognized() {
        let expected = ClientCapabilities {
            encoding: Encoding::Utf16,
            plain_hovers: true,
            diagnostics: DiagnosticCapabilities { related_information: true, code_descriptions: true },
            definition_links: true,
            symbol_trees: true,
            watcher_registration: true,
            settings_requests: false,
            settings_registration: false,
            declaration_links: true,
            line_folds_only: true,
            fold_limit: Some(50),
            link_tooltips: true,
            label_details: true,
            pull_diagnostics: true,
            diagnostics_refresh: true,
            lens_refresh: true,
            hint_refresh: true,
            token_refresh: true,
            server_progress: true,
            locale: None,
            edits: EditCapabilities::default(),
        };
        let client = json!({
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true, "codeDescriptionSupport": true},
                "hover": {"contentFormat": ["plaintext"]},
                "definition": {"linkSupport": true},
                "declaration": {"linkSupport": true},
                "documentLink": {"tooltipSupport": true},
                "completion": {"completionItem": {"labelDetailsSupport": true}},
                "diagnostic": {},
                "foldingRange": {"lineFoldingOnly": true, "rangeLimit": 50},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            },
            "workspace": {
                "didChangeWatchedFiles": {"dynamicRegistration": true},
                "diagnostics": {"refreshSupport": true},
                "codeLens": {"refreshSupport": true},
                "inlayHint": {"refreshSupport": true},
                "semanticTokens": {"refreshSupport": true},
            },
            "window": {"workDoneProgress": true},
        });
        check(client, expected);
    }
}
