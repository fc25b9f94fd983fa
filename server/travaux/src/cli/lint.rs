//! `travaux lint`: the findings in drafts, in one of many formats, and their fixes.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::baseline::{self, Baseline};
use super::fix::{FixedDraft, fix, write_back, write_diff};
use super::lint_args::{Args, FindingsFormat};
use super::outcome::Outcome;
use super::output::{print_aside, print_error, print_output};
use crate::files::panic_guard::catch_panic;
use crate::files::paths::display_path;
use crate::files::source::Source;
use crate::report::{self, LintedDraft, Report};
use travaux_model::workspace::Workspace;

/// Lints the drafts, and prints or fixes the findings.
pub(super) fn lint(args: &Args) -> Outcome {
    let baseline = match args.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(baseline) => baseline,
        Err(error) => {
            print_error(&error);
            return Outcome::Failed;
        }
    };
    let Some(loaded) = args.common.load(|settings| args.adjust(settings)) else {
        return Outcome::Failed;
    };
    let lint = |source: &Arc<Source>| lint_draft(&loaded.workspace, Arc::clone(source), baseline.as_ref());
    let results = loaded.sources.par_iter().map(lint);
    let (drafts, linted) = print_failures(results.collect());
    let mut report = Report { drafts, others: loaded.others.clone() };
    let mut outcome = Outcome::of(&loaded).max(linted);
    if let Some(path) = &args.write_baseline {
        return outcome.max(write_baseline(path, &report, args.common.quiet));
    }
    if args.fix || args.diff {
        let fix = |draft: &LintedDraft| fix_draft(&loaded.workspace, draft, baseline.as_ref());
        let (fixed_drafts, fixed) = print_failures(report.drafts.par_iter().map(fix).collect());
        outcome = outcome.max(fixed);
        if args.diff {
            let printed = print_output(|out| write_diff(&fixed_drafts, io::stdout().is_terminal(), out));
            return outcome.max(printed).max(args.outcome(&report));
        }
        let (drafts, written) = write_back(fixed_drafts, args.common.quiet);
        report.drafts = drafts;
        outcome = outcome.max(written);
    }
    // If a fixed text from standard input is on standard output, the findings go elsewhere.
    let is_in_use = args.fix && report.drafts.iter().any(|it| it.source.path.is_none());
    let write = |out: &mut dyn Write| write_report(&report, args, out);
    outcome = outcome.max(if is_in_use { print_aside(write) } else { print_output(write) });
    if !args.common.quiet && matches!(args.format, FindingsFormat::Pretty) {
        print_error(&report::statistics::summary(&report));
    }
    let outcome = outcome.max(args.outcome(&report));
    // The process ends, so that nothing is freed piece by piece.
    std::mem::forget((loaded, report));
    outcome
}

/// Lints a draft, without the findings that the baseline accepts. The error contains the name of the draft.
fn lint_draft(workspace: &Workspace, source: Arc<Source>, baseline: Option<&Baseline>) -> Result<LintedDraft, String> {
    let findings = catch_panic(|| travaux_rules::lint(workspace, &source.name, &source.document, &workspace.settings));
    let findings = findings.map_err(|error| format!("{}: {error}", source.name))?;
    let draft = LintedDraft { source, findings };
    Ok(match baseline {
        Some(baseline) => baseline.without_known(draft),
        None => draft,
    })
}

/// Fixes a draft. The error contains the name of the draft.
fn fix_draft(workspace: &Workspace, draft: &LintedDraft, baseline: Option<&Baseline>) -> Result<FixedDraft, String> {
    let lint = |workspace: &Workspace, source: Source| lint_draft(workspace, Arc::new(source), baseline);
    catch_panic(|| fix(workspace, draft.clone(), lint))
        .unwrap_or_else(|error| Err(format!("{}: {error}", draft.source.name)))
}

/// Prints the errors among some results, and returns the values.
fn print_failures<T>(results: Vec<Result<T, String>>) -> (Vec<T>, Outcome) {
    let mut outcome = Outcome::Clean;
    let values = results.into_iter().filter_map(|result| {
        result
            .map_err(|error| {
                print_error(&error);
                outcome = Outcome::Failed;
            })
            .ok()
    });
    let values = values.collect();
    (values, outcome)
}

fn write_baseline(path: &Path, report: &Report, quiet: bool) -> Outcome {
    match baseline::write(path, report) {
        Ok(count) => {
            if !quiet {
                let counted = report::statistics::counted(count, "finding");
                print_error(&format!("{counted} recorded in {}", display_path(path)));
            }
            Outcome::Clean
        }
        Err(error) => {
            print_error(&error);
            Outcome::Failed
        }
    }
}

fn write_report(report: &Report, args: &Args, out: &mut dyn Write) -> io::Result<()> {
    if args.statistics {
        return report::statistics::write(report, out);
    }
    match args.format {
        FindingsFormat::Pretty => report::pretty::write(report, args.common.is_coloured(), out),
        FindingsFormat::Concise => report::concise::write(report, out),
        FindingsFormat::Json => report::json::write(report, out),
        FindingsFormat::Sarif => report::sarif::write(report, out),
        FindingsFormat::Github => report::github::write(report, out),
        FindingsFormat::Gitlab => report::gitlab::write(report, out),
        FindingsFormat::Junit => report::junit::write(report, out),
    }
}
