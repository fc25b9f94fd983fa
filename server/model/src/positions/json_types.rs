//! Type checks for JSON values: an object, a list, a text. A value of another type is reported and treated as absent.
//! The keys themselves are in the callers.

use super::json::{Json, Member, Node};
use super::parse_error::quoted;
use super::raw_position::{Validator, Written};

/// Returns the members of an object without duplicate keys, and reports a value of another type.
pub(super) fn object<'t>(node: Node<'t>, what: &str, validator: &mut Validator) -> Vec<Member<'t>> {
    let Json::Object(members) = node.value else {
        validator.error(node.range, format!("{what} is an object"));
        return Vec::new();
    };
    let mut seen = rustc_hash::FxHashSet::default();
    let mut once = Vec::with_capacity(members.len());
    for member in members {
        if seen.insert(member.key.clone()) {
            once.push(member);
        } else {
            let message = format!("{} is given twice; the first one counts", quoted(&member.key));
            validator.error(member.key_range, message);
        }
    }
    once
}

/// Returns the values of a list, and reports a value of another type.
pub(super) fn list<'t>(member: Member<'t>, validator: &mut Validator) -> Vec<Node<'t>> {
    let Json::List(nodes) = member.node.value else {
        validator.error(member.node.range, format!("{} is a list", quoted(&member.key)));
        return Vec::new();
    };
    nodes
}

/// Returns the text of a key, and reports a value of another type.
pub(super) fn string<'t>(member: Member<'t>, key: &str, validator: &mut Validator) -> Option<Written<'t>> {
    text(member.node, &quoted(key), validator)
}

/// Returns a text whose range excludes the quotation marks, and reports a value of another type.
pub(super) fn text<'t>(node: Node<'t>, what: &str, validator: &mut Validator) -> Option<Written<'t>> {
    let Json::Text(text) = node.value else {
        validator.error(node.range, format!("{what} is a text in quotation marks"));
        return None;
    };
    let inside = node.range.start + 1..node.range.end - 1;
    Some(Written { range: inside, text })
}

/// Reports an unknown key, with the nearest known one.
pub(super) fn unknown(member: &Member, known: &[&str], validator: &mut Validator) {
    let written = Written { range: member.key_range.clone(), text: member.key.clone() };
    validator.unknown_key(&written, known);
}
