//! What delegations do with a text, a question or a treaty.

use serde::{Deserialize, Serialize};

/// What delegations do with a text, in the usual order of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "stance"))]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// Proposes the text.
    Proposes,
    /// Wants the text that another delegation proposed.
    Supports,
    /// Votes in favour.
    VotesFor,
    /// Signs the treaty.
    Signs,
    /// Joins the group or the instrument.
    Joins,
    /// Wants the text changed.
    Amends,
    /// States a view without taking a side on a text.
    States,
    /// Has to consult its capital first.
    Consults,
    /// Reserves its position.
    Reserves,
    /// Takes no side.
    Abstains,
    /// Wants the text deleted.
    Opposes,
    /// Votes against.
    VotesAgainst,
    /// Refuses to sign or to take part.
    Refuses,
    /// Leaves the group, or takes back what it proposed.
    Withdraws,
    /// Does not object.
    JoinsConsensus,
}

/// The side that a stance takes on a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// For the text as it stands. To join a consensus is to accept it.
    For,
    /// Against it.
    Against,
    /// Neither: abstains, reserves its position, has to consult, or accepts another text only.
    Reserved,
    /// Has spoken without taking a side, or has withdrawn.
    Neutral,
}

impl Stance {
    /// All stances in order.
    pub const ALL: [Stance; 15] = [
        Stance::Proposes,
        Stance::Supports,
        Stance::VotesFor,
        Stance::Signs,
        Stance::Joins,
        Stance::Amends,
        Stance::States,
        Stance::Consults,
        Stance::Reserves,
        Stance::Abstains,
        Stance::Opposes,
        Stance::VotesAgainst,
        Stance::Refuses,
        Stance::Withdraws,
        Stance::JoinsConsensus,
    ];

    /// Returns the side that the stance takes.
    pub fn side(self) -> Side {
        match self {
            Stance::Proposes | Stance::Supports | Stance::VotesFor => Side::For,
            Stance::Signs | Stance::Joins | Stance::JoinsConsensus => Side::For,
            Stance::Opposes | Stance::VotesAgainst | Stance::Refuses => Side::Against,
            Stance::Amends | Stance::Consults | Stance::Reserves | Stance::Abstains => Side::Reserved,
            Stance::States | Stance::Withdraws => Side::Neutral,
        }
    }

    /// Returns the word used in files: `joins-consensus`.
    pub fn word(self) -> &'static str {
        match self {
            Stance::Proposes => "proposes",
            Stance::Supports => "supports",
            Stance::VotesFor => "votes-for",
            Stance::Signs => "signs",
            Stance::Joins => "joins",
            Stance::Amends => "amends",
            Stance::States => "states",
            Stance::Consults => "consults",
            Stance::Reserves => "reserves",
            Stance::Abstains => "abstains",
            Stance::Opposes => "opposes",
            Stance::VotesAgainst => "votes-against",
            Stance::Refuses => "refuses",
            Stance::Withdraws => "withdraws",
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
        assert!(Stance::ALL.is_sorted());
    }
}
