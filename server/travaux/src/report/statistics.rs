//! The number of findings of each rule, and the summary of a report.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde::Serialize;

use super::Report;
use travaux_model::diagnostic::Severity;

/// The number of findings of a rule with one severity.
#[derive(Clone, Debug, Serialize)]
pub struct RuleCount {
    /// The name of the rule.
    pub rule: &'static str,
    /// The severity.
    pub severity: Severity,
    /// The number of findings.
    pub count: usize,
}

/// Counts the findings by rule, the most frequent first.
pub fn counts(report: &Report) -> Vec<RuleCount> {
    let mut counts: BTreeMap<(&'static str, Severity), usize> = BTreeMap::new();
    for finding in report.findings() {
        *counts.entry((finding.rule, finding.severity)).or_default() += 1;
    }
    let counts = counts.into_iter().map(|((rule, severity), count)| RuleCount { rule, severity, count });
    let mut counts: Vec<RuleCount> = counts.collect();
    // A stable sort: rules with equal counts stay in the order of their names.
    counts.sort_by_key(|it| std::cmp::Reverse(it.count));
    counts
}

/// Replaces the findings of a report by their numbers. The files that could not be read are still named.
pub fn summarized(report: Report) -> Report {
    let counts = Some(counts(&report));
    let drafts = report.drafts.into_iter().map(|it| super::LintedDraft { findings: Vec::new(), ..it });
    let faults = report.faults.into_iter().filter(|it| it.is_failure);
    Report { drafts: drafts.collect(), faults: faults.collect(), counts }
}

/// Writes one line for each rule with findings: `   12 error   dangling-reference`.
pub fn write(counts: &[RuleCount], out: &mut dyn Write) -> io::Result<()> {
    for RuleCount { rule, severity, count } in counts {
        writeln!(out, "{count:>6} {:<8}{rule}", severity.word())?;
    }
    Ok(())
}

/// Returns the numbers on one line, for formats with a place for a message: `12 error dangling-reference, 1 info lone-item`.
pub fn line(counts: &[RuleCount]) -> String {
    let counts = counts.iter().map(|it| format!("{} {} {}", it.count, it.severity.word(), it.rule));
    counts.collect::<Vec<_>>().join(", ")
}

/// Summarizes a report: `2 errors and 1 warning in 3 drafts; 1 can be fixed with --fix`.
pub fn summary(report: &Report) -> String {
    let count = |severity| report.findings().filter(|it| it.severity == severity && !it.is_failure).count();
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
    let mut summary = format!("{found} in {}", counted(report.drafts.len(), "draft"));
    let others: BTreeSet<&str> = report.faults.iter().filter(|it| !it.is_failure).map(|it| &*it.path).collect();
    if !others.is_empty() {
        summary.push_str(&format!(" and {}", counted(others.len(), "other file")));
    }
    summary.push_str(&fixable(report));
    let failures = report.faults.iter().filter(|it| it.is_failure).count();
    if failures > 0 {
        summary.push_str(&format!("; {} made the run incomplete", counted(failures, "failure")));
    }
    summary
}

/// Returns how many findings `--fix` would mend: `; 3 can be fixed with --fix, 2 more with --unsafe-fixes`.
fn fixable(report: &Report) -> String {
    let fixes = || report.findings().filter_map(|it| it.fix.as_ref());
    let sure = fixes().filter(|it| it.is_sure).count();
    match (sure, fixes().count() - sure) {
        (0, 0) => String::new(),
        (0, unsure) => format!("; {unsure} can be fixed with --fix --unsafe-fixes"),
        (sure, 0) => format!("; {sure} can be fixed with --fix"),
        (sure, unsure) => format!("; {sure} can be fixed with --fix, {unsure} more with --unsafe-fixes"),
    }
}

/// Returns a number with a noun in the singular or plural: `1 draft`, `2 drafts`.
pub fn counted(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}
