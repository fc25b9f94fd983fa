//! Which of the six UN languages a text is in. Looks at scripts and at the commonest short words; refuses to guess
//! from names or from a file's path.

use serde::{Deserialize, Serialize};

/// One of the six official languages of the United Nations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English
    #[default]
    En,
    /// French
    Fr,
    /// Spanish
    Es,
    /// Russian
    Ru,
    /// Chinese, simplified or traditional
    Zh,
    /// Arabic
    Ar,
}

impl Language {
    /// All six, in the order in which ties are decided.
    pub const ALL: [Language; 6] = [Language::En, Language::Fr, Language::Es, Language::Ru, Language::Zh, Language::Ar];

    /// The ISO 639-1 code: `en`, `ar`.
    pub fn code(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Fr => "fr",
            Language::Es => "es",
            Language::Ru => "ru",
            Language::Zh => "zh",
            Language::Ar => "ar",
        }
    }

    /// The language of an ISO 639-1 code, in either case.
    pub fn of_code(code: &str) -> Option<Language> {
        Language::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code))
    }

    /// Whether the language is written in Latin letters.
    pub fn is_latin(self) -> bool {
        matches!(self, Language::En | Language::Fr | Language::Es)
    }

    /// Whether the language is written from right to left.
    pub fn is_rtl(self) -> bool {
        self == Language::Ar
    }
}

/// How much of a text speaks for each language: letters for a script of its own, short words for a Latin one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Bytes of Latin, Cyrillic, Han and Arabic letters.
    latin: u32,
    cyrillic: u32,
    han: u32,
    arabic: u32,
    /// Common words of English, French and Spanish.
    words: [u32; 3],
}

