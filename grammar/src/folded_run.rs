//! Runs of letters of one or two bytes, which are read and folded in one pass: nearly all words beyond ASCII in Latin,
//! Cyrillic and Arabic script. What folding makes of each letter is in a table, which `build.rs` writes.

use crate::script::{continues_word, is_han, is_letter};
use crate::word_hash::with_letter;

/// The number of characters of one or two bytes.
const CHARACTERS: usize = 0x800;

/// Ends a word.
const END: u16 = 0;

/// A part of a word that folding removes.
const REMOVED: u16 = 0xFFFF;

/// A part of a word that folding changes together with the letters around it.
const UNKNOWN: u16 = 0xFFFE;

/// The letter that folding makes of each character.
static CODES: [u16; CHARACTERS] = include!(concat!(env!("OUT_DIR"), "/folded_letters.rs"));

/// A run of letters at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoldedRun {
    /// Its length in bytes.
    pub(crate) length: usize,
    /// The hash of its folded letters.
    pub(crate) hash: u64,
}

impl FoldedRun {
    /// Returns the run at the beginning of a text; `None` if letters may belong to it whose folded form is in no table, or
    /// if it may go on after a hyphen.
    #[inline]
    pub(crate) fn at_start(text: &str) -> Option<FoldedRun> {
        let mut rest = text.as_bytes();
        let mut hash = 0;
        loop {
            let (code, after) = match rest {
                [] => break,
                [byte @ ..0x80, after @ ..] => (CODES[usize::from(*byte)], after),
                [first @ ..0xE0, second, after @ ..] => (CODES[two_byte_character(*first, *second)], after),
                // Marks end a word, but not every hyphen does.
                _ => {
                    let next = text[text.len() - rest.len()..].chars().next()?;
                    let ends = next != '\u{2010}' && !is_part_of_word(next);
                    return ends.then_some(FoldedRun { length: text.len() - rest.len(), hash });
                }
            };
            match code {
                END if rest[0] == b'-' => return None,
                END => break,
                1..UNKNOWN => hash = with_letter(hash, code.into()),
                UNKNOWN => return None,
                REMOVED => {}
            }
            rest = after;
        }
        Some(FoldedRun { length: text.len() - rest.len(), hash })
    }
}

/// Returns whether a text of a run has a folded form. The text must be one that [`FoldedRun::at_start`] read.
pub(crate) fn folds_to(written: &str, form: &str) -> bool {
    let mut letters = form.chars();
    let folded = written.chars().filter_map(|letter| CODES.get(letter as usize)).filter(|code| **code != REMOVED);
    folded.into_iter().all(|code| letters.next().is_some_and(|letter| letter as u32 == u32::from(*code)))
        && letters.next().is_none()
}

#[inline]
fn two_byte_character(first: u8, second: u8) -> usize {
    (usize::from(first & 0x1F) << 6 | usize::from(second & 0x3F)) % CHARACTERS
}

fn is_part_of_word(character: char) -> bool {
    is_letter(character) && !is_han(character) || continues_word(character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::folded;
    use crate::word_hash::hash_of_folded;

    #[test]
    fn the_table_agrees_with_the_folding_of_words() {
        for (at, code) in CODES.iter().enumerate() {
            let letter = char::from_u32(at as u32).unwrap();
            let folded = folded(letter.encode_utf8(&mut [0; 4])).into_owned();
            match *code {
                END => assert!(!is_part_of_word(letter), "{letter:?}"),
                REMOVED => assert!(is_part_of_word(letter) && folded.is_empty(), "{letter:?}"),
                UNKNOWN => assert!(is_part_of_word(letter), "{letter:?}"),
                code => assert_eq!(folded, char::from_u32(code.into()).unwrap().to_string(), "{letter:?}"),
            }
        }
    }

    #[test]
    fn a_run_has_the_hash_of_its_folded_form() {
        for word in ["Énergie", "СТАТЬЁЙ", "المادّة", "ـأولى", "Artículo", "Part", "soft\u{AD}ly"]
        {
            for after in ["", " x", "، x", "”", "。", "5"] {
                let text = format!("{word}{after}");
                let run = FoldedRun::at_start(&text).unwrap();
                assert_eq!(run.length, word.len(), "{text}");
                assert_eq!(run.hash, hash_of_folded(&folded(word)), "{text}");
                assert!(folds_to(word, &folded(word)) && !folds_to(word, "x") && !folds_to(word, ""), "{text}");
            }
        }
        for text in ["e\u{301}tat", "a-b", "ﺍﻟ", "aﺍ", "para\u{2010}graph", "a\u{200C}b"] {
            assert_eq!(FoldedRun::at_start(text), None, "{text}");
        }
    }
}
