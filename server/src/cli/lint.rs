//! `travaux lint`: the findings in drafts, in one of many formats, and their fixes.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Parser, ValueEnum};
use rayon::prelude::*;

use super::Outcome;
use super::baseline::{self, Baseline};
use super::common::Common;
use super::explain::unknown_rule;
use super::fix::{Fixed, fixed};
use super::output::{print, print_aside, say};
use crate::config::{Profile, Settings};
use crate::diagnostic::Severity;
use crate::files::decode::encode;
use crate::files::folder::{Folder, Source};
use crate::files::guard::guarded;
use crate::files::project::reason;
use crate::files::rewrite::rewrite;
use crate::report::{self, Linted, Report};
use crate::rules;
use crate::workspace::Workspace;

/// Arguments of `travaux lint`.
#[derive(Parser)]
pub(super) struct Args {
    #[command(flatten)]
    common: Common,

    /// How to write the findings
    #[arg(long, default_value = "pretty")]
    format: Format,

    /// Make the fixes that findings offer
    #[arg(long)]
    fix: bool,

    /// Show what --fix would do, and do nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,

    /// Follow this rule and no others; may be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    select: Vec<String>,

    /// Do not follow this rule; may be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule)]
    ignore: Vec<String>,

    /// Whether the drafts may still have brackets
    #[arg(long)]
    profile: Option<ProfileWord>,

    /// How grave a finding must be for exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,

    /// Keep quiet about the findings that this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// Note all findings in this file instead of writing them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff", "baseline"])]
    write_baseline: Option<PathBuf>,

    /// Count the findings by rule instead of writing them
    #[arg(long, conflicts_with_all = ["diff", "write_baseline"])]
    statistics: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the words they are about
    Pretty,
    /// One line each
    Concise,
    /// For scripts
    Json,
    /// For code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProfileWord {
    /// A text under negotiation: brackets are normal
    Negotiating,
    /// A text declared final: none may be left
    Final,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Anything
    Info,
    /// Nothing
    Never,
}

/// Lints, and says how it ended.
pub(super) fn lint(args: Args) -> Outcome {
    let baseline = match args.baseline.as_deref().map(Baseline::read).transpose() {
        Ok(baseline) => baseline,
        Err(fault) => {
            say(&fault);
            return Outcome::Failed;
        }
    };
    let Some(folder) = args.common.folder(|settings| adjust(settings, &args)) else {
        return Outcome::Failed;
    };
    let read = if folder.faults.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Failed
    };
    let lint = |workspace: &Workspace, source: Arc<Source>| findings(workspace, source, baseline.as_ref());
    let results = folder
        .sources
        .par_iter()
        .map(|it| lint(&folder.workspace, Arc::clone(it)));
    let (drafts, linted) = told(results.collect());
    let mut report = Report {
        drafts,
        others: folder.others.clone(),
    };
    let mut outcome = read.max(linted);
    if let Some(path) = &args.write_baseline {
        return outcome.max(write_baseline(path, &report, args.common.quiet));
    }
    if args.fix || args.diff {
        let fix = |draft: &Linted| {
            let again = |workspace: &Workspace, source: Source| lint(workspace, Arc::new(source));
            guarded(|| fixed(&folder.workspace, draft.clone(), again))
                .unwrap_or_else(|fault| Err(format!("{}: {fault}", draft.source.name)))
        };
        let (fixes, mended) = told(report.drafts.par_iter().map(fix).collect());
        outcome = outcome.max(mended);
        if args.diff {
            outcome = outcome.max(print(|out| diff(&folder, &fixes, out)));
            return outcome.max(judged(&report, args.fail_on));
        }
        let (drafts, written) = write_back(fixes, args.common.quiet);
        report.drafts = drafts;
        outcome = outcome.max(written);
    }
    // A fixed text takes standard output, where it was asked to come from standard input.
    let is_taken = args.fix && report.drafts.iter().any(|it| it.source.path.is_none());
    let write = |out: &mut dyn Write| write(&report, &args, out);
    outcome = outcome.max(if is_taken { print_aside(write) } else { print(write) });
    if !args.common.quiet && matches!(args.format, Format::Pretty) {
        say(&report::statistics::summary(&report));
    }
    outcome.max(judged(&report, args.fail_on))
}

