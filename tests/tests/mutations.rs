//! One defect at a time, made at random in drafts that have none: the rule for it says so, at its place, and nothing new
//! is said anywhere else.
//!
//! Drafts are those of the generator in each language, a new one for each defect, and each adopted text where there are
//! some beside the repository. `TRAVAUX_MUTATIONS=100` makes as many defects of each kind in each; fewer are made
//! otherwise, since a test is to be quick. Of a hundred 98 must be found, and none of the others may be more than silent.
//! `-- --nocapture` shows the table.
//!
//! What counts as told once: a lost or an added bracket is reported in the provision where it stands or at an end of a
//! bracket around it, since nobody knows which of them is too many. A deleted heading is reported where the next one
//! skips its number; that references to it, into it, in its text or in the article that its text now belongs to lead
//! nowhere is the same defect. So are references
//! that lead to two provisions that have changed their numbers. Everything else that is new is a false alarm.

use std::ops::Range;
use std::path::{Path, PathBuf};

use travaux_grammar::Language;
use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;
use travaux_rules::lint;
use travaux_tests::defect::{Defect, Fault, defect};
use travaux_tests::generator;
use travaux_tests::random::Random;

/// How many defects of each kind are made in each corpus unless the environment says otherwise.
const FEW: u64 = 12;

fn count() -> u64 {
    std::env::var("TRAVAUX_MUTATIONS").ok().and_then(|it| it.parse().ok()).unwrap_or(FEW)
}

fn findings(document: &Document) -> Vec<Diagnostic> {
    lint(&Workspace::default(), "draft", document, &Settings::default())
}

/// What became of the defects of one kind in one corpus.
#[derive(Default)]
struct Tally {
    made: usize,
    found: usize,
    silent: usize,
    elsewhere: usize,
    /// How many findings the defects that were found had in all.
    told: usize,
}

impl Tally {
    fn is_good(&self) -> bool {
        self.found * 100 >= self.made * 98
    }
}

/// Where a byte of the draft is once the defect is made.
fn moved(at: usize, defect: &Defect) -> usize {
    let mut place = at;
    for change in &defect.changes {
        let Some(range) = &change.range else { continue };
        if range.end <= at && !range.is_empty() || range.is_empty() && range.start < at {
            place = place + change.text.len() - range.len();
        } else if range.start < at {
            place -= at - range.start;
        }
    }
    place
}

/// Makes a defect and counts what is said of it.
fn make(document: &Document, before: &[Diagnostic], defect: &Defect, tally: &mut Tally, name: &str) {
    // From the end, so that each is in terms of the text before it.
    let changes: Vec<_> = defect.changes.iter().rev().cloned().collect();
    let edited = document.edited(&changes, 0);
    // What was said of words that are gone is no longer said.
    let is_gone = |at: usize| {
        let deletes = defect.changes.iter().filter(|it| it.text.is_empty());
        deletes.filter_map(|it| it.range.as_ref()).any(|range| range.contains(&at))
    };
    let before = before.iter().filter(|it| !is_gone(it.range.start));
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
        tally.elsewhere += 1;
    } else if right == 0 {
        tally.silent += 1;
    } else {
        tally.found += 1;
        tally.told += new.len();
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
    let mut tallies: Vec<Tally> = Fault::ALL.iter().map(|_| Tally::default()).collect();
    for seed in 0..count() {
        let document = Document::parse(&generator::draft(language, seed), None, 0);
        let before = findings(&document);
        for (kind, fault) in Fault::ALL.into_iter().enumerate() {
            let mut random = Random::of(seed * 16 + kind as u64);
            if let Some(defect) = defect(fault, &document, &mut random) {
                let name = format!("{} {seed} {fault:?}", language.code());
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
    let mut tallies: Vec<Tally> = Fault::ALL.iter().map(|_| Tally::default()).collect();
    for (kind, fault) in Fault::ALL.into_iter().enumerate() {
        for seed in 0..count() {
            let mut random = Random::of(seed * 16 + kind as u64);
            // Where the text has a fault already, it would only change, or move with its number.
            let is_told = |it: &Defect| {
                let at = |found: &Diagnostic| it.places.iter().any(|place| place.contains(&found.range.start));
                before.iter().any(at)
            };
            if let Some(defect) = defect(fault, &document, &mut random).filter(|it| !is_told(it)) {
                make(&document, &before, &defect, &mut tallies[kind], &format!("{name} {seed} {fault:?}"));
            }
        }
    }
    Corpus { name, tallies }
}

/// The adopted texts beside the repository.
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
    println!("{:28} {:22} found silent elsewhere  of  told", "corpus", "defect");
    let mut bad = Vec::new();
    for corpus in corpora {
        for (fault, tally) in Fault::ALL.into_iter().zip(&corpus.tallies).filter(|it| it.1.made > 0) {
            let told = tally.told as f64 / tally.found.max(1) as f64;
            let line = format!(
                "{:28} {:22} {:5} {:6} {:9} {:3} {told:5.2}",
                corpus.name,
                format!("{fault:?}"),
                tally.found,
                tally.silent,
                tally.elsewhere,
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
fn a_defect_in_a_generated_draft_is_found_and_told_at_its_place() {
    let corpora: Vec<Corpus> = Language::ALL.into_iter().map(generated).collect();
    assert_good(&corpora);
}

#[test]
fn a_defect_in_an_adopted_text_is_found_and_told_at_its_place() {
    let corpora: Vec<Corpus> = adopted_texts().iter().map(|path| adopted(path)).collect();
    assert_good(&corpora);
}
