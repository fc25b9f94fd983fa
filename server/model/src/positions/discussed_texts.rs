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
