//! What `languages/*.toml` say, and how a lexicon is made of it when it is first needed. The build script writes the
//! files as values of the types below, so that no text is parsed when the program starts.

use rustc_hash::FxHashMap;

use super::stem::{Rule, Stemmer};
use super::word::{List, PHRASE_KINDS, PhraseSet};
use super::{Lexicon, Phrase, Word, latin};
use crate::fold::{folded, folded_phrase};
use crate::kind::Kind;
use crate::language::Language;
use crate::option_noun::OptionNoun;

/// The files, in the order of [`Language::ALL`].
#[allow(clippy::needless_update, reason = "the build script does not know which tables are complete")]
static SOURCES: [Source; Language::ALL.len()] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Returns the source of the lexicon of a language.
pub(super) fn source(language: Language) -> &'static Source {
    &SOURCES[language as usize]
}

pub(super) struct Source {
    code: Language,
    pub(super) name: &'static str,
    definite: &'static str,
    definite_contraction: DefiniteContraction,
    clitics: List,
    heads: &'static [(Kind, Forms)],
    options: &'static [(OptionNoun, List)],
    pub(super) words: Words,
    ordinals: &'static [(&'static str, u32)],
    inserted: &'static [(&'static str, u8)],
    phrases: &'static [(Phrase, List)],
    stances: &'static [(&'static str, List)],
    pub(super) counting: Counting,
    stem: Stemmer,
}

impl Source {
    const EMPTY: Source = Source {
        code: Language::En,
        name: "",
        definite: "",
        definite_contraction: DefiniteContraction::EMPTY,
        clitics: &[],
        heads: &[],
        options: &[],
        words: Words::EMPTY,
        ordinals: &[],
        inserted: &[],
        phrases: &[],
        stances: &[],
        counting: Counting::EMPTY,
        stem: Stemmer::EMPTY,
    };
}

/// The form of the definite article after a clitic.
#[derive(Clone, Copy)]
pub(super) struct DefiniteContraction {
    /// The ending of the clitics after which the article contracts.
    after: &'static str,
    /// The contracted article.
    article: &'static str,
}

impl DefiniteContraction {
    const EMPTY: DefiniteContraction = DefiniteContraction { after: "", article: "" };

    /// Returns the contracted article if the article contracts after the clitic.
    pub(super) fn article_after(&self, clitic: &str) -> Option<&'static str> {
        (!self.after.is_empty() && clitic.ends_with(self.after)).then_some(self.article)
    }
}

/// The signs with which Chinese counts provisions: 第十条之二.
pub(crate) struct Counting {
    /// 第: stands before a number that counts.
    pub(crate) ordinal: &'static str,
    /// 之: stands before the place of an inserted provision.
    pub(crate) inserted: &'static str,
    /// 号: stands after the symbol of a document.
    pub(crate) document: List,
    /// Words with which a sentence about a provision continues after its number.
    pub(crate) sentence_words: List,
    /// Phrases with which such a sentence continues.
    pub(crate) sentence_phrases: List,
}

impl Counting {
    const EMPTY: Counting =
        Counting { ordinal: "", inserted: "", document: &[], sentence_words: &[], sentence_phrases: &[] };
}

/// Returns the frequent words of the languages in Latin script, each with the index of its language.
pub(super) fn frequent_words() -> impl Iterator<Item = (&'static str, u8)> {
    let languages = Language::ALL.iter().filter(|language| language.is_latin());
    languages.flat_map(|language| source(*language).words.frequent.iter().map(|word| (*word, *language as u8)))
}

struct Forms {
    one: List,
    many: List,
    /// Nouns for a provision of the kind inside another: `sub-option`.
    sub: List,
}

impl Forms {
    const EMPTY: Forms = Forms { one: &[], many: &[], sub: &[] };
}

/// Conjunctions and prepositions that are joined to the following word.
#[derive(Clone, Copy)]
pub(super) struct Prefixes {
    conjunctions: List,
    prepositions: List,
    exceptions: List,
}

impl Prefixes {
    pub(super) fn has_conjunction(&self, text: &str) -> bool {
        self.has(self.conjunctions, text)
    }

    pub(super) fn has_preposition(&self, text: &str) -> bool {
        self.has(self.prepositions, text)
    }

    fn has(&self, prefixes: List, text: &str) -> bool {
        let begins = |forms: List| forms.iter().any(|form| text.starts_with(form));
        begins(prefixes) && !begins(self.exceptions)
    }
}

