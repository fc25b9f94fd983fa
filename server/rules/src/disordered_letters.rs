//! # disordered-letters
//!
//! The letters of a list in running text do not follow each other.
//!
//! `(a) …; (a) …; (d) …` in one sentence is left over from an item that was moved, added or deleted. A reference to (b) then
//! leads nowhere, and one to (a) is ambiguous. Lists whose items begin their own lines are checked by `duplicate-number`
//! and `skipped-number`.
//!
//! ```treaty
//! Article 1
//!
//! Each Party shall: (a) act; (a) report; (d) stop.
//!                            ^^^ this is a second (a) in one list
//!                                        ^^^ (b) to (c) are missing before (d)
//!
//! Article 2
//!
//! Each Party shall: (a) act; (b) report; and (c) stop.
//! ```
//!
//! ```treaty
//! 第一条
//!
//! 各缔约国应：（一）合作；（二）协商；（四）报告。
//!                   ^^^ (c) is missing before (d)
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! تقوم الأطراف بما يلي: (أ) التعاون؛ (ب) التشاور؛ (ب) الإبلاغ.
//!                                                 ^^^ this is a second (b) in one list
//! ```
//!
//! A letter may have one parenthesis only.
//!
//! ```treaty
//! Article 1
//!
//! Each Party shall: a) act; a) report; d) stop.
//!                           ^^ this is a second (a) in one list
//!                                      ^^ (b) to (c) are missing before (d)
//! ```
//!
//! ```treaty
//! Статья 1
//!
//! Каждая Сторона должна: а) действовать; б) сообщать; г) прекратить.
//!                                                     ^^ (c) is missing before (d)
//! ```
//!
//! A letter that stands twice was to be the next one, which is then not missing.
//!
//! ```treaty
//! Article 1
//!
//! Each Party shall: (a) act; (b) report; (b) consult; and (d) stop.
//!                                        ^^^ this is a second (b) in one list
//! ```
//!
//! ```treaty
//! المادة 1
//!
//! تقوم الأطراف بما يلي: (أ) التعاون؛ (أ) التشاور؛ (ج) الإبلاغ.
//!                                    ^^^ this is a second (a) in one list
//! ```
//!
//! Roman numerals are letters of a list as well.
//!
//! ```treaty
//! Artículo 1
//!
//! El fondo se nutre de: i) cuotas; ii) pagos; ii) donaciones.
//!                                             ^^^ this is a second (ii) in one list
//! ```
//!
//! ```treaty
//! Article premier
//!
//! i) les cotisations ; ii) les versements ; iv) les dons.
//!                                           ^^^ (iii) is missing before (iv)
//! ```
//!
//! So are numbers in parentheses.
//!
//! ```treaty
//! 第一条
//!
//! 基金来源包括：（1）缴款；（2）付款；（2）捐款。
//!                    ^^^ this is a second (2) in one list
//! ```
//!
//! A list has at least three letters, begins with (a) or (i), and has words after each of them and a stop before each but
//! the first. Letters of a reference, `(a), (b) and (d) of article 5`, are no list. Where a list may begin anew, nothing is
//! reported.
//!
//! ```treaty
//! Article 1
//!
//! Each Party may (a) act, or (b) report; in the case of items (a), (b) and (d) of paragraph 5 it shall (a) stop, or (b) leave.
//! ```
//!
//! **Instead**, letter the items anew.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;
use travaux_grammar::{Block, Label, NumberForm, RunningLetter, running_letters};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Info;

/// A list with fewer letters may be something else.
const MIN_LETTERS: usize = 3;

/// The most letters that a slip skips; more are left out on purpose.
const MAX_SKIPPED: u32 = 3;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    if block.summary.is_elided {
        return;
    }
    let is_cited = |it: &RunningLetter| {
        // References do not overlap.
        let after = block.references.partition_point(|reference| reference.start < it.range.end);
        after.checked_sub(1).is_some_and(|at| it.range.start < block.references[at].end)
    };
    let first = first_numeral(block);
    let min = MIN_LETTERS - usize::from(first.is_some());
    let letters: Vec<RunningLetter> =
        first.into_iter().chain(running_letters(block, min)).filter(|it| !is_cited(it)).collect();
    if letters.len() < MIN_LETTERS {
        return;
    }
    let before = found.len();
    let is_number = |it: &RunningLetter| it.label.form == NumberForm::Digits;
    let (mut numbers, letters): (Vec<_>, Vec<_>) = letters.into_iter().partition(is_number);
    // `thirty (30) days` has no stop before the number.
    numbers.retain(|it| it.follows_stop || it.label.number() == 1);
    check_lists(context, &numbers, found);
    check_lists(context, &letters, found);
    for numerals in letters.chunk_by(|one, other| numeral(&one.label).is_some() == numeral(&other.label).is_some()) {
        let read = |it: &RunningLetter| numeral(&it.label).map(|label| RunningLetter { label, ..it.clone() });
        let numerals: Vec<RunningLetter> = numerals.iter().filter_map(read).collect();
        check_lists(context, &numerals, found);
    }
    if found.len() > before && block.amends() {
        found.truncate(before);
    }
}

