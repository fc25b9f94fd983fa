//! One line for each finding, for editors' error formats and for grep: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use super::Report;
use super::plain::one_line;

/// Writes the findings.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (source, finding) in report.findings() {
        let place = source.place(finding.range.start);
        let (line, column) = (place.line, place.column);
        let (severity, rule, message) = (finding.severity.word(), finding.rule, one_line(&finding.message));
        writeln!(out, "{}:{line}:{column}: {severity}[{rule}] {message}", one_line(&source.name))?;
    }
    Ok(())
}
