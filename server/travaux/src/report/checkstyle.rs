//! Writes the XML of Checkstyle, which many review tools read.

use std::io::{self, Write};

use super::Report;
use super::xml::escaped;
use crate::line_index::LineColumn;

/// Writes the findings by file.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<checkstyle version="10.0">"#)?;
    for (path, findings) in report.files().into_iter().filter(|it| !it.1.is_empty()) {
        writeln!(out, r#"  <file name="{}">"#, escaped(path))?;
        for finding in findings {
            let LineColumn { line, column } = finding.span_or_start().start;
            let (severity, rule, message) = (finding.severity.word(), finding.rule, escaped(&finding.message));
            write!(out, r#"    <error line="{line}" column="{column}" severity="{severity}" "#)?;
            let page = escaped(&travaux_rules::page_url(rule));
            writeln!(out, r#"message="{message} ({page})" source="travaux.{rule}"/>"#)?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}
