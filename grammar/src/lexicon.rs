//! The words of each language, read from `languages/*.toml`: the only source of what the parser recognises. Knows
//! what a word may mean, never where it stands.

mod known;
mod latin;
mod source;

use std::sync::LazyLock;

use serde::Deserialize;

use crate::fold::{fold_into, folded};
use crate::kind::Kind;
use crate::language::Language;
use known::Known;
use source::SOURCES;

pub(crate) use latin::series;
pub use latin::{inserted_word, latin_word};

/// What a word means where numbers and provisions are near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Names a kind of provision: `article`; `many` for a form that may govern a list: `articles`.
    Head {
        /// The kind it names.
        kind: Kind,
        /// Whether it is a plural or a dual.
        many: bool,
    },
    /// `and`
    And,
    /// `or`
    Or,
    /// `to` in `articles 5 to 7`
    To,
    /// `of` in `of this article`
    Of,
    /// `the`, and other words between `of` and a name
    The,
    /// `that`, `the said`: another's.
    That,
    /// `its`: what follows is of the instrument that was named.
    Its,
    /// `this`, `the present`
    This,
    /// `above`
    Above,
    /// `below`
    Below,
    /// `preceding`
    Preceding,
    /// `following`
    Following,
    /// `thereof`
    Thereof,
    /// `common` in `article 3 common to the Geneva Conventions`: other instruments' together.
    Common,
    /// What makes a number an ordinal: the `er` of `article 1er`.
    Ending,
    /// Turns a paragraph into a subparagraph: `الفرعية`.
    Sub,
    /// `bis` is 2, `ter` is 3.
    Inserted(u8),
    /// `alt`
    Alternative,
    /// `supra`: stands before the provision whose number it bears.
    Supra,
    /// What the series of inserted ones is counted on with: `مكررا` is the second, `مكررا ثانيا` the third.
    Repeated,
    /// A number in words: `premier`, `الأولى`.
    Ordinal(u32),
    /// A number in words with "and" glued before it: `والسادس`.
    AndOrdinal(u32),
    /// What an agreement may be called; the index tells one noun from another.
    Instrument(u8),
    /// `a`, `an`
    Indefinite,
    /// Joins the words of a name: `on` in `Convention on the Law of the Sea`.
    Link,
    /// What is counted by a number that is no label: `days`.
    Unit,
}

/// Phrases that a lexicon lists under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phrase {
    /// `page`, as pages say of themselves.
    Page,
    /// `of` in `page 4 of 46`.
    Pages,
    /// What ends a preamble: `have agreed as follows`.
    Enacting,
    /// What stands behind a term that is defined.
    Means,
    /// What begins like it and defines nothing: `means of`.
    NotMeans,
    /// What adds to the meaning of a term.
    Includes,
    /// What stands before a term that is defined: `on entend par`.
    Defines,
    /// The second half of what stands around a term: `on entend`.
    Understood,
    /// What gives a name: `hereinafter`.
    Named,
    /// `the term` before a term.
    Term,
    /// `par` before a term.
    By,
    /// Titles of articles that define.
    Definitions,
    /// The words before a list of definitions.
    ListsDefinitions,
    /// How one text changes another.
    Amending,
    /// Another title for the same section.
    OtherTitle,
    /// What holds for several options.
    Common,
    /// An option without a text.
    NoText,
    /// What stands for words that are still to come.
    Placeholder,
    /// What a text has come to: `agreed ad referendum`.
    Status,
    /// The articles, from the lexicon's words.
    #[serde(skip)]
    The,
    /// `and` and `or`, from the lexicon's words.
    #[serde(skip)]
    And,
}

/// How many kinds of phrase there are.
const PHRASES: usize = Phrase::And as usize + 1;

/// The phrases of a kind, folded, and a cheap look at a text: most begin and end with other letters.
struct Phrases {
    forms: Vec<String>,
    begins: [bool; 256],
    ends: [bool; 256],
}

impl Phrases {
    fn of(forms: Vec<String>) -> Phrases {
        let mut phrases = Phrases { forms, begins: [false; 256], ends: [false; 256] };
        for form in &phrases.forms {
            if let (Some(first), Some(last)) = (form.bytes().next(), form.bytes().last()) {
                phrases.begins[usize::from(first)] = true;
                phrases.ends[usize::from(last)] = true;
            }
        }
        phrases
    }

    /// Whether a text may begin with one of them, by its first byte. Only ASCII tells: other letters are folded.
    fn may_begin(&self, text: &str) -> bool {
        let is_known = |it: u8| !it.is_ascii() || self.begins[usize::from(it.to_ascii_lowercase())];
        text.bytes().next().is_some_and(is_known)
    }

