//! The number of findings of each rule, and the summary of a report.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::Report;
use travaux_model::diagnostic::Severity;

/// Writes one line for each rule with findings, the most frequent first: `   12 error   dangling-reference`.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
    for (_, finding) in report.findings() {
        *counts.entry((finding.rule, finding.severity)).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    // A stable sort: rules with equal counts stay in the order of their names.
    counts.sort_by_key(|it| std::cmp::Reverse(it.1));
    for ((rule, severity), count) in counts {
        writeln!(out, "{count:>6} {:<8}{rule}", severity.word())?;
    }
    Ok(())
}

/// Summarizes a report: `2 errors and 1 warning in 3 drafts`.
pub fn summary(report: &Report) -> String {
    let count = |severity| report.findings().filter(|it| it.1.severity == severity).count();
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (severity, count(severity)))
        .filter(|it| it.1 > 0)
        .map(|(severity, count)| match severity {
            Severity::Info => format!("{count} info"),
            Severity::Warning | Severity::Error => counted(count, severity.word()),
        })
        .collect();
    let found = match counts.as_slice() {
        [] => "no findings".to_owned(),
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        all => all.join(", "),
    };
    format!("{found} in {}", counted(report.drafts.len(), "draft"))
}

/// Returns a number with a noun in the singular or plural: `1 draft`, `2 drafts`.
pub fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
