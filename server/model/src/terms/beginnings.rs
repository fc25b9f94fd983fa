//! A filter of words by their first letters. Most words of a text begin no word of a term, and are rejected before they are
//! folded or looked up.

use travaux_grammar::{Language, Lexicon, MAX_STEM_CHANGES, is_rtl};

/// The letters of a form that are compared.
const MAX_LETTERS: usize = 4;

/// The number of bits of a hash that select an entry.
const HASH_BITS: u32 = 13;

/// The beginnings of the forms of words.
pub(super) struct Beginnings {
    /// What is known of the beginning with a hash.
    entries: Box<[Entry]>,
    /// What may be joined to the beginning of an Arabic word.
    arabic_prefixes: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    /// No form begins so.
    Unknown,
    /// A form begins so, with more letters to compare.
    Inner,
    /// A form begins so.
    Known,
}

impl Beginnings {
    pub(super) fn new() -> Beginnings {
        Beginnings { entries: vec![Entry::Unknown; 1 << HASH_BITS].into(), arabic_prefixes: Vec::new() }
    }

    /// Adds a form of a word, as `term_form` returns it.
    pub(super) fn add(&mut self, form: &str) {
        self.add_after("", form);
        if form.starts_with(is_rtl) {
            if self.arabic_prefixes.is_empty() {
                self.arabic_prefixes = Lexicon::of(Language::Ar).joined_prefixes();
            }
            let prefixes = std::mem::take(&mut self.arabic_prefixes);
            prefixes.iter().for_each(|prefix| self.add_after(prefix, form));
            self.arabic_prefixes = prefixes;
        }
    }

    fn add_after(&mut self, prefix: &str, form: &str) {
        // The last letters of a form may be other ones in the word.
        let unchanged = form.chars().count().saturating_sub(MAX_STEM_CHANGES).clamp(1, MAX_LETTERS);
        let letters = prefix.chars().chain(form.chars().take(unchanged));
        let mut hash = 0;
        let mut last = None;
        for letter in letters.map_while(folded_letter).flatten() {
            hash = hash_after(hash, letter);
            let entry = &mut self.entries[index(hash)];
            if *entry == Entry::Unknown {
                *entry = Entry::Inner;
            }
            last = Some(index(hash));
        }
        if let Some(last) = last {
            self.entries[last] = Entry::Known;
        }
    }

    /// Returns whether a word without combining marks may have an added form.
    #[inline]
    pub(super) fn may_begin(&self, word: &str) -> bool {
        let mut hash = 0;
        for letter in word.chars() {
            match folded_letter(letter) {
                Some(Some(letter)) => hash = hash_after(hash, letter),
                Some(None) => continue,
                None => return true,
            }
            match self.entries[index(hash)] {
                Entry::Known => return true,
                Entry::Inner => {}
                Entry::Unknown => return false,
            }
        }
        false
    }
}

#[inline]
fn hash_after(hash: u32, letter: u32) -> u32 {
    (hash.rotate_left(5) ^ letter).wrapping_mul(0x9E37_79B1)
}

#[inline]
fn index(hash: u32) -> usize {
    (hash >> (u32::BITS - HASH_BITS)) as usize
}

/// Returns one code for all letters that are the same once words are folded or stemmed; `Some(None)` for a sign that folding
/// removes, and `None` where the code is not known.
#[inline]
fn folded_letter(letter: char) -> Option<Option<u32>> {
    let code = match letter {
        'A'..='Z' | 'А'..='Я' => letter as u32 + 0x20,
        'a'..='z' | '0'..='9' | 'а'..='я' | '\u{3400}'..='\u{9FFF}' | '《' | '》' => letter as u32,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا' as u32,
        'ى' | 'ی' => 'ي' as u32,
        'ة' => 'ه' as u32,
        'ک' => 'ك' as u32,
        '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' => return Some(None),
        'ء'..='ي' => letter as u32,
        'ё' | 'Ё' => 'е' as u32,
        'À'..='Å' | 'à'..='å' => 'a' as u32,
        'È'..='Ë' | 'è'..='ë' => 'e' as u32,
        'Ì'..='Ï' | 'ì'..='ï' => 'i' as u32,
        'Ò'..='Ö' | 'ò'..='ö' => 'o' as u32,
        'Ù'..='Ü' | 'ù'..='ü' => 'u' as u32,
        'Ç' | 'ç' => 'c' as u32,
        'Ñ' | 'ñ' => 'n' as u32,
        _ => return None,
    };
    Some(Some(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::word_forms::{WordForms, term_form};
    use travaux_grammar::folded;

    #[test]
    fn letters_that_fold_to_one_have_one_code() {
        for letter in '\0'..=char::MAX {
            let Some(code) = folded_letter(letter) else { continue };
            let folded = folded(&letter.to_string()).into_owned();
            let codes: Vec<_> = folded.chars().map(folded_letter).collect();
            assert_eq!(codes, code.map(|code| Some(Some(code))).into_iter().collect::<Vec<_>>(), "{letter}");
        }
    }

    #[test]
    fn a_word_with_an_added_form_is_not_rejected() {
        let texts = [
            (Language::En, "parties party ties act acts EEZ use uses processes Fund X skies"),
            (Language::Fr, "États états canaux canal réseaux œuvre loi lois baux bail"),
            (Language::Es, "sesión sesiones vez veces país Niñez veintidós régimen regímenes"),
            (Language::Ru, "сторона сторонами Ёмкость мест акт акта районы"),
            (Language::Ar, "المحطة وللمحطة بالمحطة ومحطة مُحطة أمين الأمين والأمين للأمين فبالمادة"),
            (Language::Zh, "公 约 《"),
        ];
        for (language, text) in texts {
            for term in text.split(' ') {
                let mut beginnings = Beginnings::new();
                let form = term_form(term, language);
                beginnings.add(&form);
                let mut forms = WordForms::default();
                for word in text.split(' ') {
                    forms.set(word, language);
                    assert!(beginnings.may_begin(word) || forms.iter().all(|it| it != form), "{term} {word}");
                }
                assert!(!beginnings.may_begin("jackal") && !beginnings.may_begin("щука"), "{term}");
            }
        }
    }
}
