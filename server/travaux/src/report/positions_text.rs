//! Writes the positions of delegations on a draft as a list.

use rustc_hash::FxHashMap;
use travaux_model::positions::{
    DraftPositions, Phrase, Phrases, Position, SpeakerStanding, Stance, Standing, StandingOptions, Vote,
};

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
        // In one forum most are silent, whatever they said elsewhere.
        if selection.forum.is_none() {
            push_tally(&mut text, &place, selection.options(naming));
        }
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

/// Adds what a chair counts on a whole provision, if several States are for or against it. Topics have many sides and are not
/// counted.
fn push_tally(text: &mut String, place: &Place<'_>, options: StandingOptions<'_>) {
    let tally = place.tally(None, options);
    let is_counted = tally.in_favour.len() + tally.against.len() > 1;
    if !place.is_topic && is_counted && place.alternatives().contains(&None) {
        let phrases = Phrases { language: options.language };
        text.push_str(&format!("    {}\n", phrases.tally(&tally).join(phrases.semicolon())));
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
    let position = standing.position.position;
    let unlike = (!groups.is_empty()).then(|| phrases.words(Phrase::Unlike, &groups.join(phrases.list_comma())));
    let is_uncounted = naming.delegations.is_uncounted_group(standing.delegation, position.date.as_ref());
    let unknown = is_uncounted.then(|| phrases.of(Phrase::MembersUnknown).to_owned());
    party(name(standing.delegation), unlike.into_iter().chain(unknown).collect(), position, naming)
}

/// Returns a speaker that is no delegation.
fn speaker<'r>(standing: &SpeakerStanding<'r>, naming: Naming<'_>) -> Party<'r> {
    party(standing.name(naming.language), Vec::new(), standing.position.position, naming)
}

/// Returns a name with some marks, with those for whom and by whom the position is stated, and the forms of the statement.
fn party<'r>(name: &str, mut marks: Vec<String>, position: &'r Position, naming: Naming<'_>) -> Party<'r> {
    let phrases = Phrases { language: naming.language };
    let named: Vec<&str> =
        position.on_behalf_of.iter().map(|it| naming.delegations[*it].name(naming.language)).collect();
    // Those on whose behalf it is stated take the position too.
    let others: Vec<&str> = named.into_iter().filter(|it| *it != name).collect();
    if !others.is_empty() {
        marks.push(phrases.words(Phrase::OnBehalfOf, &others.join(phrases.list_comma())));
    }
    if let Some(reporter) = &position.reported_by {
        marks.push(phrases.words(Phrase::ReportedBy, reporter.name(naming.delegations, naming.language)));
    }
    marks.extend(position.kinds.iter().map(|it| phrases.kind(*it).to_owned()));
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
