//! The words of each language, read from `languages/*.toml`: the only source of what the parser recognises. Knows
//! what a word may mean, never where it stands.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::fold::{fold_into, folded};
use crate::kind::Kind;
use crate::language::Language;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    code: Language,
    name: String,
    #[serde(default)]
    definite: String,
    #[serde(default)]
    clitics: Vec<String>,
    heads: BTreeMap<Kind, Forms>,
    words: Words,
    #[serde(default)]
    ordinals: BTreeMap<String, u32>,
    #[serde(default)]
    inserted: BTreeMap<String, u8>,
    phrases: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    stances: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    one: Vec<String>,
    #[serde(default)]
    many: Vec<String>,
    /// Those among them that name one inside another: `sub-option`.
    #[serde(default)]
    sub: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Words {
    and: Vec<String>,
    or: Vec<String>,
    to: Vec<String>,
    of: Vec<String>,
    the: Vec<String>,
    that: Vec<String>,
    its: Vec<String>,
    this: Vec<String>,
    above: Vec<String>,
    below: Vec<String>,
    preceding: Vec<String>,
    following: Vec<String>,
    thereof: Vec<String>,
    common: Vec<String>,
    endings: Vec<String>,
    sub: Vec<String>,
    alternative: Vec<String>,
    supra: Vec<String>,
    units: Vec<String>,
    modals: Vec<String>,
    determiners: Vec<String>,
    joining: Vec<String>,
    indefinite: Vec<String>,
    link: Vec<String>,
    repeated: Vec<String>,
    instruments: Vec<Noun>,
}

/// A noun in its one form, or in all of its forms: `treaty`, `["конвенция", "конвенции"]`.
#[derive(Deserialize)]
#[serde(untagged)]
enum Noun {
    One(String),
    Inflected(Vec<String>),
}

impl Noun {
    fn forms(&self) -> &[String] {
        match self {
            Noun::One(form) => std::slice::from_ref(form),
            Noun::Inflected(forms) => forms,
        }
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
    words: FxHashMap<String, Word>,
    subs: Vec<String>,
    /// The series of inserted provisions that the language has of its own.
    inserted: Vec<(String, u8)>,
    modals: Vec<String>,
    determiners: Vec<String>,
    joining: Vec<String>,
    phrases: BTreeMap<String, Vec<String>>,
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
                for (form, word) in lexicon.words {
                    // Only what heads or inserts: a short word of one language is another thing in the next.
                    if matches!(word, Word::Head { .. } | Word::Ordinal(_) | Word::Ending) {
                        union.words.entry(form).or_insert(word);
                    }
                }
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
        const LONGEST: usize = 24;
        if written.is_ascii() {
            if written.len() > LONGEST {
                return None;
            }
            let mut lower = [0; LONGEST];
            let lower = &mut lower[..written.len()];
            lower.copy_from_slice(written.as_bytes());
            lower.make_ascii_lowercase();
            return std::str::from_utf8(lower).ok().and_then(|it| self.words.get(it)).copied();
        }
        self.words.get(folded(written).as_ref()).copied()
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
        let known = |end: &usize| self.words.get(&text[..*end]).map(|word| (*end, Some(*word)));
        ends.iter().rev().filter(|end| **end > 0).find_map(known)
    }

