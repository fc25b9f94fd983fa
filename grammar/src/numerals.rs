//! Numbers as provisions are numbered, read and written: decimal digits, roman and Han numerals, and letters of the
//! Latin, Cyrillic and Arabic alphabets.

mod digits;
mod han;
mod letters;
mod roman;

use std::ops::Range;

use crate::language::Language;
use crate::lexicon::{Lexicon, Word};

pub(crate) use digits::ZEROS;
pub use digits::{digit_value, is_digit};
pub(crate) use han::{HanNumber, earthly_branch_value, enclosed_numeral_value, heavenly_stem_value};
pub use han::{han_numeral, is_han_numeral};
pub use letters::latin_letters;
pub(crate) use letters::{
    abjad_name_value, abjad_value, capitals, capitals_value, cyrillic_value, latin_look_alike, skipped_cyrillic_value,
};
pub(crate) use roman::{latinized_roman, roman_numeral, roman_value};

/// How the number of a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberForm {
    /// Digits of any script, and numbers in words.
    Digits,
    /// `IV`
    UpperRoman,
    /// `iv`
    LowerRoman,
    /// `A`
    Upper,
    /// `a`, `bb`
    Lower,
    /// `X`, for a number that is still to come.
    Placeholder,
    /// `QQ.A.2`: letters for a chapter whose number is still to come, and for its section.
    Lettered,
}

/// A set of signs in which a number can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumeralSystem {
    /// Decimal digits of the script to which this zero belongs.
    Digits(char),
    /// 十二
    Han,
    /// Latin letters or roman numerals, according to the form.
    Latin,
    /// `в`
    Cyrillic,
    /// `ج`
    Abjad,
}

/// A place in a text where a number is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenNumber {
    /// The bytes of the number.
    pub range: Range<usize>,
    /// The signs in which it is written.
    pub system: NumeralSystem,
}

/// Returns the places where a text contains a number in one of the spellings that labels of a form have.
///
/// A single letter counts only before a closing parenthesis, since it is a word elsewhere.
pub fn find_number(text: &str, form: NumberForm, number: u32) -> Vec<WrittenNumber> {
    let mut found = Vec::new();
    for system in systems(form).iter().copied() {
        for spelling in spellings(number, form, system) {
            let ranges = text.match_indices(&spelling).map(|(at, _)| at..at + spelling.len());
            let whole = ranges.filter(|range| is_whole_number(text, range, form, system));
            found.extend(whole.map(|range| WrittenNumber { range, system }));
        }
    }
    found.sort_by_key(|number: &WrittenNumber| number.range.start);
    found
}

/// Writes a number as labels of a form do. Returns `None` if the system has no sign for it.
pub fn write_number(number: u32, form: NumberForm, system: NumeralSystem) -> Option<String> {
    spellings(number, form, system).into_iter().next()
}

/// Returns the systems in which labels of a form occur.
fn systems(form: NumberForm) -> &'static [NumeralSystem] {
    const DIGITS: [NumeralSystem; 5] = [
        NumeralSystem::Digits(ZEROS[0]),
        NumeralSystem::Digits(ZEROS[1]),
        NumeralSystem::Digits(ZEROS[2]),
        NumeralSystem::Digits(ZEROS[3]),
        NumeralSystem::Han,
    ];
    match form {
        NumberForm::Digits => &DIGITS,
        // 第（五）项 is (e), and （5） may be.
        NumberForm::Lower => &[
            NumeralSystem::Latin,
            NumeralSystem::Cyrillic,
            NumeralSystem::Abjad,
            NumeralSystem::Han,
            NumeralSystem::Digits('0'),
        ],
        NumberForm::Upper => &[NumeralSystem::Latin, NumeralSystem::Cyrillic],
        // （二） below `(a)` is (ii).
        NumberForm::LowerRoman => &[NumeralSystem::Latin, NumeralSystem::Han],
        // 第二部分 is part II.
        NumberForm::UpperRoman => &[NumeralSystem::Latin, NumeralSystem::Han],
        NumberForm::Placeholder | NumberForm::Lettered => &[],
    }
}

/// Returns the spellings of a number, the usual one first.
fn spellings(number: u32, form: NumberForm, system: NumeralSystem) -> Vec<String> {
    if number == 0 {
        return Vec::new();
    }
    match system {
        NumeralSystem::Digits(zero) => vec![digits::digits(number, zero)],
        NumeralSystem::Han => han_numeral(number).into_iter().collect(),
        NumeralSystem::Latin => vec![latin(number, form)],
        NumeralSystem::Cyrillic => letters::cyrillic_letter(number)
            .map(|letter| if form == NumberForm::Upper { letter.to_uppercase().collect() } else { letter.into() })
            .into_iter()
            .collect(),
        NumeralSystem::Abjad => letters::abjad_letters(number),
    }
}

