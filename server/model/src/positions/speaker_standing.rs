//! The current positions of those that are no delegations: a chair, an organization, `79 States`. They stand and are
//! replaced as those of delegations.

use rustc_hash::FxHashMap;

use super::collation::sort_by_name;
use super::name_folding::fold_name;
use super::position::LocatedPosition;
use super::speaker::{Speaker, SpeakerKind};
use super::stance::{Side, Stance};
use super::standing::{CurrentPosition, PositionsByText, StandingOptions, by_targets, in_order};

/// The current position of a speaker that is no delegation on a provision or topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerStanding<'r> {
    /// The speaker.
    pub speaker: &'r Speaker,
    /// The current position.
    pub position: LocatedPosition<'r>,
    /// The positions that it replaced, oldest first.
    pub history: Vec<LocatedPosition<'r>>,
}

impl<'r> SpeakerStanding<'r> {
    /// Returns the name of the speaker in a language.
    pub fn name(&self, language: &str) -> &'r str {
        self.speaker.name.in_language(language).unwrap_or_default()
    }
}

/// A position with its index in the sequence.
type Ordered<'r> = (usize, LocatedPosition<'r>);

/// Returns the current position of each speaker that is no delegation among positions on one provision; see
/// [`super::standings`]. The result is sorted by stance, then by the names of the speakers.
pub fn speaker_standings<'r>(
    positions: &[LocatedPosition<'r>],
    options: StandingOptions<'_>,
) -> Vec<SpeakerStanding<'r>> {
    let spoken = positions.iter().filter(|it| !it.position.speakers.is_empty()).copied().collect();
    let mut by_speaker: FxHashMap<String, (&Speaker, Vec<Ordered<'r>>)> = FxHashMap::default();
    for (order, located) in in_order(spoken, options.at).into_iter().enumerate() {
        for speaker in &located.position.speakers {
            let known = by_speaker.entry(folded_name(speaker)).or_insert((speaker, Vec::new()));
            known.1.push((order, located));
        }
    }
    let mut found = Vec::new();
    for (speaker, positions) in by_speaker.into_values() {
        let parts = if may_be_others(speaker) { by_side(positions) } else { vec![positions] };
        for (order, (position, history)) in parts.into_iter().flat_map(current) {
            found.push((order, SpeakerStanding { speaker, position, history }));
        }
    }
    found.sort_by_key(|it| it.0);
    sorted(found.into_iter().map(|it| it.1).collect(), options.language)
}

/// Returns the current positions of speakers that are no delegations on a topic; see [`super::topic_standings`].
pub fn topic_speaker_standings<'r>(
    positions: &[LocatedPosition<'r>],
    options: StandingOptions<'_>,
) -> Vec<SpeakerStanding<'r>> {
    let spoken = positions.iter().filter(|it| !it.position.speakers.is_empty()).copied().collect();
    let mut found: Vec<_> = by_targets(spoken).flat_map(|it| speaker_standings(&it, options)).collect();
    found = sorted(found, options.language);
    found.dedup_by(|later, first| {
        let key = |it: &SpeakerStanding<'r>| (it.position.position.stance, folded_name(it.speaker));
        key(later) == key(first) && later.position.position.alternative == first.position.position.alternative
    });
    found
}

