//! The Latin adverbs that number inserted provisions: bis, ter and so on, the same in every language that uses them.

use super::Lexicon;
use super::word::List;
use crate::language::Language;

/// The Latin series.
pub(crate) struct LatinSeries {
    /// Words that are spelt almost like an adverb of the series but are not one.
    pub(crate) ordinary: List,
    /// Misspelt adverbs that are ordinary words elsewhere.
    pub(crate) doubtful: List,
    /// The preferred spellings where several share a place.
    preferred: List,
    /// Misspelt adverbs that are too short, or too far from the right one, to be recognised by their letters.
    pub(crate) misspelt: &'static [(&'static str, u8)],
    /// The place of each adverb.
    pub(crate) inserted: &'static [(&'static str, u8)],
}

impl LatinSeries {
    const EMPTY: LatinSeries =
        LatinSeries { ordinary: &[], doubtful: &[], preferred: &[], misspelt: &[], inserted: &[] };
}

/// Returns the Latin series.
pub(crate) fn series() -> &'static LatinSeries {
    #[allow(clippy::needless_update, reason = "the build script does not know which tables are complete")]
    static SERIES: LatinSeries = include!(concat!(env!("OUT_DIR"), "/latin.rs"));
    &SERIES
}

/// Returns the adverb for a place in a language's own series, ثانيا for 2, or `None` if the language uses Latin.
pub fn inserted_adverb(language: Language, place: u8) -> Option<&'static str> {
    let own = Lexicon::of(language).inserted;
    own.iter().find(|(_, other)| *other == place && language == Language::Ar).map(|(adverb, _)| *adverb)
}

/// Returns the Latin adverb for a place, `bis` for 2, or `None` past the thirtieth.
pub fn latin_adverb(place: u8) -> Option<&'static str> {
    let series = series();
    let spellings = || series.inserted.iter().filter(move |(_, other)| *other == place).map(|(adverb, _)| *adverb);
    let preferred = spellings().find(|adverb| series.preferred.contains(adverb));
    preferred.or_else(|| spellings().next())
}
