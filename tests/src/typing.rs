//! A text in an editor with random changes, in lines and columns of one of the three position encodings of the
//! protocol. Some positions are outside the text.

use std::ops::Range;

use serde_json::{Value, json};

use crate::random::Random;

/// The length above which changes mostly delete text.
const MAX_GROWING_BYTES: usize = 4000;

/// Texts to insert, which move blocks, brackets, numbers, columns and lines.
const FRAGMENTS: [&str; 43] = [
    "a",
    "shall ",
    "\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\t",
    "[",
    "]",
    "[computer data] [digital information]",
    "［",
    "((",
    "))",
    "1. ",
    "1.2. ",
    "(a) ",
    "Article 3\n\n",
    "Article 10 bis\r\n",
    "article 2",
    "paragraph 1 of article 1",
    "Option 1\n\n",
    "المادة 2\n\n",
    "المادة ١٠ ثانياً\r\n",
    "وفقا للفقرة 1 ",
    "第二条\n\n",
    "Статья 2\n\n",
    "статьи 1 ",
    "ANNEX I\n\n",
    "𝒜",
    "👩\u{200D}⚖\u{FE0F}",
    "e\u{301}",
    "\u{200F}",
    "\u{202B}",
    "\u{FEFF}",
    "“Ship” means a craft; ",
    "ship ",
    "- ",
    "{++words++}",
    "# ",
    "\u{2028}",
    "\u{B}",
    "\u{85}",
];

/// A text in an editor.
pub struct Typing {
    /// The whole text.
    pub text: String,
    unit: fn(char) -> usize,
}

/// Returns the width of a character in columns, for the protocol's name of an encoding.
pub fn unit(encoding: &str) -> fn(char) -> usize {
    match encoding {
        "utf-8" => char::len_utf8,
        "utf-16" => char::len_utf16,
        "utf-32" => |_| 1,
        other => panic!("no encoding `{other}`"),
    }
}

impl Typing {
    /// Creates a text whose columns have the given encoding.
    pub fn of(text: &str, encoding: &str) -> Typing {
        Typing { text: text.to_owned(), unit: unit(encoding) }
    }

    /// Changes the text at random, and returns the changes of one message. Each is relative to the text after the
    /// previous one.
    pub fn changes(&mut self, random: &mut Random) -> Value {
        let count = if random.percent(80) { 1 } else { random.within(2..=4) };
        (0..count).map(|_| self.change(random)).collect()
    }

    fn change(&mut self, random: &mut Random) -> Value {
        if random.percent(1) {
            self.text = (0..random.below(40)).filter_map(|_| random.one_of(&FRAGMENTS).copied()).collect();
            return json!({"text": self.text});
        }
        let range = self.range(random);
        let typed = if random.percent(15) { "" } else { random.one_of(&FRAGMENTS).copied().unwrap_or_default() };
        let change = json!({"range": self.protocol_range(&range, random), "text": typed});
        self.text.replace_range(range, typed);
        change
    }

    /// Returns a random range: mostly empty or a few characters, and more if the text has grown too long.
    fn range(&self, random: &mut Random) -> Range<usize> {
        let (one, other) = (self.random_offset(random), self.random_offset(random));
        let start = one.min(other);
        if self.text.len() > MAX_GROWING_BYTES || random.percent(2) {
            return start..one.max(other);
        }
        if random.percent(70) {
            return start..start;
        }
        let count = random.within(1..=6);
        let rest = &self.text[start..];
        let end = rest.char_indices().nth(count).map_or(self.text.len(), |it| start + it.0);
        start..self.after_line_end(end)
    }

    /// Returns a random character boundary.
    pub fn random_offset(&self, random: &mut Random) -> usize {
        let mut at = random.below(self.text.len() + 1);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        self.after_line_end(at)
    }

    /// Moves an offset inside a CRLF after it, because no position points there.
    fn after_line_end(&self, at: usize) -> usize {
        if self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n') { at + 1 } else { at }
    }

    /// Converts a range to the protocol's form.
    fn protocol_range(&self, range: &Range<usize>, random: &mut Random) -> Value {
        let start = self.position_or_beyond(range.start, random);
        let end = if range.is_empty() { start.clone() } else { self.position_or_beyond(range.end, random) };
        json!({"start": start, "end": end})
    }

    /// Converts an offset to a position. The end of a line is sometimes given as a column after it, and the end of the
    /// text as a line after it, which are equivalent.
    fn position_or_beyond(&self, at: usize, random: &mut Random) -> Value {
        let mut position = self.position(at);
        if !random.percent(30) {
            return position;
        }
        if at == self.text.len() && random.percent(50) {
            position["line"] = (position["line"].as_u64().unwrap_or(0) + random.within(1..=9) as u64).into();
        } else if matches!(self.text.as_bytes().get(at), None | Some(b'\n' | b'\r')) {
            let beyond = random.one_of(&[1, 2, 1000, i32::MAX as u64 / 2]).copied().unwrap_or(0);
            position["character"] = (position["character"].as_u64().unwrap_or(0) + beyond).into();
        }
        position
    }

    /// Returns whether a position is a character boundary of this text.
    pub fn contains_position(&self, position: &Value) -> bool {
        let number = |key: &str| position[key].as_u64().unwrap_or(u64::MAX) as usize;
        let Some(line) = self.lines().nth(number("line")) else { return false };
        let mut columns = line.chars().scan(0, |column, it| {
            *column += (self.unit)(it);
            Some(*column)
        });
        let column = number("character");
        column == 0 || columns.any(|it| it == column)
    }

    /// Returns the lines without their ends; the text after the last line end is a line.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let ends = self.text.match_indices(['\n', '\r']);
        let ends = ends.filter(|(at, it)| *it == "\n" || !self.text[at + 1..].starts_with('\n'));
        let starts = ends.map(|it| it.0 + 1);
        let starts = std::iter::once(0).chain(starts).collect::<Vec<_>>();
        let ends = starts.clone().into_iter().skip(1).chain([self.text.len()]);
        let lines = starts.into_iter().zip(ends).map(|(start, end)| &self.text[start..end]);
        lines.map(|it| it.trim_end_matches(['\n', '\r']))
    }

    /// Converts a byte offset to a position of the protocol.
    pub fn position(&self, at: usize) -> Value {
        let before = &self.text[..at];
        let mut line = 0;
        let mut start = 0;
        for (offset, character) in before.char_indices() {
            let is_end = character == '\n' || character == '\r' && self.text.as_bytes().get(offset + 1) != Some(&b'\n');
            if is_end {
                line += 1;
                start = offset + 1;
            }
        }
        let column: usize = before[start..].chars().map(self.unit).sum();
        json!({"line": line, "character": column})
    }
}
