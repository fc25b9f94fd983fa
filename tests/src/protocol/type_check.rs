//! Whether a value is of a type of the meta-model, and if not, where and why.

use std::cmp::Reverse;
use std::fmt;

use serde_json::{Map, Value};

use super::consistency;
use super::model::{Base, Meaning, Model, Property, Type};

/// One thing that is wrong with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// Where: `result[3].range.start`.
    pub(super) path: String,
    /// What.
    pub(super) reason: String,
    depth: usize,
    /// The value is of another kind altogether, not one with a fault in it.
    is_other: bool,
    /// It is the mark by which values of one type are told from those of others: `"kind": "rename"`.
    is_mark: bool,
}

/// A place in a message.
pub(super) enum Place<'p> {
    Top(&'p str),
    Member(&'p Place<'p>, &'p str),
    Element(&'p Place<'p>, usize),
}

/// What is wrong with `value` as one of the type `of`; of several types that it may have, as the nearest.
pub(super) fn faults(model: &Model, value: &Value, of: &Type, place: &Place) -> Vec<Fault> {
    if let Some(members) = model.members(of) {
        return match value {
            Value::Object(object) => {
                let found = in_members(model, object, &members, of, place);
                if found.is_empty() { senseless(value, of, place) } else { found }
            }
            _ => other(value, of, place),
        };
    }
    match of {
        Type::Base { name } => check(is_base(value, *name), value, of, place),
        Type::StringLiteral { value: expected } => check(value == expected, value, of, place),
        Type::IntegerLiteral { value: expected } => check(value == expected, value, of, place),
        Type::BooleanLiteral { value: expected } => check(value == expected, value, of, place),
        Type::Reference { name } => match model.meaning(name) {
            Meaning::Alias(meant) => faults(model, value, meant, place),
            Meaning::Enumeration(it) if it.supports_custom_values => faults(model, value, &it.of, place),
            Meaning::Enumeration(it) => check(it.lists(value), value, of, place),
            Meaning::Any | Meaning::Structure(_) => Vec::new(),
            Meaning::Object => check(value.is_object(), value, of, place),
            Meaning::Array => check(value.is_array(), value, of, place),
        },
        Type::Array { element } => match value {
            Value::Array(list) => in_elements(model, list, |_| element, place),
            _ => other(value, of, place),
        },
        Type::Tuple { items } => match value {
            Value::Array(list) if list.len() == items.len() => in_elements(model, list, |at| &items[at], place),
            _ => other(value, of, place),
        },
        Type::Map { key, value: element } => match value {
            Value::Object(object) => in_map(model, object, key, element, place),
            _ => other(value, of, place),
        },
        Type::And { items } => items.iter().flat_map(|it| faults(model, value, it, place)).collect(),
        Type::Or { items } => in_nearest(model, value, items, of, place),
        Type::Literal { .. } => unreachable!("it has members"),
    }
}

fn in_members(
    model: &Model,
    object: &Map<String, Value>,
    members: &[&Property],
    of: &Type,
    place: &Place,
) -> Vec<Fault> {
    let mut found = Vec::new();
    for member in members {
        match object.get(&member.name) {
            Some(value) => found.extend(faults(model, value, &member.of, &Place::Member(place, &member.name))),
            None if member.optional => {}
            None => found.push(place.fault(format!("lacks `{}`, being {}", member.name, words(of)))),
        }
    }
    for key in object.keys().filter(|key| !members.iter().any(|it| it.name == **key)) {
        found.push(Place::Member(place, key).fault(format!("is no member of {}", words(of))));
    }
    found
}

fn senseless(value: &Value, of: &Type, place: &Place) -> Vec<Fault> {
    let Type::Reference { name } = of else { return Vec::new() };
    consistency::inconsistency(name, value).map(|it| place.fault(it.to_owned())).into_iter().collect()
}

fn in_elements<'t>(model: &Model, list: &[Value], of: impl Fn(usize) -> &'t Type, place: &Place) -> Vec<Fault> {
    let elements = list.iter().enumerate();
    elements.flat_map(|(at, it)| faults(model, it, of(at), &Place::Element(place, at))).collect()
}

