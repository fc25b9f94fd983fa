//! A position: who said what about which provision, when and according to whom.
//!
//! As the file states it; whether it still stands is for [`super::standing`].

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::delegation::DelegationId;

/// What delegations do with a text, in the order in which readers expect them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Puts the text forward.
    Proposes,
    /// Wants the text that somebody proposed.
    Supports,
    /// Wants the text changed.
    Amends,
    /// Keeps its position open.
    Reserves,
    /// Takes no side.
    Abstains,
    /// Wants the text gone.
    Opposes,
    /// Does not stand in the way.
    JoinsConsensus,
}

/// One entry of a positions file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Who takes the position, in the file's order, each once; never empty.
    pub delegations: Vec<DelegationId>,
    /// What they do with the text.
    pub stance: Stance,
    /// The English address of the provision, as written: `article 10 bis`.
    pub target: String,
    /// The bracketed text at that address that the position is about, if not all of it.
    pub alternative: Option<String>,
    /// `2023-09-01`, or only the month or the year.
    pub date: Option<String>,
    /// Where it was said: `sixth session`.
    pub forum: Option<String>,
    /// What to tell the reader, by language code.
    pub note: BTreeMap<String, String>,
    /// The record that states it.
    pub source: Option<Source>,
    /// The bytes of the entry in its file.
    pub range: Range<usize>,
    /// Those of its target.
    pub target_range: Range<usize>,
    /// Those of its alternative.
    pub alternative_range: Option<Range<usize>>,
}

/// The document in which a position can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its title.
    pub title: Option<String>,
    /// Its document symbol: `A/AC.291/22`.
    pub symbol: Option<String>,
    /// The page, from one.
    pub page: Option<u32>,
    /// Where it is published.
    pub url: Option<String>,
}

impl Stance {
    /// Every stance, in order.
    pub const ALL: [Stance; 7] = [
        Stance::Proposes,
        Stance::Supports,
        Stance::Amends,
        Stance::Reserves,
        Stance::Abstains,
        Stance::Opposes,
        Stance::JoinsConsensus,
    ];

    /// The stance as files write it: `joins-consensus`.
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

    /// The stance that `written` is, letter case aside.
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
