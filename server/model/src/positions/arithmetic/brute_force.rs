//! Counts the States by the rules as they are documented, one State at a time, and compares the result with the tally over
//! random records.

use std::fmt::Write;
use std::sync::Arc;

use super::Tally;
use crate::positions::delegation::DelegationKind;
use crate::positions::{
    DelegationId, Delegations, LocatedPosition, PositionIndex, Side, Stance, StandingOptions, read_csv, standings,
};

const PARTIES: [&str; 14] =
    ["FR", "PL", "GB", "JM", "DE", "US", "CN", "VA", "EU", "G7", "CARICOM", "FR;PL", "EU;US", "JM;GB"];
const DATES: [&str; 7] = ["", "2018", "2019-12", "2020-01-31", "2021-06-01", "2023", "2024-02-29"];
const TEXTS: [Option<&str>; 3] = [None, Some("act"), Some("go")];

/// A generator of numbers that are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// Returns the rows of a random sheet.
fn rows(numbers: &mut Numbers) -> String {
    let mut rows = String::new();
    for _ in 0..=numbers.below(12) {
        let stance = Stance::ALL[numbers.below(Stance::ALL.len())].word();
        let (parties, date) = (PARTIES[numbers.below(PARTIES.len())], DATES[numbers.below(DATES.len())]);
        let text = TEXTS[numbers.below(TEXTS.len())].unwrap_or_default();
        let reporter = if numbers.below(6) == 0 { "CN" } else { "" };
        let _ = writeln!(rows, "{parties},{stance},article 9,{text},{date},{reporter}");
    }
    rows
}

/// Returns the current position of a party on a text: the last one with a side after which it took none on the whole
/// place, or else the last one.
fn current<'r>(
    positions: &[LocatedPosition<'r>],
    party: DelegationId,
    text: Option<&str>,
) -> Option<LocatedPosition<'r>> {
    let own: Vec<&LocatedPosition<'r>> =
        positions.iter().filter(|it| it.position.parties().any(|it| it == party)).collect();
    let settled = own.iter().rposition(|it| it.position.alternative.is_none() && it.position.stance != Stance::States);
    let on_text = own.iter().enumerate().filter(|it| it.1.position.alternative.as_deref() == text);
    let is_later = |it: &(usize, &&LocatedPosition<'r>)| text.is_none() || settled.is_none_or(|at| at < it.0);
    let on_text: Vec<_> = on_text.filter(is_later).map(|it| **it.1).collect();
    let with_side = on_text.iter().rev().find(|it| it.position.stance != Stance::States);
    with_side.or(on_text.last()).copied()
}

/// The current position of a party on a text or on the whole place, and those for whom it speaks.
struct Candidate<'r> {
    party: DelegationId,
    is_on_text: bool,
    position: LocatedPosition<'r>,
    members: Vec<DelegationId>,
}

/// Returns the current positions of all parties on a text and on the whole place.
fn candidates<'r>(
    positions: &[LocatedPosition<'r>],
    text: Option<&str>,
    options: StandingOptions<'_>,
) -> Vec<Candidate<'r>> {
    let mut found = Vec::new();
    let mut texts = vec![text, None];
    texts.dedup();
    for (party, _) in options.delegations.iter() {
        for about in &texts {
            let Some(position) = current(positions, party, *about) else { continue };
            let members = options.delegations.members_when(party, position.position.date.as_ref(), options.at);
            found.push(Candidate { party, is_on_text: about.is_some(), position, members });
        }
    }
    found
}

/// Returns the side of the position that counts for a State.
fn side_of(candidates: &[Candidate<'_>], state: DelegationId) -> Option<Side> {
    let own = candidates.iter().filter(|it| it.party == state || it.members.contains(&state));
    let counted = own.max_by_key(|it| {
        let position = it.position.position;
        let date = position.date.as_ref().map(|it| it.last_day());
        let (has_side, is_first_hand) = (position.stance != Stance::States, position.reported_by.is_none());
        (has_side, it.party == state, it.is_on_text, is_first_hand, date, usize::MAX - it.members.len())
    });
    counted.map(|it| it.position.position.stance.side())
}

/// Returns the States on each side and those that are silent, one State after another.
fn expected(
    positions: &[LocatedPosition<'_>],
    text: Option<&str>,
    options: StandingOptions<'_>,
) -> Vec<Vec<DelegationId>> {
    let mut sides = vec![Vec::new(); 5];
    let candidates = candidates(positions, text, options);
    let states = options.delegations.iter().filter(|it| it.1.kind == DelegationKind::State);
    for (state, _) in states {
        let place = match side_of(&candidates, state) {
            Some(Side::For) => 0,
            Some(Side::Against) => 1,
            Some(Side::Reserved) => 2,
            Some(Side::Neutral) => 3,
            None => 4,
        };
        sides[place].push(state);
    }
    sides
}

#[test]
fn the_tally_of_random_records_is_that_of_one_state_after_another() {
    let delegations = Delegations::shipped();
    let mut numbers = Numbers(13);
    for _ in 0..150 {
        let rows = rows(&mut numbers);
        let sheet = format!("delegations,stance,target,alternative,date,reported_by\n{rows}");
        let file = read_csv(&sheet, delegations);
        assert_eq!(file.errors.iter().filter(|it| it.rule.is_none()).collect::<Vec<_>>(), Vec::<&_>::new(), "{sheet}");
        let index = PositionIndex::of(vec![Arc::new(file)]);
        let at = [None, Some("2019-12"), Some("2022")][numbers.below(3)];
        let text = TEXTS[numbers.below(TEXTS.len())];
        let options = StandingOptions { delegations, language: "en", at };
        let tally = Tally::of(&standings(index.at("article 9"), options), text, options);
        let mut positions = index.at("article 9");
        positions.retain(|it| at.is_none_or(|at| it.position.date.as_ref().is_none_or(|date| date.is_by(at))));
        positions.sort_by_key(|it| {
            let date = it.position.date.as_ref().map(|it| it.last_day());
            (it.position.reported_by.is_none(), date)
        });
        let sides = [Side::For, Side::Against, Side::Reserved, Side::Neutral];
        let mut found = sides.map(|it| tally.side(it).iter().map(|it| it.state).collect::<Vec<_>>()).to_vec();
        found.push(tally.silent.clone());
        found.iter_mut().for_each(|it| it.sort_unstable());
        assert_eq!(found, expected(&positions, text, options), "{text:?} at {at:?}\n{rows}");
        assert_eq!(found.iter().map(Vec::len).sum::<usize>(), 193);
    }
}
