//! The value at a byte of a positions file, also of one that is being written: what an editor completes, and the target
//! from which it goes to the provision.

use std::ops::Range;

use super::csv;
use super::csv_position::{Column, column_of};
use super::keys::Key;

/// A value of a positions file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueAt {
    /// The kind of value.
    pub kind: ValueKind,
    /// Its bytes, without quotation marks.
    pub range: Range<usize>,
}

/// The kinds of values that an editor knows something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// The name or code of a delegation.
    Delegation,
    /// A stance.
    Stance,
    /// The address of a provision.
    Target,
    /// The slug of a topic.
    Topic,
    /// A bracketed text.
    Alternative,
}

/// Returns the value at a byte of a `*.positions.json`.
pub fn value_in_json(text: &str, offset: usize) -> Option<ValueAt> {
    let bytes = text.as_bytes();
    // The keys of the objects and lists around the byte; a list has that of its own place.
    let mut keys: Vec<Option<&str>> = Vec::new();
    let mut is_object: Vec<bool> = Vec::new();
    let mut is_value = false;
    let mut at = 0;
    while at < offset.min(bytes.len()) {
        match bytes[at] {
            b'"' => {
                let end = string_end(bytes, at + 1);
                let inside = at + 1..end;
                if inside.start <= offset && offset <= inside.end {
                    let is_value = is_value || is_object.last() == Some(&false);
                    let kind = kind_of_key(keys.last().copied().flatten().filter(|_| is_value)?)?;
                    return Some(ValueAt { kind, range: inside });
                }
                if is_object.last() == Some(&true) && !is_value {
                    *keys.last_mut()? = text.get(inside);
                }
                at = end;
            }
            b':' => is_value = true,
            b',' => is_value = false,
            b'{' => {
                keys.push(None);
                is_object.push(true);
                is_value = false;
            }
            b'[' => {
                keys.push(keys.last().copied().flatten());
                is_object.push(false);
            }
            b'}' | b']' => {
                keys.pop();
                is_object.pop();
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// Returns the end of a string that begins at `from`: its closing mark, or the end of its line.
fn string_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' | b'\n' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn kind_of_key(key: &str) -> Option<ValueKind> {
    match Key::from_word(key)? {
        Key::Delegations | Key::OnBehalfOf | Key::ReportedBy => Some(ValueKind::Delegation),
        Key::Stance => Some(ValueKind::Stance),
        Key::Target => Some(ValueKind::Target),
        Key::Topic => Some(ValueKind::Topic),
        Key::Alternative => Some(ValueKind::Alternative),
        Key::Speaker | Key::Kind | Key::Vote | Key::Date | Key::Forum | Key::Note | Key::Source => None,
    }
}

/// Returns the value at a byte of a `*.positions.csv`.
pub fn value_in_csv(text: &str, offset: usize) -> Option<ValueAt> {
    let mut rows = csv::rows(text);
    let heading = rows.next()?;
    let holds = |it: &Range<usize>| it.start <= offset && offset <= it.end;
    let row = rows.find(|it| it.last().is_some_and(|it| it.range.end >= offset))?;
    let (index, cell) = row.iter().enumerate().find(|(_, it)| holds(&it.range))?;
    let column = column_of(&heading.get(index)?.text.trim().to_lowercase())?;
    let Column::Key(key) = column else { return None };
    let kind = kind_of_key(key.word())?;
    // Delegations and targets share a cell.
    let written = text.get(cell.range.clone())?;
    let before = written.get(..offset - cell.range.start)?;
    let from = before.rfind([';', '"']).map_or(0, |it| it + 1);
    let end = written[before.len()..].find([';', '"']).map_or(written.len(), |it| before.len() + it);
    let piece = written.get(from..end)?;
    let start = cell.range.start + from + (piece.len() - piece.trim_start().len());
    let range = start..start + piece.trim().len();
    (range.start <= offset).then_some(ValueAt { kind, range })
}

#[cfg(test)]
mod tests {
    use super::{ValueKind, value_in_csv, value_in_json};

    fn check(read: fn(&str, usize) -> Option<super::ValueAt>, marked: &str, expected: Option<(ValueKind, &str)>) {
        let offset = marked.find("$0").unwrap();
        let text = marked.replacen("$0", "", 1);
        let found = read(&text, offset).map(|it| (it.kind, text[it.range].to_owned()));
        assert_eq!(found.as_ref().map(|it| (it.0, it.1.as_str())), expected, "{marked}");
    }

    #[test]
    fn a_value_of_a_json_file_has_the_kind_of_its_key() {
        let check = |marked, expected| check(value_in_json, marked, expected);
        check(r#"{"positions": [{"delegations": ["RU", "No$0"#, Some((ValueKind::Delegation, "No")));
        check(r#"{"positions": [{"stance": "$0"}"#, Some((ValueKind::Stance, "")));
        check(r#"{"positions": [{"target": ["article 1", "art$0icle 2"]}]}"#, Some((ValueKind::Target, "article 2")));
        check(r#"{"positions": [{"note": {"ar": "ن\"ص"}, "target": "مادة$0"}]}"#, Some((ValueKind::Target, "مادة")));
        check(r#"{"positions": [{"sta$0nce": "supports"}]}"#, None);
        check(r#"{"positions": [{"note": "a$0"}]}"#, None);
        check(r#"{"positions": [{"source": {"title": "$0"}}]}"#, None);
        check("}]$0\"", None);
    }

    #[test]
    fn a_value_of_a_csv_file_has_the_kind_of_its_column() {
        let check =
            |row: &str, expected| check(value_in_csv, &format!("delegations,stance,target,note\n{row}"), expected);
        check("RU;No$0,", Some((ValueKind::Delegation, "No")));
        check("RU,$0,article 1\n", Some((ValueKind::Stance, "")));
        check("مصر,supports,\"article 1, paragraph$0 2\"\n", Some((ValueKind::Target, "article 1, paragraph 2")));
        check("RU,supports,article 1; article$0 2\n", Some((ValueKind::Target, "article 2")));
        check("RU,supports,article 1,a$0\n", None);
        assert_eq!(value_in_csv("stance\n", 3), None);
    }
}
