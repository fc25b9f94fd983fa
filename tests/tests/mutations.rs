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

use std::ops::Range;
use std::path::{Path, PathBuf};

use travaux_grammar::Language;
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;
use travaux_rules::lint;
use travaux_tests::defect::{Defect, DefectKind, defect};
use travaux_tests::generator;
use travaux_tests::random::Random;

/// The default number of defects of each kind in each corpus.
const DEFAULT_DEFECTS: u64 = 12;

fn count() -> u64 {
    std::env::var("TRAVAUX_MUTATIONS").ok().and_then(|it| it.parse().ok()).unwrap_or(DEFAULT_DEFECTS)
}

/// Returns the findings in a draft, without those of three rules: the generator draws the targets of its references and
/// its sentences at random, so that a provision may refer to itself or say `above` of one below it, and a term may be
/// defined that no sentence uses.
fn findings(document: &Document) -> Vec<Diagnostic> {
    let mut settings = Settings::default();
    for rule in ["self-reference", "wrong-direction", "unused-term"] {
        settings.rules.insert(rule.to_owned(), None);
    }
    lint(&Workspace::default(), "draft", document, &settings)
}

/// The results for the defects of one kind in one corpus.
#[derive(Default)]
struct Tally {
    made: usize,
    found: usize,
    /// Defects without any new finding.
    missed: usize,
    /// Defects with a false alarm.
    false_alarms: usize,
    /// The number of new findings for the defects that were found.
    findings: usize,
}

impl Tally {
    fn is_good(&self) -> bool {
        self.found * 100 >= self.made * 98
    }
}

/// Returns the offset of a byte of the draft after the changes.
fn moved(at: usize, defect: &Defect) -> usize {
    let mut offset = at;
    for change in &defect.changes {
        let Some(range) = &change.range else { continue };
        if range.end <= at && !range.is_empty() || range.is_empty() && range.start < at {
            offset = offset + change.text.len() - range.len();
        } else if range.start < at {
            offset -= at - range.start;
        }
    }
    offset
}

/// Makes a defect and counts the result.
fn make(document: &Document, before: &[Diagnostic], defect: &Defect, tally: &mut Tally, name: &str) {
    // From the end, so that each change is relative to the original text.
    let changes: Vec<_> = defect.changes.iter().rev().cloned().collect();
    let edited = document.edited(&changes, 0);
    // Findings in deleted text are no longer expected.
    let is_deleted = |at: usize| {
        let deletes = defect.changes.iter().filter(|it| it.text.is_empty());
        deletes.filter_map(|it| it.range.as_ref()).any(|range| range.contains(&at))
    };
    let before = before.iter().filter(|it| !is_deleted(it.range.start));
    let mut known: Vec<(&str, usize)> = before.map(|it| (it.rule, moved(it.range.start, defect))).collect();
    let mut new = findings(&edited);
    new.retain(|it| match known.iter().position(|known| *known == (it.rule, it.range.start)) {
        Some(place) => {
            known.swap_remove(place);
            false
        }
        None => true,
    });
    let lies_in = |found: &Diagnostic, place: &Range<usize>| {
        let place = moved(place.start, defect)..moved(place.end, defect).max(moved(place.start, defect) + 1);
        found.range.start < place.end.max(place.start + 1) && found.range.end > place.start
    };
    let is_right =
        |found: &Diagnostic| found.rule == defect.rule && defect.places.iter().any(|place| lies_in(found, place));
    let follows = |found: &Diagnostic| {
        defect.consequences.iter().any(|(rule, place)| found.rule == *rule && lies_in(found, place))
    };
    tally.made += 1;
    let right = new.iter().filter(|it| is_right(it)).count();
    let wrong: Vec<&Diagnostic> = new.iter().filter(|it| !is_right(it) && !follows(it)).collect();
    if !wrong.is_empty() {
        tally.false_alarms += 1;
    } else if right == 0 {
        tally.missed += 1;
    } else {
        tally.found += 1;
        tally.findings += new.len();
        return;
    }
    println!("{name}: {:?}", defect.changes);
    let text = edited.text.to_string();
    for found in wrong {
        let from = text[..found.range.start].rfind('\n').map_or(0, |at| at + 1);
        println!("    {} {}: {}", found.rule, found.message, &text[from..found.range.end]);
    }
}

struct Corpus {
    name: String,
    tallies: Vec<Tally>,
}

fn generated(language: Language) -> Corpus {
    let mut tallies: Vec<Tally> = DefectKind::ALL.iter().map(|_| Tally::default()).collect();
    for seed in 0..count() {
        let document = Document::parse(&generator::draft(language, seed), None, 0);
        let before = findings(&document);
        for (kind, defect_kind) in DefectKind::ALL.into_iter().enumerate() {
            let mut random = Random::of(seed * 16 + kind as u64);
            if let Some(defect) = defect(defect_kind, &document, &mut random) {
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
    let before = findings(&document);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut tallies: Vec<Tally> = DefectKind::ALL.iter().map(|_| Tally::default()).collect();
    for (kind, defect_kind) in DefectKind::ALL.into_iter().enumerate() {
        for seed in 0..count() {
            let mut random = Random::of(seed * 16 + kind as u64);
            // A place that already has a finding cannot get a new one.
            let is_reported_already = |it: &Defect| {
                let at = |found: &Diagnostic| it.places.iter().any(|place| place.contains(&found.range.start));
                before.iter().any(at)
            };
            if let Some(defect) = defect(defect_kind, &document, &mut random).filter(|it| !is_reported_already(it)) {
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
        for (defect_kind, tally) in DefectKind::ALL.into_iter().zip(&corpus.tallies).filter(|it| it.1.made > 0) {
            let findings = tally.findings as f64 / tally.found.max(1) as f64;
            let line = format!(
                "{:28} {:22} {:5} {:6} {:6} {:3} {findings:5.2}",
                corpus.name,
                format!("{defect_kind:?}"),
                tally.found,
                tally.missed,
                tally.false_alarms,
                tally.made
            );
            println!("{line}");
            if !tally.is_good() {
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
            assert_eq!(findings(&document), [], "{text}");
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
