//! The positions around a place: those of the files, and those that the text of its article states.

use travaux_grammar::{BlockId, folded_phrase};

use super::place_standings::PlaceStandings;
use super::sides::Sides;
use travaux_model::document::Document;
use travaux_model::outline::ProvisionId;
use travaux_model::positions::{
    DraftPositions, LocatedPosition, PositionIndex, attributed_positions, speaker_standings, standings,
    topic_speaker_standings, topic_standings,
};
use travaux_model::workspace::Workspace;

/// The number of blocks in which the attributions of a text are looked for.
const MAX_BLOCKS: usize = 1000;

pub(super) struct PlacePositions<'a> {
    document: &'a Document,
    positions: DraftPositions<'a>,
}

impl<'a> PlacePositions<'a> {
    /// Collects the positions around a provision.
    pub(super) fn around(
        workspace: &'a Workspace,
        name: &str,
        document: &'a Document,
        id: Option<ProvisionId>,
    ) -> PlacePositions<'a> {
        let own = id.map_or_else(Vec::new, |id| {
            let blocks = article_blocks(document, id);
            let has_attributions = BlockId::range(blocks.clone()).any(|it| document.draft.block(it).has_attributions());
            // The table of delegations is parsed at first use, and most drafts have no attributions.
            match has_attributions {
                true => attributed_positions(document, name, blocks, workspace.delegations()),
                false => Vec::new(),
            }
        });
        PlacePositions { document, positions: DraftPositions::of(workspace.positions_on(name), own) }
    }

    pub(super) fn record(&self) -> Option<&'a PositionIndex> {
        self.positions.record()
    }

    /// Returns the current positions on a provision.
    pub(super) fn standing(&self, id: ProvisionId, sides: &Sides<'_>) -> PlaceStandings<'_> {
        match self.positions.is_empty() {
            true => of_positions(Vec::new(), sides),
            false => self.standing_at(&self.document.outline.address(id), sides),
        }
    }

    /// Returns the positions on exactly the provision at an address, current or not.
    pub(super) fn at(&self, address: &str) -> Vec<LocatedPosition<'_>> {
        self.positions.at(address)
    }

    /// Returns the current positions on exactly the provision at an address.
    pub(super) fn standing_at(&self, address: &str, sides: &Sides<'_>) -> PlaceStandings<'_> {
        of_positions(self.positions.at(address), sides)
    }

    /// Returns the current positions on a provision as a whole, apart from those on its alternatives.
    pub(super) fn standing_on_whole(&self, id: ProvisionId, sides: &Sides<'_>) -> PlaceStandings<'_> {
        let mut found = self.standing(id, sides);
        found.standings.retain(|it| it.position.position.alternative.is_none());
        found.speakers.retain(|it| it.position.position.alternative.is_none());
        found
    }

    /// Returns the current positions on some bracketed words in a provision: those that name the words at the provision
    /// or at the nearest one that contains it.
    pub(super) fn standing_on_words(&self, id: ProvisionId, words: &[String], sides: &Sides<'_>) -> PlaceStandings<'_> {
        if self.positions.is_empty() {
            return of_positions(Vec::new(), sides);
        }
        let names_words = |it: &LocatedPosition<'_>| is_one_of(words, it.position.alternative.as_deref());
        let found = self.place_of_words(id, words, sides).map(|mut found| {
            let standings = std::mem::take(&mut found.standings);
            (found.standings, found.others) = standings.into_iter().partition(|it| names_words(&it.position));
            found.speakers.retain(|it| names_words(&it.position));
            found
        });
        found.unwrap_or_else(|| of_positions(Vec::new(), sides))
    }

    /// Returns all current positions on the provision, or the nearest one that contains it, on which a position names some
    /// bracketed words.
    pub(super) fn place_of_words(
        &self,
        id: ProvisionId,
        words: &[String],
        sides: &Sides<'_>,
    ) -> Option<PlaceStandings<'_>> {
        let outline = &self.document.outline;
        let mut found = outline.ancestors(id).map(|id| self.standing_at(&outline.address(id), sides));
        found.find(|found| {
            let standings = found.standings.iter().map(|it| &it.position);
            let speakers = found.speakers.iter().map(|it| &it.position);
            standings.chain(speakers).any(|it| is_one_of(words, it.position.alternative.as_deref()))
        })
    }

    /// Returns the addresses inside a provision that have positions.
    pub(super) fn parts(&self, address: &str) -> Vec<&str> {
        if self.positions.is_empty() || address.is_empty() { Vec::new() } else { self.positions.parts(address) }
    }
}

/// Returns whether the words of an alternative are some folded words.
pub(super) fn is_one_of(words: &[String], alternative: Option<&str>) -> bool {
    alternative.is_some_and(|it| words.contains(&folded_phrase(it)))
}

/// Returns the current positions among some.
pub(super) fn of_positions<'p>(positions: Vec<LocatedPosition<'p>>, sides: &Sides<'_>) -> PlaceStandings<'p> {
    if positions.is_empty() {
        return PlaceStandings::default();
    }
    let speakers = speaker_standings(&positions, sides.options());
    PlaceStandings { standings: standings(positions, sides.options()), others: Vec::new(), speakers }
}

/// Returns the current positions among some on a topic.
pub(super) fn of_topic<'p>(positions: Vec<LocatedPosition<'p>>, sides: &Sides<'_>) -> PlaceStandings<'p> {
    if positions.is_empty() {
        return PlaceStandings::default();
    }
    let speakers = topic_speaker_standings(&positions, sides.options());
    PlaceStandings { standings: topic_standings(positions, sides.options()), others: Vec::new(), speakers }
}

/// Returns the blocks of the article around a provision, as far as they are searched.
fn article_blocks(document: &Document, id: ProvisionId) -> std::ops::Range<BlockId> {
    let (draft, outline) = (&document.draft, &document.outline);
    let article = outline.ancestors(id).find(|it| outline.provision(*it).kind.is_article());
    let range = outline.text_range(draft, article.unwrap_or(id));
    let start = draft.block_at(range.start);
    let end = draft.block_at(range.end).next();
    let limit = BlockId::range(start..draft.end()).nth(MAX_BLOCKS).unwrap_or(draft.end());
    start..end.min(limit)
}
