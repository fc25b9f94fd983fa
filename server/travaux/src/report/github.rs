//! Workflow commands of GitHub Actions, which show findings beside the lines of a pull request.

use std::io::{self, Write};

use super::Report;
use super::plain::one_line;
use travaux_model::diagnostic::Severity;

/// Writes one command for each finding.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for (source, finding) in report.findings() {
        let (start, end) = (source.place(finding.range.start), source.place(finding.range.end));
        let command = match finding.severity {
            Severity::Info => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(out, "::{command} file={},line={},", property(&source.name), start.line)?;
        // Columns are for findings on one line only; with others GitHub refuses them.
        if start.line == end.line {
            write!(out, "col={},endColumn={},", start.column, end.column)?;
        }
        let (title, message) = (property(finding.rule), data(&one_line(&finding.message)));
        writeln!(out, "endLine={},title={title}::{message}", end.line)?;
    }
    Ok(())
}

/// A message as a command takes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value as a command takes it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(data("100%: a,b\r\n::error::"), "100%25: a,b%0D%0A::error::");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
