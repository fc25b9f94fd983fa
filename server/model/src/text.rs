//! The text of a document, and its conversion to lines and columns. This is the only file that uses ropey, and with
//! `lsp/convert.rs` and `report/place.rs` the only one that knows lines. Everything else counts bytes.
//!
//! As in LSP, lines end at LF, CRLF or CR only. A column past the end of a line means its end, and an offset inside a
//! character means its beginning. Nothing here fails.

mod position_cursor;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use ropey::Rope;

pub use position_cursor::PositionCursor;

/// The unit of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, which every client supports.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

/// A text that is cheap to clone and to edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// Creates a text.
    pub fn of(text: &str) -> Text {
        Text { rope: Rope::from_str(text) }
    }

    /// Returns the length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Returns whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the number of lines, which is one more than the number of line breaks.
    pub fn lines(&self) -> usize {
        self.rope.len_lines()
    }

    /// Returns the text with some bytes replaced. A range is cut at the end of the text and extended to whole
    /// characters.
    #[must_use]
    pub fn replaced(&self, range: Range<usize>, with: &str) -> Text {
        let mut rope = self.rope.clone();
        let range = self.scalars(range);
        let start = range.start;
        rope.remove(range);
        rope.insert(start, with);
        Text { rope }
    }

    /// Returns some of the bytes as a string, with the range adjusted as in [`Text::replaced`]. The string is borrowed
    /// if the rope has it in one piece.
    pub fn slice(&self, range: Range<usize>) -> Cow<'_, str> {
        self.rope.slice(self.scalars(range)).into()
    }

    /// Returns the offset of a zero-based line and column: `(1, 2)` in `a
    /// bcd` is 4. A line past the last one means the end of the text, a column past its line the end of the line before
    /// the line break.
    pub fn offset(&self, line: usize, column: usize, encoding: Encoding) -> usize {
        if line >= self.rope.len_lines() {
            return self.len();
        }
        let words = self.line(line);
        match encoding {
            Encoding::Utf8 => self.letter_start(words.start.saturating_add(column).min(words.end)),
            Encoding::Utf16 => {
                let end = self.utf16(words.end);
                let unit = self.utf16(words.start).saturating_add(column).min(end);
                self.rope.char_to_byte(self.rope.utf16_cu_to_char(unit))
            }
            Encoding::Utf32 => {
                let end = self.rope.byte_to_char(words.end);
                let scalar = self.rope.byte_to_char(words.start).saturating_add(column).min(end);
                self.rope.char_to_byte(scalar)
            }
        }
    }

    /// Returns the zero-based line and column of an offset. An offset inside a line break means the end of its line,
    /// one past the end the end of the text.
    ///
    /// Descends the rope once if the line begins in the chunk of the offset.
    pub fn position(&self, offset: usize, encoding: Encoding) -> (usize, usize) {
        self.position_in(&self.chunk_at(offset), offset, encoding)
    }

    /// Returns the lines and columns of the ends of a range, as [`Text::position`] does.
    pub fn positions(&self, range: &Range<usize>, encoding: Encoding) -> [(usize, usize); 2] {
        let mut cursor = PositionCursor::new(self, encoding);
        [range.start, range.end].map(|it| cursor.position(it))
    }

    fn chunk_at(&self, offset: usize) -> Chunk<'_> {
        let (text, start, _, first_line) = self.rope.chunk_at_byte(offset.min(self.len()));
        Chunk { text, start, first_line }
    }

    fn position_in(&self, chunk: &Chunk<'_>, offset: usize, encoding: Encoding) -> (usize, usize) {
        let before = &chunk.text[..chunk.floor(offset)];
        let (breaks, last_break) = line_breaks(before);
        let line = chunk.first_line + breaks;
        let column = match last_break {
            Some(start) => units(&before[start..], encoding),
            None => {
                let start = self.rope.line_to_byte(line);
                self.units_between(start..chunk.start, encoding) + units(before, encoding)
            }
        };
        (line, column)
    }

    /// Returns the length of a part of a line in the units of an encoding. The parts of a long line are not read.
    fn units_between(&self, range: Range<usize>, encoding: Encoding) -> usize {
        const MAX_READ_BYTES: usize = 4096;
        if range.len() <= MAX_READ_BYTES {
            return self.rope.byte_slice(range).chunks().map(|it| units(it, encoding)).sum();
        }
        match encoding {
            Encoding::Utf8 => range.len(),
            Encoding::Utf16 => self.utf16(range.end) - self.utf16(range.start),
            Encoding::Utf32 => self.rope.byte_to_char(range.end) - self.rope.byte_to_char(range.start),
        }
    }

    /// Returns the line and column of an offset as used on command lines: both one-based, the column in Unicode scalar
    /// values.
    pub fn line_column_scalars(&self, offset: usize) -> (usize, usize) {
        let (line, column) = self.position(offset, Encoding::Utf32);
        (line + 1, column + 1)
    }

    /// Returns the bytes of an existing line without its line break.
    fn line(&self, line: usize) -> Range<usize> {
        let start = self.rope.line_to_byte(line);
        let mut end = self.rope.line_to_byte(line + 1);
        if line + 1 < self.rope.len_lines() {
            end -= 1;
            let is_crlf = end > start && self.rope.byte(end) == b'\n' && self.rope.byte(end - 1) == b'\r';
            end -= usize::from(is_crlf);
        }
        start..end
    }

    fn letter_start(&self, offset: usize) -> usize {
        self.rope.char_to_byte(self.rope.byte_to_char(offset))
    }

    fn utf16(&self, offset: usize) -> usize {
        self.rope.char_to_utf16_cu(self.rope.byte_to_char(offset))
    }

    /// Converts bytes to scalar values, cut at the end of the text and extended to whole characters.
    fn scalars(&self, range: Range<usize>) -> Range<usize> {
        let start = range.start.min(self.len());
        let end = range.end.clamp(start, self.len());
        let first = self.rope.byte_to_char(start);
        let last = self.rope.byte_to_char(end);
        let is_inside = self.rope.char_to_byte(last) < end;
        first..last + usize::from(is_inside)
    }
}

