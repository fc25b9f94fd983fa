//! Who stands where in a draft, as a list to read.

use travaux_model::positions::{Delegations, PositionIndex, Standing};

use super::natural::natural;
use super::plain::one_line;

/// The standings in a draft, by provision and stance, delegations named in `language`; every line ends.
pub fn positions_text(path: &str, record: &PositionIndex, delegations: &Delegations, language: &str) -> String {
    let mut text = format!("{path}\n");
    let mut targets: Vec<&str> = record.targets().collect();
    targets.sort_by(|left, right| natural(left, right));
    for target in targets {
        text.push_str(&format!("  {}\n", one_line(target)));
        let standings = record.standing(target, delegations, language);
        for alike in alike(&standings) {
            let position = alike[0].position.position;
            let names: Vec<&str> = alike.iter().map(|it| delegations[it.delegation].name(language)).collect();
            let about = position.alternative.as_ref().map(|it| format!(" {it:?}")).unwrap_or_default();
            let line = format!("{}{about} ({}): {}", position.stance.word(), names.len(), names.join("; "));
            text.push_str(&format!("    {}\n", one_line(&line)));
        }
    }
    text
}

/// The standings gathered by stance and by the bracketed text that they are about, each gathering in order.
fn alike<'s, 'r>(standings: &'s [Standing<'r>]) -> Vec<Vec<&'s Standing<'r>>> {
    let mut gathered: Vec<Vec<&Standing<'_>>> = Vec::new();
    for standing in standings {
        let position = standing.position.position;
        let same = |it: &&mut Vec<&Standing<'_>>| {
            let first = it[0].position.position;
            first.stance == position.stance && first.alternative == position.alternative
        };
        match gathered.iter_mut().find(same) {
            Some(known) => known.push(standing),
            None => gathered.push(vec![standing]),
        }
    }
    gathered
}
