//! The texts of a place on which positions are taken: the whole place and its alternatives. An alternative counts as
//! discussed, whether a delegation takes the position on it or a speaker that is no delegation.

use rustc_hash::FxHashSet;

use super::name_folding::fold_name;
use super::speaker_standing::SpeakerStanding;
use super::standing::Standing;

/// Returns the texts on which there are positions, each once however it is spelt: the whole place as `None`, then the
/// alternatives in alphabetical order.
pub fn discussed_texts<'r>(standings: &[Standing<'r>], speakers: &[SpeakerStanding<'r>]) -> Vec<Option<&'r str>> {
    let positions = standings.iter().map(|it| it.position).chain(speakers.iter().map(|it| it.position));
    let texts = positions.map(|it| it.position.alternative.as_deref());
    let mut as_written: FxHashSet<Option<&str>> = FxHashSet::default();
    let mut folded: FxHashSet<Option<String>> = FxHashSet::default();
    let mut found: Vec<Option<&str>> =
        texts.filter(|it| as_written.insert(*it) && folded.insert(it.map(fold_name))).collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::discussed_texts;
    use crate::positions::{Delegations, PositionIndex, StandingOptions, read_csv, speaker_standings, standings};

    #[test]
    fn an_alternative_is_discussed_whoever_takes_the_position() {
        let delegations = Delegations::shipped();
        let sheet = "delegations,speaker,stance,target,alternative\nNO,,opposes,article 9,Act  now\n\
            挪威,,supports,article 9,act now\n,МСЭ,supports,article 9,go\nمصر,,states,article 9,\n";
        let file = read_csv(sheet, delegations);
        assert_eq!(file.errors, []);
        let index = PositionIndex::of(vec![Arc::new(file)]);
        let options = StandingOptions { delegations, language: "en", at: None };
        let (on_place, speakers) = (index.at("article 9"), speaker_standings(&index.at("article 9"), options));
        let texts = discussed_texts(&standings(on_place, options), &speakers);
        assert_eq!(texts.len(), 3);
        assert_eq!((texts[0], texts[2]), (None, Some("go")));
    }
}
