//! The nearest known word to a misspelt one, for messages that end in
//! `did you mean`.
//!
//! It never corrects anything, and is silent rather than far-fetched.

/// The candidate that differs from `written` in the fewest letters, at most one in
/// three; the first such candidate where several are as near.
pub(super) fn nearest<'c>(
    written: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    const LONGEST: usize = 80;
    let written: Vec<char> = written.chars().take(LONGEST + 1).collect();
    if written.len() > LONGEST {
        return None;
    }
    let mut best = None;
    let mut limit = written.len() / 3;
    let mut letters = Vec::new();
    let mut row = Vec::new();
    for candidate in candidates {
        letters.clear();
        letters.extend(candidate.chars());
        if letters.len().abs_diff(written.len()) > limit {
            continue;
        }
        let distance = distance(&written, &letters, &mut row);
        if distance > limit || (best.is_some() && distance == limit) {
            continue;
        }
        limit = distance;
        best = Some(candidate);
        if limit == 0 {
            break;
        }
    }
    best
}

/// How many letters must be added, dropped or changed to make `left` into `right`.
fn distance(left: &[char], right: &[char], row: &mut Vec<usize>) -> usize {
    row.clear();
    row.extend(0..=right.len());
    for (above, letter) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, other) in right.iter().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const STANCES: [&str; 3] = ["proposes", "supports", "opposes"];

    #[test]
    fn a_slip_finds_its_word() {
        assert_eq!(nearest("suports", STANCES.into_iter()), Some("supports"));
        assert_eq!(nearest("oposes", STANCES.into_iter()), Some("opposes"));
    }

    #[test]
    fn a_stranger_finds_nothing() {
        assert_eq!(nearest("abstained", STANCES.into_iter()), None);
        assert_eq!(nearest("", STANCES.into_iter()), None);
    }
}
