//! Type checks for JSON values: an object, a list, a text. A value of another type is reported and treated as absent.
//! The keys themselves are in the callers.

use std::fmt::{Display, Formatter};

use super::json::{Json, Member, Node};
use super::parse_error::quoted;
use super::raw_position::{RawText, Written, is_language};
use super::validator::Validator;

/// What a value is in a message. It is put into words only if the value is reported.
#[derive(Clone, Copy)]
pub(super) enum Named<'n> {
    /// The value of a key, which is quoted.
    Key(&'n str),
    /// Anything else, as it reads in a sentence.
    Words(&'n str),
}

impl Display for Named<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Named::Key(key) => formatter.write_str(&quoted(key)),
            Named::Words(words) => formatter.write_str(words),
        }
    }
}

/// Returns the members of an object without duplicate keys, and reports a value of another type.
pub(super) fn object<'t>(node: Node<'t>, what: Named<'_>, validator: &mut Validator) -> Vec<Member<'t>> {
    let Json::Object(members) = node.value else {
        validator.error(node.range, format!("{what} is an object"));
        return Vec::new();
    };
    // Most objects have few keys, which are compared faster than they are hashed.
    const FEW_KEYS: usize = 24;
    let is_new = |index: usize| !members[..index].iter().any(|it| it.key == members[index].key);
    if members.len() <= FEW_KEYS && (1..members.len()).all(is_new) {
        return members;
    }
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

/// Returns the values of a list, or the only value.
pub(super) fn one_or_list(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    match node.value {
        Json::List(nodes) => nodes,
        _ => vec![node],
    }
    .into_iter()
}

/// Returns a text, or an object of texts by language, and reports a value of another type.
pub(super) fn local_text<'t>(node: Node<'t>, what: Named<'_>, validator: &mut Validator) -> RawText<'t> {
    let mut texts = RawText::default();
    match node.value {
        Json::Null => {}
        Json::Text(_) => texts.plain = text(node, what, validator),
        Json::Object(_) => {
            for member in object(node, what, validator) {
                if !is_language(&member.key) {
                    let message = format!("{} is no language code, as \"en\" is", quoted(&member.key));
                    validator.error(member.key_range, message);
                    continue;
                }
                let language = member.key;
                if let Some(written) = text(member.node, Named::Words("a text in one language"), validator) {
                    texts.by_language.push((language, written));
                }
            }
        }
        Json::Bool(_) | Json::Number(_) | Json::List(_) => {
            validator.error(node.range, format!("{what} is a text in quotation marks, or an object by language"));
        }
    }
    texts
}

/// Returns the text of a key, and reports a value of another type.
pub(super) fn string<'t>(member: Member<'t>, key: &str, validator: &mut Validator) -> Option<Written<'t>> {
    text(member.node, Named::Key(key), validator)
}

/// Returns a text whose range excludes the quotation marks, and reports a value of another type.
pub(super) fn text<'t>(node: Node<'t>, what: Named<'_>, validator: &mut Validator) -> Option<Written<'t>> {
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
