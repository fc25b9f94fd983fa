//! How a lexicon is written down in `languages/*.toml`, and how it is read: once, when a draft first needs it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{Lexicon, PHRASES, Phrase, Phrases, Word, folded_phrase, latin};
use crate::fold::folded;
use crate::kind::Kind;
use crate::language::Language;

/// The lexicons, in the order in which languages are told from each other.
pub(super) const SOURCES: [&str; 6] = [
    include_str!("../../languages/en.toml"),
    include_str!("../../languages/fr.toml"),
    include_str!("../../languages/es.toml"),
    include_str!("../../languages/ru.toml"),
    include_str!("../../languages/zh.toml"),
    include_str!("../../languages/ar.toml"),
];

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
    phrases: BTreeMap<Phrase, Vec<String>>,
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

impl Lexicon {
    pub(super) fn read(source: &str) -> Lexicon {
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
        for (form, place) in latin::series().inserted.iter().chain(&source.inserted) {
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
        let mut phrases: [Vec<String>; PHRASES] = std::array::from_fn(|_| Vec::new());
        for (phrase, forms) in &source.phrases {
            phrases[*phrase as usize] = fold_all(forms);
        }
        phrases[Phrase::The as usize] = fold_all(&source.words.the);
        phrases[Phrase::And as usize] = fold_all(&[source.words.and.as_slice(), &source.words.or].concat());
        Lexicon {
            language: source.code,
            name: source.name,
            words: words.into_iter().collect(),
            inserted: source.inserted.iter().map(|(word, place)| (word.clone(), *place)).collect(),
            subs: source.heads.values().flat_map(|forms| &forms.sub).map(|it| folded(it).into_owned()).collect(),
            modals: Phrases::of(fold_all(&source.words.modals)),
            determiners: Phrases::of(fold_all(&source.words.determiners)),
            joining: Phrases::of(fold_all(&source.words.joining)),
            phrases: phrases.map(Phrases::of),
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
