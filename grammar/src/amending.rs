//! Texts that amend others. An amendment names the other text once, and its later references omit the name.

use crate::fold::folded_phrase;
use crate::language::Language;
use crate::lexicon::{Lexicon, Phrase};

/// Returns whether a text amends another one: `shall be replaced by`.
pub(crate) fn amends(text: &str, lexicon: &Lexicon) -> bool {
    let text = folded_phrase(text);
    // Arabic verbs are short enough to occur inside other words. Only a clitic may be attached before them.
    let is_word = |at: usize, phrase: &str| {
        let before = text[..at].rsplit(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
        let follows_clitic = before.is_empty() || lexicon.clitics.iter().any(|it| it == before);
        follows_clitic && !text[at + phrase.len()..].starts_with(char::is_alphabetic)
    };
    lexicon.phrases(Phrase::Amending).iter().any(|phrase| {
        let mut places = text.match_indices(phrase);
        places.any(|(at, _)| lexicon.language != Language::Ar || is_word(at, phrase))
    })
}
