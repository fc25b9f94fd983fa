//! The words of hovers, lenses and reports about positions, in the six languages of the United Nations. They are data, in
//! `data/phrases.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::arithmetic::Tally;
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
    MembersUnknown = "members-unknown",
    NotCounted = "not-counted",
    OnParts = "on-parts",
    OnWhole = "on-whole",
    Paragraph = "paragraph",
    InText = "in-text",
    Page = "page",
    Note = "note",
    Source = "source",
    Sources = "sources",
    StatesOne = "states-count-one",
    StatesTwo = "states-count-two",
    StatesFew = "states-count-few",
    StatesMany = "states-count-many",
    StatesOther = "states-count-other",
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
    LensReservedOne = "lens-reserved-one",
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

/// The forms of a noun after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plural {
    One,
    Two,
    Few,
    Many,
    Other,
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

    /// Returns words in the quotation marks of the language.
    pub fn quoted(self, words: &str) -> String {
        let (open, close) = match self.language {
            "fr" => ("«\u{a0}", "\u{a0}»"),
            "ar" | "es" | "ru" => ("«", "»"),
            _ => ("“", "”"),
        };
        format!("{open}{words}{close}")
    }

    /// Returns a phrase without values.
    pub fn of(self, phrase: Phrase) -> &'static str {
        TABLE.phrases[phrase as usize].of(self.language)
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

    /// Returns a number of States: `27 States`.
    pub fn states(self, count: usize) -> String {
        let phrase = match self.plural(count) {
            Plural::One => Phrase::StatesOne,
            Plural::Two => Phrase::StatesTwo,
            Plural::Few => Phrase::StatesFew,
            Plural::Many => Phrase::StatesMany,
            Plural::Other => Phrase::StatesOther,
        };
        self.count(phrase, count)
    }

    /// Returns what a chair counts: `Member States: 6 for, 38 against, 0 reserved, 149 silent`, and the further votes that
    /// the text needs, if it needs any.
    pub fn tally(self, tally: &Tally<'_>) -> Vec<String> {
        let counts = [
            ("{for}", tally.in_favour.len()),
            ("{against}", tally.against.len()),
            ("{reserved}", tally.reserved.len()),
            ("{silent}", tally.silent.len()),
        ];
        let states =
            counts.iter().fold(self.of(Phrase::Tally).to_owned(), |it, (key, n)| it.replace(key, &n.to_string()));
        let distance = tally.distance();
        let short = [(Phrase::ToMajority, distance.to_simple_majority), (Phrase::ToTwoThirds, distance.to_two_thirds)];
        let short = short.into_iter().filter_map(|(phrase, votes)| Some((phrase, votes.filter(|it| *it > 0)?)));
        let short = short.map(|(phrase, votes)| format!("{}: {votes}", self.of(phrase)));
        std::iter::once(states).chain(short).collect()
    }

    /// Returns the form of a noun after a number, as the Unicode CLDR has it for whole numbers.
    fn plural(self, count: usize) -> Plural {
        let (tens, units) = (count % 100, count % 10);
        match self.language {
            "zh" => Plural::Other,
            "ru" => match (tens, units) {
                (11..=14, _) => Plural::Many,
                (_, 1) => Plural::One,
                (_, 2..=4) => Plural::Few,
                _ => Plural::Many,
            },
            "ar" => match (count, tens) {
                (1, _) => Plural::One,
                (2, _) => Plural::Two,
                (_, 3..=10) => Plural::Few,
                (_, 11..) => Plural::Many,
                _ => Plural::Other,
            },
            "fr" if count == 0 => Plural::One,
            _ if count == 1 => Plural::One,
            _ => Plural::Other,
        }
    }

    /// Returns the verb for a stance of some delegations: `Propose`.
    pub fn stance(self, stance: Stance, count: usize) -> &'static str {
        let number = usize::from(self.plural(count) != Plural::One);
        TABLE.stances[stance as usize][number].of(self.language)
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
}

/// The phrases in the order of [`Phrase::ALL`], and the verbs in that of [`Stance::ALL`] for one and for several.
struct Table {
    phrases: Vec<Names>,
    stances: Vec<[Names; 2]>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let text = include_str!("../../data/phrases.json");
    let mut by_key: BTreeMap<String, Names> = serde_json::from_str(text).expect("included data, parsed in a test");
    let mut names = |key: &str| by_key.remove(key).unwrap_or_default();
    Table {
        phrases: Phrase::ALL.iter().map(|it| names(it.key())).collect(),
        stances: Stance::ALL.map(|it| ["one", "many"].map(|number| names(&format!("{}-{number}", it.word())))).into(),
    }
});

#[cfg(test)]
mod tests {
    use super::{Phrase, Phrases};
    use crate::positions::{Stance, StatementKind, Vote};

    #[test]
    fn every_phrase_is_in_six_languages() {
        for language in ["en", "fr", "es", "ru", "zh", "ar"] {
            let phrases = Phrases { language };
            for (place, phrase) in Phrase::ALL.iter().enumerate() {
                assert_eq!(*phrase as usize, place);
                assert_ne!(phrases.of(*phrase), "", "{phrase:?} in {language}");
            }
            for (place, stance) in Stance::ALL.into_iter().enumerate() {
                assert_eq!(stance as usize, place);
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
    fn nouns_and_verbs_agree_with_their_number() {
        let states = |language: &str, counts: &[usize]| {
            let phrases = Phrases { language };
            counts.iter().map(|it| phrases.states(*it)).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(states("en", &[0, 1, 2, 27]), "0 States, 1 State, 2 States, 27 States");
        assert_eq!(states("fr", &[0, 1, 2]), "0 État, 1 État, 2 États");
        assert_eq!(states("es", &[1, 21]), "1 Estado, 21 Estados");
        let russian = "1 государство, 3 государства, 5 государств, 12 государств, 21 государство, 104 государства";
        assert_eq!(states("ru", &[1, 3, 5, 12, 21, 104]), russian);
        assert_eq!(states("zh", &[1, 27]), "1国, 27国");
        let arabic = "دولة واحدة, دولتان, 3 دول, 10 دول, 11 دولة, 99 دولة, 100 دولة, 103 دول";
        assert_eq!(states("ar", &[1, 2, 3, 10, 11, 99, 100, 103]), arabic);
        let verb = |count| Phrases { language: "ru" }.stance(Stance::Opposes, count);
        assert_ne!(verb(21), verb(22));
        assert_eq!((verb(21), verb(11)), (verb(1), verb(5)));
    }

    #[test]
    fn words_are_quoted_as_the_language_does() {
        let quoted = ["en", "fr", "es", "ru", "zh", "ar"].map(|language| Phrases { language }.quoted("x"));
        assert_eq!(quoted, ["“x”", "«\u{a0}x\u{a0}»", "«x»", "«x»", "“x”", "«x»"]);
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
