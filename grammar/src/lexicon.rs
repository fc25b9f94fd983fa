//! The words of each language, from `languages/*.toml`, which are their only source. A lexicon knows what a word may
//! mean; the parsers decide from its place what it does mean.

mod any_language;
mod frequent;
mod latin;
mod listed_words;
mod source;
mod stem;
mod word;
mod word_table;
mod works;

use std::sync::LazyLock;

use crate::ascii_run::AsciiRun;
use crate::fold::{first_words, folded, may_fold_to, simple_fold};
use crate::folded_run::FoldedRun;
use crate::language::Language;
use crate::option_noun::OptionNoun;
use crate::script::{FIRST_HAN_BYTE, is_arabic, is_cyrillic, is_han, is_letter};
use word::{PHRASE_KINDS, PhraseSet};
use word_table::WordTable;

pub use any_language::lost_reference_phrases;
pub(crate) use any_language::{
    PageWord, begins_with_amount, counting_adverb, ends_with_label_joint, heading_number, is_number_sign,
    is_ordinal_ending, name_joints, new_mark, page_words,
};
pub(crate) use frequent::{FrequentWords, WordLanguages, frequent_words};
pub(crate) use latin::series;
pub use latin::{inserted_adverb, latin_adverb};
pub(crate) use source::Counting;
pub use stem::MAX_STEM_CHANGES;
pub use word::{Phrase, Word};

/// The words of one language.
#[derive(Clone)]
pub struct Lexicon {
    /// The language.
    pub language: Language,
    /// The language's own name for itself.
    pub name: String,
    /// The definite article, where it is joined to its noun: `ال`.
    pub definite: String,
    /// Prepositions and conjunctions that are joined to the following word: `و`, `ب`.
    pub clitics: Vec<String>,
    words: &'static WordTable,
    abbreviations: word::List,
    /// Nouns for items that are common words elsewhere, in every form.
    points: word::List,
    /// Nouns for texts that have paragraphs and are no instruments, in every form.
    works: word::List,
    adjective_endings: word::List,
    possessives: word::List,
    feminine: word::List,
    mentions: word::List,
    words_with_this: word::List,
    /// Demonstratives that contain a preposition: `dudit`.
    contracted: word::List,
    /// Demonstratives for this provision, and for the instrument that was named last: `данной`.
    given: word::List,
    /// Words before one for a direction: `más` in `más abajo`.
    degrees: word::List,
    /// Nouns for texts that have no articles, and are verbs before one: 报告.
    verbal_works: word::List,
    /// Pronouns for an instrument that was named before: `latter`.
    pronouns: word::List,
    whose: word::List,
    among_which: word::List,
    of_which: word::List,
    /// Adjectives of provisions that have numbers of their own: `transitorio`.
    transitional: word::List,
    /// Prepositions before a letter that stands for a provision: `sous` in `visé sous b)`.
    letter_prepositions: word::List,
    /// Adjectives of the paragraphs of a preamble: `preambular`.
    preambular: word::List,
    /// Nouns before the number of a paragraph inside an article: `número` in `artículo 5, número 3`.
    numbers: word::List,
    /// Words that single out a part of what was named, where there are no capitals.
    notably: word::List,
    range_starts: word::List,
    exceptions: word::List,
    coordinators: word::List,
    name_adjectives: word::List,
    /// Adverbs between numbers and what they belong to.
    respectively: word::List,
    /// Nouns for a sentence of a provision.
    sentences: word::List,
    /// Nouns for texts without labels that are counted: those for subparagraphs, and those for indents.
    counted: [word::List; 2],
    definite_contraction: source::DefiniteContraction,
    /// Nouns for an option inside an option.
    sub_options: Vec<&'static str>,
    /// Nouns for an option, other than the language's own word for one.
    option_nouns: Vec<(&'static str, OptionNoun)>,
    /// The language's own series of adverbs for inserted provisions.
    inserted: &'static [(&'static str, u8)],
    stemmer: &'static stem::Stemmer,
    modals: PhraseSet,
    determiners: PhraseSet,
    joining: PhraseSet,
    other: PhraseSet,
    operative: PhraseSet,
    prefixes: source::Prefixes,
    phrases: [PhraseSet; PHRASE_KINDS],
    stances: Vec<(&'static str, &'static str)>,
}

