//! Emphasis inside the parentheses of labels.

use std::ops::Range;

/// `(*a*)`, `(**a**)`: returns the signs of emphasis before and after each label in parentheses.
pub(super) fn emphasised_labels(text: &str) -> impl Iterator<Item = [Range<usize>; 2]> {
    memchr::memchr2_iter(b'*', b'_', text.as_bytes()).filter_map(|at| emphasised_label(text, at))
}

fn emphasised_label(text: &str, at: usize) -> Option<[Range<usize>; 2]> {
    const MAX_SIGNS: usize = 3;
    const MAX_LETTERS: usize = 6;
    if !text[..at].ends_with(['(', '（']) {
        return None;
    }
    let rest = &text[at..];
    let sign = rest.as_bytes()[0];
    let signs = rest.bytes().take(MAX_SIGNS).take_while(|it| *it == sign).count();
    let letters = rest[signs..].chars().take(MAX_LETTERS).take_while(|it| it.is_alphanumeric());
    let end = signs + letters.map(char::len_utf8).sum::<usize>();
    let after = rest[end..].strip_prefix(&rest[..signs])?;
    let is_label = end > signs && after.starts_with([')', '）']);
    is_label.then(|| [at..at + signs, at + end..at + end + signs])
}
