//! Texts that amend others. An amendment names the other text once, and its later references omit the name.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

use crate::fold::folded_phrase;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::script::is_han;

/// Finds the words of an amendment in a folded text, in each language.
static FINDERS: [LazyLock<Result<AhoCorasick, BuildError>>; Language::ALL.len()] = [
    LazyLock::new(|| finder(Language::En)),
    LazyLock::new(|| finder(Language::Fr)),
    LazyLock::new(|| finder(Language::Es)),
    LazyLock::new(|| finder(Language::Ru)),
    LazyLock::new(|| finder(Language::Zh)),
    LazyLock::new(|| finder(Language::Ar)),
];

fn finder(language: Language) -> Result<AhoCorasick, BuildError> {
    // Few blocks may be amendments, so that a larger automaton would take longer to build than it saves.
    let kind = Some(AhoCorasickKind::ContiguousNFA);
    AhoCorasick::builder().kind(kind).build(Lexicon::of(language).phrases(Phrase::Amending))
}

/// Returns whether a text amends another one: `shall be replaced by`.
pub(crate) fn amends(text: &str, lexicon: &Lexicon) -> bool {
    // Only a lexicon of more than 2 GB has none.
    let Ok(finder) = &*FINDERS[lexicon.language as usize] else { return false };
    let text = folded_phrase(text);
    // Arabic verbs are short enough to occur inside other words. Only a clitic may be attached before them.
    let is_word = |phrase: Range<usize>| {
        let before = text[..phrase.start].rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        let follows_clitic = before.is_empty() || lexicon.clitics.iter().any(|it| it == before);
        follows_clitic && !text[phrase.end..].starts_with(char::is_alphabetic)
    };
    match lexicon.language {
        // In Russian `за исключением` begins like a participle.
        Language::Ar | Language::Ru => finder.find_overlapping_iter(&text).any(|it| is_word(it.range())),
        _ => finder.is_match(&text),
    }
}

/// Returns whether a text begins with an instruction to amend: `In article 6, delete …`, `Replace article 9 by …`. `reference`
/// is where its first reference stands.
pub(crate) fn instructs(text: &str, reference: Range<usize>, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 9;
    let (Some(before), Some(after)) = (text.get(..reference.start), text.get(reference.end..)) else { return false };
    let is_verb = |word: &str| lexicon.has(Phrase::AmendingVerb, word);
    let is_place = |word: &str| {
        lexicon.has(Phrase::AmendedPlace, word)
            || matches!(lexicon.word(word), Some(Word::Ordinal(_) | Word::Provision { .. } | Word::The | Word::Of))
    };
    let mut words = words(before).enumerate();
    // A verb that is not the first word has a subject: `Parties shall delete`.
    let is_amending = words.all(|(at, word)| at < MAX_WORDS && (is_place(word) || at == 0 && is_verb(word)));
    let first = || self::words(before).next().is_some_and(is_verb);
    // 在第一款中，删除: words for places may also follow.
    let mut following = self::words(after).take(MAX_WORDS);
    is_amending && (first() || following.find(|word| !is_place(word)).is_some_and(is_verb))
}

/// `Repeal of` before `articles 7 and 8`: returns whether the beginning of a title, up to the provision that it names first,
/// says that the provision is amended. `Repeal of measures under article 9` has another noun between.
pub(crate) fn begins_amending_title(before: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 3;
    const MAX_HAN: usize = 4;
    let is_near =
        words(before).nth(MAX_WORDS).is_none() && before.chars().filter(|it| is_han(*it)).nth(MAX_HAN).is_none();
    is_near && lexicon.begins_with(before, Phrase::AmendingTitle)
}

/// Returns the words of a text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}
