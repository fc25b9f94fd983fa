//! Letters that number: each alphabet has its own order, and some Cyrillic letters look like Latin ones.

use crate::offset::{to_u32, to_usize};

/// The letters of Arabic lists in abjad order, folded.
const ABJAD: [char; 28] = [
    'ا', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش', 'ت', 'ث',
    'خ', 'ذ', 'ض', 'ظ', 'غ',
];

/// What follows the letter itself in its name, which Arabic writes where other languages write a capital: ألف for A, باء
/// for B. Those of ك and ع are ordinary words ("sufficient", "appointed") and never taken for names.
const ABJAD_NAME_ENDINGS: [&str; 28] = [
    "لف", "اء", "يم", "ال", "اء", "او", "اي", "اء", "اء", "اء", "", "ام", "يم", "ون", "ين", "", "اء", "اد", "اف", "اء",
    "ين", "اء", "اء", "اء", "ال", "اد", "اء", "ين",
];

/// The letters of Russian lists: ё, й, ъ, ы and ь are skipped.
const CYRILLIC: [char; 28] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч',
    'ш', 'щ', 'э', 'ю', 'я',
];

/// Returns the place of a folded Arabic letter in abjad order, from 1.
pub(crate) fn abjad_value(letter: char) -> Option<u32> {
    ABJAD.iter().position(|other| *other == letter).map(|index| to_u32(index) + 1)
}

/// Returns the place in abjad order, from 1, of the letter whose name is a folded word: جيم is 3.
pub(crate) fn abjad_name_value(word: &str) -> Option<u32> {
    let mut letters = word.chars();
    let number = abjad_value(letters.next()?)?;
    let ending = nth(&ABJAD_NAME_ENDINGS, number)?;
    (!ending.is_empty() && letters.as_str() == ending).then_some(number)
}

/// Returns the place of a folded Cyrillic letter in Russian lists, from 1.
pub(crate) fn cyrillic_value(letter: char) -> Option<u32> {
    CYRILLIC.iter().position(|other| *other == letter).map(|index| to_u32(index) + 1)
}

/// Returns the place of a letter that Russian lists skip: the number of the letter before it that they count, and the
/// position among the skipped ones after that.
pub(crate) fn skipped_cyrillic_value(letter: char) -> Option<(u32, u8)> {
    let (before, place) = match letter {
        'ё' => ('е', 1),
        'й' => ('и', 1),
        'ъ' => ('щ', 1),
        'ы' => ('щ', 2),
        'ь' => ('щ', 3),
        _ => return None,
    };
    cyrillic_value(before).map(|number| (number, place))
}

/// Returns the spellings of a number as an abjad letter, the usual one first.
pub(super) fn abjad_letters(number: u32) -> Vec<String> {
    match number {
        1 => vec!["أ".to_owned(), "ا".to_owned()],
        // A tatweel distinguishes the letter from a zero.
        5 => vec!["هـ".to_owned(), "ه".to_owned()],
        _ => nth(&ABJAD, number).map(String::from).into_iter().collect(),
    }
}

/// Returns the Cyrillic letter of a number, in lower case.
pub(super) fn cyrillic_letter(number: u32) -> Option<char> {
    nth(&CYRILLIC, number)
}

fn nth<T: Copy>(alphabet: &[T], number: u32) -> Option<T> {
    alphabet.get(to_usize(number).checked_sub(1)?).copied()
}

/// Returns the Latin letter that a Cyrillic letter in lower case looks like.
pub(crate) fn latin_look_alike(letter: char) -> Option<u8> {
    Some(match letter {
        'а' => b'a',
        'с' => b'c',
        'е' => b'e',
        'о' => b'o',
        'р' => b'p',
        'х' => b'x',
        'у' => b'y',
        _ => return None,
    })
}

/// Writes a number as Latin letters in lower case: `a` for 1, `aa` for 27. Numbers past `zzzz` are written in digits.
pub fn latin_letters(number: u32) -> String {
    if number == 0 || number > 26 * 4 {
        return number.to_string();
    }
    let letter = ('a'..='z').nth(to_usize((number - 1) % 26)).unwrap_or('a');
    std::iter::repeat_n(letter, to_usize((number - 1) / 26 + 1)).collect()
}

/// Returns the value of a chapter's or section's capitals, `QQ` in `QQ.A.2`: each letter is a digit to base 27.
pub(crate) fn capitals_value(capitals: &str) -> u32 {
    capitals.bytes().fold(0, |sum, byte| sum * 27 + u32::from(byte - b'A') + 1)
}

/// Writes a value that [`capitals_value`] returned.
pub(crate) fn capitals(mut value: u32) -> String {
    let mut letters = Vec::new();
    while value > 0 {
        letters.extend(('A'..='Z').nth(to_usize((value % 27).max(1) - 1)));
        value /= 27;
    }
    letters.iter().rev().collect()
}
