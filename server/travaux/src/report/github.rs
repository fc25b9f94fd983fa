//! Writes workflow commands of GitHub Actions, which display findings beside the lines of a pull request.

use std::io::{self, Write};

use super::finding::Span;
use super::sanitize::sanitized_line;
use super::{Report, statistics};
use travaux_model::diagnostic::Severity;

/// Writes one command for each finding. The second line of its message is the page of the rule. Numbers of findings are one
/// notice about no file.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings() {
        let command = match finding.severity {
            Severity::Info => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(out, "::{command} file={},", escape_property(&sanitized_line(&finding.path)))?;
        if let Some(Span { start, end }) = finding.span {
            write!(out, "line={},", start.line)?;
            // GitHub accepts columns only for findings on one line.
            if start.line == end.line {
                write!(out, "col={},endColumn={},", start.column, end.column)?;
            }
            write!(out, "endLine={},", end.line)?;
        }
        let (title, message) = (escape_property(finding.rule), escape_message(&sanitized_line(&finding.message)));
        writeln!(out, "title={title}::{message}%0A{}", travaux_rules::page_url(finding.rule))?;
    }
    match report.counts.as_deref() {
        None | Some([]) => Ok(()),
        Some(counts) => writeln!(out, "::notice title=travaux::{}", escape_message(&statistics::line(counts))),
    }
}

/// Escapes the message of a command.
fn escape_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property of a command.
fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{escape_message, escape_property};

    #[test]
    fn characters_that_end_a_command_are_escaped() {
        assert_eq!(escape_message("100%: a,b\r\n::error::"), "100%25: a,b%0D%0A::error::");
        assert_eq!(escape_property("a:b,c"), "a%3Ab%2Cc");
    }
}
