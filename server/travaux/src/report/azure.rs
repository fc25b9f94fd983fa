//! Writes logging commands of Azure Pipelines, which display findings in the summary of a run.

use std::io::{self, Write};

use super::sanitize::sanitized_line;
use super::{Report, statistics};
use crate::line_index::LineColumn;
use travaux_model::diagnostic::Severity;

/// Writes one command for each error and warning. Azure has no lower level, so an info is a line of the log, and so
/// are the numbers of findings.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.findings() {
        let LineColumn { line, column } = finding.span_or_start().start;
        let (path, message) = (sanitized_line(&finding.path), sanitized_line(&finding.message));
        let kind = match finding.severity {
            Severity::Info => {
                writeln!(out, "info[{}] {path}:{line}:{column}: {message}", finding.rule)?;
                continue;
            }
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(out, "##vso[task.logissue type={kind};sourcepath={};", escaped_property(&path))?;
        write!(out, "linenumber={line};columnnumber={column};code={};]", finding.rule)?;
        writeln!(out, "{} ({})", escaped_message(&message), travaux_rules::page_url(finding.rule))?;
    }
    match report.counts.as_deref() {
        None | Some([]) => Ok(()),
        Some(counts) => writeln!(out, "travaux: {}", statistics::line(counts)),
    }
}

fn escaped_message(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped_message(text).replace(';', "%3B").replace(']', "%5D")
}

#[cfg(test)]
mod tests {
    use super::escaped_property;

    #[test]
    fn characters_that_end_a_command_are_escaped() {
        assert_eq!(escaped_property("a;b]c%"), "a%3Bb%5Dc%AZP25");
    }
}
