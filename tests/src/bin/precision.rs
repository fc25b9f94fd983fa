//! Measures the findings in a folder of texts: how many a megabyte, by rule and language, and a random sample of them
//! with the text around each, ready to be judged. With a file of judgements, also the precision of each rule.
//!
//! `tests/precision` builds and runs it: `tests/precision FOLDER [--sample COUNT] [--seed NUMBER] [--judgements FILE]`.
//! A file of judgements has one finding a line, as the sample prints it after `?`: `true`, `false` or `?`, a tab, and
//! `path:line:column rule`.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use travaux_model::config::Settings;
use travaux_model::diagnostic::Severity;
use travaux_model::document::Document;
use travaux_model::text::Encoding;
use travaux_model::workspace::Workspace;
use travaux_rules::lint;
use travaux_tests::random::Random;
use travaux_tests::texts::{files_in, surroundings};

/// What the command line asks for.
struct Arguments {
    folder: PathBuf,
    sample: usize,
    seed: u64,
    judgements: Option<PathBuf>,
}

/// A finding in one of the texts.
struct Found {
    /// `path:line:column rule`
    key: String,
    rule: &'static str,
    severity: Severity,
    language: &'static str,
    message: String,
    surroundings: String,
}

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("precision: {error}");
            eprintln!("usage: tests/precision FOLDER [--sample COUNT] [--seed NUMBER] [--judgements FILE]");
            return ExitCode::from(2);
        }
    };
    let files = files_in(&arguments.folder);
    let mut bytes: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for file in &files {
        let Ok(text) = fs::read_to_string(file) else {
            eprintln!("precision: {} is not UTF-8 and was left out", file.display());
            continue;
        };
        let name = file.strip_prefix(&arguments.folder).unwrap_or(file).to_string_lossy().into_owned();
        let document = Document::parse(&text, None, 0);
        let language = document.draft.language().code();
        *bytes.entry(language).or_default() += text.len();
        found.extend(findings(&name, &text, &document, language));
    }
    print_counts(&found, &bytes);
    if let Some(path) = &arguments.judgements {
        match fs::read_to_string(path) {
            Ok(judgements) => print_precision(&found, &judgements),
            Err(error) => {
                eprintln!("precision: {}: {error}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    print_sample(&found, &arguments);
    ExitCode::SUCCESS
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut folder, mut sample, mut seed, mut judgements) = (None, 0, 1, None);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} has no value"));
        match argument.as_str() {
            "--sample" => sample = value()?.parse().map_err(|_| "--sample is not a number")?,
            "--seed" => seed = value()?.parse().map_err(|_| "--seed is not a number")?,
            "--judgements" => judgements = Some(PathBuf::from(value()?)),
            _ if argument.starts_with('-') => return Err(format!("there is no option {argument}")),
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder = folder.ok_or("no folder is given")?;
    if !folder.is_dir() {
        return Err(format!("{} is not a folder", folder.display()));
    }
    Ok(Arguments { folder, sample, seed, judgements })
}

fn findings(name: &str, text: &str, document: &Document, language: &'static str) -> Vec<Found> {
    let found = lint(&Workspace::default(), name, document, &Settings::default());
    let found = found.into_iter().map(|it| {
        let place = document.text.position(it.range.start, Encoding::Utf32);
        Found {
            key: format!("{name}:{}:{} {}", place.0 + 1, place.1 + 1, it.rule),
            rule: it.rule,
            severity: it.severity,
            language,
            message: it.message.to_string(),
            surroundings: surroundings(text, it.range.start),
        }
    });
    found.collect()
}

fn print_counts(found: &[Found], bytes: &BTreeMap<&'static str, usize>) {
    println!("| rule | severity | language | findings | a MB |");
    println!("|---|---|---|---|---|");
    let mut counts: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for it in found {
        *counts.entry((it.rule, it.severity.word(), it.language)).or_default() += 1;
    }
    for ((rule, severity, language), count) in counts {
        println!("| {rule} | {severity} | {language} | {count} | {:.2} |", per_megabyte(count, bytes[language]));
    }
    let all: usize = bytes.values().sum();
    for severity in [Severity::Error, Severity::Warning] {
        let count = found.iter().filter(|it| it.severity == severity).count();
        println!("| all | {} | all | {count} | {:.2} |", severity.word(), per_megabyte(count, all));
    }
    println!("\n{all} bytes were read.");
}

fn per_megabyte(count: usize, bytes: usize) -> f64 {
    count as f64 * 1e6 / bytes.max(1) as f64
}

/// Prints the share of true findings of each rule among those that are judged and still found.
fn print_precision(found: &[Found], judgements: &str) {
    let verdicts: BTreeMap<&str, bool> = judgements
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(verdict, key)| Some((key.trim(), verdict.trim().parse().ok()?)))
        .collect();
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for it in found {
        if let Some(is_true) = verdicts.get(it.key.as_str()) {
            let (right, all) = rules.entry(it.rule).or_default();
            *right += usize::from(*is_true);
            *all += 1;
        }
    }
    println!("\n| rule | judged | true | precision |");
    println!("|---|---|---|---|");
    for (rule, (right, all)) in rules {
        println!("| {rule} | {all} | {right} | {:.2} |", right as f64 / all as f64);
    }
}

/// Prints a random sample, the same for the same seed and findings.
fn print_sample(found: &[Found], arguments: &Arguments) {
    let mut random = Random::of(arguments.seed);
    let mut rest: Vec<&Found> = found.iter().collect();
    for _ in 0..arguments.sample.min(found.len()) {
        let it = rest.swap_remove(random.below(rest.len()));
        println!("\n?\t{}\n  {}\n  {}", it.key, it.message, it.surroundings);
    }
}
