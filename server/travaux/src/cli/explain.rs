//! `travaux explain`: the documentation of a rule, or the list of rules.

use std::path::PathBuf;

use clap::Parser;
use serde_json::json;

use super::common_args::OutputFormat;
use super::lint_args::{RuleParser, unknown_rule};
use super::outcome::Outcome;
use super::output::{print_error, print_output, write_output_file};
use crate::files::fault::FaultCode;
use crate::report::rule_docs::{index_page, rule_page};
use travaux_rules::{self, Rule};

/// Arguments of `travaux explain`.
#[derive(Parser)]
pub(super) struct Args {
    /// The rule, or the kind of fault in files, to document; without it, the list of rules
    #[arg(hide_possible_values = true, value_parser = RuleParser { with_faults: true })]
    rule: Option<String>,

    /// Write the pages of all rules, and an index, into this folder
    #[arg(long, value_name = "FOLDER", conflicts_with = "rule")]
    all: Option<PathBuf>,

    /// Output format
    #[arg(long, default_value = "text")]
    format: OutputFormat,
}

/// Prints the documentation of a rule, or the list of rules.
pub(super) fn explain(args: &Args) -> Outcome {
    if let Some(folder) = &args.all {
        let page = |rule: &Rule| {
            let path = folder.join(format!("{}.md", rule.name));
            write_output_file(&path, |out| out.write_all(rule_page(rule).as_bytes()))
        };
        let index = write_output_file(&folder.join("README.md"), |out| out.write_all(index_page().as_bytes()));
        return travaux_rules::all().iter().map(page).max().unwrap_or(Outcome::Clean).max(index);
    }
    let Some(name) = &args.rule else {
        return match args.format {
            OutputFormat::Text => print_list(),
            OutputFormat::Json => {
                let rules: Vec<_> = travaux_rules::all().iter().map(as_json).collect();
                print_output(|out| writeln!(out, "{:#}", json!(rules)))
            }
        };
    };
    let Some(rule) = travaux_rules::named(name) else {
        return explain_fault(name, args.format);
    };
    match args.format {
        OutputFormat::Text => print_output(|out| writeln!(out, "{}", rule.page().trim_end())),
        OutputFormat::Json => print_output(|out| writeln!(out, "{:#}", as_json(rule))),
    }
}

fn explain_fault(name: &str, format: OutputFormat) -> Outcome {
    let Some(code) = FaultCode::ALL.into_iter().find(|it| it.name() == name) else {
        print_error(&format!("travaux: {}", unknown_rule(name)));
        return Outcome::Failed;
    };
    let page = format!("# {name}\n\n{}", code.description());
    print_output(|out| match format {
        OutputFormat::Text => writeln!(out, "{page}"),
        OutputFormat::Json => writeln!(out, "{:#}", json!({"rule": name, "severity": "error", "page": page})),
    })
}

fn print_list() -> Outcome {
    let width = travaux_rules::all().iter().map(|it| it.name.len()).max().unwrap_or(0);
    print_output(|out| {
        for rule in travaux_rules::all() {
            let off = if rule.is_on_by_default() { "" } else { " (off)" };
            writeln!(out, "{:<width$}  {}{off}", rule.name, rule.severity.word())?;
        }
        Ok(())
    })
}

fn as_json(rule: &Rule) -> serde_json::Value {
    json!({
        "rule": rule.name,
        "severity": rule.severity,
        "page": rule.page(),
        "default": rule.is_on_by_default(),
        "url": travaux_rules::page_url(rule.name),
    })
}