/// What the flags change in the settings.
fn adjust(settings: &mut Settings, args: &Args) {
    if !args.select.is_empty() {
        for rule in rules::all() {
            let is_selected = args.select.iter().any(|it| it == rule.name);
            let set = settings.rules.get(rule.name).copied().flatten();
            let severity = is_selected.then(|| set.unwrap_or(rule.severity));
            settings.rules.insert(rule.name.to_owned(), severity);
        }
    }
    for rule in &args.ignore {
        settings.rules.insert(rule.clone(), None);
    }
    match args.profile {
        Some(ProfileWord::Negotiating) => settings.profile = Profile::Negotiating,
        Some(ProfileWord::Final) => settings.profile = Profile::Final,
        None => {}
    }
}

/// The findings in a draft that the baseline does not know. The error names the draft.
fn findings(workspace: &Workspace, source: Arc<Source>, baseline: Option<&Baseline>) -> Result<Linted, String> {
    let findings = guarded(|| rules::lint(workspace, &source.name, &source.document, &workspace.settings));
    let findings = findings.map_err(|fault| format!("{}: {fault}", source.name))?;
    let draft = Linted { source, findings };
    Ok(match baseline {
        Some(baseline) => baseline.without_known(draft),
        None => draft,
    })
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

fn write_baseline(path: &std::path::Path, report: &Report, quiet: bool) -> Outcome {
    match baseline::write(path, report) {
        Ok(count) => {
            if !quiet {
                let counted = report::statistics::counted(count, "finding");
                say(&format!("{counted} noted in {}", crate::files::shown(path)));
            }
            Outcome::Clean
        }
        Err(fault) => {
            say(&fault);
            Outcome::Failed
        }
    }
}

fn diff(folder: &Folder, fixes: &[Fixed], out: &mut dyn Write) -> io::Result<()> {
    for fixed in fixes {
        let source = &fixed.draft.source;
        let old = folder.sources.iter().find(|it| it.name == source.name);
        if let Some(old) = old {
            report::diff::write(&source.name, &old.text, &source.text, out)?;
        }
    }
    Ok(())
}

/// Writes fixed drafts where they came from. What cannot be written is said, and reported as it would have been.
fn write_back(fixes: Vec<Fixed>, quiet: bool) -> (Vec<Linted>, Outcome) {
    let (mut outcome, mut count) = (Outcome::Clean, 0);
    for fixed in &fixes {
        let source = &fixed.draft.source;
        let written = match &source.path {
            None => Ok(print(|out| {
                out.write_all(&encode(&source.text, source.encoding).map_err(io::Error::other)?)
            })),
            Some(_) if fixed.count == 0 => continue,
            Some(path) => encode(&source.text, source.encoding)
                .map_err(|it| it.to_string())
                .and_then(|bytes| rewrite(path, &bytes).map_err(|it| reason(&it)))
                .map(|()| Outcome::Clean),
        };
        match written {
            Ok(printed) => {
                count += fixed.count;
                outcome = outcome.max(printed);
            }
            Err(fault) => {
                say(&format!(
                    "{}: the fixed text could not be written: {fault}",
                    source.name
                ));
                outcome = Outcome::Failed;
            }
        }
    }
    if count > 0 && !quiet {
        say(&format!("{} made", report::statistics::counted(count, "change")));
    }
    (fixes.into_iter().map(|it| it.draft).collect(), outcome)
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

fn judged(report: &Report, fail_on: FailOn) -> Outcome {
    let least = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
        FailOn::Never => return Outcome::Clean,
    };
    match report.gravest() {
        Some(gravest) if gravest >= least => Outcome::Findings,
        Some(_) | None => Outcome::Clean,
    }
}

fn rule(name: &str) -> Result<String, String> {
    let known = rules::all().iter().any(|it| it.name == name);
    if known {
        Ok(name.to_owned())
    } else {
        Err(unknown_rule(name))
    }
}