/// The words of a language by their meanings and uses.
pub(super) struct Words {
    and: List,
    or: List,
    to: List,
    of: List,
    the: List,
    that: List,
    its: List,
    this: List,
    above: List,
    below: List,
    preceding: List,
    following: List,
    thereof: List,
    common: List,
    endings: List,
    sub: List,
    alternative: List,
    supra: List,
    units: List,
    compounds: List,
    modals: List,
    determiners: List,
    joining: List,
    /// Words for another choice that is not written out: `other`.
    other: List,
    /// Verbs with which the paragraphs of a decision begin: `decides`.
    operative: List,
    /// Conjunctions and prepositions that are joined to the following word, and words that only begin alike.
    prefixed_conjunctions: List,
    prefixed_prepositions: List,
    not_prefixed: List,
    indefinite: List,
    link: List,
    repeated: List,
    instruments: &'static [List],
    abbreviations: List,
    points: List,
    works: List,
    /// Demonstratives that contain a preposition: `dudit`.
    contracted: List,
    /// Demonstratives for this provision, and for the instrument that was named last: `данной`.
    given: List,
    /// Pronouns for an instrument that was named before: `latter`.
    pronouns: List,
    /// Words that single out a part of what was named: `notably`.
    notably: List,
    /// Adverbs between numbers and what they belong to: `respectively`.
    respectively: List,
    /// Nouns for a sentence of a provision.
    sentences: List,
    counted_subparagraphs: List,
    counted_indents: List,
    pub(super) definite_beginnings: List,
    /// Marks of a proposed provision: `new`.
    pub(super) new: List,
    pub(super) label_joints: List,
    pub(super) name_joints: List,
    pub(super) number_signs: List,
    frequent: List,
}

impl Words {
    const EMPTY: Words = Words {
        and: &[],
        or: &[],
        to: &[],
        of: &[],
        the: &[],
        that: &[],
        its: &[],
        this: &[],
        above: &[],
        below: &[],
        preceding: &[],
        following: &[],
        thereof: &[],
        common: &[],
        endings: &[],
        sub: &[],
        alternative: &[],
        supra: &[],
        units: &[],
        compounds: &[],
        modals: &[],
        determiners: &[],
        joining: &[],
        other: &[],
        operative: &[],
        prefixed_conjunctions: &[],
        prefixed_prepositions: &[],
        not_prefixed: &[],
        indefinite: &[],
        link: &[],
        repeated: &[],
        instruments: &[],
        abbreviations: &[],
        points: &[],
        works: &[],
        contracted: &[],
        given: &[],
        pronouns: &[],
        notably: &[],
        respectively: &[],
        sentences: &[],
        counted_subparagraphs: &[],
        counted_indents: &[],
        definite_beginnings: &[],
        new: &[],
        label_joints: &[],
        name_joints: &[],
        number_signs: &[],
        frequent: &[],
    };
}

impl Lexicon {
    pub(super) fn read(language: Language) -> Lexicon {
        let source = source(language);
        let (words, without_number) = source.word_meanings();
        let folded_phrases = |forms: List| PhraseSet::of(folded_all(forms));
        let stances = source.stances.iter();
        let stances = stances.flat_map(|(stance, verbs)| verbs.iter().map(|it| (folded_phrase(it), *stance)));
        Lexicon {
            language: source.code,
            words: words.into(),
            without_number,
            sub_options: source.heads.iter().flat_map(|(_, forms)| folded_all(forms.sub)).collect(),
            option_nouns: source.option_nouns(),
            inserted: source.inserted,
            modals: folded_phrases(source.words.modals),
            determiners: folded_phrases(source.words.determiners),
            joining: folded_phrases(source.words.joining),
            other: folded_phrases(source.words.other),
            operative: folded_phrases(source.words.operative),
            prefixes: source.words.prefixes(),
            phrases: source.phrase_sets(),
            stances: stances.collect(),
            abbreviations: source.words.abbreviations,
            points: source.with_all_clitics(source.words.points),
            works: source.with_all_clitics(source.words.works),
            contracted: folded_all(source.words.contracted),
            given: folded_all(source.words.given),
            pronouns: folded_all(source.words.pronouns),
            notably: folded_all(source.words.notably),
            respectively: source.words.respectively,
            sentences: source.words.sentences,
            counted: [folded_all(source.words.counted_subparagraphs), folded_all(source.words.counted_indents)],
            definite_contraction: source.definite_contraction,
            definite: source.definite.to_owned(),
            clitics: source.clitics.iter().map(|clitic| (*clitic).to_owned()).collect(),
            name: source.name.to_owned(),
            stemmer: &source.stem,
        }
    }
}

impl Source {
    /// Returns the phrases of a kind as they are written.
    pub(super) fn phrases(&self, kind: Phrase) -> List {
        self.phrases.iter().find(|(other, _)| *other == kind).map_or(&[], |(_, forms)| *forms)
    }

    fn phrase_sets(&self) -> [PhraseSet; PHRASE_KINDS] {
        let mut phrases: [Vec<String>; PHRASE_KINDS] = std::array::from_fn(|_| Vec::new());
        for (phrase, forms) in self.phrases {
            phrases[*phrase as usize] = folded_all(forms);
        }
        phrases[Phrase::The as usize] = folded_all(self.words.the);
        phrases[Phrase::And as usize] = folded_all(&[self.words.and, self.words.or].concat());
        phrases.map(PhraseSet::of)
    }

