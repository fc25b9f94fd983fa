//! Stems: words without the endings that number and case change, and Arabic words without what is joined to them.

use std::borrow::Cow;

use super::Lexicon;

/// How the words of a language are stemmed.
pub(super) struct Stemmer {
    /// Shorter words are their own stems.
    pub(super) min_word_bytes: usize,
    /// A word is its own stem if fewer letters would remain.
    pub(super) min_letters: usize,
    /// Letters that are replaced first.
    pub(super) letters: &'static [(char, char)],
    /// Steps, each of which applies its first rule that fits.
    pub(super) steps: &'static [&'static [Rule]],
}

/// Replaces an ending.
pub(super) struct Rule {
    pub(super) ending: &'static str,
    pub(super) replacement: &'static str,
    /// Longer endings to which the rule does not apply.
    pub(super) unless: &'static [&'static str],
}

impl Rule {
    pub(super) const EMPTY: Rule = Rule { ending: "", replacement: "", unless: &[] };

    fn applies(&self, word: &str) -> bool {
        word.ends_with(self.ending) && !self.unless.iter().any(|ending| word.ends_with(ending))
    }
}

impl Stemmer {
    pub(super) const EMPTY: Stemmer = Stemmer { min_word_bytes: 0, min_letters: 0, letters: &[], steps: &[] };

    /// Returns the letter by which a letter is replaced.
    fn replacement(&self, letter: char) -> Option<char> {
        self.letters.iter().find(|(other, _)| *other == letter).map(|(_, replacement)| *replacement)
    }

    fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let mut stem = Cow::Borrowed(word);
        if word.contains(|letter| self.replacement(letter).is_some()) {
            let plain = |letter| self.replacement(letter).unwrap_or(letter);
            stem = Cow::Owned(word.chars().map(plain).collect());
        }
        if stem.len() < self.min_word_bytes {
            return stem;
        }
        for step in self.steps {
            let Some(rule) = step.iter().find(|rule| rule.applies(&stem)) else { continue };
            let length = stem.len() - rule.ending.len();
            if self.min_letters > 0 && stem[..length].chars().count() < self.min_letters {
                continue;
            }
            stem = match stem {
                Cow::Borrowed(word) if rule.replacement.is_empty() => Cow::Borrowed(&word[..length]),
                stem => Cow::Owned(format!("{}{}", &stem[..length], rule.replacement)),
            };
        }
        stem
    }
}

impl Lexicon {
    /// Returns the stem of a folded word: the same for forms that differ only in number or case.
    pub fn stem<'w>(&self, folded: &'w str) -> Cow<'w, str> {
        self.stemmer.stem(folded)
    }

    /// Returns a folded word without the definite article that is joined to it, or `None` if it has none.
    pub fn without_article<'w>(&self, folded: &'w str) -> Option<&'w str> {
        const MIN_LETTERS: usize = 2;
        let rest = folded.strip_prefix(self.definite.as_str()).filter(|_| !self.definite.is_empty())?;
        (rest.chars().count() >= MIN_LETTERS).then_some(rest)
    }

    /// Returns the words that a folded word may be without the clitics and the article joined to it: `محطة` for
    /// `للمحطة`.
    pub fn without_clitics(&self, folded: &str) -> Vec<String> {
        const MIN_LETTERS: usize = 3;
        let mut found: Vec<String> = self.without_article(folded).map(str::to_owned).into_iter().collect();
        for clitic in &self.clitics {
            let Some(rest) = folded.strip_prefix(clitic.as_str()) else { continue };
            found.extend(self.without_article(rest).map(str::to_owned));
            if let Some(rest) = self.definite_contraction.article_after(clitic).and_then(|it| rest.strip_prefix(it)) {
                found.push(rest.to_owned());
            }
            if rest.chars().count() >= MIN_LETTERS {
                found.push(rest.to_owned());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::lexicon::Lexicon;

    fn check(language: Language, words: &[&str]) {
        let stems: Vec<_> = words.iter().map(|word| Lexicon::of(language).stem(word)).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{stems:?}");
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        check(Language::En, &["party", "parties"]);
        check(Language::En, &["process", "processes"]);
        check(Language::Fr, &["canal", "canaux"]);
        check(Language::Fr, &["réseau", "réseaux"]);
        check(Language::Es, &["sesión", "sesiones"]);
        check(Language::Es, &["capaz", "capaces"]);
        check(Language::Ru, &["соглашение", "соглашениями"]);
    }

    #[test]
    fn short_words_are_their_own_stems() {
        assert_eq!(Lexicon::of(Language::En).stem("bus"), "bus");
        assert_eq!(Lexicon::of(Language::Ru).stem("дом"), "дом");
    }

    #[test]
    fn arabic_words_lose_what_is_joined_to_them() {
        assert!(Lexicon::of(Language::Ar).without_clitics("للمحطه").contains(&"محطه".to_owned()));
        assert_eq!(Lexicon::of(Language::Ar).without_article("المحطه"), Some("محطه"));
        assert_eq!(Lexicon::of(Language::En).without_article("station"), None);
    }
}
