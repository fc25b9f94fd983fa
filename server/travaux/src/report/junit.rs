//! Writes the XML of JUnit, which most CI systems display. A draft is a suite, a finding is a failed test, and a draft
//! without findings has one test that passed.

use std::io::{self, Write};

use super::{LintedDraft, Report};
use crate::line_index::LineColumn;

/// Writes the report as one document.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let failures = report.findings().count();
    let clean = report.drafts.iter().filter(|it| it.findings.is_empty()).count();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let tests = failures + clean;
    writeln!(out, r#"<testsuites name="travaux" tests="{tests}" failures="{failures}" errors="0">"#)?;
    for draft in &report.drafts {
        suite(draft, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn suite(draft: &LintedDraft, out: &mut dyn Write) -> io::Result<()> {
    let path = escaped(&draft.source.name);
    let (tests, failures) = (draft.findings.len().max(1), draft.findings.len());
    writeln!(out, r#"  <testsuite name="{path}" tests="{tests}" failures="{failures}" errors="0">"#)?;
    if draft.findings.is_empty() {
        writeln!(out, r#"    <testcase name="no findings" classname="{path}"/>"#)?;
    }
    for finding in &draft.findings {
        let LineColumn { line, column } = draft.source.position(finding.range.start);
        let (rule, severity, message) = (finding.rule, finding.severity.word(), escaped(&finding.message));
        writeln!(out, r#"    <testcase name="{rule} at {line}:{column}" classname="{path}" line="{line}">"#)?;
        writeln!(
            out,
            r#"      <failure type="{severity}" message="{message}">{path}:{line}:{column}: {message}</failure>"#
        )?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

/// Escapes a text for an element or attribute of XML 1.0. Characters that XML cannot represent become U+FFFD.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push_str(&format!("&#{};", u32::from(letter))),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escaped("<a b=\"1\">&\n\u{1b}]]>"), "&lt;a b=&quot;1&quot;&gt;&amp;&#10;\u{fffd}]]&gt;");
    }
}
