//! Writes one line for each finding, for the error formats of editors and for grep:
//! `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::Report;
use super::sanitize::sanitized_line;
use crate::line_index::LineColumn;

/// Writes the findings.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings() {
        let LineColumn { line, column } = finding.span_or_start().start;
        let (severity, rule, message) = (finding.severity.word(), finding.rule, sanitized_line(&finding.message));
        writeln!(out, "{}:{line}:{column}: {severity}[{rule}] {message}", sanitized_line(&finding.path))?;
    }
    Ok(())
}
