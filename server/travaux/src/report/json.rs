//! Writes drafts and findings as JSON for scripts. The format is stable: fields may be added, but never change.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::Report;
use crate::files::source::Source;
use crate::line_index::LineColumn;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;

/// Writes the report as one JSON object.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let document = ReportDocument {
        version: 1,
        drafts: report.drafts.iter().map(|it| draft(&it.source)).collect(),
        findings: report.findings().map(|(source, finding)| self::finding(report, source, finding)).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Returns the number of provisions in a draft.
pub fn provision_count(document: &Document) -> usize {
    document.outline.provisions.len()
}

/// Returns the number of brackets in a draft that are never closed.
pub fn open_bracket_count(document: &Document) -> usize {
    document.outline.unclosed.len()
}

#[derive(Serialize)]
struct ReportDocument<'r> {
    version: u8,
    drafts: Vec<Draft<'r>>,
    findings: Vec<Finding<'r>>,
}

#[derive(Serialize)]
struct Draft<'r> {
    path: &'r str,
    language: &'static str,
    bytes: usize,
    provisions: usize,
    open_brackets: usize,
}

#[derive(Serialize)]
struct Finding<'r> {
    path: &'r str,
    rule: &'static str,
    severity: &'static str,
    message: &'r str,
    #[serde(flatten)]
    span: Span,
    related: Vec<Related<'r>>,
    fix: Option<Fix<'r>>,
}

#[derive(Serialize)]
struct Related<'r> {
    path: &'r str,
    #[serde(flatten)]
    span: Span,
    message: &'r str,
}

#[derive(Serialize)]
struct Fix<'r> {
    title: &'r str,
    edits: Vec<Edit<'r>>,
}

#[derive(Serialize)]
struct Edit<'r> {
    #[serde(flatten)]
    span: Span,
    text: &'r str,
}

#[derive(Serialize)]
struct Span {
    start: LineColumn,
    end: LineColumn,
}

fn draft(source: &Source) -> Draft<'_> {
    Draft {
        path: &source.name,
        language: source.document.draft.language().code(),
        bytes: source.text.len(),
        provisions: provision_count(&source.document),
        open_brackets: open_bracket_count(&source.document),
    }
}

fn finding<'r>(report: &'r Report, source: &'r Source, finding: &'r Diagnostic) -> Finding<'r> {
    let related = finding.related.iter().filter_map(|related| {
        let other = report.source(source, related.draft.as_deref())?;
        Some(Related { path: &other.name, span: span(other, &related.range), message: &related.message })
    });
    let fix = finding.sure_fix().map(|fix| Fix {
        title: &fix.title,
        edits: fix.edits.iter().map(|edit| Edit { span: span(source, &edit.range), text: &edit.text }).collect(),
    });
    Finding {
        path: &source.name,
        rule: finding.rule,
        severity: finding.severity.word(),
        message: &finding.message,
        span: span(source, &finding.range),
        related: related.collect(),
        fix,
    }
}

fn span(source: &Source, range: &Range<usize>) -> Span {
    Span { start: source.position(range.start), end: source.position(range.end) }
}