/// Writes a number in Western digits, Latin letters or roman numerals.
pub(crate) fn latin(number: u32, form: NumberForm) -> String {
    match form {
        NumberForm::Digits => number.to_string(),
        NumberForm::UpperRoman => roman_numeral(number).to_ascii_uppercase(),
        NumberForm::LowerRoman => roman_numeral(number),
        NumberForm::Upper => latin_letters(number).to_ascii_uppercase(),
        NumberForm::Lower => latin_letters(number),
        NumberForm::Placeholder => "[X]".to_owned(),
        NumberForm::Lettered => capitals(number),
    }
}

/// Returns whether a spelling stands by itself rather than inside a longer number or a word.
fn is_whole_number(text: &str, range: &Range<usize>, form: NumberForm, system: NumeralSystem) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let touches = |is_part: fn(char) -> bool| before.is_some_and(is_part) || after.is_some_and(is_part);
    let is_closed = |rest: &str| rest.starts_with([')', '）']);
    // `(b bis)`
    let is_closed_after_adverb = |rest: &str| {
        let word = rest.trim_start();
        let end = word.find(|it: char| !it.is_alphabetic()).unwrap_or(word.len());
        is_closed(&word[end..]) && is_adverb(&word[..end])
    };
    let rest = &text[range.end..];
    let is_before_parenthesis = || is_closed(rest) || rest.starts_with(' ') && is_closed_after_adverb(rest);
    match system {
        NumeralSystem::Digits(_) => !touches(is_digit) && (form != NumberForm::Lower || is_before_parenthesis()),
        NumeralSystem::Han => !touches(is_han_numeral),
        NumeralSystem::Latin | NumeralSystem::Cyrillic | NumeralSystem::Abjad
            if matches!(form, NumberForm::Lower | NumberForm::LowerRoman) =>
        {
            is_before_parenthesis() && !before.is_some_and(char::is_alphanumeric)
        }
        NumeralSystem::Latin | NumeralSystem::Cyrillic | NumeralSystem::Abjad => !touches(char::is_alphanumeric),
    }
}

/// Returns whether a word of any language numbers an inserted provision: `bis`, مكررا.
fn is_adverb(written: &str) -> bool {
    let word = |language: Language| Lexicon::of(language).word(written);
    Language::ALL.into_iter().any(|it| matches!(word(it), Some(Word::Inserted(_) | Word::Repeated)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::label::Label;

    fn check(text: &str, form: NumberForm, number: u32, expected: &[&str]) {
        let found = find_number(text, form, number);
        let found: Vec<&str> = found.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_number_is_found_in_every_script() {
        check("articles 3, 13 and 3.2", NumberForm::Digits, 3, &["3", "3"]);
        check("المادة ٣ والمادة ٣٣", NumberForm::Digits, 3, &["٣"]);
        check("第十二条和第二条", NumberForm::Digits, 2, &["二"]);
        check("第三十条", NumberForm::Digits, 30, &["三十"]);
        check("a paragraph (a) or b) of it", NumberForm::Lower, 1, &["a"]);
        check("الفقرة (هـ) من", NumberForm::Lower, 5, &["هـ"]);
        check("第（五）项", NumberForm::Lower, 5, &["五"]);
        check("пункты b) и в)", NumberForm::Lower, 3, &["в"]);
        check("part IV, division V", NumberForm::UpperRoman, 4, &["IV"]);
        check("(b), (b bis) or (b means)", NumberForm::Lower, 2, &["b", "b"]);
        check("(iii) and (ii)", NumberForm::LowerRoman, 2, &["ii"]);
    }

    #[test]
    fn written_letters_are_read_back() {
        for system in [NumeralSystem::Cyrillic, NumeralSystem::Abjad, NumeralSystem::Latin] {
            for number in 1..=28 {
                let letter = write_number(number, NumberForm::Lower, system).unwrap();
                let read = Label::from_letters(letter.trim_end_matches('ـ'));
                assert_eq!(read.map(|label| label.number()), Some(number), "{letter}");
            }
            let has_more = write_number(29, NumberForm::Lower, system).is_some();
            assert_eq!(has_more, system == NumeralSystem::Latin);
        }
    }
}
