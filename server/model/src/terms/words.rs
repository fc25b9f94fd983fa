//! The words of a text, as terms are compared: sequences of letters and digits, and each Han character by itself.

use std::ops::Range;

use travaux_grammar::is_han;

/// The bytes of a word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether only whitespace, a hyphen or an apostrophe separates it from the previous word.
    pub(super) joined: bool,
    /// Whether a mark in it combines with the letter before the mark.
    pub(super) has_mark: bool,
}

impl Word {
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
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
    /// Returns the class of a character. Those of which texts consist are found without the tables of Unicode.
    fn of(sign: char) -> Class {
        match sign {
            '\u{4E00}'..='\u{9FFF}' => Class::Alone,
            'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | '\u{410}'..='\u{44F}' | '\u{620}'..='\u{657}' => Class::Letter,
            '\u{A0}' | '’' | '‑' | '\u{3000}' => Class::Joint,
            '«' | '»' | '“' | '”' | '–' | '—' | '\u{3001}' | '\u{3002}' | '\u{FF01}'..='\u{FF0F}' => Class::Other,
            '\u{61B}' | '\u{61F}' | '،' => Class::Other,
            _ => Class::by_table(sign),
        }
    }

    fn by_table(sign: char) -> Class {
        match sign {
            '《' | '》' => Class::Alone,
            _ if is_han(sign) => Class::Alone,
            _ if sign.is_alphanumeric() => Class::Letter,
            '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' | '\u{AD}' => {
                Class::Inside
            }
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

fn is_ascii_letter(byte: u8) -> bool {
    ASCII.get(usize::from(byte)) == Some(&Class::Letter)
}

/// Replaces `words` by the words of a text.
pub(super) fn cut_words(text: &str, words: &mut Vec<Word>) {
    words.clear();
    let bytes = text.as_bytes();
    let mut joined = true;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let (class, start) = match ASCII.get(usize::from(*byte)) {
            Some(class) => (*class, at),
            None => (char_at(text, at).map_or(Class::Other, Class::of), at),
        };
        at += if byte.is_ascii() { 1 } else { char_at(text, at).map_or(1, char::len_utf8) };
        match class {
            Class::Letter => {
                let (end, has_mark) = word_end(text, at);
                words.push(Word { start, end, joined, has_mark });
                (at, joined) = (end, true);
            }
            Class::Alone => {
                words.push(Word { start, end: at, joined, has_mark: false });
                joined = true;
            }
            Class::Joint => {}
            Class::Inside | Class::Other => joined = false,
        }
    }
}

/// Returns the end of a word of which a letter ends at a byte, and whether a combining mark is in the rest of it.
fn word_end(text: &str, mut at: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut has_mark = false;
    loop {
        while bytes.get(at).is_some_and(|byte| is_ascii_letter(*byte)) {
            at += 1;
        }
        let Some(sign) = bytes.get(at).filter(|byte| !byte.is_ascii()).and_then(|_| char_at(text, at)) else {
            return (at, has_mark);
        };
        if !matches!(Class::of(sign), Class::Letter | Class::Inside) {
            return (at, has_mark);
        }
        has_mark |= matches!(sign, '\u{300}'..='\u{36F}');
        at += sign.len_utf8();
    }
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
        check("Each Party’s 2nd,  act-s", &[("Each", true), ("Party", true), ("s", true), ("2nd", true), ("act", false), ("s", true)]);
        check("e\u{301}tat (ёж)", &[("e\u{301}tat", true), ("ёж", false)]);
        check("《公约》。各", &[("《", true), ("公", true), ("约", true), ("》", true), ("各", false)]);
        check("المحطّة، \u{64B}ب", &[("المحطّة", true), ("\u{64B}ب", false)]);
        check("", &[]);
    }
}