/// Returns a small letter as a roman numeral, if it is one.
fn numeral(label: &Label) -> Option<Label> {
    if label.form == NumberForm::LowerRoman { Some(*label) } else { label.as_roman() }
}

/// `i) one; ii) two`: returns the numeral with which a block begins, if it may begin a list in running text.
fn first_numeral(block: &Block) -> Option<RunningLetter> {
    let mut sites = block.labels.iter().filter(|site| !site.inline);
    let site = sites.next_back()?;
    let label = site.label.filter(|label| numeral(label).is_some_and(|it| it.number() == 1 && it.is_plain()))?;
    Some(RunningLetter { label, range: site.start..site.end, follows_stop: true, has_text: true })
}

/// Checks the lists among some letters.
fn check_lists(context: &TextContext<'_>, letters: &[RunningLetter], found: &mut Vec<Finding>) {
    let known = LazyCell::new(|| Known::of(context, letters));
    let is_first = |it: &RunningLetter| it.label.number() == 1 && it.label.is_plain();
    let mut rest = letters;
    while let Some(start) = rest.iter().position(is_first) {
        let list = &rest[start..];
        let end = (1..list.len()).find(|at| begins_anew(list, *at)).unwrap_or(list.len());
        if is_list(&list[..end]) {
            check_list(context, &list[..end], &known, found);
        }
        rest = &list[end..];
    }
}

/// Returns whether another list begins at a letter: an (a) after which (b) follows, or which ends the block.
fn begins_anew(list: &[RunningLetter], at: usize) -> bool {
    let label = list[at].label;
    let goes_on = |next: &RunningLetter| next.label.number() == 2;
    label.number() == 1 && (at > 1 || list.get(at + 1).is_none_or(goes_on))
}

fn is_list(list: &[RunningLetter]) -> bool {
    let form = list[0].label.form;
    let is_letter = |label: &Label| label.form == form && label.is_plain();
    list.len() >= MIN_LETTERS
        && matches!(form, NumberForm::Lower | NumberForm::LowerRoman | NumberForm::Digits)
        && list.iter().all(|it| is_letter(&it.label) && it.has_text)
        && list.iter().skip(1).all(|it| it.follows_stop)
        && list.windows(2).all(|pair| pair[0].label.number() <= pair[1].label.number())
}

/// What a block holds beside one of its lists, collected once for all of them.
struct Known {
    /// Where the labels of provisions begin.
    labels: FxHashSet<u32>,
    /// The numbers of all letters.
    numbers: FxHashSet<u32>,
}

impl Known {
    fn of(context: &TextContext<'_>, letters: &[RunningLetter]) -> Known {
        Known {
            labels: context.block.labels.iter().map(|site| site.start).collect(),
            numbers: letters.iter().map(|it| it.label.number()).collect(),
        }
    }
}

fn check_list(context: &TextContext<'_>, list: &[RunningLetter], known: &Known, found: &mut Vec<Finding>) {
    let is_label = |it: &RunningLetter| known.labels.contains(&it.range.start);
    // The number of a letter that stands twice: the second was to be the next one.
    let mut doubled = None;
    for pair in list.windows(2) {
        let (before, letter) = (pair[0].label.number(), &pair[1]);
        let number = letter.label.number();
        let fills_gap = doubled == Some(before) && number == before + 2;
        doubled = (number == before).then_some(number);
        // The other rules report what is wrong between two labels.
        if fills_gap || pair.iter().all(is_label) {
            continue;
        }
        if number == before {
            let message = format!("this is a second ({}) in one list", letter.label);
            found.push(Finding::new(context.place(letter.range.clone()), message));
            continue;
        }
        let missing: Vec<Label> = (before + 1..number).map(|number| Label::new(letter.label.form, number)).collect();
        let is_elsewhere = |label: &Label| known.numbers.contains(&label.number());
        if number - before > MAX_SKIPPED + 1 || missing.iter().any(is_elsewhere) {
            continue;
        }
        let message = match &missing[..] {
            [only] => format!("({only}) is missing before ({})", letter.label),
            [first, .., last] => format!("({first}) to ({last}) are missing before ({})", letter.label),
            [] => continue,
        };
        found.push(Finding::new(context.place(letter.range.clone()), message));
    }
}
