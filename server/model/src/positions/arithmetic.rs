//! What a chair counts: for a place under discussion the States for, against, reserved and silent, each counted once,
//! and how far the place is from agreement.
//!
//! Groups are expanded to their members. A State's own position goes before that of any of its groups, and of several
//! groups the one that spoke last counts for it. A statement without a side takes no State out of its groups. Silence is
//! silence and never consent: it changes no majority.

use serde::Serialize;

use rustc_hash::{FxHashMap, FxHashSet};

use super::date::{Date, Day};
use super::delegation::{DelegationId, DelegationKind};
use super::name_folding::fold_name;
use super::position::LocatedPosition;
use super::stance::Side;
use super::standing::{Standing, StandingOptions};

/// A Member State that is counted on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted<'r> {
    /// The State.
    pub state: DelegationId,
    /// The position that counts for it.
    pub position: LocatedPosition<'r>,
    /// The group that takes the position for it; `None` if the State takes it itself.
    pub through: Option<DelegationId>,
}

/// The Member States on each side of one place, in the order of their names. Each State is on one side only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally<'r> {
    /// Those for the text.
    pub in_favour: Vec<Counted<'r>>,
    /// Those against it.
    pub against: Vec<Counted<'r>>,
    /// Those that abstain, reserve their positions, or would accept another text.
    pub reserved: Vec<Counted<'r>>,
    /// Those that have spoken without taking a side, or have withdrawn.
    pub neutral: Vec<Counted<'r>>,
    /// The Member States without a recorded position.
    pub silent: Vec<DelegationId>,
    /// Those with a position that are no Member States: observers, and groups whose members are not known.
    pub not_counted: Vec<DelegationId>,
}

/// How far a place is from agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Distance {
    /// The number of objections that stand against a consensus.
    pub objections: usize,
    /// The number of reservations, which a consensus has to meet as well.
    pub reservations: usize,
    /// The number of further votes that are needed for a simple majority, if those for and against are present and
    /// voting; `None` if nobody has taken a side.
    pub to_simple_majority: Option<usize>,
    /// The same for a majority of two thirds.
    pub to_two_thirds: Option<usize>,
}

impl<'r> Tally<'r> {
    /// Counts the current positions on one place. On an `alternative`, those on it and those on the whole place that no
    /// own position on the alternative replaces are counted; without one, those on the whole place.
    pub fn of<'s>(
        standings: impl IntoIterator<Item = &'s Standing<'r>>,
        alternative: Option<&str>,
        options: StandingOptions<'_>,
    ) -> Tally<'r>
    where
        'r: 's,
    {
        let wanted = alternative.map(fold_name);
        let mut candidates = Candidates { best: FxHashMap::default(), others: FxHashSet::default() };
        for standing in standings {
            let text = standing.position.position.alternative.as_deref();
            // Most positions spell an alternative in one way.
            if text.is_none() || text == alternative || text.map(fold_name) == wanted {
                candidates.add(standing, text.is_some(), options);
            }
        }
        candidates.tally(options)
    }

    /// Returns the States on a side.
    pub fn side(&self, side: Side) -> &[Counted<'r>] {
        match side {
            Side::For => &self.in_favour,
            Side::Against => &self.against,
            Side::Reserved => &self.reserved,
            Side::Neutral => &self.neutral,
        }
    }

    /// Returns the number of Member States with a position.
    pub fn spoken(&self) -> usize {
        self.in_favour.len() + self.against.len() + self.reserved.len() + self.neutral.len()
    }

    /// Returns how far the place is from agreement.
    pub fn distance(&self) -> Distance {
        let (in_favour, against) = (self.in_favour.len(), self.against.len());
        let has_voters = in_favour + against > 0;
        Distance {
            objections: against,
            reservations: self.reserved.len(),
            to_simple_majority: has_voters.then(|| (against + 1).saturating_sub(in_favour)),
            to_two_thirds: has_voters.then(|| (2 * against).max(1).saturating_sub(in_favour)),
        }
    }
}

