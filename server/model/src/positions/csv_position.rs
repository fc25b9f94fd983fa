//! Parses a row of a CSV positions file into a [`RawPosition`]. Nothing here interprets the values.

use std::borrow::Cow;
use std::ops::Range;

use super::csv::Cell;
use super::raw_position::{KEYS, RawPosition, SOURCE_KEYS, Validator, Written, is_language};

/// The content of the cells in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Key(&'static str),
    Note(String),
    Source(&'static str),
}

/// Returns the column with a heading, and reports an unknown heading.
pub(super) fn column(cell: Cell, validator: &mut Validator) -> Option<Column> {
    let heading = cell.text.trim().to_lowercase();
    if let Some(language) = heading.strip_prefix("note_").filter(|it| is_language(it)) {
        return Some(Column::Note(language.to_owned()));
    }
    let of_source = |part: &str| SOURCE_KEYS.into_iter().find(|it| *it == part);
    if let Some(part) = heading.strip_prefix("source_").and_then(of_source) {
        return Some(Column::Source(part));
    }
    let single = &KEYS[..6];
    if let Some(key) = single.iter().find(|it| **it == heading) {
        return Some(Column::Key(key));
    }
    let compound = ["note_en", "note_ar", "source_title", "source_symbol", "source_page", "source_url"];
    let known: Vec<&str> = single.iter().copied().chain(compound).collect();
    validator.unknown_key(&Written { range: cell.range, text: cell.text }, &known);
    None
}

/// Parses one row. An empty cell is an absent key.
pub(super) fn csv_position<'t>(
    row: Vec<Cell<'t>>,
    columns: &[Option<Column>],
    validator: &mut Validator,
) -> RawPosition<'t> {
    let start = row.first().map_or(0, |it| it.range.start);
    let end = row.last().map_or(start, |it| it.range.end);
    let mut position = RawPosition { range: start..end, head: start..end, ..RawPosition::default() };
    for (place, cell) in row.into_iter().enumerate() {
        if cell.text.trim().is_empty() {
            continue;
        }
        let written = Written { range: cell.range, text: cell.text };
        match columns.get(place) {
            Some(Some(Column::Key("delegations"))) => position.delegations.extend(names(&written)),
            Some(Some(Column::Key(key))) => *position.text_mut(key) = Some(written),
            Some(Some(Column::Note(language))) => position.note.push((language.clone(), written)),
            Some(Some(Column::Source(part))) => position.source.push((part, written)),
            Some(None) => {}
            None => validator.error(written.range, "this cell is beneath no heading"),
        }
    }
    position
}

/// Returns the delegations of one cell. If the cell contains a doubled quotation mark, its names have no ranges of
/// their own, and each gets the range of the cell.
fn names<'t>(cell: &Written<'t>) -> Vec<Written<'t>> {
    let inset = usize::from(cell.range.len() > cell.text.len());
    let exact = matches!(cell.text, Cow::Borrowed(_));
    let mut at = 0;
    let mut names = Vec::new();
    for part in cell.text.split(';') {
        let name = part.trim();
        let before = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        if name.is_empty() {
            continue;
        }
        let start = cell.range.start + inset + before;
        let range: Range<usize> = if exact { start..start + name.len() } else { cell.range.clone() };
        names.push(Written { range, text: Cow::Owned(name.to_owned()) });
    }
    names
}
