//! Labels that are letters or roman numerals.

use super::{Label, Suffix};
use crate::fold::folded;
use crate::numerals::{
    NumberForm, abjad_name_value, abjad_value, cyrillic_value, latin_look_alike, latinized_roman, roman_value,
    skipped_cyrillic_value,
};
use crate::offset::to_u32;
use crate::script::is_cyrillic;

/// Longer words are not looked at: no label of letters has more bytes.
const MAX_LABEL_BYTES: usize = 12;

pub(super) fn label_of_letters(written: &str) -> Option<Label> {
    if written.len() > MAX_LABEL_BYTES {
        return None;
    }
    if written.is_ascii() {
        return label_of_latin_letters(written);
    }
    if let Some(label) = label_of_cyrillic_roman(written) {
        return Some(label);
    }
    if let Some(label) = label_of_skipped_letter(written) {
        return Some(label);
    }
    let word = folded(written);
    let mut letters = word.chars();
    let (letter, rest) = (letters.next()?, letters.next());
    if rest.is_some() {
        return abjad_name_value(&word).map(|number| Label::new(NumberForm::Upper, number));
    }
    if let Some(number) = abjad_value(letter) {
        return Some(Label::new(NumberForm::Lower, number));
    }
    let is_upper = written.chars().next().is_some_and(char::is_uppercase);
    let form = if is_upper { NumberForm::Upper } else { NumberForm::Lower };
    let mut label = Label::new(form, cyrillic_value(letter)?);
    label.look_alike = if is_upper { 0 } else { latin_look_alike(letter).unwrap_or(0) };
    Some(label)
}

/// `ё`, `й`: a letter that most Russian lists skip, and that is inserted where a list has it.
fn label_of_skipped_letter(written: &str) -> Option<Label> {
    let mut letters = written.chars();
    let (letter, rest) = (letters.next()?, letters.next());
    let (number, place) = skipped_cyrillic_value(letter).filter(|_| rest.is_none())?;
    Some(Label::new(NumberForm::Lower, number).with(Suffix::Letter(place)))
}

/// A roman numeral typed with Cyrillic letters that look like its digits: `ХV`, `ІІ`, `Х`.
fn label_of_cyrillic_roman(written: &str) -> Option<Label> {
    let numeral = latinized_roman(written)?;
    // A single `х` is a letter of either alphabet.
    if numeral == "x" {
        return None;
    }
    let label = label_of_latin_letters(&numeral)?;
    let is_roman = matches!(label.form, NumberForm::UpperRoman | NumberForm::LowerRoman) || label.roman > 0;
    is_roman.then_some(label)
}

/// `A`, `Б`: returns the suffix that a capital letter of the Latin or Cyrillic alphabet makes after a number.
pub(crate) fn capital_suffix(written: &str) -> Option<Suffix> {
    if let [letter @ b'A'..=b'Z'] = written.as_bytes() {
        return Some(Suffix::Capital(letter - b'A' + 1));
    }
    let mut letters = written.chars();
    let letter = letters.next().filter(|letter| is_cyrillic(*letter) && letter.is_uppercase())?;
    let small = letter.to_lowercase().next().filter(|_| letters.next().is_none())?;
    u8::try_from(cyrillic_value(small)?).ok().map(Suffix::Capital)
}

pub(super) fn label_of_latin_letters(written: &str) -> Option<Label> {
    let bytes = written.as_bytes();
    let first = *bytes.first()?;
    let is_upper = bytes.iter().all(u8::is_ascii_uppercase);
    if !is_upper && !bytes.iter().all(u8::is_ascii_lowercase) {
        return label_of_corrected_numeral(written);
    }
    let roman = roman_value(written);
    let letter = u32::from(first.to_ascii_lowercase() - b'a') + 1;
    if is_upper {
        return match roman {
            Some(value) => Some(Label::new(NumberForm::UpperRoman, value)),
            None if bytes.len() == 1 => Some(Label::new(NumberForm::Upper, letter)),
            None => None,
        };
    }
    let is_repeated = bytes.len() <= 2 && bytes.iter().all(|byte| *byte == first);
    match (is_repeated, roman) {
        (true, roman) => {
            let mut label = Label::new(NumberForm::Lower, letter + 26 * (to_u32(bytes.len()) - 1));
            label.roman = roman.unwrap_or(0);
            Some(label)
        }
        (false, Some(value)) => Some(Label::new(NumberForm::LowerRoman, value)),
        (false, None) => label_of_inserted_letter(bytes),
    }
}

/// `Iii`, `Vii`: a numeral whose first letter a word processor has made a capital. `Vi` and `Xi` are words too.
fn label_of_corrected_numeral(written: &str) -> Option<Label> {
    let (first, rest) = written.split_at_checked(1)?;
    let is_numeral = rest.bytes().all(|it| matches!(it, b'i' | b'v' | b'x')) && !rest.is_empty();
    let is_corrected = matches!(first, "I" | "V" | "X") && is_numeral && !matches!(written, "Vi" | "Xi" | "Xv");
    let value = is_corrected.then(|| roman_value(&written.to_ascii_lowercase())).flatten()?;
    Some(Label::new(NumberForm::LowerRoman, value))
}

/// `ba`, `cb`: an item inserted after (b) or (c). Only the first letters are inserted, and `la` or `da` are words.
fn label_of_inserted_letter(bytes: &[u8]) -> Option<Label> {
    let [letter @ b'a'..=b'h', inserted @ b'a'..=b'c'] = bytes else { return None };
    if matches!(bytes, b"da" | b"ha" | b"ea" | b"ac" | b"ab") {
        return None;
    }
    let label = Label::new(NumberForm::Lower, u32::from(letter - b'a') + 1);
    Some(label.with(Suffix::Letter(inserted - b'a' + 1)))
}
