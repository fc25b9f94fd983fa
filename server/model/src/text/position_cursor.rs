//! Converts many offsets of one text to lines and columns, as after a keystroke, when all findings are published.

use super::{Chunk, Encoding, Text, line_breaks, units};

/// Converts offsets to lines and columns, counting on from the last one where it can: many offsets in the order of the text are
/// converted after every keystroke.
#[derive(Debug)]
pub struct PositionCursor<'t> {
    text: &'t Text,
    encoding: Encoding,
    last: Option<LastPosition<'t>>,
}

#[derive(Debug)]
struct LastPosition<'t> {
    chunk: Chunk<'t>,
    /// The place in the chunk.
    at: usize,
    position: (usize, usize),
}

impl<'t> PositionCursor<'t> {
    /// Creates a cursor for a text and the unit of its columns.
    pub fn new(text: &'t Text, encoding: Encoding) -> PositionCursor<'t> {
        PositionCursor { text, encoding, last: None }
    }

    /// Returns the line and column of an offset, as [`Text::position`] does.
    pub fn position(&mut self, offset: usize) -> (usize, usize) {
        if let Some(last) = &mut self.last
            && let Some(at) = last.chunk.place_after(last.at, offset)
        {
            let between = &last.chunk.text[last.at..at];
            last.at = at;
            last.position = match line_breaks(between) {
                (_, None) => (last.position.0, last.position.1 + units(between, self.encoding)),
                (breaks, Some(last_break)) => (last.position.0 + breaks, units(&between[last_break..], self.encoding)),
            };
            return last.position;
        }
        let chunk = self.text.chunk_at(offset);
        let position = self.text.position_in(&chunk, offset, self.encoding);
        self.last = Some(LastPosition { at: chunk.floor(offset), chunk, position });
        position
    }
}

impl Chunk<'_> {
    /// Returns the place in the chunk of an offset in the text that is in the chunk, at or after another place.
    fn place_after(&self, before: usize, offset: usize) -> Option<usize> {
        let is_in_chunk = self.start <= offset && offset < self.start + self.text.len();
        is_in_chunk.then(|| self.floor(offset)).filter(|at| before <= *at)
    }
}