impl Lexicon {
    /// Returns the lexicon of a language.
    #[inline]
    pub fn of(language: Language) -> &'static Lexicon {
        static LEXICONS: [LazyLock<Lexicon>; Language::ALL.len()] = [
            LazyLock::new(|| Lexicon::read(Language::En)),
            LazyLock::new(|| Lexicon::read(Language::Fr)),
            LazyLock::new(|| Lexicon::read(Language::Es)),
            LazyLock::new(|| Lexicon::read(Language::Ru)),
            LazyLock::new(|| Lexicon::read(Language::Zh)),
            LazyLock::new(|| Lexicon::read(Language::Ar)),
        ];
        &LEXICONS[language as usize]
    }

    /// Returns the lexicon in which to read a line's label before the language of its block is known: that of its
    /// script, and for Latin script one with the words of English, French and Spanish.
    pub fn of_line(line: &str) -> &'static Lexicon {
        static LATIN: LazyLock<Lexicon> = LazyLock::new(Lexicon::of_latin_languages);
        // Most lines begin with a Latin letter.
        if line.as_bytes().first().is_some_and(u8::is_ascii_alphabetic) {
            // A部分
            let is_before_han =
                line.as_bytes().get(1).is_some_and(|byte| *byte >= FIRST_HAN_BYTE) && line[1..].starts_with(is_han);
            return if is_before_han { Lexicon::of(Language::Zh) } else { &LATIN };
        }
        match line.chars().find(|letter| is_letter(*letter)) {
            Some(letter) if is_cyrillic(letter) => Lexicon::of(Language::Ru),
            Some(letter) if is_arabic(letter) => Lexicon::of(Language::Ar),
            Some(letter) if is_han(letter) => Lexicon::of(Language::Zh),
            _ => &LATIN,
        }
    }

    /// The English lexicon with the provision nouns, ordinals and ordinal endings of French and Spanish. Other short
    /// words of one language have another meaning in the next.
    fn of_latin_languages() -> Lexicon {
        let mut union = Lexicon::of(Language::En).clone();
        union.words = WordTable::of_latin_languages();
        for language in [Language::Fr, Language::Es] {
            let lexicon = Lexicon::of(language);
            union.sub_options.extend_from_slice(&lexicon.sub_options);
            union.option_nouns.extend_from_slice(&lexicon.option_nouns);
        }
        union.option_nouns.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        union
    }

    /// Returns the meaning of a word in any case and spelling.
    pub fn word(&self, written: &str) -> Option<Word> {
        self.words.word(written)
    }

    /// Returns the meaning of a word of ASCII letters in any case.
    #[inline]
    pub(crate) fn word_of_letters(&self, run: AsciiRun, written: &[u8]) -> Option<Word> {
        self.words.ascii(run.lowercase_key(), written)
    }

    /// Returns the meaning of a word that is a run of letters.
    #[inline]
    pub(crate) fn word_of_run(&self, run: FoldedRun, written: &str) -> Option<Word> {
        self.words.run(run, written)
    }

    /// Returns what a noun that names a provision only before a number means where no number follows: `Regulation` is an
    /// instrument, `rule` nothing.
    pub(crate) fn word_without_number(&self, written: &str) -> Option<Word> {
        self.words.without_number(&folded(written))
    }

    /// Returns whether a known word of a Chinese text may begin with a letter.
    #[inline]
    pub(crate) fn may_begin_han_word(&self, first: char) -> bool {
        self.language == Language::Zh && self.words.letters_after(first) != 0
    }

    /// Returns the longest known word at the beginning of a Chinese text, and its length in bytes.
    pub(crate) fn han_word(&self, text: &str) -> Option<(usize, Option<Word>)> {
        if self.language != Language::Zh {
            return None;
        }
        let mut lengths = self.words.letters_after(text.chars().next()?);
        let mut found = None;
        let mut letters = text.char_indices();
        // Most letters begin no known word.
        while lengths > 0
            && let Some((at, letter)) = letters.next()
        {
            let end = at + letter.len_utf8();
            if lengths & 1 == 1
                && let Some(word) = self.words.folded(&text[..end])
            {
                found = Some((end, Some(word)));
            }
            lengths >>= 1;
        }
        found
    }

    /// Returns whether a line begins with a phrase of a kind: `Provisions common for options 1 and 2`.
    pub fn begins_with(&self, line: &str, phrases: Phrase) -> bool {
        let text = line.trim_start_matches(|character| !is_letter(character));
        if !self.may_begin(text, phrases) {
            return false;
        }
        let lower = |letter: char| simple_fold(letter).or_else(|| letter.to_lowercase().next());
        let first = text.chars().next().and_then(lower);
        self.phrases(phrases).iter().any(|phrase| {
            // Only as many words are folded as the phrase has.
            let word_count = || phrase.split(' ').count();
            phrase.chars().next() == first
                && may_fold_to(text, phrase)
                && first_words(text, word_count()).starts_with(phrase)
        })
    }

    /// Returns whether a word names an option inside an option, in any form: `sub-options`.
    pub fn is_sub_option(&self, written: &str) -> bool {
        let word = folded(written);
        self.sub_options.iter().any(|form| word.starts_with(form))
    }

    /// Returns the noun that names an option: `Alternative`.
    pub fn option_noun(&self, written: &str) -> OptionNoun {
        if self.is_sub_option(written) {
            return OptionNoun::SubOption;
        }
        let word = folded(written);
        let noun = self.option_nouns.iter().find(|(form, _)| word.contains(form));
        noun.map_or(OptionNoun::Option, |(_, noun)| *noun)
    }

    /// Returns whether a word is a modal verb, which says how binding a provision is: `shall`.
    pub fn is_modal(&self, written: &str) -> bool {
        self.modals.contains(written)
    }

    /// Returns whether a word determines a noun: `each`.
    pub fn is_determiner(&self, written: &str) -> bool {
        self.determiners.contains(written)
    }

    /// Returns whether a phrase that begins with the word continues the text before it: `including`.
    pub fn is_joining(&self, written: &str) -> bool {
        self.joining.contains(written)
    }

    /// Returns whether a word stands for another choice that is not written out: `other` in `[shall] [should] [other]`.
    pub(crate) fn is_other(&self, written: &str) -> bool {
        self.other.contains(written)
    }

    /// Returns whether a word is a verb with which a paragraph of a decision begins: `decides`.
    pub fn is_operative(&self, written: &str) -> bool {
        self.operative.contains(written)
    }

    /// Returns whether a text begins with a conjunction that is joined to its first word: `والسياسات`, `和措施`.
    pub(crate) fn begins_with_conjunction(&self, text: &str) -> bool {
        self.prefixes.has_conjunction(text)
    }

    /// Returns whether a text begins with a preposition that is joined to its first word: `بالتعاون`, `在此期间`.
    pub(crate) fn begins_with_preposition(&self, text: &str) -> bool {
        self.prefixes.has_preposition(text)
    }

    /// Returns the phrases of a kind, folded.
    pub fn phrases(&self, phrase: Phrase) -> &'static [&'static str] {
        self.phrases[phrase as usize].forms
    }

    /// Returns whether a word is a phrase of a kind, in any case and spelling.
    pub(crate) fn has(&self, phrase: Phrase, written: &str) -> bool {
        self.phrases[phrase as usize].contains(written)
    }

    /// Returns whether a text may begin with a phrase of a kind.
    pub(crate) fn may_begin(&self, text: &str, phrase: Phrase) -> bool {
        self.phrases[phrase as usize].may_begin(text)
    }

    /// Returns whether a text may end with a phrase of a kind.
    pub(crate) fn may_end(&self, text: &str, phrase: Phrase) -> bool {
        self.phrases[phrase as usize].may_end(text)
    }

    /// Returns the stance that a verb expresses: `opposes` for `oppose`.
    pub fn stance(&self, written: &str) -> Option<&'static str> {
        let verb = folded(written);
        self.stances.iter().find(|(form, _)| *form == verb).map(|(_, stance)| *stance)
    }

    /// Returns the folded verbs of stances, each with the name of its stance in JSON, in the order of the stances' names.
    pub fn stance_verbs(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
        self.stances.iter().copied()
    }
}

#[cfg(test)]
mod tests;
