//! Nouns of which each letter is set off by a blank, as typewritten treaties emphasize their headings.

use crate::lexicon::{Lexicon, Word};
use crate::script::is_letter;

/// `A R T I C L E`: returns the meaning and the end of a noun for a division or an article at the start of a line, of which
/// each letter is set off by one blank.
#[inline]
pub(crate) fn spaced_noun(text: &str, start: usize, lexicon: &Lexicon) -> Option<(Word, usize)> {
    let mut letters = text[start..].chars();
    let is_spaced = letters.next().is_some_and(char::is_uppercase)
        && letters.next() == Some(' ')
        && letters.next().is_some_and(is_letter)
        && letters.next() == Some(' ')
        && letters.next().is_some_and(is_letter);
    if is_spaced && (start == 0 || text.as_bytes()[start - 1] == b'\n') {
        joined_letters(text, start, lexicon)
    } else {
        None
    }
}

#[cold]
fn joined_letters(text: &str, start: usize, lexicon: &Lexicon) -> Option<(Word, usize)> {
    const MAX_LETTERS: usize = 12;
    let mut word = String::new();
    let mut end = start;
    for (at, letter) in text[start..].char_indices().step_by(2).take(MAX_LETTERS).take_while(|(_, it)| is_letter(*it)) {
        word.push(letter);
        end = start + at + letter.len_utf8();
        if !text[end..].starts_with(' ') {
            break;
        }
    }
    match lexicon.word(&word)? {
        noun @ Word::Provision { kind, plural: false } if kind.is_heading() => {
            spaced_number(text, end).map(|_| (noun, end))
        }
        _ => None,
    }
}

/// `1 0` after `A R T I C L E`: returns the value, the start and the end of a number after a blank, of which each digit may be set
/// off by one, up to the end of its line or a stop. Roman numerals of such headings are not read.
pub(crate) fn spaced_number(text: &str, at: usize) -> Option<(u32, usize, usize)> {
    const MAX_DIGITS: usize = 3;
    let rest = text[at..].trim_start_matches([' ', '\u{a0}']);
    let start = text.len() - rest.len();
    let (mut value, mut end) = (0, start);
    for (index, digit) in rest.char_indices().step_by(2).take(MAX_DIGITS) {
        let Some(digit) = digit.to_digit(10) else { break };
        (value, end) = (value * 10 + digit, start + index + 1);
        if !text[end..].starts_with(' ') {
            break;
        }
    }
    // `1 0` has blanks, `10` none.
    let more = text[end..].trim_start_matches(|it: char| it.is_ascii_digit());
    if end > start && more.len() < text.len() - end {
        end = text.len() - more.len();
        value = text[start..end].parse().ok()?;
    }
    (start > at && end > start).then_some((value, start, end))
}
