//! Writes drafts and findings as JSON for scripts. The format is stable: fields may be added, but never change.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::finding::{PlacedFix, RelatedPlace, Span};
use super::sanitize::escaped_json;
use super::{LintedDraft, Report};

/// Writes the report as one JSON object.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let findings = if report.counts.is_some() { Vec::new() } else { report.findings().map(finding).collect() };
    let mut document = json!({
        "version": 1,
        "drafts": report.drafts.iter().map(draft).collect::<Vec<Value>>(),
        "findings": findings,
    });
    if let Some(counts) = &report.counts {
        document["statistics"] = json!(counts);
    }
    write_json(&document, out)
}

/// Writes a value, on several lines, and without characters that control a terminal.
pub(super) fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string_pretty(value)?;
    out.write_all(escaped_json(&json).as_bytes())?;
    writeln!(out)
}

/// Returns a draft as JSON.
pub(super) fn draft(draft: &LintedDraft) -> Value {
    json!({
        "path": &*draft.name,
        "language": draft.language,
        "bytes": draft.bytes,
        "provisions": draft.provisions,
        "open_brackets": draft.open_brackets,
    })
}

/// Returns a finding as JSON.
pub(super) fn finding(finding: &super::Finding) -> Value {
    let Span { start, end } = finding.span_or_start();
    json!({
        "path": &*finding.path,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.message,
        "start": start,
        "end": end,
        "related": finding.related.iter().map(related).collect::<Vec<Value>>(),
        "fix": finding.sure_fix().map(fix),
        "provision": finding.provision,
        "fingerprint": format!("{:016x}", finding.fingerprint),
        "url": travaux_rules::page_url(finding.rule),
    })
}

fn related(related: &RelatedPlace) -> Value {
    let RelatedPlace { path, span: Span { start, end }, message, .. } = related;
    json!({"path": &**path, "start": start, "end": end, "message": message})
}

fn fix(fix: &PlacedFix) -> Value {
    let edit = |(Span { start, end }, text): &(Span, String)| json!({"start": start, "end": end, "text": text});
    json!({"title": fix.title, "edits": fix.edits.iter().map(edit).collect::<Vec<Value>>()})
}
