//! # backwards-range
//!
//! A range of provisions ends before it begins.
//!
//! `articles 9 to 5` names nothing as it stands. Usually one of the two numbers is wrong, or the provisions were renumbered
//! after the range was written. Only ranges of numbers in digits and of letters are compared.
//!
//! ```treaty
//! Article 4
//!
//! Under articles 9 to 5, each Party shall act.
//!       ^^^^^^^^^^^^^^^ this range ends before it begins: 9 to 5
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! وفقا للمواد 9 إلى 5 تتخذ الدول الأطراف التدابير.
//!      ^^^^^^^^^^^^^^ this range ends before it begins: 9 to 5
//! ```
//!
//! ```treaty
//! 第四条
//!
//! 依照第五条至第九条，缔约国应当合作。
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Under articles 5 to 9 and paragraphs 3 to 3 ter, each Party shall act, as under paragraph 2 to one or more of them.
//! ```
//!
//! ```treaty
//! Article 4
//!
//! 1. Under paragraph 2 (c) to (a), each Party shall act.
//!          ^^^^^^^^^^^^^^^^^^^^^^ this range ends before it begins: (c) to (a)
//!
//! 2. The rule of subparagraphs (a) to (c) applies.
//! ```
//!
//! ```treaty
//! Artículo 4
//!
//! Se aplicarán los artículos 7.3 a 7.1.
//!                  ^^^^^^^^^^^^^^^^^^^ this range ends before it begins: 7.3 to 7.1
//! ```
//!
//! **Instead**, correct the numbers.

use travaux_grammar::{Label, Lexicon, NumberForm, Reference, Word, is_han, is_rtl};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Warning;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let lexicon = Lexicon::of(context.block.language);
    let has_numbers = |it: &&Reference| {
        let written = context.block.slice(it.range());
        it.targets.iter().any(|it| it.to.is_some_and(|to| is_letter(&to)))
            || it.targets.iter().any(|it| it.to.is_some())
                && (has_two_numbers(written) || is_in_words(written, lexicon))
    };
    for reference in context.block.references.iter().filter(has_numbers) {
        let ranges = reference.targets.iter().filter_map(|it| it.steps.last().map(|step| step.label).zip(it.to));
        for (from, to) in ranges {
            let is_backwards = numbers(&from).zip(numbers(&to)).is_some_and(|(from, to)| ends_before(from, to))
                || are_backwards_letters(&from, &to) && !may_be_in_other_order(context.block.slice(reference.range()));
            if is_backwards {
                let (from, to) = (written(&from), written(&to));
                let message = format!("this range ends before it begins: {from} to {to}");
                found.push(Finding::new(context.place(reference.range()), message));
            }
        }
    }
}

/// Returns whether at least two numbers are written in digits or Chinese numerals. A number in words may belong to the sentence:
/// `paragraph 2 to one of them`.
fn has_two_numbers(text: &str) -> bool {
    let is_number = |it: char| it.is_numeric() || is_han(it);
    text.split(|it| !is_number(it)).filter(|it| !it.is_empty()).take(2).count() == 2 || text.chars().all(is_han)
}

/// Returns whether at least two numbers are written in words, and none otherwise.
fn is_in_words(text: &str, lexicon: &Lexicon) -> bool {
    let words = text.split(|it: char| !it.is_alphanumeric() && it != '-');
    let numbers = words.filter(|it| matches!(lexicon.word(it), Some(Word::Ordinal(_)))).take(2).count();
    numbers == 2 && !text.contains(char::is_numeric)
}

/// Returns the numbers of a label that is nothing else, `7` or `7.3`.
fn numbers(label: &Label) -> Option<[u32; 2]> {
    let [first, second, third] = label.numbers;
    let is_number = label.form == NumberForm::Digits && label.is_plain() && label.hyphen_digits == 0 && third == 0;
    is_number.then_some([first, second])
}

/// Returns whether a range ends before it begins. `7.3 to 6` leaves open what is counted, and `7.3 to 7.1` does not.
fn ends_before(from: [u32; 2], to: [u32; 2]) -> bool {
    match (from, to) {
        ([from, 0], [to, 0]) => from > to,
        ([chapter, from], [other, to]) => chapter == other && from > to && to > 0,
    }
}

fn is_letter(label: &Label) -> bool {
    matches!(label.form, NumberForm::Lower | NumberForm::LowerRoman) && label.is_plain() && label.numbers[1] == 0
}

/// `(c) to (a)`: returns whether a range of letters ends before it begins, whether they are letters or numerals.
fn are_backwards_letters(from: &Label, to: &Label) -> bool {
    /// The letters of the longest alphabet.
    const LETTERS: u32 = 29;
    if !is_letter(from) || !is_letter(to) {
        return false;
    }
    // `(ii)` is a numeral only.
    let is_reading = |it: &Label| is_letter(it) && (it.form == NumberForm::LowerRoman || it.number() <= LETTERS);
    let ends = |from: Label| {
        let alike = to.readings().filter(move |it| is_reading(it) && it.form == from.form);
        alike.map(move |it| (from.number(), it.number()))
    };
    let mut pairs = from.readings().filter(is_reading).flat_map(ends).peekable();
    pairs.peek().is_some() && pairs.all(|(from, to)| from > to)
}

/// Returns whether the letters of a range may be in an order other than that of their numbers: Arabic has two.
fn may_be_in_other_order(written: &str) -> bool {
    let enclosed = written.split(['(', ')']).skip(1).step_by(2);
    let letters: Vec<&str> = enclosed.filter(|it| it.starts_with(is_rtl)).collect();
    matches!(letters[..], [.., from, to] if from < to)
}

fn written(label: &Label) -> String {
    match label.numbers {
        _ if is_letter(label) => format!("({label})"),
        [number, 0, _] => number.to_string(),
        [chapter, number, _] => format!("{chapter}.{number}"),
    }
}
