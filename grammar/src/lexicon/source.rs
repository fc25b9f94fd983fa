//! What `languages/*.toml` say, apart from the meanings of words. The build script writes the files as values of the types
//! below, with phrases folded, so that no text is parsed or folded when the program starts.

use super::stem::{Rule, Stemmer};
use super::word::{List, PHRASE_KINDS, PhraseSet};
use super::word_table::WordTable;
use super::{Lexicon, Phrase};
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
    name: &'static str,
    pub(super) folded_name: &'static str,
    definite: &'static str,
    definite_contraction: DefiniteContraction,
    clitics: List,
    /// Nouns for an option inside an option.
    sub_options: List,
    options: &'static [(OptionNoun, List)],
    pub(super) words: Words,
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
        folded_name: "",
        definite: "",
        definite_contraction: DefiniteContraction::EMPTY,
        clitics: &[],
        sub_options: &[],
        options: &[],
        words: Words::EMPTY,
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
    /// 段: paragraphs of a text that has no articles, as references name them.
    pub(crate) paragraphs: List,
    /// 分段: their subparagraphs.
    pub(crate) subparagraphs: List,
    /// Words with which a sentence about a provision continues after its number.
    pub(crate) sentence_words: List,
    /// Phrases with which such a sentence continues.
    pub(crate) sentence_phrases: List,
}

impl Counting {
    const EMPTY: Counting = Counting {
        ordinal: "",
        inserted: "",
        document: &[],
        paragraphs: &[],
        subparagraphs: &[],
        sentence_words: &[],
        sentence_phrases: &[],
    };
}

/// Returns the frequent words of the languages in Latin script, each with the index of its language.
pub(super) fn frequent_words() -> impl Iterator<Item = (&'static str, u8)> {
    latin_words(|words| words.frequent)
}

/// Returns the words by which a draft of a few lines is known, each with the index of its language.
pub(super) fn hints() -> impl Iterator<Item = (&'static str, u8)> {
    latin_words(|words| words.hints)
}

/// Returns the letters by which a draft of a few lines is known, each with the index of its language.
pub(super) fn hint_letters() -> impl Iterator<Item = (&'static str, u8)> {
    latin_words(|words| words.hint_letters)
}

fn latin_words(list: fn(&Words) -> List) -> impl Iterator<Item = (&'static str, u8)> {
    let languages = Language::ALL.iter().filter(|language| language.is_latin());
    languages.flat_map(move |language| list(&source(*language).words).iter().map(|word| (*word, *language as u8)))
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
    abbreviations: List,
    points: List,
    works: List,
    /// Endings of adjectives in the case that such a noun has after a provision.
    adjective_endings: List,
    /// Endings of a noun that are pronouns: `its` in Arabic.
    possessives: List,
    /// The last letter of a feminine noun before them, and at its end.
    feminine: List,
    mentions: List,
    words_with_this: List,
    /// Demonstratives that contain a preposition: `dudit`.
    contracted: List,
    /// Demonstratives for this provision, and for the instrument that was named last: `данной`.
    given: List,
    /// Words before one for a direction: `más` in `más abajo`.
    degrees: List,
    /// Nouns for texts that have no articles, and are verbs before one.
    verbal_works: List,
    /// Pronouns for an instrument that was named before: `latter`.
    pronouns: List,
    /// Relative pronouns before a provision of what was named before: `whose article 40`.
    whose: List,
    /// Such pronouns that also single out members of a list: `les articles 3 à 5, dont l’article 4`.
    among_which: List,
    /// Such pronouns after it, without a preposition: `l’article 40 duquel`.
    of_which: List,
    transitional: List,
    preambular: List,
    letter_prepositions: List,
    numbers: List,
    /// Words that single out a part of what was named: `notably`.
    notably: List,
    /// Words before a range of numbers: `с 1 по 3`.
    range_starts: List,
    /// Words that take a part out of what was named: `except`.
    exceptions: List,
    /// Words that join like `and`: `as well as`.
    coordinators: List,
    /// Adjectives of the name of an instrument, after its noun: `Convention internationale`.
    name_adjectives: List,
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
    /// The word for a single article, and those for 1, 2 and so on, where they number a heading: `ARTICLE DEUX`.
    pub(super) heading_numbers: List,
    /// Adverbs that number the paragraphs of an article, in order: أولا.
    pub(super) counting_adverbs: List,
    /// Endings that make an ordinal of the sign before them, a digit or a hyphen: `2nd`, `-я`.
    pub(super) ordinal_endings: List,
    frequent: List,
    /// Words and letters by which a draft of a few lines is known.
    hints: List,
    hint_letters: List,
}

