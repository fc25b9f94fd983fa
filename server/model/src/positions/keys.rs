//! The keys of positions files. A test compares them with the published schema.

/// Declares an enum of keys with their words in files.
macro_rules! keys {
    ($(#[$meta:meta])* $name:ident { $($key:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name {
            $($key),+
        }

        impl $name {
            /// The words of all keys in order.
            pub(super) const WORDS: &'static [&'static str] = &[$($word),+];

            pub(super) fn from_word(written: &str) -> Option<$name> {
                match written {
                    $($word => Some($name::$key),)+
                    _ => None,
                }
            }

            #[allow(dead_code, reason = "not every message needs the word of every key")]
            pub(super) fn word(self) -> &'static str {
                match self {
                    $($name::$key => $word,)+
                }
            }
        }
    };
}

keys! {
    /// The keys of a position.
    Key {
        Delegations = "delegations",
        Speaker = "speaker",
        OnBehalfOf = "on_behalf_of",
        ReportedBy = "reported_by",
        Kind = "kind",
        Stance = "stance",
        Vote = "vote",
        Target = "target",
        Topic = "topic",
        Alternative = "alternative",
        Date = "date",
        Forum = "forum",
        Note = "note",
        Source = "source",
    }
}

keys! {
    /// The keys of a speaker.
    SpeakerKey { Name = "name", Kind = "kind" }
}

keys! {
    /// The keys of a vote.
    VoteKey {
        Question = "question",
        For = "for",
        Against = "against",
        Abstaining = "abstaining",
        Recorded = "recorded",
    }
}

keys! {
    /// The keys of a date that is not one day, month or year.
    DateKey { From = "from", To = "to", AsOf = "as_of" }
}

keys! {
    /// The keys of a source.
    SourceKey {
        Title = "title",
        Symbol = "symbol",
        Page = "page",
        Url = "url",
        Footnote = "footnote",
        Time = "time",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{DateKey, Key, SourceKey, SpeakerKey, VoteKey};
    use crate::positions::{SpeakerKind, Stance, StatementKind};

    #[test]
    fn the_published_schema_has_the_same_keys_and_words() {
        let text = include_str!("../../data/positions.schema.json");
        let schema: Value = serde_json::from_str(text).unwrap();
        let keys = |of: &str| {
            let properties = schema["$defs"][of]["properties"].as_object().unwrap();
            properties.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(keys("position"), Key::WORDS);
        assert_eq!(keys("speaker"), SpeakerKey::WORDS);
        assert_eq!(keys("vote"), VoteKey::WORDS);
        assert_eq!(keys("period"), DateKey::WORDS);
        assert_eq!(keys("source"), SourceKey::WORDS);
        let words = |of: &str, words: &[&str]| {
            let choices = schema["$defs"][of]["oneOf"].as_array().unwrap();
            assert_eq!(choices.iter().map(|it| it["const"].as_str().unwrap()).collect::<Vec<_>>(), words);
        };
        words("stance", &Stance::ALL.map(Stance::word));
        words("kind", &StatementKind::ALL.map(StatementKind::word));
        words("speaker_kind", &SpeakerKind::ALL.map(SpeakerKind::word));
    }
}
