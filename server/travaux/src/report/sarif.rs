//! Writes SARIF 2.1.0 (OASIS), which code scanning services read.

use std::io::{self, Write};
use std::ops::Range;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::Report;
use super::identity::identities;
use crate::files::source::Source;
use travaux_model::diagnostic::{Diagnostic, Severity};

/// Writes the report as one SARIF log with one run.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut results = Vec::new();
    for draft in &report.drafts {
        for (finding, (identity, occurrence)) in draft.findings.iter().zip(identities(draft)) {
            let fingerprint = format!("{:016x}", identity.fingerprint(occurrence));
            results.push(result(report, &draft.source, finding, &fingerprint));
        }
    }
    let rules: Vec<Value> = travaux_rules::all()
        .iter()
        .map(|rule| {
            json!({
                "id": rule.name,
                "shortDescription": {"text": rule.name.replace('-', " ")},
                "help": {"text": rule.page(), "markdown": rule.page()},
                "defaultConfiguration": {"level": level(rule.severity)},
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "travaux", "version": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn result(report: &Report, source: &Source, finding: &Diagnostic, fingerprint: &str) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": [location(source, &finding.range)],
        "partialFingerprints": {"travaux/v1": fingerprint},
    });
    if let Some(index) = travaux_rules::all().iter().position(|it| it.name == finding.rule) {
        result["ruleIndex"] = index.into();
    }
    let related = finding.related.iter().filter_map(|related| {
        let mut location = location(report.source(source, related.draft.as_deref())?, &related.range);
        location["message"] = json!({"text": related.message});
        Some(location)
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = finding.sure_fix() {
        let replacements: Vec<Value> = fix
            .edits
            .iter()
            .map(|edit| json!({"deletedRegion": region(source, &edit.range), "insertedContent": {"text": edit.text}}))
            .collect();
        let change = json!({"artifactLocation": {"uri": uri(&source.name)}, "replacements": replacements});
        result["fixes"] = json!([{"description": {"text": fix.title}, "artifactChanges": [change]}]);
    }
    result
}

fn location(source: &Source, range: &Range<usize>) -> Value {
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri(&source.name)},
        "region": region(source, range),
    }})
}

fn region(source: &Source, range: &Range<usize>) -> Value {
    let (start, end) = (source.position(range.start), source.position(range.end));
    json!({"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// The characters that are percent-encoded in the path of a URI: all but the unreserved ones of RFC 3986 and slashes.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Returns a path as a URI, which is relative if the path is.
fn uri(path: &str) -> String {
    let uri = utf8_percent_encode(path, ENCODED).to_string();
    if path.starts_with('/') { format!("file://{uri}") } else { uri }
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/مادة.treaty"), "a%20b/%D9%85%D8%A7%D8%AF%D8%A9.treaty");
        assert_eq!(uri("/c:d"), "file:///c%3Ad");
    }
}
