//! The format of `languages/*.toml`, and how a lexicon is read from it when it is first needed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::stem::Stemmer;
use super::word::{PHRASE_KINDS, PhraseSet};
use super::{Lexicon, Phrase, Word, latin};
use crate::fold::{folded, folded_phrase};
use crate::kind::Kind;
use crate::language::Language;

/// The files, in the order of [`Language::ALL`].
const FILES: [&str; 6] = [
    include_str!("../../languages/en.toml"),
    include_str!("../../languages/fr.toml"),
    include_str!("../../languages/es.toml"),
    include_str!("../../languages/ru.toml"),
    include_str!("../../languages/zh.toml"),
    include_str!("../../languages/ar.toml"),
];

/// Returns the source of the lexicon of a language. All are parsed when the first is needed.
pub(super) fn source(language: Language) -> &'static Source {
    static SOURCES: LazyLock<[Source; FILES.len()]> = LazyLock::new(|| {
        FILES.map(|file| toml::from_str(file).expect("the files are compiled in, and tests read them"))
    });
    &SOURCES[language as usize]
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    code: Language,
    name: String,
    #[serde(default)]
    definite: String,
    #[serde(default)]
    definite_contraction: Contraction,
    #[serde(default)]
    clitics: Vec<String>,
    heads: BTreeMap<Kind, Forms>,
    words: Words,
    #[serde(default)]
    ordinals: BTreeMap<String, u32>,
    #[serde(default)]
    inserted: BTreeMap<String, u8>,
    phrases: BTreeMap<Phrase, Vec<String>>,
    #[serde(default)]
    stances: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    counting: Counting,
    #[serde(default)]
    stem: Stemmer,
}

/// The form of the definite article after a clitic.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contraction {
    /// The ending of the clitics after which the article contracts.
    after: String,
    /// The contracted article.
    article: String,
}

impl Contraction {
    /// Returns the contracted article if the article contracts after the clitic.
    pub(super) fn article_after(&self, clitic: &str) -> Option<&str> {
        (!self.after.is_empty() && clitic.ends_with(self.after.as_str())).then_some(self.article.as_str())
    }
}

/// The signs with which Chinese counts provisions: 第十条之二.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counting {
    /// 第: stands before a number that counts.
    pub(crate) ordinal: String,
    /// 之: stands before the place of an inserted provision.
    pub(crate) inserted: String,
    /// 号: stands after the symbol of a document.
    pub(crate) document: Vec<String>,
    /// Words with which a sentence about a provision continues after its number.
    pub(crate) sentence_words: Vec<String>,
    /// Phrases with which such a sentence continues.
    pub(crate) sentence_phrases: Vec<String>,
}

/// Words that are recognised in a text of any language.
pub(super) struct AnyLanguage {
    pub(super) label_joints: Vec<String>,
    pub(super) name_joints: Vec<String>,
    pub(super) number_signs: Vec<String>,
}

pub(super) fn any_language() -> AnyLanguage {
    let words = || Language::ALL.iter().map(|language| &source(*language).words);
    let all = |forms: fn(&Words) -> &Vec<String>| words().flat_map(forms).cloned().collect();
    AnyLanguage {
        label_joints: all(|words| &words.label_joints),
        name_joints: all(|words| &words.name_joints),
        number_signs: all(|words| &words.number_signs),
    }
}

