//! Writes the positions of delegations as JSON.

use serde_json::{Value, json};

use super::natural_order::natural_cmp;
use travaux_model::positions::{Delegations, Position, PositionIndex, Standing};

/// Returns the positions on some drafts, given with their names. Delegations are named in `language`.
pub fn positions_json(drafts: &[(&str, Option<&PositionIndex>)], delegations: &Delegations, language: &str) -> Value {
    let drafts = drafts.iter().map(|(path, record)| {
        let mut targets: Vec<&str> = record.iter().flat_map(|it| it.targets()).collect();
        targets.sort_by(|left, right| natural_cmp(left, right));
        let standings = |target: &str| -> Vec<Value> {
            let standings = record.iter().flat_map(|it| it.standing(target, delegations, language));
            standings.map(|it| standing(&it, delegations, language)).collect()
        };
        let targets = targets.into_iter().map(|it| json!({"target": it, "standings": standings(it)}));
        json!({"path": path, "targets": targets.collect::<Vec<_>>()})
    });
    json!({"version": 1, "drafts": drafts.collect::<Vec<_>>()})
}

fn standing(standing: &Standing<'_>, delegations: &Delegations, language: &str) -> Value {
    let delegation = &delegations[standing.delegation];
    let mut value = json!({"delegation": {"code": delegation.code, "name": delegation.name(language)}});
    if let (Value::Object(fields), Value::Object(stated)) = (&mut value, position(standing.position.position)) {
        fields.extend(stated);
    }
    let history: Vec<Value> = standing.history.iter().map(|it| position(it.position)).collect();
    value["history"] = history.into();
    value
}

fn position(position: &Position) -> Value {
    json!({
        "stance": position.stance,
        "alternative": position.alternative,
        "date": position.date,
        "forum": position.forum,
        "note": position.note,
        "source": position.source,
    })
}
