//! The words of hovers, lenses and reports about positions, in the six languages of the United Nations. They are data, in
//! `data/phrases.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::delegation::Names;
use super::stance::Stance;
use super::statement::{StatementKind, Vote};

/// Declares the phrases with their keys in the data file.
macro_rules! phrases {
    ($($name:ident = $key:literal,)*) => {
        /// A phrase of the data file, by its key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Phrase { $($name),* }

        impl Phrase {
            /// All phrases.
            pub const ALL: &[Phrase] = &[$(Phrase::$name),*];

            /// Returns the key in the data file.
            pub fn key(self) -> &'static str {
                match self { $(Phrase::$name => $key),* }
            }
        }
    };
}

phrases! {
    NotAgreed = "not-agreed",
    Placeholder = "placeholder",
    Elision = "elision",
    Footnote = "footnote",
    Editorial = "editorial",
    Insertion = "insertion",
    Deletion = "deletion",
    Substitution = "substitution",
    Status = "status",
    Label = "label",
    WithinOne = "within-one",
    WithinMany = "within-many",
    Choice = "choice",
    EachAlone = "each-alone",
    SideBySide = "side-by-side",
    Contested = "contested",
    PendingNumber = "pending-number",
    OtherInstrument = "other-instrument",
    Missing = "missing",
    More = "more",
    Record = "record",
    Earlier = "earlier",
    Unlike = "unlike",
    ReportedBy = "reported-by",
    OnBehalfOf = "on-behalf-of",
    OnParts = "on-parts",
    OnWhole = "on-whole",
    InText = "in-text",
    Page = "page",
    Note = "note",
    Source = "source",
    Sources = "sources",
    StatesCount = "states-count",
    Tally = "tally",
    LeastOpposed = "least-opposed",
    Definition = "definition",
    UsesNone = "uses-none",
    UsesOne = "uses-one",
    UsesMany = "uses-many",
    NamedHere = "named-here",
    Topic = "topic",
    BeingRead = "being-read",
    ReferencesOne = "references-one",
    ReferencesMany = "references-many",
    ReferencesNone = "references-none",
    LensForOne = "lens-for-one",
    LensForMany = "lens-for-many",
    LensAgainstOne = "lens-against-one",
    LensAgainstMany = "lens-against-many",
    LensReservedMany = "lens-reserved-many",
    PageTitle = "page-title",
    HeatMap = "heat-map",
    DistanceTable = "distance-table",
    Place = "place",
    Delegation = "delegation",
    For = "for",
    Against = "against",
    Reserved = "reserved",
    Neutral = "neutral",
    Silent = "silent",
    ToConsensus = "to-consensus",
    ToMajority = "to-majority",
    ToTwoThirds = "to-two-thirds",
    Group = "group",
    Forum = "forum",
    Everything = "everything",
    Whole = "whole",
    Through = "through",
    SilenceNote = "silence-note",
    NoPositions = "no-positions",
    Statements = "statements",
    Close = "close",
    AsAt = "as-at",
    KindWritten = "kind-written",
    KindOral = "kind-oral",
    KindExplanationOfPosition = "kind-explanation-of-position",
    KindJoint = "kind-joint",
    Vote = "vote",
    VoteRecorded = "vote-recorded",
    VoteNotRecorded = "vote-not-recorded",
}

/// The phrases in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrases<'l> {
    /// The code of the language; English for one without phrases.
    pub language: &'l str,
}

