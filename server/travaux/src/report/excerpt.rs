//! The part of a line around a finding. A paragraph of a treaty is one line of several thousand characters, so only the part
//! that fits the terminal is kept.

use std::ops::Range;

use travaux_grammar::is_rtl;
use unicode_width::UnicodeWidthChar;

use super::sanitize::sanitized_line;
use crate::files::source::Source;

/// The part of a line that is shown, without characters that would control a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// The bytes of the finding in the text.
    pub marked: Range<usize>,
}

impl Excerpt {
    /// Returns the excerpt of a line with a range marked in it, at most `columns` wide.
    pub fn of(source: &Source, range: &Range<usize>, columns: usize) -> Excerpt {
        let line = source.line_range(source.position(range.start).line);
        let text = &source.text[line.clone()];
        let start = text.floor_char_boundary(range.start - line.start);
        let end = text.floor_char_boundary(range.end.max(line.start) - line.start).max(start);

        let before_finding = columns * 2 / 5;
        let mut room = before_finding;
        let from = start - fitting_bytes(text[..start].chars().rev(), &mut room);
        room += columns - before_finding;
        let marked_end = start + fitting_bytes(text[start..end].chars(), &mut room);
        let to = marked_end + fitting_bytes(text[marked_end..].chars(), &mut room);
        let (left, right) = (if from > 0 { "…" } else { "" }, if to < text.len() { "…" } else { "" });
        let mark_bytes = '\u{FEFF}'.len_utf8();
        let has_byte_order_mark = from == 0 && text.starts_with('\u{FEFF}');
        let byte_order_mark = if has_byte_order_mark { mark_bytes.min(start) } else { 0 };
        let visible = from + byte_order_mark;
        let shown = sanitized_line(&text[visible..to]);
        let offset_of = |end: usize| {
            let characters = text[visible..end].chars().count();
            left.len() + shown.char_indices().nth(characters).map_or(shown.len(), |it| it.0)
        };
        Excerpt { marked: offset_of(start)..offset_of(marked_end), text: format!("{left}{shown}{right}") }
    }

    /// Returns the marked words.
    pub fn words(&self) -> &str {
        &self.text[self.marked.clone()]
    }

    /// Returns whether the marked words are written from right to left.
    pub fn is_rtl(&self) -> bool {
        self.words().contains(is_rtl)
    }
}

/// Returns the length in bytes of the characters that fit into a number of columns, and subtracts their width from it.
fn fitting_bytes(letters: impl Iterator<Item = char>, room: &mut usize) -> usize {
    let mut bytes = 0;
    for letter in letters {
        let Some(left) = room.checked_sub(letter.width().unwrap_or(1)) else {
            break;
        };
        *room = left;
        bytes += letter.len_utf8();
    }
    bytes
}

/// Returns the width of a text in columns.
pub fn width(text: &str) -> usize {
    text.chars().map(|it| it.width().unwrap_or(1)).sum()
}
