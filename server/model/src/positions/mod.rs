//! Delegations, groups and their members over time, and the positions that a project's files record.
//!
//! Values only: the caller passes the text of a file, and gets the content with the errors in it. Nothing here reads a
//! file, and no parser fails as a whole.

pub mod arithmetic;
pub mod attributed;
pub mod attributed_names;
pub mod delegation;
pub mod delegations;
pub mod discussed_texts;
pub mod draft_match;
pub mod draft_positions;
pub mod groups;
pub mod parse_error;
pub mod part_name;
pub mod phrases;
pub mod place_name;
pub mod position;
pub mod position_index;
pub mod position_rule;
pub mod reader;
pub mod speaker_standing;
pub mod standing;
pub mod topics;
pub mod value_at;

mod collation;
mod conflicts;
mod csv_position;
mod groups_file;
mod included;
mod json_position;
mod keys;
mod raw_position;
#[cfg(test)]
mod schema;
mod topics_file;
mod validator;

mod csv;
mod json;
mod json_types;

pub(crate) mod address;
pub use address::{address_key, is_at_or_in};
mod date;
mod local_text;
mod name_folding;
mod source;
mod speaker;
mod stance;
mod statement;

pub use arithmetic::{Counted, Distance, Tally, least_opposed};
pub use attributed::attributed_positions;
pub use collation::{Ranks, sort_by_name};
pub use date::{Date, Day, Period, is_date};
pub use delegation::{Delegation, DelegationId, DelegationKind, Names};
pub use delegations::Delegations;
pub use discussed_texts::discussed_texts;
pub use draft_positions::DraftPositions;
pub use groups::{Group, Membership};
pub use local_text::{LocalText, TextsByLanguage};
pub use name_folding::fold_name;
pub use parse_error::ParseError;
pub use part_name::PartNames;
pub use phrases::{Phrase, Phrases};
pub use place_name::{missing_place_name, place_name, provision_at, with_suffix};
pub use position::{LocatedPosition, Position, Target};
pub use position_index::{PositionIndex, RecordPlace};
pub use position_rule::PositionRule;
pub use reader::{PositionsFile, read_csv, read_json};
pub use source::{Pages, Source, TimeCode};
pub use speaker::{Reporter, Speaker, SpeakerKind};
pub use speaker_standing::{SpeakerStanding, speaker_standings, topic_speaker_standings};
pub use stance::{Side, Stance};
pub use standing::{Standing, StandingOptions, standings, topic_standings};
pub use statement::{StatementKind, Vote};
pub use topics::{Topic, Topics};
pub use value_at::{ValueAt, ValueKind, value_in_csv, value_in_json};

#[cfg(test)]
mod testing {
    use super::{DelegationId, Delegations};

    pub(super) fn find(delegations: &Delegations, written: &str) -> DelegationId {
        delegations.find(written).unwrap_or_else(|| panic!("{written}"))
    }

    pub(super) fn codes(delegations: &Delegations, found: Vec<DelegationId>) -> Vec<&str> {
        found.into_iter().map(|it| delegations[it].code.as_str()).collect()
    }
}
