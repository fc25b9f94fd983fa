//! Finds the nearest known word for a misspelt one, for messages that end in `did you mean`. It returns nothing rather
//! than an unlikely word.

use strsim::osa_distance;

/// Returns the candidate with the smallest edit distance from `written`, at most three and at most a third of its
/// letters. Of several such candidates the first is returned.
pub fn nearest<'c>(written: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    const MAX_WORD_CHARS: usize = 80;
    const MAX_DISTANCE: usize = 3;
    let length = written.chars().take(MAX_WORD_CHARS + 1).count();
    if length > MAX_WORD_CHARS {
        return None;
    }
    let mut best = None;
    // One more than the largest distance allowed.
    let mut limit = MAX_DISTANCE.min(length / 3) + 1;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) >= limit {
            continue;
        }
        let distance = osa_distance(written, candidate);
        if distance < limit {
            limit = distance;
            best = Some(candidate);
        }
    }
    best
}

/// Returns the nearest candidate, or else the only one that begins with what is written: `error` for `err`.
pub fn nearest_or_begun<'c>(written: &str, candidates: impl Iterator<Item = &'c str> + Clone) -> Option<&'c str> {
    const MIN_CHARS: usize = 2;
    let begun = || {
        let mut begun = candidates.clone().filter(|it| it.starts_with(written));
        begun.next().filter(|_| written.chars().count() >= MIN_CHARS && begun.next().is_none())
    };
    nearest(written, candidates.clone()).or_else(begun)
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_or_begun};

    const STANCES: [&str; 3] = ["proposes", "supports", "opposes"];

    #[test]
    fn a_misspelt_word_finds_the_nearest() {
        assert_eq!(nearest("suports", STANCES.into_iter()), Some("supports"));
        assert_eq!(nearest("oposes", STANCES.into_iter()), Some("opposes"));
        assert_eq!(nearest("titel", ["page", "title"].into_iter()), Some("title"));
    }

    #[test]
    fn the_beginning_of_one_word_finds_it() {
        assert_eq!(nearest_or_begun("op", STANCES.into_iter()), Some("opposes"));
        assert_eq!(nearest_or_begun("oposes", STANCES.into_iter()), Some("opposes"));
        assert_eq!(nearest_or_begun("warn", ["warn-once", "warning"].into_iter()), None);
        for written in ["", "o", "x"] {
            assert_eq!(nearest_or_begun(written, STANCES.into_iter()), None);
        }
    }

    #[test]
    fn a_different_word_finds_nothing() {
        assert_eq!(nearest("abstained", STANCES.into_iter()), None);
        assert_eq!(nearest("", STANCES.into_iter()), None);
    }
}
