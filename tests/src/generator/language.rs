//! The forms of numbers in each language, as real treaties write them.

use travaux_grammar::{Language, NumberForm, NumeralSystem, latin_adverb, latin_letters, write_number};

use super::Number;

pub(crate) struct LanguageForms {
    pub(crate) language: Language,
}

/// One text in each language, in the order of `Language`.
pub(super) type Six = [&'static str; 6];

pub(super) const ARABIC_LETTERS: [&str; 6] = ["أ", "ب", "ج", "د", "هـ", "و"];
const ARABIC_SERIES: [&str; 5] = ["مكرراً", "ثالثاً", "رابعاً", "خامساً", "سادساً"];
pub(super) const ARABIC_ORDINALS: [&str; 4] = ["الأول", "الثاني", "الثالث", "الرابع"];

impl LanguageForms {
    pub(crate) fn of(&self, six: Six) -> &'static str {
        six[self.language as usize]
    }

    pub(crate) fn inserts_paragraphs(&self) -> bool {
        !matches!(self.language, Language::Zh | Language::Ar)
    }

    pub(crate) fn stop(&self) -> &'static str {
        if self.language == Language::Zh { "。" } else { "." }
    }

    pub(crate) fn semicolon(&self) -> &'static str {
        self.of([";", " ;", ";", ";", "；", "؛"])
    }

    pub(crate) fn part(&self, number: usize, title: &str) -> String {
        let roman = write_number(number as u32, NumberForm::UpperRoman, NumeralSystem::Latin).unwrap_or_default();
        match self.language {
            Language::En => format!("Part {roman}\n{title}"),
            Language::Fr => format!("Partie {roman}\n{title}"),
            Language::Es => format!("Parte {roman}\n{title}"),
            Language::Ru => format!("Часть {roman}\n{title}"),
            Language::Zh => format!("第{}部分 {title}", han(number)),
            Language::Ar => match ARABIC_ORDINALS.get(number - 1) {
                Some(ordinal) => format!("الجزء {ordinal}\n{title}"),
                None => format!("الجزء {number}\n{title}"),
            },
        }
    }

    pub(crate) fn annex(&self, number: usize, title: &str) -> String {
        let roman = ["I", "II", "III"][number - 1];
        match self.language {
            Language::En => format!("Annex {roman}\n{title}"),
            Language::Fr => format!("Annexe {roman}\n{title}"),
            Language::Es => format!("Anexo {roman}\n{title}"),
            Language::Ru => format!("Приложение {roman}\n{title}"),
            Language::Zh => format!("附件{}\n{title}", han(number)),
            Language::Ar => format!("المرفق {}\n{title}", ARABIC_ORDINALS[number - 1]),
        }
    }

    /// Formats a number with its suffix: `4 bis`.
    pub(crate) fn numbered(&self, number: Number) -> String {
        let Number { number, position } = number;
        match (self.language, position) {
            (Language::Fr, 1) if number == 1 => "premier".to_owned(),
            (_, 1) => number.to_string(),
            (Language::Ar, position) => format!("{number} {}", ARABIC_SERIES[position - 2]),
            (_, position) => format!("{number} {}", latin_adverb(position as u8).unwrap_or_default()),
        }
    }

    pub(crate) fn counted(number: Number) -> String {
        let suffix = if number.position > 1 { format!("之{}", han(number.position)) } else { String::new() };
        format!("第{}条{suffix}", han(number.number))
    }

    pub(crate) fn article(&self, number: Number, title: &str) -> String {
        let written = self.numbered(number);
        match self.language {
            Language::En | Language::Fr => format!("Article {written}\n{title}"),
            Language::Es => format!("Artículo {written}\n{title}"),
            Language::Ru => format!("Статья {written}\n{title}"),
            Language::Zh => format!("{} {title}", Self::counted(number)),
            Language::Ar => format!("المادة {written}\n{title}"),
        }
    }

    pub(crate) fn paragraph(&self, number: Number) -> String {
        let suffix = match number.position {
            1 => String::new(),
            position => format!(" {}", latin_adverb(position as u8).unwrap_or_default()),
        };
        match self.language {
            Language::Zh => format!("{}、", han(number.number)),
            Language::Ar => format!("{} - ", number.number),
            _ => format!("{}{suffix}. ", number.number),
        }
    }

    pub(crate) fn letter(&self, letter: usize) -> String {
        match self.language {
            Language::En => format!("({}) ", latin_letters(letter as u32)),
            Language::Zh => format!("（{}）", han(letter)),
            Language::Ar => format!("({}) ", ARABIC_LETTERS[letter - 1]),
            _ => format!("{}) ", latin_letters(letter as u32)),
        }
    }

    pub(crate) fn item(&self, item: usize) -> String {
        let roman = ["i", "ii", "iii", "iv"][item - 1];
        match self.language {
            Language::En => format!("({roman}) "),
            Language::Zh => format!("{item}. "),
            Language::Ar => format!("'{item}' "),
            _ => format!("{roman}) "),
        }
    }
}

/// Formats a number in Han numerals: 十二. From 100 on, digit by digit: 一五〇.
pub(crate) fn han(number: usize) -> String {
    const DIGITS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match number {
        0..=9 => DIGITS[number].to_owned(),
        10..=99 => {
            let tens = if number < 20 { "" } else { DIGITS[number / 10] };
            let ones = if number.is_multiple_of(10) { "" } else { DIGITS[number % 10] };
            format!("{tens}十{ones}")
        }
        _ => number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect(),
    }
}
