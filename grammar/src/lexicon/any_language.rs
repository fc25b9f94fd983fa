//! Words that are recognised in a text of any language, since drafts mix languages in these places.

use std::sync::LazyLock;

use super::source::{Source, source};
use super::word::{List, PhraseSet};
use super::{Counting, Lexicon, Phrase};
use crate::ascii_run::AsciiRun;
use crate::fold::folded;
use crate::language::Language;
use crate::script::{is_arabic, is_han};

/// Returns the words that each language lists.
fn all(list: fn(&'static Source) -> List) -> impl Iterator<Item = &'static str> {
    Language::ALL.into_iter().flat_map(move |language| list(source(language)).iter().copied())
}

/// Returns whether a text ends with a word after which a list label may be written: `one and`, `واحد و`.
pub(crate) fn ends_with_label_joint(text: &str) -> bool {
    all(|source| source.words.label_joints).any(|joint| text.ends_with(joint))
}

/// Returns the words that join the names of delegations, with their spaces: ` and `.
pub(crate) fn name_joints() -> impl Iterator<Item = &'static str> {
    all(|source| source.words.name_joints)
}

/// Returns the folded messages that word processors leave where a reference was lost: `error reference source not found`.
pub fn lost_reference_phrases() -> impl Iterator<Item = &'static str> {
    all(|source| source.phrases(Phrase::LostReference))
}

/// Returns whether a word stands between an instrument's noun and its number: `No` in `Convention No. 87`.
pub(crate) fn is_number_sign(written: &str) -> bool {
    all(|source| source.words.number_signs).any(|sign| sign == written)
}

/// Returns the number that a word gives to a heading where it stands alone after the noun: `DEUX` in `ARTICLE DEUX`.
pub(crate) fn heading_number(written: &str) -> Option<u32> {
    let word = folded(written);
    let place = |language: Language| source(language).words.heading_numbers.iter().position(|it| folded(it) == word);
    // The first is the word for a single article.
    let place = Language::ALL.into_iter().find_map(place)?;
    u32::try_from(place.max(1)).ok()
}

/// Returns the number of the paragraph that an adverb labels: 2 for ثانيا.
pub(crate) fn counting_adverb(written: &str) -> Option<u32> {
    /// The sign of the ending of أولاً.
    const TANWIN: char = '\u{64B}';
    const MAX_BYTES: usize = 40;
    static ENDINGS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let adverbs = all(|source| source.words.counting_adverbs);
        let mut endings: Vec<char> = adverbs.filter_map(|adverb| adverb.chars().next_back()).collect();
        endings.sort_unstable();
        endings.dedup();
        endings
    });
    // Few words are folded.
    let ending = written.trim_end_matches(TANWIN).chars().next_back();
    let may_be = written.starts_with(is_arabic) && written.len() <= MAX_BYTES;
    if !may_be || !ending.is_some_and(|ending| ENDINGS.contains(&ending)) {
        return None;
    }
    let word = folded(written);
    let place = all(|source| source.words.counting_adverbs).position(|adverb| adverb == word)?;
    u32::try_from(place + 1).ok()
}

/// Returns whether letters make an ordinal of the sign before them, a digit or a hyphen: `nd` after 2, `я` after a hyphen.
pub(crate) fn is_ordinal_ending(sign: char, written: &str) -> bool {
    let is_ending = |form: &str| form.strip_prefix(sign).is_some_and(|ending| ending.eq_ignore_ascii_case(written));
    all(|source| source.words.ordinal_endings).any(is_ending)
}

/// Returns whether a text begins with a word before which a number is an amount or a day: `January`, `copies`. In Chinese
/// such a word may be the beginning of a longer one.
pub(crate) fn begins_with_amount(text: &str) -> bool {
    static WORDS: LazyLock<PhraseSet> = LazyLock::new(|| {
        let words = all(|source| source.phrases(Phrase::Amount)).collect::<Vec<_>>();
        PhraseSet::of(words.leak())
    });
    let chinese = || source(Language::Zh).phrases(Phrase::Amount);
    let word = text.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    if word.starts_with(is_han) { chinese().iter().any(|form| word.starts_with(form)) } else { WORDS.contains(word) }
}

