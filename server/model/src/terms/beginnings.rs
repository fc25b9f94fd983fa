//! A filter of words by their first letters. Most words of a text begin no word of a term, and are rejected before they are
//! folded or looked up.

use travaux_grammar::{Language, Lexicon, MAX_STEM_CHANGES, is_rtl};

use super::words::{Beginning, code, han_code, is_word_by_itself};

/// The letters of a form that are compared.
const CODE_LETTERS: usize = 3;

/// The longest that is joined to the beginning of a word, and the letters after it.
const MAX_LETTERS: usize = 8;

/// The bits of a letter.
const LETTER_BITS: usize = 5;

/// The beginnings of the forms of words.
pub(super) struct Beginnings {
    /// The codes of the forms as a set of bits.
    codes: Box<[u32; 1 << 10]>,
    /// What may be joined to the beginning of an Arabic word, as packed letters and their number; none if no form is Arabic.
    prefixes: Vec<(u64, usize)>,
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
            for prefix in Lexicon::of(Language::Ar).joined_prefixes() {
                let letters: Vec<u32> = prefix.chars().filter_map(|it| folded_letter(it)?).collect();
                let packed = letters.iter().fold(0, |all, letter| all << LETTER_BITS | u64::from(*letter));
                self.prefixes.push((packed, letters.len()));
                self.prefix_letters |= letters.first().map_or(0, |letter| 1 << letter);
            }
            self.prefixes.sort_unstable();
            self.prefixes.dedup();
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
    pub(super) fn may_begin<'w>(&self, beginning: Beginning, word: impl FnOnce() -> &'w str) -> bool {
        match beginning {
            Beginning::Code(code) => self.has_code(code),
            Beginning::Letters => self.may_begin_letters(word()),
            Beginning::Marked => true,
        }
    }

    fn may_begin_letters(&self, word: &str) -> bool {
        // The first letters, the first in the highest bits.
        let mut packed = 0u64;
        let mut count = 0;
        for letter in word.chars() {
            match CODES.get(letter as usize) {
                Some(&code @ ..REMOVED) => packed = packed << LETTER_BITS | u64::from(code),
                Some(&REMOVED) => continue,
                _ => return true,
            }
            count += 1;
            if count == CODE_LETTERS && !self.may_have_prefix(packed >> (LETTER_BITS * (CODE_LETTERS - 1)))
                || count == MAX_LETTERS
            {
                break;
            }
        }
        packed <<= LETTER_BITS * (MAX_LETTERS - count);
        let begins_at = |at: usize| {
            let code = packed >> (LETTER_BITS * (MAX_LETTERS - CODE_LETTERS - at));
            self.has_code((code & 0x7FFF) as u16)
        };
        let is_prefix = |(prefix, length): (u64, usize)| packed >> (LETTER_BITS * (MAX_LETTERS - length)) == prefix;
        begins_at(0)
            || self.may_have_prefix(packed >> (LETTER_BITS * (MAX_LETTERS - 1)))
                && self.prefixes.iter().any(|it| is_prefix(*it) && begins_at(it.1))
    }

    /// Returns whether a prefix begins with a letter.
    fn may_have_prefix(&self, letter: u64) -> bool {
        self.prefix_letters >> (letter & 0x1F) & 1 == 1
    }
}

/// Stands for a sign that folding removes.
const REMOVED: u8 = 1 << LETTER_BITS;

/// Stands for a letter whose bits are not known.
const UNKNOWN: u8 = REMOVED + 1;

/// The bits of the letters of one or two bytes. No others are known.
static CODES: [u8; 0x800] = {
    let mut codes = [UNKNOWN; 0x800];
    let mut at = 0;
    while at < codes.len() {
        if let Some(letter) = char::from_u32(at as u32) {
            codes[at] = match folded_letter(letter) {
                Some(Some(code)) => code as u8,
                Some(None) => REMOVED,
                None => UNKNOWN,
            };
        }
        at += 1;
    }
    codes
};

/// Returns five bits for a letter, the same for all letters that are one when words are folded or stemmed; `Some(None)` for a
/// sign that folding removes, and `None` where they are not known.
const fn folded_letter(letter: char) -> Option<Option<u32>> {
    let letter = match letter {
        'ء'..='ي' => match letter {
            'أ' | 'إ' | 'آ' => 'ا',
            'ى' => 'ي',
            'ة' => 'ه',
            '\u{640}' => return Some(None),
            _ => letter,
        },
        'a'..='z' | '0'..='9' | 'A'..='Z' | 'а'..='я' | 'А'..='Я' => letter,
        'ٱ' => 'ا',
        'ی' => 'ي',
        'ک' => 'ك',
        '\u{64B}'..='\u{65F}' | '\u{670}' => return Some(None),
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
            assert!((letter as usize) < CODES.len(), "{letter}");
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
        beginnings.may_begin(words[0].beginning, || word)
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