/// Returns the frequent words of the languages in Latin script, each with the index of its language.
pub(super) fn frequent_words() -> impl Iterator<Item = (&'static str, u8)> {
    let languages = Language::ALL.iter().filter(|language| language.is_latin());
    languages.flat_map(|language| source(*language).words.frequent.iter().map(|word| (word.as_str(), *language as u8)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    one: Vec<String>,
    #[serde(default)]
    many: Vec<String>,
    /// Nouns for a provision of the kind inside another: `sub-option`.
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
    abbreviations: Vec<String>,
    definite_beginnings: Vec<String>,
    label_joints: Vec<String>,
    name_joints: Vec<String>,
    number_signs: Vec<String>,
    frequent: Vec<String>,
}

/// A noun in its only form, or in all of its forms: `treaty`, `["convention", "conventions"]`.
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

impl Lexicon {
    pub(super) fn read(language: Language) -> Lexicon {
        let source = source(language);
        let phrases = source.phrase_sets();
        let folded_phrases = |forms: &[String]| PhraseSet::of(folded_all(forms));
        let stances = source.stances.iter();
        let stances = stances.flat_map(|(stance, verbs)| verbs.iter().map(|it| (folded_phrase(it), stance.clone())));
        Lexicon {
            language: source.code,
            words: source.word_meanings().into_iter().collect(),
            sub_options: source.heads.values().flat_map(|forms| folded_all(&forms.sub)).collect(),
            inserted: source.inserted.iter().map(|(word, place)| (word.clone(), *place)).collect(),
            modals: folded_phrases(&source.words.modals),
            determiners: folded_phrases(&source.words.determiners),
            joining: folded_phrases(&source.words.joining),
            phrases,
            stances: stances.collect(),
            abbreviations: source.words.abbreviations.clone(),
            definite_beginnings: source.words.definite_beginnings.clone(),
            definite_contraction: source.definite_contraction.clone(),
            definite: source.definite.clone(),
            clitics: source.clitics.clone(),
            name: source.name.clone(),
            counting: source.counting.clone(),
            stemmer: source.stem.clone(),
        }
    }
}

impl Source {
    fn phrase_sets(&self) -> [PhraseSet; PHRASE_KINDS] {
        let mut phrases: [Vec<String>; PHRASE_KINDS] = std::array::from_fn(|_| Vec::new());
        for (phrase, forms) in &self.phrases {
            phrases[*phrase as usize] = folded_all(forms);
        }
        phrases[Phrase::The as usize] = folded_all(&self.words.the);
        phrases[Phrase::And as usize] = folded_all(&[self.words.and.as_slice(), &self.words.or].concat());
        phrases.map(PhraseSet::of)
    }

    /// The meaning of every form of every word. Where a form has several meanings, the first that is added counts,
    /// except that an adverb for an inserted provision replaces any other meaning.
    fn word_meanings(&self) -> FxHashMap<String, Word> {
        let mut words = FxHashMap::default();
        for (forms, word) in self.words.plain() {
            for form in forms {
                words.entry(folded(form).into_owned()).or_insert(word);
            }
        }
        for (form, place) in latin::series().inserted.iter().chain(&self.inserted) {
            words.insert(folded(form).into_owned(), Word::Inserted(*place));
        }
        for (form, number) in &self.ordinals {
            let form = folded(form);
            for and in self.words.and.iter().filter(|and| self.clitics.contains(and)) {
                words.entry(format!("{and}{form}")).or_insert(Word::AndOrdinal(*number));
            }
            words.entry(form.into_owned()).or_insert(Word::Ordinal(*number));
        }
        let mut add_with_clitics = |form: &str, word: Word| {
            for form in self.with_clitics(&folded(form)) {
                words.entry(form).or_insert(word);
            }
        };
        for (kind, forms) in &self.heads {
            for (forms, plural) in [(&forms.one, false), (&forms.sub, false), (&forms.many, true)] {
                forms.iter().for_each(|form| add_with_clitics(form, Word::Provision { kind: *kind, plural }));
            }
        }
        for (index, noun) in self.words.instruments.iter().enumerate() {
            let word = Word::Instrument(u8::try_from(index).unwrap_or(u8::MAX));
            noun.forms().iter().for_each(|form| add_with_clitics(form, word));
        }
        words
    }

    /// Returns a folded word in every form with clitics and the article: `مادة`, `المادة`, `للمادة`, `والمادة`.
    fn with_clitics(&self, form: &str) -> Vec<String> {
        let definite = &self.definite;
        let mut forms = vec![form.to_owned()];
        if !definite.is_empty() {
            forms.push(format!("{definite}{form}"));
        }
        for clitic in &self.clitics {
            let article = self.definite_contraction.article_after(clitic).unwrap_or(definite);
            forms.push(format!("{clitic}{form}"));
            forms.push(format!("{clitic}{article}{form}"));
        }
        forms
    }
}

impl Words {
    /// The words with one meaning each.
    fn plain(&self) -> [(&Vec<String>, Word); 22] {
        [
            (&self.and, Word::And),
            (&self.or, Word::Or),
            (&self.to, Word::To),
            (&self.of, Word::Of),
            (&self.the, Word::The),
            (&self.that, Word::That),
            (&self.its, Word::Its),
            (&self.this, Word::This),
            (&self.above, Word::Above),
            (&self.below, Word::Below),
            (&self.preceding, Word::Preceding),
            (&self.following, Word::Following),
            (&self.thereof, Word::Thereof),
            (&self.common, Word::Common),
            (&self.endings, Word::Ending),
            (&self.sub, Word::Sub),
            (&self.alternative, Word::Alternative),
            (&self.supra, Word::Supra),
            (&self.units, Word::Unit),
            (&self.link, Word::Link),
            (&self.repeated, Word::Repeated),
            (&self.indefinite, Word::Indefinite),
        ]
    }
}

fn folded_all(forms: &[String]) -> Vec<String> {
    forms.iter().map(|form| folded_phrase(form)).collect()
}
