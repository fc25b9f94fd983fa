//! The form in which the words of a term are compared, inflection aside. Made to miss rather than to mistake: two words
//! are one only where number or case alone tells them apart.
//!
//! - English: the S-stemmer of D. Harman, “How effective is suffixing?”, Journal of the American Society for Information
//!   Science 42 (1991), with `sses` as `ss`.
//! - French and Spanish: the plural endings of J. Savoy's light stemmers (CLEF 2001 to 2005), gender left as it is.
//! - Russian: the endings of nouns and adjectives of the Snowball stemmer, one of them, the longest, from a stem of at
//!   least three letters.
//! - Arabic: the clitics of the lexicon and the article, in a use; the article alone, in a term.
//! - Chinese: as it is written.

use std::borrow::Cow;

use travaux_grammar::{Language, Lexicon, folded};

/// Returns a word of a term in the form in which it is compared.
pub(crate) fn term_reading(word: &str, language: Language) -> String {
    let word = folded(word);
    match language {
        Language::Ar => without_article(&word, Lexicon::of(language)).unwrap_or(&word).to_owned(),
        _ => stemmed(&word, language).into_owned(),
    }
}

/// Returns the forms in which a word of the text may be compared, the most likely first. There is one, except in
/// Arabic, where a letter may be a clitic or part of the word.
pub(super) fn readings(word: &str, language: Language) -> impl Iterator<Item = Cow<'_, str>> {
    let word = folded(word);
    let cut: Vec<String> = if language == Language::Ar { without_clitics(&word) } else { Vec::new() };
    let whole = match (language, word) {
        (Language::Ar, word) => word,
        (_, Cow::Borrowed(word)) => stemmed(word, language),
        (_, Cow::Owned(word)) => Cow::Owned(stemmed(&word, language).into_owned()),
    };
    std::iter::once(whole).chain(cut.into_iter().map(Cow::Owned))
}

fn stemmed(word: &str, language: Language) -> Cow<'_, str> {
    match language {
        Language::En => english(word),
        Language::Fr => french(word),
        Language::Es => Cow::Owned(spanish(word)),
        Language::Ru => Cow::Borrowed(russian(word)),
        Language::Zh | Language::Ar => Cow::Borrowed(word),
    }
}

fn english(word: &str) -> Cow<'_, str> {
    if word.len() < 4 {
        return Cow::Borrowed(word);
    }
    let ends = |endings: &[&str]| endings.iter().any(|it| word.ends_with(it));
    if ends(&["ies"]) && !ends(&["eies", "aies"]) {
        return Cow::Owned(format!("{}y", &word[..word.len() - 3]));
    }
    if ends(&["sses"]) {
        return Cow::Borrowed(&word[..word.len() - 2]);
    }
    if ends(&["s"]) && !ends(&["us", "ss", "aes", "ees", "oes"]) {
        return Cow::Borrowed(&word[..word.len() - 1]);
    }
    Cow::Borrowed(word)
}

fn french(word: &str) -> Cow<'_, str> {
    if word.len() < 4 {
        return Cow::Borrowed(word);
    }
    if let Some(stem) = word.strip_suffix("aux").filter(|it| !it.ends_with('e')) {
        return Cow::Owned(format!("{stem}al"));
    }
    Cow::Borrowed(word.strip_suffix(['s', 'x']).unwrap_or(word))
}

fn spanish(word: &str) -> String {
    // An accent may be lost in the plural: sesión, sesiones.
    let plain = |letter: char| match letter {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        other => other,
    };
    let mut stem: String = word.chars().map(plain).collect();
    if stem.len() < 4 {
        return stem;
    }
    if stem.ends_with('s') {
        stem.pop();
    }
    if stem.ends_with('e') {
        stem.pop();
    }
    // vez, veces
    if stem.ends_with('z') {
        stem.pop();
        stem.push('c');
    }
    stem
}

fn russian(word: &str) -> &str {
    const ENDINGS: [&str; 45] = [
        "иями", "ями", "ами", "иях", "иям", "ием", "ией", "ыми", "ими", "его", "ого", "ему", "ому", "ах", "ях", "ам",
        "ям", "ов", "ев", "ей", "ой", "ом", "ем", "ию", "ью", "ия", "ья", "ии", "ие", "ье", "ий", "ый", "ая", "яя",
        "ое", "ее", "ые", "ую", "юю", "ым", "им", "ых", "их", "ою", "ею",
    ];
    const SHORT: [char; 9] = ['а', 'я', 'о', 'е', 'у', 'ю', 'ы', 'и', 'ь'];
    let stem = ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .min_by_key(|stem| stem.len())
        .or_else(|| word.strip_suffix(SHORT))
        .or_else(|| word.strip_suffix('й'));
    stem.filter(|stem| stem.chars().count() >= 3).unwrap_or(word)
}

/// Removes the article of an Arabic word.
fn without_article<'a>(word: &'a str, lexicon: &Lexicon) -> Option<&'a str> {
    let rest = word.strip_prefix(lexicon.definite.as_str())?;
    (rest.chars().count() >= 2).then_some(rest)
}

/// Returns the words that an Arabic word may be without its clitics: `للمحطة` is `محطة`.
fn without_clitics(word: &str) -> Vec<String> {
    let lexicon = Lexicon::of(Language::Ar);
    let mut found: Vec<String> = without_article(word, lexicon).map(str::to_owned).into_iter().collect();
    for clitic in &lexicon.clitics {
        let Some(rest) = word.strip_prefix(clitic.as_str()) else { continue };
        found.extend(without_article(rest, lexicon).map(str::to_owned));
        // The alef of the article is dropped after the clitic lam.
        let article = lexicon.definite.trim_start_matches('ا');
        if clitic.ends_with('ل')
            && let Some(rest) = rest.strip_prefix(article)
        {
            found.push(rest.to_owned());
        }
        if rest.chars().count() >= 3 {
            found.push(rest.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(language: Language, a: &str, b: &str) -> bool {
        readings(b, language).any(|it| it == term_reading(a, language))
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
