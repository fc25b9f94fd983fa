//! Writes SARIF 2.1.0 (OASIS), which code scanning services read.

use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::finding::{PlacedFix, Span};
use super::json::write_json;
use super::{Finding, Report};
use crate::files::fault::FaultCode;
use travaux_model::diagnostic::Severity;

/// Writes the report as one SARIF log with one run.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let failures = report.faults.iter().filter(|it| it.is_failure);
    let notifications: Vec<Value> = failures.map(notification).collect();
    // Numbers of findings are no findings; they have a place of their own.
    let results = report.findings().filter(|it| report.counts.is_none() || it.is_failure);
    let mut run = json!({
        "tool": {"driver": {
            "name": "travaux",
            "version": env!("CARGO_PKG_VERSION"),
            "informationUri": travaux_rules::HOME_URL,
            "rules": rules(),
        }},
        "invocations": [{
            "executionSuccessful": report.is_complete(),
            "toolExecutionNotifications": notifications,
        }],
        "columnKind": "unicodeCodePoints",
        "results": results.map(result).collect::<Vec<Value>>(),
    });
    if let Some(counts) = &report.counts {
        run["properties"] = json!({"statistics": counts});
    }
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    write_json(&json!({"$schema": schema, "version": "2.1.0", "runs": [run]}), out)
}

/// Returns the rules in the order of the indices of results: those of drafts, then the codes of faults in files.
fn rules() -> Vec<Value> {
    let rules = travaux_rules::all().iter().map(|rule| {
        json!({
            "id": rule.name,
            "shortDescription": {"text": rule.summary()},
            "fullDescription": {"text": rule.description()},
            "help": {"text": rule.page(), "markdown": rule.page()},
            "helpUri": travaux_rules::page_url(rule.name),
            "defaultConfiguration": {"level": level(rule.severity), "enabled": rule.is_on_by_default()},
        })
    });
    let codes = FaultCode::ALL.into_iter().map(|code| {
        json!({
            "id": code.name(),
            "shortDescription": {"text": code.description()},
            "fullDescription": {"text": code.description()},
            "helpUri": travaux_rules::page_url(code.name()),
            "defaultConfiguration": {"level": "error"},
        })
    });
    rules.chain(codes).collect()
}

fn rule_index(name: &str) -> Option<usize> {
    let rules = travaux_rules::all().iter().map(|it| it.name);
    rules.chain(FaultCode::ALL.map(FaultCode::name)).position(|it| it == name)
}

fn notification(finding: &Finding) -> Value {
    json!({
        "level": "error",
        "message": {"text": finding.message},
        "locations": [location(&finding.path, finding.span)],
        "associatedRule": {"id": finding.rule},
    })
}

fn result(finding: &Finding) -> Value {
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": finding.message},
        "locations": [location(&finding.path, Some(finding.span_or_start()))],
        "partialFingerprints": {"travaux/v2": format!("{:016x}", finding.fingerprint)},
    });
    if let Some(index) = rule_index(finding.rule) {
        result["ruleIndex"] = index.into();
    }
    if !finding.provision.is_empty() {
        let provision = json!([{"fullyQualifiedName": finding.provision, "kind": "provision"}]);
        result["locations"][0]["logicalLocations"] = provision;
    }
    let related = finding.related.iter().map(|related| {
        let mut location = location(&related.path, Some(related.span));
        location["message"] = json!({"text": related.message});
        location
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(fix) = finding.sure_fix() {
        result["fixes"] = json!([self::fix(&finding.path, fix)]);
    }
    result
}

fn fix(path: &str, fix: &PlacedFix) -> Value {
    let replacement =
        |(span, text): &(Span, String)| json!({"deletedRegion": region(*span), "insertedContent": {"text": text}});
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    let change = json!({"artifactLocation": {"uri": uri(path)}, "replacements": replacements});
    json!({"description": {"text": fix.title}, "artifactChanges": [change]})
}

fn location(path: &str, span: Option<Span>) -> Value {
    let mut location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(path)}}});
    if let Some(span) = span {
        location["physicalLocation"]["region"] = region(span);
    }
    location
}

fn region(Span { start, end }: Span) -> Value {
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