    /// The meaning of every form of every word. Where a form has several meanings, the first that is added counts,
    /// except that an adverb for an inserted provision replaces any other meaning, and so does a noun that names a
    /// provision before a number. The second map has the meanings of such nouns where no number follows.
    fn word_meanings(&self) -> (FxHashMap<String, Word>, FxHashMap<String, Option<Word>>) {
        let mut words = FxHashMap::default();
        for (forms, word) in self.words.plain() {
            for form in forms {
                words.entry(folded(form).into_owned()).or_insert(word);
            }
        }
        for (form, place) in latin::series().inserted.iter().chain(self.inserted) {
            words.insert(folded(form).into_owned(), Word::Inserted(*place));
        }
        for (form, number) in self.ordinals {
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
        // The widest kind first, so that the order of the file does not matter.
        let mut heads: Vec<&(Kind, Forms)> = self.heads.iter().collect();
        heads.sort_by_key(|(kind, _)| *kind);
        let (numbered, heads): (Vec<_>, Vec<_>) = heads.into_iter().partition(|(kind, _)| kind.needs_number());
        for (kind, forms) in heads {
            for (forms, plural) in [(forms.one, false), (forms.sub, false), (forms.many, true)] {
                forms.iter().for_each(|form| add_with_clitics(form, Word::Provision { kind: *kind, plural }));
            }
        }
        for (_, forms) in self.options {
            forms.iter().for_each(|form| add_with_clitics(form, Word::OptionNoun));
        }
        for (index, noun) in self.words.instruments.iter().enumerate() {
            let word = Word::Instrument(u8::try_from(index).unwrap_or(u8::MAX));
            noun.iter().for_each(|form| add_with_clitics(form, word));
        }
        let mut without_number = FxHashMap::default();
        for (kind, forms) in numbered {
            for (forms, plural) in [(forms.one, false), (forms.many, true)] {
                for form in forms.iter().flat_map(|form| self.with_clitics(&folded(form))) {
                    let other = words.insert(form.clone(), Word::Provision { kind: *kind, plural });
                    without_number.entry(form).or_insert(other);
                }
            }
        }
        (words, without_number)
    }

    /// Returns the folded nouns of a list in every form with clitics and the article.
    fn with_all_clitics(&self, nouns: List) -> Vec<String> {
        nouns.iter().flat_map(|form| self.with_clitics(&folded(form))).collect()
    }

    /// The folded nouns of options, the longest first: one may contain another.
    fn option_nouns(&self) -> Vec<(String, OptionNoun)> {
        let folded_forms = |(noun, forms): &(OptionNoun, List)| {
            let noun = *noun;
            folded_all(forms).into_iter().map(move |form| (form, noun))
        };
        let mut nouns: Vec<(String, OptionNoun)> = self.options.iter().flat_map(folded_forms).collect();
        nouns.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        nouns
    }

    /// Returns a folded word in every form with clitics and the article: `مادة`, `المادة`, `للمادة`, `والمادة`.
    fn with_clitics(&self, form: &str) -> Vec<String> {
        let definite = self.definite;
        let mut forms = vec![form.to_owned()];
        if !definite.is_empty() {
            forms.push(format!("{definite}{form}"));
        }
        for clitic in self.clitics {
            let article = self.definite_contraction.article_after(clitic).unwrap_or(definite);
            forms.push(format!("{clitic}{form}"));
            forms.push(format!("{clitic}{article}{form}"));
        }
        forms
    }
}

impl Words {
    fn prefixes(&self) -> Prefixes {
        Prefixes {
            conjunctions: self.prefixed_conjunctions,
            prepositions: self.prefixed_prepositions,
            exceptions: self.not_prefixed,
        }
    }

    /// The words with one meaning each.
    fn plain(&self) -> [(List, Word); 23] {
        [
            (self.and, Word::And),
            (self.or, Word::Or),
            (self.to, Word::To),
            (self.of, Word::Of),
            (self.the, Word::The),
            (self.that, Word::That),
            (self.its, Word::Its),
            (self.this, Word::This),
            (self.above, Word::Above),
            (self.below, Word::Below),
            (self.preceding, Word::Preceding),
            (self.following, Word::Following),
            (self.thereof, Word::Thereof),
            (self.common, Word::Common),
            (self.endings, Word::Ending),
            (self.sub, Word::Sub),
            (self.alternative, Word::Alternative),
            (self.supra, Word::Supra),
            (self.units, Word::Unit),
            (self.compounds, Word::Compound),
            (self.link, Word::Link),
            (self.repeated, Word::Repeated),
            (self.indefinite, Word::Indefinite),
        ]
    }
}

fn folded_all(forms: &[&str]) -> Vec<String> {
    forms.iter().map(|form| folded_phrase(form)).collect()
}
