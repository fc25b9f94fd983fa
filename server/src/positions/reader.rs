//! Positions files, in JSON and in CSV: text in, positions and faults out.
//!
//! Reading never fails as a whole and touches no file. What was not understood is a
//! fault at its place; everything else counts.

use std::borrow::Cow;
use std::ops::Range;

use super::delegation::Delegations;
use super::entry::{Entry, KEYS, Reading, SOURCE_KEYS, Written};
use super::fault::{Fault, quoted};
use super::json::{self, Json, Member, Node};
use super::position::Position;
use super::sheet;

/// What a positions file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionsFile {
    /// The draft it is about, as the file names it; a sheet names none.
    pub draft: Option<String>,
    /// The positions that were understood, in the file's order.
    pub positions: Vec<Position>,
    /// What was not understood.
    pub faults: Vec<Fault>,
}

/// Reads a `*.positions.json`: an object with `draft` and a list of `positions`.
pub fn read_json(text: &str, delegations: &Delegations) -> PositionsFile {
    let mut reading = Reading::new(delegations);
    let (root, faults) = json::read(text);
    reading.faults = faults;
    let mut file = PositionsFile::default();
    for member in root.map_or_else(Vec::new, |it| object(it, "a positions file", &mut reading)) {
        match &*member.key {
            "$schema" => {}
            "draft" => {
                file.draft = string(member, "draft", &mut reading).map(|it| it.text.into_owned());
            }
            "positions" => {
                for node in list(member, &mut reading) {
                    let entry = json_entry(node, &mut reading);
                    file.positions.extend(entry.and_then(|it| reading.position(it)));
                }
            }
            _ => unknown(&member, &["$schema", "draft", "positions"], &mut reading),
        }
    }
    PositionsFile { faults: in_order(reading.faults), ..file }
}

/// Reads a `*.positions.csv`: a heading, then one position a row. Delegations share
/// a cell, separated by `;`; notes are in `note_en`, `note_ar` and so on, and the
/// source in `source_title`, `source_symbol`, `source_page` and `source_url`.
pub fn read_csv(text: &str, delegations: &Delegations) -> PositionsFile {
    let mut reading = Reading::new(delegations);
    let mut rows = sheet::rows(text);
    let Some(heading) = rows.next() else {
        let faults = vec![Fault::new(0..text.len(), "this file is empty")];
        return PositionsFile { faults, ..PositionsFile::default() };
    };
    let columns: Vec<Option<Column>> =
        heading.into_iter().map(|it| column(it, &mut reading)).collect();
    let mut missing = Vec::new();
    for key in ["delegations", "stance", "target"] {
        if !columns.contains(&Some(Column::Key(key))) {
            reading.fault(0..text.len().min(1), format!("this sheet has no column {}", quoted(key)));
            missing.push(key);
        }
    }
    let mut positions = Vec::new();
    for row in rows.by_ref() {
        let mut entry = csv_entry(row, &columns, &mut reading);
        entry.reported.extend(&missing);
        positions.extend(reading.position(entry));
    }
    reading.faults.extend(rows.fault);
    PositionsFile { draft: None, positions, faults: in_order(reading.faults) }
}

fn in_order(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by_key(|it| (it.range.start, it.range.end));
    faults
}

/// An entry that the file breaks off in is left out without more ado: the break is
/// reported, and the rest of the entry cannot be known.
fn json_entry<'t>(node: Node<'t>, reading: &mut Reading) -> Option<Entry<'t>> {
    if !node.whole {
        return None;
    }
    let range = node.range.clone();
    if !matches!(node.value, Json::Object(_)) {
        reading.fault(range, "a position is an object");
        return None;
    }
    let head = range.start..range.start + 1;
    let mut entry = Entry { range, head, ..Entry::default() };
    for member in object(node, "a position", reading) {
        let Some(key) = KEYS.into_iter().find(|it| *it == member.key) else {
            unknown(&member, &KEYS, reading);
            continue;
        };
        if matches!(member.node.value, Json::Null) {
            continue;
        }
        match key {
            "delegations" => {
                if !matches!(member.node.value, Json::List(_)) {
                    entry.reported.push(key);
                }
                for node in list(member, reading) {
                    entry.delegations.extend(text(node, "a delegation", reading));
                }
            }
            "note" => {
                let languages = object(member.node, "a note", reading);
                entry.note.extend(languages.into_iter().filter_map(|it| note(it, reading)));
            }
            "source" => {
                for part in object(member.node, "a source", reading) {
                    entry.source.extend(source_part(part, reading));
                }
            }
            _ => {
                let value = string(member, key, reading);
                if value.is_none() {
                    entry.reported.push(key);
                }
                *field(&mut entry, key) = value;
            }
        }
    }
    Some(entry)
}

/// The place in an entry of a key with a single text.
fn field<'e, 't>(entry: &'e mut Entry<'t>, key: &str) -> &'e mut Option<Written<'t>> {
    match key {
        "stance" => &mut entry.stance,
        "target" => &mut entry.target,
        "alternative" => &mut entry.alternative,
        "date" => &mut entry.date,
        _ => &mut entry.forum,
    }
}

