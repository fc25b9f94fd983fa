//! Numbers that a proposal gives to a new text: `Add paragraph 4`, `paragraph 5 proposed by Chile`, `(párrafo 3, nuevo)`; and
//! notes about another version of the text. Neither names a provision of the draft.

use std::ops::Range;

use crate::bracket::is_editorial;
use crate::fold::{first_words, folded_phrase};
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::script::is_han;

/// The most bytes before and after a reference in which a proposal is looked for.
const MAX_BESIDE_BYTES: usize = 100;

/// Returns whether the words beside a reference, given by its bytes in a text, say that what it names is proposed.
pub fn is_proposed(text: &str, reference: Range<usize>, lexicon: &Lexicon) -> bool {
    let (Some(before), Some(after)) = (text.get(..reference.start), text.get(reference.end..)) else { return false };
    proposes_before(before, lexicon) || proposes_after(after, lexicon)
}

/// `add a new` before `paragraph 4`: returns whether a text ends with the words of a proposal, with or without an article.
fn proposes_before(before: &str, lexicon: &Lexicon) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(MAX_BESIDE_BYTES))..];
    let line = near.rsplit('\n').next().unwrap_or_default();
    let words = folded_phrase(without_articles(line, lexicon));
    let is_whole = |rest: &str| {
        let last = rest.rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        lexicon.language == Language::Zh || last.is_empty() || lexicon.clitics.iter().any(|it| it == last)
    };
    lexicon.phrases(Phrase::Proposed).iter().any(|it| words.strip_suffix(it).is_some_and(is_whole))
}

/// Removes the articles at the end of a text, and blanks and apostrophes.
fn without_articles<'t>(text: &'t str, lexicon: &Lexicon) -> &'t str {
    const MAX_ARTICLES: usize = 3;
    let trimmed = |text: &'t str| text.trim_end_matches(|it: char| it.is_whitespace() || matches!(it, '’' | '\''));
    let mut text = trimmed(text);
    for _ in 0..MAX_ARTICLES {
        let word = text.rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        if !matches!(lexicon.word(word), Some(Word::The | Word::Indefinite)) {
            break;
        }
        text = trimmed(&text[..text.len() - word.len()]);
    }
    text
}

/// `(new)`, `, as proposed by Chile`, `in the proposal of Chile`: returns whether a text begins with the words of a proposal,
/// after prepositions, articles and names.
fn proposes_after(after: &str, lexicon: &Lexicon) -> bool {
    const MAX_WORDS: usize = 7;
    let mut rest = after[..after.floor_char_boundary(MAX_BESIDE_BYTES)].trim_start();
    let inner = rest.strip_prefix(['(', '[', '（', '［', ',', '،']).map(str::trim_start);
    if lexicon.language == Language::Zh {
        return inner.is_some_and(|inner| begins_with_proposal(inner, lexicon));
    }
    let is_after_comma = inner.is_some() && rest.starts_with([',', '،']);
    rest = inner.unwrap_or(rest);
    for _ in 0..MAX_WORDS {
        if begins_with_proposal(rest, lexicon) {
            return true;
        }
        let word = first_word(rest);
        let may_precede = word.starts_with(char::is_uppercase)
            || lexicon.has(Phrase::AmendedPlace, word)
            || matches!(lexicon.word(word), Some(Word::The | Word::Of | Word::Indefinite | Word::And));
        if word.is_empty() || !may_precede || is_after_comma {
            return false;
        }
        let next = &rest[word.len()..];
        // `Norway’s`
        let owned = ["’s ", "'s "].iter().find_map(|it| next.strip_prefix(it)).unwrap_or(next);
        rest = owned.trim_start_matches([' ', '\n', '\r', '’', '\'', '/']);
    }
    false
}

/// Returns whether a text begins with a word that stands after the number of what is proposed, or with one that stands before
/// it, and nothing after that.
fn begins_with_proposal(text: &str, lexicon: &Lexicon) -> bool {
    let is_at_start = |phrase: &&str| {
        let words = first_words(text, phrase.split(' ').count());
        let rest = words.strip_prefix(phrase);
        rest.is_some_and(|rest| lexicon.language == Language::Zh || !rest.starts_with(char::is_alphabetic))
    };
    let phrases = lexicon.phrases(Phrase::ProposedAfter);
    if lexicon.may_begin(text, Phrase::ProposedAfter) && phrases.iter().any(is_at_start) {
        return true;
    }
    let word = first_word(text);
    let ends = || text[word.len()..].chars().find(|it| *it != ' ').is_none_or(|it| !it.is_alphanumeric());
    lexicon.has(Phrase::Proposed, word) && ends()
}

fn first_word(text: &str) -> &str {
    text.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default()
}

/// `paragraph 4 of the previous version`: returns whether a text names the one that it was made from.
pub fn names_earlier_text(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_BYTES: usize = 600;
    let near = &text[..text.floor_char_boundary(MAX_BYTES)];
    let folded = folded_phrase(near);
    lexicon.phrases(Phrase::EarlierText).iter().any(|it| folded.contains(it))
}

/// `Note by the Chair: …`, `Co-chairs’ note: …`: returns whether a text begins with a note that is no part of the treaty.
pub fn begins_note(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_NOTE_BYTES: usize = 160;
    const MAX_WORDS: usize = 8;
    let near = text[..text.floor_char_boundary(MAX_NOTE_BYTES)].trim_start_matches(['*', '_', ' ', '[', '(']);
    if is_editorial(near, lexicon) {
        return true;
    }
    let Some((head, _)) = near.split_once([':', '：']) else { return false };
    let words = folded_phrase(head);
    let is_whole = |rest: &str| rest.ends_with(' ') || rest.ends_with(is_han);
    words.split(' ').count() <= MAX_WORDS
        && lexicon.phrases(Phrase::Note).iter().any(|it| words.strip_suffix(it).is_some_and(is_whole))
}
