//! Conversions between the types of this program and those of the protocol, which happen nowhere else: bytes and columns,
//! findings and diagnostics, provisions and symbols. Depends on no other file of the language server.

mod annotations;
mod converter;
mod diagnostics;
mod diagnostics_json;
mod edits;
mod navigation;
mod positions;
mod ranges;
mod semantic_tokens;
mod symbols;
mod uris;

pub(super) use annotations::{display_command, lens_data};
pub(super) use converter::Converter;
pub(super) use diagnostics::{
    DiagnosticCapabilities, document_report, fault_diagnostic, full_report, unchanged_report,
};
pub(super) use diagnostics_json::DiagnosticsJson;
pub(super) use edits::{
    EditCapabilities, EditedFile, FileRenameEdits, code_action, file_rename_edit, is_requested, sentence_case,
};
pub(super) use positions::{change, offset};
pub(super) use semantic_tokens::{ConvertedBlock, joined_tokens, legend};
pub(super) use symbols::workspace_symbol;
pub(super) use uris::{file_move, file_path, file_uri};
