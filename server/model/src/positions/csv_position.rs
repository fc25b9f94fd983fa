//! Parses a row of a CSV positions file into a [`RawPosition`]. Nothing here interprets the values.

use std::borrow::Cow;
use std::ops::Range;

use super::csv::Cell;
use super::keys::{DateKey, Key, SourceKey, VoteKey};
use super::parse_error::quoted;
use super::raw_position::{RawDate, RawPosition, RawSource, RawSpeaker, RawVote, Written, is_language};
use super::validator::Validator;

/// The number of sources that a row can have.
const MAX_SOURCES: usize = 9;

/// The content of the cells in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// `stance`, `forum`
    Key(Key),
    /// `forum_ar`
    Local(Key, String),
    /// `speaker_kind`
    SpeakerKind,
    /// `vote_for`, and `vote_question_ar` with its language
    Vote(VoteKey, Option<String>),
    /// `date_from`
    Date(DateKey),
    /// `source_page`, `source2_title_ar`: the place among the sources, counted from zero, and the language
    Source(usize, SourceKey, Option<String>),
}

/// Returns the columns with some headings. Unknown headings are reported, and those that occur again, whose cells do not
/// count.
pub(super) fn columns(headings: Vec<Cell<'_>>, validator: &mut Validator) -> Vec<Option<Column>> {
    let mut columns: Vec<Option<Column>> = Vec::with_capacity(headings.len());
    for heading in headings {
        let (range, written) = (heading.range.clone(), quoted(&heading.text));
        let found = column(heading, validator);
        let is_second = found.is_some() && columns.contains(&found);
        if is_second {
            validator.error(range, format!("{written} is given twice; the first one counts"));
        }
        columns.push(found.filter(|_| !is_second));
    }
    columns
}

/// Returns the column with a heading, and reports an unknown heading.
fn column(cell: Cell, validator: &mut Validator) -> Option<Column> {
    let heading = cell.text.trim().to_lowercase();
    let found = column_of(&heading);
    if found.is_none() {
        let compound = ["date_from", "forum_en", "note_en", "note_ar", "speaker_kind", "vote_question", "vote_for"];
        let of_source =
            ["source_title", "source_symbol", "source_page", "source_url", "source_footnote", "source_time"];
        let known: Vec<&str> = Key::WORDS.iter().copied().chain(compound).chain(of_source).collect();
        validator.unknown_key(&Written { range: cell.range, text: cell.text }, &known);
    }
    found
}

/// Returns the column with a heading in small letters.
pub(super) fn column_of(heading: &str) -> Option<Column> {
    if let Some(key) = Key::from_word(heading) {
        return (!matches!(key, Key::Vote | Key::Source)).then_some(Column::Key(key));
    }
    if heading == "speaker_kind" {
        return Some(Column::SpeakerKind);
    }
    if let Some(part) = heading.strip_prefix("vote_") {
        let (word, language) = split_language(part);
        let key = VoteKey::from_word(word)?;
        return (language.is_none() || key == VoteKey::Question).then_some(Column::Vote(key, language));
    }
    if let Some(part) = heading.strip_prefix("date_") {
        return DateKey::from_word(part).map(Column::Date);
    }
    if let Some(rest) = heading.strip_prefix("source") {
        let (place, part) = rest.split_once('_')?;
        let place = if place.is_empty() { 1 } else { place.parse().ok()? };
        let (word, language) = split_language(part);
        let key = SourceKey::from_word(word)?;
        let fits = (1..=MAX_SOURCES).contains(&place) && (language.is_none() || key == SourceKey::Title);
        return fits.then(|| Column::Source(place - 1, key, language));
    }
    let (word, language) = split_language(heading);
    let key = Key::from_word(word)?;
    let is_local = matches!(key, Key::Forum | Key::Note | Key::Speaker | Key::ReportedBy);
    language.filter(|_| is_local).map(|it| Column::Local(key, it))
}

/// Splits `title_ar` into the word and the language.
fn split_language(heading: &str) -> (&str, Option<String>) {
    match heading.rsplit_once('_').filter(|it| is_language(it.1)) {
        Some((word, language)) => (word, Some(language.to_owned())),
        None => (heading, None),
    }
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
            Some(Some(column)) => store(column, written, &mut position),
            Some(None) => {}
            None => validator.error(written.range, "this cell is beneath no heading"),
        }
    }
    position
}

fn store<'t>(column: &Column, written: Written<'t>, position: &mut RawPosition<'t>) {
    match column {
        Column::Key(key) => store_key(*key, None, written, position),
        Column::Local(key, language) => store_key(*key, Some(language.clone()), written, position),
        Column::SpeakerKind => {
            let speaker = speaker(position, written.range.clone());
            speaker.kind = Some(written);
        }
        Column::Vote(VoteKey::Question, language) => {
            position.vote.get_or_insert_with(RawVote::default).question.add(language.clone(), written);
        }
        Column::Vote(key, _) => position.vote.get_or_insert_with(RawVote::default).set(*key, written),
        Column::Date(key) => date(position, written.range.clone()).set(*key, written),
        Column::Source(place, key, language) => {
            if position.sources.len() <= *place {
                position.sources.resize_with(place + 1, RawSource::default);
            }
            let source = &mut position.sources[*place];
            match key {
                SourceKey::Title => source.title.add(language.clone(), written),
                _ => source.set(*key, written),
            }
        }
    }
}

fn store_key<'t>(key: Key, language: Option<String>, written: Written<'t>, position: &mut RawPosition<'t>) {
    match key {
        Key::Delegations => position.delegations.extend(names(&written)),
        Key::OnBehalfOf => position.on_behalf_of.extend(names(&written)),
        Key::Kind => position.kinds.extend(names(&written)),
        Key::Target => position.targets.extend(names(&written)),
        Key::Speaker => speaker(position, written.range.clone()).name.add(language, written),
        Key::ReportedBy => position.reported_by.add(language, written),
        Key::Forum => position.forum.add(language, written),
        Key::Note => position.note.add(language, written),
        Key::Stance => position.stance = Some(written),
        Key::Topic => position.topic = Some(written),
        Key::Alternative => position.alternative = Some(written),
        Key::Date => {
            let date = date(position, written.range.clone());
            date.on = Some(written);
        }
        // These have columns for their parts only.
        Key::Vote | Key::Source => {}
    }
}

/// Returns the only speaker of a row.
fn speaker<'p, 't>(position: &'p mut RawPosition<'t>, head: Range<usize>) -> &'p mut RawSpeaker<'t> {
    if position.speakers.is_empty() {
        position.speakers.push(RawSpeaker { head, ..RawSpeaker::default() });
    }
    &mut position.speakers[0]
}

fn date<'p, 't>(position: &'p mut RawPosition<'t>, head: Range<usize>) -> &'p mut RawDate<'t> {
    position.date.get_or_insert_with(|| RawDate { head, ..RawDate::default() })
}

/// Returns the names in one cell. If the cell contains a doubled quotation mark, its names have no ranges of
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
