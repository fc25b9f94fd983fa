//! Checks whether a value has a type of the meta-model, and if not, where and why.

use std::cmp::Reverse;
use std::fmt;

use serde_json::{Map, Value};

use super::consistency;
use super::model::{Base, Definition, Model, Property, Type};

/// A fault in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The path of the faulty value: `result[3].range.start`.
    pub(super) path: String,
    /// The reason.
    pub(super) reason: String,
    depth: usize,
    /// Whether the value has another type altogether, rather than a fault inside it.
    is_other_type: bool,
    /// Whether the value is a discriminant, which distinguishes types: `"kind": "rename"`.
    is_discriminant: bool,
}

/// The path of a value in a message.
pub(super) enum Path<'p> {
    Top(&'p str),
    Member(&'p Path<'p>, &'p str),
    Element(&'p Path<'p>, usize),
}

/// Returns the faults of `value` as a value of the type `of`. If `of` is a choice of types, the faults for the nearest
/// type.
pub(super) fn faults(model: &Model, value: &Value, of: &Type, path: &Path) -> Vec<Fault> {
    if let Some(members) = model.members(of) {
        return match value {
            Value::Object(object) => {
                let found = in_members(model, object, &members, of, path);
                if found.is_empty() { inconsistent(value, of, path) } else { found }
            }
            _ => other_type(value, of, path),
        };
    }
    match of {
        Type::Base { name } => check(is_base(value, *name), value, of, path),
        Type::StringLiteral { value: expected } => check(value == expected, value, of, path),
        Type::IntegerLiteral { value: expected } => check(value == expected, value, of, path),
        Type::BooleanLiteral { value: expected } => check(value == expected, value, of, path),
        Type::Reference { name } => match model.definition(name) {
            Definition::Alias(target) => faults(model, value, target, path),
            Definition::Enumeration(it) if it.supports_custom_values => faults(model, value, &it.of, path),
            Definition::Enumeration(it) => check(it.lists(value), value, of, path),
            Definition::Any | Definition::Structure(_) => Vec::new(),
            Definition::Object => check(value.is_object(), value, of, path),
            Definition::Array => check(value.is_array(), value, of, path),
        },
        Type::Array { element } => match value {
            Value::Array(list) => in_elements(model, list, |_| element, path),
            _ => other_type(value, of, path),
        },
        Type::Tuple { items } => match value {
            Value::Array(list) if list.len() == items.len() => in_elements(model, list, |at| &items[at], path),
            _ => other_type(value, of, path),
        },
        Type::Map { key, value: element } => match value {
            Value::Object(object) => in_map(model, object, key, element, path),
            _ => other_type(value, of, path),
        },
        Type::And { items } => items.iter().flat_map(|it| faults(model, value, it, path)).collect(),
        Type::Or { items } => in_nearest(model, value, items, of, path),
        Type::Literal { .. } => unreachable!("it has members"),
    }
}

fn in_members(model: &Model, object: &Map<String, Value>, members: &[&Property], of: &Type, path: &Path) -> Vec<Fault> {
    let mut found = Vec::new();
    for member in members {
        match object.get(&member.name) {
            Some(value) => found.extend(faults(model, value, &member.of, &Path::Member(path, &member.name))),
            None if member.optional => {}
            None => found.push(path.fault(format!("lacks `{}` of {}", member.name, type_name(of)))),
        }
    }
    for key in object.keys().filter(|key| !members.iter().any(|it| it.name == **key)) {
        found.push(Path::Member(path, key).fault(format!("is not a member of {}", type_name(of))));
    }
    found
}

fn inconsistent(value: &Value, of: &Type, path: &Path) -> Vec<Fault> {
    let Type::Reference { name } = of else { return Vec::new() };
    consistency::inconsistency(name, value).map(|it| path.fault(it.to_owned())).into_iter().collect()
}

fn in_elements<'t>(model: &Model, list: &[Value], of: impl Fn(usize) -> &'t Type, path: &Path) -> Vec<Fault> {
    let elements = list.iter().enumerate();
    elements.flat_map(|(at, it)| faults(model, it, of(at), &Path::Element(path, at))).collect()
}

