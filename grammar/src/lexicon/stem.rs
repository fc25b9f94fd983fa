//! Stems: words without the endings that number and case change, and Arabic words without what is joined to them.

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

    /// Appends the stem of a word to `out`.
    fn push_stem(&self, word: &str, out: &mut String) {
        let from = out.len();
        match self.letters {
            [] => out.push_str(word),
            _ => out.extend(word.chars().map(|letter| self.replacement(letter).unwrap_or(letter))),
        }
        if out.len() - from < self.min_word_bytes {
            return;
        }
        for step in self.steps {
            let stem = &out[from..];
            let Some(rule) = step.iter().find(|rule| rule.applies(stem)) else { continue };
            let length = stem.len() - rule.ending.len();
            if self.min_letters > 0 && stem[..length].chars().count() < self.min_letters {
                continue;
            }
            out.truncate(from + length);
            out.push_str(rule.replacement);
        }
    }
}

/// The most letters at the end of a stem that are not those of the word: `party` from `parties`.
pub const MAX_STEM_CHANGES: usize = 1;

impl Lexicon {
    /// Appends the stem of a folded word to `out`: the same for forms that differ only in number or case.
    pub fn push_stem(&self, folded: &str, out: &mut String) {
        self.stemmer.push_stem(folded, out);
    }

    /// Returns a folded word without the definite article that is joined to it, or `None` if it has none.
    pub fn without_article<'w>(&self, folded: &'w str) -> Option<&'w str> {
        const MIN_LETTERS: usize = 2;
        let rest = folded.strip_prefix(self.definite.as_str()).filter(|_| !self.definite.is_empty())?;
        (rest.chars().count() >= MIN_LETTERS).then_some(rest)
    }

    /// Returns the words that a folded word may be without the clitics and the article joined to it: `محطة` for
    /// `للمحطة`.
    pub fn without_clitics<'w>(&'w self, folded: &'w str) -> impl Iterator<Item = &'w str> {
        const MIN_LETTERS: usize = 3;
        let after = move |clitic: &'w String| {
            let rest = folded.strip_prefix(clitic.as_str());
            let without_article = rest.and_then(|rest| self.without_article(rest));
            let contraction = self.definite_contraction.article_after(clitic);
            let without_contraction = rest.zip(contraction).and_then(|(rest, article)| rest.strip_prefix(article));
            let is_word = |rest: &&str| rest.chars().nth(MIN_LETTERS - 1).is_some();
            [without_article, without_contraction, rest.filter(is_word)].into_iter().flatten()
        };
        self.without_article(folded).into_iter().chain(self.clitics.iter().flat_map(after))
    }

    /// Returns all that may be joined to the beginning of a word: the definite article, and the clitics without and with it.
    pub fn joined_prefixes(&self) -> Vec<String> {
        let mut prefixes = vec![self.definite.clone()];
        for clitic in &self.clitics {
            let contraction = self.definite_contraction.article_after(clitic).unwrap_or_default();
            prefixes.extend(["", &self.definite, contraction].map(|article| format!("{clitic}{article}")));
        }
        prefixes
    }
}

#[cfg(test)]
mod tests {
    use super::MAX_STEM_CHANGES;
    use crate::language::Language;
    use crate::lexicon::Lexicon;

    fn stem(language: Language, word: &str) -> String {
        let mut stem = String::new();
        Lexicon::of(language).push_stem(word, &mut stem);
        stem
    }

    fn check(language: Language, words: &[&str]) {
        let stems: Vec<_> = words.iter().map(|word| stem(language, word)).collect();
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
        assert_eq!(stem(Language::En, "bus"), "bus");
        assert_eq!(stem(Language::Ru, "дом"), "дом");
    }

    #[test]
    fn arabic_words_lose_what_is_joined_to_them() {
        assert!(Lexicon::of(Language::Ar).without_clitics("للمحطه").any(|it| it == "محطه"));
        assert_eq!(Lexicon::of(Language::Ar).without_article("المحطه"), Some("محطه"));
        assert_eq!(Lexicon::of(Language::En).without_article("station"), None);
    }

    #[test]
    fn few_letters_of_a_stem_are_not_those_of_the_word() {
        for language in Language::ALL {
            for rule in Lexicon::of(language).stemmer.steps.iter().copied().flatten() {
                let same = rule.ending.chars().zip(rule.replacement.chars()).take_while(|(a, b)| a == b).count();
                let changes = rule.replacement.chars().count() - same;
                assert!(changes <= MAX_STEM_CHANGES, "{}", rule.ending);
            }
        }
    }

    #[test]
    fn every_prefix_is_removed_from_a_word() {
        let lexicon = Lexicon::of(Language::Ar);
        for prefix in lexicon.joined_prefixes() {
            assert!(lexicon.without_clitics(&format!("{prefix}محطه")).any(|it| it == "محطه"), "{prefix}");
        }
        assert_eq!(Lexicon::of(Language::En).joined_prefixes(), [""]);
    }
}
