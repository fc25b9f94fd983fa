//! Writes the positions of delegations on a draft as a list.

use rustc_hash::FxHashMap;
use travaux_model::positions::{DraftPositions, Phrase, Phrases, Position, SpeakerStanding, Stance, Standing, Vote};

use super::positions_places::{Naming, Place, Selection};
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
        push_stances(&mut text, &place, naming);
    }
    text
}

/// One that takes a position, as its line shows it.
struct Party<'r> {
    name: String,
    position: &'r Position,
}

/// Adds a line for each stance on each text, of delegations first and then of other speakers.
fn push_stances(text: &mut String, place: &Place<'_>, naming: Naming<'_>) {
    let delegations = place.standings.iter().map(|it| delegation(it, naming)).collect();
    let speakers = place.speakers.iter().map(|it| speaker(it, naming)).collect();
    for group in grouped(delegations).into_iter().chain(grouped(speakers)) {
        let position = group[0].position;
        let names: Vec<&str> = group.iter().map(|it| it.name.as_str()).collect();
        let about = position.alternative.as_ref().map(|it| format!(" \"{it}\"")).unwrap_or_default();
        let line = format!("{}{about} ({}): {}", position.stance.word(), names.len(), names.join("; "));
        text.push_str(&format!("    {}\n", sanitized_line(&line)));
        push_votes(text, &group, naming);
    }
}

/// Adds a line for each vote in which positions were cast.
fn push_votes(text: &mut String, group: &[Party<'_>], naming: Naming<'_>) {
    let phrases = Phrases { language: naming.language };
    let mut votes: Vec<&Vote> = group.iter().filter_map(|it| it.position.vote.as_ref()).collect();
    votes.dedup();
    for vote in votes {
        let parts = phrases.vote(vote);
        if !parts.is_empty() {
            let line = phrases.words(Phrase::Vote, &parts.join(phrases.comma()));
            text.push_str(&format!("      {}\n", sanitized_line(&line)));
        }
    }
}

/// Returns a delegation, with the groups from whose position it departs.
fn delegation<'r>(standing: &Standing<'r>, naming: Naming<'_>) -> Party<'r> {
    let name = |it| naming.delegations[it].name(naming.language);
    let groups: Vec<&str> = standing.departs_from.iter().map(|it| name(*it)).collect();
    let phrases = Phrases { language: naming.language };
    let unlike = (!groups.is_empty()).then(|| phrases.words(Phrase::Unlike, &groups.join(phrases.list_comma())));
    party(name(standing.delegation), unlike, standing.position.position, phrases)
}

/// Returns a speaker that is no delegation.
fn speaker<'r>(standing: &SpeakerStanding<'r>, naming: Naming<'_>) -> Party<'r> {
    let phrases = Phrases { language: naming.language };
    party(standing.name(naming.language), None, standing.position.position, phrases)
}

/// Returns a name with a mark and the forms of the statement.
fn party<'r>(name: &str, mark: Option<String>, position: &'r Position, phrases: Phrases<'_>) -> Party<'r> {
    let kinds = position.kinds.iter().map(|it| phrases.kind(*it).to_owned());
    let marks: Vec<String> = mark.into_iter().chain(kinds).collect();
    let name = match marks.is_empty() {
        true => name.to_owned(),
        false => format!("{name} ({})", marks.join(phrases.comma())),
    };
    Party { name, position }
}

/// Groups positions by stance and by the alternative to which they apply. The order inside each group is unchanged.
fn grouped(parties: Vec<Party<'_>>) -> Vec<Vec<Party<'_>>> {
    let mut groups: Vec<Vec<Party<'_>>> = Vec::new();
    let mut places: FxHashMap<(Stance, Option<&str>), usize> = FxHashMap::default();
    for party in parties {
        let key = (party.position.stance, party.position.alternative.as_deref());
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(party),
            None => groups.push(vec![party]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Naming, Selection, positions_text};
    use travaux_model::positions::{Delegations, DraftPositions, PositionIndex, Topics, read_csv};

    #[test]
    fn speakers_are_listed_with_the_alternative_the_form_and_the_vote() {
        let delegations = Delegations::shipped();
        let sheet = "delegations,speaker,speaker_kind,stance,target,alternative,kind,vote_for,vote_against,date\n\
            NO,,,opposes,article 1,\"تَعْمَل \"\"سريعا\"\"\",,,,\n\
            ,79 States,unnamed,votes-for,article 1,act,oral,79,60,2019\n\
            ,МСЭ,organization,votes-for,article 1,act,,79,60,2019\n\
            ,Chair,chair,proposes,article 1,,,,,2022\n,Chair,chair,withdraws,article 1,,,,,2023\n";
        let file = read_csv(sheet, delegations);
        assert_eq!(file.errors, []);
        let index = PositionIndex::of(vec![Arc::new(file)]);
        let naming = Naming { delegations, topics: &Topics::default(), language: "en" };
        let text = positions_text("x", &DraftPositions::of(Some(&index), Vec::new()), &Selection::default(), naming);
        let expected = "x\n  article 1\n    opposes \"تَعْمَل \"سريعا\"\" (1): Norway\n    \
            votes-for \"act\" (2): 79 States (orally); МСЭ\n      vote: 79-60\n    withdraws (1): Chair\n";
        assert_eq!(text, expected);
    }
}
