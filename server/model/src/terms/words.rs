//! The words of a text, as terms are compared: sequences of letters and digits, and each Han character by itself.

use std::ops::Range;

use travaux_grammar::{AsciiRun, is_han, to_u32, to_usize};

/// The bytes of a word in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    start: u32,
    end: u32,
    pub(super) beginning: Beginning,
    /// Whether only whitespace, a hyphen or an apostrophe separates it from the previous word.
    pub(super) joined: bool,
}

/// How a word begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A word of ASCII letters, or a Han character: the code of its first letters.
    Code(u16),
    /// A word with other letters.
    Letters,
    /// A mark in it combines with the letter before the mark.
    Marked,
}

impl Word {
    pub(super) fn range(&self) -> Range<usize> {
        to_usize(self.start)..to_usize(self.end)
    }
}

/// Returns one code for the first three letters of a word, given five bits of each.
#[inline]
pub(super) fn code(first: u32, second: u32, third: u32) -> u16 {
    const LETTER: u32 = 0x1F;
    // Fifteen bits.
    ((first & LETTER) << 10 | (second & LETTER) << 5 | third & LETTER) as u16
}

/// Returns the code of a character that is a word by itself.
pub(super) fn han_code(character: char) -> u16 {
    (character as u32 & 0x7FFF) as u16
}

/// Returns whether a character is a word by itself.
pub(super) fn is_word_by_itself(character: char) -> bool {
    Class::of_any(character) == Class::Alone
}

/// What a character is to the words around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A letter or digit.
    Letter,
    /// A part of the word before it: a combining mark, tatweel or joiner.
    Inside,
    /// A word by itself. 《公约》 and 公约 are different terms.
    Alone,
    /// Whitespace, a hyphen or an apostrophe, across which a term continues.
    Joint,
    /// Any other sign.
    Other,
}

impl Class {
    #[inline]
    fn of_any(sign: char) -> Class {
        match KNOWN.get(sign as usize) {
            Some(Some(class)) => *class,
            _ => Class::of(sign),
        }
    }

    /// Returns the class of a character beyond ASCII, if it is found without the tables of Unicode.
    #[inline]
    const fn without_table(sign: char) -> Option<Class> {
        Some(match sign {
            '\u{620}'..='\u{657}' | '\u{410}'..='\u{44F}' => Class::Letter,
            '\u{4E00}'..='\u{9FFF}' => Class::Alone,
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' => Class::Letter,
            '\u{A0}' | '’' | '‑' | '\u{3000}' => Class::Joint,
            '«' | '»' | '“' | '”' | '–' | '—' | '\u{3001}' | '\u{3002}' | '\u{FF01}'..='\u{FF0F}' => {
                Class::Other
            }
            '\u{61B}' | '\u{61F}' | '،' => Class::Other,
            _ => return None,
        })
    }

    /// Returns the class of a character beyond ASCII. Those of which texts consist are found without the tables of Unicode.
    #[inline]
    fn of(sign: char) -> Class {
        Class::without_table(sign).unwrap_or_else(|| Class::by_table(sign))
    }

    fn by_table(sign: char) -> Class {
        match sign {
            '《' | '》' => Class::Alone,
            _ if is_han(sign) => Class::Alone,
            _ if sign.is_alphanumeric() => Class::Letter,
            '\u{300}'..='\u{36F}'
            | '\u{640}'
            | '\u{64B}'..='\u{65F}'
            | '\u{670}'
            | '\u{200C}'
            | '\u{200D}'
            | '\u{AD}' => Class::Inside,
            '-' | '‑' | '’' | '\'' => Class::Joint,
            _ if sign.is_whitespace() => Class::Joint,
            _ => Class::Other,
        }
    }
}

/// The classes of the ASCII characters.
const ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b'\t'..=b'\r' | b' ' | b'-' | b'\'' => Class::Joint,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// The number of characters of one or two bytes.
const SHORT_CHARACTERS: usize = 0x800;

/// The classes of the characters of one or two bytes that are found without the tables of Unicode.
static KNOWN: [Option<Class>; SHORT_CHARACTERS] = {
    let mut classes = [None; SHORT_CHARACTERS];
    let mut code = 0;
    while code < classes.len() {
        classes[code] = match char::from_u32(code as u32) {
            _ if code < ASCII.len() => Some(ASCII[code]),
            Some(sign) => Class::without_table(sign),
            None => None,
        };
        code += 1;
    }
    classes
};

