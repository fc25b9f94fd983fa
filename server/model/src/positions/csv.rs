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
    /// An unclosed quotation mark.
    pub(super) error: Option<ParseError>,
}

/// Returns the rows of `text`. The separator is the most frequent candidate in the first line, since spreadsheets write
/// `;` or tabs where the decimal sign is a comma.
pub(super) fn rows(text: &str) -> Rows<'_> {
    let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let heading = text[at..].lines().next().unwrap_or("");
    let count = |separator: &u8| heading.bytes().filter(|it| it == separator).count();
    let separator = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
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

    fn quoted(&mut self) -> Cell<'t> {
        let start = self.at;
        let mut doubled = false;
        let mut from = start + 1;
        let closing = loop {
            let Some(mark) = self.text[from..].find('"').map(|it| from + it) else {
                let message = "this quotation mark is never closed";
                self.error.get_or_insert(ParseError::new(start..start + 1, message));
                break self.text.len();
            };
            if self.text.as_bytes().get(mark + 1) != Some(&b'"') {
                break mark;
            }
            doubled = true;
            from = mark + 2;
        };
        let inside = &self.text[start + 1..closing];
        self.at = (closing + 1).min(self.text.len());
        let range = start..self.at;
        self.finish_cell();
        let text = if doubled { Cow::Owned(inside.replace("\"\"", "\"")) } else { inside.into() };
        Cell { range, text }
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
    fn an_unclosed_quotation_mark_is_reported_at_the_mark() {
        let mut rows = rows("a,b\n1,\"2\n3,4");
        assert_eq!(rows.by_ref().count(), 2);
        assert_eq!(rows.error.unwrap().range, 6..7);
    }
}
