//! Parses groups files: a project's own `*.groups.json` and the one that is included in Travaux.
//!
//! The parser never fails as a whole and touches no file. What it does not understand is an error at its place;
//! everything else counts.

use std::sync::Arc;

use super::delegation::{Delegation, DelegationId, DelegationKind, Names};
use super::delegations::Delegations;
use super::groups::{Group, Membership};
use super::json::{self, Json, Node};
use super::json_types::{Named, list, object, string, text, unknown};
use super::parse_error::{ParseError, quoted};
use super::raw_position::Written;
use super::validator::Validator;

impl Delegations {
    /// Returns this table with the groups of a `*.groups.json`, and the errors of the file. A group that exists already
    /// gets the members of the file, and its names if it has any.
    pub fn with_groups(&self, text: &str) -> (Delegations, Vec<ParseError>) {
        let mut grown = self.clone();
        let (root, errors) = json::read(text);
        let mut validator = Validator::new(self);
        validator.errors = errors;
        let raw_groups = raw_groups(root, &mut validator);
        // The names of all groups are added before any members are looked up, so that a group may be a member of an
        // earlier one in the file.
        let mut added = Vec::new();
        for mut raw in raw_groups {
            let id = add_group(&mut grown, &mut raw, &mut validator);
            added.extend(id.map(|it| (it, raw)));
        }
        let mut errors = std::mem::take(&mut validator.errors);
        let mut validator = Validator::new(&grown);
        let mut groups = Vec::new();
        for (delegation, raw) in added {
            let written = raw.members.into_iter();
            let members = written.filter_map(|it| membership(it, &mut validator)).collect();
            groups.push(Group { delegation, members, source: raw.source });
        }
        errors.append(&mut validator.errors);
        errors.sort_by_key(|it| it.range.start);
        grown.groups.extend(groups.into_iter().map(|it| (it.delegation, Arc::new(it))));
        (grown, errors)
    }
}

/// A group as written in a file.
#[derive(Default)]
struct RawGroup<'t> {
    code: Option<Written<'t>>,
    names: Names,
    also: Vec<String>,
    source: String,
    members: Vec<Node<'t>>,
}

fn raw_groups<'t>(root: Option<Node<'t>>, validator: &mut Validator) -> Vec<RawGroup<'t>> {
    let mut raw_groups = Vec::new();
    for member in root.map_or_else(Vec::new, |it| object(it, Named::Words("a groups file"), validator)) {
        match &*member.key {
            "$schema" => {}
            "groups" => {
                let whole = list(member, validator).into_iter().filter(|it| it.whole);
                raw_groups.extend(whole.filter_map(|it| raw_group(it, validator)));
            }
            _ => {
                unknown(&member, &["$schema", "groups"], validator);
            }
        }
    }
    raw_groups
}

/// Parses one group. Returns `None`, and reports it, if the group has no code.
fn raw_group<'t>(node: Node<'t>, validator: &mut Validator) -> Option<RawGroup<'t>> {
    let head = node.range.start..node.range.start + 1;
    let is_object = matches!(node.value, Json::Object(_));
    let mut raw = RawGroup::default();
    for member in object(node, Named::Words("a group"), validator) {
        match &*member.key {
            "code" => raw.code = string(member, "code", validator),
            "names" => raw.names = names(member.node, validator),
            "also" => {
                for node in list(member, validator) {
                    let form = text(node, Named::Words("a written form"), validator);
                    raw.also.extend(form.map(|it| it.text.into_owned()));
                }
            }
            "source" => {
                let source = string(member, "source", validator);
                raw.source = source.map_or_else(String::new, |it| it.text.into_owned());
            }
            "members" => raw.members = list(member, validator),
            _ => {
                let known = ["code", "names", "also", "source", "members"];
                unknown(&member, &known, validator);
            }
        }
    }
    if raw.code.is_none() && is_object {
        validator.error(head, "this group has no code");
    }
    raw.code.is_some().then_some(raw)
}

