//! `travaux explain`: the documentation of a rule, or the list of rules.

use clap::Parser;
use serde_json::json;

use super::common_args::OutputFormat;
use super::outcome::Outcome;
use super::output::{print_error, print_output};
use travaux_model::nearest::nearest;
use travaux_rules::{self, Rule};

/// Arguments of `travaux explain`.
#[derive(Parser)]
pub(super) struct Args {
    /// The rule to document; without it, the list of rules
    rule: Option<String>,

    /// Output format
    #[arg(long, default_value = "text")]
    format: OutputFormat,
}

/// Prints the documentation of a rule, or the list of rules.
pub(super) fn explain(args: &Args) -> Outcome {
    let Some(name) = &args.rule else {
        return match args.format {
            OutputFormat::Text => print_list(),
            OutputFormat::Json => {
                let rules: Vec<_> = travaux_rules::all().iter().map(as_json).collect();
                print_output(|out| writeln!(out, "{:#}", json!(rules)))
            }
        };
    };
    let Some(rule) = travaux_rules::all().iter().find(|it| it.name == name) else {
        print_error(&format!("travaux: {}", unknown_rule(name)));
        return Outcome::Failed;
    };
    match args.format {
        OutputFormat::Text => print_output(|out| writeln!(out, "{}", rule.page().trim_end())),
        OutputFormat::Json => print_output(|out| writeln!(out, "{:#}", as_json(rule))),
    }
}

/// Returns the message for a rule that does not exist: `no rule "danglin-reference"; did you mean "dangling-reference"`.
pub(super) fn unknown_rule(name: &str) -> String {
    match nearest(name, travaux_rules::all().iter().map(|it| it.name)) {
        Some(near) => format!("no rule {name:?}; did you mean {near:?}"),
        None => format!("no rule {name:?}; `travaux explain` lists them"),
    }
}

fn print_list() -> Outcome {
    let width = travaux_rules::all().iter().map(|it| it.name.len()).max().unwrap_or(0);
    print_output(|out| {
        for rule in travaux_rules::all() {
            writeln!(out, "{:<width$}  {}", rule.name, rule.severity.word())?;
        }
        Ok(())
    })
}

fn as_json(rule: &Rule) -> serde_json::Value {
    json!({"rule": rule.name, "severity": rule.severity, "page": rule.page()})
}
