//! The title in parentheses after a reference to an article or a division: `article 6 (Payments)`, `Chapter 4 (Ports)`.

use std::ops::Range;

use crate::kind::Kind;
use crate::offset::{range_to_u32, to_usize};
use crate::reference::{Reference, Target};
use crate::script::is_han;

/// A title is not longer than this.
const MAX_TITLE_BYTES: usize = 200;

/// A text in parentheses that is shorter is a letter or a numeral.
const MIN_TITLE_CHARS: usize = 4;

/// A title in Han characters may be as short as this: 定义.
const MIN_TITLE_HAN: usize = 2;

/// Returns the bytes of the words in parentheses directly after a reference to one article or division, if they may be its
/// title: of `Payments` in `article 6 (Payments)`. Returns `None` for the letter of a list, and for words in lower case.
pub fn parenthesised_title(text: &str, reference: &Reference) -> Option<Range<u32>> {
    let [target] = &reference.targets[..] else { return None };
    let [step] = &target.steps[..] else { return None };
    let has_title = step.kind == Kind::Article || step.kind.is_division();
    if !has_title || target.to.is_some() || reference.relative.is_some() {
        return None;
    }
    // `article 6 (Payments) of this Convention`: the name of the instrument is a part of the reference.
    let written = text.get(to_usize(reference.start)..to_usize(reference.end))?;
    let within = written.find(['(', '（']).filter(|open| number_before(&written[..*open]) == step.label.to_string());
    title_at(text, within.map_or(to_usize(reference.end), |open| to_usize(reference.start) + open))
}

/// Returns the digits and dots at the end of a text, apart from blanks and signs of emphasis.
fn number_before(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '*', '_']);
    text.rsplit(|sign: char| !sign.is_ascii_digit() && sign != '.').next().unwrap_or_default()
}

/// Returns the titles in parentheses after the numbers of a list, each with the index of its target: `articles 6 (Payments)
/// and 7`.
pub fn listed_titles<'t>(text: &'t str, reference: &'t Reference) -> impl Iterator<Item = (usize, Range<u32>)> + 't {
    const MAX_TITLES: usize = 16;
    let is_list = reference.targets.len() > 1 && reference.relative.is_none();
    // The last title stands after the reference.
    let rest = text.get(to_usize(reference.start)..).filter(|_| is_list).unwrap_or_default();
    let end = to_usize(reference.end - reference.start);
    let after = rest.get(end..).unwrap_or_default();
    let opener = after.trim_start_matches([' ', '*', '_']).chars().next().filter(|it| ['(', '（'].contains(it));
    let blanks = after.len() - after.trim_start_matches([' ', '*', '_']).len();
    let written = &rest[..(end + opener.map_or(0, |it| blanks + it.len_utf8())).min(rest.len())];
    let places = written.match_indices(['(', '（']).take(MAX_TITLES);
    places.filter_map(move |(open, _)| {
        let number = number_before(&written[..open]);
        let is_named = |target: &Target| match &target.steps[..] {
            [step] => step.kind == Kind::Article && target.to.is_none() && step.label.to_string() == number,
            _ => false,
        };
        let index = reference.targets.iter().position(is_named)?;
        Some((index, title_at(text, to_usize(reference.start) + open)?))
    })
}

/// Returns the words in parentheses at a byte, if they may be a title.
fn title_at(text: &str, after: usize) -> Option<Range<u32>> {
    let rest = text.get(after..)?;
    let open = rest.trim_start_matches([' ', '*', '_']);
    let inner = open.strip_prefix(['(', '（'])?;
    let start = after + rest.len() - inner.len();
    let inner = &inner[..inner.floor_char_boundary(MAX_TITLE_BYTES)];
    let inner = &inner[..inner.find([')', '）', '(', '（', '\n'])?];
    let is_closed = text[start + inner.len()..].starts_with([')', '）']);
    let title = inner.trim();
    let first = title.chars().next()?;
    let min = if is_han(first) { MIN_TITLE_HAN } else { MIN_TITLE_CHARS };
    let may_begin = first.is_alphabetic() && !first.is_lowercase();
    let from = start + inner.find(title)?;
    (is_closed && may_begin && title.chars().nth(min - 1).is_some()).then(|| range_to_u32(from..from + title.len()))
}