fn names(node: Node, validator: &mut Validator) -> Names {
    let mut names = Names::default();
    for member in object(node, Named::Words("a group's names"), validator) {
        let place = match &*member.key {
            "en" => &mut names.en,
            "fr" => &mut names.fr,
            "es" => &mut names.es,
            "ru" => &mut names.ru,
            "zh" => &mut names.zh,
            "ar" => &mut names.ar,
            _ => {
                unknown(&member, &["en", "fr", "es", "ru", "zh", "ar"], validator);
                continue;
            }
        };
        let name = text(member.node, Named::Words("a name"), validator);
        *place = name.map_or_else(String::new, |it| it.text.into_owned());
    }
    names
}

/// Adds a raw group to `table`, or finds the existing one.
fn add_group(table: &mut Delegations, raw: &mut RawGroup, validator: &mut Validator) -> Option<DelegationId> {
    let written = raw.code.take()?;
    let names = std::mem::take(&mut raw.names);
    let also = std::mem::take(&mut raw.also);
    let Some(known) = table.find(&written.text) else {
        let code = written.text.into_owned();
        let kind = DelegationKind::Group;
        return table.add(Delegation { code, alpha3: None, kind, names, also });
    };
    if table[known].kind == DelegationKind::Group {
        table.rename(known, names, also);
        return Some(known);
    }
    let owner = table[known].name("en");
    let message = format!("{} names {owner} already; a group needs a code of its own", quoted(&written.text));
    validator.error(written.range, message);
    None
}

/// Parses one member: `"FR"`, or an object with `member`, `since` and `until`.
fn membership(node: Node, validator: &mut Validator) -> Option<Membership> {
    if !matches!(node.value, Json::Object(_)) {
        let written = text(node, Named::Words("a member"), validator)?;
        let member = validator.delegation(&written)?;
        return Some(Membership { member, since: None, until: None });
    }
    let head = node.range.start..node.range.start + 1;
    let (mut named, mut since, mut until) = (None, None, None);
    for part in object(node, Named::Words("a member"), validator) {
        match &*part.key {
            "member" => named = string(part, "member", validator),
            "since" => since = string(part, "since", validator).and_then(|it| validator.date(it)),
            "until" => until = string(part, "until", validator).and_then(|it| validator.date(it)),
            _ => {
                unknown(&part, &["member", "since", "until"], validator);
            }
        }
    }
    let Some(written) = named else {
        validator.error(head, "this membership does not say whose it is");
        return None;
    };
    let member = validator.delegation(&written)?;
    Some(Membership { member, since, until })
}

#[cfg(test)]
mod tests {
    use crate::positions::Delegations;
    use crate::positions::testing::{codes, find};

    #[test]
    fn a_project_adds_groups_and_corrects_included_ones() {
        let text = r#"{"groups": [
            {"code": "HAC", "names": {"en": "High Ambition"}, "members": ["EU", "挪威"]},
            {"code": "LMDC", "members": [{"member": "بوليفيا", "since": "2012"}]}]}"#;
        let (delegations, errors) = Delegations::shipped().with_groups(text);
        assert_eq!(errors, []);
        let ambition = find(&delegations, "high ambition");
        assert_eq!(codes(&delegations, delegations.members_on(ambition, None)), ["EU", "NO"]);
        let minded = find(&delegations, "LMDC");
        assert_eq!(delegations[minded].name("zh"), "立场相近发展中国家");
        assert_eq!(codes(&delegations, delegations.members_on(minded, Some("2013-05"))), ["BO"]);
        assert_eq!(delegations.members_on(minded, Some("2011")), []);
    }

    #[test]
    fn errors_have_the_range_of_the_cause() {
        let text = r#"{"groups": [{"code": "RU"}, {"code": "X", "membres": [],
            "members": ["Frence", {"since": "soon"}]}, {}]}"#;
        let (_, errors) = Delegations::shipped().with_groups(text);
        let found: Vec<_> = errors.iter().map(|it| (&text[it.range.clone()], it.message.as_str())).collect();
        let expected = [
            ("RU", "\"RU\" names Russian Federation already; a group needs a code of its own"),
            ("\"membres\"", "\"membres\" is no key here; did you mean \"members\"?"),
            ("Frence", "\"Frence\" is no delegation; did you mean \"France\"?"),
            ("{", "this membership does not say whose it is"),
            ("soon", "\"soon\" is no date; write a year, a month or a day, as in 2023-09-01"),
            ("{", "this group has no code"),
        ];
        assert_eq!(found, expected);
    }
}
