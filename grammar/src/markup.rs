//! Markup that is no text: tags of HTML, the names of blanks such as `&nbsp;`, emphasis inside the parentheses of a label,
//! and the signs before the lines of a block quote. A text is read with blanks in their place, so that all offsets stay
//! those of the text.
//!
//! Links to other places, deletions, insertions, raised numbers and comments mean something, and are read elsewhere; the
//! raised ending of an ordinal is a part of it.

mod label;
mod tag;

use std::borrow::Cow;
use std::ops::Range;

use crate::lines::lines;
use crate::offset::{range_to_usize, to_u32};
use label::emphasised_labels;
use tag::{Markup, is_link, markup_at, raised_ending};

/// Takes the place of markup inside a word or a label. It has one byte, and tokens are read as if it were not there.
pub(crate) const FILLER: u8 = b'\x7f';

/// Returns a plain text as it is shown: without what stands in it for markup inside a word or a label.
pub fn without_filler(mut text: String) -> String {
    if text.as_bytes().contains(&FILLER) {
        text.retain(|it| it != char::from(FILLER));
    }
    text
}

/// Markup without anything between its parts.
struct Run {
    range: Range<usize>,
    /// Whether a line ends with it.
    has_break: bool,
    /// Whether it separates words.
    separates: bool,
    /// The level of the heading that it begins, and where its tag stands.
    heading: Option<(u8, usize)>,
}

/// Returns whether a text may hold markup.
pub(crate) fn may_hold_markup(text: &str) -> bool {
    memchr::memchr3(b'<', b'&', b'>', text.as_bytes()).is_some() || emphasised_labels(text).next().is_some()
}

/// Returns a text of the same length with blanks in place of its markup, or `None` if it has none. A break becomes the end of
/// a line, and the tag of a heading the signs that Markdown writes.
pub(crate) fn without_markup(text: &str) -> Option<Box<str>> {
    const COMMENT: (&str, &str) = ("<!--", "-->");
    let bytes = text.as_bytes();
    let mut plain: Option<Vec<u8>> = None;
    let mut in_link = false;
    let mut at = 0;
    while let Some(offset) = memchr::memchr3(b'<', b'&', b'>', &bytes[at..]) {
        at += offset;
        if bytes[at] == b'>' {
            let end = quote_signs_end(bytes, at);
            if begins_quoted_line(text, at) {
                plain.get_or_insert_with(|| bytes.to_vec())[at..end].fill(b' ');
            }
            at = end;
        } else if text[at..].starts_with(COMMENT.0) {
            let Some(length) = text[at..].find(COMMENT.1) else { break };
            at += length + COMMENT.1.len();
        } else if let Some([open, close]) = raised_ending(text, at) {
            at = close.end;
            let plain = plain.get_or_insert_with(|| bytes.to_vec());
            plain[open].fill(FILLER);
            plain[close].fill(FILLER);
        } else if let Some(run) = run_at(text, at, &mut in_link) {
            at = run.range.end;
            fill(plain.get_or_insert_with(|| bytes.to_vec()), text, &run);
        } else {
            at += 1;
        }
    }
    for [before, after] in emphasised_labels(text) {
        let plain = plain.get_or_insert_with(|| bytes.to_vec());
        plain[before].fill(FILLER);
        plain[after].fill(FILLER);
    }
    let plain = String::from_utf8(plain?).ok()?;
    Some(plain.into_boxed_str())
}

/// Returns the length of the markup that begins at a byte, 0 for none.
pub(crate) fn markup_len(text: &str, at: usize) -> usize {
    markup_at(text, at).map_or(0, |(_, end)| end - at)
}

/// Returns the lines of a text, each also as it is without markup.
pub(crate) fn plain_lines(text: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let may_hold = may_hold_markup(text);
    lines(text).map(move |line| (line, if may_hold { plain_line(line) } else { Cow::Borrowed(line) }))
}

/// Returns a line as it is without markup.
pub(crate) fn plain_line(line: &str) -> Cow<'_, str> {
    without_markup(line).map_or(Cow::Borrowed(line), |plain| Cow::Owned(plain.into()))
}

