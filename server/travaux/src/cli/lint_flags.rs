//! The flags of `travaux lint`, and what they mean for settings and exit status.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use super::Outcome;
use super::common::Common;
use super::explain::unknown_rule;
use crate::report::Report;
use travaux_model::config::{Profile, Settings};
use travaux_model::diagnostic::Severity;

/// Arguments of `travaux lint`.
#[derive(Parser)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,

    /// How to write the findings
    #[arg(long, default_value = "pretty")]
    pub(super) format: Format,

    /// Make the fixes that findings offer
    #[arg(long)]
    pub(super) fix: bool,

    /// Show what --fix would do, and do nothing
    #[arg(long, conflicts_with = "fix")]
    pub(super) diff: bool,

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
    pub(super) baseline: Option<PathBuf>,

    /// Note all findings in this file instead of writing them
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff", "baseline"])]
    pub(super) write_baseline: Option<PathBuf>,

    /// Count the findings by rule instead of writing them
    #[arg(long, conflicts_with_all = ["diff", "write_baseline"])]
    pub(super) statistics: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
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

impl Args {
    /// What the flags change in the settings.
    pub(super) fn adjust(&self, settings: &mut Settings) {
        if !self.select.is_empty() {
            for rule in travaux_rules::all() {
                let is_selected = self.select.iter().any(|it| it == rule.name);
                let set = settings.rules.get(rule.name).copied().flatten();
                let severity = is_selected.then(|| set.unwrap_or(rule.severity));
                settings.rules.insert(rule.name.to_owned(), severity);
            }
        }
        for rule in &self.ignore {
            settings.rules.insert(rule.clone(), None);
        }
        match self.profile {
            Some(ProfileWord::Negotiating) => settings.profile = Profile::Negotiating,
            Some(ProfileWord::Final) => settings.profile = Profile::Final,
            None => {}
        }
    }

    /// How a command with these findings ends.
    pub(super) fn outcome(&self, report: &Report) -> Outcome {
        let least = match self.fail_on {
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
}

fn rule(name: &str) -> Result<String, String> {
    let known = travaux_rules::all().iter().any(|it| it.name == name);
    if known { Ok(name.to_owned()) } else { Err(unknown_rule(name)) }
}
