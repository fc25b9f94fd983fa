//! Classes of characters: scripts, writing direction, and characters that a reader does not see.

/// The characters whose first byte is smaller are not Han.
pub(crate) const FIRST_HAN_BYTE: u8 = 0xE3;

/// The sign that lengthens a joined Arabic letter: `هـ`.
pub(crate) const TATWEEL: char = '\u{640}';

/// Returns whether a character is Han. Each one is a word by itself for the tokenizer.
#[inline]
pub fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{3007}')
}

/// Returns the same as `char::is_alphabetic`, whose table is slow for most letters beyond Latin: the ranges to which
/// nearly all characters of drafts belong are compared first.
#[inline]
pub(crate) fn is_letter(character: char) -> bool {
    match character {
        '\0'..='\x7F' => character.is_ascii_alphabetic(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ' | '\u{410}'..='\u{44F}' | '\u{620}'..='\u{657}' => true,
        '\u{4E00}'..='\u{9FFF}' | '\u{FE80}'..='\u{FEFC}' => true,
        // No-break spaces, quotation marks and dashes, and the marks and digits of Arabic and Chinese texts.
        '\u{A0}' | '«' | '»' | '\u{600}'..='\u{60F}' | '\u{61B}'..='\u{61F}' | '\u{660}'..='\u{66D}' => false,
        '\u{2000}'..='\u{2070}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF01}'..='\u{FF20}' => false,
        _ => character.is_alphabetic(),
    }
}

/// Returns whether a character is Cyrillic.
pub(crate) fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52F}')
}

/// Returns whether a character is Arabic, presentation forms included.
pub(crate) fn is_arabic(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FEFF}')
}

/// Returns whether a character is written from right to left: Hebrew to Arabic, and their presentation forms.
pub fn is_rtl(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Returns whether a character is invisible: zero-width spaces and joiners, direction controls, the byte order mark.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Returns whether a character is an Arabic vowel sign, a superscript alef or a tatweel: part of how a word is written,
/// but not of its spelling.
pub(crate) fn is_arabic_mark(character: char) -> bool {
    matches!(character, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}')
}

/// Returns whether a character continues the word that it stands in without being a letter: combining marks, Arabic
/// marks, joiners and the soft hyphen.
pub(crate) fn continues_word(character: char) -> bool {
    is_arabic_mark(character) || matches!(character, '\u{300}'..='\u{36F}' | '\u{200C}' | '\u{200D}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_character_begins_with_a_large_byte() {
        for character in ('\0'..=char::MAX).filter(|character| is_han(*character)) {
            assert!(character.encode_utf8(&mut [0; 4]).as_bytes()[0] >= FIRST_HAN_BYTE, "{character}");
        }
    }

    #[test]
    fn a_letter_is_what_unicode_calls_alphabetic() {
        for character in '\0'..=char::MAX {
            assert_eq!(is_letter(character), character.is_alphabetic(), "{character:?}");
        }
    }
}
