//! Findings and faults as diagnostics, and reports of them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic as LspDiagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DocumentDiagnosticReport, FullDocumentDiagnosticReport, Location as LspLocation, NumberOrString,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport,
    Uri, WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};

use super::converter::Converter;
use super::positions::range;
use travaux_model::diagnostic::{Diagnostic, Related, Severity};
use travaux_model::positions::{ParseError, PositionRule};
use travaux_model::text::{Encoding, Text};

/// The capabilities of the client that concern diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lsp) struct DiagnosticCapabilities {
    /// Findings may have related locations.
    pub(in crate::lsp) related_information: bool,
    /// Findings may link to the pages of their rules.
    pub(in crate::lsp) code_descriptions: bool,
}

/// The source that all diagnostics state.
const SOURCE: &str = "travaux";

/// A fault in a companion of drafts, such as a positions file. `file_code` states the kind of file, if no rule reports it.
pub(in crate::lsp) fn fault_diagnostic(
    fault: ParseError,
    severity: Severity,
    file_code: &str,
    text: &Text,
    encoding: Encoding,
    client: DiagnosticCapabilities,
) -> LspDiagnostic {
    let rule = fault.rule.map(PositionRule::name);
    LspDiagnostic {
        range: range(text, fault.range, encoding),
        severity: Some(lsp_severity(severity)),
        code: Some(NumberOrString::String(rule.unwrap_or(file_code).to_owned())),
        code_description: rule.and_then(rule_page).filter(|_| client.code_descriptions),
        source: Some(SOURCE.to_owned()),
        message: fault.message,
        ..LspDiagnostic::default()
    }
}

/// The page about a rule, to which the client may link its name.
fn rule_page(rule: &str) -> Option<CodeDescription> {
    static PAGES: LazyLock<FxHashMap<&str, CodeDescription>> = LazyLock::new(|| {
        let page =
            |name: &'static str| Some((name, CodeDescription { href: travaux_rules::page_url(name).parse().ok()? }));
        travaux_rules::all().iter().filter_map(|it| page(it.name)).collect()
    });
    PAGES.get(rule).cloned()
}

fn lsp_severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
    }
}

/// What all findings of a rule and severity have in common.
pub(super) fn of_rule(rule: &str, severity: Severity, client: DiagnosticCapabilities) -> LspDiagnostic {
    LspDiagnostic {
        severity: Some(lsp_severity(severity)),
        code: Some(NumberOrString::String(rule.to_owned())),
        code_description: rule_page(rule).filter(|_| client.code_descriptions),
        source: Some(SOURCE.to_owned()),
        ..LspDiagnostic::default()
    }
}

impl Converter<'_> {
    /// A finding, as far as the client shows it.
    pub(in crate::lsp) fn diagnostic(&self, diagnostic: Diagnostic, client: DiagnosticCapabilities) -> LspDiagnostic {
        LspDiagnostic {
            range: self.range(diagnostic.range.clone()),
            related_information: self.related_information(diagnostic.related, client),
            message: diagnostic.message,
            ..of_rule(diagnostic.rule, diagnostic.severity, client)
        }
    }

    /// The related places of a finding, if the client shows them.
    pub(super) fn related_information(
        &self,
        related: Vec<Related>,
        client: DiagnosticCapabilities,
    ) -> Option<Vec<DiagnosticRelatedInformation>> {
        let is_shown = client.related_information && !related.is_empty();
        is_shown.then(|| related.into_iter().filter_map(|it| self.related(it)).collect())
    }

    fn related(&self, related: Related) -> Option<DiagnosticRelatedInformation> {
        let target = self.draft(related.draft.as_deref())?;
        let range = target.range(related.range);
        Some(DiagnosticRelatedInformation { location: LspLocation::new(target.uri, range), message: related.message })
    }
}

/// The findings in one document under a result id; if the client has the findings of that id, only the id.
pub(in crate::lsp) fn document_report(
    findings: Vec<LspDiagnostic>,
    result_id: String,
    known_id: Option<&str>,
) -> DocumentDiagnosticReport {
    match known_id == Some(result_id.as_str()) {
        true => DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
        }),
        false => DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(result_id),
                items: findings,
            },
        }),
    }
}

/// The findings in one document of a workspace.
pub(in crate::lsp) fn full_report(
    uri: Uri,
    version: Option<i64>,
    result_id: String,
    items: Vec<LspDiagnostic>,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
        uri,
        version,
        full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(result_id), items },
    })
}

/// A report that the findings in one document of a workspace are those of a result id.
pub(in crate::lsp) fn unchanged_report(
    uri: Uri,
    version: Option<i64>,
    result_id: String,
) -> WorkspaceDocumentDiagnosticReport {
    WorkspaceDocumentDiagnosticReport::Unchanged(WorkspaceUnchangedDocumentDiagnosticReport {
        uri,
        version,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    })
}