impl Evidence {
    /// What a text says of its language.
    pub fn of(text: &str) -> Evidence {
        let mut evidence = Evidence::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let letters = bytes[at..].iter().take_while(|it| it.is_ascii_alphabetic()).count();
            if letters > 0 {
                evidence.latin = evidence.latin.saturating_add(letters as u32);
                let word = at..at + letters;
                at = word.end;
                if bytes.get(at).is_none_or(u8::is_ascii) {
                    evidence.hear(&bytes[word]);
                }
                continue;
            }
            let next = bytes.get(at + 1);
            match byte {
                0xD0..=0xD3 => evidence.cyrillic += 2,
                0xD8..=0xDB => evidence.arabic += 2,
                // U+FB50 to U+FEFF: the presentation forms; U+FExx of them begin with 0xEF 0xBA or 0xEF 0xBB.
                0xEF if matches!(next, Some(0xAD..=0xBA)) => evidence.arabic += 3,
                0xE3..=0xE9 if next.is_some_and(|next| byte > 0xE3 || *next >= 0x90) => evidence.han += 3,
                _ => {}
            }
            at += 1;
        }
        evidence
    }

    fn hear(&mut self, word: &[u8]) {
        let spoken = match word {
            b"the" | b"of" | b"and" | b"shall" | b"this" | b"with" | b"by" | b"for" | b"or" | b"to" | b"be" => 0,
            b"les" | b"des" | b"et" | b"du" | b"dans" | b"pour" | b"est" | b"au" | b"aux" | b"une" | b"le" => 1,
            b"los" | b"las" | b"el" | b"del" | b"y" | b"para" | b"por" | b"que" | b"con" | b"se" | b"al" => 2,
            _ => return,
        };
        self.words[spoken] += 1;
    }

    /// The evidence of two texts together.
    #[must_use]
    pub fn plus(self, other: Evidence) -> Evidence {
        Evidence {
            latin: self.latin.saturating_add(other.latin),
            cyrillic: self.cyrillic.saturating_add(other.cyrillic),
            han: self.han.saturating_add(other.han),
            arabic: self.arabic.saturating_add(other.arabic),
            words: std::array::from_fn(|each| self.words[each].saturating_add(other.words[each])),
        }
    }

    /// The evidence that is left when one text is taken out.
    #[must_use]
    pub fn minus(self, other: Evidence) -> Evidence {
        Evidence {
            latin: self.latin.saturating_sub(other.latin),
            cyrillic: self.cyrillic.saturating_sub(other.cyrillic),
            han: self.han.saturating_sub(other.han),
            arabic: self.arabic.saturating_sub(other.arabic),
            words: std::array::from_fn(|each| self.words[each].saturating_sub(other.words[each])),
        }
    }

    /// Whether any letter is Cyrillic.
    pub fn has_cyrillic(self) -> bool {
        self.cyrillic > 0
    }

    /// The language of a whole draft; English where nothing speaks.
    pub fn language(self) -> Language {
        self.script().unwrap_or_else(|| self.latin_language())
    }

    /// The language of its Latin parts: English where nothing speaks.
    pub fn latin_language(self) -> Language {
        let [english, french, spanish] = self.words;
        if french > english && french >= spanish {
            Language::Fr
        } else if spanish > english && spanish > french {
            Language::Es
        } else {
            Language::En
        }
    }

    /// The language of a part of a draft whose Latin parts are in `otherwise`: its script's, or its own if that is
    /// plain (a paragraph of a bilingual draft), or else the draft's.
    pub fn part_language(self, otherwise: Language) -> Language {
        if let Some(language) = self.script() {
            return language;
        }
        let own = self.latin_language();
        let count = |language: Language| self.words.get(language as usize).copied().unwrap_or(0);
        let is_plain = count(own) >= 4 && count(own) >= 3 * count(otherwise).max(1);
        if is_plain { own } else { otherwise }
    }

    /// The language that a part speaks for itself plainly, whatever the draft's is.
    pub fn plain_language(self) -> Option<Language> {
        let own = self.latin_language();
        let [first, second] = {
            let mut words = self.words;
            words.sort_unstable_by(|a, b| b.cmp(a));
            [words[0], words[1]]
        };
        self.script().or_else(|| (first >= 3 && first >= 2 * second).then_some(own))
    }

    fn script(self) -> Option<Language> {
        let others = [(self.cyrillic, Language::Ru), (self.han, Language::Zh), (self.arabic, Language::Ar)];
        let (most, language) = others.into_iter().max_by_key(|(bytes, _)| *bytes)?;
        // Two bytes a letter and more against one: a third of the letters is enough to be the language of a text
        // that also names Latin acronyms.
        (most > self.latin).then_some(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, language: Language) {
        assert_eq!(Evidence::of(text).language(), language, "{text}");
    }

    #[test]
    fn each_language_is_told_by_a_sentence() {
        check("The Parties shall cooperate in accordance with this Convention.", Language::En);
        check("Les Parties coopèrent dans le cadre du présent Accord et des annexes.", Language::Fr);
        check("Las Partes cooperarán con el fin de cumplir los objetivos del Acuerdo.", Language::Es);
        check("Участники сотрудничают в соответствии с настоящим Соглашением.", Language::Ru);
        check("缔约方应根据本协定开展合作。", Language::Zh);
        check("تتعاون الأطراف وفقا لهذه الاتفاقية.", Language::Ar);
    }

    #[test]
    fn a_text_that_says_nothing_is_english() {
        check("", Language::En);
        check("1. 2. 3.", Language::En);
    }

    #[test]
    fn a_latin_acronym_does_not_change_the_language() {
        check("منظمة الأمم المتحدة (UNODC)", Language::Ar);
    }

    #[test]
    fn a_french_part_of_an_english_draft_is_french() {
        let part = Evidence::of("Les Parties adoptent, dans le respect du droit et des traités, les mesures.");
        assert_eq!(part.part_language(Language::En), Language::Fr);
        assert_eq!(Evidence::of("Article 5").part_language(Language::Fr), Language::Fr);
    }
}
