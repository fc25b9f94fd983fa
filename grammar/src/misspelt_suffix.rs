//! Misspelt adverbs of the Latin series: `8 sextiens`, `5 quarter`. The caller decides whether the word is where a
//! suffix is expected.

use std::sync::LazyLock;

use crate::lexicon::{latin_adverb, series};
use crate::offset::to_usize;

/// The shortest word that is compared: three letters do not show which adverb is meant, unless the lexicon lists them.
const MIN_WORD_BYTES: usize = 4;

/// The longest word that is compared.
const MAX_WORD_BYTES: usize = 16;

/// From this length on, two letters may be missing or superfluous.
const LONG_WORD_BYTES: usize = 8;

/// The cost of a missing or superfluous letter.
const INSERTION_COST: usize = 2;

/// The cost of a wrong letter, and of two letters that are swapped.
const SUBSTITUTION_COST: usize = 3;

/// Returns the place and the spelling of the adverb that a misspelt one means: 4 and `quater` for `quarter`.
///
/// One letter may be wrong; in a word of eight letters or more, two may be missing or superfluous, so that `sextiens`
/// means `sexies` rather than `septies`. Returns `None` for a word of the series, for an ordinary word, and if two
/// adverbs are equally near.
pub fn misspelt_suffix(written: &str) -> Option<(u8, &'static str)> {
    if let Some((_, place)) = series().misspelt.iter().find(|(word, _)| *word == written) {
        return Some((*place, latin_adverb(*place)?));
    }
    let is_lower_case = written.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_lower_case || !(MIN_WORD_BYTES..=MAX_WORD_BYTES).contains(&written.len()) {
        return None;
    }
    let max_cost = if written.len() < LONG_WORD_BYTES { SUBSTITUTION_COST } else { 2 * INSERTION_COST };
    let mut letters = None;
    let cost = |adverb: &Adverb| {
        // Rejects most adverbs: each letter that only one of the words has must be inserted, deleted or substituted.
        let own = *letters.get_or_insert_with(|| letter_set(written));
        let differing = (own & !adverb.letters).count_ones().max((adverb.letters & !own).count_ones());
        let may_be_near = to_usize(differing) * INSERTION_COST <= max_cost;
        may_be_near.then(|| (edit_cost(written.as_bytes(), adverb.written.as_bytes()), adverb.place, adverb.written))
    };
    let adverbs = adverbs_of_length(written.len(), max_cost / INSERTION_COST);
    let costs: Vec<(usize, u8, &str)> = adverbs.iter().filter_map(cost).collect();
    let least = costs.iter().map(|(cost, ..)| *cost).min().filter(|least| *least <= max_cost)?;
    let series = series();
    if series.inserted.iter().any(|(adverb, _)| *adverb == written) || series.ordinary.contains(&written) {
        return None;
    }
    let mut nearest = costs.iter().filter(|(cost, ..)| *cost == least);
    let (_, place, adverb) = *nearest.next()?;
    nearest.all(|(_, other, _)| *other == place).then_some((place, adverb))
}

/// An adverb of the series and the set of its letters.
struct Adverb {
    written: &'static str,
    place: u8,
    letters: u32,
}

/// Returns the adverbs whose lengths differ from a length by at most `difference`.
fn adverbs_of_length(length: usize, difference: usize) -> &'static [Adverb] {
    static ADVERBS: LazyLock<Vec<Adverb>> = LazyLock::new(|| {
        let adverb = |(written, place): (&'static str, u8)| Adverb { written, place, letters: letter_set(written) };
        let mut adverbs: Vec<Adverb> = series().inserted.iter().copied().map(adverb).collect();
        adverbs.sort_by_key(|adverb| adverb.written.len());
        adverbs
    });
    let index = |length: usize| ADVERBS.partition_point(|adverb| adverb.written.len() < length);
    &ADVERBS[index(length.saturating_sub(difference))..index(length + difference + 1)]
}

/// Returns the letters of a word in lower case as a set of bits.
fn letter_set(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte.wrapping_sub(b'a') & 31))
}

/// Returns the cost of turning one word into another by inserting, deleting, substituting and swapping letters.
fn edit_cost(left: &[u8], right: &[u8]) -> usize {
    // The lengths of the words are near each other, and one of them is at most `MAX_WORD_BYTES`.
    const WIDTH: usize = MAX_WORD_BYTES + SUBSTITUTION_COST;
    let mut table = [[0; WIDTH]; WIDTH];
    for row in 0..=left.len() {
        for column in 0..=right.len() {
            if row == 0 || column == 0 {
                table[row][column] = (row + column) * INSERTION_COST;
                continue;
            }
            let substitution = if left[row - 1] == right[column - 1] { 0 } else { SUBSTITUTION_COST };
            let mut least = table[row - 1][column - 1] + substitution;
            least = least.min(table[row][column - 1] + INSERTION_COST).min(table[row - 1][column] + INSERTION_COST);
            let is_swap =
                row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            if is_swap {
                least = least.min(table[row - 2][column - 2] + SUBSTITUTION_COST);
            }
            table[row][column] = least;
        }
    }
    table[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_adverb_is_recognised() {
        for (written, meant) in [
            ("sextiens", "sexies"),
            ("quarter", "quater"),
            ("quinques", "quinquies"),
            ("terr", "ter"),
            ("biss", "bis"),
            ("bsi", "bis"),
            ("tre", "ter"),
            ("tris", "ter"),
            ("septis", "septies"),
            ("undecis", "undecies"),
            ("sxeies", "sexies"),
        ] {
            assert_eq!(misspelt_suffix(written).map(|it| it.1), Some(meant), "{written}");
        }
    }

    #[test]
    fn other_words_are_not_adverbs() {
        let words = "bis quater terms term basis series tier Quarter quarters decides days shall states ship applies \
                     other under after water parties species services articles relay meter letter";
        for word in words.split_whitespace() {
            assert_eq!(misspelt_suffix(word), None, "{word}");
        }
    }
}