    /// The same for the end of a text.
    fn may_end(&self, text: &str) -> bool {
        let is_known = |it: u8| !it.is_ascii() || self.ends[usize::from(it.to_ascii_lowercase())];
        text.bytes().last().is_some_and(is_known)
    }
}

/// The words of one language.
pub struct Lexicon {
    /// The language.
    pub language: Language,
    /// Its own name for itself.
    pub name: String,
    /// The definite article when it is glued to the word: `ال`.
    pub definite: String,
    /// What may be glued before a word: `و`, `ب`.
    pub clitics: Vec<String>,
    words: Known,
    subs: Vec<String>,
    /// The series of inserted provisions that the language has of its own.
    inserted: Vec<(String, u8)>,
    modals: Phrases,
    determiners: Phrases,
    joining: Phrases,
    phrases: [Phrases; PHRASES],
    stances: Vec<(String, String)>,
}

impl Lexicon {
    /// The lexicon of a language.
    pub fn of(language: Language) -> &'static Lexicon {
        static ALL: LazyLock<Vec<Lexicon>> =
            LazyLock::new(|| SOURCES.iter().map(|source| Lexicon::read(source)).collect());
        ALL.iter().find(|lexicon| lexicon.language == language).unwrap_or(&ALL[0])
    }

    /// The lexicon to read a line's label with, before the language of its block is known: its script's, and for a
    /// Latin one the words of English, French and Spanish together.
    pub fn of_line(line: &str) -> &'static Lexicon {
        static LATIN: LazyLock<Lexicon> = LazyLock::new(|| {
            let mut union = Lexicon::read(SOURCES[0]);
            for source in &SOURCES[1..3] {
                let lexicon = Lexicon::read(source);
                union.subs.extend(lexicon.subs);
                // Only what heads or inserts: a short word of one language is another thing in the next.
                let is_told = |word: &Word| matches!(word, Word::Head { .. } | Word::Ordinal(_) | Word::Ending);
                union.words.add(lexicon.words.into_iter().filter(|(_, word)| is_told(word)));
            }
            union
        });
        let letter = line.chars().find(|it| it.is_alphabetic());
        match letter {
            Some('\u{400}'..='\u{52F}') => Lexicon::of(Language::Ru),
            Some('\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FEFF}') => Lexicon::of(Language::Ar),
            Some(letter) if crate::token::is_han(letter) => Lexicon::of(Language::Zh),
            _ => &LATIN,
        }
    }

    /// What a word means, in whatever case or spelling it is written.
    pub fn word(&self, written: &str) -> Option<Word> {
        self.words.word(written)
    }

    /// The longest known word that a Chinese text begins with, and its bytes: Han words touch each other.
    pub(crate) fn han_word(&self, text: &str) -> Option<(usize, Option<Word>)> {
        const LONGEST: usize = 4;
        if self.language != Language::Zh {
            return None;
        }
        let ends = text.char_indices().take(LONGEST).map(|(at, letter)| at + letter.len_utf8());
        let ends: [usize; LONGEST] = {
            let mut found = [0; LONGEST];
            ends.enumerate().for_each(|(place, end)| found[place] = end);
            found
        };
        let known = |end: &usize| self.words.folded(&text[..*end]).map(|word| (*end, Some(word)));
        ends.iter().rev().filter(|end| **end > 0).find_map(known)
    }

    /// Whether a line begins with one of some phrases: `Provisions common for options 1 and 2`.
    pub fn begins_with(&self, line: &str, phrases: Phrase) -> bool {
        let words = line.trim_start_matches(|it: char| !it.is_alphabetic());
        if !self.may_begin(words, phrases) {
            return false;
        }
        let first = words.chars().next().and_then(|it| it.to_lowercase().next());
        self.phrases(phrases).iter().any(|phrase| {
            // Of the line no more is compared than the phrase has words.
            let count = || phrase.split(' ').count();
            let is_first = phrase.chars().next() == first;
            is_first && first_words(words, count()).starts_with(phrase.as_str())
        })
    }

    /// Whether a word names an option inside an option, in whatever form: `sub-options`.
    pub fn is_sub(&self, written: &str) -> bool {
        let word = folded(written);
        self.subs.iter().any(|form| word.starts_with(form.as_str()))
    }

    /// Whether a word says how binding a provision is: `shall`.
    pub fn is_modal(&self, written: &str) -> bool {
        holds(&self.modals, written)
    }

    /// Whether a word determines a noun: `each`.
    pub fn is_determiner(&self, written: &str) -> bool {
        holds(&self.determiners, written)
    }

    /// Whether a phrase that begins with the word joins what is before: `including`.
    pub fn is_joining(&self, written: &str) -> bool {
        holds(&self.joining, written)
    }

    /// The phrases of a kind, folded.
    pub fn phrases(&self, phrase: Phrase) -> &[String] {
        &self.phrases[phrase as usize].forms
    }

    /// Whether a phrase of a kind may stand at the beginning of a text.
    pub(crate) fn may_begin(&self, text: &str, phrase: Phrase) -> bool {
        self.phrases[phrase as usize].may_begin(text)
    }

    /// The same for the end of a text.
    pub(crate) fn may_end(&self, text: &str, phrase: Phrase) -> bool {
        self.phrases[phrase as usize].may_end(text)
    }

    /// The stance that a verb takes: `oppose` is `opposes`.
    pub fn stance(&self, written: &str) -> Option<&str> {
        let verb = folded(written);
        self.stances.iter().find(|(form, _)| *form == verb).map(|(_, stance)| stance.as_str())
    }
}

