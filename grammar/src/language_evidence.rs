//! How much of a text is in each of the six UN languages, from its scripts and its frequent short words; in a text of a
//! few lines, also from provision nouns, other short words and letters with accents. Names and file paths are not looked
//! at.

use crate::ascii_run::{AsciiRun, WINDOW_BYTES, Window};
use crate::language::Language;
use crate::lexicon::{FrequentWords, WordLanguages, frequent_words};
use crate::markup::markup_len;
use crate::offset::to_u32;

/// Frequent words alone decide where a language has as many.
const ENOUGH_WORDS: u32 = 8;

/// How much more a word hints at a language than a letter does.
const HINTS_PER_WORD: u32 = 2;

/// The amount of text in each script, and the number of frequent words of each language in Latin script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LanguageEvidence {
    /// Bytes of Latin letters.
    latin: u32,
    /// Bytes of Cyrillic letters.
    cyrillic: u32,
    /// Bytes of Han characters.
    han: u32,
    /// Bytes of Arabic letters.
    arabic: u32,
    /// Frequent words of English, French and Spanish.
    words: [u32; 3],
    /// Hints at English, French and Spanish: two for a word, one for a letter.
    hints: [u32; 3],
}

impl LanguageEvidence {
    /// Returns the evidence of a text.
    pub fn of(text: &str) -> LanguageEvidence {
        let mut evidence = LanguageEvidence::default();
        let frequent_words = frequent_words();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphabetic() {
                let window = bytes[at..].first_chunk();
                let length = window.and_then(|window| evidence.add_window(window, frequent_words));
                at += length.unwrap_or_else(|| evidence.add_word(&bytes[at..], frequent_words));
            } else if matches!(byte, b'<' | b'&') {
                at += markup_len(text, at).max(1);
            } else if byte.is_ascii() {
                at += 1;
            } else {
                let second = bytes.get(at + 1).copied().unwrap_or_default();
                at += evidence.add_character(byte, second, frequent_words);
            }
        }
        evidence
    }

    /// Counts the word with which a text begins, and returns its length.
    fn add_word(&mut self, text: &[u8], frequent_words: &FrequentWords) -> usize {
        let run = AsciiRun::at_start(text);
        self.latin = self.latin.saturating_add(to_u32(run.length));
        if text.get(run.length).is_none_or(u8::is_ascii)
            && let Some(languages) = frequent_words.languages(run)
        {
            self.count(languages);
        }
        run.length
    }

    /// Counts a word.
    #[inline]
    fn count(&mut self, languages: WordLanguages) {
        if let Some(language) = languages.frequent() {
            self.words[language] += 1;
        }
        for (hints, is_hint) in self.hints.iter_mut().zip(languages.hints()) {
            *hints += u32::from(is_hint) * HINTS_PER_WORD;
        }
    }

    /// Counts the words of a window that begins with a letter, and returns the length of what was counted: up to a
    /// character beyond ASCII, or to a word that may go on after the window. Returns `None` if that is the first word.
    fn add_window(&mut self, window: &[u8; WINDOW_BYTES], frequent_words: &FrequentWords) -> Option<usize> {
        let Window { letters, beyond_ascii } = Window::of(window);
        let end = beyond_ascii.trailing_zeros();
        let mut rest = if end < u64::BITS { letters & !(u64::MAX << end) } else { letters };
        while rest != 0 {
            let start = rest.trailing_zeros();
            let length = (rest >> start).trailing_ones();
            if start + length == u64::BITS {
                return (start > 0).then_some(start as usize);
            }
            self.latin = self.latin.saturating_add(length);
            // Letters before a character beyond ASCII are a part of a word.
            if start + length != end
                && let Some(languages) = frequent_words.languages_at(&window[start as usize..], length as usize)
            {
                self.count(languages);
            }
            rest &= u64::MAX << (start + length);
        }
        Some(end as usize)
    }

    /// Counts a character beyond ASCII, given its first two bytes, and returns its length.
    #[inline]
    fn add_character(&mut self, first: u8, second: u8, frequent_words: &FrequentWords) -> usize {
        match first {
            0xC3 => {
                if let Some(language) = frequent_words.language_of_letter(second) {
                    self.hints[language] += 1;
                }
            }
            0xD0..=0xD3 => self.cyrillic += 2,
            0xD8..=0xDB => self.arabic += 2,
            // The presentation forms U+FB50 to U+FEFF begin with 0xEF 0xAD to 0xEF 0xBB.
            0xEF if matches!(second, 0xAD..=0xBA) => self.arabic += 3,
            0xE3..=0xE9 if first > 0xE3 || second >= 0x90 => self.han += 3,
            _ => {}
        }
        match first {
            0xF0.. => 4,
            0xE0.. => 3,
            _ => 2,
        }
    }

    /// Returns the evidence of two texts together.
    #[must_use]
    pub fn plus(self, other: LanguageEvidence) -> LanguageEvidence {
        self.combined(other, u32::saturating_add)
    }

    /// Returns the evidence that remains when a part of the text is removed.
    #[must_use]
    pub fn minus(self, other: LanguageEvidence) -> LanguageEvidence {
        self.combined(other, u32::saturating_sub)
    }

    fn combined(self, other: LanguageEvidence, f: fn(u32, u32) -> u32) -> LanguageEvidence {
        LanguageEvidence {
            latin: f(self.latin, other.latin),
            cyrillic: f(self.cyrillic, other.cyrillic),
            han: f(self.han, other.han),
            arabic: f(self.arabic, other.arabic),
            words: std::array::from_fn(|index| f(self.words[index], other.words[index])),
            hints: std::array::from_fn(|index| f(self.hints[index], other.hints[index])),
        }
    }

    /// Returns whether a text of some length in Latin script has hardly any frequent word of English, French or Spanish, so
    /// that it is in another language. Measured on adopted texts: those in these languages have at most 40 letters for each
    /// frequent word, apart from lists of names; nine of ten Dutch ones have more than 100.
    pub fn is_in_another_language(self) -> bool {
        const MIN_LETTERS: u32 = 120;
        const MAX_LETTERS_PER_WORD: u32 = 100;
        let words = self.words.iter().copied().max().unwrap_or(0);
        self.latin >= MIN_LETTERS
            && self.language_of_script().is_none()
            && self.latin > words.max(1).saturating_mul(MAX_LETTERS_PER_WORD)
    }

    /// Returns whether any letter is Cyrillic.
    pub fn has_cyrillic(self) -> bool {
        self.cyrillic > 0
    }

    /// Returns the language of a whole draft: English without evidence.
    pub fn language(self) -> Language {
        self.language_of_script().unwrap_or_else(|| self.latin_language())
    }

    /// Returns the language of the parts in Latin script: English without evidence.
    pub fn latin_language(self) -> Language {
        if self.words.iter().all(|count| *count < ENOUGH_WORDS) {
            return self.language_by_hints();
        }
        let [english, french, spanish] = self.words;
        if french > english && french >= spanish {
            Language::Fr
        } else if spanish > english && spanish > french {
            Language::Es
        } else {
            Language::En
        }
    }

    /// Returns the language of a text with few frequent words, which count like other words here: English unless another
    /// language is ahead of it by a word, and of the third one.
    fn language_by_hints(self) -> Language {
        let [english, french, spanish] = [Language::En, Language::Fr, Language::Es].map(|it| self.score(it));
        let (ahead, language) = if french > spanish { (french, Language::Fr) } else { (spanish, Language::Es) };
        let is_ahead = french != spanish && ahead >= english.saturating_add(HINTS_PER_WORD);
        if is_ahead { language } else { Language::En }
    }

    /// Returns the language of a part of a draft: that of its script, or its own if the evidence is clear (a paragraph
    /// of a bilingual draft), otherwise `draft_language`, that of the draft's parts in Latin script.
    pub fn part_language(self, draft_language: Language) -> Language {
        if let Some(language) = self.language_of_script() {
            return language;
        }
        let own = self.latin_language();
        let count = |language: Language| self.words.get(language as usize).copied().unwrap_or(0);
        let is_clear = count(own) >= 4 && count(own) >= 3 * count(draft_language).max(1);
        if is_clear { own } else { draft_language }
    }

    /// Returns the language of a part if the evidence is clear without regard to the rest of the draft.
    pub fn plain_language(self) -> Option<Language> {
        let [first, second] = {
            let mut words = self.words;
            words.sort_unstable_by(|a, b| b.cmp(a));
            [words[0], words[1]]
        };
        let is_clear = first >= 3 && first >= 2 * second;
        let plain = || if is_clear { Some(self.latin_language()) } else { self.plain_language_by_hints() };
        self.language_of_script().or_else(plain)
    }

    /// Returns the language of a sentence of a few words, if hardly any of them hints at another one.
    fn plain_language_by_hints(self) -> Option<Language> {
        const MIN_SCORE: u32 = 3 * HINTS_PER_WORD;
        let mut scores = [Language::En, Language::Fr, Language::Es].map(|language| (self.score(language), language));
        scores.sort_unstable_by_key(|(score, _)| std::cmp::Reverse(*score));
        let [(first, language), (second, _), _] = scores;
        (first >= MIN_SCORE && first >= 3 * second).then_some(language)
    }

    /// Returns how much of the text indicates a language in Latin script, in hints.
    fn score(self, language: Language) -> u32 {
        let index = language as usize;
        self.words[index].saturating_mul(HINTS_PER_WORD).saturating_add(self.hints[index])
    }

    fn language_of_script(self) -> Option<Language> {
        let scripts = [(self.cyrillic, Language::Ru), (self.han, Language::Zh), (self.arabic, Language::Ar)];
        let (bytes, language) = scripts.into_iter().max_by_key(|(bytes, _)| *bytes)?;
        // These letters have two bytes and more, Latin ones a single byte: a third of the letters is enough for a text
        // that also contains Latin acronyms.
        (bytes > self.latin).then_some(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language) {
        assert_eq!(LanguageEvidence::of(text).language(), language, "{text}");
    }

    #[test]
    fn the_words_of_a_window_are_those_of_the_text() {
        let text =
            "the Partés of the État, etthe x-the (and) the_the Antidisestablishmentarianism’the and2the ".repeat(9);
        for start in (0..200).filter(|start| text.is_char_boundary(*start)) {
            let text = format!("{} {}", &text[start..], "a".repeat(start));
            let (mut words, mut at) = (LanguageEvidence::default(), 0);
            while let Some(byte) = text.as_bytes().get(at) {
                at += match byte {
                    _ if byte.is_ascii_alphabetic() => words.add_word(&text.as_bytes()[at..], frequent_words()),
                    _ => 1,
                };
            }
            assert_eq!(LanguageEvidence::of(&text), words, "{text}");
        }
    }

    #[test]
    fn a_sentence_is_recognised_in_each_language() {
        check("The Parties shall cooperate in accordance with this Convention.", Language::En);
        check("Les Parties coopèrent dans le cadre du présent Accord et des annexes.", Language::Fr);
        check("Las Partes cooperarán con el fin de cumplir los objetivos del Acuerdo.", Language::Es);
        check("Участники сотрудничают в соответствии с настоящим Соглашением.", Language::Ru);
        check("缔约方应根据本协定开展合作。", Language::Zh);
        check("تتعاون الأطراف وفقا لهذه الاتفاقية.", Language::Ar);
    }

    #[test]
    fn headings_and_short_words_decide_in_a_draft_of_a_few_lines() {
        check("Artículo 1", Language::Es);
        check("ARTÍCULO 1\n\n1. Cada Parte adoptará medidas.", Language::Es);
        check("Article premier\n\nChaque Partie adopte des mesures.", Language::Fr);
        check("Chaque Partie fait rapport.", Language::Fr);
        check("Article 1\n\nLa Partie coopère à toute mesure.", Language::Fr);
        check("Article 1\n\nEach Party must report.", Language::En);
        check("Article 1\n\nCuraçao and Asunción", Language::En);
        check("Статья 1\n\nСтороны сотрудничают.", Language::Ru);
        check("第一条\n\n缔约方合作。", Language::Zh);
        check("المادة 1\n\nتتعاون الأطراف.", Language::Ar);
    }

    #[test]
    fn a_mixed_or_tiny_text_is_english() {
        check("Article 1", Language::En);
        check("de la", Language::En);
        check("Bogotá", Language::En);
    }

    #[test]
    fn a_text_without_evidence_is_english() {
        check("", Language::En);
        check("1. 2. 3.", Language::En);
    }

    #[test]
    fn a_text_in_another_language_is_known_as_such() {
        let is_in_another = |text: &str| LanguageEvidence::of(text).is_in_another_language();
        let dutch = "De partijen nemen alle passende maatregelen om te voldoen aan de verplichtingen die voortvloeien uit \
            artikel 12 van het verdrag van Rotterdam, en stellen elkaar daarvan in kennis.";
        assert!(is_in_another(dutch));
        assert!(!is_in_another(&dutch[..60]));
        assert!(!is_in_another(
            "The Parties shall take appropriate measures to meet obligations arising from article 12 of the Rotterdam \
             treaty, and inform each other thereof."
        ));
        assert!(!is_in_another(&"تتعاون الأطراف وفقا لهذه الاتفاقية. ".repeat(9)));
    }

    #[test]
    fn a_short_sentence_is_plainly_in_its_language() {
        let plain = |text: &str| LanguageEvidence::of(text).plain_language();
        assert_eq!(plain("The Parties shall meet in the port."), Some(Language::En));
        assert_eq!(plain("Les Parties se réunissent dans le port."), Some(Language::Fr));
        assert_eq!(plain("Las Partes se reúnen en el puerto."), Some(Language::Es));
        assert_eq!(plain("Стороны собираются."), Some(Language::Ru));
        assert_eq!(plain("Article 5"), None);
        assert_eq!(plain("Ports"), None);
    }

    #[test]
    fn a_latin_acronym_does_not_change_the_language() {
        check("منظمة الأمم المتحدة (UNODC)", Language::Ar);
    }

    #[test]
    fn a_french_part_of_an_english_draft_is_french() {
        let part = LanguageEvidence::of("Les Parties adoptent, dans le respect du droit et des traités, les mesures.");
        assert_eq!(part.part_language(Language::En), Language::Fr);
        assert_eq!(LanguageEvidence::of("Article 5").part_language(Language::Fr), Language::Fr);
    }
}
