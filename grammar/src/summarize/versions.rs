//! Whether a block is one of several versions of a provision, which have one number.

use super::Block;
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::{Lexicon, Word};

/// Returns whether the words after the labels of a block, or the title of a heading, show that other versions stand beside it:
/// `2. [Option 1: …]`, `2. EU proposal: …`, `Article 1 (Option 1)`, `Annex IV – Part 1`, or a bracket around all of its text.
pub(super) fn begins_version(block: &Block, lexicon: &Lexicon) -> bool {
    let Some(first) = block.labels.first() else { return false };
    let text = match (&block.title, first.kind) {
        (Some(title), Some(_)) => block.slice(title.clone()),
        (None, Some(_)) => block.text_from(first.end).lines().next().unwrap_or_default(),
        (_, None) => block.text_from(block.body),
    };
    let text = text.trim();
    let inner = text.trim_start_matches([' ', '*', '_', '(', '（', '[', '-', '–', '—']);
    let is_heading = first.kind.is_some();
    block.labels.iter().any(|site| site.kind == Some(Kind::Option))
        || !is_heading && is_in_bracket(text)
        || begins_with_choice(inner, is_heading, lexicon)
        || begins_with_party(inner, lexicon)
}

/// `[Gates are open.]`: returns whether a text begins and ends with a bracket. A bracket that is typed within it changes
/// nothing.
fn is_in_bracket(text: &str) -> bool {
    text.starts_with('[') && text.trim_end_matches(['.', ';', ',', '。', '；', '؛']).ends_with(']')
}

/// `Option 1`, `Alt. 2`, in a title also `Part A`, `Schedule of`: returns whether a text begins with a noun for one of several
/// versions or parts, and its number.
fn begins_with_choice(text: &str, is_title: bool, lexicon: &Lexicon) -> bool {
    let end = text.find(|sign: char| !sign.is_alphabetic()).unwrap_or(text.len());
    let (noun, rest) = text.split_at(end);
    let is_noun = match lexicon.word(noun) {
        Some(Word::OptionNoun | Word::Alternative | Word::Provision { kind: Kind::Option, .. }) => true,
        // `Annex I – Schedule of Ruritania`
        Some(Word::Provision { kind: Kind::Schedule, plural: false }) if is_title => return true,
        Some(Word::Provision { kind, plural: false }) => is_title && kind.is_division(),
        _ => false,
    };
    if !is_noun {
        return false;
    }
    let number = rest.trim_start_matches(['.', ' ', '\u{a0}']);
    let word = number.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    let is_number = word.starts_with(|sign: char| sign.is_numeric()) || Label::from_letters(word).is_some();
    is_number && rest.len() > number.len()
}

/// `EU: …`, `US proposal: …`: returns whether a text begins with an acronym, or a noun for a proposal, before a colon.
fn begins_with_party(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_BYTES: usize = 60;
    const MAX_WORDS: usize = 6;
    let head = &text[..text.floor_char_boundary(MAX_BYTES)];
    // Most texts begin with a sentence, and bytes are found faster than characters.
    let colons = || memchr::memchr(b':', head.as_bytes()).or_else(|| head.find('：'));
    let Some(head) = colons().map(|at| &head[..at]) else { return false };
    let mut words = head.split([' ', '/', ',', '&', '\u{a0}']).filter(|it| !it.is_empty());
    let is_acronym = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let is_party =
        |word: &str| is_acronym(word) || word.starts_with(char::is_uppercase) || lexicon.word(word).is_some();
    let has_mark = words.clone().any(|word| is_acronym(word) || lexicon.word(word) == Some(Word::OptionNoun));
    has_mark && words.clone().count() <= MAX_WORDS && words.all(is_party)
}
