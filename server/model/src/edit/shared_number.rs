//! A number that several labels of a reference share: in `article 2 bis and ter`, the second is article 2 ter. If they no
//! longer have one number, it is written out.

use std::ops::Range;

use travaux_grammar::{Kind, Label, Language, Suffix, find_number, is_han, suffix_after, write_number};

use super::Edit;
use super::numbers::{NewNumber, targets_of};

/// How far from the last label its number is shared: over a word that joins the two.
const MAX_JOINT_CHARS: usize = 16;

/// The words after a reference in which its last number is shared.
const MAX_SHARED_BYTES: usize = 128;

/// A reference and the labels after it that have its last number.
pub(super) struct SharedNumber<'w> {
    /// The words of the reference.
    words: &'w str,
    /// What follows the reference.
    tail: &'w str,
    language: Language,
    /// The kind of the last label.
    pub(super) kind: Kind,
    /// The last label of the reference.
    pub(super) head: Label,
    /// The labels without a number.
    pub(super) labels: Vec<Label>,
    /// The bytes of these labels after the reference.
    places: Vec<Range<usize>>,
    /// The number as the reference writes it, in Chinese with the noun around it.
    number: &'w str,
    /// The bytes of the number itself in `number`.
    digits: Range<usize>,
}

impl<'w> SharedNumber<'w> {
    /// Finds the labels after a reference that share its last number; `None` if there are none.
    pub(super) fn after(
        words: &'w str,
        tail: &'w str,
        (kind, head): (Kind, Label),
        language: Language,
    ) -> Option<SharedNumber<'w>> {
        // The signs after the number may be a number as well: 第二条之二.
        let (shown, suffix) = find_number(words, head.form, head.number()).into_iter().rev().find_map(|it| {
            let suffix = suffix_after(words, &it.range, head.form, language)?;
            (suffix.suffixes == head.suffixes).then_some((it.range, suffix))
        })?;
        let sign = words[..shown.start].chars().next_back().filter(|it| is_han(*it));
        let start = shown.start - sign.map_or(0, char::len_utf8);
        let noun_end =
            if words[shown.end..suffix.range.start].starts_with(is_han) { suffix.range.start } else { shown.end };
        let digits = shown.start - start..shown.end - start;
        let number = words.get(start..noun_end)?;
        let tail = &tail[..tail.floor_char_boundary(MAX_SHARED_BYTES)];
        let (labels, places) = (Vec::new(), Vec::new());
        let mut shared = SharedNumber { words, tail, language, kind, head, labels, places, number, digits };
        while let Some((label, place)) = shared.next() {
            shared.labels.push(label);
            shared.places.push(place);
        }
        (!shared.labels.is_empty()).then_some(shared)
    }

    /// Returns the next label without a number: suffixes that are read as a further label once the number is before them.
    fn next(&self) -> Option<(Label, Range<usize>)> {
        let from = self.places.last().map_or(0, |it| it.end);
        let rest = &self.tail[from..];
        let mut starts = rest
            .char_indices()
            .take(MAX_JOINT_CHARS)
            .filter(|(_, first)| first.is_alphabetic() || matches!(first, '*' | '_'));
        starts.find_map(|(at, first)| {
            let blank = if is_han(first) { "" } else { " " };
            let numbered = format!("{}{blank}{}", self.number, &rest[at..]);
            let suffix = suffix_after(&numbered, &self.digits, self.head.form, self.language)?;
            if !matches!(suffix.suffixes[0], Suffix::Inserted(_)) {
                return None;
            }
            let label = Label { suffixes: suffix.suffixes, ..self.head };
            let length = suffix.range.end.checked_sub(self.number.len() + blank.len())?;
            let place = from + at..from + at + length;
            let edits = self.places.iter().chain([&place]).map(|it| self.written_out(it, self.number));
            self.reads(&edits.collect::<Vec<_>>(), &label).then_some((label, place))
        })
    }

    fn written_out(&self, place: &Range<usize>, number: &str) -> Edit {
        let suffix = &self.tail[place.clone()];
        let blank = if suffix.starts_with(is_han) { "" } else { " " };
        Edit { range: place.clone(), text: format!("{number}{blank}{suffix}") }
    }

    /// Returns whether the reference goes on to a label after some edits of what follows it.
    fn reads(&self, edits: &[Edit], last: &Label) -> bool {
        let end = edits.last().map_or(0, |it| it.range.end);
        let words = format!("{}{}", self.words, super::applied(&self.tail[..end], edits));
        let targets = targets_of(&words, self.language);
        let read = targets.as_deref().and_then(|it| it.last()).and_then(|it| it.to.or(Some(it.steps.last()?.label)));
        read.is_some_and(|it| it.names_same_provision(last))
    }

    /// Returns the edits of what follows the reference, in its bytes, after which each label has the number that it gets.
    /// `new` are the new numbers of the last label and of those after it. Returns `None` if that cannot be written.
    pub(super) fn edits(&self, new: &[Option<&NewNumber>]) -> Option<Vec<Edit>> {
        let number_of = |it: &Option<&NewNumber>| it.map_or(self.head.number(), |it| it.number);
        let mut before = number_of(new.first()?);
        let mut edits = Vec::new();
        for ((label, place), new) in self.labels.iter().zip(&self.places).zip(&new[1..]) {
            let number = number_of(new);
            let suffix = new.and_then(|it| it.suffix.as_ref()).filter(|it| it.1 != label.suffixes);
            if number == before && suffix.is_none() {
                continue;
            }
            before = number;
            let system = find_number(self.number, self.head.form, self.head.number()).first()?.system;
            let digits = Edit { range: self.digits.clone(), text: write_number(number, self.head.form, system)? };
            let written = super::applied(self.number, &[digits]);
            edits.push(match suffix {
                Some((suffix, _)) => Edit { range: place.clone(), text: written + suffix },
                None => self.written_out(place, &written),
            });
            let suffixes = suffix.map_or(label.suffixes, |it| it.1);
            if !self.reads_number(&edits, &Label { numbers: [number, 0, 0], suffixes, ..*label }) {
                return None;
            }
        }
        Some(edits)
    }

    /// Returns whether the last of some edits writes a label that is read as one, wherever the others have their numbers.
    fn reads_number(&self, edits: &[Edit], last: &Label) -> bool {
        let written: Vec<Edit> = self
            .places
            .iter()
            .filter_map(|place| {
                let edited = edits.iter().find(|it| it.range == *place).cloned();
                let is_before = edits.last().is_some_and(|it| place.start < it.range.start);
                edited.or_else(|| is_before.then(|| self.written_out(place, self.number)))
            })
            .collect();
        self.reads(&written, last)
    }
}
