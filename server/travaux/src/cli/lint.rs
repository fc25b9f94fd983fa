//! `travaux lint`: the findings in drafts, in one of many formats, and their fixes.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use super::baseline::{self, Baseline};
use super::fix::AppliedFix;
use super::lint_args::{Args, FindingsFormat};
use super::lint_units::{LintJob, Results};
use super::outcome::Outcome;
use super::output::{print_aside, print_error, print_output, write_output_file};
use super::watch::watch;
use super::written_files;
use crate::files::fault::FileFault;
use crate::files::load::Files;
use crate::files::paths::display_path;
use crate::report::pretty::{DEFAULT_COLUMNS, Style, excerpt_columns};
use crate::report::statistics::counted;
use crate::report::{self, Finding, Report};

/// Lints the drafts, and prints or fixes the findings.
pub(super) fn lint(mut args: Args) -> Outcome {
    // As a path, `-` is standard output.
    args.output_file = args.output_file.filter(|it| it.as_os_str() != "-");
    if let Some(refusal) = written_files::refusal(&args) {
        print_error(&refusal);
        return Outcome::Failed;
    }
    if args.watch { watch(&args, || lint_once(&args)) } else { lint_once(&args) }
}

fn lint_once(args: &Args) -> Outcome {
    let baseline = match args.baseline.as_deref().filter(|it| !is_first_baseline(it, args)).map(Baseline::read) {
        None => None,
        Some(Ok(baseline)) => Some(baseline),
        Some(Err(error)) => {
            print_error(&error);
            return Outcome::Failed;
        }
    };
    let Some((files, mut faults)) = args.common.find() else {
        return Outcome::Failed;
    };
    if let Some(refusal) = written_files::input_refusal(args, &files.discovery) {
        print_error(&refusal);
        return Outcome::Failed;
    }
    let is_pretty = matches!(args.format, FindingsFormat::Pretty) && !args.statistics;
    let excerpt_columns = is_pretty.then(|| excerpt_columns(terminal_columns(args)));
    let job = LintJob { args, files: &files, baseline: baseline.as_ref(), excerpt_columns };
    let mut results = job.run();
    faults.append(&mut results.faults);
    faults.extend(files.faults_without_draft(&|settings| args.adjust(settings)));
    faults.sort_by(|one, other| (&one.path, one.position).cmp(&(&other.path, other.position)));
    print_failures(args, &faults);
    if files.discovery.drafts.is_empty() && !faults.iter().any(|it| it.is_failure) {
        args.common.warn_of_no_drafts();
    }
    let faults = faults.into_iter().map(Finding::of_fault).collect();
    let report = Report { drafts: std::mem::take(&mut results.drafts), faults, counts: None };
    let failed = if report.is_complete() { Outcome::Clean } else { Outcome::Failed };
    if let Some(path) = &args.write_baseline {
        let written = write_baseline(path, args, &files, baseline.as_ref(), &mut results);
        if args.baseline.is_none() {
            return failed.max(written);
        }
    }
    let outcome = failed.max(if args.write_baseline.is_some() { Outcome::Clean } else { args.outcome(&report) });
    let printed = print_results(args, report, &results);
    if let Some(baseline) = &baseline {
        print_baseline(args, baseline, &results);
    }
    if !args.watch {
        // The process ends, so that nothing is freed piece by piece.
        std::mem::forget(files);
    }
    outcome.max(printed)
}

/// Returns whether the baseline to be read is the one to be written, and does not exist yet.
fn is_first_baseline(path: &Path, args: &Args) -> bool {
    args.write_baseline.as_deref() == Some(path) && !path.exists()
}

/// Prints what could not be read to standard error, unless people see it in the report.
fn print_failures(args: &Args, faults: &[FileFault]) {
    let is_in_report = args.format.is_for_people()
        && args.output_file.is_none()
        && !args.statistics
        && !args.diff
        && args.write_baseline.is_none();
    if !is_in_report {
        faults.iter().filter(|it| it.is_failure).for_each(|it| print_error(&it.to_string()));
    }
}

/// Prints the diff or the report, and the fixed text of standard input.
fn print_results(args: &Args, report: Report, results: &Results) -> Outcome {
    if args.diff {
        return written(args, |out| out.write_all(&results.diff));
    }
    print_fixes(args, results);
    let summary = report::statistics::summary(&report);
    let report = if args.statistics { report::statistics::summarized(report) } else { report };
    let write = |out: &mut dyn Write| write_report(&report, args, out);
    // If a fixed text from standard input is on standard output, the findings go elsewhere.
    let outcome = match &results.fixed_stdin {
        Some(text) if args.output_file.is_none() => print_output(|out| out.write_all(text)).max(print_aside(write)),
        Some(text) => print_output(|out| out.write_all(text)).max(written(args, write)),
        None => written(args, write),
    };
    if let Some(counts) = report.counts.as_deref().filter(|_| args.format.holds_findings_only()) {
        print_aside(|out| report::statistics::write(counts, out));
    }
    // A log must show why a run fails, also if the findings are in a file.
    match &args.output_file {
        _ if args.common.quiet => {}
        Some(_) if outcome == Outcome::Failed => print_error(&summary),
        Some(path) => print_error(&format!("{summary}; see {}", display_path(path))),
        None if matches!(args.format, FindingsFormat::Pretty) => print_error(&summary),
        None => {}
    }
    if !args.watch {
        std::mem::forget(report);
    }
    outcome
}

