//! Lines and columns of a text as people and scripts count them: from one, columns in Unicode scalar values. A line
//! ends at LF, CR LF or CR and nowhere else; a byte order mark at the start is no column.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A place in a text: `{"line": 12, "column": 30}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The line, from one.
    pub line: usize,
    /// The Unicode scalar value in the line, from one.
    pub column: usize,
}

/// The lines of one text. A lookup costs the same in a line of ten bytes and in one of fifty million.
#[derive(Clone, Debug)]
pub struct Places {
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many scalar values stand before every [`STEP`]th byte.
    scalars: Vec<usize>,
}

/// Small enough to count through at each lookup, large enough for the table not to matter.
const STEP: usize = 2048;

impl Places {
    /// Counts the lines of a text.
    pub fn of(text: &str) -> Places {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(bytes.iter().enumerate().filter_map(|(at, byte)| match byte {
            b'\n' => Some(at + 1),
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => Some(at + 1),
            _ => None,
        }));
        let mut before = 0;
        let mut scalars = Vec::with_capacity(bytes.len() / STEP + 1);
        for chunk in bytes.chunks(STEP) {
            scalars.push(before);
            before += count(chunk);
        }
        Places { starts, scalars }
    }

    /// The place of a byte of that text.
    pub fn place(&self, text: &str, offset: usize) -> Place {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let mut column = self.before(text, offset) - self.before(text, start) + 1;
        if line == 1 && text.starts_with('\u{FEFF}') && column > 1 {
            column -= 1;
        }
        Place { line, column }
    }

    /// The bytes of a line, counted from one, without what ends it.
    pub fn line(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).copied().unwrap_or(text.len());
        let ended = text[start..end].trim_end_matches(['\n', '\r']);
        start..start + ended.len()
    }

    /// How many scalar values begin before a byte.
    fn before(&self, text: &str, offset: usize) -> usize {
        let step = offset / STEP;
        let counted = self.scalars.get(step).copied();
        match counted {
            Some(counted) => counted + count(&text.as_bytes()[step * STEP..offset]),
            // The text ends exactly where a step begins, or is empty.
            None => match step.checked_sub(1) {
                Some(last) => self.scalars[last] + count(&text.as_bytes()[last * STEP..offset]),
                None => 0,
            },
        }
    }
}

/// The scalar values of some UTF-8: the bytes that continue none.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::Places;

    fn check(text: &str, offset: usize, line: usize, column: usize) {
        let place = Places::of(text).place(text, offset);
        assert_eq!((place.line, place.column), (line, column), "{text:?} at {offset}");
    }

    #[test]
    fn lines_end_at_lf_cr_and_both_together() {
        check("a\nb\r\nc\rd", 2, 2, 1);
        check("a\nb\r\nc\rd", 5, 3, 1);
        check("a\nb\r\nc\rd", 7, 4, 1);
        check("a\u{2028}b\u{85}c\u{c}d", 6, 1, 5);
    }

    #[test]
    fn columns_count_scalar_values() {
        check("المادة ٩", 13, 1, 8);
        check("a😀b", 5, 1, 3);
        check("", 0, 1, 1);
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        check("\u{FEFF}ab", 3, 1, 1);
        check("\u{FEFF}ab", 4, 1, 2);
        check("\u{FEFF}", 0, 1, 1);
    }

    #[test]
    fn a_long_line_is_counted_right_at_every_step() {
        let text = "é".repeat(4096);
        for at in [0, 2046, 2048, 2050, 4096, 8190, 8192] {
            check(&text, at, 1, at / 2 + 1);
        }
    }

    #[test]
    fn a_line_stands_without_its_end() {
        let text = "one\r\ntwo\n\nfour";
        let places = Places::of(text);
        let lines: Vec<&str> = (1..=4).map(|it| &text[places.line(text, it)]).collect();
        assert_eq!(lines, ["one", "two", "", "four"]);
    }
}
