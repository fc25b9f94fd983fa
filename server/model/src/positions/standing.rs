//! The positions of delegations that are current: for each delegation the last one by date, with those that it replaced and the groups
//! from whose position it departs.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::delegation::{DelegationId, DelegationKind};
use super::delegations::Delegations;
use super::name_folding::fold_name;
use super::position::LocatedPosition;

/// The current position of one delegation on a provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'r> {
    /// The delegation.
    pub delegation: DelegationId,
    /// The current position.
    pub position: LocatedPosition<'r>,
    /// The positions that it replaced, oldest first.
    pub history: Vec<LocatedPosition<'r>>,
    /// The groups to which the delegation belongs and whose current position it does not share. A member's own position
    /// goes before that of its group. A statement without a side departs from none.
    pub departs_from: Vec<DelegationId>,
}

/// The table and the language in which delegations are named, and the date in question.
#[derive(Clone, Copy, Debug)]
pub struct StandingOptions<'a> {
    /// The delegations.
    pub delegations: &'a Delegations,
    /// The code of the reader's language, which decides the order of names.
    pub language: &'a str,
    /// The date at which the positions stand; `None` for the last ones.
    pub at: Option<&'a str>,
}

/// Returns the current position of each delegation among positions on one provision or topic: the last one by date,
/// where undated positions come first, and before them those known at second hand only. Positions after the date in
/// question do not count. A statement that takes no side replaces none that does. A position on one bracketed text
/// replaces those on that text, a position on the whole provision replaces them all; a delegation that supports one
/// alternative and opposes another therefore occurs twice. The result is sorted by stance, then by the names of the
/// delegations.
pub fn standings<'r>(positions: Vec<LocatedPosition<'r>>, options: StandingOptions<'_>) -> Vec<Standing<'r>> {
    let mut by_delegation: FxHashMap<DelegationId, PositionsByText> = FxHashMap::default();
    for (order, located) in in_order(positions, options.at).into_iter().enumerate() {
        let text = located.position.alternative.as_deref().map(fold_name);
        for delegation in located.position.parties() {
            by_delegation.entry(delegation).or_default().add(order, located, text.clone());
        }
    }
    let by_delegation = by_delegation.into_iter();
    let standing = |delegation, (order, (position, history))| {
        (order, Standing { delegation, position, history, departs_from: Vec::new() })
    };
    let mut standings: Vec<_> = by_delegation
        .flat_map(|(delegation, positions)| positions.current().into_iter().map(move |it| standing(delegation, it)))
        .collect();
    if standings.is_empty() {
        return Vec::new();
    }
    let ranks = options.delegations.ranks(options.language);
    standings.sort_by_key(|(order, standing)| {
        (standing.position.position.stance, ranks.rank(standing.delegation), standing.delegation, *order)
    });
    let mut standings: Vec<_> = standings.into_iter().map(|it| it.1).collect();
    find_departures(&mut standings, options);
    standings
}

/// Returns the current positions on a topic: those on one provision replace none on another, so a delegation may stand on
/// both sides. The result is sorted as that of [`standings`].
pub fn topic_standings<'r>(positions: Vec<LocatedPosition<'r>>, options: StandingOptions<'_>) -> Vec<Standing<'r>> {
    let mut found: Vec<_> = by_targets(positions).flat_map(|it| standings(it, options)).collect();
    let ranks = options.delegations.ranks(options.language);
    found.sort_by_key(|it| (it.position.position.stance, ranks.rank(it.delegation), it.delegation));
    found.dedup_by(|later, first| {
        let key = |it: &Standing<'r>| (it.delegation, it.position.position.stance);
        key(later) == key(first) && later.position.position.alternative == first.position.position.alternative
    });
    found
}

/// Returns whether two positions are about the same text: one of them on the whole provision, or both on one
/// alternative.
pub(super) fn is_on_same_text(left: Option<&str>, right: Option<&str>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => fold_name(left) == fold_name(right),
        (None, _) | (_, None) => true,
    }
}

/// Finds the groups from whose position each of their members departs.
fn find_departures(standings: &mut [Standing<'_>], options: StandingOptions<'_>) {
    let delegations = options.delegations;
    let mut departures = Vec::new();
    for group in standings.iter().filter(|it| delegations[it.delegation].kind == DelegationKind::Group) {
        let position = group.position.position;
        let members = delegations.members_when(group.delegation, position.date.as_ref(), options.at);
        for (index, standing) in standings.iter().enumerate() {
            let own = standing.position.position;
            let differs = own.stance.side() != position.stance.side()
                && standing.position.takes_side()
                && group.position.takes_side();
            if differs
                && members.binary_search(&standing.delegation).is_ok()
                && is_on_same_text(own.alternative.as_deref(), position.alternative.as_deref())
            {
                departures.push((index, group.delegation));
            }
        }
    }
    for (index, group) in departures {
        let groups = &mut standings[index].departs_from;
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
}

/// Returns the positions by the date in question from the first to the last: those known at second hand before all
/// others, and undated ones before dated ones.
pub(super) fn in_order<'r>(mut positions: Vec<LocatedPosition<'r>>, at: Option<&str>) -> Vec<LocatedPosition<'r>> {
    if let Some(at) = at {
        positions.retain(|it| it.position.date.as_ref().is_none_or(|date| date.is_by(at)));
    }
    positions.sort_by_cached_key(|it| {
        let position = it.position;
        (position.reported_by.is_none(), position.date.as_ref().map(|it| it.last_day()))
    });
    positions
}

/// Separates positions on a topic by the provisions that they are about.
pub(super) fn by_targets<'r>(positions: Vec<LocatedPosition<'r>>) -> impl Iterator<Item = Vec<LocatedPosition<'r>>> {
    let mut by_targets: BTreeMap<Vec<&str>, Vec<LocatedPosition<'r>>> = BTreeMap::new();
    for located in positions {
        let targets = located.position.targets.iter().map(|it| it.name.as_str()).collect();
        by_targets.entry(targets).or_default().push(located);
    }
    by_targets.into_values()
}

/// The positions of one delegation or speaker so far, by the text to which they apply, each with its index in the
/// sequence.
#[derive(Default)]
pub(super) struct PositionsByText<'r> {
    texts: FxHashMap<Option<String>, Vec<(usize, LocatedPosition<'r>)>>,
}

/// A current position with its index in the sequence, and the positions that it replaced, oldest first.
pub(super) type CurrentPosition<'r> = (usize, (LocatedPosition<'r>, Vec<LocatedPosition<'r>>));

impl<'r> PositionsByText<'r> {
    pub(super) fn add(&mut self, order: usize, located: LocatedPosition<'r>, text: Option<String>) {
        if text.is_some() || !located.takes_side() {
            self.texts.entry(text).or_default().push((order, located));
            return;
        }
        let mut before = self.texts.remove(&None).unwrap_or_default();
        before.extend(self.texts.drain().flat_map(|it| it.1));
        before.push((order, located));
        self.texts.insert(None, before);
    }

    /// Returns the current position on each text: the last one that takes a side, or else the last one.
    pub(super) fn current(self) -> Vec<CurrentPosition<'r>> {
        let current = |mut positions: Vec<(usize, LocatedPosition<'r>)>| {
            positions.sort_by_key(|it| it.0);
            let last = positions.iter().rposition(|it| it.1.takes_side()).or(positions.len().checked_sub(1))?;
            let (order, position) = positions.remove(last);
            Some((order, (position, positions.into_iter().map(|it| it.1).collect())))
        };
        self.texts.into_values().filter_map(current).collect()
    }
}
