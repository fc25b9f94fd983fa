//! Writes the positions of delegations on a draft as a list.

use travaux_model::positions::{Delegations, PositionIndex, Standing};

use super::natural_order::natural_cmp;
use super::sanitize::sanitized_line;

/// Returns the positions on a draft by provision and stance. Delegations are named in `language`, and every line has a line
/// break.
pub fn positions_text(path: &str, record: &PositionIndex, delegations: &Delegations, language: &str) -> String {
    let mut text = format!("{path}\n");
    let mut targets: Vec<&str> = record.targets().collect();
    targets.sort_by(|left, right| natural_cmp(left, right));
    for target in targets {
        text.push_str(&format!("  {}\n", sanitized_line(target)));
        let standings = record.standing(target, delegations, language);
        for group in grouped(&standings) {
            let position = group[0].position.position;
            let names: Vec<&str> = group.iter().map(|it| delegations[it.delegation].name(language)).collect();
            let about = position.alternative.as_ref().map(|it| format!(" {it:?}")).unwrap_or_default();
            let line = format!("{}{about} ({}): {}", position.stance.word(), names.len(), names.join("; "));
            text.push_str(&format!("    {}\n", sanitized_line(&line)));
        }
    }
    text
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