/// A piece of a text.
#[derive(Debug)]
struct Chunk<'t> {
    text: &'t str,
    /// Its first byte in the text.
    start: usize,
    /// The line of its first byte.
    first_line: usize,
}

impl Chunk<'_> {
    /// Returns the place in the chunk of an offset in the text, or of the last character or line break before it that the
    /// offset is not inside of. The rope keeps CRLF in one chunk.
    fn floor(&self, offset: usize) -> usize {
        let at = floor_char_boundary(self.text, offset.saturating_sub(self.start));
        at - usize::from(self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n'))
    }
}

/// Returns the last boundary between characters at or before an offset.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Returns the number of line breaks and the offset after the last one. The text does not end inside a CRLF.
fn line_breaks(text: &str) -> (usize, Option<usize>) {
    let bytes = text.as_bytes();
    let has_returns = memchr::memchr(b'\r', bytes).is_some();
    let last = if has_returns { memchr::memrchr2(b'\n', b'\r', bytes) } else { memchr::memrchr(b'\n', bytes) };
    let feeds = memchr::memchr_iter(b'\n', bytes).count();
    let is_alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let returns = if has_returns { memchr::memchr_iter(b'\r', bytes).filter(is_alone).count() } else { 0 };
    (feeds + returns, last.map(|at| at + 1))
}

/// Returns the length of a text in the units of an encoding.
fn units(text: &str, encoding: Encoding) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let scalars = || text.bytes().filter(|byte| !matches!(byte, 0x80..=0xbf)).count();
    match encoding {
        Encoding::Utf8 => text.len(),
        // Characters of four bytes are two units.
        Encoding::Utf16 => scalars() + text.bytes().filter(|byte| *byte >= 0xf0).count(),
        Encoding::Utf32 => scalars(),
    }
}

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rope.chunks().try_for_each(|it| formatter.write_str(it))
    }
}

#[cfg(test)]
mod tests {
    use super::Encoding::{Utf8, Utf16, Utf32};
    use super::*;

    const ALL: [Encoding; 3] = [Utf8, Utf16, Utf32];

    /// Checks that conversions in both directions agree. `places` are offsets with their line and the column in UTF-8,
    /// UTF-16 and UTF-32.
    fn check(text: &str, places: &[(usize, usize, [usize; 3])]) {
        let text = Text::of(text);
        for (offset, line, columns) in places {
            for (encoding, column) in ALL.into_iter().zip(columns) {
                let position = text.position(*offset, encoding);
                assert_eq!(position, (*line, *column), "position of {offset} in {encoding:?}");
                let back = text.offset(*line, *column, encoding);
                assert_eq!(back, *offset, "offset of {line}:{column} in {encoding:?}");
            }
        }
    }

    #[test]
    fn an_empty_text_has_one_position() {
        check("", &[(0, 0, [0, 0, 0])]);
        for encoding in ALL {
            assert_eq!(Text::of("").offset(7, 7, encoding), 0);
            assert_eq!(Text::of("").position(7, encoding), (0, 0));
        }
    }

    #[test]
    fn columns_count_units_of_the_encoding() {
        // é is 2, 1 and 1; 𝒜 is 4, 2 and 1; م is 2, 1 and 1.
        check("é𝒜م[", &[(2, 0, [2, 1, 1]), (6, 0, [6, 3, 2]), (8, 0, [8, 4, 3]), (9, 0, [9, 5, 4])]);
    }

    #[test]
    fn combining_marks_are_characters_of_their_own() {
        check("e\u{301}x", &[(1, 0, [1, 1, 1]), (3, 0, [3, 2, 2])]);
    }

    #[test]
    fn a_byte_order_mark_is_a_character() {
        check("\u{feff}a\nb", &[(3, 0, [3, 1, 1]), (4, 0, [4, 2, 2]), (5, 1, [0, 0, 0])]);
    }

