//! The forms in which the words of a term are compared, without inflection. Two words are the same only if nothing but
//! number or case distinguishes them; a missed use is better than a false one.

use std::borrow::Cow;

use travaux_grammar::{Language, Lexicon, folded};

/// Returns a word of a term in the form in which it is compared.
pub(crate) fn term_form(word: &str, language: Language) -> String {
    let lexicon = Lexicon::of(language);
    let word = folded(word);
    lexicon.without_article(&word).map_or_else(|| lexicon.stem(&word).into_owned(), str::to_owned)
}

/// Returns the forms in which a word of the text may be compared, the most likely first. There is one, except in
/// Arabic, where a letter may be a clitic or part of the word.
pub(super) fn word_forms(word: &str, language: Language) -> impl Iterator<Item = Cow<'_, str>> {
    let lexicon = Lexicon::of(language);
    let word = folded(word);
    let without_clitics = lexicon.without_clitics(&word);
    let stem = match word {
        Cow::Borrowed(word) => lexicon.stem(word),
        Cow::Owned(word) => Cow::Owned(lexicon.stem(&word).into_owned()),
    };
    std::iter::once(stem).chain(without_clitics.into_iter().map(Cow::Owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(language: Language, a: &str, b: &str) -> bool {
        word_forms(b, language).any(|it| it == term_form(a, language))
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