/// Returns the length of the longest mark of a proposed provision with which a text begins: `New` in `New article 5`.
pub(crate) fn new_mark(text: &str) -> Option<usize> {
    static MARKS: LazyLock<Vec<&str>> = LazyLock::new(|| all(|source| source.words.new).collect());
    // Most words begin with another letter than the marks.
    static FIRST_LETTERS: LazyLock<u128> = LazyLock::new(|| {
        let letters = MARKS.iter().filter_map(|mark| mark.bytes().next()).filter(u8::is_ascii);
        letters.fold(0, |letters, letter| letters | 1 << letter)
    });
    let first = *text.as_bytes().first()?;
    if first.is_ascii() && *FIRST_LETTERS >> first.to_ascii_lowercase() & 1 == 0 {
        return None;
    }
    let ends_word = |length: &usize| {
        let letter = text[..*length].chars().next_back();
        letter.is_some_and(is_han) || !text[*length..].starts_with(char::is_alphanumeric)
    };
    let lengths = MARKS.iter().filter_map(|mark| length_of_beginning(text, mark));
    lengths.filter(ends_word).max()
}

/// Returns the length of a beginning of a text that equals a phrase in lower case.
fn length_of_beginning(text: &str, phrase: &str) -> Option<usize> {
    let mut letters = text.chars();
    let is_equal = |letter: char, written: char| written == letter || written.to_lowercase().eq([letter]);
    let equals = phrase.chars().all(|letter| letters.next().is_some_and(|written| is_equal(letter, written)));
    equals.then(|| text.len() - letters.as_str().len())
}

/// The folded words of page headers.
pub(crate) struct PageWords {
    /// `page`
    pages: PhraseSet,
    /// `of` in `page 4 of 46`
    joints: PhraseSet,
    /// The languages' own names.
    languages: PhraseSet,
    /// The keys of those in ASCII.
    keys: Vec<u64>,
    /// The hashes of the keys, as bits.
    hashes: u64,
}

/// What a word of a page header is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageWord {
    Page,
    Joint,
    Language,
}

impl PageWords {
    /// Returns what a word is in a page header, if it may stand there.
    pub(crate) fn kind(&self, word: &str) -> Option<PageWord> {
        let sets =
            [(&self.pages, PageWord::Page), (&self.joints, PageWord::Joint), (&self.languages, PageWord::Language)];
        sets.into_iter().find(|(words, _)| words.contains(word)).map(|(_, kind)| kind)
    }

    /// Rejects most words that are none of these.
    pub(crate) fn may_contain(&self, word: AsciiRun) -> bool {
        let key = word.lowercase_key();
        self.hashes >> key_hash(key) & 1 == 1 && self.keys.contains(&key)
    }
}

/// Returns a hash of six bits.
#[inline]
fn key_hash(key: u64) -> u32 {
    (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as u32
}

/// Returns the words of page headers.
pub(crate) fn page_words() -> &'static PageWords {
    static WORDS: LazyLock<PageWords> = LazyLock::new(|| {
        let pages: Vec<&str> = all(|source| source.phrases(Phrase::Page)).collect();
        let joints: Vec<&str> = all(|source| source.phrases(Phrase::Pages)).collect();
        let languages = Language::ALL.iter().map(|language| source(*language).folded_name).collect::<Vec<_>>();
        let words = pages.iter().chain(&joints).chain(&languages);
        let keys = words.map(|word| AsciiRun::at_start(word.as_bytes())).filter(|run| run.length > 0);
        let keys: Vec<u64> = keys.map(|run| run.key).collect();
        let hashes = keys.iter().fold(0, |hashes, key| hashes | 1 << key_hash(*key));
        let [pages, joints, languages] = [pages, joints, languages].map(|words| PhraseSet::of(words.leak()));
        PageWords { pages, joints, languages, keys, hashes }
    });
    &WORDS
}

impl Lexicon {
    /// Returns whether a noun bears the Arabic definite article, alone or after a preposition.
    pub(crate) fn is_definite(written: &str) -> bool {
        source(Language::Ar).words.definite_beginnings.iter().any(|beginning| written.starts_with(beginning))
    }

    /// Returns the Arabic definite article with the preposition before it with which a noun begins: `لل`.
    pub(crate) fn definite_beginning(written: &str) -> Option<&'static str> {
        let beginnings = source(Language::Ar).words.definite_beginnings.iter().copied();
        beginnings.filter(|beginning| written.starts_with(beginning)).max_by_key(|beginning| beginning.len())
    }

    /// Returns the signs of Chinese counted provisions.
    pub(crate) fn counting_signs() -> &'static Counting {
        &source(Language::Zh).counting
    }
}
