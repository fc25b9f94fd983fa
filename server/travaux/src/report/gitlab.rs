//! Writes the code quality report of GitLab: a JSON list whose fingerprints distinguish new findings from old ones in a
//! merge request.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::json::write_json;
use super::{Finding, Report};
use travaux_model::diagnostic::Severity;

/// Writes the findings as a list.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    write_json(&report.findings().map(issue).collect::<Vec<Value>>(), out)
}

fn issue(finding: &Finding) -> Value {
    let span = finding.span_or_start();
    json!({
        "description": finding.message,
        "check_name": finding.rule,
        "fingerprint": format!("{:016x}", finding.fingerprint),
        "severity": match finding.severity {
            Severity::Info => "info",
            Severity::Warning => "minor",
            Severity::Error => "major",
        },
        "location": {"path": &*finding.path, "lines": {"begin": span.start.line, "end": span.end.line}},
        "content": {"body": format!("See {}", travaux_rules::page_url(finding.rule))},
    })
}
