//! The form in which words are compared: lower case, compatibility forms decomposed, Arabic vowel signs and tatweel
//! dropped and its letter variants merged. Never used for offsets: those stay the original text's.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A word as it is compared: `Article` and `ARTICLE` as `article`, `المادّة` as `الماده`.
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

/// Writes the folded form of a word behind what `out` holds.
pub fn fold_into(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|it| it.to_ascii_lowercase()));
        return;
    }
    let is_compatibility = |it: char| matches!(it, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{300}'..='\u{36F}');
    if word.contains(is_compatibility) {
        word.nfkc().for_each(|it| fold_letter(it, out));
    } else {
        word.chars().for_each(|it| fold_letter(it, out));
    }
}

/// Whether a letter is written from right to left.
pub fn is_rtl(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

fn fold_letter(letter: char, out: &mut String) {
    match letter {
        // Vowel signs, superscript alef, tatweel, and the marks of direction.
        '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{640}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{AD}'
        | '\u{FEFF}' => {}
        'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
        'ى' | 'ی' => out.push('ي'),
        'ة' => out.push('ه'),
        'ک' => out.push('ك'),
        'ё' | 'Ё' => out.push('е'),
        '’' | 'ʼ' => out.push('\''),
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
