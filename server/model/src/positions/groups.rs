//! Groups of States and their members over time.
//!
//! Members come from `data/groups.json` and from a project's own `*.groups.json` in the same format. The membership of
//! a group without members is unknown: it can take positions, but speaks for no State here.

use std::sync::Arc;

use super::date::within;
use super::delegation::DelegationId;
use super::delegations::Delegations;

/// A group and its members over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The group as a delegation.
    pub delegation: DelegationId,
    /// All known memberships, including those that have ended.
    pub members: Vec<Membership>,
    /// The source of the membership: a title or an address.
    pub source: String,
}

/// The time of one delegation in a group: `GB` from 1973-01-01 to 2020-01-31.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The member.
    pub member: DelegationId,
    /// The first day, month or year; `None` if it is not known.
    pub since: Option<String>,
    /// The last day, month or year; `None` while the membership lasts.
    pub until: Option<String>,
}

impl Group {
    /// Returns the members on `date` (`2020-01-31`, `2020`) in the order of the file; without a date, those whose
    /// membership has not ended.
    pub fn members_on(&self, date: Option<&str>) -> Vec<DelegationId> {
        let lasts = |it: &&Membership| it.lasts_on(date);
        self.members.iter().filter(lasts).map(|it| it.member).collect()
    }
}

impl Membership {
    fn lasts_on(&self, date: Option<&str>) -> bool {
        match date {
            Some(date) => within(date, self.since.as_deref(), self.until.as_deref()),
            None => self.until.is_none(),
        }
    }
}

impl Delegations {
    /// Returns the group that a delegation is, if it is one.
    pub fn group(&self, delegation: DelegationId) -> Option<&Group> {
        self.groups.get(&delegation).map(Arc::as_ref)
    }

    /// Returns the members of a group on `date`. A delegation that is not a group has none.
    pub fn members_on(&self, group: DelegationId, date: Option<&str>) -> Vec<DelegationId> {
        self.group(group).map_or_else(Vec::new, |it| it.members_on(date))
    }

    /// Returns the groups that speak for a State on `date`, the smallest first: `EU` for France, and for the United
    /// Kingdom until January 2020.
    pub fn spoken_for(&self, state: DelegationId, date: Option<&str>) -> Vec<DelegationId> {
        let speaks = |group: &&Arc<Group>| group.members.iter().any(|it| it.member == state && it.lasts_on(date));
        let mut groups: Vec<&Arc<Group>> = self.groups.values().filter(speaks).collect();
        groups.sort_by_key(|it| it.members.len());
        groups.into_iter().map(|it| it.delegation).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::positions::Delegations;
    use crate::positions::testing::{codes, find};

    #[test]
    fn the_european_union_grows_and_shrinks() {
        let delegations = Delegations::shipped();
        let union = find(delegations, "欧洲联盟");
        let count = |date| delegations.members_on(union, date).len();
        let counts = ["1958-01-01", "1994-12-31", "2004-05-01", "2013-07-01"].map(|it| count(Some(it)));
        assert_eq!(counts, [6, 12, 25, 28]);
        assert_eq!((count(Some("2020-01-31")), count(Some("2020-02-01"))), (28, 27));
        assert_eq!(count(None), 27);
    }

    #[test]
    fn the_groups_that_speak_for_a_state_depend_on_the_date() {
        let delegations = Delegations::shipped();
        let kingdom = find(delegations, "المملكة المتحدة");
        let on = |date| codes(delegations, delegations.spoken_for(kingdom, Some(date)));
        assert!(on("2020-01-31").contains(&"EU"));
        assert!(!on("2020-02-01").contains(&"EU"));
        let brazil = codes(delegations, delegations.spoken_for(find(delegations, "巴西"), None));
        assert_eq!(brazil, ["BASIC", "GRULAC", "G77"]);
    }

    #[test]
    fn included_groups_have_sources_names_and_no_errors() {
        let states = Delegations::shipped();
        let (_, errors) = states.with_groups(include_str!("../../data/groups.json"));
        assert_eq!(errors, []);
        for group in states.groups.values() {
            let delegation = &states[group.delegation];
            assert!(!group.source.is_empty(), "{}", delegation.code);
            for language in ["en", "fr", "es", "ru", "zh", "ar"] {
                assert_ne!(delegation.name(language), "", "{}", delegation.code);
            }
        }
        let sizes = ["G77", "AOSIS", "African Group", "GRULAC", "Arab Group", "LLDC", "LDC"];
        let sizes = sizes.map(|it| states.members_on(find(states, it), None).len());
        assert_eq!(sizes, [134, 39, 54, 33, 22, 32, 44]);
    }
}