fn in_map(model: &Model, object: &Map<String, Value>, key: &Type, of: &Type, place: &Place) -> Vec<Fault> {
    let mut found = Vec::new();
    for (name, value) in object {
        let inside = Place::Member(place, name);
        found.extend(faults(model, &Value::from(name.as_str()), key, &inside));
        found.extend(faults(model, value, of, &inside));
    }
    found
}

/// The faults as that type of several which the value comes nearest to: of the right kind, with the right marks, with the
/// fewest faults, the deepest.
fn in_nearest(model: &Model, value: &Value, several: &[Type], of: &Type, place: &Place) -> Vec<Fault> {
    let mut nearest: Option<Vec<Fault>> = None;
    let distance = |found: &Vec<Fault>| {
        let marks = found.iter().filter(|it| it.is_mark).count();
        (marks, found.len(), Reverse(found.iter().map(|it| it.depth).max()))
    };
    for each in several {
        let found = faults(model, value, each, place);
        if found.is_empty() {
            return found;
        }
        let is_other = found.iter().any(|it| it.is_other && it.depth == place.depth());
        if !is_other && nearest.as_ref().is_none_or(|it| distance(&found) < distance(it)) {
            nearest = Some(found);
        }
    }
    nearest.unwrap_or_else(|| other(value, of, place))
}

fn check(is_right: bool, value: &Value, of: &Type, place: &Place) -> Vec<Fault> {
    if is_right { Vec::new() } else { other(value, of, place) }
}

fn other(value: &Value, of: &Type, place: &Place) -> Vec<Fault> {
    let shown: String = value.to_string().chars().take(60).collect();
    let fault = place.fault(format!("`{shown}` is not {}", words(of)));
    let is_mark = matches!(of, Type::StringLiteral { .. } | Type::IntegerLiteral { .. } | Type::BooleanLiteral { .. });
    vec![Fault { is_other: true, is_mark, ..fault }]
}

/// LSP 3.18, “Basic JSON Structures”: the numbers are those of 32 bits, and an unsigned one is no larger than a signed.
fn is_base(value: &Value, base: Base) -> bool {
    match base {
        Base::String => value.is_string(),
        Base::DocumentUri | Base::Uri => value.as_str().is_some_and(has_scheme),
        Base::Integer => value.as_i64().is_some_and(|it| i32::try_from(it).is_ok()),
        Base::Uinteger => value.as_i64().is_some_and(|it| (0..=i64::from(i32::MAX)).contains(&it)),
        Base::Decimal => value.is_number(),
        Base::Boolean => value.is_boolean(),
        Base::Null => value.is_null(),
    }
}

/// RFC 3986, 3.1.
fn has_scheme(uri: &str) -> bool {
    let is_part = |it: u8| it.is_ascii_alphanumeric() || b"+-.".contains(&it);
    uri.split_once(':')
        .is_some_and(|it| it.0.starts_with(|it: char| it.is_ascii_alphabetic()) && it.0.bytes().all(is_part))
}

/// A type as a message names it.
fn words(of: &Type) -> String {
    match of {
        Type::Base { name } => format!("{name:?}").to_lowercase(),
        Type::Reference { name } => name.clone(),
        Type::Array { element } => format!("a list of {}", words(element)),
        Type::Map { value, .. } => format!("a map to {}", words(value)),
        Type::And { items } => items.iter().map(words).collect::<Vec<_>>().join(" and "),
        Type::Or { items } => items.iter().map(words).collect::<Vec<_>>().join(" or "),
        Type::Tuple { items } => format!("a list of {}", items.len()),
        Type::Literal { .. } => "an object".to_owned(),
        Type::StringLiteral { value } => format!("`{value}`"),
        Type::IntegerLiteral { value } => format!("`{value}`"),
        Type::BooleanLiteral { value } => format!("`{value}`"),
    }
}

impl Place<'_> {
    /// A fault here.
    pub(super) fn fault(&self, reason: String) -> Fault {
        Fault { path: self.to_string(), reason, depth: self.depth(), is_other: false, is_mark: false }
    }

    fn depth(&self) -> usize {
        match self {
            Place::Top(_) => 0,
            Place::Member(outer, _) | Place::Element(outer, _) => outer.depth() + 1,
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::Top(name) => out.write_str(name),
            Place::Member(outer, name) => write!(out, "{outer}.{name}"),
            Place::Element(outer, at) => write!(out, "{outer}[{at}]"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{} {}", self.path, self.reason)
    }
}
