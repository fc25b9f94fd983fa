//! A position: the stance of delegations or other speakers on provisions or on a topic, with date and sources.
//!
//! A position is as the file states it; [`super::position_index`] decides whether it has been replaced.

use std::ops::Range;

use super::date::Date;
use super::delegation::DelegationId;
use super::local_text::LocalText;
use super::source::Source;
use super::speaker::{Reporter, Speaker};
use super::stance::Stance;
use super::statement::{StatementKind, Vote};

/// A position of a positions file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The delegations in the order of the file, without duplicates; empty only if there are speakers.
    pub delegations: Vec<DelegationId>,
    /// Others that take the position.
    pub speakers: Vec<Speaker>,
    /// The other delegations for which they speak, without duplicates.
    pub on_behalf_of: Vec<DelegationId>,
    /// The one who reports the position, if it is known only at second hand.
    pub reported_by: Option<Reporter>,
    /// The forms of the statement.
    pub kinds: Vec<StatementKind>,
    /// The stance.
    pub stance: Stance,
    /// The vote in which it was cast.
    pub vote: Option<Vote>,
    /// The provisions; empty only if there is a topic.
    pub targets: Vec<Target>,
    /// The topic.
    pub topic: Option<Target>,
    /// The bracketed text at the targets, if the position is not about the whole provisions.
    pub alternative: Option<String>,
    /// The date.
    pub date: Option<Date>,
    /// The forum: `sixth session`.
    pub forum: Option<LocalText>,
    /// A note for the reader.
    pub note: LocalText,
    /// The documents that contain the position.
    pub sources: Vec<Source>,
    /// The bytes of the position in its file.
    pub range: Range<usize>,
    /// The bytes of the alternative.
    pub alternative_range: Option<Range<usize>>,
}

/// What a position is about: the English address of a provision (`article 10 bis`), or the slug of a topic
/// (`critical-infrastructure`), as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The address or slug.
    pub name: String,
    /// Its bytes in the file.
    pub range: Range<usize>,
}

impl Position {
    /// Returns the delegations that take the position: those that speak, and those for which they speak.
    pub fn parties(&self) -> impl Iterator<Item = DelegationId> {
        self.delegations.iter().chain(&self.on_behalf_of).copied()
    }
}

/// A position and the file that states it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocatedPosition<'r> {
    /// The index of the file in the [`super::PositionIndex`]; the position's range is in that file. `None` for a position that
    /// the draft itself states, whose range is in the draft.
    pub file: Option<usize>,
    /// The position.
    pub position: &'r Position,
}

impl LocatedPosition<'_> {
    /// Returns whether the position replaces an earlier one: a statement that takes no side replaces none that does.
    pub fn takes_side(&self) -> bool {
        self.position.stance != Stance::States
    }
}
