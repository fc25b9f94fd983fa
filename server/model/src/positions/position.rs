//! A position: the stance of delegations on a provision, with date and source.
//!
//! A position is as the file states it; [`super::position_index`] decides whether it has been replaced.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::delegation::DelegationId;

/// What delegations do with a text, in the usual order of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Proposes the text.
    Proposes,
    /// Wants the text that another delegation proposed.
    Supports,
    /// Wants the text changed.
    Amends,
    /// Reserves its position.
    Reserves,
    /// Takes no side.
    Abstains,
    /// Wants the text deleted.
    Opposes,
    /// Does not object.
    JoinsConsensus,
}

/// A position of a positions file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The delegations in the order of the file, without duplicates; never empty.
    pub delegations: Vec<DelegationId>,
    /// The stance.
    pub stance: Stance,
    /// The English address of the provision, as written: `article 10 bis`.
    pub target: String,
    /// The bracketed text at that address, if the position is not about the whole provision.
    pub alternative: Option<String>,
    /// `2023-09-01`, or only the month or the year.
    pub date: Option<String>,
    /// The forum: `sixth session`.
    pub forum: Option<String>,
    /// A note for the reader, by language code.
    pub note: BTreeMap<String, String>,
    /// The document that contains the position.
    pub source: Option<Source>,
    /// The bytes of the position in its file.
    pub range: Range<usize>,
    /// The bytes of the target.
    pub target_range: Range<usize>,
    /// The bytes of the alternative.
    pub alternative_range: Option<Range<usize>>,
}

/// A document that contains a position.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The title.
    pub title: Option<String>,
    /// The document symbol: `A/AC.291/22`.
    pub symbol: Option<String>,
    /// The page, counted from one.
    pub page: Option<u32>,
    /// The address of the publication.
    pub url: Option<String>,
}

impl Stance {
    /// All stances in order.
    pub const ALL: [Stance; 7] = [
        Stance::Proposes,
        Stance::Supports,
        Stance::Amends,
        Stance::Reserves,
        Stance::Abstains,
        Stance::Opposes,
        Stance::JoinsConsensus,
    ];

    /// Returns the word used in files: `joins-consensus`.
    pub fn word(self) -> &'static str {
        match self {
            Stance::Proposes => "proposes",
            Stance::Supports => "supports",
            Stance::Amends => "amends",
            Stance::Reserves => "reserves",
            Stance::Abstains => "abstains",
            Stance::Opposes => "opposes",
            Stance::JoinsConsensus => "joins-consensus",
        }
    }

    /// Returns the stance with a word, regardless of case.
    pub fn from_word(written: &str) -> Option<Stance> {
        Stance::ALL.into_iter().find(|it| it.word().eq_ignore_ascii_case(written))
    }
}

#[cfg(test)]
mod tests {
    use super::Stance;

    #[test]
    fn a_stance_is_one_word_in_files_and_in_code() {
        for stance in Stance::ALL {
            let json = serde_json::to_string(&stance).unwrap();
            assert_eq!(json, format!("\"{}\"", stance.word()));
            assert_eq!(Stance::from_word(stance.word()), Some(stance));
        }
        assert_eq!(Stance::from_word("Joins-Consensus"), Some(Stance::JoinsConsensus));
    }
}
