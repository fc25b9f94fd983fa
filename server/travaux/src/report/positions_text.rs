//! Writes the positions of delegations on a draft as a list.

use travaux_model::positions::{DraftPositions, LocatedPosition, Phrase, Phrases, Stance, Standing, Vote};

use super::positions_places::{Naming, Selection};
use super::sanitize::sanitized_line;

/// Returns the positions on a draft by provision, topic and stance. Every line has a line break.
pub fn positions_text(
    heading: &str,
    positions: &DraftPositions<'_>,
    selection: &Selection,
    naming: Naming<'_>,
) -> String {
    let places = selection.places(positions, naming);
    if places.is_empty() {
        return String::new();
    }
    let mut text = format!("{}\n", sanitized_line(heading));
    for place in places {
        if place.is_topic {
            let name = naming.topics.find(place.name).and_then(|it| it.name.in_language(naming.language));
            let count = place.positions.len();
            let word = if count == 1 { "statement" } else { "statements" };
            text.push_str(&format!("  {} ({count} {word})\n", sanitized_line(name.unwrap_or(place.name))));
        } else {
            text.push_str(&format!("  {}\n", sanitized_line(place.name)));
        }
        push_stances(&mut text, &place.standings, &place.positions, naming);
    }
    text
}

/// Adds a line for each stance of delegations, and then of other speakers.
fn push_stances(text: &mut String, standings: &[Standing<'_>], positions: &[LocatedPosition<'_>], naming: Naming<'_>) {
    for group in grouped(standings) {
        let position = group[0].position.position;
        let names: Vec<String> = group.iter().map(|it| name(it, naming)).collect();
        let about = position.alternative.as_ref().map(|it| format!(" \"{it}\"")).unwrap_or_default();
        let line = format!("{}{about} ({}): {}", position.stance.word(), names.len(), names.join("; "));
        text.push_str(&format!("    {}\n", sanitized_line(&line)));
        push_votes(text, &group, naming);
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

/// Adds a line for each vote in which positions were cast.
fn push_votes(text: &mut String, group: &[&Standing<'_>], naming: Naming<'_>) {
    let phrases = Phrases { language: naming.language };
    let mut votes: Vec<&Vote> = group.iter().filter_map(|it| it.position.position.vote.as_ref()).collect();
    votes.dedup();
    for vote in votes {
        let parts = phrases.vote(vote);
        if !parts.is_empty() {
            let line = phrases.words(Phrase::Vote, &parts.join(phrases.comma()));
            text.push_str(&format!("      {}\n", sanitized_line(&line)));
        }
    }
}

/// Returns the name of a delegation, with the groups from whose position it departs and the forms of its statement.
fn name(standing: &Standing<'_>, naming: Naming<'_>) -> String {
    let name = |it| naming.delegations[it].name(naming.language);
    let groups: Vec<&str> = standing.departs_from.iter().map(|it| name(*it)).collect();
    let phrases = Phrases { language: naming.language };
    let unlike = (!groups.is_empty()).then(|| phrases.words(Phrase::Unlike, &groups.join(", ")));
    let kinds = standing.position.position.kinds.iter().map(|it| phrases.kind(*it).to_owned());
    let marks: Vec<String> = unlike.into_iter().chain(kinds).collect();
    match marks.is_empty() {
        true => name(standing.delegation).to_owned(),
        false => format!("{} ({})", name(standing.delegation), marks.join(phrases.comma())),
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
