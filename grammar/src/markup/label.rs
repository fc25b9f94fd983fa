//! Markup around labels: emphasis inside their parentheses, and the cells of a table.

use std::ops::Range;

use super::begins_quoted_line;
use crate::lines::lines;

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

/// `| 1. | Each Party |`: returns the signs around the cells of each row of two cells of which the first is a label.
pub(super) fn labelled_rows(text: &str) -> impl Iterator<Item = [usize; 3]> {
    memchr::memchr_iter(b'|', text.as_bytes()).filter_map(|at| labelled_row(text, at))
}

fn labelled_row(text: &str, at: usize) -> Option<[usize; 3]> {
    const MAX_LABEL_BYTES: usize = 24;
    if !begins_quoted_line(text, at) {
        return None;
    }
    let rest = &text[at + 1..];
    let label = rest.bytes().take(MAX_LABEL_BYTES).position(|it| matches!(it, b'|' | b'\n' | b'\r'))?;
    if !is_label(&rest[..label]) {
        return None;
    }
    let words = rest[label..].strip_prefix('|')?;
    let line = lines(words).next()?.trim_end();
    let words = line.strip_suffix('|').filter(|it| !it.contains('|') && !it.trim().is_empty())?;
    Some([at, at + 1 + label, at + 1 + label + 1 + words.len()])
}

/// `1.`, `(a)`, `1 -`, （一）: returns whether a cell is a label.
fn is_label(cell: &str) -> bool {
    const MAX_LETTERS: usize = 5;
    let is_emphasis = |it: char| it.is_whitespace() || matches!(it, '*' | '_');
    let label = cell.trim_matches(is_emphasis);
    let inner = label.trim_start_matches(['(', '（']);
    let inner = inner.trim_end_matches(['.', ')', '）', '、', '-', '–', ' ']).trim_matches(is_emphasis);
    inner.len() < label.len()
        && (1..=MAX_LETTERS).contains(&inner.chars().count())
        && inner.chars().all(char::is_alphanumeric)
}