/// Replaces `words` by the words of a text. Text past 4 GiB is ignored.
pub(super) fn cut_words(text: &str, words: &mut Vec<Word>) {
    words.clear();
    let bytes = text.as_bytes();
    let mut joined = true;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte == b' ' {
            at += 1;
            continue;
        }
        if byte.is_ascii_alphabetic() {
            let run = AsciiRun::at_start(&bytes[at..]);
            let end = at + run.length;
            // Most words consist of ASCII letters only.
            if bytes.get(end).is_none_or(|next| next.is_ascii() && !next.is_ascii_digit()) {
                // Lower case and upper case have the same five low bits.
                let code = code(run.key as u32, (run.key >> 8) as u32, (run.key >> 16) as u32);
                push(words, at, end, Beginning::Code(code), joined);
                // A blank follows most words.
                (at, joined) = (end + usize::from(bytes.get(end) == Some(&b' ')), true);
                continue;
            }
        }
        let Some(sign) = char_at(text, at) else { return };
        let end = at + sign.len_utf8();
        match Class::of_any(sign) {
            Class::Letter => {
                let (end, beginning) = word_end(text, at);
                push(words, at, end, beginning, joined);
                (at, joined) = (end, true);
            }
            Class::Alone => {
                push(words, at, end, Beginning::Code(han_code(sign)), joined);
                (at, joined) = (end, true);
            }
            Class::Joint => at = end,
            Class::Inside | Class::Other => (at, joined) = (end, false),
        }
    }
}

#[inline]
fn push(words: &mut Vec<Word>, start: usize, end: usize, beginning: Beginning, joined: bool) {
    words.push(Word { start: to_u32(start), end: to_u32(end), beginning, joined });
}

/// Returns the end of the word at a byte, and how it begins.
fn word_end(text: &str, start: usize) -> (usize, Beginning) {
    let mut beginning = Beginning::Letters;
    let mut rest = &text.as_bytes()[start..];
    loop {
        let at = text.len() - rest.len();
        let (sign, length) = match rest {
            [] => break,
            [byte @ ..0x80, ..] => (char::from(*byte), 1),
            [first @ ..0xE0, second, ..] => (two_byte_character(*first, *second), 2),
            _ => text[at..].chars().next().map_or((' ', 1), |sign| (sign, sign.len_utf8())),
        };
        if !matches!(Class::of_any(sign), Class::Letter | Class::Inside) {
            break;
        }
        if matches!(sign, '\u{300}'..='\u{36F}') {
            beginning = Beginning::Marked;
        }
        rest = &rest[length..];
    }
    (text.len() - rest.len(), beginning)
}

/// Returns the character that two bytes of UTF-8 encode.
#[inline]
fn two_byte_character(first: u8, second: u8) -> char {
    char::from_u32(u32::from(first & 0x1F) << 6 | u32::from(second & 0x3F)).unwrap_or(' ')
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ranges_agree_with_the_tables_of_unicode() {
        for sign in '\0'..=char::MAX {
            let class = Class::by_table(sign);
            assert_eq!(Class::of(sign), class, "{sign:?}");
            if sign.is_ascii() {
                assert_eq!(ASCII[sign as usize], class, "{sign:?}");
            }
        }
    }

    #[test]
    fn words_are_cut_in_every_script() {
        let check = |text: &str, expected: &[(&str, bool)]| {
            let mut words = Vec::new();
            cut_words(text, &mut words);
            let found: Vec<(&str, bool)> = words.iter().map(|it| (&text[it.range()], it.joined)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "Each Party’s 2nd,  act-s",
            &[("Each", true), ("Party", true), ("s", true), ("2nd", true), ("act", false), ("s", true)],
        );
        check("e\u{301}tat (ёж)", &[("e\u{301}tat", true), ("ёж", false)]);
        check("《公约》。各", &[("《", true), ("公", true), ("约", true), ("》", true), ("各", false)]);
        check("المحطّة، \u{64B}ب", &[("المحطّة", true), ("\u{64B}ب", false)]);
        check("", &[]);
    }
}
