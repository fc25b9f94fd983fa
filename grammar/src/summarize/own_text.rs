//! What a block holds after its labels.

use super::Block;
use crate::lexicon::{Lexicon, Word};
use crate::offset::to_usize;
use crate::text_pieces::text_pieces;

/// Returns whether a block has words after its labels.
pub(super) fn has_text_after_labels(block: &Block, lexicon: &Lexicon) -> bool {
    let text = text_after_labels(block);
    text.contains(char::is_alphabetic) && !is_stop_only(text, lexicon)
}

/// Returns how many texts without labels a block may hold.
pub(super) fn own_text_pieces(block: &Block, lexicon: &Lexicon) -> u32 {
    let after = text_after_labels(block);
    if !block.labels.is_empty() && (after.trim().is_empty() || is_stop_only(after, lexicon)) {
        return 0;
    }
    text_pieces(block.text_from(block.body))
}

fn text_after_labels(block: &Block) -> &str {
    let end = block.labels.last().map_or(0, |site| to_usize(site.end));
    &block.plain_text()[end..]
}

/// Returns whether a text after a label consists of a stop only, and perhaps of the word that joins the last item: `) ;`,
/// `); and`.
fn is_stop_only(text: &str, lexicon: &Lexicon) -> bool {
    const MAX_BYTES: usize = 24;
    let text = text.trim();
    if text.len() > MAX_BYTES {
        return false;
    }
    let is_sign = |it: char| matches!(it, ';' | '؛' | '；' | '.' | '。' | ')' | '）' | '-') || it.is_whitespace();
    let words = text.trim_matches(is_sign);
    // `(b) ...;` is left out, and `(b) -` has no text in a table.
    text.contains([';', '؛', '；', '.', '。'])
        && !text.contains("..")
        && (words.is_empty() || matches!(lexicon.word(words), Some(Word::And | Word::Or)))
}
