//! The forms in which the words of a term are compared, without inflection. Two words are the same only if nothing but
//! number or case distinguishes them; a missed use is better than a false one.

use travaux_grammar::{Language, Lexicon, fold_into, folded};

/// Returns a word of a term in the form in which it is compared.
pub(crate) fn term_form(word: &str, language: Language) -> String {
    let lexicon = Lexicon::of(language);
    let word = folded(word);
    if let Some(word) = lexicon.without_article(&word) {
        return word.to_owned();
    }
    let mut stem = String::with_capacity(word.len());
    lexicon.push_stem(&word, &mut stem);
    stem
}

/// The forms in which a word of a text may be compared. One value serves for one word after the other, so that none of
/// them is allocated.
#[derive(Default)]
pub(super) struct WordForms {
    folded: String,
    stem: String,
    language: Option<Language>,
}

impl WordForms {
    /// Replaces the forms by those of a word.
    pub(super) fn set(&mut self, word: &str, language: Language) {
        self.folded.clear();
        fold_into(word, &mut self.folded);
        self.stem.clear();
        Lexicon::of(language).push_stem(&self.folded, &mut self.stem);
        self.language = Some(language);
    }

    /// Returns the forms, the most likely first. There is one, except in Arabic, where a letter may be a clitic or part of
    /// the word.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let lexicon = self.language.map(Lexicon::of);
        let without_clitics = lexicon.into_iter().flat_map(|it| it.without_clitics(&self.folded));
        std::iter::once(self.stem.as_str()).chain(without_clitics)
    }
}

/// Returns whether a word certainly begins with another letter than a form. Letters may be joined only to words of other
/// scripts than Latin.
pub(super) fn begins_otherwise(word: &str, form: &str) -> bool {
    match (word.as_bytes(), form.as_bytes()) {
        ([first, second, ..], [other, ..]) => {
            // A combining mark would change the letter.
            first.is_ascii() && second.is_ascii() && other.is_ascii() && !first.eq_ignore_ascii_case(other)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(language: Language, a: &str, b: &str) -> bool {
        let mut forms = WordForms::default();
        forms.set(b, language);
        forms.iter().any(|it| it == term_form(a, language))
    }

    #[test]
    fn number_and_case_do_not_matter() {
        assert!(same(Language::En, "Party", "Parties") && same(Language::En, "process", "processes"));
        assert!(same(Language::Fr, "canal", "canaux") && same(Language::Fr, "réseau", "réseaux"));
        assert!(same(Language::Es, "sesión", "sesiones") && same(Language::Es, "parte", "Partes"));
        assert!(same(Language::Ru, "сторона", "сторон") && same(Language::Ru, "соглашение", "соглашениями"));
        assert!(same(Language::Ar, "المحطة", "بالمحطة") && same(Language::Ar, "محطة", "وللمحطة"));
    }

    #[test]
    fn different_words_stay_different() {
        assert!(!same(Language::En, "use", "user") && !same(Language::En, "data", "date"));
        assert!(!same(Language::Fr, "partie", "parti"));
        assert!(!same(Language::Es, "puerto", "puerta"));
        assert!(!same(Language::Ru, "сторона", "сторонний") && !same(Language::Ru, "дом", "дама"));
        assert!(!same(Language::Ar, "بيانات", "بيان"));
    }
}
