//! The text of a document as lines and columns see it. The one file that names ropey.

use std::ops::Range;

use ropey::Rope;

/// A text; cheap to clone, cheap to edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    rope: Rope,
}

impl Text {
    /// A text.
    pub fn of(text: &str) -> Text {
        Text { rope: Rope::from_str(text) }
    }

    /// Its bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text with some bytes replaced.
    #[must_use]
    pub fn replaced(&self, range: Range<usize>, with: &str) -> Text {
        let mut rope = self.rope.clone();
        let start = rope.byte_to_char(range.start.min(rope.len_bytes()));
        let end = rope.byte_to_char(range.end.min(rope.len_bytes()));
        rope.remove(start..end);
        rope.insert(start, with);
        Text { rope }
    }
}