impl Phrases<'_> {
    /// Returns the sign between the names of a list, with the blank after it.
    pub fn list_comma(self) -> &'static str {
        if self.language == "zh" { "、" } else { self.comma() }
    }

    /// Returns the sign between parts of a line, with the blank after it.
    pub fn comma(self) -> &'static str {
        match self.language {
            "ar" => "، ",
            "zh" => "，",
            _ => ", ",
        }
    }

    /// Returns the sign between longer parts, with the blank after it.
    pub fn semicolon(self) -> &'static str {
        match self.language {
            "ar" => "؛ ",
            "zh" => "；",
            _ => "; ",
        }
    }

    /// Returns a phrase without values.
    pub fn of(self, phrase: Phrase) -> &'static str {
        self.by_key(phrase.key())
    }

    /// Returns a phrase with a number in place of `{count}`.
    pub fn count(self, phrase: Phrase, count: usize) -> String {
        self.of(phrase).replace("{count}", &count.to_string())
    }

    /// Returns a phrase with words in place of `{words}`.
    pub fn words(self, phrase: Phrase, words: &str) -> String {
        self.of(phrase).replace("{words}", words)
    }

    /// Returns one of two phrases, for one and for several things.
    pub fn one_or_many(self, one: Phrase, many: Phrase, count: usize) -> String {
        if count == 1 { self.of(one).to_owned() } else { self.count(many, count) }
    }

    /// Returns the verb for a stance of some delegations: `Propose`.
    pub fn stance(self, stance: Stance, count: usize) -> &'static str {
        let number = if count == 1 { "one" } else { "many" };
        self.by_key(&format!("{}-{number}", stance.word()))
    }

    /// Returns the words for the form of a statement: `in writing`.
    pub fn kind(self, kind: StatementKind) -> &'static str {
        self.of(match kind {
            StatementKind::Written => Phrase::KindWritten,
            StatementKind::Oral => Phrase::KindOral,
            StatementKind::ExplanationOfPosition => Phrase::KindExplanationOfPosition,
            StatementKind::Joint => Phrase::KindJoint,
        })
    }

    /// Returns what is known of a vote: its question, its result, and whether it was recorded.
    pub fn vote(self, vote: &Vote) -> Vec<String> {
        let question = vote.question.in_language(self.language).map(str::to_owned);
        let recorded = vote.recorded.map(|it| if it { Phrase::VoteRecorded } else { Phrase::VoteNotRecorded });
        let recorded = recorded.map(|it| self.of(it).to_owned());
        question.into_iter().chain(vote.result()).chain(recorded).collect()
    }

    fn by_key(self, key: &str) -> &'static str {
        static TABLE: LazyLock<BTreeMap<String, Names>> = LazyLock::new(|| {
            let text = include_str!("../../data/phrases.json");
            serde_json::from_str(text).expect("included data, parsed in a test")
        });
        TABLE.get(key).map_or("", |it| it.of(self.language))
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrase, Phrases};
    use crate::positions::{Stance, StatementKind, Vote};

    #[test]
    fn every_phrase_is_in_six_languages() {
        for language in ["en", "fr", "es", "ru", "zh", "ar"] {
            let phrases = Phrases { language };
            for phrase in Phrase::ALL {
                assert_ne!(phrases.of(*phrase), "", "{phrase:?} in {language}");
            }
            for stance in Stance::ALL {
                assert!(!phrases.stance(stance, 1).is_empty() && !phrases.stance(stance, 2).is_empty());
            }
        }
        for kind in StatementKind::ALL {
            assert!(
                kind.word().split('-').all(|it| !it.is_empty()) && !Phrases { language: "zh" }.kind(kind).is_empty()
            );
        }
        assert_eq!(Phrases { language: "ar" }.stance(Stance::Opposes, 1), "يعارض");
        assert_eq!(Phrases { language: "de" }.count(Phrase::Page, 9), "p. 9");
    }

    #[test]
    fn a_vote_is_described_as_far_as_it_is_known() {
        let vote = Vote { in_favour: Some(79), against: Some(60), recorded: Some(true), ..Vote::default() };
        assert_eq!(Phrases { language: "en" }.vote(&vote), ["79-60", "recorded"]);
        let vote = Vote { abstaining: Some(33), recorded: Some(false), ..vote };
        assert_eq!(Phrases { language: "ar" }.vote(&vote), ["79-60-33", "غير مسجَّل"]);
        let vote = Vote { against: None, recorded: None, ..vote };
        assert_eq!(Phrases { language: "ru" }.vote(&vote), Vec::<String>::new());
    }
}
