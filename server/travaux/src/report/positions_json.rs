//! Writes the positions of delegations as JSON.

use serde_json::{Value, json};

use super::natural_order::natural_cmp;
use super::positions_text::Naming;
use travaux_model::positions::{Delegations, LocatedPosition, Position, PositionIndex, Reporter, Standing};

/// Returns the positions on some drafts, given with their names, and those of files that are about no draft.
pub fn positions_json(
    drafts: &[(&str, Option<&PositionIndex>)],
    files: &[(&str, &PositionIndex)],
    naming: Naming<'_>,
) -> Value {
    let drafts = drafts.iter().map(|(path, record)| {
        let (targets, topics) = record.map_or_else(Default::default, |it| (targets(it, naming), topics(it, naming)));
        json!({"path": path, "targets": targets, "topics": topics})
    });
    let files = files.iter().map(|(path, record)| {
        let (targets, topics) = (targets(record, naming), topics(record, naming));
        json!({"path": path, "positions": record.count(), "targets": targets, "topics": topics})
    });
    json!({"version": 1, "drafts": drafts.collect::<Vec<_>>(), "files": files.collect::<Vec<_>>()})
}

fn targets(record: &PositionIndex, naming: Naming<'_>) -> Vec<Value> {
    let mut targets: Vec<&str> = record.targets().collect();
    targets.sort_by(|left, right| natural_cmp(left, right));
    let value = |target: &str| {
        let standings = standings(&record.standing(target, naming.delegations, naming.language), naming);
        json!({"target": target, "standings": standings, "speakers": speakers(&record.at(target), naming)})
    };
    targets.into_iter().map(value).collect()
}

fn topics(record: &PositionIndex, naming: Naming<'_>) -> Vec<Value> {
    let value = |slug: &str| {
        let topic = naming.topics.find(slug);
        let positions = record.on_topic(slug);
        json!({
            "topic": slug,
            "name": topic.and_then(|it| it.name.in_language(naming.language)),
            "statements": positions.len(),
            "standings": standings(&record.topic_standing(slug, naming.delegations, naming.language), naming),
            "speakers": speakers(&positions, naming),
        })
    };
    record.topics().map(value).collect()
}

fn standings(standings: &[Standing<'_>], naming: Naming<'_>) -> Vec<Value> {
    standings.iter().map(|it| standing(it, naming)).collect()
}

fn standing(standing: &Standing<'_>, naming: Naming<'_>) -> Value {
    let delegations = naming.delegations;
    let delegation = &delegations[standing.delegation];
    let value = json!({"delegation": {"code": delegation.code, "name": delegation.name(naming.language)}});
    let mut value = with_position(value, position(standing.position.position, delegations));
    let history: Vec<Value> = standing.history.iter().map(|it| position(it.position, delegations)).collect();
    value["history"] = history.into();
    value
}

/// Returns the positions of those that are no delegations.
fn speakers(positions: &[LocatedPosition<'_>], naming: Naming<'_>) -> Vec<Value> {
    let of_position = |located: &LocatedPosition<'_>| {
        let stated = located.position;
        let values = stated.speakers.iter().map(|speaker| {
            let name = speaker.name.in_language(naming.language);
            let value = json!({"speaker": {"name": name, "kind": speaker.kind}});
            with_position(value, position(stated, naming.delegations))
        });
        values.collect::<Vec<_>>()
    };
    positions.iter().flat_map(of_position).collect()
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
