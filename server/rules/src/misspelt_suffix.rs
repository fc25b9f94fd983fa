//! # misspelt-suffix
//!
//! A word of the series bis, ter, quater is misspelt behind a number.
//!
//! Inserted provisions are numbered with the Latin series, alike in all languages that write it (UN Editorial Manual).
//! A word that is almost one of the series is read as the one that is meant, so that numbers and references hold; a
//! search for the right word would not find it.
//!
//! Only a word behind the number of a label or of a reference is looked at, only in small letters, and only if it can be
//! but one of the series. `Article 5 Quarters` has a title.
//!
//! ```treaty
//! Article 7
//!
//! 8. Each Party shall report.
//!
//! 8 bis. Reports are public.
//!
//! 8 terr. Reports are short.
//!   ^^^^ `terr` is not of the series: `ter` is
//!
//! 8 quarter. Under paragraph 8 terr, reports are free.
//!   ^^^^^^^ `quarter` is not of the series: `quater` is
//!                              ^^^^ `terr` is not of the series: `ter` is
//! ```
//!
//! ```treaty
//! Статья 4
//!
//! Текст.
//!
//! Статья 4 biss
//!          ^^^^ `biss` is not of the series: `bis` is
//!
//! Текст.
//! ```
//!
//! ```treaty
//! Article 3 terms
//!
//! 1. Within a quarter of the year 5 quarters count.
//!
//! 2. Article 3 bis.
//!
//! Article 3 bis
//!
//! Annex 2 series and article 3 tests apply.
//! ```
//!
//! **Instead**, write the word of the series.

use travaux_grammar::{Label, Suffix, misspelt_suffix};

use crate::context::BlockContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &BlockContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    let labels = block.labels.iter().filter(|site| site.label.as_ref().is_some_and(is_inserted));
    // All of a label is looked at, `(e quarter)`; of a reference what is behind its numbers.
    let labels = labels.map(|site| (site.start..site.end, true));
    let references = block.references.iter().filter(|reference| {
        let steps = reference.targets.iter().flat_map(|target| target.steps.iter().map(|step| &step.label));
        steps.chain(reference.targets.iter().filter_map(|it| it.to.as_ref())).any(is_inserted)
    });
    let references = references.map(|reference| (reference.start..reference.end, false));
    for (range, anywhere) in labels.chain(references) {
        for (at, word) in words(block.slice(range.clone()), anywhere) {
            let Some((_, meant)) = misspelt_suffix(word) else { continue };
            let start = range.start + at as u32;
            let range = start..start + word.len() as u32;
            let message = format!("`{word}` is not of the series: `{meant}` is");
            let finding = Finding::new(context.place(range.clone()), message);
            found.push(finding.sure_fix(format!("write `{meant}`"), range, meant));
        }
    }
}

fn is_inserted(label: &Label) -> bool {
    label.suffixes.iter().any(|it| matches!(it, Suffix::Inserted(_)))
}

/// The words of a text, or those right behind a number, with their offsets.
fn words(text: &str, anywhere: bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut is_behind_number = false;
    text.split_inclusive(|it: char| !it.is_alphabetic()).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|it: char| !it.is_alphabetic());
        let found = ((anywhere || is_behind_number) && !word.is_empty()).then_some((start, word));
        is_behind_number = match word.is_empty() {
            true => piece.ends_with(char::is_numeric) || is_behind_number && piece.trim().is_empty(),
            false => piece.ends_with(char::is_numeric),
        };
        found
    })
}
