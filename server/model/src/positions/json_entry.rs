//! Parses an object of a JSON positions file into a [`Record`]. It checks the names of keys and the types of values,
//! and does not interpret them.

use std::borrow::Cow;

use super::entry::{Entry, KEYS, Reading, SOURCE_KEYS, Written, is_language};
use super::fault::quoted;
use super::json::{Json, Member, Node};
use super::shape::{list, object, string, text, unknown};

/// Parses one record. A record in which the file ends is left out: the syntax error is reported, and the rest of the
/// record is unknown.
pub(super) fn json_entry<'t>(node: Node<'t>, reading: &mut Reading) -> Option<Entry<'t>> {
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
                *entry.text_mut(key) = value;
            }
        }
    }
    Some(entry)
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

fn source_part<'t>(member: Member<'t>, reading: &mut Reading) -> Option<(&'static str, Written<'t>)> {
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
