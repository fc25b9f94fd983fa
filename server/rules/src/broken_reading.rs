//! # broken-reading
//!
//! With a bracket kept, or with it deleted, two marks of punctuation stand side by side.
//!
//! A text in brackets has two readings: with the words, and without them. The comma or the stop that belongs to the words
//! stands inside the brackets, so that both readings are whole: `States[, and others,] shall`. Where it stands on the wrong
//! side, a mark must be added or deleted when the bracket is settled, and often is not.
//!
//! Only single brackets are read, with marks of which two can never stand side by side. The rule cannot know which of the
//! two marks is meant to stay. It leaves alternatives alone, and the blanks around brackets, which are deleted with them.
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall, [, where possible] adopt measures [by statute.].
//!                   ^^^^^^^^^^^^^^^^^^ with this bracket kept, the text reads `, ,`
//!                                                     ^^^^^^^^^^^^^ with this bracket kept, the text reads `..`
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall adopt measures; [it shall publish them]; it shall report.
//!                                  ^^^^^^^^^^^^^^^^^^^^^^^ with this bracket deleted, the text reads `; ;`
//! ```
//!
//! ```treaty
//! المادة 4
//!
//! تتخذ كل دولة طرف، [، عند الاقتضاء] التدابير اللازمة.
//!                   ^^^^^^^^^^^^^^^^ with this bracket kept, the text reads `، ،`
//! ```
//!
//! ```treaty
//! 第四条
//!
//! 各缔约国应当合作，［，并分享信息，］交换资料。
//!          ^^^^^^^^^ with this bracket kept, the text reads `，，`
//! ```
//!
//! ```treaty
//! Article 4
//!
//! Each Party shall[, where possible,] adopt measures [by law], publish them [, etc.], and report [shall,] [may,] here.
//! ```
//!
//! **Instead**, put the mark inside the brackets if it belongs to their words, else outside.

use travaux_grammar::{Bracket, BracketContent, to_usize};

use crate::context::TextContext;
use crate::finding::Finding;
use travaux_model::diagnostic::Severity;

pub(super) const SEVERITY: Severity = Severity::Info;

/// The signs that open or close a bracket, after which alternatives may stand.
const BRACKET_SIGNS: [char; 10] = ['[', ']', '［', '］', '{', '}', '【', '】', '〔', '〕'];

/// The most signs before the first letter of a bracket.
const MAX_SIGNS: usize = 200;

pub(super) fn check(context: &TextContext<'_>, found: &mut Vec<Finding>) {
    let block = context.block;
    for (index, bracket) in (0u32..).zip(&block.brackets.list) {
        if bracket.content != BracketContent::Text {
            continue;
        }
        let Some((whole, reading)) = broken_reading(block.plain_text(), bracket) else { continue };
        // The name of a delegation is no part of the reading.
        if !block.attributions(index).is_empty() {
            continue;
        }
        found.push(Finding::new(context.place(whole), reading));
    }
}

/// Returns the range of a bracket with what is wrong with one of its readings.
fn broken_reading(text: &str, bracket: &Bracket) -> Option<(std::ops::Range<u32>, String)> {
    let (whole, inside) = (bracket.whole()?, bracket.inside()?);
    let before = text.get(..to_usize(whole.start))?;
    let after = text.get(to_usize(whole.end)..)?;
    let words = text.get(to_usize(inside.start)..to_usize(inside.end))?;
    let (last, next) = (last_mark(before), first_mark(after));
    if last.is_none() && next.is_none()
        || !words.chars().take(MAX_SIGNS).any(char::is_alphanumeric)
        || is_beside_bracket(before, after)
    {
        return None;
    }
    let (first_inside, last_inside) = (first_mark(words), last_mark(words));
    let kept = pair(last, first_inside).or_else(|| pair(last_inside, next));
    let message = match (kept, pair(last, next)) {
        (Some(reading), _) => format!("with this bracket kept, the text reads `{reading}`"),
        (None, Some(reading)) => format!("with this bracket deleted, the text reads `{reading}`"),
        (None, None) => return None,
    };
    Some((whole, message))
}

/// A mark of punctuation, with whether a blank stands between it and the bracket.
type Mark = (char, bool);

/// Returns the mark with which a text ends.
fn last_mark(text: &str) -> Option<Mark> {
    let words = text.trim_end_matches(is_blank);
    let mark = words.chars().next_back().filter(|it| is_mark(*it))?;
    // An abbreviation keeps its stop, and dots stand for words left out.
    let rest = &words[..words.len() - mark.len_utf8()];
    let is_sentence = mark != '.' || ends_with_long_word(rest);
    (is_sentence && !rest.ends_with(is_mark)).then_some((mark, words.len() < text.len()))
}

/// Returns the mark with which a text begins.
fn first_mark(text: &str) -> Option<Mark> {
    let words = text.trim_start_matches(is_blank);
    let mut characters = words.chars();
    let mark = characters.next().filter(|it| is_mark(*it))?;
    let is_alone = !characters.as_str().starts_with(|it: char| is_mark(it) || it.is_ascii_digit());
    is_alone.then_some((mark, words.len() < text.len()))
}

/// Returns two marks as they would be read side by side, if they never stand so.
fn pair(first: Option<Mark>, second: Option<Mark>) -> Option<String> {
    let ((first, has_blank), (second, begins_with_blank)) = first.zip(second)?;
    let is_stop = |it| matches!(it, '.' | '。');
    // A stop may end an abbreviation, after which other marks may stand.
    let is_broken = !is_stop(first) || is_stop(second);
    let blank = if has_blank || begins_with_blank { " " } else { "" };
    is_broken.then(|| format!("{first}{blank}{second}"))
}

fn is_mark(character: char) -> bool {
    matches!(character, ',' | ';' | '.' | '،' | '؛' | '，' | '；' | '。')
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}')
}

/// Returns whether the last word of a text is no abbreviation.
fn ends_with_long_word(text: &str) -> bool {
    const MIN_LETTERS: usize = 4;
    text.chars().rev().take(MIN_LETTERS).filter(|it| it.is_lowercase()).count() == MIN_LETTERS
        || text.ends_with(|it: char| it.is_alphabetic() && !it.is_lowercase() && !it.is_uppercase())
}

/// Returns whether another bracket stands beside a bracket, which may be its alternative.
fn is_beside_bracket(before: &str, after: &str) -> bool {
    before.trim_end().ends_with(BRACKET_SIGNS) || after.trim_start().starts_with(BRACKET_SIGNS)
}