/// A phrase as it is compared: folded, its blanks single.
pub fn folded_phrase(phrase: &str) -> String {
    first_words(phrase, usize::MAX)
}

/// The first words of a text as they are compared, their blanks single.
pub(crate) fn first_words(text: &str, count: usize) -> String {
    let mut out = String::with_capacity(text.len().min(count.saturating_mul(16)));
    for word in text.split_whitespace().take(count) {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_into(word, &mut out);
    }
    out
}

fn holds(words: &Phrases, written: &str) -> bool {
    words.may_begin(written) && {
        let word = folded(written);
        words.forms.iter().any(|form| *form == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(kind: Kind) -> Option<Word> {
        Some(Word::Head { kind, many: false })
    }

    #[test]
    fn every_lexicon_reads_and_names_an_article() {
        for (language, article) in [
            (Language::En, "Article"),
            (Language::Fr, "ARTICLE"),
            (Language::Es, "Artículo"),
            (Language::Ru, "статьёй"),
            (Language::Ar, "المادة"),
        ] {
            let lexicon = Lexicon::of(language);
            assert_eq!(lexicon.language, language);
            assert_eq!(lexicon.word(article), head(Kind::Article), "{article}");
        }
        assert_eq!(Lexicon::of(Language::Zh).language, Language::Zh);
    }

    #[test]
    fn arabic_words_are_known_with_what_is_glued_to_them() {
        let arabic = Lexicon::of(Language::Ar);
        for form in ["مادة", "والمادة", "للمادة", "فالمادة", "بالمادة", "ﺍﻟﻤﺎﺩﺓ"]
        {
            assert_eq!(arabic.word(form), head(Kind::Article), "{form}");
        }
        assert_eq!(arabic.word("المادتين"), Some(Word::Head { kind: Kind::Article, many: true }));
        assert_eq!(arabic.word("ثانياً"), Some(Word::Inserted(2)));
    }

    #[test]
    fn the_forms_of_a_noun_are_one_instrument() {
        for (language, forms) in [
            (Language::En, ["Convention", "Conventions"]),
            (Language::Es, ["convenio", "convenios"]),
            (Language::Fr, ["traité", "traités"]),
            (Language::Ru, ["Соглашение", "Соглашением"]),
            (Language::Ar, ["اتفاقية", "والاتفاقيات"]),
            (Language::Zh, ["协定", "協定"]),
        ] {
            let [one, other] = forms.map(|form| Lexicon::of(language).word(form));
            assert!(matches!(one, Some(Word::Instrument(_))), "{forms:?}");
            assert_eq!(one, other, "{forms:?}");
        }
    }

    #[test]
    fn numbers_in_words_reach_twenty_in_every_language() {
        for (language, forms) in [
            (Language::En, [("first", 1), ("twelfth", 12), ("twentieth", 20)]),
            (Language::Fr, [("Première", 1), ("douzième", 12), ("vingtième", 20)]),
            (Language::Es, [("primer", 1), ("duodécima", 12), ("vigésimo", 20)]),
            (Language::Ru, [("первом", 1), ("двенадцатой", 12), ("двадцатая", 20)]),
            (Language::Ar, [("الأولى", 1), ("الثاني", 2), ("العشرون", 20)]),
        ] {
            for (form, number) in forms {
                assert_eq!(Lexicon::of(language).word(form), Some(Word::Ordinal(number)), "{form}");
            }
        }
        assert_eq!(Lexicon::of(Language::Ar).word("والسابع"), Some(Word::AndOrdinal(7)));
    }

    #[test]
    fn the_latin_series_has_one_word_a_place() {
        assert_eq!(latin_word(2), Some("bis"));
        assert_eq!(latin_word(9), Some("nonies"));
        assert_eq!(latin_word(20), Some("vicies"));
        assert_eq!(latin_word(99), None);
    }
}
