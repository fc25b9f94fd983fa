//! The Latin adverbs that number inserted provisions: bis, ter and so on, the same in every language that uses them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Lexicon;
use crate::language::Language;

/// The Latin series.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LatinSeries {
    /// Words that are spelt almost like an adverb of the series but are not one.
    pub(crate) ordinary: Vec<String>,
    /// The preferred spellings where several share a place.
    preferred: Vec<String>,
    /// The place of each adverb.
    pub(crate) inserted: BTreeMap<String, u8>,
}

/// Returns the Latin series.
pub(crate) fn series() -> &'static LatinSeries {
    static SERIES: LazyLock<LatinSeries> = LazyLock::new(|| {
        let source = include_str!("../../languages/latin.toml");
        toml::from_str(source).expect("the file is compiled in, and tests read it")
    });
    &SERIES
}

/// Returns the adverb for a place in a language's own series, ثانيا for 2, or `None` if the language uses Latin.
pub fn inserted_adverb(language: Language, place: u8) -> Option<&'static str> {
    let own = &Lexicon::of(language).inserted;
    own.iter().find(|(_, other)| *other == place && language == Language::Ar).map(|(adverb, _)| adverb.as_str())
}

/// Returns the Latin adverb for a place, `bis` for 2, or `None` past the thirtieth.
pub fn latin_adverb(place: u8) -> Option<&'static str> {
    let series = series();
    let spellings = || series.inserted.iter().filter(move |(_, other)| **other == place).map(|(adverb, _)| adverb);
    let preferred = spellings().find(|adverb| series.preferred.contains(adverb));
    preferred.or_else(|| spellings().next()).map(String::as_str)
}