impl Words {
    const EMPTY: Words = Words {
        modals: &[],
        determiners: &[],
        joining: &[],
        other: &[],
        operative: &[],
        prefixed_conjunctions: &[],
        prefixed_prepositions: &[],
        not_prefixed: &[],
        abbreviations: &[],
        points: &[],
        works: &[],
        adjective_endings: &[],
        possessives: &[],
        feminine: &[],
        mentions: &[],
        words_with_this: &[],
        contracted: &[],
        given: &[],
        degrees: &[],
        verbal_works: &[],
        pronouns: &[],
        whose: &[],
        among_which: &[],
        of_which: &[],
        transitional: &[],
        preambular: &[],
        letter_prepositions: &[],
        numbers: &[],
        notably: &[],
        range_starts: &[],
        exceptions: &[],
        coordinators: &[],
        name_adjectives: &[],
        respectively: &[],
        sentences: &[],
        counted_subparagraphs: &[],
        counted_indents: &[],
        definite_beginnings: &[],
        new: &[],
        label_joints: &[],
        name_joints: &[],
        number_signs: &[],
        heading_numbers: &[],
        counting_adverbs: &[],
        ordinal_endings: &[],
        frequent: &[],
        hints: &[],
        hint_letters: &[],
    };
}

impl Lexicon {
    pub(super) fn read(language: Language) -> Lexicon {
        let source = source(language);
        let stances = source.stances.iter().flat_map(|(stance, verbs)| verbs.iter().map(|verb| (*verb, *stance)));
        Lexicon {
            language: source.code,
            words: WordTable::of(language),
            sub_options: source.sub_options.to_vec(),
            option_nouns: source.option_nouns(),
            inserted: source.inserted,
            modals: PhraseSet::of(source.words.modals),
            determiners: PhraseSet::of(source.words.determiners),
            joining: PhraseSet::of(source.words.joining),
            other: PhraseSet::of(source.words.other),
            operative: PhraseSet::of(source.words.operative),
            prefixes: source.words.prefixes(),
            phrases: source.phrase_sets(),
            stances: stances.collect(),
            abbreviations: source.words.abbreviations,
            points: source.words.points,
            works: source.words.works,
            adjective_endings: source.words.adjective_endings,
            possessives: source.words.possessives,
            feminine: source.words.feminine,
            mentions: source.words.mentions,
            words_with_this: source.words.words_with_this,
            contracted: source.words.contracted,
            given: source.words.given,
            degrees: source.words.degrees,
            verbal_works: source.words.verbal_works,
            pronouns: source.words.pronouns,
            whose: source.words.whose,
            among_which: source.words.among_which,
            of_which: source.words.of_which,
            transitional: source.words.transitional,
            preambular: source.words.preambular,
            letter_prepositions: source.words.letter_prepositions,
            numbers: source.words.numbers,
            notably: source.words.notably,
            range_starts: source.words.range_starts,
            exceptions: source.words.exceptions,
            coordinators: source.words.coordinators,
            name_adjectives: source.words.name_adjectives,
            respectively: source.words.respectively,
            sentences: source.words.sentences,
            counted: [source.words.counted_subparagraphs, source.words.counted_indents],
            definite_contraction: source.definite_contraction,
            definite: source.definite.to_owned(),
            clitics: source.clitics.iter().map(|clitic| (*clitic).to_owned()).collect(),
            name: source.name.to_owned(),
            stemmer: &source.stem,
        }
    }
}

impl Source {
    /// Returns the folded phrases of a kind.
    pub(super) fn phrases(&self, kind: Phrase) -> List {
        self.phrases.iter().find(|(other, _)| *other == kind).map_or(&[], |(_, forms)| *forms)
    }

    fn phrase_sets(&self) -> [PhraseSet; PHRASE_KINDS] {
        let mut phrases: [List; PHRASE_KINDS] = [&[]; PHRASE_KINDS];
        for (phrase, forms) in self.phrases {
            phrases[*phrase as usize] = forms;
        }
        phrases.map(PhraseSet::of)
    }

    /// The folded nouns of options, the longest first: one may contain another.
    fn option_nouns(&self) -> Vec<(&'static str, OptionNoun)> {
        let forms = self.options.iter().flat_map(|(noun, forms)| forms.iter().map(|form| (*form, *noun)));
        let mut nouns: Vec<(&'static str, OptionNoun)> = forms.collect();
        nouns.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        nouns
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
}
