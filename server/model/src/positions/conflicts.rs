//! Positions of one delegation on both sides of one text at one time. One of them must be a mistake in the record.

use rustc_hash::FxHashMap;

use super::address::address_key;
use super::date::Date;
use super::delegation::DelegationId;
use super::delegations::Delegations;
use super::name_folding::fold_name;
use super::parse_error::{ParseError, quoted};
use super::position::{Position, Target};
use super::position_rule::PositionRule;
use super::stance::{Side, Stance};

/// A delegation and the number of a text at a time.
type Key = (DelegationId, usize);

/// A place with its alternative, and a day.
type TextAtTime<'p> = (String, Option<String>, &'p Date);

/// The stance that a delegation had first, and the place of its target.
#[derive(Clone, Copy)]
struct Before {
    stance: Stance,
    at: usize,
}

/// Returns an error at each target on which a delegation takes both sides on one day, or in one meeting. Months and years
/// are no single time, a topic has many sides, and what others report is left to them.
///
/// `line_of` returns the line of a byte, counted from zero.
pub(super) fn conflicts(
    positions: &[Position],
    delegations: &Delegations,
    line_of: impl Fn(usize) -> u32,
) -> Vec<ParseError> {
    let mut seen: FxHashMap<Key, Before> = FxHashMap::default();
    let mut numbers: FxHashMap<TextAtTime<'_>, usize> = FxHashMap::default();
    let mut errors = Vec::new();
    for position in positions.iter().filter(|it| it.reported_by.is_none()) {
        let Some(date) = position.date.as_ref().filter(|it| is_one_time(it)) else { continue };
        let side = position.stance.side();
        if !matches!(side, Side::For | Side::Against) {
            continue;
        }
        let alternative = position.alternative.as_deref().map(fold_name);
        for target in &position.targets {
            let next = numbers.len();
            let number = *numbers.entry((address_key(&target.name), alternative.clone(), date)).or_insert(next);
            let mut conflicting = position.parties().filter_map(|party| {
                let now = Before { stance: position.stance, at: target.range.start };
                let before = *seen.entry((party, number)).or_insert(now);
                (before.stance.side() != side).then_some((party, before))
            });
            let first = conflicting.next();
            conflicting.for_each(drop);
            if let Some((party, before)) = first {
                let (name, line) = (delegations[party].name("en"), line_of(before.at) + 1);
                errors.push(conflict(target, position.stance, before.stance, date, name, line));
            }
        }
    }
    errors
}

fn is_one_time(date: &Date) -> bool {
    const DAY_BYTES: usize = 10;
    match date {
        Date::On(date) => date.len() == DAY_BYTES,
        Date::Between(from, to) => from.len() == DAY_BYTES && to.len() == DAY_BYTES,
        Date::AsOf(_) => false,
    }
}

fn conflict(target: &Target, stance: Stance, before: Stance, date: &Date, name: &str, line: u32) -> ParseError {
    let place = quoted(&target.name);
    let (stance, before) = (stance.word(), before.word());
    let message = format!(
        "{name} {stance} {place} on {date}, and {before} it at the same time in line {line}; correct one of them"
    );
    ParseError::of_rule(PositionRule::ConflictingPosition, target.range.clone(), message)
}

#[cfg(test)]
mod tests {
    use crate::positions::{Delegations, read_csv};

    fn check(rows: &str, expected: &[&str]) {
        let sheet = format!("delegations,stance,target,alternative,date\n{rows}");
        let file = read_csv(&sheet, Delegations::shipped());
        let errors = &file.errors;
        assert_eq!(errors.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(), expected, "{rows}");
        assert!(errors.iter().all(|it| sheet[it.range.clone()].to_lowercase().starts_with("article")));
    }

    #[test]
    fn both_sides_at_one_time_are_a_conflict() {
        let message = "China opposes \"Article 9\" on 2023-09-01, and supports it at the same time in line 2; correct one of them";
        check("中国;RU,supports,article 9,,2023-09-01\nالصين,opposes,Article 9,,2023-09-01\n", &[message]);
    }

    #[test]
    fn other_days_other_texts_and_reservations_are_none() {
        check("CN,supports,article 9,,2023-09-01\nCN,opposes,article 9,,2023-09-02\n", &[]);
        check("CN,supports,article 9,,2023\nCN,opposes,article 9,,2023\n", &[]);
        check("CN,supports,article 9,a,2023-09-01\nCN,opposes,article 9,b,2023-09-01\n", &[]);
        check("CN,supports,article 9,,2023-09-01\nCN,reserves,article 9,,2023-09-01\n", &[]);
    }
}
