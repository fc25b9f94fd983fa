//! Letters and roman numerals as numbers, and numbers as those: each alphabet has its own order, and some letters of one
//! look like those of another.

use super::{Form, Label};
use crate::fold::folded;

/// The label that letters make: `a` is 1, `bb` 28, `iv` a roman 4, `هـ` the fifth. `None` for a word.
pub fn of_letters(written: &str) -> Option<Label> {
    if written.len() > 12 {
        return None;
    }
    if written.is_ascii() {
        return of_latin_letters(written);
    }
    if let Some(label) = of_cyrillic_numeral(written) {
        return Some(label);
    }
    let word = folded(written);
    let mut letters = word.chars();
    let (letter, rest) = (letters.next()?, letters.next());
    if rest.is_some() {
        return None;
    }
    if let Some(index) = ABJAD.iter().position(|it| *it == letter) {
        return Some(Label::new(Form::Lower, index as u32 + 1));
    }
    let is_upper = written.chars().next().is_some_and(char::is_uppercase);
    let index = CYRILLIC.iter().position(|it| *it == letter)?;
    let form = if is_upper { Form::Upper } else { Form::Lower };
    let mut label = Label::new(form, index as u32 + 1);
    label.look_alike = if is_upper { 0 } else { latin_twin(letter).unwrap_or(0) };
    Some(label)
}

/// The Latin letter that a Cyrillic one in lower case looks like.
fn latin_twin(letter: char) -> Option<u8> {
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

/// A roman numeral typed with Cyrillic letters that look like its digits: `ХV`, `ІІ`, `Х`.
fn of_cyrillic_numeral(written: &str) -> Option<Label> {
    let mut numeral = String::with_capacity(written.len());
    for letter in written.chars() {
        numeral.push(match letter {
            'Х' => 'X',
            'І' => 'I',
            'х' => 'x',
            'і' => 'i',
            'I' | 'V' | 'X' | 'L' | 'i' | 'v' | 'x' | 'l' => letter,
            _ => return None,
        });
    }
    // `х` alone is a letter of either list.
    if numeral == "x" {
        return None;
    }
    let label = of_latin_letters(&numeral)?;
    (label.form == Form::UpperRoman || label.form == Form::LowerRoman || label.roman > 0).then_some(label)
}

pub(super) fn of_latin_letters(written: &str) -> Option<Label> {
    let bytes = written.as_bytes();
    let first = *bytes.first()?;
    let is_upper = bytes.iter().all(u8::is_ascii_uppercase);
    if !is_upper && !bytes.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let repeats = bytes.iter().all(|byte| *byte == first);
    let roman = of_roman(written);
    let index = u32::from(first.to_ascii_lowercase() - b'a') + 1;
    if is_upper {
        return match roman {
            Some(value) => Some(Label::new(Form::UpperRoman, value)),
            None if bytes.len() == 1 => Some(Label::new(Form::Upper, index)),
            None => None,
        };
    }
    match (repeats && bytes.len() <= 2, roman) {
        (true, roman) => {
            let mut label = Label::new(Form::Lower, index + 26 * (bytes.len() as u32 - 1));
            label.roman = roman.unwrap_or(0);
            Some(label)
        }
        (false, Some(value)) => Some(Label::new(Form::LowerRoman, value)),
        (false, None) => None,
    }
}

/// The value of a roman numeral below 90 in either case; `None` for what is none, `C`, `D` and `M` included, since they are
/// letters wherever treaties number.
pub fn of_roman(written: &str) -> Option<u32> {
    let mut value = 0;
    let mut last = 0;
    for byte in written.bytes().rev() {
        let digit = match byte.to_ascii_lowercase() {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            _ => return None,
        };
        if digit < last {
            value -= digit;
        } else {
            value += digit;
            last = digit;
        }
        if value <= 0 {
            return None;
        }
    }
    let value = u32::try_from(value).ok()?;
    let is_canonical = roman_numeral(value).eq_ignore_ascii_case(written);
    (is_canonical && written != "L" && written != "l").then_some(value)
}

/// The roman numeral of a number, in lower case; digits for one that has none.
pub(super) fn roman_numeral(mut number: u32) -> String {
    const STEPS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if number == 0 || number > 4000 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, digits) in STEPS {
        while number >= value {
            out.push_str(digits);
            number -= value;
        }
    }
    out
}

/// The capitals of a chapter or section: each letter is a digit of 27.
pub(super) fn capitals(mut value: u32) -> String {
    let mut letters = Vec::new();
    while value > 0 {
        letters.push(char::from(b'A' + ((value % 27).max(1) - 1) as u8));
        value /= 27;
    }
    letters.iter().rev().collect()
}

/// The letters of a number: 1 is `a`, 27 is `aa`.
pub fn letters(number: u32) -> String {
    if number == 0 || number > 26 * 4 {
        return number.to_string();
    }
    let index = (number - 1) % 26;
    let letter = char::from(b'a' + index as u8);
    std::iter::repeat_n(letter, ((number - 1) / 26 + 1) as usize).collect()
}

/// The letters of Arabic lists in their order, folded.
const ABJAD: [char; 28] = [
    'ا', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش', 'ت', 'ث',
    'خ', 'ذ', 'ض', 'ظ', 'غ',
];

/// The letters of Russian lists: ё, й, ъ, ы and ь are passed over.
const CYRILLIC: [char; 28] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч',
    'ш', 'щ', 'э', 'ю', 'я',
];
