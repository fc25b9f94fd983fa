//! The places on which positions are taken, as all formats of `travaux positions` show them: provisions and topics, with
//! the positions that are selected and those that are current among them.

use travaux_model::positions::{
    DelegationId, Delegations, DraftPositions, LocatedPosition, Position, SpeakerStanding, Standing, StandingOptions,
    Tally, Topics, discussed_texts, is_at_or_in, speaker_standings, standings, topic_speaker_standings,
    topic_standings,
};

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
    /// The current positions of delegations.
    pub standings: Vec<Standing<'r>>,
    /// Those of delegations that are not selected, which are not shown but counted: they are not silent.
    pub others: Vec<Standing<'r>>,
    /// The current positions of those that are no delegations.
    pub speakers: Vec<SpeakerStanding<'r>>,
}

impl<'r> Place<'r> {
    /// Counts the States on the whole place, or on one of its alternatives.
    pub fn tally(&self, alternative: Option<&str>, options: StandingOptions<'_>) -> Tally<'r> {
        Tally::of(self.standings.iter().chain(&self.others), alternative, options)
    }

    /// Returns the texts on which there are positions, each once: the whole place as `None`, if there are any on it, and
    /// the alternatives.
    pub fn alternatives(&self) -> Vec<Option<&'r str>> {
        discussed_texts(&self.standings, &self.speakers)
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
        positions.retain(|it| is_by(it) && self.is_of_forum(it.position));
        let options = self.options(naming);
        let (all, mut speakers) = match is_topic {
            true => (topic_standings(positions.clone(), options), topic_speaker_standings(&positions, options)),
            false => (standings(positions.clone(), options), speaker_standings(&positions, options)),
        };
        positions.retain(|it| self.is_of_party(it.position, naming));
        speakers.retain(|it| self.is_of_party(it.position.position, naming));
        let is_shown = |it: &Standing<'_>| self.is_shown(it.delegation, it.position.position, naming);
        let (standings, others) = all.into_iter().partition(is_shown);
        Place { name, is_topic, positions, standings, others, speakers }
    }

    fn is_of_forum(&self, position: &Position) -> bool {
        let Some(wanted) = self.forum.as_deref().map(str::to_lowercase) else { return true };
        let contains = |it: &str| it.to_lowercase().contains(&wanted);
        position
            .forum
            .as_ref()
            .is_some_and(|it| it.plain.as_deref().into_iter().chain(it.by_language.values()).any(contains))
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