/// Returns the index of the alternative that draws the fewest objections, among those on which anybody has spoken; of
/// several, the one with the most support. `None` if two are equal in both, or if nobody has spoken on any.
pub fn least_opposed(tallies: &[Tally<'_>]) -> Option<usize> {
    let key = |tally: &Tally<'_>| (tally.against.len(), usize::MAX - tally.in_favour.len());
    let discussed = || tallies.iter().enumerate().filter(|it| it.1.spoken() > 0);
    let (index, best) = discussed().min_by_key(|it| key(it.1))?;
    let is_alone = discussed().all(|it| it.0 == index || key(it.1) > key(best));
    is_alone.then_some(index)
}

/// The position that counts for each State so far, with its weight.
struct Candidates<'r> {
    best: FxHashMap<DelegationId, (Weight, Counted<'r>)>,
    others: FxHashSet<DelegationId>,
}

/// What decides between two positions of one State: one that takes a side goes before one that takes none, its own before
/// that of a group, that on the alternative before that on the whole place, first hand before second hand, the later
/// before the earlier, the smaller group before the larger one.
type Weight = (bool, bool, bool, bool, Option<Day>, usize);

impl<'r> Candidates<'r> {
    fn add(&mut self, standing: &Standing<'r>, is_on_text: bool, options: StandingOptions<'_>) {
        let (delegations, located) = (options.delegations, standing.position);
        let date = located.position.date.as_ref();
        let is_first_hand = located.position.reported_by.is_none();
        let takes_side = located.takes_side();
        let weight = |is_own, size: usize| {
            (takes_side, is_own, is_on_text, is_first_hand, date.map(Date::last_day), usize::MAX - size)
        };
        match delegations[standing.delegation].kind {
            DelegationKind::State => {
                let counted = Counted { state: standing.delegation, position: located, through: None };
                self.offer(weight(true, 0), counted);
            }
            DelegationKind::Group => {
                let members = delegations.members_when(standing.delegation, date, options.at);
                if members.is_empty() {
                    self.others.insert(standing.delegation);
                }
                let weight = weight(false, members.len());
                let is_state = |it: &DelegationId| delegations[*it].kind == DelegationKind::State;
                for state in members.into_iter().filter(is_state) {
                    let counted = Counted { state, position: located, through: Some(standing.delegation) };
                    self.offer(weight, counted);
                }
            }
            DelegationKind::Observer | DelegationKind::Other => {
                self.others.insert(standing.delegation);
            }
        }
    }

    fn offer(&mut self, weight: Weight, counted: Counted<'r>) {
        let is_better = self.best.get(&counted.state).is_none_or(|it| weight > it.0);
        if is_better {
            self.best.insert(counted.state, (weight, counted));
        }
    }

    fn tally(self, options: StandingOptions<'_>) -> Tally<'r> {
        let delegations = options.delegations;
        let ranks = delegations.ranks(options.language);
        let mut tally = Tally { not_counted: self.others.into_iter().collect(), ..Tally::default() };
        tally.not_counted.sort_by_key(|it| ranks.rank(*it));
        for state in ranks.in_order().filter(|it| delegations[*it].kind == DelegationKind::State) {
            let Some((_, counted)) = self.best.get(&state) else {
                tally.silent.push(state);
                continue;
            };
            match counted.position.position.stance.side() {
                Side::For => tally.in_favour.push(*counted),
                Side::Against => tally.against.push(*counted),
                Side::Reserved => tally.reserved.push(*counted),
                Side::Neutral => tally.neutral.push(*counted),
            }
        }
        tally
    }
}

#[cfg(test)]
mod brute_force;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Tally, least_opposed};
    use crate::positions::{Delegations, PositionIndex, StandingOptions, read_csv, standings};

    fn tally<T>(rows: &str, alternative: Option<&str>, at: Option<&str>, see: impl FnOnce(&Tally<'_>) -> T) -> T {
        let sheet = format!("delegations,stance,target,alternative,date\n{rows}");
        let delegations = Delegations::shipped();
        let file = read_csv(&sheet, delegations);
        assert_eq!(file.errors, []);
        let index = PositionIndex::of(vec![Arc::new(file)]);
        let options = StandingOptions { delegations, language: "en", at };
        see(&Tally::of(&standings(index.at("article 9"), options), alternative, options))
    }

    /// Asserts the numbers of States for, against, reserved, neutral and silent.
    fn check(rows: &str, alternative: Option<&str>, at: Option<&str>, expected: [usize; 5]) {
        let found = tally(rows, alternative, at, |it| {
            [it.in_favour.len(), it.against.len(), it.reserved.len(), it.neutral.len(), it.silent.len()]
        });
        assert_eq!(found, expected, "{rows}");
        assert_eq!(found.iter().sum::<usize>(), 193);
    }

    #[test]
    fn groups_are_expanded_and_each_state_counts_once() {
        check("EU,opposes,article 9,,2019-12\nفرنسا,opposes,article 9,,2019-12\n", None, None, [0, 28, 0, 0, 165]);
        check("EU,opposes,article 9,,2023\n中国;RU,supports,article 9,,2023\n", None, None, [2, 27, 0, 0, 164]);
        check(
            "EU,opposes,article 9,,2023\nRU;CN,amends,article 9,,\nIR,states,article 9,,\n",
            None,
            None,
            [0, 27, 2, 1, 163],
        );
    }

    #[test]
    fn a_state_goes_before_its_groups_and_the_last_group_counts() {
        check("PL,supports,article 9,,2018\nEU,opposes,article 9,,2023\n", None, None, [1, 26, 0, 0, 166]);
        check("EU,opposes,article 9,,2021\nG7,supports,article 9,,2022\n", None, None, [7, 24, 0, 0, 162]);
    }

    #[test]
    fn a_statement_without_a_side_takes_no_state_out_of_its_group() {
        check("EU,opposes,article 9,,2021\nPL,states,article 9,,2023\n", None, None, [0, 27, 0, 0, 166]);
        check("EU,opposes,article 9,,2021\nG7,states,article 9,,2023\n", None, None, [0, 27, 0, 4, 162]);
        check("欧盟,opposes,article 9,,2021\nبولندا,states,article 9,a,2023\n", Some("a"), None, [0, 27, 0, 0, 166]);
        check("EU,opposes,article 9,,2021\nPL,withdraws,article 9,,2023\n", None, None, [0, 26, 0, 1, 166]);
    }

    #[test]
    fn members_are_those_who_spoke_and_still_belong_at_the_date() {
        let rows = "EU,opposes,article 9,,2019\n";
        check(rows, None, Some("2019"), [0, 28, 0, 0, 165]);
        check(rows, None, Some("2023"), [0, 27, 0, 0, 166]);
        check(rows, None, Some("2018"), [0, 0, 0, 0, 193]);
    }

    #[test]
    fn those_that_are_no_member_states_are_listed_apart() {
        let rows = "VA;LMDC,opposes,article 9,,\n";
        check(rows, None, None, [0, 0, 0, 0, 193]);
        assert_eq!(tally(rows, None, None, |it| it.not_counted.len()), 2);
    }

    #[test]
    fn the_position_on_the_whole_place_counts_for_an_alternative_unless_there_is_one_on_it() {
        let rows = "US,supports,article 9,data,\nUS,opposes,article 9,digital,\n俄罗斯,opposes,article 9,,\n";
        check(rows, Some("Data"), None, [1, 1, 0, 0, 191]);
        check(rows, Some("digital"), None, [0, 2, 0, 0, 191]);
        check(rows, None, None, [0, 1, 0, 0, 192]);
    }

    #[test]
    fn the_distance_from_agreement_counts_those_who_took_a_side() {
        let distance = |rows| {
            tally(rows, None, None, |it| {
                let it = it.distance();
                (it.objections, it.reservations, it.to_simple_majority, it.to_two_thirds)
            })
        };
        assert_eq!(distance(""), (0, 0, None, None));
        assert_eq!(distance("RU;CN,supports,article 9,,\nUS,opposes,article 9,,\n"), (1, 0, Some(0), Some(0)));
        assert_eq!(distance("RU,supports,article 9,,\nUS;JP,opposes,article 9,,\n"), (2, 0, Some(2), Some(3)));
        assert_eq!(
            distance("RU,supports,article 9,,\nUS,opposes,article 9,,\nCU,reserves,article 9,,\n"),
            (1, 1, Some(1), Some(1))
        );
    }

    #[test]
    fn the_least_opposed_alternative_is_the_one_with_the_fewest_objections() {
        let of = |rows: &str| {
            tally(rows, Some("a"), None, |a| tally(rows, Some("b"), None, |b| least_opposed(&[a.clone(), b.clone()])))
        };
        assert_eq!(of("RU;CN,opposes,article 9,a,\nUS,opposes,article 9,b,\n"), Some(1));
        assert_eq!(of("RU,supports,article 9,a,\nUS,opposes,article 9,b,\n"), Some(0));
        assert_eq!(of("RU,opposes,article 9,a,\nUS,opposes,article 9,b,\n"), None);
        assert_eq!(of(""), None);
    }
}
