//! The places of a draft with positions, for a panel: each with its alternatives, the delegations on each side, and the
//! count of States.

use std::ops::Range;

use rustc_hash::FxHashMap;
use travaux_grammar::BlockId;

use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::positions::{
    DelegationId, DraftPositions, RecordPlace, Side, Standing, StandingOptions, Tally, address_key,
    attributed_positions, discussed_texts, fold_name, least_opposed, place_name, speaker_standings, standings,
};
use travaux_model::workspace::Workspace;

/// A provision on which positions are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceOverview {
    /// The bytes of its label; `None` if the draft has no such provision.
    pub range: Option<Range<usize>>,
    /// The English address.
    pub address: String,
    /// The name in the language of the draft.
    pub name: String,
    /// The title.
    pub title: Option<String>,
    /// The whole provision, without words, and its alternatives.
    pub alternatives: Vec<AlternativeOverview>,
    /// The index of the alternative with the fewest objections, if there is a single one.
    pub least_opposed: Option<usize>,
}

/// The positions on a provision as a whole, or on one of its alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlternativeOverview {
    /// The words; `None` for the whole provision.
    pub text: Option<String>,
    /// The positions of delegations, by side and name.
    pub positions: Vec<PositionOverview>,
    /// The codes of the Member States on each side: for, against, reserved, neutral, silent.
    pub states: [Vec<String>; 5],
    /// The codes of those that are no Member States, or whose members are unknown.
    pub not_counted: Vec<String>,
    /// The distance from agreement.
    pub distance: travaux_model::positions::Distance,
}

/// The current position of one delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PositionOverview {
    /// The code.
    pub code: String,
    /// The name in the language in question.
    pub name: String,
    /// The side.
    pub side: Side,
    /// The word of the stance.
    pub stance: &'static str,
    /// The date.
    pub date: Option<String>,
    /// The codes of the groups from whose position it departs.
    pub departs_from: Vec<String>,
    /// The file and the line of the record, counted from zero; `None` for a position that the text states.
    pub record: Option<(String, u32)>,
}

/// Returns the places of a draft with positions, in the order of the text; those that the draft does not have come last.
/// With `around`, only the places that contain that byte or are contained in its provision.
pub fn positions_overview(
    workspace: &Workspace,
    name: &str,
    document: &Document,
    around: Option<usize>,
    language: &str,
) -> Vec<PlaceOverview> {
    let (draft, outline) = (&document.draft, &document.outline);
    if draft.is_empty() {
        return Vec::new();
    }
    let delegations = workspace.delegations();
    let own = attributed_positions(document, name, BlockId::FIRST..draft.end(), delegations);
    let positions = DraftPositions::of(workspace.positions_on(name), own);
    let targets = positions.targets();
    if targets.is_empty() {
        return Vec::new();
    }
    let wanted: FxHashMap<String, &str> = targets.iter().map(|it| (address_key(it), *it)).collect();
    let here: Option<Vec<ProvisionId>> = around.map(|it| {
        let id = outline.at_byte(draft, it);
        id.into_iter().flat_map(|it| outline.ancestors(it)).collect()
    });
    let mut found: FxHashMap<&str, ProvisionId> = FxHashMap::default();
    for id in outline.ids() {
        if let Some(target) = wanted.get(&address_key(&outline.address(id))) {
            found.entry(target).or_insert(id);
        }
    }
    let is_shown = |id: Option<ProvisionId>| match (&here, id) {
        (None, _) => true,
        (Some(here), Some(id)) => {
            here.contains(&id) || here.first().is_some_and(|it| outline.ancestors(id).any(|outer| outer == *it))
        }
        (Some(_), None) => false,
    };
    let mut places: Vec<(Option<ProvisionId>, &str)> =
        targets.iter().map(|it| (found.get(it).copied(), *it)).filter(|it| is_shown(it.0)).collect();
    places.sort_by_key(|it| (it.0.is_none(), it.0));
    let options = StandingOptions { delegations, language, at: None };
    places.into_iter().map(|(id, target)| place(document, &positions, id, target, options)).collect()
}

