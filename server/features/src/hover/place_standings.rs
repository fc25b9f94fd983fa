//! What stands on one place.

use travaux_model::positions::{SpeakerStanding, Standing};

/// The current positions on a place.
#[derive(Default)]
pub(super) struct PlaceStandings<'p> {
    pub(super) standings: Vec<Standing<'p>>,
    /// Those on other texts of the place, which are not shown but counted.
    pub(super) others: Vec<Standing<'p>>,
    /// The current positions of those that are no delegations.
    pub(super) speakers: Vec<SpeakerStanding<'p>>,
}

impl PlaceStandings<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.standings.is_empty() && self.speakers.is_empty()
    }
}
