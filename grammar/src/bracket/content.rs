//! What a bracket holds: words that are not agreed, a placeholder, a note's mark, a status, nothing but a label.

use std::ops::Range;

use super::{Bracket, Content};
use crate::fold::folded;
use crate::label::of_letters;
use crate::lexicon::{Lexicon, Phrase, Word, folded_phrase};
use crate::notation::Glyph;
use crate::token::digit;

/// What a bracket of `text` holds.
pub(super) fn content(text: &str, bracket: &Bracket, labels_end: u32, lexicon: &Lexicon) -> Content {
    match bracket.glyph {
        Glyph::Curly | Glyph::Comment | Glyph::Highlight => return Content::Editorial,
        Glyph::Insertion | Glyph::Underline => return Content::Insertion,
        Glyph::Deletion | Glyph::Strike => return Content::Deletion,
        Glyph::Substitution => return Content::Substitution,
        Glyph::Square | Glyph::FullWidth | Glyph::Lenticular | Glyph::Tortoise => {}
    }
    let Some(inside) = bracket.inside() else {
        return Content::Text;
    };
    // A long text is words; what else a bracket may hold is short.
    if inside.len() > 200 {
        return Content::Text;
    }
    let before = &text[..bracket.open as usize];
    let inside = text[inside].trim();
    if inside.is_empty() {
        let word = before.trim_end().rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        let is_numbered = matches!(lexicon.word(word), Some(Word::Head { .. }));
        return if is_numbered { Content::Placeholder } else { Content::Text };
    }
    if inside.chars().all(|it| matches!(it, '.' | '…' | ' ')) && inside != "." {
        return Content::Elision;
    }
    let is_number = inside.chars().all(|it| digit(it).is_some());
    if is_number && inside.len() <= 3 {
        let glued = before
            .chars()
            .next_back()
            .is_some_and(|it| it.is_alphabetic() || matches!(it, '.' | ',' | ';' | '”' | '’' | '"' | ')'));
        if glued && !text[bracket.open as usize..].starts_with("[0") {
            return Content::Footnote;
        }
    }
    if is_status(inside, lexicon) {
        return Content::Status;
    }
    if is_placeholder(inside, lexicon) {
        return Content::Placeholder;
    }
    if !bracket.structural && bracket.open >= labels_end {
        return Content::Text;
    }
    let bare = inside.trim_end_matches(['.', ')']).trim_start_matches('(');
    let mut words = bare.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_plain = first.chars().all(|it| digit(it).is_some()) || of_letters(first).is_some();
    let is_suffix =
        |word: &str| matches!(lexicon.word(word), Some(Word::Inserted(_) | Word::Alternative | Word::Supra));
    let is_set_off = bare.len() < inside.len() || bracket.open < labels_end;
    let is_label = is_number || is_set_off && is_plain && words.all(is_suffix);
    if is_label { Content::Label } else { Content::Text }
}

/// `agreed ad referendum`, `move to part II`
fn is_status(inside: &str, lexicon: &Lexicon) -> bool {
    if !lexicon.may_begin(inside, Phrase::Status) {
        return false;
    }
    let first = folded(inside.split_whitespace().next().unwrap_or_default());
    let phrases = lexicon.phrases(Phrase::Status).iter();
    // Most brackets begin with no such word, and need not be compared as a whole.
    let begins = |it: &&String| it.strip_prefix(&*first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let mut near = phrases.filter(begins).peekable();
    if near.peek().is_none() {
        return false;
    }
    let phrase = folded_phrase(inside);
    near.any(|it| {
        phrase == *it
            || (phrase.starts_with(it.as_str())
                && phrase[it.len()..].starts_with(' ')
                && it.contains(' ')
                && phrase.len() < it.len() + 40)
    })
}

/// The sign that a bracket holds while a number or words are still to come, in every language.
pub const PLACEHOLDER: &str = "X";

/// `X`, `XX`, `20XX`, `x years`, `__`, `to be determined`
fn is_placeholder(inside: &str, lexicon: &Lexicon) -> bool {
    let first = inside.split_whitespace().next().unwrap_or_default();
    let is_x = |word: &str| {
        !word.is_empty()
            && word.chars().all(|it| matches!(it, 'X' | 'x' | '_' | '×' | '-' | ',') || it.is_ascii_digit())
            && word.chars().any(|it| matches!(it, 'X' | 'x' | '_' | '×'))
            && (word.len() > 1 || word == "X" || inside.len() > 1 && word == "x")
    };
    if is_x(first) && (inside == first || first.contains('X') || inside.split_whitespace().count() <= 3) {
        return true;
    }
    if matches!(inside, "Y" | "Z" | "N" | "●" | "•" | "?") {
        return true;
    }
    // Most brackets begin and end otherwise, and need not be compared as a whole.
    let may_be = lexicon.may_begin(inside, Phrase::Placeholder) || lexicon.may_end(inside, Phrase::Placeholder);
    if inside.is_ascii() && !may_be {
        return false;
    }
    let phrase = folded(inside);
    let phrases = lexicon.phrases(Phrase::Placeholder);
    phrases.iter().any(|it| phrase.starts_with(it.as_str()) || phrase.ends_with(it.as_str()))
}

/// The placeholders that stand in no bracket, bytes of the text: `20XX`, `XX`, `____`. Roman numerals are none, and
/// neither is a session in parentheses: `(XX)`.
pub fn bare_placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !text.contains("XX") && !text.contains("__") && !text.contains("0X") && !text.contains("3X") {
        return found;
    }
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    let mut from = 0;
    for word in text.split(|it| !is_part(it)) {
        let range = from..from + word.len();
        from = range.end + text[range.end..].chars().next().map_or(0, char::len_utf8);
        let (blanks, digits) = (word.matches(['X', '_']).count(), word.matches(|it: char| it.is_ascii_digit()).count());
        let is_open = blanks + digits == word.len() && (blanks > 1 || blanks == 1 && digits == 3);
        let is_rule = word.contains('_') && word.len() < 4;
        let is_session = text[..range.start].ends_with('(') && text[range.end..].starts_with(')') && digits == 0;
        if is_open && !is_rule && !is_session {
            found.push(range);
        }
    }
    found
}
