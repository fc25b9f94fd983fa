//! `travaux lint`: the findings in drafts, in one of many formats, and their fixes.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::Outcome;
use super::baseline::{self, Baseline};
use super::fix::{Fixed, diff, fixed, write_back};
use super::lint_flags::{Args, Format};
use super::output::{print, print_aside, say};
use crate::files::folder::Source;
use crate::files::guard::guarded;
use crate::files::shown;
use crate::report::{self, Linted, Report};
use travaux_model::workspace::Workspace;

/// Lints, and says how it ended.
pub(super) fn lint(args: &Args) -> Outcome {
    let baseline = match args.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(baseline) => baseline,
        Err(fault) => {
            say(&fault);
            return Outcome::Failed;
        }
    };
    let Some(folder) = args.common.folder(|settings| args.adjust(settings)) else {
        return Outcome::Failed;
    };
    let lint = |source: &Arc<Source>| findings(&folder.workspace, Arc::clone(source), baseline.as_ref());
    let results = folder.sources.par_iter().map(lint);
    let (drafts, linted) = told(results.collect());
    let mut report = Report { drafts, others: folder.others.clone() };
    let mut outcome = Outcome::of(&folder).max(linted);
    if let Some(path) = &args.write_baseline {
        return outcome.max(write_baseline(path, &report, args.common.quiet));
    }
    if args.fix || args.diff {
        let fix = |draft: &Linted| mended(&folder.workspace, draft, baseline.as_ref());
        let (fixes, mended) = told(report.drafts.par_iter().map(fix).collect());
        outcome = outcome.max(mended);
        if args.diff {
            let printed = print(|out| diff(&fixes, out));
            return outcome.max(printed).max(args.outcome(&report));
        }
        let (drafts, written) = write_back(fixes, args.common.quiet);
        report.drafts = drafts;
        outcome = outcome.max(written);
    }
    // A fixed text takes standard output, where it was asked to come from standard input.
    let is_taken = args.fix && report.drafts.iter().any(|it| it.source.path.is_none());
    let write = |out: &mut dyn Write| write(&report, args, out);
    outcome = outcome.max(if is_taken { print_aside(write) } else { print(write) });
    if !args.common.quiet && matches!(args.format, Format::Pretty) {
        say(&report::statistics::summary(&report));
    }
    outcome.max(args.outcome(&report))
}

/// The findings in a draft that the baseline does not know. The error names the draft.
fn findings(workspace: &Workspace, source: Arc<Source>, baseline: Option<&Baseline>) -> Result<Linted, String> {
    let findings = guarded(|| travaux_rules::lint(workspace, &source.name, &source.document, &workspace.settings));
    let findings = findings.map_err(|fault| format!("{}: {fault}", source.name))?;
    let draft = Linted { source, findings };
    Ok(match baseline {
        Some(baseline) => baseline.without_known(draft),
        None => draft,
    })
}

/// A draft with its fixes made. The error names the draft.
fn mended(workspace: &Workspace, draft: &Linted, baseline: Option<&Baseline>) -> Result<Fixed, String> {
    let lint = |workspace: &Workspace, source: Source| findings(workspace, Arc::new(source), baseline);
    guarded(|| fixed(workspace, draft.clone(), lint))
        .unwrap_or_else(|fault| Err(format!("{}: {fault}", draft.source.name)))
}

/// What went well; what did not is said.
fn told<T>(results: Vec<Result<T, String>>) -> (Vec<T>, Outcome) {
    let mut outcome = Outcome::Clean;
    let good = results.into_iter().filter_map(|result| {
        result
            .map_err(|fault| {
                say(&fault);
                outcome = Outcome::Failed;
            })
            .ok()
    });
    let good = good.collect();
    (good, outcome)
}

fn write_baseline(path: &Path, report: &Report, quiet: bool) -> Outcome {
    match baseline::write(path, report) {
        Ok(count) => {
            if !quiet {
                let counted = report::statistics::counted(count, "finding");
                say(&format!("{counted} noted in {}", shown(path)));
            }
            Outcome::Clean
        }
        Err(fault) => {
            say(&fault);
            Outcome::Failed
        }
    }
}

fn write(report: &Report, args: &Args, out: &mut dyn Write) -> io::Result<()> {
    if args.statistics {
        return report::statistics::write(report, out);
    }
    match args.format {
        Format::Pretty => report::pretty::write(report, args.common.is_coloured(), out),
        Format::Concise => report::concise::write(report, out),
        Format::Json => report::json::write(report, out),
        Format::Sarif => report::sarif::write(report, out),
        Format::Github => report::github::write(report, out),
        Format::Gitlab => report::gitlab::write(report, out),
        Format::Junit => report::junit::write(report, out),
    }
}
