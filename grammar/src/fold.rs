//! The form in which words are compared: lower case, compatibility forms decomposed, Arabic vowel signs and tatweel
//! dropped, and variants of Arabic letters merged. Offsets always refer to the original text, never to a folded one.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::script::{is_arabic_mark, is_invisible};

/// Returns a word in the form in which words are compared: `article` for `ARTICLE`, `الماده` for `المادّة`.
pub fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    if word.chars().all(is_own_fold) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    Cow::Owned(out)
}

/// Returns a phrase in the form in which phrases are compared: its words folded, with single spaces between them.
pub fn folded_phrase(phrase: &str) -> String {
    first_words(phrase, usize::MAX)
}

/// Returns the first `count` words of a text as a folded phrase.
pub(crate) fn first_words(text: &str, count: usize) -> String {
    let mut out = String::with_capacity(text.len().min(count.saturating_mul(16)));
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut words = 0;
    while words < count {
        at += bytes[at..].iter().take_while(|byte| is_ascii_blank(**byte)).count();
        let rest = &text[at..];
        // Only a word with other letters is decoded to find its end.
        let ascii = rest.bytes().take_while(|byte| byte.is_ascii() && !is_ascii_blank(*byte)).count();
        let end = match bytes.get(at + ascii) {
            Some(byte) if !byte.is_ascii() => rest.find(char::is_whitespace).unwrap_or(rest.len()),
            _ => ascii,
        };
        let Some(first) = rest.chars().next() else { break };
        if end == 0 {
            at += first.len_utf8();
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        fold_into(&rest[..end], &mut out);
        at += end;
        words += 1;
    }
    out
}

/// Returns whether a byte is white space by itself.
fn is_ascii_blank(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// Appends the folded form of a word to `out`.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    let start = out.len();
    for letter in word.chars() {
        if is_compatibility(letter) {
            // Such a character changes the letters around it: the word is decomposed as a whole.
            out.truncate(start);
            word.nfkc().for_each(|letter| fold_letter(letter, out));
            return;
        }
        fold_letter(letter, out);
    }
}

/// Returns whether a character is a compatibility form, or a mark that combines with the letter before it.
#[inline]
pub(crate) fn is_compatibility(letter: char) -> bool {
    matches!(letter,
        '\u{300}'..='\u{36F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{FF00}'..='\u{FFEF}')
}

/// Returns the letter into which a letter is folded, if that does not depend on the letters around it and needs no table.
#[inline]
pub(crate) fn simple_fold(letter: char) -> Option<char> {
    match letter {
        _ if letter.is_ascii() => Some(letter.to_ascii_lowercase()),
        'А'..='Я' | 'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(letter as u32 + 0x20),
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' | 'ی' => Some('ي'),
        'ة' => Some('ه'),
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(letter as u32 - 0xFEE0).map(|sign| sign.to_ascii_lowercase()),
        '،' | '؛' | '؟' | '«' | '»' | '“' | '”' | '–' | '—' => Some(letter),
        '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' => Some(letter),
        _ => is_own_fold(letter).then_some(letter),
    }
}

/// Rejects most texts whose folded form does not begin with a folded phrase. No text that does is rejected.
#[inline]
pub(crate) fn may_fold_to(text: &str, phrase: &str) -> bool {
    // Most texts begin with another letter.
    match (text.as_bytes(), phrase.as_bytes()) {
        ([first, 0..0x80, ..], [expected, ..]) if first.is_ascii_alphanumeric() => {
            first.to_ascii_lowercase() == *expected && letters_may_fold_to(text, phrase)
        }
        _ => letters_may_fold_to(text, phrase),
    }
}

fn letters_may_fold_to(text: &str, phrase: &str) -> bool {
    let mut letters = text.chars().peekable();
    for expected in phrase.chars() {
        let Some(letter) = letters.next() else { return true };
        let letter = letter.to_ascii_lowercase();
        if letter != expected {
            // A blank or another character may fold to the rest of the phrase, or its mark may follow.
            let is_own_fold = is_own_fold(letter) || letter.is_ascii() && !letter.is_ascii_whitespace();
            return !is_own_fold || letters.peek().is_some_and(|next| is_compatibility(*next));
        }
    }
    true
}

/// Rejects most texts whose folded form is not a folded word. No text whose form is the word is rejected.
pub(crate) fn may_fold_to_whole(text: &str, word: &str) -> bool {
    let mut letters = text.chars().peekable();
    for expected in word.chars() {
        let Some(letter) = letters.next() else { return true };
        if simple_fold(letter) != Some(expected) {
            return simple_fold(letter).is_none() || letters.peek().is_some_and(|next| is_compatibility(*next));
        }
    }
    letters.next().is_none_or(|next| simple_fold(next).is_none())
}

fn fold_letter(letter: char, out: &mut String) {
    match letter {
        _ if is_own_fold(letter) => out.push(letter),
        // Their lower case is as far away as in ASCII, and needs no table.
        'А'..='Я' => out.extend(char::from_u32(letter as u32 + 0x20)),
        _ if is_arabic_mark(letter) || is_invisible(letter) => {}
        '\u{AD}' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ی' => out.push('ي'),
        'ة' => out.push('ه'),
        'ک' => out.push('ك'),
        'ё' | 'Ё' => out.push('е'),
        '’' | 'ʼ' => out.push('\''),
        other => out.extend(other.to_lowercase()),
    }
}

/// Returns whether folding changes nothing about a character: of most letters of drafts this is known without a table.
#[inline]
fn is_own_fold(letter: char) -> bool {
    matches!(letter,
        'a'..='z' | '0'..='9' | 'ß'..='ö' | 'ø'..='ÿ' | 'а'..='я' | 'ء' | 'ؤ' | 'ئ' | 'ا' | 'ب' | 'ت'..='غ' | 'ف'..='و' | 'ي'
            | '\u{3400}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_spellings_of_a_word_are_one() {
        assert_eq!(folded("ثانياً"), folded("ثانيا"));
        assert_eq!(folded("المادّة"), "الماده");
        assert_eq!(folded("ﺍﻟﻤﺎﺩﺓ"), "الماده");
        assert_eq!(folded("هـ"), "ه");
    }

    #[test]
    fn a_character_that_is_its_own_fold_has_no_other() {
        for letter in ('\0'..=char::MAX).filter(|letter| is_own_fold(*letter)) {
            let is_merged = matches!(letter, 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' | 'ی' | 'ة' | 'ک' | 'ё');
            assert!(!is_merged && !is_arabic_mark(letter) && !is_invisible(letter), "{letter}");
            assert!(letter.to_lowercase().eq([letter]) && [letter].into_iter().nfkc().eq([letter]), "{letter}");
        }
        for letter in 'А'..='Я' {
            assert_eq!(folded(&letter.to_string()), letter.to_lowercase().to_string());
        }
    }

    #[test]
    fn a_letter_with_a_simple_fold_is_folded_to_it() {
        for letter in '\0'..=char::MAX {
            if let Some(fold) = simple_fold(letter) {
                assert_eq!(folded(letter.encode_utf8(&mut [0; 4])), fold.to_string(), "{letter:?}");
            }
        }
    }

    #[test]
    fn the_words_of_a_phrase_are_those_between_white_space() {
        for text in ["", " a", "a b\t\u{b}c\u{1c}d", "État\u{a0}x  ’y\u{3000}z \u{200B} w\u{2028}", "i. Année de 2 é"]
        {
            for count in 0..9 {
                let words: Vec<_> = text.split_whitespace().take(count).map(|word| folded(word).into_owned()).collect();
                assert_eq!(first_words(text, count), words.join(" "), "{text}");
            }
        }
    }

    #[test]
    fn a_text_that_folds_to_a_phrase_is_not_rejected() {
        let texts = [
            "Means",
            "  means",
            "e\u{301}tat",
            "État",
            "И\u{306}од",
            "ﺍﻟﻤﺎﺩﺓ",
            "المادّة ٤",
            "是指",
            "MEANS  OF",
            "a\u{200B}b",
        ];
        for text in texts {
            let phrase = folded_phrase(text);
            let trimmed = text.trim_start();
            let ends = phrase.char_indices().map(|(at, letter)| at + letter.len_utf8());
            assert!(ends.into_iter().all(|end| may_fold_to(trimmed, &phrase[..end])), "{text}");
            assert!(trimmed.contains(' ') || may_fold_to_whole(trimmed, &phrase), "{text}");
        }
        assert!(!may_fold_to_whole("means", "mean") && !may_fold_to_whole("是指定", "是指"));
        assert!(!may_fold_to("meant", "means") && !may_fold_to("是否", "是指") && !may_fold_to("статья", "стадия"));
    }

    #[test]
    fn case_does_not_matter_in_any_script() {
        assert_eq!(folded("ARTICLE"), "article");
        assert_eq!(folded("СТАТЬЯ"), "статья");
        assert_eq!(folded("Ｘ"), "x");
    }
}
