//! How a block ends, as far as the next member of its list depends on it: `ports;`, `ports; and`.

use crate::lexicon::{Lexicon, Word};

/// The end of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClauseEnd {
    /// A stop, or anything else.
    #[default]
    Other,
    /// A semicolon.
    Semicolon,
    /// A semicolon or a comma, and a word that joins the next member: `; and`, `, or`.
    Joined,
}

/// Returns how a text ends.
pub(crate) fn clause_end(text: &str, lexicon: &Lexicon) -> ClauseEnd {
    /// The most bytes after the last sign in which the word stands.
    const MAX_WORD_BYTES: usize = 24;
    let text = text.trim_end();
    // Most blocks end with a sign.
    match text.as_bytes().last() {
        Some(b';') => return ClauseEnd::Semicolon,
        Some(byte) if !byte.is_ascii() || byte.is_ascii_alphabetic() => {}
        _ => return ClauseEnd::Other,
    }
    if text.ends_with(['；', '؛']) {
        return ClauseEnd::Semicolon;
    }
    let from = text.ceil_char_boundary(text.len().saturating_sub(MAX_WORD_BYTES));
    let end = &text[from..];
    let Some((_, word)) = end.rsplit_once([';', ',', '；', '，', '؛', '،']) else { return ClauseEnd::Other };
    match lexicon.word(word.trim_start()) {
        Some(Word::And | Word::Or) => ClauseEnd::Joined,
        _ => ClauseEnd::Other,
    }
}
