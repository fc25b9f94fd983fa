//! Writes the XML of JUnit, which most CI systems display. A file is a suite, an error or warning is a failed test, and a
//! finding of severity info is a test that passed and says what was noticed. A draft without findings has one test that
//! passed. Numbers of findings are properties of a suite without tests. The elements and attributes are those of the schema of Jenkins, which knows no line of a test case.

use std::io::{self, Write};

use super::statistics::RuleCount;
use super::xml::escaped;
use super::{Finding, Report};
use crate::line_index::LineColumn;
use travaux_model::diagnostic::Severity;

/// Writes the report as one document.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut files = report.files();
    if report.counts.is_some() {
        // Findings that are not listed are no tests that passed.
        files.retain(|it| !it.1.is_empty());
    }
    let tests: usize = files.iter().map(|it| it.1.len().max(1)).sum();
    let (failures, errors) = counts(report.findings());
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="travaux" tests="{tests}" failures="{failures}" errors="{errors}">"#)?;
    for (path, findings) in &files {
        suite(path, findings, out)?;
    }
    if let Some(counts) = &report.counts {
        statistics(counts, out)?;
    }
    writeln!(out, "</testsuites>")
}

/// Returns the number of failed tests, and that of files that could not be read.
fn counts<'f>(findings: impl Iterator<Item = &'f Finding>) -> (usize, usize) {
    findings.filter(|it| it.severity > Severity::Info).fold((0, 0), |(failures, errors), finding| {
        if finding.is_failure { (failures, errors + 1) } else { (failures + 1, errors) }
    })
}

fn statistics(counts: &[RuleCount], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, r#"  <testsuite name="statistics" tests="0" failures="0" errors="0">"#)?;
    if !counts.is_empty() {
        writeln!(out, "    <properties>")?;
        for RuleCount { rule, severity, count } in counts {
            writeln!(out, r#"      <property name="{} {rule}" value="{count}"/>"#, severity.word())?;
        }
        writeln!(out, "    </properties>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn suite(path: &str, findings: &[&Finding], out: &mut dyn Write) -> io::Result<()> {
    let (path, tests) = (escaped(path), findings.len().max(1));
    let (failures, errors) = counts(findings.iter().copied());
    write!(out, r#"  <testsuite name="{path}" file="{path}" tests="{tests}" "#)?;
    writeln!(out, r#"failures="{failures}" errors="{errors}">"#)?;
    if findings.is_empty() {
        writeln!(out, r#"    <testcase name="no findings" classname="{path}"/>"#)?;
    }
    for finding in findings {
        let LineColumn { line, column } = finding.span_or_start().start;
        let (rule, severity, message) = (finding.rule, finding.severity.word(), escaped(&finding.message));
        let name = format!("{rule} at {line}:{column}");
        writeln!(out, r#"    <testcase name="{name}" classname="{path}">"#)?;
        let page = escaped(&travaux_rules::page_url(rule));
        let place = format!("{path}:{line}:{column}: {message}\n{page}");
        match finding.severity {
            Severity::Info => writeln!(out, "      <system-out>{place}</system-out>")?,
            Severity::Warning | Severity::Error => {
                let element = if finding.is_failure { "error" } else { "failure" };
                writeln!(out, r#"      <{element} type="{severity}" message="{message}">{place}</{element}>"#)?;
            }
        }
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}
