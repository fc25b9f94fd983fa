//! A CSV parser that records the bytes of every cell.
//!
//! The csv crate reports where a row starts but not where a cell does, which errors need; hence this small parser of
//! RFC 4180.

use std::borrow::Cow;
use std::ops::Range;

use super::parse_error::ParseError;

/// A cell without its quotation marks; `range` includes them.
#[derive(Debug)]
pub(super) struct Cell<'t> {
    pub(super) range: Range<usize>,
    pub(super) text: Cow<'t, str>,
}

/// An iterator over the rows, without blank lines.
pub(super) struct Rows<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
    /// The first quotation mark that is not closed, or not at the end of its cell.
    pub(super) error: Option<ParseError>,
}

/// Returns the rows of `text`. The separator is the most frequent candidate in the first line, since spreadsheets write
/// `;` or tabs where the decimal sign is a comma, and databases `|`.
pub(super) fn rows(text: &str) -> Rows<'_> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let heading = text[at..].lines().next().unwrap_or("");
    let count = |separator: &u8| heading.bytes().filter(|it| it == separator).count();
    let separator = [b'|', b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    Rows { text, at, separator, error: None }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Vec<Cell<'t>>;

    fn next(&mut self) -> Option<Vec<Cell<'t>>> {
        while self.at < self.text.len() {
            let row = self.row();
            if row.iter().any(|it| !it.text.trim().is_empty()) {
                return Some(row);
            }
        }
        None
    }
}

impl<'t> Rows<'t> {
    fn row(&mut self) -> Vec<Cell<'t>> {
        let bytes = self.text.as_bytes();
        let mut row = Vec::new();
        loop {
            row.push(if bytes.get(self.at) == Some(&b'"') { self.quoted() } else { self.plain() });
            match bytes.get(self.at) {
                Some(byte) if *byte == self.separator => self.at += 1,
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => {
                    self.at += 2;
                    return row;
                }
                Some(_) => {
                    self.at += 1;
                    return row;
                }
                None => return row,
            }
        }
    }

    fn plain(&mut self) -> Cell<'t> {
        let start = self.at;
        self.finish_cell();
        let cell = &self.text[start..self.at];
        let before = cell.len() - cell.trim_start().len();
        let trimmed = cell.trim();
        let start = start + before;
        Cell { range: start..start + trimmed.len(), text: Cow::Borrowed(trimmed) }
    }

    /// Reads a cell in quotation marks. If they are not closed, or only within another cell further down, the cell ends with
    /// its line, so that the rows after it are not lost.
    fn quoted(&mut self) -> Cell<'t> {
        let start = self.at;
        let closing = self.closing_mark(start + 1);
        let is_closed = closing.is_some_and(|it| self.ends_cell(it + 1));
        let line_end = || self.text[start..].find(['\r', '\n']).map_or(self.text.len(), |it| start + it);
        let end = match closing {
            Some(mark) if is_closed || !self.text[start..mark].contains('\n') => mark,
            Some(_) | None => line_end(),
        };
        if !is_closed {
            let message = match closing {
                Some(mark) if mark == end => {
                    "text follows the closing quotation mark; write a mark inside a cell twice"
                }
                Some(_) | None => "this quotation mark is never closed",
            };
            self.error.get_or_insert(ParseError::new(start..start + 1, message));
        }
        let inside = &self.text[start + 1..end];
        self.at = if closing == Some(end) { end + 1 } else { end };
        let range = start..self.at;
        self.finish_cell();
        let text = if inside.contains("\"\"") { Cow::Owned(inside.replace("\"\"", "\"")) } else { inside.into() };
        Cell { range, text }
    }

    /// Returns the next quotation mark that is not doubled.
    fn closing_mark(&self, mut from: usize) -> Option<usize> {
        loop {
            let mark = from + self.text[from..].find('"')?;
            if self.text.as_bytes().get(mark + 1) != Some(&b'"') {
                return Some(mark);
            }
            from = mark + 2;
        }
    }

    /// Returns whether nothing but blanks stands before the next separator or the end of the line.
    fn ends_cell(&self, at: usize) -> bool {
        let rest = &self.text.as_bytes()[at..];
        let next = rest.iter().find(|it| **it != b' ' && (**it != b'\t' || self.separator == b'\t'));
        next.is_none_or(|it| *it == self.separator || matches!(it, b'\r' | b'\n'))
    }

    fn finish_cell(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        let ends = |it: &u8| *it == self.separator || matches!(it, b'\r' | b'\n');
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use super::rows;

    fn check(text: &str, expected: &[&[&str]]) {
        let cells: Vec<Vec<String>> =
            rows(text).map(|row| row.into_iter().map(|it| it.text.into()).collect()).collect();
        assert_eq!(cells, expected, "{text:?}");
    }

    #[test]
    fn rows_and_cells_are_separated() {
        check("a,b\r\n1, 2 \n\n,\n3,4", &[&["a", "b"], &["1", "2"], &["3", "4"]]);
        check("\u{feff}a;b\n\"x;y\";\"say \"\"no\"\"\"\n", &[&["a", "b"], &["x;y", "say \"no\""]]);
        check("a|b\n1|x, y\n", &[&["a", "b"], &["1", "x, y"]]);
        check("a\tb\n\"two\nlines\"\t语\n", &[&["a", "b"], &["two\nlines", "语"]]);
        check("", &[]);
    }

    #[test]
    fn cells_have_byte_ranges() {
        let text = "a,b\n\"x\", é ";
        let row = rows(text).nth(1).unwrap();
        assert_eq!(&text[row[0].range.clone()], "\"x\"");
        assert_eq!(&text[row[1].range.clone()], "é");
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_ends_with_its_line() {
        let check = |text: &str, expected: &[&[&str]], error: Option<(usize, &str)>| {
            let mut rows = rows(text);
            let cells: Vec<Vec<String>> =
                rows.by_ref().map(|row| row.into_iter().map(|it| it.text.into()).collect()).collect();
            assert_eq!(cells, expected, "{text:?}");
            let found = rows.error.map(|it| (it.range.start, it.message));
            assert_eq!(found.as_ref().map(|it| (it.0, it.1.as_str())), error, "{text:?}");
        };
        let unclosed = "this quotation mark is never closed";
        check("a,b\n1,\"2\n3,4", &[&["a", "b"], &["1", "2"], &["3", "4"]], Some((6, unclosed)));
        check("a,b\r\n1,\"مصر\r\n3,4", &[&["a", "b"], &["1", "مصر"], &["3", "4"]], Some((7, unclosed)));
        let rows = &[&["a", "b"][..], &["1", "x"], &["2", "第三条，一"], &["3", "z"]];
        check("a,b\n1,\"x\n2,\"第三条，一\"\n3,z\n", rows, Some((6, unclosed)));
        let follows = "text follows the closing quotation mark; write a mark inside a cell twice";
        check("a,b\n\"x\" y,\"z\" \n", &[&["a", "b"], &["x", "z"]], Some((4, follows)));
        check("a,b\n\"two\nlines\",\"\"\n1,2", &[&["a", "b"], &["two\nlines", ""], &["1", "2"]], None);
    }
}
