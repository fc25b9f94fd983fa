//! Makes single random defects in drafts without defects. Each must be reported by its rule at its place, and nothing
//! else may be reported.
//!
//! The drafts are those of the generator in each language, a new one for each defect, and the adopted texts if there
//! are any in `../shared/drafts`. `TRAVAUX_MUTATIONS=100` makes that many defects of each kind in each corpus; the
//! default is lower, so that the test is fast. At least 98 % must be found. `-- --nocapture` prints the table.
//!
//! A missing or additional bracket may be reported in the provision that contains it or at an end of any bracket around
//! it, because the text does not show which one is wrong. A deleted heading is reported where the next number follows.
//! Dangling references to the article, into it, in its text or in the article to which its text now belongs are
//! consequences of the same defect. So are references to two provisions whose numbers were exchanged. Every other new
//! finding is a false alarm.

use std::path::{Path, PathBuf};

use travaux_grammar::Language;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_tests::defect::{Defect, DefectKind, Draft, defect};
use travaux_tests::generator;
use travaux_tests::random::Random;
use travaux_tests::recall::{Outcome, Tally, findings, trial};

/// The default number of defects of each kind in each corpus.
const DEFAULT_DEFECTS: u64 = 12;

fn count() -> u64 {
    std::env::var("TRAVAUX_MUTATIONS").ok().and_then(|it| it.parse().ok()).unwrap_or(DEFAULT_DEFECTS)
}

/// The kinds of defects that are made in adopted texts. `tests/recall` makes all of them in a folder of texts, where some
/// cannot be recognized for reasons of each text.
const ADOPTED: [DefectKind; 11] = [
    DefectKind::OpenerDropped,
    DefectKind::CloserDropped,
    DefectKind::OpenerAdded,
    DefectKind::CloserAdded,
    DefectKind::HeadingDeleted,
    DefectKind::NeighboursSwapped,
    DefectKind::NumbersSwapped,
    DefectKind::ReferenceBroken,
    DefectKind::ReferenceLost,
    DefectKind::SuffixMisspelt,
    DefectKind::DefinitionDuplicated,
];

/// The rules that are not checked: a draft may define a term that no sentence of the generator happens to use.
const WITHOUT: [&str; 1] = ["unused-term"];

/// Makes a defect, counts the result, and prints it unless the defect was found and nothing else.
fn make(document: &Document, before: &[Diagnostic], defect: &Defect, tally: &mut Tally, name: &str) {
    let trial = trial(document, before, defect, &WITHOUT);
    tally.count(&trial);
    if trial.outcome == Outcome::Found && trial.false_alarms.is_empty() {
        return;
    }
    println!("{name}: {:?}", defect.changes);
    let text = trial.edited.text.to_string();
    for found in trial.false_alarms {
        let from = text[..found.range.start].rfind('\n').map_or(0, |at| at + 1);
        println!("    {} {}: {}", found.rule, found.message, &text[from..found.range.end]);
    }
}

/// Returns whether so many defects of a kind were found, without a false alarm, as must be.
fn is_good(tally: &Tally) -> bool {
    tally.clean * 100 >= tally.made * 98
}

struct Corpus {
    name: String,
    tallies: Vec<Tally>,
}

/// The number of decisions of each language. Defects of their numbers are not reported: the paragraphs of a text without
/// articles may belong to several lists.
fn decisions() -> u64 {
    count() / 4
}

fn generated(language: Language) -> Corpus {
    let mut tallies: Vec<Tally> = DefectKind::ALL.iter().map(|_| Tally::default()).collect();
    for seed in 0..count() {
        let document = Document::parse(&generator::draft(language, seed), None, 0);
        let before = findings(&document, &WITHOUT);
        let draft = Draft::of(&document);
        for (kind, defect_kind) in DefectKind::ALL.iter().copied().enumerate() {
            let mut random = Random::of(seed * 64 + kind as u64);
            if let Some(defect) = defect(defect_kind, &draft, &mut random) {
                let name = format!("{} {seed} {defect_kind:?}", language.code());
                make(&document, &before, &defect, &mut tallies[kind], &name);
            }
        }
    }
    Corpus { name: format!("generated {}", language.code()), tallies }
}

fn adopted(path: &Path) -> Corpus {
    let text = std::fs::read_to_string(path).unwrap();
    let document = Document::parse(&text, None, 0);
    let before = findings(&document, &WITHOUT);
    let draft = Draft::of(&document);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut tallies: Vec<Tally> = DefectKind::ALL.iter().map(|_| Tally::default()).collect();
    for defect_kind in ADOPTED {
        let kind = defect_kind as usize;
        for seed in 0..count() {
            let mut random = Random::of(seed * 64 + kind as u64);
            // A place that already has a finding cannot get a new one.
            let is_reported_already = |it: &Defect| {
                let at = |found: &Diagnostic| it.places.iter().any(|place| place.contains(&found.range.start));
                before.iter().any(at)
            };
            if let Some(defect) = defect(defect_kind, &draft, &mut random).filter(|it| !is_reported_already(it)) {
                make(&document, &before, &defect, &mut tallies[kind], &format!("{name} {seed} {defect_kind:?}"));
            }
        }
    }
    Corpus { name, tallies }
}

/// Returns the adopted texts in `../shared/drafts`, if there are any.
fn adopted_texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/drafts");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("no drafts in ../shared/drafts beside the repository: the adopted texts were skipped");
        return Vec::new();
    };
    let mut texts: Vec<PathBuf> = entries.map(|it| it.unwrap().path()).collect();
    let is_adopted = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("bbnj_final_") || name.starts_with("lawsmd_")
    };
    texts.retain(is_adopted);
    texts.sort();
    texts
}

fn assert_good(corpora: &[Corpus]) {
    println!("{:28} {:22} found missed alarms  of  findings", "corpus", "defect");
    let mut bad = Vec::new();
    for corpus in corpora {
        for (defect_kind, tally) in DefectKind::ALL.iter().zip(&corpus.tallies).filter(|it| it.1.made > 0) {
            let findings = tally.findings as f64 / tally.clean.max(1) as f64;
            let line = format!(
                "{:28} {:22} {:5} {:6} {:6} {:3} {findings:5.2}",
                corpus.name,
                format!("{defect_kind:?}"),
                tally.clean,
                tally.made - tally.clean - tally.false_alarms,
                tally.false_alarms,
                tally.made
            );
            println!("{line}");
            if !is_good(tally) {
                bad.push(line);
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn generated_drafts_are_clean() {
    for language in Language::ALL {
        for seed in 0..count() {
            let text = generator::draft(language, seed);
            let document = Document::parse(&text, None, 0);
            assert_eq!(document.draft.language(), language, "{text}");
            assert_eq!(findings(&document, &WITHOUT), [], "{text}");
        }
        for seed in 0..decisions() {
            let text = generator::decision(language, seed);
            let document = Document::parse(&text, None, 0);
            assert_eq!(document.draft.language(), language, "{text}");
            assert_eq!(findings(&document, &WITHOUT), [], "{text}");
        }
    }
}

#[test]
fn a_defect_in_a_generated_draft_is_reported_at_its_place() {
    let corpora: Vec<Corpus> = Language::ALL.into_iter().map(generated).collect();
    assert_good(&corpora);
}

#[test]
fn a_defect_in_an_adopted_text_is_reported_at_its_place() {
    let corpora: Vec<Corpus> = adopted_texts().iter().map(|path| adopted(path)).collect();
    assert_good(&corpora);
}
