//! Parses groups files: a project's own `*.groups.json` and the one that is included in Travaux.
//!
//! The parser never fails as a whole and touches no file. What it does not understand is an error at its place;
//! everything else counts.

use std::sync::Arc;

use super::delegation::{Delegation, DelegationId, DelegationKind, Names};
use super::delegations::Delegations;
use super::entry::{Reading, Written};
use super::fault::{Fault, quoted};
use super::groups::{Group, Membership};
use super::json::{self, Json, Node};
use super::shape::{list, object, string, text, unknown};

impl Delegations {
    /// Returns this table with the groups of a `*.groups.json`, and the errors of the file. A group that exists already
    /// gets the members of the file, and its names if it has any.
    pub fn with_groups(&self, text: &str) -> (Delegations, Vec<Fault>) {
        let mut grown = self.clone();
        let (root, faults) = json::read(text);
        let mut reading = Reading::new(self);
        reading.faults = faults;
        let entries = entries(root, &mut reading);
        // The names of all groups are added before any members are looked up, so that a group may be a member of an
        // earlier one in the file.
        let mut placed = Vec::new();
        for mut entry in entries {
            let id = place(&mut grown, &mut entry, &mut reading);
            placed.extend(id.map(|it| (it, entry)));
        }
        let mut faults = std::mem::take(&mut reading.faults);
        let mut reading = Reading::new(&grown);
        let mut groups = Vec::new();
        for (delegation, entry) in placed {
            let written = entry.members.into_iter();
            let members = written.filter_map(|it| membership(it, &mut reading)).collect();
            groups.push(Group { delegation, members, source: entry.source });
        }
        faults.append(&mut reading.faults);
        faults.sort_by_key(|it| it.range.start);
        grown.groups.extend(groups.into_iter().map(|it| (it.delegation, Arc::new(it))));
        (grown, faults)
    }
}

/// A group as written in a file.
#[derive(Default)]
struct Entry<'t> {
    code: Option<Written<'t>>,
    names: Names,
    also: Vec<String>,
    source: String,
    members: Vec<Node<'t>>,
}

fn entries<'t>(root: Option<Node<'t>>, reading: &mut Reading) -> Vec<Entry<'t>> {
    let mut entries = Vec::new();
    for member in root.map_or_else(Vec::new, |it| object(it, "a groups file", reading)) {
        match &*member.key {
            "$schema" => {}
            "groups" => {
                let whole = list(member, reading).into_iter().filter(|it| it.whole);
                entries.extend(whole.filter_map(|it| entry(it, reading)));
            }
            _ => {
                unknown(&member, &["$schema", "groups"], reading);
            }
        }
    }
    entries
}

/// Parses one group. Returns `None`, and reports it, if the group has no code.
fn entry<'t>(node: Node<'t>, reading: &mut Reading) -> Option<Entry<'t>> {
    let head = node.range.start..node.range.start + 1;
    let is_object = matches!(node.value, Json::Object(_));
    let mut entry = Entry::default();
    for member in object(node, "a group", reading) {
        match &*member.key {
            "code" => entry.code = string(member, "code", reading),
            "names" => entry.names = names(member.node, reading),
            "also" => {
                for node in list(member, reading) {
                    let form = text(node, "a written form", reading);
                    entry.also.extend(form.map(|it| it.text.into_owned()));
                }
            }
            "source" => {
                let source = string(member, "source", reading);
                entry.source = source.map_or_else(String::new, |it| it.text.into_owned());
            }
            "members" => entry.members = list(member, reading),
            _ => {
                let known = ["code", "names", "also", "source", "members"];
                unknown(&member, &known, reading);
            }
        }
    }
    if entry.code.is_none() && is_object {
        reading.fault(head, "this group has no code");
    }
    entry.code.is_some().then_some(entry)
}