fn in_map(model: &Model, object: &Map<String, Value>, key: &Type, of: &Type, path: &Path) -> Vec<Fault> {
    let mut found = Vec::new();
    for (name, value) in object {
        let inside = Path::Member(path, name);
        found.extend(faults(model, &Value::from(name.as_str()), key, &inside));
        found.extend(faults(model, value, of, &inside));
    }
    found
}

/// Returns the faults for the type that the value is nearest to: of the right kind, with the fewest wrong
/// discriminants, the fewest faults, and the deepest fault.
fn in_nearest(model: &Model, value: &Value, types: &[Type], of: &Type, path: &Path) -> Vec<Fault> {
    let mut nearest: Option<Vec<Fault>> = None;
    let distance = |found: &Vec<Fault>| {
        let discriminants = found.iter().filter(|it| it.is_discriminant).count();
        (discriminants, found.len(), Reverse(found.iter().map(|it| it.depth).max()))
    };
    for candidate in types {
        let found = faults(model, value, candidate, path);
        if found.is_empty() {
            return found;
        }
        let is_other_type = found.iter().any(|it| it.is_other_type && it.depth == path.depth());
        if !is_other_type && nearest.as_ref().is_none_or(|it| distance(&found) < distance(it)) {
            nearest = Some(found);
        }
    }
    nearest.unwrap_or_else(|| other_type(value, of, path))
}

fn check(is_right: bool, value: &Value, of: &Type, path: &Path) -> Vec<Fault> {
    if is_right { Vec::new() } else { other_type(value, of, path) }
}

fn other_type(value: &Value, of: &Type, path: &Path) -> Vec<Fault> {
    let shown: String = value.to_string().chars().take(60).collect();
    let fault = path.fault(format!("`{shown}` is not {}", type_name(of)));
    let is_discriminant =
        matches!(of, Type::StringLiteral { .. } | Type::IntegerLiteral { .. } | Type::BooleanLiteral { .. });
    vec![Fault { is_other_type: true, is_discriminant, ..fault }]
}

/// LSP 3.18, “Basic JSON Structures”: integers have 32 bits, and an unsigned integer is at most 2³¹ − 1.
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

/// Formats a type for messages.
fn type_name(of: &Type) -> String {
    match of {
        Type::Base { name } => format!("{name:?}").to_lowercase(),
        Type::Reference { name } => name.clone(),
        Type::Array { element } => format!("a list of {}", type_name(element)),
        Type::Map { value, .. } => format!("a map to {}", type_name(value)),
        Type::And { items } => items.iter().map(type_name).collect::<Vec<_>>().join(" and "),
        Type::Or { items } => items.iter().map(type_name).collect::<Vec<_>>().join(" or "),
        Type::Tuple { items } => format!("a list of {}", items.len()),
        Type::Literal { .. } => "an object".to_owned(),
        Type::StringLiteral { value } => format!("`{value}`"),
        Type::IntegerLiteral { value } => format!("`{value}`"),
        Type::BooleanLiteral { value } => format!("`{value}`"),
    }
}

impl Path<'_> {
    /// Creates a fault at this path.
    pub(super) fn fault(&self, reason: String) -> Fault {
        Fault { path: self.to_string(), reason, depth: self.depth(), is_other_type: false, is_discriminant: false }
    }

    fn depth(&self) -> usize {
        match self {
            Path::Top(_) => 0,
            Path::Member(outer, _) | Path::Element(outer, _) => outer.depth() + 1,
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Path::Top(name) => out.write_str(name),
            Path::Member(outer, name) => write!(out, "{outer}.{name}"),
            Path::Element(outer, at) => write!(out, "{outer}[{at}]"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{} {}", self.path, self.reason)
    }
}