    /// Whether a line begins with one of some phrases: `Provisions common for options 1 and 2`.
    pub fn begins_with(&self, line: &str, phrases: &str) -> bool {
        let words = line.trim_start_matches(|it: char| !it.is_alphabetic());
        let first = words.chars().next().and_then(|it| it.to_lowercase().next());
        self.phrases(phrases)
            .iter()
            .any(|phrase| phrase.chars().next() == first && folded_phrase(words).starts_with(phrase.as_str()))
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

    /// The phrases of a name in the lexicon (`enacting`, `means`), folded.
    pub fn phrases(&self, name: &str) -> &[String] {
        self.phrases.get(name).map_or(&[], Vec::as_slice)
    }

    /// The stance that a verb takes: `oppose` is `opposes`.
    pub fn stance(&self, written: &str) -> Option<&str> {
        let verb = folded(written);
        self.stances.iter().find(|(form, _)| *form == verb).map(|(_, stance)| stance.as_str())
    }

    fn read(source: &str) -> Lexicon {
        let source: Source = toml::from_str(source).expect("the lexicons are part of the program and tested");
        let mut words = FxHashMap::default();
        let plain = [
            (&source.words.and, Word::And),
            (&source.words.or, Word::Or),
            (&source.words.to, Word::To),
            (&source.words.of, Word::Of),
            (&source.words.the, Word::The),
            (&source.words.that, Word::That),
            (&source.words.its, Word::Its),
            (&source.words.this, Word::This),
            (&source.words.above, Word::Above),
            (&source.words.below, Word::Below),
            (&source.words.preceding, Word::Preceding),
            (&source.words.following, Word::Following),
            (&source.words.thereof, Word::Thereof),
            (&source.words.common, Word::Common),
            (&source.words.endings, Word::Ending),
            (&source.words.sub, Word::Sub),
            (&source.words.alternative, Word::Alternative),
            (&source.words.supra, Word::Supra),
            (&source.words.units, Word::Unit),
            (&source.words.link, Word::Link),
            (&source.words.repeated, Word::Repeated),
            (&source.words.indefinite, Word::Indefinite),
        ];
        for (forms, word) in plain {
            for form in forms {
                words.entry(folded(form).into_owned()).or_insert(word);
            }
        }
        for (form, place) in latin().iter().chain(&source.inserted) {
            words.insert(folded(form).into_owned(), Word::Inserted(*place));
        }
        for (form, number) in &source.ordinals {
            let form = folded(form);
            for and in source.words.and.iter().filter(|and| source.clitics.contains(and)) {
                words.entry(format!("{and}{form}")).or_insert(Word::AndOrdinal(*number));
            }
            words.entry(form.into_owned()).or_insert(Word::Ordinal(*number));
        }
        let mut inflected = |form: &str, word: Word| {
            for form in with_clitics(&folded(form), &source.definite, &source.clitics) {
                words.entry(form).or_insert(word);
            }
        };
        for (kind, forms) in &source.heads {
            for (forms, many) in [(&forms.one, false), (&forms.sub, false), (&forms.many, true)] {
                for form in forms {
                    inflected(form, Word::Head { kind: *kind, many });
                }
            }
        }
        for (index, noun) in source.words.instruments.iter().enumerate() {
            for form in noun.forms() {
                inflected(form, Word::Instrument(u8::try_from(index).unwrap_or(u8::MAX)));
            }
        }
        let fold_all = |forms: &[String]| -> Vec<String> { forms.iter().map(|it| folded_phrase(it)).collect() };
        Lexicon {
            language: source.code,
            name: source.name,
            words,
            inserted: source.inserted.iter().map(|(word, place)| (word.clone(), *place)).collect(),
            subs: source.heads.values().flat_map(|forms| &forms.sub).map(|it| folded(it).into_owned()).collect(),
            modals: fold_all(&source.words.modals),
            determiners: fold_all(&source.words.determiners),
            joining: fold_all(&source.words.joining),
            phrases: source
                .phrases
                .iter()
                .map(|(name, forms)| (name.clone(), fold_all(forms)))
                .chain([
                    ("the".to_owned(), fold_all(&source.words.the)),
                    ("and".to_owned(), fold_all(&[source.words.and.as_slice(), &source.words.or].concat())),
                ])
                .collect(),
            stances: source
                .stances
                .iter()
                .flat_map(|(stance, verbs)| verbs.iter().map(|verb| (folded_phrase(verb), stance.clone())))
                .collect(),
            definite: source.definite,
            clitics: source.clitics,
        }
    }
}

/// A phrase as it is compared: folded, its blanks single.
pub fn folded_phrase(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len());
    for word in phrase.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        fold_into(word, &mut out);
    }
    out
}

fn holds(forms: &[String], written: &str) -> bool {
    let word: Cow<'_, str> = folded(written);
    forms.iter().any(|form| *form == word)
}

/// Every form of a word with what may be glued before it: `مادة`, `المادة`, `للمادة`, `والمادة`.
fn with_clitics(form: &str, definite: &str, clitics: &[String]) -> Vec<String> {
    let mut forms = vec![form.to_owned()];
    if !definite.is_empty() {
        forms.push(format!("{definite}{form}"));
    }
    for clitic in clitics {
        forms.push(format!("{clitic}{form}"));
        if clitic.ends_with('ل') {
            // The alef of the article falls after لـ.
            forms.push(format!("{clitic}{}{form}", definite.trim_start_matches('ا')));
        } else {
            forms.push(format!("{clitic}{definite}{form}"));
        }
    }
    forms
}

/// The Latin series: the place of each of its words, and the words that only look like one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Latin {
    pub(crate) ordinary: Vec<String>,
    pub(crate) inserted: BTreeMap<String, u8>,
}

impl Latin {
    pub(crate) fn series() -> &'static Latin {
        static LATIN: LazyLock<Latin> = LazyLock::new(|| {
            toml::from_str(include_str!("../languages/latin.toml"))
                .expect("the series is part of the program and tested")
        });
        &LATIN
    }
}

fn latin() -> &'static BTreeMap<String, u8> {
    &Latin::series().inserted
}

/// The word of a place in the series that a language has of its own: ثانيا is 2. `None` for those that write Latin.
pub fn inserted_word(language: Language, place: u8) -> Option<&'static str> {
    let own = &Lexicon::of(language).inserted;
    own.iter().find(|(_, each)| *each == place && language == Language::Ar).map(|(word, _)| word.as_str())
}

/// The Latin word of a place in the series: 2 is `bis`. `None` past the thirtieth.
pub fn latin_word(place: u8) -> Option<&'static str> {
    // Where two spellings share a place, the one of the UN Editorial Manual and the longest use.
    const PREFERRED: [&str; 7] =
        ["nonies", "quinquies", "terdecies", "sexdecies", "septdecies", "octodecies", "novodecies"];
    let of_place = || latin().iter().filter(move |(_, each)| **each == place).map(|(word, _)| word.as_str());
    of_place().find(|word| PREFERRED.contains(word)).or_else(|| of_place().next())
}

const SOURCES: [&str; 6] = [
    include_str!("../languages/en.toml"),
    include_str!("../languages/fr.toml"),
    include_str!("../languages/es.toml"),
    include_str!("../languages/ru.toml"),
    include_str!("../languages/zh.toml"),
    include_str!("../languages/ar.toml"),
];

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
