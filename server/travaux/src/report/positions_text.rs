//! Writes the positions of delegations on a draft as a list.

use travaux_model::positions::{Delegations, LocatedPosition, PositionIndex, Stance, Standing, Topics};

use super::natural_order::natural_cmp;
use super::sanitize::sanitized_line;

/// The tables from which names are taken, and the language in which they are shown.
#[derive(Clone, Copy)]
pub struct Naming<'n> {
    /// The delegations.
    pub delegations: &'n Delegations,
    /// The topics.
    pub topics: &'n Topics,
    /// The code of the language.
    pub language: &'n str,
}

/// Returns the positions on a draft by provision, topic and stance. Every line has a line break.
pub fn positions_text(path: &str, record: &PositionIndex, naming: Naming<'_>) -> String {
    let mut text = format!("{path}\n");
    let mut targets: Vec<&str> = record.targets().collect();
    targets.sort_by(|left, right| natural_cmp(left, right));
    for target in targets {
        text.push_str(&format!("  {}\n", sanitized_line(target)));
        let standings = record.standing(target, naming.delegations, naming.language);
        push_stances(&mut text, &standings, &record.at(target), naming);
    }
    for slug in record.topics() {
        let name = naming.topics.find(slug).and_then(|it| it.name.in_language(naming.language));
        let positions = record.on_topic(slug);
        let word = if positions.len() == 1 { "statement" } else { "statements" };
        text.push_str(&format!("  {} ({} {word})\n", sanitized_line(name.unwrap_or(slug)), positions.len()));
        let standings = record.topic_standing(slug, naming.delegations, naming.language);
        push_stances(&mut text, &standings, &positions, naming);
    }
    text
}

/// Adds a line for each stance of delegations, and then of other speakers.
fn push_stances(text: &mut String, standings: &[Standing<'_>], positions: &[LocatedPosition<'_>], naming: Naming<'_>) {
    for group in grouped(standings) {
        let position = group[0].position.position;
        let names: Vec<&str> = group.iter().map(|it| naming.delegations[it.delegation].name(naming.language)).collect();
        let about = position.alternative.as_ref().map(|it| format!(" {it:?}")).unwrap_or_default();
        let line = format!("{}{about} ({}): {}", position.stance.word(), names.len(), names.join("; "));
        text.push_str(&format!("    {}\n", sanitized_line(&line)));
    }
    for stance in Stance::ALL {
        let of_stance = positions.iter().filter(|it| it.position.stance == stance);
        let speakers = of_stance.flat_map(|it| &it.position.speakers);
        let mut names: Vec<&str> = speakers.filter_map(|it| it.name.in_language(naming.language)).collect();
        names.sort_unstable();
        names.dedup();
        if !names.is_empty() {
            let line = format!("{} ({}): {}", stance.word(), names.len(), names.join("; "));
            text.push_str(&format!("    {}\n", sanitized_line(&line)));
        }
    }
}

/// Groups positions by stance and by the alternative to which they apply. The order inside each group is unchanged.
fn grouped<'s, 'r>(standings: &'s [Standing<'r>]) -> Vec<Vec<&'s Standing<'r>>> {
    let mut groups: Vec<Vec<&Standing<'_>>> = Vec::new();
    for standing in standings {
        let position = standing.position.position;
        let same = |it: &&mut Vec<&Standing<'_>>| {
            let first = it[0].position.position;
            first.stance == position.stance && first.alternative == position.alternative
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(standing),
            None => groups.push(vec![standing]),
        }
    }
    groups
}