fn written(args: &Args, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Outcome {
    match &args.output_file {
        Some(path) => write_output_file(path, write),
        None => print_output(write),
    }
}

fn print_fixes(args: &Args, results: &Results) {
    if args.show_fixes {
        for (path, AppliedFix { rule, title, place }) in &results.fixes {
            print_error(&format!("fixed {path}:{}:{}: {title} [{rule}]", place.line, place.column));
        }
    }
    let count = results.fixes.len();
    if count > 0 && !args.common.quiet {
        let fixes = if count == 1 { "fix" } else { "fixes" };
        print_error(&format!("{count} {fixes} made"));
    }
}

fn print_baseline(args: &Args, baseline: &Baseline, results: &Results) {
    if args.common.quiet {
        return;
    }
    if results.hidden > 0 {
        print_error(&format!("{} hidden by the baseline", counted(results.hidden, "finding")));
    }
    let mut stale = results.stale.clone();
    stale.extend(baseline.without_file());
    if !stale.is_empty() && args.write_baseline.is_none() {
        let entries = if stale.len() == 1 { "entry is" } else { "entries are" };
        print_error(&format!("{} {entries} stale; update the baseline with --write-baseline:", stale.len()));
        stale.iter().for_each(|it| print_error(&format!("  {it}")));
    }
}

fn write_baseline(
    path: &Path,
    args: &Args,
    files: &Files,
    before: Option<&Baseline>,
    results: &mut Results,
) -> Outcome {
    let mut entries = std::mem::take(&mut results.entries);
    if let Some(before) = before {
        let names = files.discovery.drafts.iter().map(|it| baseline::name_in(path, &it.name));
        entries.extend(before.entries_of_others(&entries, &names.collect::<Vec<_>>()));
    }
    match baseline::write(path, entries) {
        Ok(count) => {
            if !args.common.quiet {
                print_error(&format!("{} recorded in {}", counted(count, "finding"), display_path(path)));
            }
            Outcome::Clean
        }
        Err(error) => {
            print_error(&error);
            Outcome::Failed
        }
    }
}

/// Returns the width of the terminal: that which `COLUMNS` states, or that of the terminal itself.
fn terminal_columns(args: &Args) -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok()).filter(|it| *it > 0);
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
    let measured = if args.output_file.is_none() { terminal() } else { None };
    stated.or(measured).unwrap_or(DEFAULT_COLUMNS)
}

fn write_report(report: &Report, args: &Args, out: &mut dyn Write) -> io::Result<()> {
    if let (Some(counts), true) = (&report.counts, args.format.is_for_people()) {
        return report::statistics::write(counts, out);
    }
    match args.format {
        FindingsFormat::Pretty => {
            let colour = args.output_file.is_none() && args.common.is_coloured();
            let links = colour && has_links();
            report::pretty::write(report, Style { colour, links, columns: terminal_columns(args) }, out)
        }
        FindingsFormat::Concise => report::concise::write(report, out),
        FindingsFormat::Json => report::json::write(report, out),
        FindingsFormat::JsonLines => report::json_lines::write(report, out),
        FindingsFormat::Sarif => report::sarif::write(report, out),
        FindingsFormat::Github => report::github::write(report, out),
        FindingsFormat::Gitlab => report::gitlab::write(report, out),
        FindingsFormat::Junit => report::junit::write(report, out),
        FindingsFormat::Azure => report::azure::write(report, out),
        FindingsFormat::Checkstyle => report::checkstyle::write(report, out),
    }
}

/// Returns whether the terminal is one of those that are known to show links (OSC 8). `FORCE_HYPERLINK` decides otherwise.
fn has_links() -> bool {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    if let Ok(forced) = std::env::var("FORCE_HYPERLINK") {
        return forced != "0";
    }
    let is_known =
        matches!(variable("TERM_PROGRAM").as_str(), "iTerm.app" | "WezTerm" | "vscode" | "ghostty" | "Hyper")
            || variable("VTE_VERSION").parse::<u32>().is_ok_and(|it| it >= 5000)
            || variable("TERM").contains("kitty")
            || variable("TERM").contains("alacritty")
            || !variable("WT_SESSION").is_empty()
            || !variable("KONSOLE_VERSION").is_empty();
    is_known && io::stdout().is_terminal() && variable("CI").is_empty()
}
