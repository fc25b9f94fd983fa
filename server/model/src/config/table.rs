//! Type checks for the values of travaux.toml: a string, a list of strings, a table. A value of another type is
//! reported and treated as absent. The keys themselves are in the reader.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::ConfigError;
use crate::nearest::nearest_or_begun;

/// A key or a string with its bytes in the file.
pub(super) type Word<'t> = Spanned<DeString<'t>>;

/// A value with its bytes in the file.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// What a rule is called in an error.
pub(super) const RULE: &str = "rule";

#[derive(Default)]
pub(super) struct Errors {
    pub(super) found: Vec<ConfigError>,
}

impl Errors {
    /// Reports an error at some bytes.
    pub(super) fn add(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.found.push(ConfigError { range, message: message.into() });
    }

    /// Reports a word that is not in `known`, with the nearest word that is:
    /// `unknown key "excldue"; did you mean "exclude"?`.
    pub(super) fn unknown<'k>(&mut self, what: &str, word: &Word<'_>, known: impl Iterator<Item = &'k str> + Clone) {
        let message = match nearest_or_begun(word.get_ref(), known) {
            Some(near) => format!("unknown {what} {:?}; did you mean {near:?}?", word.get_ref()),
            None if what == RULE => format!("unknown {what} {:?}; `travaux explain` lists them", word.get_ref()),
            None => format!("unknown {what} {:?}", word.get_ref()),
        };
        self.add(word.span(), message);
    }

    /// Returns the entries of a table.
    pub(super) fn table<'v, 't>(&mut self, key: &str, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.add(value.span(), format!("{key:?} is a table; write it as [{key}]"));
        }
        table
    }

    /// Returns a string value.
    pub(super) fn text<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.add(value.span(), format!("{key:?} is a text in quotation marks"));
        }
        text
    }

    /// Returns a list of strings, each with its bytes.
    pub(super) fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<(Range<usize>, String)> {
        let Some(list) = value.get_ref().as_array() else {
            self.add(value.span(), format!("{key:?} is a list of texts, as in {key} = [\"…\"]"));
            return Vec::new();
        };
        list.iter().filter_map(|it| self.text(key, it).map(|text| (it.span(), text.to_owned()))).collect()
    }

    /// Returns the choice that a string names: `profile is "negotiating" or "final"`.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, value: &Value<'_>, choices: &[(&str, T)]) -> Option<T> {
        let written = self.text(key, value)?;
        let chosen = choices.iter().find(|(word, _)| *word == written);
        if chosen.is_none() {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("{word:?}")).collect();
            let message = match nearest_or_begun(written, choices.iter().map(|it| it.0)) {
                Some(near) => format!("{key:?} cannot be {written:?}; did you mean {near:?}?"),
                None => format!("{key:?} cannot be {written:?}; it is {}", words.join(" or ")),
            };
            self.add(value.span(), message);
        }
        chosen.map(|(_, chosen)| *chosen)
    }
}
