//! Natural sort order: `article 9` before `article 10`.

use std::cmp::Ordering;

/// Compares two names, and digits in them by their values.
pub fn natural_cmp(left: &str, right: &str) -> Ordering {
    let (mut left_rest, mut right_rest) = (left, right);
    loop {
        let (left_run, right_run) = (first_run(left_rest), first_run(right_rest));
        if left_run.is_empty() || right_run.is_empty() {
            return left_rest.len().cmp(&right_rest.len()).then_with(|| left.cmp(right));
        }
        let numbers = left_run.starts_with(|it: char| it.is_ascii_digit())
            && right_run.starts_with(|it: char| it.is_ascii_digit());
        let order = if numbers {
            let (left, right) = (left_run.trim_start_matches('0'), right_run.trim_start_matches('0'));
            left.len().cmp(&right.len()).then_with(|| left.cmp(right))
        } else {
            left_run.cmp(right_run)
        };
        if order != Ordering::Equal {
            return order;
        }
        left_rest = &left_rest[left_run.len()..];
        right_rest = &right_rest[right_run.len()..];
    }
}

/// Returns the digits or the other characters at the beginning of a text.
fn first_run(text: &str) -> &str {
    let digits = text.starts_with(|it: char| it.is_ascii_digit());
    let end = text.find(|it: char| it.is_ascii_digit() != digits).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::natural_cmp;

    #[test]
    fn numbers_are_compared_by_value() {
        let mut names = ["article 10", "article 9 bis", "article 9", "article 9, paragraph 2", "annex"];
        names.sort_by(|left, right| natural_cmp(left, right));
        assert_eq!(names, ["annex", "article 9", "article 9 bis", "article 9, paragraph 2", "article 10"]);
    }
}