/// Returns whether a line begins with the tag of a paragraph or heading.
pub(crate) fn begins_element(line: &str) -> bool {
    let start = line.len() - line.trim_start().len();
    let is_tag = line.as_bytes().get(start) == Some(&b'<');
    is_tag && matches!(markup_at(line, start), Some((Markup::Paragraph | Markup::Heading(_), _)))
}

/// Returns the end of a range with the closing tags immediately after it, if their elements open inside it: `10 <i>bis</i>`.
pub(crate) fn end_with_closing_tags(text: &str, range: Range<u32>) -> u32 {
    let Range { start, mut end } = range_to_usize(range);
    let inside = memchr::memchr_iter(b'<', &text.as_bytes()[start..end]).map(|at| start + at);
    let is_inline = |at: usize| markup_at(text, at).filter(|it| it.0 == Markup::Inline).map(|it| it.1);
    let closes = |at: usize| text[at..].starts_with("</");
    let opened = inside.filter(|at| is_inline(*at).is_some()).fold(0_usize, |opened, at| match closes(at) {
        true => opened.saturating_sub(1),
        false => opened + 1,
    });
    for _ in 0..opened {
        let Some(after) = is_inline(end).filter(|_| closes(end)) else { break };
        end = after;
    }
    to_u32(end)
}

/// Returns the markup that begins at a byte, with all that follows it immediately. `in_link` is whether a link that stays in the
/// text is open.
fn run_at(text: &str, start: usize, in_link: &mut bool) -> Option<Run> {
    let mut run = Run { range: start..start, has_break: false, separates: false, heading: None };
    while let Some((markup, end)) = markup_at(text, run.range.end) {
        let is_link_end = || text[run.range.end..end].eq_ignore_ascii_case("</a>");
        if *in_link && markup == Markup::Inline && is_link_end() {
            // The end of the link is no part of the run before it.
            *in_link = run.range.end > start;
            break;
        }
        run.separates |= markup != Markup::Inline;
        run.has_break |= markup == Markup::Break;
        if let Markup::Heading(level) = markup {
            run.heading = Some((level, run.range.end));
        }
        run.range.end = end;
    }
    *in_link |= is_link(text, run.range.end);
    (run.range.end > start).then_some(run)
}

/// Returns the end of the signs of block quotes that begin at a byte: `>> > `.
fn quote_signs_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start + 1;
    loop {
        let next = end + usize::from(bytes.get(end) == Some(&b' '));
        if bytes.get(next) != Some(&b'>') {
            return end;
        }
        end = next + 1;
    }
}

/// Returns whether only the blanks that Markdown allows stand before a byte on its line.
fn begins_quoted_line(text: &str, at: usize) -> bool {
    const MAX_BLANKS: usize = 3;
    let before = &text.as_bytes()[..at];
    let blanks = before.iter().rev().take(MAX_BLANKS).take_while(|it| **it == b' ').count();
    let line_before = &text[..at - blanks];
    line_before.is_empty() || line_before.ends_with(['\n', '\r', '\u{FEFF}'])
}

/// Writes what a run is read as.
fn fill(plain: &mut [u8], text: &str, run: &Run) {
    let Run { range, has_break, separates, heading } = run;
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    let is_word_end = |it: char| it.is_alphanumeric() || it == '(' || it == '（';
    let is_word_start =
        |it: char| it.is_alphanumeric() || matches!(it, ')' | '）' | '.' | ',' | ';' | ':' | '、' | '，' | '؛' | '،');
    let is_inside = !separates && before.is_some_and(is_word_end) && after.is_some_and(is_word_start);
    plain[range.clone()].fill(if is_inside { FILLER } else { b' ' });
    let is_blank = |it: char| matches!(it, ' ' | '\t');
    let line_before = text[..range.start].trim_end_matches(|it| is_blank(it) || it == '>');
    let begins_line = line_before.is_empty() || line_before.ends_with(['\n', '\r', '\u{FEFF}']);
    let line_after = text[range.end..].trim_start_matches(is_blank);
    let ends_line = line_after.is_empty() || line_after.starts_with(['\n', '\r']);
    if *has_break && !begins_line && !ends_line {
        plain[range.start] = b'\n';
    }
    // The tag has room for four signs.
    if let Some((level, tag)) = heading.filter(|_| begins_line && !ends_line) {
        plain[tag..tag + usize::from(level.min(4))].fill(b'#');
    }
}

#[cfg(test)]
mod tests;