fn note<'t>(member: Member<'t>, reading: &mut Reading) -> Option<(String, Written<'t>)> {
    if !is_language(&member.key) {
        let message = format!("{} is no language code, as \"en\" is", quoted(&member.key));
        reading.fault(member.key_range, message);
        return None;
    }
    let language = member.key.clone().into_owned();
    text(member.node, "a note in one language", reading).map(|it| (language, it))
}

fn source_part<'t>(
    member: Member<'t>,
    reading: &mut Reading,
) -> Option<(&'static str, Written<'t>)> {
    let Some(key) = SOURCE_KEYS.into_iter().find(|it| *it == member.key) else {
        unknown(&member, &SOURCE_KEYS, reading);
        return None;
    };
    match member.node.value {
        Json::Null => None,
        Json::Number(digits) if key == "page" => {
            Some((key, Written { range: member.node.range, text: Cow::Borrowed(digits) }))
        }
        _ => string(member, key, reading).map(|it| (key, it)),
    }
}

fn unknown(member: &Member, known: &[&str], reading: &mut Reading) {
    let written = Written { range: member.key_range.clone(), text: member.key.clone() };
    reading.unknown_key(&written, known);
}

/// The members of an object, each key once; a fault and nothing for another value.
pub(super) fn object<'t>(node: Node<'t>, what: &str, reading: &mut Reading) -> Vec<Member<'t>> {
    let Json::Object(members) = node.value else {
        reading.fault(node.range, format!("{what} is an object"));
        return Vec::new();
    };
    let mut seen = rustc_hash::FxHashSet::default();
    let mut once = Vec::with_capacity(members.len());
    for member in members {
        if seen.insert(member.key.clone()) {
            once.push(member);
        } else {
            let message = format!("{} is given twice; the first one counts", quoted(&member.key));
            reading.fault(member.key_range, message);
        }
    }
    once
}

/// The values of a list; a fault and nothing for another value.
pub(super) fn list<'t>(member: Member<'t>, reading: &mut Reading) -> Vec<Node<'t>> {
    let Json::List(nodes) = member.node.value else {
        reading.fault(member.node.range, format!("{} is a list", quoted(&member.key)));
        return Vec::new();
    };
    nodes
}

/// The text of a key's value; a fault and nothing for another value.
pub(super) fn string<'t>(
    member: Member<'t>,
    key: &str,
    reading: &mut Reading,
) -> Option<Written<'t>> {
    text(member.node, &quoted(key), reading)
}

/// A text without the blanks around it; a fault and nothing for another value. Its
/// range leaves out the quotation marks.
pub(super) fn text<'t>(node: Node<'t>, what: &str, reading: &mut Reading) -> Option<Written<'t>> {
    let Json::Text(text) = node.value else {
        reading.fault(node.range, format!("{what} is a text in quotation marks"));
        return None;
    };
    let inside = node.range.start + 1..node.range.end - 1;
    Some(Written { range: inside, text })
}

fn is_language(code: &str) -> bool {
    let letters = code.split('-').next().unwrap_or("");
    matches!(letters.len(), 2 | 3) && letters.bytes().all(|it| it.is_ascii_lowercase())
}

/// What the cells beneath a heading are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Key(&'static str),
    Note(String),
    Source(&'static str),
}

fn column(cell: sheet::Cell, reading: &mut Reading) -> Option<Column> {
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
    let compound =
        ["note_en", "note_ar", "source_title", "source_symbol", "source_page", "source_url"];
    let known: Vec<&str> = single.iter().copied().chain(compound).collect();
    reading.unknown_key(&Written { range: cell.range, text: cell.text }, &known);
    None
}

fn csv_entry<'t>(
    row: Vec<sheet::Cell<'t>>,
    columns: &[Option<Column>],
    reading: &mut Reading,
) -> Entry<'t> {
    let start = row.first().map_or(0, |it| it.range.start);
    let end = row.last().map_or(start, |it| it.range.end);
    let mut entry = Entry { range: start..end, head: start..end, ..Entry::default() };
    for (place, cell) in row.into_iter().enumerate() {
        if cell.text.trim().is_empty() {
            continue;
        }
        let written = Written { range: cell.range, text: cell.text };
        match columns.get(place) {
            Some(Some(Column::Key("delegations"))) => entry.delegations.extend(names(&written)),
            Some(Some(Column::Key(key))) => *field(&mut entry, key) = Some(written),
            Some(Some(Column::Note(language))) => entry.note.push((language.clone(), written)),
            Some(Some(Column::Source(part))) => entry.source.push((part, written)),
            Some(None) => {}
            None => reading.fault(written.range, "this cell is beneath no heading"),
        }
    }
    entry
}

/// The delegations of one cell. Where the cell holds a doubled quotation mark its
/// names have no bytes of their own, and the whole cell stands for each.
fn names<'t>(cell: &Written<'t>) -> Vec<Written<'t>> {
    let inset = (cell.range.len() - cell.text.len().min(cell.range.len())) / 2;
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
        let range: Range<usize> =
            if exact { start..start + name.len() } else { cell.range.clone() };
        names.push(Written { range, text: Cow::Owned(name.to_owned()) });
    }
    names
}
