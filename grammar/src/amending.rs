//! Texts that amend others. An amendment names the other text once, and its later references omit the name.

use std::cell::LazyCell;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, BuildError};

use crate::fold::folded_phrase;
use crate::label::Label;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::numerals::is_han_numeral;
use crate::script::is_han;
use crate::token::{Token, TokenKind, tokenize};

/// Finds the words of an amendment in a folded text, in each language.
static FINDERS: [LazyLock<Result<AhoCorasick, BuildError>>; Language::ALL.len()] = [
    LazyLock::new(|| finder(Language::En)),
    LazyLock::new(|| finder(Language::Fr)),
    LazyLock::new(|| finder(Language::Es)),
    LazyLock::new(|| finder(Language::Ru)),
    LazyLock::new(|| finder(Language::Zh)),
    LazyLock::new(|| finder(Language::Ar)),
];

/// The lists of phrases that are looked for.
const PHRASES: [Phrase; 3] = [Phrase::Amending, Phrase::Changing, Phrase::AsAmended];

fn finder(language: Language) -> Result<AhoCorasick, BuildError> {
    // Few blocks may be amendments, so that a larger automaton would take longer to build than it saves.
    let kind = Some(AhoCorasickKind::ContiguousNFA);
    let lexicon = Lexicon::of(language);
    AhoCorasick::builder().kind(kind).build(PHRASES.into_iter().flat_map(|it| lexicon.phrases(it)))
}

/// Returns the list that holds the phrase of an index among all that are looked for.
fn list_of(mut index: usize, lexicon: &Lexicon) -> Phrase {
    for list in PHRASES {
        match index.checked_sub(lexicon.phrases(list).len()) {
            Some(rest) => index = rest,
            None => return list,
        }
    }
    Phrase::Amending
}

/// Returns whether a text amends another one: `shall read as follows`, `article 6 is deleted`.
pub(crate) fn amends(text: &str, lexicon: &Lexicon) -> bool {
    // Only a lexicon of more than 2 GB has none.
    let Ok(finder) = &*FINDERS[lexicon.language as usize] else { return false };
    let text = folded_phrase(text);
    let words = LazyCell::new(|| Words::of(&text, lexicon));
    let mut found = finder.find_overlapping_iter(&text).filter(|it| is_whole(&text, it.range(), lexicon));
    found.any(|phrase| match list_of(phrase.pattern().as_usize(), lexicon) {
        Phrase::Changing => words.name_text_before(phrase.start()) || words.name_text_after(phrase.end()),
        Phrase::AsAmended => words.name_instrument_beside(phrase.range()),
        _ => true,
    })
}

/// Returns whether a phrase consists of whole words of a folded text. Arabic verbs are short enough to occur inside other
/// words; only a clitic may be attached before them.
fn is_whole(text: &str, phrase: Range<usize>, lexicon: &Lexicon) -> bool {
    let before = text[..phrase.start].rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    let follows_clitic = || lexicon.clitics.iter().any(|it| it == before);
    lexicon.language == Language::Zh
        || (before.is_empty() || follows_clitic()) && !text[phrase.end..].starts_with(char::is_alphabetic)
}

/// The words of a folded text, in which what is changed is looked for.
struct Words<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    lexicon: &'t Lexicon,
}

