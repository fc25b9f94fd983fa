//! A word of the Latin series that is misspelt: `8 sextiens`, `5 quarter`. Says which one is meant where only one can be;
//! whether the word stands where a suffix does is for who reads the label.

use crate::lexicon::Latin;

/// The place in the series and the word that are meant by one that is almost it: 4 and `quater` for `quarter`. `None`
/// for a word of the series, for one of ordinary language, and where two are as near.
///
/// A word of three letters is too short to tell. One letter may be wrong; from eight letters on two may be too many or
/// too few: `sextiens`, which is nearer to `sexies` than to `septies`.
pub fn misspelt(written: &str) -> Option<(u8, &'static str)> {
    const SHORTEST: usize = 4;
    const LONGEST: usize = 16;
    let is_word = written.bytes().all(|byte| byte.is_ascii_lowercase());
    if !is_word || !(SHORTEST..=LONGEST).contains(&written.len()) {
        return None;
    }
    let series = Latin::series();
    if series.inserted.contains_key(written) || series.ordinary.iter().any(|it| it == written) {
        return None;
    }
    let most = if written.len() < 8 { CHANGED } else { 2 * ADDED };
    let near = series.inserted.iter().filter(|(word, _)| word.len().abs_diff(written.len()) * ADDED <= most);
    let near: Vec<(usize, u8, &str)> =
        near.map(|(word, place)| (distance(written.as_bytes(), word.as_bytes()), *place, word.as_str())).collect();
    let least = near.iter().map(|it| it.0).min().filter(|least| *least <= most)?;
    let mut nearest = near.iter().filter(|it| it.0 == least);
    let (_, place, word) = *nearest.next()?;
    nearest.all(|it| it.1 == place).then_some((place, word))
}

/// What a letter too many or too few weighs, and what a wrong one does.
const ADDED: usize = 2;
const CHANGED: usize = 3;

/// What the letters weigh that must be added, dropped, changed, or swapped with their neighbour to make one word into
/// another. Two that are swapped weigh as much as one that is changed.
fn distance(left: &[u8], right: &[u8]) -> usize {
    let width = right.len() + 1;
    let mut table: Vec<usize> = (0..width).map(|it| it * ADDED).collect();
    for row in 1..=left.len() {
        table.push(row * ADDED);
        for column in 1..width {
            let here = row * width + column;
            let changed = if left[row - 1] == right[column - 1] { 0 } else { CHANGED };
            let mut least = table[here - width - 1] + changed;
            least = least.min(table[here - 1] + ADDED).min(table[here - width] + ADDED);
            let swapped =
                row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            if swapped {
                least = least.min(table[here - 2 * width - 2] + CHANGED);
            }
            table.push(least);
        }
    }
    table[table.len() - 1]
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
