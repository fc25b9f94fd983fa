//! Finds the nearest known word for a misspelt one, for messages that end in `did you mean`. It returns nothing rather
//! than an unlikely word.

/// Returns the candidate with the smallest edit distance from `written`, at most three and at most a third of its
/// letters. Of several such candidates the first is returned.
pub fn nearest<'c>(written: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    const MAX_WORD_CHARS: usize = 80;
    const MAX_DISTANCE: usize = 3;
    let written: Vec<char> = written.chars().take(MAX_WORD_CHARS + 1).collect();
    if written.len() > MAX_WORD_CHARS {
        return None;
    }
    let mut best = None;
    // One more than the largest distance allowed.
    let mut beyond = MAX_DISTANCE.min(written.len() / 3) + 1;
    let mut letters = Vec::new();
    let mut table = Vec::new();
    for candidate in candidates {
        letters.clear();
        letters.extend(candidate.chars());
        if letters.len().abs_diff(written.len()) >= beyond {
            continue;
        }
        let distance = distance(&written, &letters, &mut table);
        if distance < beyond {
            beyond = distance;
            best = Some(candidate);
        }
    }
    best
}

fn distance(left: &[char], right: &[char], table: &mut Vec<usize>) -> usize {
    let width = right.len() + 1;
    table.clear();
    table.extend(0..width);
    for row in 1..=left.len() {
        table.push(row);
        for column in 1..width {
            let here = row * width + column;
            let changed = usize::from(left[row - 1] != right[column - 1]);
            let mut least = table[here - width - 1] + changed;
            least = least.min(table[here - 1] + 1).min(table[here - width] + 1);
            let swapped =
                row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
            if swapped {
                least = least.min(table[here - 2 * width - 2] + 1);
            }
            table.push(least);
        }
    }
    table[table.len() - 1]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const STANCES: [&str; 3] = ["proposes", "supports", "opposes"];

    #[test]
    fn a_misspelt_word_finds_the_nearest() {
        assert_eq!(nearest("suports", STANCES.into_iter()), Some("supports"));
        assert_eq!(nearest("oposes", STANCES.into_iter()), Some("opposes"));
        assert_eq!(nearest("titel", ["page", "title"].into_iter()), Some("title"));
    }

    #[test]
    fn a_different_word_finds_nothing() {
        assert_eq!(nearest("abstained", STANCES.into_iter()), None);
        assert_eq!(nearest("", STANCES.into_iter()), None);
    }
}