    #[test]
    fn lines_end_at_lf_crlf_and_cr_only() {
        check("a\nb\r\nc\rd", &[(2, 1, [0, 0, 0]), (5, 2, [0, 0, 0]), (7, 3, [0, 0, 0]), (8, 3, [1, 1, 1])]);
        assert_eq!(Text::of("a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}f").lines(), 1);
        assert_eq!(Text::of("\r\r\n\n").lines(), 4);
    }

    #[test]
    fn an_offset_inside_a_line_break_is_the_end_of_its_line() {
        for encoding in ALL {
            assert_eq!(Text::of("ab\r\nc").position(3, encoding), (0, 2));
            assert_eq!(Text::of("ab\r\nc").position(2, encoding), (0, 2));
            assert_eq!(Text::of("ab\rc").position(2, encoding), (0, 2));
            assert_eq!(Text::of("\r\n").position(1, encoding), (0, 0));
        }
    }

    #[test]
    fn a_column_past_its_line_is_before_the_line_break() {
        for encoding in ALL {
            let text = Text::of("ab\r\nم\rd\n");
            assert_eq!(text.offset(0, 3, encoding), 2);
            assert_eq!(text.offset(0, usize::MAX, encoding), 2);
            assert_eq!(text.offset(1, 99, encoding), 6);
            assert_eq!(text.offset(2, 99, encoding), 8);
            assert_eq!(text.offset(3, 99, encoding), 9);
        }
    }

    #[test]
    fn a_line_past_the_last_is_the_end_of_the_text() {
        for encoding in ALL {
            assert_eq!(Text::of("ab\nc").offset(2, 0, encoding), 4);
            assert_eq!(Text::of("ab\nc").offset(usize::MAX, usize::MAX, encoding), 4);
            assert_eq!(Text::of("ab\nc").position(usize::MAX, encoding), (1, 1));
        }
    }

    #[test]
    fn an_offset_inside_a_character_means_its_beginning() {
        let text = Text::of("a𝒜b");
        assert_eq!(text.offset(0, 2, Utf16), 1);
        assert_eq!(text.offset(0, 3, Utf8), 1);
        for inside in 2..5 {
            assert_eq!(text.position(inside, Utf16), (0, 1));
            assert_eq!(text.position(inside, Utf8), (0, 1));
        }
    }

    #[test]
    fn command_line_columns_count_scalars_from_one() {
        let text = Text::of("x\n𝒜م [");
        assert_eq!(text.line_column_scalars(0), (1, 1));
        assert_eq!(text.line_column_scalars(9), (2, 4));
    }

    #[test]
    fn a_replaced_range_is_cut_to_the_text_and_extended_to_characters() {
        let text = Text::of("a𝒜b");
        assert_eq!(text.replaced(2..3, "-").to_string(), "a-b");
        assert_eq!(text.replaced(5..99, "").to_string(), "a𝒜");
        assert_eq!(text.replaced(99..100, "!").to_string(), "a𝒜b!");
        #[expect(clippy::reversed_empty_ranges)]
        let reversed = text.replaced(5..1, "-");
        assert_eq!(reversed.to_string(), "a𝒜-b");
        assert_eq!(text.slice(1..5), "𝒜");
    }

    #[test]
    fn edits_can_join_a_line_break() {
        let text = Text::of("a\rb").replaced(2..2, "\n");
        assert_eq!(text.lines(), 2);
        let parted = text.replaced(2..2, "x");
        assert_eq!((parted.lines(), parted.position(3, Utf8)), (3, (1, 1)));
    }

    #[test]
    fn conversions_of_a_long_text_agree() {
        let text: String = (0..400).map(|it| format!("{it} é𝒜م\r\nذ\r\n")).collect();
        let rope = Text::of(&text);
        let mut counted = [0, 0, 0, 0];
        for (offset, letter) in text.char_indices() {
            for (encoding, column) in ALL.into_iter().zip(&counted[1..]) {
                if letter != '\n' {
                    assert_eq!(rope.position(offset, encoding), (counted[0], *column));
                    assert_eq!(rope.offset(counted[0], *column, encoding), offset);
                }
            }
            counted = match letter {
                '\n' => [counted[0] + 1, 0, 0, 0],
                _ => [counted[0], counted[1] + letter.len_utf8(), counted[2] + letter.len_utf16(), counted[3] + 1],
            };
        }
    }

    #[test]
    fn the_ends_of_a_range_are_converted_as_single_offsets_are() {
        let text: String = (0..400).map(|it| format!("{it} é𝒜م\r\nذ\r\n")).collect();
        let rope = Text::of(&text);
        for start in (0..text.len() + 3).step_by(7) {
            for length in [0, 1, 2, 3, 5, 11, 40, 1500] {
                for encoding in ALL {
                    let ends = [start, start + length].map(|it| rope.position(it, encoding));
                    assert_eq!(rope.positions(&(start..start + length), encoding), ends, "{start} {length}");
                }
            }
        }
    }
}
