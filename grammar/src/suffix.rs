//! A word of the Latin series that is misspelt: `8 sextiens`, `5 quarter`. Says which one is meant where only one can be;
//! whether the word stands where a suffix does is for who reads the label.

use std::sync::LazyLock;

use crate::lexicon::series;

/// The place in the series and the word that are meant by one that is almost it: 4 and `quater` for `quarter`. `None`
/// for a word of the series, for one of ordinary language, and where two are as near.
///
/// A word of three letters is too short to tell. One letter may be wrong; from eight letters on two may be too many or
/// too few: `sextiens`, which is nearer to `sexies` than to `septies`.
pub fn misspelt(written: &str) -> Option<(u8, &'static str)> {
    const SHORTEST: usize = 4;
    let is_word = written.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_word || !(SHORTEST..=LONGEST).contains(&written.len()) {
        return None;
    }
    let most = if written.len() < 8 { CHANGED } else { 2 * ADDED };
    let mut letters = None;
    let near = |word: &SeriesWord| {
        // Most words end here: letters that only one of them has must each be added, dropped or changed.
        let own = *letters.get_or_insert_with(|| letters_of(written));
        let strange = (own & !word.letters).count_ones().max((word.letters & !own).count_ones());
        let is_far = strange as usize * ADDED > most;
        (!is_far).then(|| (distance(written.as_bytes(), word.written.as_bytes()), word.place, word.written))
    };
    let near: Vec<(usize, u8, &str)> = words_near(written.len(), most / ADDED).iter().filter_map(near).collect();
    let least = near.iter().map(|it| it.0).min().filter(|least| *least <= most)?;
    let series = series();
    if series.inserted.contains_key(written) || series.ordinary.iter().any(|it| it == written) {
        return None;
    }
    let mut nearest = near.iter().filter(|it| it.0 == least);
    let (_, place, word) = *nearest.next()?;
    nearest.all(|it| it.1 == place).then_some((place, word))
}

/// No word that is compared is longer.
const LONGEST: usize = 16;

/// A word of the series, with which letters it has.
struct SeriesWord {
    written: &'static str,
    place: u8,
    letters: u32,
}

/// The words of the series whose lengths are as far from a length as this at most.
fn words_near(length: usize, far: usize) -> &'static [SeriesWord] {
    static WORDS: LazyLock<Vec<SeriesWord>> = LazyLock::new(|| {
        let words = series().inserted.iter();
        let words = words.map(|(word, place)| SeriesWord { written: word, place: *place, letters: letters_of(word) });
        let mut words: Vec<SeriesWord> = words.collect();
        words.sort_by_key(|it| it.written.len());
        words
    });
    let at = |length: usize| WORDS.partition_point(|it| it.written.len() < length);
    &WORDS[at(length.saturating_sub(far))..at(length + far + 1)]
}

/// Which letters a word in lower case has, a bit each.
fn letters_of(word: &str) -> u32 {
    word.bytes().fold(0, |letters, byte| letters | 1 << (byte.wrapping_sub(b'a') & 31))
}

/// What a letter too many or too few weighs, and what a wrong one does.
const ADDED: usize = 2;
const CHANGED: usize = 3;

/// What the letters weigh that must be added, dropped, changed, or swapped with their neighbour to make one word into
/// another. Two that are swapped weigh as much as one that is changed.
fn distance(left: &[u8], right: &[u8]) -> usize {
    // Two words whose lengths are near each other: one of them is at most `LONGEST`.
    const WIDTH: usize = LONGEST + CHANGED;
    let mut table = [[0; WIDTH]; WIDTH];
    for row in 0..=left.len() {
        for column in 0..=right.len() {
            if row == 0 || column == 0 {
                table[row][column] = (row + column) * ADDED;
                continue;
            }
            let changed = if left[row - 1] == right[column - 1] { 0 } else { CHANGED };
            let mut least = table[row - 1][column - 1] + changed;
            least = least.min(table[row][column - 1] + ADDED).min(table[row - 1][column] + ADDED);
            let swapped =
                row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            if swapped {
                least = least.min(table[row - 2][column - 2] + CHANGED);
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
    fn a_word_almost_of_the_series_is_told() {
        for (written, meant) in [
            ("sextiens", "sexies"),
            ("quarter", "quater"),
            ("quinques", "quinquies"),
            ("terr", "ter"),
            ("biss", "bis"),
            ("septis", "septies"),
            ("undecis", "undecies"),
            ("sxeies", "sexies"),
        ] {
            assert_eq!(misspelt(written).map(|it| it.1), Some(meant), "{written}");
        }
    }

    #[test]
    fn other_words_are_none_of_it() {
        let words = "bis quater terms term basis series tier Quarter quarters decides days shall states ship applies \
                     other under after water parties species services articles relay meter letter";
        for word in words.split_whitespace() {
            assert_eq!(misspelt(word), None, "{word}");
        }
    }
}
