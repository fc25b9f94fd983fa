//! The arguments of `travaux lint`, and their effects on settings and exit status.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{PossibleValue, TypedValueParser};
use clap::error::{Error, ErrorKind};
use clap::{Arg, Command, Parser, ValueEnum};

use super::common_args::CommonArgs;
use super::outcome::Outcome;
use crate::files::fault::FaultCode;
use crate::report::Report;
use travaux_model::config::{Profile, Settings};
use travaux_model::diagnostic::Severity;

/// Arguments of `travaux lint`.
#[derive(Parser)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: CommonArgs,

    /// Output format
    #[arg(long, default_value = "pretty")]
    pub(super) format: FindingsFormat,

    /// Write the report into this file instead of standard output, which is `-`
    #[arg(long, value_name = "FILE")]
    pub(super) output_file: Option<PathBuf>,

    /// Apply the sure fixes of findings
    #[arg(long, group = "fixes")]
    pub(super) fix: bool,

    /// Show the changes that --fix would make; given instead of --fix
    #[arg(long, group = "fixes")]
    pub(super) diff: bool,

    /// With --fix or --diff, also apply fixes that may be wrong; read the changes
    #[arg(long, requires = "fixes")]
    pub(super) unsafe_fixes: bool,

    /// List the fixes that --fix makes
    #[arg(long, requires = "fix", conflicts_with = "diff")]
    pub(super) show_fixes: bool,

    /// Check only this rule; may be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',', hide_possible_values = true, value_parser = RuleParser { with_faults: false })]
    select: Vec<String>,

    /// Do not check this rule; may be given several times
    #[arg(long, value_name = "RULE", value_delimiter = ',', hide_possible_values = true, value_parser = RuleParser { with_faults: false })]
    ignore: Vec<String>,

    /// Whether the drafts may still contain brackets
    #[arg(long)]
    profile: Option<ProfileArg>,

    /// The lowest severity for exit status 1
    #[arg(long, value_name = "SEVERITY", default_value = "error")]
    fail_on: FailOn,

    /// Leave out the findings recorded in this file
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,

    /// Record all findings in this file instead of printing them; with --baseline, also print those that are new
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff"])]
    pub(super) write_baseline: Option<PathBuf>,

    /// Print the number of findings of each rule instead of the findings; on standard error if the format has no place for it
    #[arg(long, conflicts_with_all = ["diff", "write_baseline"])]
    pub(super) statistics: bool,

    /// Lint again whenever a file changes, until interrupted
    #[arg(long, conflicts_with_all = ["fix", "diff", "write_baseline"])]
    pub(super) watch: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FindingsFormat {
    /// With excerpts of the drafts
    Pretty,
    /// One line for each finding
    Concise,
    /// For scripts
    Json,
    /// SARIF, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// XML of JUnit
    Junit,
    /// One line of JSON for each finding
    JsonLines,
    /// Logging commands of Azure Pipelines
    Azure,
    /// XML of Checkstyle
    Checkstyle,
}

impl FindingsFormat {
    /// Returns whether the format is for people at a terminal. Its report already lists the files that could not be read.
    pub(super) fn is_for_people(self) -> bool {
        matches!(self, FindingsFormat::Pretty | FindingsFormat::Concise)
    }

    /// Returns whether a report in this format can hold nothing but findings.
    pub(super) fn holds_findings_only(self) -> bool {
        matches!(self, FindingsFormat::Gitlab | FindingsFormat::Checkstyle)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ProfileArg {
    /// A text under negotiation, in which brackets are normal
    Negotiating,
    /// A final text, in which no brackets may be left
    Final,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// All findings
    Info,
    /// No findings
    Never,
}

impl Args {
    /// Applies the flags to the settings.
    pub(super) fn adjust(&self, settings: &mut Settings) {
        if !self.select.is_empty() {
            for rule in travaux_rules::all() {
                let is_selected = self.select.iter().any(|it| it == rule.name);
                let configured = settings.rules.get(rule.name).copied().flatten();
                let severity = is_selected.then(|| configured.unwrap_or(rule.severity));
                settings.rules.insert(rule.name.to_owned(), severity);
            }
        }
        for rule in &self.ignore {
            settings.rules.insert(rule.clone(), None);
        }
        match self.profile {
            Some(ProfileArg::Negotiating) => settings.profile = Profile::Negotiating,
            Some(ProfileArg::Final) => settings.profile = Profile::Final,
            None => {}
        }
    }

    /// Returns the outcome of a command with the findings of a report.
    pub(super) fn outcome(&self, report: &Report) -> Outcome {
        let threshold = match self.fail_on {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return Outcome::Clean,
        };
        match report.max_severity() {
            Some(severity) if severity >= threshold => Outcome::Findings,
            Some(_) | None => Outcome::Clean,
        }
    }
}

/// Parses the name of a rule. Shell completions know the possible names.
#[derive(Clone)]
pub(super) struct RuleParser {
    /// Whether the kinds of faults in files are names too.
    pub(super) with_faults: bool,
}

impl TypedValueParser for RuleParser {
    type Value = String;

    fn parse_ref(&self, command: &Command, _: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        let name = value.to_string_lossy();
        if self.with_faults {
            return Ok(name.into_owned());
        }
        let invalid = |message: String| Error::raw(ErrorKind::InvalidValue, format!("{message}\n")).with_cmd(command);
        parse_rule(&name).map_err(invalid)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let faults: &[FaultCode] = if self.with_faults { &FaultCode::ALL } else { &[] };
        let names = travaux_rules::all().iter().map(|it| it.name).chain(faults.iter().map(|it| it.name()));
        Some(Box::new(names.map(PossibleValue::new)))
    }
}

fn parse_rule(name: &str) -> Result<String, String> {
    let known = travaux_rules::all().iter().any(|it| it.name == name);
    if known { Ok(name.to_owned()) } else { Err(unknown_rule(name)) }
}

/// Returns the message for a rule that does not exist: `no rule "danglin-reference"; did you mean "dangling-reference"?`.
pub(super) fn unknown_rule(name: &str) -> String {
    let near = travaux_rules::similar_rules(name);
    if near.is_empty() {
        return format!("no rule {name:?}; `travaux explain` lists them");
    }
    format!("no rule {name:?}{}", travaux_rules::suggestion(&near, '"'))
}