fn current(positions: Vec<Ordered<'_>>) -> Vec<CurrentPosition<'_>> {
    let mut by_text = PositionsByText::default();
    for (order, located) in positions {
        by_text.add(order, located, located.position.alternative.as_deref().map(fold_name));
    }
    by_text.current()
}

/// Returns whether a name may be that of others each time, as `several delegations` is. `79 States` is not.
fn may_be_others(speaker: &Speaker) -> bool {
    speaker.kind == Some(SpeakerKind::Unnamed) && !folded_name(speaker).contains(char::is_numeric)
}

/// Separates the positions of those that may be others each time by their sides, of which none replaces another. A
/// withdrawal takes back all before it.
fn by_side(mut positions: Vec<Ordered<'_>>) -> Vec<Vec<Ordered<'_>>> {
    let withdrawal = positions.iter().rposition(|it| it.1.position.stance == Stance::Withdraws);
    let later = positions.split_off(withdrawal.map_or(0, |it| it + 1));
    let mut parts: Vec<(Side, Vec<Ordered<'_>>)> = Vec::new();
    for it in later {
        let side = it.1.position.stance.side();
        match parts.iter_mut().find(|part| part.0 == side) {
            Some(part) => part.1.push(it),
            None => parts.push((side, vec![it])),
        }
    }
    match parts.first_mut() {
        Some(first) => {
            first.1.splice(0..0, positions);
        }
        None => parts.push((Side::Neutral, positions)),
    }
    parts.into_iter().map(|it| it.1).collect()
}

fn sorted<'r>(mut standings: Vec<SpeakerStanding<'r>>, language: &str) -> Vec<SpeakerStanding<'r>> {
    if standings.len() > 1 {
        sort_by_name(&mut standings, language, |it| it.name(language));
        standings.sort_by_key(|it| it.position.position.stance);
    }
    standings
}

/// Returns the English name, by which records in several languages know one speaker.
fn folded_name(speaker: &Speaker) -> String {
    fold_name(speaker.name.in_language("en").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{SpeakerStanding, speaker_standings, topic_speaker_standings};
    use crate::positions::{Delegations, PositionIndex, StandingOptions, read_csv};

    fn check(rows: &str, at: Option<&str>, expected: &[&str]) {
        let delegations = Delegations::shipped();
        let file = read_csv(&format!("speaker,speaker_kind,stance,target,alternative,date,topic\n{rows}"), delegations);
        assert_eq!(file.errors, []);
        let index = PositionIndex::of(vec![Arc::new(file)]);
        let options = StandingOptions { delegations, language: "en", at };
        let described = |it: &SpeakerStanding<'_>| {
            let position = it.position.position;
            let text = position.alternative.as_deref().map_or(String::new(), |it| format!(" [{it}]"));
            let history: Vec<&str> = it.history.iter().map(|it| it.position.stance.word()).collect();
            format!("{} {}{text} after {history:?}", it.name("en"), position.stance.word())
        };
        let mut found = speaker_standings(&index.at("article 9"), options);
        found.extend(topic_speaker_standings(&index.on_topic("spam"), options));
        assert_eq!(found.iter().map(described).collect::<Vec<_>>(), expected, "{rows}");
    }

    #[test]
    fn what_a_speaker_withdrew_is_its_history() {
        let rows = "الرئيس,chair,proposes,article 9,,2023-04-21,\nالرئيس,chair,withdraws,article 9,,2023,\n";
        check(rows, None, &["الرئيس withdraws after [\"proposes\"]"]);
        check(rows, Some("2023-05"), &["الرئيس proposes after []"]);
        check(
            "79 States,unnamed,votes-for,article 9,,2021,\n79 States,unnamed,opposes,article 9,,2020,\n",
            None,
            &["79 States votes-for after [\"opposes\"]"],
        );
    }

    #[test]
    fn positions_of_a_speaker_on_alternatives_stand_beside_each_other() {
        check(
            "МСЭ,organization,supports,article 9,act,2021,\nМСЭ,organization,opposes,article 9,go,2022,\n\
             МСЭ,organization,states,article 9,,2023,\n",
            None,
            &["МСЭ supports [act] after []", "МСЭ states after []", "МСЭ opposes [go] after []"],
        );
    }

    #[test]
    fn those_without_a_name_may_be_others_each_time() {
        let rows = "several delegations,unnamed,supports,article 9,,2021,\n\
            several delegations,unnamed,opposes,article 9,,2022,\nseveral delegations,unnamed,supports,article 9,,2022,\n";
        let expected = ["several delegations supports after [\"supports\"]", "several delegations opposes after []"];
        check(rows, None, &expected);
        let withdrawn = format!("{rows}several delegations,unnamed,withdraws,article 9,,2023,\n");
        check(&withdrawn, None, &["several delegations withdraws after [\"supports\", \"opposes\", \"supports\"]"]);
    }

    #[test]
    fn on_a_topic_a_position_on_one_provision_replaces_none_on_another() {
        check(
            "国际电联,organization,supports,article 1,,2021,spam\n国际电联,organization,opposes,article 2,,2022,spam\n",
            None,
            &["国际电联 supports after []", "国际电联 opposes after []"],
        );
    }
}