fn place(
    document: &Document,
    positions: &DraftPositions<'_>,
    id: Option<ProvisionId>,
    target: &str,
    options: StandingOptions<'_>,
) -> PlaceOverview {
    let (draft, outline) = (&document.draft, &document.outline);
    let located = positions.at(target);
    let speakers = speaker_standings(&located, options);
    let standings = standings(located, options);
    let texts = discussed_texts(&standings, &speakers);
    let tallies: Vec<Tally<'_>> = texts.iter().map(|it| Tally::of(&standings, *it, options)).collect();
    let alternatives = texts.iter().zip(&tallies).map(|(text, tally)| {
        let is_here =
            |it: &&Standing<'_>| it.position.position.alternative.as_deref().map(fold_name) == text.map(fold_name);
        let own = standings.iter().filter(is_here).map(|it| position(it, positions, options));
        alternative(*text, own.collect(), tally, options)
    });
    let of_texts: Vec<usize> = (0..texts.len()).filter(|it| texts[*it].is_some()).collect();
    let known: Vec<Tally<'_>> = of_texts.iter().map(|it| tallies[*it].clone()).collect();
    PlaceOverview {
        range: id.map(|it| outline.label_range(draft, it)),
        address: target.to_owned(),
        name: id.map_or_else(|| target.to_owned(), |it| place_name(document, it)),
        title: id.and_then(|it| outline.title(draft, it)).map(str::to_owned),
        alternatives: alternatives.collect(),
        least_opposed: if known.len() > 1 { least_opposed(&known).map(|it| of_texts[it]) } else { None },
    }
}

fn alternative(
    text: Option<&str>,
    positions: Vec<PositionOverview>,
    tally: &Tally<'_>,
    options: StandingOptions<'_>,
) -> AlternativeOverview {
    let code = |it: DelegationId| options.delegations[it].code.clone();
    let states = |side: Side| tally.side(side).iter().map(|it| code(it.state)).collect();
    AlternativeOverview {
        text: text.map(str::to_owned),
        positions,
        states: [
            states(Side::For),
            states(Side::Against),
            states(Side::Reserved),
            states(Side::Neutral),
            tally.silent.iter().map(|it| code(*it)).collect(),
        ],
        not_counted: tally.not_counted.iter().map(|it| code(*it)).collect(),
        distance: tally.distance(),
    }
}

fn position(standing: &Standing<'_>, positions: &DraftPositions<'_>, options: StandingOptions<'_>) -> PositionOverview {
    let delegation = &options.delegations[standing.delegation];
    let position = standing.position.position;
    let record = positions.record().and_then(|it| it.place(standing.position));
    PositionOverview {
        code: delegation.code.clone(),
        name: delegation.name(options.language).to_owned(),
        side: position.stance.side(),
        stance: position.stance.word(),
        date: position.date.as_ref().map(ToString::to_string),
        departs_from: standing.departs_from.iter().map(|it| options.delegations[*it].code.clone()).collect(),
        record: record.map(|RecordPlace { file, line }| (file.to_owned(), line)),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use travaux_model::positions::{Delegations, PositionIndex, read_csv};

    /// Asserts the places: their names, and for each alternative its words and the numbers for, against and silent.
    fn check(text: &str, around: Option<&str>, expected: &[&str]) {
        let document = Document::parse(text, None, 0);
        let sheet = "delegations,stance,target,alternative\nNO,proposes,article 1,\nEU;CN,opposes,\"article 2, paragraph 1\",act\n\
            JP,opposes,\"article 2, paragraph 1\",go\nUS,opposes,article 9,\n";
        let file = read_csv(sheet, Delegations::shipped());
        let records = [("draft".into(), Arc::new(PositionIndex::of(vec![Arc::new(file)])))];
        let workspace = Workspace { positions: records.into(), ..Workspace::default() };
        let around = around.map(|it| text.find(it).unwrap());
        let found = positions_overview(&workspace, "draft", &document, around, "en");
        let described = found.iter().map(|place| {
            let of = |it: &AlternativeOverview| {
                let text = it.text.as_deref().unwrap_or("*");
                format!("{text} {} {} {}", it.states[0].len(), it.states[1].len(), it.states[4].len())
            };
            let alternatives: Vec<String> = place.alternatives.iter().map(of).collect();
            format!("{}: {} least {:?}", place.name, alternatives.join(", "), place.least_opposed)
        });
        assert_eq!(described.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn places_are_listed_with_their_alternatives_and_counts() {
        let text = "Article 1\n\nText.\n\nArticle 2\n\n1. To [act] [go].\n";
        let second = "article 2, paragraph 1: act 0 28 165, go 0 1 192 least Some(1)";
        let first = "article 1: * 1 0 192 least None";
        check(text, None, &[first, second, "article 9: * 0 1 192 least None"]);
        check(text, Some("[go]"), &[second]);
        check(text, Some("Article 1"), &[first]);
        check("المادة 1\n\nنص. [اليابان: تعمل]\n", Some("نص"), &["المادة 1: * 1 0 192, تعمل 2 0 191 least None"]);
    }
}
