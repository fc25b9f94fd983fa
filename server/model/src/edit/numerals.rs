//! Numbers as labels write them: digits of four scripts, Han numerals, letters of three alphabets, roman numerals. Where
//! some words show a number, and how another is written in its place.

use std::ops::Range;

use travaux_grammar::{Label, NumberForm, digit_value};

/// A way to write a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Digits of the script that this zero is of.
    Digits(char),
    /// `十二`
    Han,
    /// Letters or roman numerals, as an address has them.
    Latin,
    /// `в`
    Cyrillic,
    /// `ج`
    Abjad,
}

/// What shows a number in some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its bytes.
    pub range: Range<usize>,
    /// How it is written.
    pub way: Way,
}

/// Where some words show a number as labels of a form write it.
pub fn shown(words: &str, form: NumberForm, number: u32) -> Vec<Shown> {
    let mut found = Vec::new();
    for way in ways(form).iter().copied() {
        for spelling in spellings(number, form, way) {
            let places = words.match_indices(&spelling).map(|(at, _)| at..at + spelling.len());
            found.extend(places.filter(|it| is_whole(words, it, form, way)).map(|range| Shown { range, way }));
        }
    }
    found.sort_by_key(|it| it.range.start);
    found
}

/// A number as labels of a form write it in some way; `None` for one that has no letter, or no numeral.
pub fn written(number: u32, form: NumberForm, way: Way) -> Option<String> {
    spellings(number, form, way).into_iter().next()
}

fn ways(form: NumberForm) -> &'static [Way] {
    const DIGITS: [Way; 5] = [Way::Digits('0'), Way::Digits('٠'), Way::Digits('۰'), Way::Digits('０'), Way::Han];
    match form {
        NumberForm::Digits => &DIGITS,
        // 第（五）项 is (e), and （5） may be.
        NumberForm::Lower => &[Way::Latin, Way::Cyrillic, Way::Abjad, Way::Han, Way::Digits('0')],
        NumberForm::Upper => &[Way::Latin, Way::Cyrillic],
        NumberForm::LowerRoman => &[Way::Latin],
        // 第二部分 is part II.
        NumberForm::UpperRoman => &[Way::Latin, Way::Han],
        NumberForm::Placeholder | NumberForm::Lettered => &[],
    }
}

/// The spellings of a number, the usual one first.
fn spellings(number: u32, form: NumberForm, way: Way) -> Vec<String> {
    const CYRILLIC: &str = "абвгдежзиклмнопрстуфхцчшщэюя";
    const ABJAD: &str = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
    if number == 0 {
        return Vec::new();
    }
    let nth = |alphabet: &str| alphabet.chars().nth(number as usize - 1).map(String::from);
    match way {
        Way::Digits(zero) => {
            let digits = number.to_string();
            let of_script = |it: char| char::from_u32(zero as u32 + it.to_digit(10)?);
            vec![digits.chars().filter_map(of_script).collect()]
        }
        Way::Han => han(number).into_iter().collect(),
        Way::Latin => vec![Label::new(form, number).to_string()],
        Way::Cyrillic => {
            nth(CYRILLIC).map(|it| if form == NumberForm::Upper { it.to_uppercase() } else { it }).into_iter().collect()
        }
        Way::Abjad => match number {
            1 => vec!["أ".to_owned(), "ا".to_owned()],
            // With the dash that keeps it from looking like a zero.
            5 => vec!["هـ".to_owned(), "ه".to_owned()],
            _ => nth(ABJAD).into_iter().collect(),
        },
    }
}

/// `一百零三` for 103.
fn han(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const POWERS: [(u32, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number >= 10_000 {
        return None;
    }
    let mut written = String::new();
    let mut is_gap = false;
    for (power, sign) in POWERS {
        let digit = (number / power % 10) as usize;
        match digit {
            0 => is_gap = !written.is_empty(),
            // 十二, not 一十二, where nothing stands before it.
            1 if power == 10 && written.is_empty() => written.push_str(sign),
            _ => {
                if is_gap {
                    written.push_str(DIGITS[0]);
                }
                is_gap = false;
                written.push_str(DIGITS[digit]);
                written.push_str(sign);
            }
        }
    }
    Some(written)
}

/// Whether a spelling stands for itself and is no part of a longer number or of a word.
fn is_whole(words: &str, at: &Range<usize>, form: NumberForm, way: Way) -> bool {
    let before = words[..at.start].chars().next_back();
    let behind = words[at.end..].chars().next();
    let has_neighbour = |is_part: &dyn Fn(char) -> bool| before.is_some_and(is_part) || behind.is_some_and(is_part);
    let is_in_parentheses = || behind.is_some_and(|it| matches!(it, ')' | '）'));
    match way {
        Way::Digits(_) => {
            !has_neighbour(&|it| digit_value(it).is_some()) && (form != NumberForm::Lower || is_in_parentheses())
        }
        Way::Han => !has_neighbour(&|it| "零〇一二两三四五六七八九十百千".contains(it)),
        // A letter alone is mostly a word.
        Way::Latin | Way::Cyrillic | Way::Abjad if matches!(form, NumberForm::Lower | NumberForm::LowerRoman) => {
            is_in_parentheses() && !before.is_some_and(char::is_alphanumeric)
        }
        Way::Latin | Way::Cyrillic | Way::Abjad => !has_neighbour(&char::is_alphanumeric),
    }
}

#[cfg(test)]
mod tests {
    use travaux_grammar::Label;

    use super::*;

    fn check(words: &str, form: NumberForm, number: u32, expected: &[&str]) {
        let found = shown(words, form, number);
        let found: Vec<&str> = found.iter().map(|it| &words[it.range.clone()]).collect();
        assert_eq!(found, expected, "{words}");
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
        check("(iii) and (ii)", NumberForm::LowerRoman, 2, &["ii"]);
    }

    #[test]
    fn han_numerals_are_written_as_people_write_them() {
        for (number, expected) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (103, "一百零三"),
            (110, "一百一十"),
            (2005, "二千零五"),
        ] {
            assert_eq!(han(number).as_deref(), Some(expected));
        }
    }

    #[test]
    fn the_letters_are_those_that_drafts_are_read_by() {
        for way in [Way::Cyrillic, Way::Abjad, Way::Latin] {
            for number in 1..=28 {
                let letter = written(number, NumberForm::Lower, way).unwrap();
                let read = Label::from_letters(letter.trim_end_matches('ـ'));
                assert_eq!(read.map(|it| it.number()), Some(number), "{letter}");
            }
            assert_eq!(written(29, NumberForm::Lower, way).is_some(), way == Way::Latin);
        }
    }
}
