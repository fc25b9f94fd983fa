//! Parses an object of a JSON positions file into a [`RawPosition`]. It checks the names of keys and the types of values,
//! and does not interpret them.

use std::borrow::Cow;

use super::json::{Json, Member, Node};
use super::json_types::{list, object, string, text, unknown};
use super::parse_error::quoted;
use super::raw_position::{KEYS, RawPosition, SOURCE_KEYS, Validator, Written, is_language};

/// Parses one position. A position in which the file ends is left out: the syntax error is reported, and the rest of it
/// is unknown.
pub(super) fn json_position<'t>(node: Node<'t>, validator: &mut Validator) -> Option<RawPosition<'t>> {
    if !node.whole {
        return None;
    }
    let range = node.range.clone();
    if !matches!(node.value, Json::Object(_)) {
        validator.error(range, "a position is an object");
        return None;
    }
    let head = range.start..range.start + 1;
    let mut position = RawPosition { range, head, ..RawPosition::default() };
    for member in object(node, "a position", validator) {
        let Some(key) = KEYS.into_iter().find(|it| *it == member.key) else {
            unknown(&member, &KEYS, validator);
            continue;
        };
        if matches!(member.node.value, Json::Null) {
            continue;
        }
        match key {
            "delegations" => {
                if !matches!(member.node.value, Json::List(_)) {
                    position.reported.push(key);
                }
                for node in list(member, validator) {
                    position.delegations.extend(text(node, "a delegation", validator));
                }
            }
            "note" => {
                let languages = object(member.node, "a note", validator);
                position.note.extend(languages.into_iter().filter_map(|it| note(it, validator)));
            }
            "source" => {
                for part in object(member.node, "a source", validator) {
                    position.source.extend(source_part(part, validator));
                }
            }
            _ => {
                let value = string(member, key, validator);
                if value.is_none() {
                    position.reported.push(key);
                }
                *position.text_mut(key) = value;
            }
        }
    }
    Some(position)
}

fn note<'t>(member: Member<'t>, validator: &mut Validator) -> Option<(String, Written<'t>)> {
    if !is_language(&member.key) {
        let message = format!("{} is no language code, as \"en\" is", quoted(&member.key));
        validator.error(member.key_range, message);
        return None;
    }
    let language = member.key.clone().into_owned();
    text(member.node, "a note in one language", validator).map(|it| (language, it))
}

fn source_part<'t>(member: Member<'t>, validator: &mut Validator) -> Option<(&'static str, Written<'t>)> {
    let Some(key) = SOURCE_KEYS.into_iter().find(|it| *it == member.key) else {
        unknown(&member, &SOURCE_KEYS, validator);
        return None;
    };
    match member.node.value {
        Json::Null => None,
        Json::Number(digits) if key == "page" => {
            Some((key, Written { range: member.node.range, text: Cow::Borrowed(digits) }))
        }
        _ => string(member, key, validator).map(|it| (key, it)),
    }
}
