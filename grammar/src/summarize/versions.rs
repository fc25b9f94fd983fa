//! Whether a block is one of several versions of a provision, which have one number.

use super::Block;
use crate::block_kind::BlockKind;
use crate::kind::Kind;
use crate::label::Label;
use crate::lexicon::{Lexicon, Word};
use crate::script::is_han;

/// Returns whether the words after the labels of a block, or the title of a heading, show that other versions stand beside it:
/// `2. [Option 1: …]`, `2. EU proposal: …`, `Article 1 (Option 1)`, `Annex IV – Part 1`, or a bracket around all of its text.
pub(super) fn begins_version(block: &Block, lexicon: &Lexicon) -> bool {
    let Some(first) = block.labels.first() else { return is_mark_of_version(block, lexicon) };
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
        || is_heading && begins_with_choice(block.text_before(first.start).trim_start(), false, lexicon)
        || is_heading && is_acronym_in_brackets(block.text_from(first.end).lines().next().unwrap_or_default().trim())
        || begins_with_party(inner, lexicon)
}

/// `[Gates are open.]`: returns whether a text begins and ends with a bracket. A bracket that is typed within it changes
/// nothing.
fn is_in_bracket(text: &str) -> bool {
    text.starts_with('[') && text.trim_end_matches(['.', ';', ',', '。', '；', '؛']).ends_with(']')
}

/// `(EU)`, `Norway:`, `Proposal by Norway:`: returns whether a line above a provision says whose version it is.
fn is_mark_of_version(block: &Block, lexicon: &Lexicon) -> bool {
    const MAX_BYTES: usize = 80;
    const MAX_WORDS: usize = 4;
    if block.kind != BlockKind::Text || block.trimmed_len() > MAX_BYTES {
        return false;
    }
    let text = block.plain_text().trim();
    if text.strip_suffix([':', '：']).is_some_and(|head| names_proposal(head.trim(), lexicon)) {
        return true;
    }
    let is_name = |names: &str| {
        let mut words = names.split([' ', '/', ',', '\u{a0}']).filter(|it| !it.is_empty());
        words.clone().count() <= MAX_WORDS && words.all(|it| it.starts_with(char::is_uppercase))
    };
    is_acronym_in_brackets(text) || text.strip_suffix(':').is_some_and(|names| !names.is_empty() && is_name(names))
}

/// `Proposal by Norway`, `Norway’s proposal`, 挪威提案: returns whether a line begins or ends with a noun for a proposal.
fn names_proposal(line: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 8;
    const HAN_LETTERS: std::ops::RangeInclusive<usize> = 2..=4;
    let is_noun = |word: &str| lexicon.word(word) == Some(Word::OptionNoun);
    if line.ends_with(is_han) {
        let mut ends = line.char_indices().rev().map(|(at, _)| &line[at..]).take(*HAN_LETTERS.end());
        return ends.any(|end| HAN_LETTERS.contains(&end.chars().count()) && is_noun(end));
    }
    let mut words = line.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words.clone().nth(MAX_WORDS).is_none()
        && (words.clone().next_back().is_some_and(is_noun) || words.next().is_some_and(is_noun))
}

/// `(EU)`, `[US/JP]`: returns whether a title is an acronym in a bracket.
fn is_acronym_in_brackets(title: &str) -> bool {
    const MAX_BYTES: usize = 40;
    let inner = title.strip_prefix(['(', '（', '[']).and_then(|it| it.strip_suffix([')', '）', ']']));
    let is_acronym = |inner: &str| {
        let capitals = inner.chars().filter(|it| it.is_uppercase()).take(2).count();
        capitals == 2 && inner.chars().all(|it| it.is_uppercase() || matches!(it, '/' | ',' | '&' | '-' | ' '))
    };
    inner.is_some_and(|inner| inner.len() <= MAX_BYTES && is_acronym(inner))
}

/// `Option 1`, `Alt. 2`, in a title also `Part A`, `Schedule of`: returns whether a text begins with a noun for one of several
/// versions or parts, and its number.
fn begins_with_choice(text: &str, is_title: bool, lexicon: &Lexicon) -> bool {
    let is_in_han = text.starts_with(is_han);
    let ends_noun = |sign: char| if is_in_han { !is_han(sign) } else { !sign.is_alphabetic() };
    let end = text.find(ends_noun).unwrap_or(text.len());
    let (noun, rest) = text.split_at(end);
    // A节
    let after_letter =
        noun.strip_prefix(|letter: char| letter.is_ascii_uppercase()).filter(|it| it.starts_with(is_han));
    if let Some(Word::Provision { kind, .. }) = after_letter.and_then(|noun| lexicon.word(noun)) {
        return is_title && kind.is_division();
    }
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
    is_number && (is_in_han || rest.len() > number.len())
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
