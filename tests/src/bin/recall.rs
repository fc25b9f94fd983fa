//! Measures how many mistakes are found: makes single defects of every kind in the texts of a folder, or in generated
//! drafts, and prints by kind and language how many were reported at their place, elsewhere, or not at all, and how many
//! had false alarms.
//!
//! `tests/recall` builds and runs it: `tests/recall FOLDER [--each COUNT] [--seed NUMBER] [--missed]`, or with
//! `--generated` in place of the folder. At most COUNT defects of a kind are made, 100 by default, in texts in a random
//! order; the same seed makes the same ones. `--missed` prints those that were not found at their place, with the text
//! around each.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use travaux_grammar::Language;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_tests::defect::{Defect, DefectKind, Draft, defect};
use travaux_tests::generator;
use travaux_tests::random::Random;
use travaux_tests::recall::{Outcome, Tally, Trial, findings, moved, trial};
use travaux_tests::texts::{files_in, surroundings};

/// How often a defect is tried in a text that may not allow one.
const MAX_ATTEMPTS: usize = 3;

/// What the command line asks for.
struct Arguments {
    /// The folder of texts; `None` for generated drafts.
    folder: Option<PathBuf>,
    each: usize,
    seed: u64,
    missed: bool,
}

/// The results by kind of defect and language.
type Tallies = BTreeMap<(DefectKind, &'static str), Tally>;

fn main() -> ExitCode {
    let arguments = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("recall: {error}");
            eprintln!("usage: tests/recall FOLDER|--generated [--each COUNT] [--seed NUMBER] [--missed]");
            return ExitCode::from(2);
        }
    };
    let mut tallies = Tallies::new();
    match &arguments.folder {
        Some(folder) => {
            let mut files = files_in(folder);
            shuffle(&mut files, &mut Random::of(arguments.seed));
            let rounds = 2 * arguments.each.div_ceil(files.len().max(1));
            for file in &files {
                let Ok(text) = fs::read_to_string(file) else {
                    eprintln!("recall: {} is not UTF-8 and was left out", file.display());
                    continue;
                };
                let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy();
                try_text(&name, &text, rounds, &arguments, &mut tallies);
            }
        }
        None => {
            for seed in 0..arguments.each as u64 {
                for language in Language::ALL {
                    let text = generator::draft(language, arguments.seed + seed);
                    try_text(&format!("{} {seed}", language.code()), &text, 1, &arguments, &mut tallies);
                }
            }
        }
    }
    print_table(&tallies);
    ExitCode::SUCCESS
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments { folder: None, each: 100, seed: 1, missed: false };
    let mut generated = false;
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or(format!("{argument} has no value"));
        match argument.as_str() {
            "--each" => arguments.each = value()?.parse().map_err(|_| "--each is not a number")?,
            "--seed" => arguments.seed = value()?.parse().map_err(|_| "--seed is not a number")?,
            "--missed" => arguments.missed = true,
            "--generated" => generated = true,
            _ if argument.starts_with('-') => return Err(format!("there is no option {argument}")),
            _ => arguments.folder = Some(PathBuf::from(argument)),
        }
    }
    match &arguments.folder {
        Some(_) if generated => Err("a folder and --generated exclude each other".to_owned()),
        Some(folder) if !folder.is_dir() => Err(format!("{} is not a folder", folder.display())),
        None if !generated => Err("no folder is given".to_owned()),
        _ => Ok(arguments),
    }
}

fn shuffle(files: &mut [PathBuf], random: &mut Random) {
    for end in (1..files.len()).rev() {
        files.swap(end, random.below(end + 1));
    }
}

/// Makes up to `rounds` defects of each kind in a text, as long as fewer than wanted are made of it.
fn try_text(name: &str, text: &str, rounds: usize, arguments: &Arguments, tallies: &mut Tallies) {
    let document = Document::parse(text, None, 0);
    let before = findings(&document, &[]);
    let draft = Draft::of(&document);
    for kind in DefectKind::ALL {
        let mut places = Vec::new();
        for round in 0..rounds {
            let made: usize = tallies.iter().filter(|it| it.0.0 == *kind).map(|it| it.1.made).sum();
            if arguments.folder.is_some() && made >= arguments.each {
                break;
            }
            let seed = arguments.seed + (text.len() * rounds + round) as u64;
            let mut random = Random::of(seed * 64 + *kind as u64);
            let mut attempts = (0..MAX_ATTEMPTS).filter_map(|_| defect(*kind, &draft, &mut random));
            let Some(defect) = attempts.find(|it| !is_reported_already(it, &before)) else { continue };
            let place = defect.changes.first().and_then(|it| it.range.as_ref()).map_or(0, |range| range.start);
            if places.contains(&place) {
                continue;
            }
            places.push(place);
            let language = document.draft.block(document.draft.block_at(place)).language.code();
            let trial = trial(&document, &before, &defect, &[]);
            tallies.entry((*kind, language)).or_default().count(&trial);
            if arguments.missed && (trial.outcome != Outcome::Found || !trial.false_alarms.is_empty()) {
                print_trial(name, *kind, &defect, &trial);
            }
        }
    }
}

/// Returns whether the place of a defect has a finding without it, so that it cannot get a new one.
fn is_reported_already(defect: &Defect, before: &[Diagnostic]) -> bool {
    before.iter().any(|found| defect.places.iter().any(|place| place.contains(&found.range.start)))
}

/// Prints a defect that was not found at its place, or that has a false alarm.
fn print_trial(name: &str, kind: DefectKind, defect: &Defect, trial: &Trial) {
    let text = trial.edited.text.to_string();
    let at = defect.changes.first().and_then(|it| it.range.as_ref()).map_or(0, |range| moved(range.start, defect));
    println!("{kind:?} {:?} in {name}", trial.outcome);
    println!("  {}", surroundings(&text, at));
    for found in &trial.false_alarms {
        println!("  false alarm: {} {}", found.rule, found.message);
    }
    println!();
}

fn print_table(tallies: &Tallies) {
    println!("| defect | language | made | found | elsewhere | missed | false alarms |");
    println!("|---|---|---|---|---|---|---|");
    let mut all = Tally::default();
    for ((kind, language), tally) in tallies {
        println!("{}", row(&format!("{kind:?}"), language, tally));
        all += *tally;
    }
    println!("{}", row("all", "all", &all));
    println!("\n{} of 100 defects were found at their place.", (all.found * 100) / all.made.max(1));
}

fn row(kind: &str, language: &str, tally: &Tally) -> String {
    let Tally { made, found, elsewhere, missed, false_alarms, .. } = tally;
    format!("| {kind} | {language} | {made} | {found} | {elsewhere} | {missed} | {false_alarms} |")
}
