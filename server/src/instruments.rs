//! The instruments that the settings name, by the names and aliases that drafts use for them.

use rustc_hash::FxHashMap;
use travaux_grammar::lexicon::{Lexicon, Phrase, folded_phrase};

use crate::config::Settings;

/// The instruments whose text the project has, by the folded forms of their names.
pub struct Instruments<'s> {
    names: FxHashMap<String, &'s str>,
    /// The names as the settings write them, each with its file.
    pub written: Vec<(&'s str, &'s str)>,
}

impl<'s> Instruments<'s> {
    /// Those of some settings.
    pub fn of(settings: &'s Settings) -> Instruments<'s> {
        let mut instruments = Instruments { names: FxHashMap::default(), written: Vec::new() };
        for instrument in &settings.instruments {
            let Some(file) = instrument.file.as_deref() else { continue };
            for name in std::iter::once(&instrument.name).chain(&instrument.aliases).filter(|it| !it.trim().is_empty())
            {
                // Chinese references name it without its marks.
                let bare = name.trim_matches(['《', '》']);
                instruments.names.entry(folded_phrase(bare)).or_insert(file);
                instruments.written.push((name, file));
            }
        }
        instruments
    }

    /// The file of the instrument that some words name, with an article of their language or without.
    pub fn file(&self, written: &str, lexicon: &Lexicon) -> Option<&'s str> {
        let folded = folded_phrase(written.trim_matches(['《', '》']));
        let articles = lexicon.phrases(Phrase::The).iter();
        let mut bare = articles.filter_map(|it| folded.strip_prefix(it.as_str())?.strip_prefix(' '));
        let bare = bare.find_map(|it| self.names.get(it));
        self.names.get(&folded).or(bare).copied()
    }
}
