//! Nouns that name a provision only before its number: `rule`, `clause`, `principle`.

use std::ops::Range;

use super::{number, word_end};
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::is_han_numeral;

/// Returns the meaning of such a noun, given where it stands, or what it means elsewhere.
#[cold]
pub(super) fn before_number(
    text: &str,
    word: Range<usize>,
    kind: Kind,
    meaning: Option<Word>,
    lexicon: &Lexicon,
) -> Option<Word> {
    match names_provision(kind, &text[word.end..], lexicon) {
        true => meaning,
        false => lexicon.word_without_number(&text[word]),
    }
}

/// Returns whether the text after a noun such as `rule` begins with the number of a provision. `V/18` and `2016/679` are
/// numbers of other instruments, and `clause 1 of paragraph 2` is an item.
pub(super) fn names_provision(kind: Kind, after: &str, lexicon: &Lexicon) -> bool {
    const MAX_NUMBER: u32 = 999;
    let rest = after.trim_start_matches([' ', '\u{a0}', '[', '*']);
    let (value, mut end) = number(rest, 0);
    if end == 0 {
        let letters = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).len();
        let is_counted = kind == Kind::Schedule && rest.starts_with(is_han_numeral);
        // `CLÁUSULA SÉPTIMA`: a letter beyond ASCII continues the word.
        let is_whole = rest[letters..].chars().next().is_none_or(|next| next.is_ascii() || !next.is_alphabetic());
        let is_label = rest.len() < after.len() && is_whole && Label::from_letters(&rest[..letters]).is_some();
        if !is_label {
            return is_counted || begins_with_set_off_ordinal(rest, lexicon);
        }
        end = letters;
    }
    let after = &rest[end..];
    let is_symbol = after.starts_with(['/', '%']) || value == 0 && after.starts_with(is_word_part);
    let mut words = after.split_whitespace().take(3).map(|word| lexicon.word(word));
    let is_inside = kind == Kind::Clause && words.next() == Some(Some(Word::Of)) && {
        let noun = words.find(|word| *word != Some(Word::The)).flatten();
        matches!(noun, Some(Word::Provision { .. }))
    };
    value <= MAX_NUMBER && !is_symbol && !is_inside
}

/// Returns whether a text begins with a number in words after which the line ends or a stop follows, as in a heading:
/// `Cláusula primera.- Objeto`, 原则一. `In principle one` has none.
fn begins_with_set_off_ordinal(rest: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 3;
    let is_ordinal = |word: &str| matches!(lexicon.word(word), Some(Word::Ordinal(_) | Word::AndOrdinal(_)));
    let mut end = rest.len() - rest.trim_start_matches(is_han_numeral).len();
    let mut is_number = end > 0;
    // `décima tercera`
    for _ in 0..MAX_WORDS {
        let start = rest.len() - rest[end..].trim_start_matches(' ').len();
        let next = word_end(rest, start);
        if rest.starts_with(is_han_numeral) || next == start || !is_ordinal(&rest[start..next]) {
            break;
        }
        (end, is_number) = (next, true);
    }
    let after = rest[end..].trim_start_matches([' ', '*', ']']);
    is_number && (after.is_empty() || after.starts_with(['\n', '\r', '.', ':', '：', '-', '–', '—']))
}

/// Returns whether a character after letters shows that they are no number: `II-2`, `Every`.
fn is_word_part(character: char) -> bool {
    character.is_alphanumeric() || character == '-'
}
