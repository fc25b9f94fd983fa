//! # misspelt-suffix
//!
//! A suffix of the series bis, ter, quater is misspelt after a number.
//!
//! Inserted provisions are numbered with the Latin series (UN Editorial Manual). A misspelt word of the series is read
//! as the intended one, so that numbers and references still resolve, but a search for the right word does not find it.
//!
//! Only words after the number of a label or of a reference are checked, only in lower case, and only if a single word
//! of the series is close to them. `Article 5 Quarters`, for example, has a title.
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
//! Article 1
//!
//! Articles XIV and XIV biis of the Harbour Convention, and article V tris of it, apply.
//!                      ^^^^ `biis` is not of the series: `bis` is
//!                                                                    ^^^^ `tris` is not of the series: `ter` is
//! ```
//!
//! ```treaty
//! Article 12
//!
//! Under articles 12 bsi and 12 tre, Parties shall act.
//!                   ^^^ `bsi` is not of the series: `bis` is
//!                              ^^^ `tre` is not of the series: `ter` is
//!
//! Article 12 bis
//!
//! Text.
//!
//! Article 12 tris
//!            ^^^^ `tris` is not of the series: `ter` is
//!
//! Text.
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
//! `Quarter`, `sexes` and `tre` are ordinary words too: they are suffixes only where the number ends with them.
//!
//! ```treaty
//! Article 1
//!
//! 1. Under article 2 sexes are equal, and within paragraph 1 quarter of a year counts.
//!
//! Article 2
//!
//! Text.
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! Согласно статье 1 sexes равны.
//! ```
//!
//! **Instead**, write the right word of the series.

use travaux_grammar::{Label, NumberForm, Suffix, misspelt_suffix, range_to_u32};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    let labels = block.labels.iter().filter(|site| site.label.as_ref().is_some_and(is_inserted));
    // In a label all words are checked, as in `(e quarter)`; in a reference only those after a number.
    let labels = labels.map(|site| (site.start..site.end, true));
    let references = block.references.iter().filter(|reference| {
        let steps = reference.targets.iter().flat_map(|target| target.steps.iter().map(|step| &step.label));
        steps.chain(reference.targets.iter().filter_map(|it| it.to.as_ref())).any(is_inserted)
    });
    let references = references.map(|reference| (reference.range(), false));
    for (range, anywhere) in labels.chain(references) {
        for (at, word) in words(block.slice(range.clone()), anywhere) {
            let Some((_, meant)) = misspelt_suffix(word) else { continue };
            let word_range = range_to_u32(at..at + word.len());
            let range = range.start + word_range.start..range.start + word_range.end;
            let message = format!("`{word}` is not of the series: `{meant}` is");
            let finding = Finding::new(context.place(range.clone()), message);
            found.push(finding.sure_fix(format!("write `{meant}`"), range, meant));
        }
    }
}

fn is_inserted(label: &Label) -> bool {
    label.suffixes.iter().any(|it| matches!(it, Suffix::Inserted(_)))
}

/// Returns whether a word is a roman numeral in upper case: `XIV`.
fn is_roman(word: &str) -> bool {
    let label = Label::from_letters(word);
    label.is_some_and(|it| it.readings().any(|reading| reading.form == NumberForm::UpperRoman))
}

/// Returns the words of a text with their offsets. Unless `anywhere`, only words directly after a number are returned.
fn words(text: &str, anywhere: bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut follows_number = false;
    text.split_inclusive(|it: char| !it.is_alphabetic()).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let word = piece.trim_end_matches(|it: char| !it.is_alphabetic());
        let found = ((anywhere || follows_number) && !word.is_empty()).then_some((start, word));
        follows_number = match word.is_empty() {
            true => piece.ends_with(char::is_numeric) || follows_number && piece.trim().is_empty(),
            false => piece.ends_with(char::is_numeric) || is_roman(word),
        };
        found
    })
}