impl<'t> Words<'t> {
    fn of(text: &'t str, lexicon: &'t Lexicon) -> Words<'t> {
        let mut tokens = Vec::new();
        tokenize(text, lexicon, &mut tokens);
        Words { text, tokens, lexicon }
    }

    /// `Paragraph 2 of article 6` before `is deleted`: returns whether a text is the subject of the words at a byte. `The
    /// head of the body in article 6` is none.
    fn name_text_before(&self, at: usize) -> bool {
        const MAX_TOKENS: usize = 32;
        let end = self.tokens.partition_point(|it| it.range().start < at);
        let mut names_text = false;
        for token in self.tokens[..end].iter().rev().take(MAX_TOKENS) {
            match self.role(token) {
                Role::Quotation => return true,
                Role::Text => names_text = true,
                Role::Link => {}
                Role::Comma if !names_text => {}
                Role::Comma | Role::Stop => return names_text,
                Role::Other => return false,
            }
        }
        names_text
    }

    /// `the following paragraph` after `is replaced by`: returns whether a text is the object of the words before a byte.
    fn name_text_after(&self, at: usize) -> bool {
        const MAX_LINKS: usize = 5;
        let start = self.tokens.partition_point(|it| it.range().start < at);
        let mut after = self.tokens[start..].iter().take(MAX_LINKS).map(|token| self.role(token));
        matches!(after.find(|role| *role != Role::Link), Some(Role::Text | Role::Quotation))
    }

    /// Returns whether an instrument is named beside an adjective: `the Convention, as amended`.
    fn name_instrument_beside(&self, adjective: Range<usize>) -> bool {
        const MAX_TOKENS: usize = 12;
        const MAX_AFTER: usize = 4;
        let [start, end] =
            [adjective.start, adjective.end].map(|at| self.tokens.partition_point(|it| it.range().start < at));
        let near = start.saturating_sub(MAX_TOKENS)..self.tokens.len().min(end + MAX_AFTER);
        self.tokens[near].iter().any(|it| matches!(it.word(), Some(Word::Instrument(_))) || it.is('》'))
    }

    /// Returns what a token may be in the name of a text.
    fn role(&self, token: &Token) -> Role {
        let written = &self.text[token.range()];
        match token.kind {
            TokenKind::Number(_) | TokenKind::Newline => Role::Link,
            TokenKind::Mark('“' | '”' | '«' | '»' | '"' | '「' | '」' | '》' | '《') => Role::Quotation,
            TokenKind::Mark(',' | '،' | '，') => Role::Comma,
            TokenKind::Mark(';' | ':' | '؛' | '。' | '；' | '：') => Role::Stop,
            // `2.1` and `para. 2` hold stops as well.
            TokenKind::Mark('.') if !self.text[token.range().end..].starts_with(' ') => Role::Link,
            TokenKind::Mark('.') => Role::Stop,
            TokenKind::Mark(_) => Role::Link,
            TokenKind::Word(word) => match word {
                _ if self.ends_changed_text(token, written) => Role::Text,
                // The preposition `par` abbreviates a noun as well.
                _ if self.lexicon.has(Phrase::AmendedPlace, written) || self.ends_existing(token, written) => {
                    Role::Link
                }
                Some(Word::Provision { .. } | Word::Instrument(_)) => Role::Text,
                Some(Word::That) => Role::Stop,
                Some(
                    Word::The
                    | Word::Indefinite
                    | Word::Of
                    | Word::This
                    | Word::And
                    | Word::Or
                    | Word::To
                    | Word::Following
                    | Word::Preceding
                    | Word::Ordinal(_)
                    | Word::AndOrdinal(_)
                    | Word::Inserted(_)
                    | Word::Ending
                    | Word::Sub,
                ) => Role::Link,
                _ if Label::from_letters(written).is_some() || written.starts_with(is_han_numeral) => Role::Link,
                _ => Role::Other,
            },
        }
    }

    /// Returns whether a noun for a text without a number ends with a token.
    fn ends_changed_text(&self, token: &Token, written: &str) -> bool {
        self.ends_with(Phrase::ChangedText, token, written)
    }

    /// `the existing text of paragraph 1`: returns whether a word ends with a token that says that a text stands as it is amended.
    fn ends_existing(&self, token: &Token, written: &str) -> bool {
        self.ends_with(Phrase::Renumbered, token, written) || self.ends_with(Phrase::RenumberedAfter, token, written)
    }

    /// Returns whether a word of a list ends with a token. In Chinese a word has several tokens.
    fn ends_with(&self, list: Phrase, token: &Token, written: &str) -> bool {
        if self.lexicon.language != Language::Zh {
            return self.lexicon.has(list, written);
        }
        let words = self.lexicon.phrases(list);
        words.iter().any(|word| self.text[..token.range().end].ends_with(word))
    }
}

/// What a token may be in the name of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A noun for a text.
    Text,
    /// A quotation mark: `the words “and ports” in article 6`.
    Quotation,
    /// A number or a word between such nouns.
    Link,
    /// A comma, which may stand in the name or before it.
    Comma,
    /// A sign or word before which no name goes on.
    Stop,
    /// Any other word.
    Other,
}

/// Returns whether a text begins with an instruction to amend: `In article 6, delete …`, `Replace article 9 by …`. `reference`
/// is where its first reference stands.
pub(crate) fn instructs(text: &str, reference: Range<usize>, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 9;
    let (Some(before), Some(after)) = (text.get(..reference.start), text.get(reference.end..)) else { return false };
    let is_verb = |word: &str| lexicon.has(Phrase::AmendingVerb, word);
    let is_place = |word: &str| {
        lexicon.has(Phrase::AmendedPlace, word)
            || lexicon.has(Phrase::Renumbered, word)
            || lexicon.has(Phrase::RenumberedAfter, word)
            || matches!(lexicon.word(word), Some(Word::Ordinal(_) | Word::Provision { .. } | Word::The | Word::Of))
    };
    let mut words = words(before).enumerate();
    // A verb that is not the first word has a subject: `Parties shall delete`.
    let is_amending = words.all(|(at, word)| at < MAX_WORDS && (is_place(word) || at == 0 && is_verb(word)));
    let first = || self::words(before).next().is_some_and(is_verb);
    // 在第一款中，删除, `In annex II, for paragraph 6 substitute`: words for places may also follow, and their numbers.
    let is_number =
        |word: &str| word.starts_with(|it: char| it.is_ascii_digit()) || Label::from_letters(word).is_some();
    let mut following = self::words(after).take(MAX_WORDS);
    is_amending && (first() || following.find(|word| !is_place(word) && !is_number(word)).is_some_and(is_verb))
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
