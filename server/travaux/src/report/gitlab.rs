//! Writes the code quality report of GitLab: a JSON list whose fingerprints distinguish new findings from old ones in a
//! merge request.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Report;
use super::identity::identities;
use travaux_model::diagnostic::Severity;

/// Writes the findings as a list.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut list: Vec<Value> = Vec::new();
    for draft in &report.drafts {
        let source = &draft.source;
        for (finding, (identity, occurrence)) in draft.findings.iter().zip(identities(draft)) {
            let (start, end) = (source.position(finding.range.start), source.position(finding.range.end));
            list.push(json!({
                "description": finding.message,
                "check_name": finding.rule,
                "fingerprint": format!("{:016x}", identity.fingerprint(occurrence)),
                "severity": match finding.severity {
                    Severity::Info => "info",
                    Severity::Warning => "minor",
                    Severity::Error => "major",
                },
                "location": {"path": &*source.name, "lines": {"begin": start.line, "end": end.line}},
            }));
        }
    }
    serde_json::to_writer_pretty(&mut *out, &list)?;
    writeln!(out)
}
