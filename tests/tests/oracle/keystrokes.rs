//! What a drafter does to a text, before it is known what it meets there; and the hand that does it, in places of the
//! encoding that was agreed, so that the oracle can look at what comes of it.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use travaux_tests::oracle::{Case, Edit, OracleRun, Position, ReferenceText, Reuse};

use crate::fragments::{BEGINNINGS, CHOICES, ENDS, FRAGMENTS, PARAGRAPHS, TERMS, WORDS};

/// One thing that a drafter does.
#[derive(Clone, Debug)]
pub(crate) enum Keystroke {
    /// Some letters are replaced, or none.
    Letters { at: Index, length: usize, with: String },
    /// The same from a line end on: where blocks meet.
    LineEnd { at: Index, length: usize, with: String },
    /// Places that need not be there, nor in order.
    Places { from: (u32, u32), to: (u32, u32), with: String },
    /// The whole text.
    Whole { with: String },
    /// Letter by letter, behind one of the places where some words stand.
    Typed { behind: &'static str, at: Index, words: &'static str },
    /// Some paragraphs are replaced by others; none by some, some by none.
    Paragraphs { at: Index, count: usize, with: Vec<&'static str> },
    /// Some paragraphs are moved.
    Moved { from: Index, count: usize, to: Index },
    /// Some paragraphs are there twice.
    Copied { from: Index, count: usize, to: Index },
    /// A paragraph begins otherwise.
    Begun { at: Index, with: &'static str },
    /// A paragraph ends otherwise: so many of its last letters go.
    Ended { at: Index, length: usize, with: &'static str },
    /// A paragraph is so much longer.
    Lengthened { at: Index, length: usize },
    /// A letter is another.
    Misspelt { at: Index, with: &'static str },
    /// A word is another.
    Reworded { at: Index, with: &'static str },
    /// Two paragraphs are made one.
    Joined { at: Index, with: &'static str },
    /// A paragraph is made two.
    Parted { at: Index, with: &'static str },
    /// A number or a letter of a list is another.
    Number { at: Index, with: &'static str },
    /// Two numbers change places.
    Swapped { one: Index, other: Index },
    /// What a bracket holds is another term.
    Term { at: Index, with: &'static str },
    /// A bracket goes, or becomes another.
    Bracket { at: Index, with: &'static str },
    /// What was done last is undone.
    Undone,
}

/// Anything, in any order.
pub(crate) fn any_stroke() -> impl Strategy<Value = Keystroke> {
    let with = || vec(select(FRAGMENTS), 0..3).prop_map(|it| it.concat());
    let length = || prop_oneof![3 => Just(0), 3 => 1..4usize, 2 => 4..60usize];
    // Few lines, few columns and the most that can be said.
    let place = || {
        let number = || prop_oneof![8 => 0..12u32, 1 => 12..200u32, 1 => Just(u32::MAX)];
        (number(), number())
    };
    prop_oneof![
        6 => (any::<Index>(), length(), with()).prop_map(|it| Keystroke::Letters { at: it.0, length: it.1, with: it.2 }),
        4 => (any::<Index>(), length(), with()).prop_map(|it| Keystroke::LineEnd { at: it.0, length: it.1, with: it.2 }),
        2 => (place(), place(), with()).prop_map(|it| Keystroke::Places { from: it.0, to: it.1, with: it.2 }),
        1 => with().prop_map(|with| Keystroke::Whole { with }),
        4 => structural_stroke(),
    ]
}

/// What changes the structure and leaves most of a long draft as it is.
pub(crate) fn structural_stroke() -> impl Strategy<Value = Keystroke> {
    const LETTERS: &[&str] = &["a", "s", "B", "1", "3", "(", "]", ".", " ", "é", "ة", ""];
    const JOINTS: &[&str] = &["", " ", "\n", "\r\n", "; "];
    const CUTS: &[&str] = &["\n\n", "\r\n\r\n", "\n", "\n\n(b) ", "\n1. ", ": (a) ", "\n\n[", "]\n\n", "\r"];
    const NUMBERS: &[&str] =
        &["1", "2", "3", "7", "12", "2 bis", "3 ter", "1 alt 2", "X", "[4][5]", "IV", "", "ب", "十二"];
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), 0..3usize, vec(select(PARAGRAPHS), 0..3))
            .prop_map(|(at, count, with)| Keystroke::Paragraphs { at, count, with }),
        2 => (index(), 1..6usize, index()).prop_map(|(from, count, to)| Keystroke::Moved { from, count, to }),
        2 => (index(), 1..8usize, index()).prop_map(|(from, count, to)| Keystroke::Copied { from, count, to }),
        2 => (index(), select(BEGINNINGS)).prop_map(|(at, with)| Keystroke::Begun { at, with }),
        4 => (index(), prop_oneof![3 => Just(0), 1 => 1..8usize], select(ENDS))
            .prop_map(|(at, length, with)| Keystroke::Ended { at, length, with }),
        2 => (index(), 100..250usize).prop_map(|(at, length)| Keystroke::Lengthened { at, length }),
        4 => (index(), select(LETTERS)).prop_map(|(at, with)| Keystroke::Misspelt { at, with }),
        4 => (index(), select(WORDS)).prop_map(|(at, with)| Keystroke::Reworded { at, with }),
        2 => (index(), select(JOINTS)).prop_map(|(at, with)| Keystroke::Joined { at, with }),
        2 => (index(), select(CUTS)).prop_map(|(at, with)| Keystroke::Parted { at, with }),
        3 => (index(), select(NUMBERS)).prop_map(|(at, with)| Keystroke::Number { at, with }),
        2 => (index(), index()).prop_map(|(one, other)| Keystroke::Swapped { one, other }),
        3 => (index(), select(vec!["", "", "[", "]", "[["])).prop_map(|(at, with)| Keystroke::Bracket { at, with }),
        1 => (index(), select(WORDS)).prop_map(|(at, words)| Keystroke::Typed { behind: "", at, words }),
        3 => Just(Keystroke::Undone),
    ]
}

/// What changes the choices that a draft offers.
pub(crate) fn choosing_stroke() -> impl Strategy<Value = Keystroke> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), 0..3usize, vec(select(CHOICES), 0..3))
            .prop_map(|(at, count, with)| Keystroke::Paragraphs { at, count, with }),
        3 => (index(), 1..4usize, index()).prop_map(|(from, count, to)| Keystroke::Moved { from, count, to }),
        2 => (index(), 1..4usize, index()).prop_map(|(from, count, to)| Keystroke::Copied { from, count, to }),
        4 => (index(), select(TERMS)).prop_map(|(at, with)| Keystroke::Term { at, with }),
        1 => (index(), select(TERMS)).prop_map(|(at, words)| Keystroke::Typed { behind: "[", at, words }),
        1 => (index(), select(vec!["", "["])).prop_map(|(at, with)| Keystroke::Bracket { at, with }),
        2 => Just(Keystroke::Undone),
    ]
}

/// A drafter at work.
pub(crate) struct Drafter {
    trial: OracleRun,
    /// For each message, what takes it back.
    done: Vec<Vec<Replacement>>,
}

/// Some bytes, `None` for all, and what comes instead. Of several each is in bytes of what the one before it left.
type Replacement = (Option<Range<usize>>, String);

impl Drafter {
    /// A drafter with a draft open.
    pub(crate) fn on(case: Case) -> Drafter {
        Drafter { trial: OracleRun::opened(case), done: Vec::new() }
    }

    /// Does some strokes in one message, or in as few as they can come in; tells what each left as it was.
    pub(crate) fn make(&mut self, strokes: &[Keystroke]) -> Result<Vec<Reuse>, TestCaseError> {
        let mut kept = Vec::new();
        let mut message = Message::on(self.trial.plain());
        for stroke in strokes {
            match stroke {
                Keystroke::Places { from, to, with } => {
                    let places = [from, to].map(|it| Position { line: it.0, column: it.1 });
                    message.add(Some(places), with.clone());
                }
                Keystroke::Typed { behind, at, words } => {
                    kept.extend(self.send(message)?);
                    let start = end_of_one(&self.trial.plain().text, behind, *at);
                    for (place, letter) in words.char_indices() {
                        let mut typed = Message::on(self.trial.plain());
                        typed.replace((Some(start + place..start + place), letter.to_string()));
                        kept.extend(self.send(typed)?);
                    }
                    message = Message::on(self.trial.plain());
                }
                Keystroke::Undone => {
                    kept.extend(self.send(message)?);
                    message = Message::on(self.trial.plain());
                    self.done.pop().into_iter().flatten().for_each(|it| message.replace(it));
                }
                _ => replacements(&message.plain.text, stroke).into_iter().for_each(|it| message.replace(it)),
            }
        }
        kept.extend(self.send(message)?);
        Ok(kept)
    }

    fn send(&mut self, message: Message) -> Result<Option<Reuse>, TestCaseError> {
        if message.edits.is_empty() {
            return Ok(None);
        }
        self.done.push(message.undoing);
        self.trial.send(message.edits).map(Some).map_err(TestCaseError::fail)
    }
}

/// Edits that come together.
struct Message {
    /// The text after them.
    plain: ReferenceText,
    edits: Vec<Edit>,
    /// What takes them back, the last first.
    undoing: Vec<Replacement>,
}

impl Message {
    fn on(plain: &ReferenceText) -> Message {
        Message { plain: plain.clone(), edits: Vec::new(), undoing: Vec::new() }
    }

    fn replace(&mut self, (range, with): Replacement) {
        // What takes several edits back may come out of step where one of them was between the signs of a line end.
        let place = |at: usize| self.plain.place(self.plain.text.floor_char_boundary(at));
        self.add(range.map(|it| [place(it.start), place(it.end)]), with);
    }

    fn add(&mut self, places: Option<[Position; 2]>, with: String) {
        let offsets = places.map(|it| it.map(|it| self.plain.offset(it)));
        let range = offsets.map(|it| it[0].min(it[1])..it[0].max(it[1]));
        let gone = self.plain.text[range.clone().unwrap_or(0..self.plain.text.len())].to_owned();
        self.undoing.insert(0, (range.clone().map(|it| it.start..it.start + with.len()), gone));
        self.plain.replace(range, &with);
        self.edits.push(Edit { range: places, text: with });
    }
}

/// What a stroke replaces; nothing where the text has not what it is for.
fn replacements(text: &str, stroke: &Keystroke) -> Vec<Replacement> {
    let one = |range: Range<usize>, with: &str| vec![(Some(range), with.to_owned())];
    match stroke {
        Keystroke::Letters { at, length, with } => {
            let start = letter_at(text, *at);
            one(start..letter_near(text, start + length), with)
        }
        Keystroke::LineEnd { at, length, with } => {
            let start = letter_at(text, *at);
            let start = text[start..].find(['\r', '\n']).map_or(start, |it| start + it + 1);
            one(start..letter_near(text, start + length), with)
        }
        Keystroke::Whole { with } => vec![(None, with.clone())],
        Keystroke::Paragraphs { at, count, with } => {
            let with: String = with.iter().flat_map(|it| [*it, "\n\n"]).collect();
            one(run(text, *at, *count), &with)
        }
        Keystroke::Moved { from, count, to } => {
            let (from, to) = (run(text, *from, *count), run(text, *to, 0).start);
            let moved = text[from.clone()].to_owned();
            let (cut, pasted) = ((Some(from.clone()), String::new()), (Some(to..to), moved));
            // The later first, so that the other is still where it was.
            if to >= from.end {
                vec![pasted, cut]
            } else if to <= from.start {
                vec![cut, pasted]
            } else {
                Vec::new()
            }
        }
        Keystroke::Copied { from, count, to } => {
            let to = run(text, *to, 0);
            one(to, &text[run(text, *from, *count)])
        }
        Keystroke::Begun { at, with } => {
            let start = run(text, *at, 0).start;
            one(start..start, with)
        }
        Keystroke::Ended { at, length, with } => {
            let paragraph = run(text, *at, 1);
            let end = paragraph_end(text, paragraph.clone());
            let start = letter_near(text, end.saturating_sub(*length)).max(paragraph.start);
            one(start..end, with)
        }
        Keystroke::Lengthened { at, length } => {
            let end = paragraph_end(text, run(text, *at, 1));
            one(end..end, &" and".repeat(length / 4))
        }
        Keystroke::Misspelt { at, with } => {
            let start = letter_at(text, *at);
            one(start..letter_behind(text, start), with)
        }
        Keystroke::Reworded { at, with } => {
            let start = letter_at(text, *at);
            let start = text[..start].rfind(char::is_whitespace).map_or(0, |it| letter_behind(text, it));
            let end = text[start..].find(char::is_whitespace).map_or(text.len(), |it| start + it);
            one(start..end, with)
        }
        Keystroke::Joined { at, with } => {
            let end = run(text, *at, 1).end;
            one(text[..end].trim_end().len()..end, with)
        }
        Keystroke::Parted { at, with } => {
            let start = letter_at(text, *at);
            text[start..].find(' ').map_or_else(Vec::new, |it| one(start + it..start + it + 1, with))
        }
        Keystroke::Number { at, with } => match numbers(text).as_slice() {
            [] => Vec::new(),
            numbers => one(numbers[at.index(numbers.len())].clone(), with),
        },
        Keystroke::Swapped { one, other } => match numbers(text).as_slice() {
            [] => Vec::new(),
            numbers => {
                let (one, other) = (one.index(numbers.len()), other.index(numbers.len()));
                let (first, last) = (numbers[one.min(other)].clone(), numbers[one.max(other)].clone());
                let words = |it: &Range<usize>| text[it.clone()].to_owned();
                vec![(Some(last.clone()), words(&first)), (Some(first), words(&last))]
            }
        },
        Keystroke::Term { at, with } => {
            let openers: Vec<usize> = text.match_indices('[').map(|(start, _)| start + 1).collect();
            match openers.as_slice() {
                [] => Vec::new(),
                openers => {
                    let start = openers[at.index(openers.len())];
                    one(start..text[start..].find(['[', ']']).map_or(text.len(), |it| start + it), with)
                }
            }
        }
        Keystroke::Bracket { at, with } => {
            let brackets: Vec<(usize, &str)> = text.match_indices(['[', ']', '［', '］']).collect();
            match brackets.as_slice() {
                [] => Vec::new(),
                brackets => {
                    let (start, sign) = brackets[at.index(brackets.len())];
                    one(start..start + sign.len(), with)
                }
            }
        }
        // The hand does these by itself.
        Keystroke::Places { .. } | Keystroke::Typed { .. } | Keystroke::Undone => Vec::new(),
    }
}

fn letter_at(text: &str, at: Index) -> usize {
    letter_near(text, at.index(text.len() + 1))
}

/// Where some words end; the end of the text if they are nowhere.
fn end_of_one(text: &str, words: &str, at: Index) -> usize {
    let ends: Vec<usize> = text.match_indices(words).map(|(start, _)| start + words.len()).collect();
    if ends.is_empty() { text.len() } else { ends[at.index(ends.len())] }
}

fn letter_behind(text: &str, offset: usize) -> usize {
    text.ceil_char_boundary(offset + 1)
}

fn letter_near(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

/// Some paragraphs in a row, with the blank lines behind them; between two where there are to be none.
fn run(text: &str, at: Index, count: usize) -> Range<usize> {
    let mut starts = vec![0];
    let mut was_blank = false;
    let mut offset = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let is_blank = line.trim().is_empty();
        if was_blank && !is_blank {
            starts.push(offset);
        }
        was_blank = is_blank;
        offset += line.len();
    }
    starts.push(text.len());
    let first = at.index(starts.len());
    starts[first]..starts[(first + count).min(starts.len() - 1)]
}

fn paragraph_end(text: &str, paragraph: Range<usize>) -> usize {
    paragraph.start + text[paragraph].trim_end().len()
}

/// Numbers, and letters in parentheses.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, letter)) = rest.next() {
        let mut end = start + letter.len_utf8();
        if letter.is_ascii_digit() {
            while let Some((at, digit)) = rest.next_if(|it| it.1.is_ascii_digit()) {
                end = at + digit.len_utf8();
            }
            found.push(start..end);
        } else if text[end..].starts_with([')', '）']) && text[..start].ends_with(['(', '（']) {
            found.push(start..end);
        }
    }
    found
}
