//! The places on which positions are taken, as all formats of `travaux positions` show them: provisions and topics, with
//! the positions that are selected and those that are current among them.

use travaux_model::positions::{
    DelegationId, Delegations, DraftPositions, LocatedPosition, Position, Standing, StandingOptions, Topics, fold_name,
    is_at_or_in, standings, topic_standings,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::natural_order::natural_cmp;

/// The tables from which names are taken, and the language in which they are shown.
#[derive(Clone, Copy)]
pub struct Naming<'n> {
    /// The delegations.
    pub delegations: &'n Delegations,
    /// The topics.
    pub topics: &'n Topics,
    /// The code of the language.
    pub language: &'n str,
}

/// Which positions are shown.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// On a provision and everything in it.
    pub target: Option<String>,
    /// On a topic.
    pub topic: Option<String>,
    /// Of a delegation and of the groups that speak for it.
    pub delegation: Option<DelegationId>,
    /// Of a group and its members.
    pub group: Option<DelegationId>,
    /// As they stood at a date.
    pub at: Option<String>,
    /// Stated in a forum whose name contains these words in some language.
    pub forum: Option<String>,
}

/// A provision or a topic with the positions on it.
pub struct Place<'r> {
    /// The address of the provision, or the slug of the topic.
    pub name: &'r str,
    /// Whether it is a topic.
    pub is_topic: bool,
    /// The positions, current or not.
    pub positions: Vec<LocatedPosition<'r>>,
    /// The current positions.
    pub standings: Vec<Standing<'r>>,
}

impl Place<'_> {
    /// Returns the texts on which there are positions, each once: the whole place as `None`, if there are any on it, and
    /// the alternatives.
    pub fn alternatives(&self) -> Vec<Option<&str>> {
        let mut found: Vec<Option<&str>> = Vec::new();
        for standing in &self.standings {
            let text = standing.position.position.alternative.as_deref();
            let is_same = |it: &&Option<&str>| match (it, text) {
                (Some(left), Some(right)) => fold_name(left) == fold_name(right),
                (left, right) => **left == right,
            };
            if !found.iter().any(|it| is_same(&it)) {
                found.push(text);
            }
        }
        found.sort();
        found
    }
}

/// The statements of one speaker that is no delegation on one text, the latest first.
pub struct SpeakerStatements<'r> {
    /// The name in the language of the reader.
    pub name: &'r str,
    /// The statements; never empty.
    pub positions: Vec<LocatedPosition<'r>>,
}

impl<'r> Place<'r> {
    /// Returns the texts on which a speaker that is no delegation takes a position, and no delegation does.
    pub fn texts_of_speakers(&self) -> Vec<Option<&'r str>> {
        let known: FxHashSet<Option<String>> = self.alternatives().iter().map(|it| it.map(fold_name)).collect();
        let mut seen = known;
        let spoken = self.positions.iter().filter(|it| !it.position.speakers.is_empty());
        let texts = spoken.map(|it| it.position.alternative.as_deref());
        let mut texts: Vec<Option<&str>> = texts.filter(|it| seen.insert(it.map(fold_name))).collect();
        texts.sort_unstable();
        texts
    }

    /// Returns the statements on a text by those that are no delegations, in the order of the record.
    pub fn speakers(&self, text: Option<&str>, language: &str) -> Vec<SpeakerStatements<'r>> {
        let wanted = text.map(fold_name);
        let mut found: Vec<SpeakerStatements<'r>> = Vec::new();
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for located in self.positions.iter().filter(|it| !it.position.speakers.is_empty()) {
            if located.position.alternative.as_deref().map(fold_name) != wanted {
                continue;
            }
            for name in located.position.speakers.iter().filter_map(|it| it.name.in_language(language)) {
                let place = *places.entry(name).or_insert(found.len());
                if place == found.len() {
                    found.push(SpeakerStatements { name, positions: Vec::new() });
                }
                found[place].positions.push(*located);
            }
        }
        for it in &mut found {
            it.positions.reverse();
            it.positions.sort_by_key(|it| std::cmp::Reverse(it.position.date.as_ref().map(|it| it.last_day())));
        }
        found
    }
}

impl Selection {
    /// Returns the options by which positions stand.
    pub fn options<'s>(&'s self, naming: Naming<'s>) -> StandingOptions<'s> {
        let Naming { delegations, language, .. } = naming;
        StandingOptions { delegations, language, at: self.at.as_deref() }
    }

    /// Returns the selected provisions in the order of their numbers, and then the selected topics. Places without
    /// selected positions are left out.
    pub fn places<'r>(&self, positions: &'r DraftPositions<'_>, naming: Naming<'_>) -> Vec<Place<'r>> {
        let mut targets = if self.topic.is_some() { Vec::new() } else { positions.targets() };
        targets.retain(|it| self.target.as_deref().is_none_or(|outer| is_at_or_in(it, outer)));
        targets.sort_by(|left, right| natural_cmp(left, right));
        let on_targets = targets.into_iter().map(|name| self.place(name, false, positions.at(name), naming));
        let record = positions.record().filter(|_| self.target.is_none());
        let topics = record.into_iter().flat_map(|it| it.topics().map(move |slug| (slug, it.on_topic(slug))));
        let topics = topics.filter(|it| self.topic.as_deref().is_none_or(|slug| slug == it.0));
        let on_topics = topics.map(|(name, positions)| self.place(name, true, positions, naming));
        on_targets.chain(on_topics).filter(|it| !it.positions.is_empty()).collect()
    }

    fn place<'r>(
        &self,
        name: &'r str,
        is_topic: bool,
        mut positions: Vec<LocatedPosition<'r>>,
        naming: Naming<'_>,
    ) -> Place<'r> {
        let is_by = |it: &LocatedPosition<'_>| match (&self.at, &it.position.date) {
            (Some(at), Some(date)) => date.is_by(at),
            (Some(_) | None, _) => true,
        };
        positions.retain(|it| is_by(it) && self.is_of_forum(it.position) && self.is_of_party(it.position, naming));
        let current = if is_topic { topic_standings } else { standings };
        let mut standings = current(positions.clone(), self.options(naming));
        standings.retain(|it| self.is_shown(it.delegation, it.position.position, naming));
        Place { name, is_topic, positions, standings }
    }

    fn is_of_forum(&self, position: &Position) -> bool {
        let Some(wanted) = self.forum.as_deref().map(str::to_lowercase) else { return true };
        let contains = |it: &String| it.to_lowercase().contains(&wanted);
        position.forum.as_ref().is_some_and(|it| it.plain.iter().chain(it.by_language.values()).any(contains))
    }

    fn is_of_party(&self, position: &Position, naming: Naming<'_>) -> bool {
        let is_unlimited = self.delegation.is_none() && self.group.is_none();
        is_unlimited || position.parties().any(|it| self.is_shown(it, position, naming))
    }

    /// Returns whether a delegation is selected, or speaks for the one that is.
    fn is_shown(&self, party: DelegationId, position: &Position, naming: Naming<'_>) -> bool {
        let members = |group| naming.delegations.members_when(group, position.date.as_ref(), self.at.as_deref());
        let of_delegation = self.delegation.is_none_or(|it| party == it || members(party).contains(&it));
        let of_group = self.group.is_none_or(|it| party == it || members(it).contains(&party));
        of_delegation && of_group
    }
}
