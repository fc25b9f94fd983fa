//! Writes the positions of delegations as JSON.

use serde_json::{Value, json};

use super::positions_places::{Naming, Place, Selection};
use travaux_model::positions::{
    Counted, Delegations, DraftPositions, LocatedPosition, Position, Reporter, SpeakerStanding, Standing,
};

/// Returns the selected positions on some drafts, given with their names, and those of files that are about no draft.
pub fn positions_json(
    drafts: &[(&str, DraftPositions<'_>)],
    files: &[(&str, DraftPositions<'_>)],
    selection: &Selection,
    naming: Naming<'_>,
) -> Value {
    let drafts = drafts.iter().map(|(path, positions)| {
        let (targets, topics) = places(positions, selection, naming);
        json!({"path": path, "targets": targets, "topics": topics})
    });
    let files = files.iter().map(|(path, positions)| {
        let (targets, topics) = places(positions, selection, naming);
        let count = positions.record().map_or(0, |it| it.count());
        json!({"path": path, "positions": count, "targets": targets, "topics": topics})
    });
    json!({"version": 1, "drafts": drafts.collect::<Vec<_>>(), "files": files.collect::<Vec<_>>()})
}

/// Returns the provisions and the topics.
fn places(positions: &DraftPositions<'_>, selection: &Selection, naming: Naming<'_>) -> (Vec<Value>, Vec<Value>) {
    let places = selection.places(positions, naming);
    let (topics, targets): (Vec<Place<'_>>, Vec<Place<'_>>) = places.into_iter().partition(|it| it.is_topic);
    let target = |place: &Place<'_>| {
        json!({
            "target": place.name,
            "standings": standings(&place.standings, naming),
            "speakers": speakers(&place.speakers, naming),
            "arithmetic": arithmetic(place, selection, naming),
        })
    };
    let topic = |place: &Place<'_>| {
        let topic = naming.topics.find(place.name);
        json!({
            "topic": place.name,
            "name": topic.and_then(|it| it.name.in_language(naming.language)),
            "statements": place.positions.len(),
            "standings": standings(&place.standings, naming),
            "speakers": speakers(&place.speakers, naming),
        })
    };
    (targets.iter().map(target).collect(), topics.iter().map(topic).collect())
}

/// Returns the States on each side of the whole place and of each of its alternatives, with the distance from agreement.
fn arithmetic(place: &Place<'_>, selection: &Selection, naming: Naming<'_>) -> Vec<Value> {
    let codes = |counted: &[Counted<'_>]| -> Vec<&str> {
        counted.iter().map(|it| naming.delegations[it.state].code.as_str()).collect()
    };
    let value = |alternative: Option<&str>| {
        let tally = place.tally(alternative, selection.options(naming));
        let code = |it: &_| naming.delegations[*it].code.as_str();
        json!({
            "alternative": alternative,
            "for": codes(&tally.in_favour),
            "against": codes(&tally.against),
            "reserved": codes(&tally.reserved),
            "neutral": codes(&tally.neutral),
            "silent": tally.silent.iter().map(code).collect::<Vec<_>>(),
            "not_counted": tally.not_counted.iter().map(code).collect::<Vec<_>>(),
            "distance": tally.distance(),
        })
    };
    place.alternatives().into_iter().map(value).collect()
}

fn standings(standings: &[Standing<'_>], naming: Naming<'_>) -> Vec<Value> {
    standings.iter().map(|it| standing(it, naming)).collect()
}

fn standing(standing: &Standing<'_>, naming: Naming<'_>) -> Value {
    let delegations = naming.delegations;
    let delegation = &delegations[standing.delegation];
    let value = json!({"delegation": {"code": delegation.code, "name": delegation.name(naming.language)}});
    let mut value = with_position(value, position(standing.position.position, delegations));
    value["history"] = history(&standing.history, delegations);
    let groups = standing.departs_from.iter().map(|it| delegations[*it].code.as_str());
    value["departs_from"] = groups.collect::<Vec<_>>().into();
    value
}

/// Returns the current positions of those that are no delegations.
fn speakers(speakers: &[SpeakerStanding<'_>], naming: Naming<'_>) -> Vec<Value> {
    let value = |standing: &SpeakerStanding<'_>| {
        let name = standing.name(naming.language);
        let value = json!({"speaker": {"name": name, "kind": standing.speaker.kind}});
        let mut value = with_position(value, position(standing.position.position, naming.delegations));
        value["history"] = history(&standing.history, naming.delegations);
        value
    };
    speakers.iter().map(value).collect()
}

fn history(positions: &[LocatedPosition<'_>], delegations: &Delegations) -> Value {
    positions.iter().map(|it| position(it.position, delegations)).collect()
}

fn with_position(mut value: Value, position: Value) -> Value {
    if let (Value::Object(fields), Value::Object(stated)) = (&mut value, position) {
        fields.extend(stated);
    }
    value
}

fn position(position: &Position, delegations: &Delegations) -> Value {
    let on_behalf_of: Vec<&str> = position.on_behalf_of.iter().map(|it| delegations[*it].code.as_str()).collect();
    let reported_by = position.reported_by.as_ref().map(|it| match it {
        Reporter::Delegation(id) => json!(delegations[*id].code),
        Reporter::Other(name) => json!(name),
    });
    json!({
        "stance": position.stance,
        "alternative": position.alternative,
        "date": position.date,
        "forum": position.forum,
        "note": position.note,
        "source": position.sources.first(),
        "sources": position.sources,
        "on_behalf_of": on_behalf_of,
        "reported_by": reported_by,
        "kind": position.kinds,
        "vote": position.vote,
    })
}
