//! Random actions at the keyboard, and a drafter that applies them to a draft as messages with positions, which the
//! oracle checks. An action is chosen before the text is known; `Index` values select where it applies.

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use travaux_tests::oracle::{Case, Edit, OracleRun, Position, ReferenceText, Reuse};

use crate::fragments::{BEGINNINGS, CHOICES, ENDS, FRAGMENTS, PARAGRAPHS, TERMS, WORDS};

/// One action at the keyboard: typing, deleting, pasting, moving, undoing.
#[derive(Clone, Debug)]
pub(crate) enum Keystroke {
    /// Replaces characters.
    Characters { at: Index, length: usize, with: String },
    /// Replaces characters from a line end on, where blocks meet.
    LineEnd { at: Index, length: usize, with: String },
    /// Replaces a range of positions, which may be outside the text or reversed.
    Positions { from: (u32, u32), to: (u32, u32), with: String },
    /// Replaces the whole text.
    Whole { with: String },
    /// Types words, one character a message, after an occurrence of some text.
    Typed { after: &'static str, at: Index, words: &'static str },
    /// Replaces paragraphs by others. Either may be none.
    Paragraphs { at: Index, count: usize, with: Vec<&'static str> },
    /// Moves paragraphs.
    Moved { from: Index, count: usize, to: Index },
    /// Copies paragraphs.
    Copied { from: Index, count: usize, to: Index },
    /// Inserts text at the beginning of a paragraph.
    Begun { at: Index, with: &'static str },
    /// Replaces the last `length` bytes of a paragraph.
    Ended { at: Index, length: usize, with: &'static str },
    /// Makes a paragraph longer.
    Lengthened { at: Index, length: usize },
    /// Replaces a character.
    Misspelt { at: Index, with: &'static str },
    /// Replaces a word.
    Reworded { at: Index, with: &'static str },
    /// Joins two paragraphs.
    Joined { at: Index, with: &'static str },
    /// Splits a paragraph.
    Split { at: Index, with: &'static str },
    /// Replaces a number or a list character.
    Number { at: Index, with: &'static str },
    /// Exchanges two numbers.
    Swapped { one: Index, other: Index },
    /// Replaces the text after an opening bracket.
    Term { at: Index, with: &'static str },
    /// Deletes or replaces a bracket.
    Bracket { at: Index, with: &'static str },
    /// Undoes the last message.
    Undone,
}

/// Any action.
pub(crate) fn any_keystroke() -> impl Strategy<Value = Keystroke> {
    let with = || vec(select(FRAGMENTS), 0..3).prop_map(|it| it.concat());
    let length = || prop_oneof![3 => Just(0), 3 => 1..4usize, 2 => 4..60usize];
    // Mostly low numbers, and sometimes the greatest.
    let place = || {
        let number = || prop_oneof![8 => 0..12u32, 1 => 12..200u32, 1 => Just(u32::MAX)];
        (number(), number())
    };
    prop_oneof![
        6 => (any::<Index>(), length(), with()).prop_map(|it| Keystroke::Characters { at: it.0, length: it.1, with: it.2 }),
        4 => (any::<Index>(), length(), with()).prop_map(|it| Keystroke::LineEnd { at: it.0, length: it.1, with: it.2 }),
        2 => (place(), place(), with()).prop_map(|it| Keystroke::Positions { from: it.0, to: it.1, with: it.2 }),
        1 => with().prop_map(|with| Keystroke::Whole { with }),
        4 => structural_keystroke(),
    ]
}

/// Actions that change the structure of a small part of a draft.
pub(crate) fn structural_keystroke() -> impl Strategy<Value = Keystroke> {
    const CHARACTERS: &[&str] = &["a", "s", "B", "1", "3", "(", "]", ".", " ", "é", "ة", ""];
    const JOINS: &[&str] = &["", " ", "\n", "\r\n", "; "];
    const SPLITS: &[&str] = &["\n\n", "\r\n\r\n", "\n", "\n\n(b) ", "\n1. ", ": (a) ", "\n\n[", "]\n\n", "\r"];
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
        4 => (index(), select(CHARACTERS)).prop_map(|(at, with)| Keystroke::Misspelt { at, with }),
        4 => (index(), select(WORDS)).prop_map(|(at, with)| Keystroke::Reworded { at, with }),
        2 => (index(), select(JOINS)).prop_map(|(at, with)| Keystroke::Joined { at, with }),
        2 => (index(), select(SPLITS)).prop_map(|(at, with)| Keystroke::Split { at, with }),
        3 => (index(), select(NUMBERS)).prop_map(|(at, with)| Keystroke::Number { at, with }),
        2 => (index(), index()).prop_map(|(one, other)| Keystroke::Swapped { one, other }),
        3 => (index(), select(vec!["", "", "[", "]", "[["])).prop_map(|(at, with)| Keystroke::Bracket { at, with }),
        1 => (index(), select(WORDS)).prop_map(|(at, words)| Keystroke::Typed { after: "", at, words }),
        3 => Just(Keystroke::Undone),
    ]
}

/// Actions that change alternatives.
pub(crate) fn alternatives_keystroke() -> impl Strategy<Value = Keystroke> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), 0..3usize, vec(select(CHOICES), 0..3))
            .prop_map(|(at, count, with)| Keystroke::Paragraphs { at, count, with }),
        3 => (index(), 1..4usize, index()).prop_map(|(from, count, to)| Keystroke::Moved { from, count, to }),
        2 => (index(), 1..4usize, index()).prop_map(|(from, count, to)| Keystroke::Copied { from, count, to }),
        4 => (index(), select(TERMS)).prop_map(|(at, with)| Keystroke::Term { at, with }),
        1 => (index(), select(TERMS)).prop_map(|(at, words)| Keystroke::Typed { after: "[", at, words }),
        1 => (index(), select(vec!["", "["])).prop_map(|(at, with)| Keystroke::Bracket { at, with }),
        2 => Just(Keystroke::Undone),
    ]
}

/// Applies keystrokes to a draft that the oracle checks.
pub(crate) struct Drafter {
    run: OracleRun,
    /// For each message, the replacements that undo it.
    undo_stack: Vec<Vec<Replacement>>,
}

/// A byte range, or `None` for the whole text, and the new text. In a sequence each is relative to the text after the
/// previous one.
type Replacement = (Option<Range<usize>>, String);

impl Drafter {
    /// Opens the draft of a case.
    pub(crate) fn on(case: Case) -> Drafter {
        Drafter { run: OracleRun::opened(case), undo_stack: Vec::new() }
    }

    /// Applies keystrokes in as few messages as possible, and returns what each message reused.
    pub(crate) fn perform(&mut self, keystrokes: &[Keystroke]) -> Result<Vec<Reuse>, TestCaseError> {
        let mut reused = Vec::new();
        let mut message = Message::on(self.run.reference());
        for keystroke in keystrokes {
            match keystroke {
                Keystroke::Positions { from, to, with } => {
                    let positions = [from, to].map(|it| Position { line: it.0, column: it.1 });
                    message.add(Some(positions), with.clone());
                }
                Keystroke::Typed { after, at, words } => {
                    reused.extend(self.send(message)?);
                    let start = end_of_occurrence(&self.run.reference().text, after, *at);
                    for (offset, character) in words.char_indices() {
                        let mut typed = Message::on(self.run.reference());
                        typed.replace((Some(start + offset..start + offset), character.to_string()));
                        reused.extend(self.send(typed)?);
                    }
                    message = Message::on(self.run.reference());
                }
                Keystroke::Undone => {
                    reused.extend(self.send(message)?);
                    message = Message::on(self.run.reference());
                    self.undo_stack.pop().into_iter().flatten().for_each(|it| message.replace(it));
                }
                _ => replacements(&message.text.text, keystroke).into_iter().for_each(|it| message.replace(it)),
            }
        }
        reused.extend(self.send(message)?);
        Ok(reused)
    }

    fn send(&mut self, message: Message) -> Result<Option<Reuse>, TestCaseError> {
        if message.edits.is_empty() {
            return Ok(None);
        }
        self.undo_stack.push(message.undo);
        self.run.send(message.edits).map(Some).map_err(TestCaseError::fail)
    }
}

/// Edits that are sent in one message.
struct Message {
    /// The text after the edits.
    text: ReferenceText,
    edits: Vec<Edit>,
    /// The replacements that undo the edits, the last first.
    undo: Vec<Replacement>,
}

impl Message {
    fn on(text: &ReferenceText) -> Message {
        Message { text: text.clone(), edits: Vec::new(), undo: Vec::new() }
    }

    fn replace(&mut self, (range, with): Replacement) {
        // An undo may be inexact if one of its edits was inside a CRLF.
        let position = |at: usize| self.text.position(self.text.text.floor_char_boundary(at));
        self.add(range.map(|it| [position(it.start), position(it.end)]), with);
    }

    fn add(&mut self, positions: Option<[Position; 2]>, with: String) {
        let offsets = positions.map(|it| it.map(|it| self.text.offset(it)));
        let range = offsets.map(|it| it[0].min(it[1])..it[0].max(it[1]));
        let old = self.text.text[range.clone().unwrap_or(0..self.text.text.len())].to_owned();
        self.undo.insert(0, (range.clone().map(|it| it.start..it.start + with.len()), old));
        self.text.replace(range, &with);
        self.edits.push(Edit { range: positions, text: with });
    }
}

/// Returns the replacements of a keystroke; none if the text has nothing to which it applies.
fn replacements(text: &str, keystroke: &Keystroke) -> Vec<Replacement> {
    match keystroke {
        Keystroke::Characters { .. }
        | Keystroke::LineEnd { .. }
        | Keystroke::Whole { .. }
        | Keystroke::Misspelt { .. }
        | Keystroke::Reworded { .. }
        | Keystroke::Split { .. } => in_text(text, keystroke),
        Keystroke::Paragraphs { .. }
        | Keystroke::Moved { .. }
        | Keystroke::Copied { .. }
        | Keystroke::Begun { .. }
        | Keystroke::Ended { .. }
        | Keystroke::Lengthened { .. }
        | Keystroke::Joined { .. } => in_paragraphs(text, keystroke),
        Keystroke::Number { .. } | Keystroke::Swapped { .. } | Keystroke::Term { .. } | Keystroke::Bracket { .. } => {
            in_tokens(text, keystroke)
        }
        // The drafter handles these itself.
        Keystroke::Positions { .. } | Keystroke::Typed { .. } | Keystroke::Undone => Vec::new(),
    }
}

/// Replacements of characters and words.
fn in_text(text: &str, keystroke: &Keystroke) -> Vec<Replacement> {
    let one = |range: Range<usize>, with: &str| vec![(Some(range), with.to_owned())];
    match keystroke {
        Keystroke::Characters { at, length, with } => {
            let start = boundary_at(text, *at);
            one(start..boundary_near(text, start + length), with)
        }
        Keystroke::LineEnd { at, length, with } => {
            let start = boundary_at(text, *at);
            let start = text[start..].find(['\r', '\n']).map_or(start, |it| start + it + 1);
            one(start..boundary_near(text, start + length), with)
        }
        Keystroke::Whole { with } => vec![(None, with.clone())],
        Keystroke::Misspelt { at, with } => {
            let start = boundary_at(text, *at);
            one(start..boundary_after(text, start), with)
        }
        Keystroke::Reworded { at, with } => {
            let start = boundary_at(text, *at);
            let start = text[..start].rfind(char::is_whitespace).map_or(0, |it| boundary_after(text, it));
            let end = text[start..].find(char::is_whitespace).map_or(text.len(), |it| start + it);
            one(start..end, with)
        }
        Keystroke::Split { at, with } => {
            let start = boundary_at(text, *at);
            text[start..].find(' ').map_or_else(Vec::new, |it| one(start + it..start + it + 1, with))
        }
        _ => Vec::new(),
    }
}

/// Replacements of whole paragraphs and at their ends.
fn in_paragraphs(text: &str, keystroke: &Keystroke) -> Vec<Replacement> {
    let one = |range: Range<usize>, with: &str| vec![(Some(range), with.to_owned())];
    match keystroke {
        Keystroke::Paragraphs { at, count, with } => {
            let with: String = with.iter().flat_map(|it| [*it, "\n\n"]).collect();
            one(paragraphs(text, *at, *count), &with)
        }
        Keystroke::Moved { from, count, to } => {
            let (from, to) = (paragraphs(text, *from, *count), paragraphs(text, *to, 0).start);
            let moved = text[from.clone()].to_owned();
            let (cut, pasted) = ((Some(from.clone()), String::new()), (Some(to..to), moved));
            // The later one first, so that the offsets of the other stay valid.
            if to >= from.end {
                vec![pasted, cut]
            } else if to <= from.start {
                vec![cut, pasted]
            } else {
                Vec::new()
            }
        }
        Keystroke::Copied { from, count, to } => {
            let to = paragraphs(text, *to, 0);
            one(to, &text[paragraphs(text, *from, *count)])
        }
        Keystroke::Begun { at, with } => {
            let start = paragraphs(text, *at, 0).start;
            one(start..start, with)
        }
        Keystroke::Ended { at, length, with } => {
            let paragraph = paragraphs(text, *at, 1);
            let end = paragraph_end(text, paragraph.clone());
            let start = boundary_near(text, end.saturating_sub(*length)).max(paragraph.start);
            one(start..end, with)
        }
        Keystroke::Lengthened { at, length } => {
            let end = paragraph_end(text, paragraphs(text, *at, 1));
            one(end..end, &" and".repeat(length / 4))
        }
        Keystroke::Joined { at, with } => {
            let end = paragraphs(text, *at, 1).end;
            one(text[..end].trim_end().len()..end, with)
        }
        _ => Vec::new(),
    }
}

/// Replacements of numbers and brackets.
fn in_tokens(text: &str, keystroke: &Keystroke) -> Vec<Replacement> {
    let one = |range: Range<usize>, with: &str| vec![(Some(range), with.to_owned())];
    match keystroke {
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
        _ => Vec::new(),
    }
}

fn boundary_at(text: &str, at: Index) -> usize {
    boundary_near(text, at.index(text.len() + 1))
}

/// Returns the end of an occurrence of some words, or the end of the text if there is none.
fn end_of_occurrence(text: &str, words: &str, at: Index) -> usize {
    let ends: Vec<usize> = text.match_indices(words).map(|(start, _)| start + words.len()).collect();
    if ends.is_empty() { text.len() } else { ends[at.index(ends.len())] }
}

fn boundary_after(text: &str, offset: usize) -> usize {
    text.ceil_char_boundary(offset + 1)
}

fn boundary_near(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

/// Returns a range of consecutive paragraphs with the blank lines after them; an empty range between two paragraphs if
/// `count` is 0.
fn paragraphs(text: &str, at: Index, count: usize) -> Range<usize> {
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

/// Returns the ranges of numbers, and of single characters in parentheses.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        let mut end = start + character.len_utf8();
        if character.is_ascii_digit() {
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
