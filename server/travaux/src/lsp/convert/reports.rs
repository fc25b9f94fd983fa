//! Findings as answers to who asks for them.

use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticReport, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use crate::lsp::findings::name_of;

/// Findings in one draft, or that they are those of the name that the client has.
pub(in crate::lsp) fn report(findings: Vec<Diagnostic>, known: Option<&str>) -> DocumentDiagnosticReport {
    let name = name_of(&findings);
    match known == Some(name.as_str()) {
        true => DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: name },
        }),
        false => DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(name), items: findings },
        }),
    }
}

/// Findings in one of many drafts.
pub(in crate::lsp) fn found_in(
    uri: Uri,
    version: Option<i64>,
    name: String,
    items: Vec<Diagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(name), items },
    })
}

/// That the findings in one of many drafts are those of a name.
pub(in crate::lsp) fn unchanged_in(uri: Uri, version: Option<i64>, name: String) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: name },
    })
}
