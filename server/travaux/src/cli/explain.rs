//! `travaux explain`: the page of a rule, or the list of rules.

use clap::Parser;
use serde_json::json;

use super::Outcome;
use super::common::Format;
use super::output::{print, say};
use travaux_model::nearest::nearest;
use travaux_rules::{self, Rule};

/// Arguments of `travaux explain`.
#[derive(Parser)]
pub(super) struct Args {
    /// The rule whose page to print; without it, the list
    rule: Option<String>,

    /// How to write it
    #[arg(long, default_value = "text")]
    format: Format,
}

/// Prints what was asked for.
pub(super) fn explain(args: &Args) -> Outcome {
    let Some(name) = &args.rule else {
        return match args.format {
            Format::Text => list(),
            Format::Json => {
                print(|out| writeln!(out, "{:#}", json!(travaux_rules::all().iter().map(as_json).collect::<Vec<_>>())))
            }
        };
    };
    let Some(rule) = travaux_rules::all().iter().find(|it| it.name == name) else {
        say(&format!("travaux: {}", unknown_rule(name)));
        return Outcome::Failed;
    };
    match args.format {
        Format::Text => print(|out| writeln!(out, "{}", rule.page().trim_end())),
        Format::Json => print(|out| writeln!(out, "{:#}", as_json(rule))),
    }
}

/// What to say of a rule that does not exist: `no rule "danglin-reference"; did you mean "dangling-reference"`.
pub(super) fn unknown_rule(name: &str) -> String {
    match nearest(name, travaux_rules::all().iter().map(|it| it.name)) {
        Some(near) => format!("no rule {name:?}; did you mean {near:?}"),
        None => format!("no rule {name:?}; `travaux explain` lists them"),
    }
}

fn list() -> Outcome {
    let width = travaux_rules::all().iter().map(|it| it.name.len()).max().unwrap_or(0);
    print(|out| {
        for rule in travaux_rules::all() {
            writeln!(out, "{:<width$}  {}", rule.name, rule.severity.word())?;
        }
        Ok(())
    })
}

fn as_json(rule: &Rule) -> serde_json::Value {
    json!({"rule": rule.name, "severity": rule.severity, "page": rule.page()})
}
