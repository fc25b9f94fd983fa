//! A text and its places, said as plainly as can be: what the rope of the server must agree with.

use std::ops::Range;

use travaux_model::text::Encoding;

/// A zero-based line and column as a client says them; neither need be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in units of the encoding.
    pub column: u32,
}

/// A text whose columns are counted in some units.
#[derive(Clone, Debug)]
pub struct ReferenceText {
    /// The text.
    pub text: String,
    /// What a column counts.
    pub encoding: Encoding,
}

impl ReferenceText {
    /// The byte of a place. A line past the last is the end of the text, a column past its line the place before the
    /// line's end, and what points into a letter means its beginning.
    pub fn offset(&self, place: Position) -> usize {
        let Some(start) = self.starts().nth(place.line as usize) else { return self.text.len() };
        let mut left = place.column as usize;
        for (at, letter) in self.text[start..].char_indices() {
            if matches!(letter, '\r' | '\n') || left < self.units(letter) {
                return start + at;
            }
            left -= self.units(letter);
        }
        self.text.len()
    }

    /// The place of a byte where a letter begins. Nobody can point between the two signs of one line end: there it is
    /// the place before them.
    pub fn place(&self, offset: usize) -> Position {
        let is_cut = self.text[..offset].ends_with('\r') && self.text[offset..].starts_with('\n');
        let offset = offset - usize::from(is_cut);
        let (line, start) = self.starts().take_while(|start| *start <= offset).enumerate().last().unwrap_or((0, 0));
        let column: usize = self.text[start..offset].chars().map(|it| self.units(it)).sum();
        Position { line: line as u32, column: column as u32 }
    }

    /// Replaces some bytes; `None` is all of them.
    pub fn replace(&mut self, range: Option<Range<usize>>, with: &str) {
        self.text.replace_range(range.unwrap_or(0..self.text.len()), with);
    }

    /// Where lines begin.
    fn starts(&self) -> impl Iterator<Item = usize> + '_ {
        let bytes = self.text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, it)| match it {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        [0].into_iter().chain(ends.map(|(at, _)| at + 1))
    }

    fn units(&self, letter: char) -> usize {
        match self.encoding {
            Encoding::Utf8 => letter.len_utf8(),
            Encoding::Utf16 => letter.len_utf16(),
            Encoding::Utf32 => 1,
        }
    }
}
