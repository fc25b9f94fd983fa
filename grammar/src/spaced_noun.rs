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
        noun @ Word::Provision { kind, plural: false } if kind.is_heading() => Some((noun, end)),
        _ => None,
    }
}
