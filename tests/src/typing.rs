//! A text as an editor has it, in lines and columns of one of the protocol's three units, and random changes of it as
//! the protocol says them, places outside the text among them.

use std::ops::Range;

use serde_json::{Value, json};

use crate::random::Random;

/// The longest text that grows; a longer one is cut.
const LONGEST: usize = 4000;

/// Pieces that move boundaries, brackets, numbers, columns and lines.
const PIECES: [&str; 43] = [
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
    /// All of it.
    pub text: String,
    unit: fn(char) -> usize,
}

/// What a column counts, by the protocol's name of it.
pub fn unit(encoding: &str) -> fn(char) -> usize {
    match encoding {
        "utf-8" => char::len_utf8,
        "utf-16" => char::len_utf16,
        "utf-32" => |_| 1,
        other => panic!("no encoding `{other}`"),
    }
}

impl Typing {
    /// A text whose columns count in an encoding.
    pub fn of(text: &str, encoding: &str) -> Typing {
        Typing { text: text.to_owned(), unit: unit(encoding) }
    }

    /// Changes the text at random; gives the changes of one message, each in terms of what the one before it left.
    pub fn changes(&mut self, random: &mut Random) -> Value {
        let count = if random.percent(80) { 1 } else { random.within(2..=4) };
        (0..count).map(|_| self.change(random)).collect()
    }

    fn change(&mut self, random: &mut Random) -> Value {
        if random.percent(1) {
            self.text = (0..random.below(40)).filter_map(|_| random.one_of(&PIECES).copied()).collect();
            return json!({"text": self.text});
        }
        let range = self.range(random);
        let typed = if random.percent(15) { "" } else { random.one_of(&PIECES).copied().unwrap_or_default() };
        let said = json!({"range": self.said(&range, random), "text": typed});
        self.text.replace_range(range, typed);
        said
    }

    /// Mostly nothing or a few letters; of a text that has grown too long, more.
    fn range(&self, random: &mut Random) -> Range<usize> {
        let (one, other) = (self.somewhere(random), self.somewhere(random));
        let start = one.min(other);
        if self.text.len() > LONGEST || random.percent(2) {
            return start..one.max(other);
        }
        if random.percent(70) {
            return start..start;
        }
        let letters = random.within(1..=6);
        let rest = &self.text[start..];
        let end = rest.char_indices().nth(letters).map_or(self.text.len(), |it| start + it.0);
        start..self.behind_line_end(end)
    }

    /// A random place between two letters.
    pub fn somewhere(&self, random: &mut Random) -> usize {
        let mut at = random.below(self.text.len() + 1);
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        self.behind_line_end(at)
    }

    /// Nobody can point between the two signs of one line end.
    fn behind_line_end(&self, at: usize) -> usize {
        if self.text[..at].ends_with('\r') && self.text[at..].starts_with('\n') { at + 1 } else { at }
    }

    /// A range as the protocol says it.
    fn said(&self, range: &Range<usize>, random: &mut Random) -> Value {
        let start = self.perhaps_beyond(range.start, random);
        let end = if range.is_empty() { start.clone() } else { self.perhaps_beyond(range.end, random) };
        json!({"start": start, "end": end})
    }

    /// A place; the end of a line sometimes as a column behind it, and the end of the text as a line behind it, which is
    /// the same.
    fn perhaps_beyond(&self, at: usize, random: &mut Random) -> Value {
        let mut place = self.place(at);
        if !random.percent(30) {
            return place;
        }
        if at == self.text.len() && random.percent(50) {
            place["line"] = (place["line"].as_u64().unwrap_or(0) + random.within(1..=9) as u64).into();
        } else if matches!(self.text.as_bytes().get(at), None | Some(b'\n' | b'\r')) {
            let beyond = random.one_of(&[1, 2, 1000, i32::MAX as u64 / 2]).copied().unwrap_or(0);
            place["character"] = (place["character"].as_u64().unwrap_or(0) + beyond).into();
        }
        place
    }

    /// Whether a place is one between two letters of this text.
    pub fn holds(&self, place: &Value) -> bool {
        let number = |key: &str| place[key].as_u64().unwrap_or(u64::MAX) as usize;
        let Some(line) = self.lines().nth(number("line")) else { return false };
        let mut columns = line.chars().scan(0, |column, it| {
            *column += (self.unit)(it);
            Some(*column)
        });
        let column = number("character");
        column == 0 || columns.any(|it| it == column)
    }

    /// The lines without their ends; the text behind the last end is one.
    fn lines(&self) -> impl Iterator<Item = &str> {
        let ends = self.text.match_indices(['\n', '\r']);
        let ends = ends.filter(|(at, it)| *it == "\n" || !self.text[at + 1..].starts_with('\n'));
        let starts = ends.map(|it| it.0 + 1);
        let starts = std::iter::once(0).chain(starts).collect::<Vec<_>>();
        let ends = starts.clone().into_iter().skip(1).chain([self.text.len()]);
        let lines = starts.into_iter().zip(ends).map(|(start, end)| &self.text[start..end]);
        lines.map(|it| it.trim_end_matches(['\n', '\r']))
    }

    /// A byte as the protocol says it.
    pub fn place(&self, at: usize) -> Value {
        let before = &self.text[..at];
        let mut line = 0;
        let mut start = 0;
        for (offset, letter) in before.char_indices() {
            let is_end = letter == '\n' || letter == '\r' && self.text.as_bytes().get(offset + 1) != Some(&b'\n');
            if is_end {
                line += 1;
                start = offset + 1;
            }
        }
        let column: usize = before[start..].chars().map(self.unit).sum();
        json!({"line": line, "character": column})
    }
}
