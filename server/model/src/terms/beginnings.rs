//! A filter of words by their first letters. Most words of a text begin no word of a term, and are rejected before they are
//! folded or looked up.

use travaux_grammar::{Language, Lexicon, MAX_STEM_CHANGES, is_rtl};

use super::words::{Beginning, code, han_code, is_word_by_itself};

/// The letters of a form that are compared.
const CODE_LETTERS: usize = 3;

/// The longest that is joined to the beginning of a word, and the letters after it.
const MAX_LETTERS: usize = 8;

/// The beginnings of the forms of words.
pub(super) struct Beginnings {
    /// The codes of the forms as a set of bits.
    codes: Box<[u32; 1 << 10]>,
    /// What may be joined to the beginning of an Arabic word, as codes of letters; none if no form is Arabic.
    prefixes: Vec<Vec<u32>>,
    /// The first letters of the prefixes, as bits.
    prefix_letters: u32,
}

impl Beginnings {
    pub(super) fn new() -> Beginnings {
        Beginnings { codes: Box::new([0; 1 << 10]), prefixes: Vec::new(), prefix_letters: 0 }
    }

    /// Adds a form of a word, as `term_form` returns it.
    pub(super) fn add(&mut self, form: &str) {
        let mut letters = form.chars();
        if let (Some(character), None) = (letters.next(), letters.next())
            && is_word_by_itself(character)
        {
            return self.add_code(han_code(character));
        }
        if form.starts_with(is_rtl) && self.prefixes.is_empty() {
            let codes = |prefix: &String| prefix.chars().filter_map(|it| folded_letter(it)?).collect();
            self.prefixes = Lexicon::of(Language::Ar).joined_prefixes().iter().map(codes).collect();
            let first = |prefix: &Vec<u32>| prefix.first().map_or(0, |letter| 1 << letter);
            self.prefix_letters = self.prefixes.iter().map(first).fold(0, |all, bit| all | bit);
        }
        // The last letters of a form may be other ones in the word.
        let unchanged = form.chars().count().saturating_sub(MAX_STEM_CHANGES).clamp(1, CODE_LETTERS);
        let letters: Vec<u32> =
            form.chars().take(unchanged).map_while(folded_letter).map(Option::unwrap_or_default).collect();
        match letters[..] {
            [first, second, third] => self.add_code(code(first, second, third)),
            [first, second] => (0..32).for_each(|third| self.add_code(code(first, second, third))),
            [first] => (0..1 << 10).for_each(|rest| self.add_code(code(first, rest >> 5, rest))),
            // A word with such a letter is not rejected.
            _ => {}
        }
    }

    fn add_code(&mut self, code: u16) {
        self.codes[usize::from(code >> 5)] |= 1 << (code & 31);
    }

    #[inline]
    fn has_code(&self, code: u16) -> bool {
        self.codes[usize::from(code >> 5) & 0x3FF] >> (code & 31) & 1 == 1
    }

    /// Returns whether a word may have an added form.
    #[inline]
    pub(super) fn may_begin(&self, beginning: Beginning, word: &str) -> bool {
        match beginning {
            Beginning::Code(code) => self.has_code(code),
            Beginning::Letters => self.may_begin_letters(word),
            Beginning::Marked => true,
        }
    }

    fn may_begin_letters(&self, word: &str) -> bool {
        let mut letters = [0; MAX_LETTERS];
        let mut count = 0;
        for letter in word.chars() {
            match folded_letter(letter) {
                Some(Some(letter)) => letters[count] = letter,
                Some(None) => continue,
                None => return true,
            }
            count += 1;
            if count == MAX_LETTERS || count == CODE_LETTERS && self.prefix_letters >> letters[0] & 1 == 0 {
                break;
            }
        }
        let begins_at = |at: usize| {
            let rest = letters.get(at..at + CODE_LETTERS);
            rest.is_none_or(|rest| self.has_code(code(rest[0], rest[1], rest[2])))
        };
        let is_prefix = |prefix: &&Vec<u32>| letters.starts_with(prefix);
        begins_at(0)
            || self.prefix_letters >> letters[0] & 1 == 1
                && self.prefixes.iter().filter(is_prefix).any(|prefix| begins_at(prefix.len()))
    }
}

/// Returns five bits for a letter, the same for all letters that are one when words are folded or stemmed; `Some(None)` for a
/// sign that folding removes, and `None` where they are not known.
#[inline]
fn folded_letter(letter: char) -> Option<Option<u32>> {
    let letter = match letter {
        'a'..='z' | '0'..='9' | 'A'..='Z' | 'а'..='я' | 'А'..='Я' => letter,
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' => return Some(None),
        'ء'..='ي' => letter,
        'ё' | 'Ё' => 'е',
        'À'..='Å' | 'à'..='å' => 'a',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        'Ç' | 'ç' => 'c',
        'Ñ' | 'ñ' => 'n',
        _ => return None,
    };
    // Lower case and upper case have the same five low bits in Latin and in Cyrillic.
    Some(Some(letter as u32 & 0x1F))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::word_forms::{WordForms, term_form};
    use crate::terms::words::cut_words;
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
    fn prefixes_leave_room_for_the_letters_after_them() {
        let prefixes = Lexicon::of(Language::Ar).joined_prefixes();
        assert!(prefixes.iter().all(|prefix| prefix.chars().count() + CODE_LETTERS <= MAX_LETTERS));
    }

    fn may_begin(beginnings: &Beginnings, word: &str) -> bool {
        let mut words = Vec::new();
        cut_words(word, &mut words);
        beginnings.may_begin(words[0].beginning, word)
    }

    #[test]
    fn a_word_with_an_added_form_is_not_rejected() {
        let texts = [
            (Language::En, "parties party ties act acts EEZ use uses processes Fund X skies 2nd A4 co2 e\u{301}tat"),
            (Language::Fr, "États états canaux canal réseaux œuvre loi lois baux bail e\u{301}tats"),
            (Language::Es, "sesión sesiones vez veces país Niñez veintidós régimen regímenes"),
            (Language::Ru, "сторона сторонами Ёмкость мест акт акта районы"),
            (Language::Ar, "المحطة وللمحطة بالمحطة ومحطة مُحطة أمين الأمين والأمين للأمين فبالمادة وباب الباب"),
            (Language::Zh, "公 约 《 》 〇"),
        ];
        for (language, text) in texts {
            for term in text.split(' ') {
                let mut beginnings = Beginnings::new();
                let form = term_form(term, language);
                beginnings.add(&form);
                let mut forms = WordForms::default();
                for word in text.split(' ') {
                    forms.set(word, language);
                    assert!(may_begin(&beginnings, word) || forms.iter().all(|it| it != form), "{term} {word}");
                }
                assert!(!may_begin(&beginnings, "jackal") && !may_begin(&beginnings, "щука"), "{term}");
            }
        }
    }
}
