//! A simple implementation of a text and its positions, with which the rope of the server is compared.

use std::ops::Range;

use travaux_model::text::Encoding;

/// A zero-based line and column that a client sends. They may be outside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in units of the encoding.
    pub column: u32,
}

/// A text with its position encoding.
#[derive(Clone, Debug)]
pub struct ReferenceText {
    /// The text.
    pub text: String,
    /// The unit of columns.
    pub encoding: Encoding,
}

impl ReferenceText {
    /// Returns the byte offset of a position. A line after the last one gives the end of the text, a column after the
    /// end of its line gives the end of that line, and a position inside a character gives its start.
    pub fn offset(&self, position: Position) -> usize {
        let Some(start) = self.line_starts().nth(position.line as usize) else { return self.text.len() };
        let mut remaining = position.column as usize;
        for (at, character) in self.text[start..].char_indices() {
            if matches!(character, '\r' | '\n') || remaining < self.units(character) {
                return start + at;
            }
            remaining -= self.units(character);
        }
        self.text.len()
    }

    /// Returns the position of a character boundary. No position is between the two characters of a line end, so there
    /// it is the position before them.
    pub fn position(&self, offset: usize) -> Position {
        let is_cut = self.text[..offset].ends_with('\r') && self.text[offset..].starts_with('\n');
        let offset = offset - usize::from(is_cut);
        let (line, start) =
            self.line_starts().take_while(|start| *start <= offset).enumerate().last().unwrap_or((0, 0));
        let column: usize = self.text[start..offset].chars().map(|it| self.units(it)).sum();
        Position { line: line as u32, column: column as u32 }
    }

    /// Replaces a range of bytes; `None` replaces the whole text.
    pub fn replace(&mut self, range: Option<Range<usize>>, with: &str) {
        self.text.replace_range(range.unwrap_or(0..self.text.len()), with);
    }

    /// Returns the offsets at which lines start.
    fn line_starts(&self) -> impl Iterator<Item = usize> + '_ {
        let bytes = self.text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, it)| match it {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        [0].into_iter().chain(ends.map(|(at, _)| at + 1))
    }

    fn units(&self, character: char) -> usize {
        match self.encoding {
            Encoding::Utf8 => character.len_utf8(),
            Encoding::Utf16 => character.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}
