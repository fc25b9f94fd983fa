//! Headings without a number that begin a part of a draft: `TRANSITIONAL PROVISIONS`, `Commentary`, `PROTOCOL`.

use std::ops::Range;

use crate::block::Block;
use crate::block_kind::BlockKind;
use crate::block_summary::PartHeading;
use crate::fold::folded_phrase;
use crate::lexicon::{Lexicon, Phrase};
use crate::numerals::is_han_numeral;

/// A heading of a part is not longer than this.
const MAX_BYTES: usize = 100;

/// Fewer capitals are an abbreviation.
const MIN_CAPITALS: usize = 5;

/// Returns how plainly a block is a heading without a number that begins a part of the draft. `title` are the bytes of the
/// title that it may be, and `names_instrument` states whether it is the name of an instrument.
pub(super) fn part_heading(
    block: &Block,
    lexicon: &Lexicon,
    title: Option<Range<u32>>,
    names_instrument: bool,
) -> PartHeading {
    let is_text = block.kind == BlockKind::Text && block.labels.is_empty();
    let title = title.map(|title| block.slice(title)).filter(|title| is_text && title.len() <= MAX_BYTES);
    let Some(title) = title else { return PartHeading::None };
    let capitals = title.chars().filter(|letter| letter.is_uppercase());
    let is_in_capitals = !title.contains(char::is_lowercase) && capitals.take(MIN_CAPITALS).count() == MIN_CAPITALS;
    if is_named(title, lexicon) || names_instrument && is_in_capitals {
        return PartHeading::Named;
    }
    if is_in_capitals { PartHeading::InCapitals } else { PartHeading::None }
}

/// Returns whether a title begins with the words of such a heading; an ordinal may follow them.
fn is_named(title: &str, lexicon: &Lexicon) -> bool {
    if title.starts_with(char::is_lowercase) || !lexicon.may_begin(title, Phrase::PartHeading) {
        return false;
    }
    let words = folded_phrase(title);
    let begins_with = |phrase: &&str| {
        let next = words.strip_prefix(*phrase).map(|rest| rest.chars().next());
        next.is_some_and(|next| next.is_none_or(|it| !it.is_alphabetic() || is_han_numeral(it)))
    };
    lexicon.phrases(Phrase::PartHeading).iter().any(begins_with)
}
