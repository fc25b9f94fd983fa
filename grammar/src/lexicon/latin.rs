//! The Latin adverbs that number inserted provisions: bis, ter and their kin, the same in every language that writes
//! them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Lexicon;
use crate::language::Language;

/// The Latin series: the place of each of its words, and the words that only look like one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Latin {
    pub(crate) ordinary: Vec<String>,
    pub(crate) inserted: BTreeMap<String, u8>,
}

/// The series.
pub(crate) fn series() -> &'static Latin {
    static LATIN: LazyLock<Latin> = LazyLock::new(|| {
        let source = include_str!("../../languages/latin.toml");
        toml::from_str(source).expect("the series is part of the program and tested")
    });
    &LATIN
}

/// The word of a place in the series that a language has of its own: ثانيا is 2. `None` for those that write Latin.
pub fn inserted_word(language: Language, place: u8) -> Option<&'static str> {
    let own = &Lexicon::of(language).inserted;
    own.iter().find(|(_, each)| *each == place && language == Language::Ar).map(|(word, _)| word.as_str())
}

/// The Latin word of a place in the series: 2 is `bis`. `None` past the thirtieth.
pub fn latin_word(place: u8) -> Option<&'static str> {
    // Where two spellings share a place, the one of the UN Editorial Manual and the longest use.
    const PREFERRED: [&str; 7] =
        ["nonies", "quinquies", "terdecies", "sexdecies", "septdecies", "octodecies", "novodecies"];
    let of_place = || series().inserted.iter().filter(move |(_, each)| **each == place).map(|(word, _)| word.as_str());
    of_place().find(|word| PREFERRED.contains(word)).or_else(|| of_place().next())
}
