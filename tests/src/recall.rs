//! Tries defects: makes one in a draft, lints the draft, and compares the findings with those before. Counts what was
//! found at its place, found elsewhere, or missed, and the false alarms.

use std::ops::{AddAssign, Range};

use travaux_model::config::Settings;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;
use travaux_rules::lint;

use crate::defect::Defect;

/// Returns the findings in a draft with the default settings, without those of some rules.
pub fn findings(document: &Document, without: &[&str]) -> Vec<Diagnostic> {
    let mut settings = Settings::default();
    for rule in without {
        settings.rules.insert((*rule).to_owned(), None);
    }
    lint(&Workspace::default(), "draft", document, &settings)
}

/// What became of a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Reported by its rule at its place.
    Found,
    /// Not reported at its place, but there are new findings elsewhere or of other rules.
    FoundElsewhere,
    /// There is no new finding.
    Missed,
}

/// A draft with a defect, and its new findings.
pub struct Trial {
    /// The draft after the changes.
    pub edited: Document,
    /// What became of the defect.
    pub outcome: Outcome,
    /// The number of new findings.
    pub findings: usize,
    /// The new findings that are neither the expected one nor consequences.
    pub false_alarms: Vec<Diagnostic>,
}

/// Makes a defect in a document whose findings before are given.
pub fn trial(document: &Document, before: &[Diagnostic], defect: &Defect, without: &[&str]) -> Trial {
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
    let mut new = findings(&edited, without);
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
        |found: &Diagnostic| defect.rules.contains(&found.rule) && defect.places.iter().any(|it| lies_in(found, it));
    let follows = |found: &Diagnostic| defect.consequences.iter().any(|it| found.rule == it.0 && lies_in(found, &it.1));
    let outcome = match new.iter().any(is_right) {
        true => Outcome::Found,
        false if new.is_empty() => Outcome::Missed,
        false => Outcome::FoundElsewhere,
    };
    let findings = new.len();
    new.retain(|it| !is_right(it) && !follows(it));
    Trial { edited, outcome, findings, false_alarms: new }
}

/// Returns the offset of a byte of the draft after the changes.
pub fn moved(at: usize, defect: &Defect) -> usize {
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

/// The results of the trials of one kind of defect.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// The number of defects.
    pub made: usize,
    /// Those that were reported at their place.
    pub found: usize,
    /// Those with new findings elsewhere only.
    pub elsewhere: usize,
    /// Those without any new finding.
    pub missed: usize,
    /// Those with a finding that is neither the expected one nor a consequence.
    pub false_alarms: usize,
    /// Those that were reported at their place and nowhere else.
    pub clean: usize,
    /// The number of new findings for these.
    pub findings: usize,
}

impl Tally {
    /// Counts a trial.
    pub fn count(&mut self, trial: &Trial) {
        let is_clean = trial.outcome == Outcome::Found && trial.false_alarms.is_empty();
        self.made += 1;
        self.found += usize::from(trial.outcome == Outcome::Found);
        self.elsewhere += usize::from(trial.outcome == Outcome::FoundElsewhere);
        self.missed += usize::from(trial.outcome == Outcome::Missed);
        self.false_alarms += usize::from(!trial.false_alarms.is_empty());
        self.clean += usize::from(is_clean);
        self.findings += if is_clean { trial.findings } else { 0 };
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.made += other.made;
        self.found += other.found;
        self.elsewhere += other.elsewhere;
        self.missed += other.missed;
        self.false_alarms += other.false_alarms;
        self.clean += other.clean;
        self.findings += other.findings;
    }
}
