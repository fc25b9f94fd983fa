//! Lines and columns for people and scripts: both count from one, columns in Unicode scalar values. A byte order mark at
//! the start of a text is not counted.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use travaux_model::text::{Encoding, Text};

/// A place in a text: `{"line": 12, "column": 30}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineColumn {
    /// The line, from one.
    pub line: usize,
    /// The Unicode scalar value in the line, from one.
    pub column: usize,
}

/// The lines of a text.
#[derive(Clone, Debug)]
pub(crate) struct LineIndex {
    text: Text,
    has_byte_order_mark: bool,
}

impl LineIndex {
    /// Returns the lines of a text, with which it shares its memory.
    pub(crate) fn of(text: &Text) -> LineIndex {
        let has_byte_order_mark = text.slice(0..'\u{FEFF}'.len_utf8()) == "\u{FEFF}";
        LineIndex { text: text.clone(), has_byte_order_mark }
    }

    /// Returns the line and column of a byte.
    pub(crate) fn position(&self, offset: usize) -> LineColumn {
        let (line, column) = self.text.line_column_scalars(offset);
        let is_after_mark = self.has_byte_order_mark && line == 1 && column > 1;
        LineColumn { line, column: column - usize::from(is_after_mark) }
    }

    /// Returns the bytes of a line, counted from one, without its line break.
    pub(crate) fn line_range(&self, line: usize) -> Range<usize> {
        let at_column = |column| self.text.offset(line.saturating_sub(1), column, Encoding::Utf8);
        at_column(0)..at_column(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: usize, line: usize, column: usize) {
        assert_eq!(
            LineIndex::of(&Text::of(text)).position(offset),
            LineColumn { line, column },
            "{text:?} at {offset}"
        );
    }

    #[test]
    fn lines_end_at_lf_cr_and_crlf() {
        check("a\nb\r\nc\rd", 2, 2, 1);
        check("a\nb\r\nc\rd", 5, 3, 1);
        check("a\nb\r\nc\rd", 7, 4, 1);
        check("a\u{2028}b\u{85}c\u{c}d", 7, 1, 5);
        check("a\u{2028}b\u{85}c\u{c}d", 9, 1, 7);
    }

    #[test]
    fn an_offset_inside_a_character_or_line_break_is_its_beginning() {
        check("a\u{2028}b\u{85}c", 6, 1, 4);
        check("ab\r\nc", 3, 1, 3);
    }

    #[test]
    fn columns_count_scalar_values() {
        check("المادة ٩", 13, 1, 8);
        check("a😀b", 5, 1, 3);
        check("", 0, 1, 1);
    }

    #[test]
    fn a_byte_order_mark_is_not_counted() {
        check("\u{FEFF}ab", 3, 1, 1);
        check("\u{FEFF}ab", 4, 1, 2);
        check("\u{FEFF}", 0, 1, 1);
    }

    #[test]
    fn columns_of_a_long_line_are_right_at_every_offset() {
        let text = "é".repeat(4096);
        for at in [0, 2046, 2048, 2050, 4096, 8190, 8192] {
            check(&text, at, 1, at / 2 + 1);
        }
    }

    #[test]
    fn a_line_does_not_include_its_line_break() {
        let text = "one\r\ntwo\n\nfour";
        let index = LineIndex::of(&Text::of(text));
        let lines: Vec<&str> = (1..=4).map(|it| &text[index.line_range(it)]).collect();
        assert_eq!(lines, ["one", "two", "", "four"]);
    }
}
