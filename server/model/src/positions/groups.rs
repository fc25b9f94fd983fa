//! Groups of States and their members over time.
//!
//! The membership of
//! a group without members is unknown: it can take positions, but speaks for no State here.

use rustc_hash::FxHashSet;

use super::date::Period;
use super::delegation::DelegationId;

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
    /// Returns the members on all days of `period` in the order of the file; without one, those whose membership has not
    /// ended.
    pub fn members_on(&self, period: Option<Period>) -> Vec<DelegationId> {
        let lasts = |it: &&Membership| it.lasts_on(period);
        let mut seen = FxHashSet::default();
        let members = self.members.iter().filter(lasts).map(|it| it.member);
        // Two memberships may share their last and first month.
        members.filter(|it| seen.insert(*it)).collect()
    }
}

impl Membership {
    pub(super) fn lasts_on(&self, period: Option<Period>) -> bool {
        match period {
            Some(period) => period.is_within(self.since.as_deref(), self.until.as_deref()),
            None => self.until.is_none(),
        }
    }
}
