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
    for word in text.split_whitespace().take(count) {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_into(word, &mut out);
    }
    out
}

/// Appends the folded form of a word to `out`.
pub(crate) fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
        return;
    }
    let is_compatibility = |letter: char| {
        matches!(letter,
            '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{300}'..='\u{36F}')
    };
    if word.contains(is_compatibility) {
        word.nfkc().for_each(|letter| fold_letter(letter, out));
    } else {
        word.chars().for_each(|letter| fold_letter(letter, out));
    }
}

fn fold_letter(letter: char, out: &mut String) {
    match letter {
        _ if is_arabic_mark(letter) || is_invisible(letter) => {}
        '\u{AD}' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ی' => out.push('ي'),
        'ة' => out.push('ه'),
        'ک' => out.push('ك'),
        'ё' | 'Ё' => out.push('е'),
        '’' | 'ʼ' => out.push('\''),
        'a'..='z' | '0'..='9' => out.push(letter),
        other => out.extend(other.to_lowercase()),
    }
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
    fn case_does_not_matter_in_any_script() {
        assert_eq!(folded("ARTICLE"), "article");
        assert_eq!(folded("СТАТЬЯ"), "статья");
        assert_eq!(folded("Ｘ"), "x");
    }
}