fn names(node: Node, reading: &mut Reading) -> Names {
    let mut names = Names::default();
    for member in object(node, "a group's names", reading) {
        let place = match &*member.key {
            "en" => &mut names.en,
            "fr" => &mut names.fr,
            "es" => &mut names.es,
            "ru" => &mut names.ru,
            "zh" => &mut names.zh,
            "ar" => &mut names.ar,
            _ => {
                unknown(&member, &["en", "fr", "es", "ru", "zh", "ar"], reading);
                continue;
            }
        };
        let name = text(member.node, "a name", reading);
        *place = name.map_or_else(String::new, |it| it.text.into_owned());
    }
    names
}

/// Adds the group of a record to `table`, or finds the existing one.
fn place(table: &mut Delegations, entry: &mut Entry, reading: &mut Reading) -> Option<DelegationId> {
    let written = entry.code.take()?;
    let names = std::mem::take(&mut entry.names);
    let also = std::mem::take(&mut entry.also);
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
    reading.fault(written.range, message);
    None
}

/// Parses one member: `"FR"`, or an object with `member`, `since` and `until`.
fn membership(node: Node, reading: &mut Reading) -> Option<Membership> {
    if !matches!(node.value, Json::Object(_)) {
        let written = text(node, "a member", reading)?;
        let member = reading.delegation(&written)?;
        return Some(Membership { member, since: None, until: None });
    }
    let head = node.range.start..node.range.start + 1;
    let (mut named, mut since, mut until) = (None, None, None);
    for part in object(node, "a member", reading) {
        match &*part.key {
            "member" => named = string(part, "member", reading),
            "since" => since = string(part, "since", reading).and_then(|it| reading.date(it)),
            "until" => until = string(part, "until", reading).and_then(|it| reading.date(it)),
            _ => {
                unknown(&part, &["member", "since", "until"], reading);
            }
        }
    }
    let Some(written) = named else {
        reading.fault(head, "this membership does not say whose it is");
        return None;
    };
    let member = reading.delegation(&written)?;
    Some(Membership { member, since, until })
}

#[cfg(test)]
mod tests {
    use crate::positions::Delegations;
    use crate::positions::testing::{codes, find};

    #[test]
    fn a_project_adds_groups_and_corrects_shipped_ones() {
        let text = r#"{"groups": [
            {"code": "HAC", "names": {"en": "High Ambition"}, "members": ["EU", "挪威"]},
            {"code": "LMDC", "members": [{"member": "بوليفيا", "since": "2012"}]}]}"#;
        let (delegations, faults) = Delegations::shipped().with_groups(text);
        assert_eq!(faults, []);
        let ambition = find(&delegations, "high ambition");
        assert_eq!(codes(&delegations, delegations.members_on(ambition, None)), ["EU", "NO"]);
        let minded = find(&delegations, "LMDC");
        assert_eq!(delegations[minded].name("zh"), "立场相近发展中国家");
        assert_eq!(codes(&delegations, delegations.members_on(minded, Some("2013-05"))), ["BO"]);
        assert_eq!(delegations.members_on(minded, Some("2011")), []);
    }

    #[test]
    fn faults_point_at_what_is_wrong() {
        let text = r#"{"groups": [{"code": "RU"}, {"code": "X", "membres": [],
            "members": ["Frence", {"since": "soon"}]}, {}]}"#;
        let (_, faults) = Delegations::shipped().with_groups(text);
        let said: Vec<_> = faults.iter().map(|it| (&text[it.range.clone()], it.message.as_str())).collect();
        let expected = [
            ("RU", "\"RU\" names Russian Federation already; a group needs a code of its own"),
            ("\"membres\"", "\"membres\" is no key here; did you mean \"members\""),
            ("Frence", "\"Frence\" is no delegation; did you mean \"France\""),
            ("{", "this membership does not say whose it is"),
            ("soon", "\"soon\" is no date; write a year, a month or a day, as in 2023-09-01"),
            ("{", "this group has no code"),
        ];
        assert_eq!(said, expected);
    }
}
