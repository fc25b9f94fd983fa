//! Headings without a number that begin a part of a draft: `TRANSITIONAL PROVISIONS`, `Commentary`, `PROTOCOL`.

use std::ops::Range;

use crate::block::Block;
use crate::block_kind::BlockKind;
use crate::block_summary::PartHeading;
use crate::fold::folded_phrase;
use crate::label::Label;
use crate::lexicon::{Lexicon, Phrase, Word, is_number_sign};
use crate::numerals::{NumberForm, is_digit, is_han_numeral};
use crate::offset::range_to_u32;
use crate::script::is_han;

/// A heading of a part is not longer than this.
const MAX_BYTES: usize = 100;

/// The words at the beginning of a title among which the noun of an instrument stands: `Joint Declaration`.
const NOUN_WORDS: usize = 2;

/// The numbers of protocols are not longer than this; those of resolutions are.
const MAX_DIGITS: usize = 2;

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
    if !is_text {
        return PartHeading::None;
    }
    let title = title.map(|title| block.slice(title)).or_else(|| first_of_lines(block));
    let with_stop = || names_instrument.then(|| title_with_stop(block)).flatten().map(|title| block.slice(title));
    let title = title.or_else(with_stop);
    let Some(title) = title.filter(|title| title.len() <= MAX_BYTES) else { return PartHeading::None };
    let capitals = title.chars().filter(|letter| letter.is_uppercase());
    let is_in_capitals = !title.contains(char::is_lowercase) && capitals.take(MIN_CAPITALS).count() == MIN_CAPITALS;
    let has_case = || title.chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    let is_noun = |word: &str| matches!(lexicon.word(word), Some(Word::Instrument(_)));
    if is_numbered_instrument(title, lexicon) {
        return PartHeading::Instrument;
    }
    if is_named(title, lexicon) {
        let begins_with_noun = title.split_whitespace().take(NOUN_WORDS).any(is_noun);
        return if names_instrument || begins_with_noun { PartHeading::Instrument } else { PartHeading::Named };
    }
    // `GENERAL PRINCIPLES` names an instrument, or a part of an annex.
    if names_instrument && (is_in_capitals || is_noun(title) && !has_case()) {
        return PartHeading::Named;
    }
    if is_in_capitals || names_instrument && !has_case() { PartHeading::InCapitals } else { PartHeading::None }
}

/// Returns the first line of a title on two or three lines: `PROTOCOL 1` above `ON FERRY GOODS`.
pub(super) fn first_of_lines(block: &Block) -> Option<&str> {
    const MAX_LINES: usize = 3;
    const MAX_BYTES_OF_ALL: usize = 240;
    let text = block.plain_text().trim();
    let is_title =
        text.len() <= MAX_BYTES_OF_ALL && !text.ends_with(['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،']);
    let mut lines = text.lines();
    let first = lines.next().filter(|_| is_title)?;
    let others = lines.count();
    (1..MAX_LINES).contains(&others).then(|| first.trim())
}

/// `FINAL PROTOCOL.`: returns a title of a few words in capitals, or in a script without case, before the stop at its end.
pub(crate) fn title_with_stop(block: &Block) -> Option<Range<u32>> {
    const MAX_BYTES: usize = 60;
    const MAX_WORDS: usize = 4;
    const MAX_HAN: usize = 6;
    let start = block.plain_text().len() - block.plain_text().trim_start().len();
    let text = block.plain_text().trim();
    let title = text.strip_suffix(['.', '。']).filter(|it| it.len() <= MAX_BYTES && !it.contains(['.', '。', '\n']))?;
    let is_short = title.split_whitespace().nth(MAX_WORDS).is_none()
        && title.chars().filter(|it| is_han(*it)).nth(MAX_HAN).is_none();
    let signs = [',', ';', ':', '،', '؛', '，', '；', '：', '(', '['];
    let is_title = is_short && block.labels.is_empty() && !title.contains(char::is_lowercase) && !title.contains(signs);
    is_title.then(|| range_to_u32(start..start + title.len()))
}

/// `Protocol No. 1`, `Протокол № 2`, 第一号议定书, 议定书二: returns whether a title is the noun of an instrument and a number.
fn is_numbered_instrument(title: &str, lexicon: &Lexicon) -> bool {
    const MAX_HAN: usize = 8;
    const NOUN_LETTERS: std::ops::RangeInclusive<usize> = 2..=3;
    let is_noun = |word: &str| matches!(lexicon.word(word), Some(Word::Instrument(_)));
    if title.starts_with(is_han) {
        let count = title.chars().count();
        let ends = title.char_indices().map(|(at, _)| at).chain([title.len()]);
        let mut cuts = ends.filter(|_| count <= MAX_HAN);
        return cuts.any(|cut| {
            let (before, after) = title.split_at(cut);
            let (noun, number) = if is_noun(before) { (before, after) } else { (after, before) };
            let number = number.trim();
            let is_number = !number.is_empty() && number.contains(|it| is_han_numeral(it) || is_digit(it));
            is_noun(noun) && NOUN_LETTERS.contains(&noun.chars().count()) && is_number
        });
    }
    if title.starts_with(char::is_lowercase) {
        return false;
    }
    let mut words = title.split_whitespace().filter(|word| {
        let sign = word.trim_end_matches(['.', '°', 'º']);
        !is_number_sign(sign)
    });
    let is_noun = words.next().is_some_and(is_noun);
    let number = words.next().filter(|_| is_noun).unwrap_or_default();
    let (digits, rest) = number.split_at(number.find([':', '.', ',']).unwrap_or(number.len()));
    let is_number = !digits.is_empty() && digits.chars().count() <= MAX_DIGITS && digits.chars().all(is_digit)
        || Label::from_letters(digits).is_some_and(|it| matches!(it.form, NumberForm::Upper | NumberForm::UpperRoman));
    is_number && (!rest.is_empty() || words.next().is_none_or(|next| matches!(next, "–" | "—" | "-")))
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
