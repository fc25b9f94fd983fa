//! What a value of travaux.toml has to be: a text, a list of texts, a table with certain keys. Anything else is a fault
//! and counts as absent. Knows no key of its own; the reader names them.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::ConfigFault;
use crate::positions::nearest::nearest;

/// A key or a text with its bytes in the file.
pub(super) type Word<'t> = Spanned<DeString<'t>>;

/// A value with its bytes in the file.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// The faults of one reading.
#[derive(Default)]
pub(super) struct Faults {
    pub(super) found: Vec<ConfigFault>,
}

impl Faults {
    /// Notes what is wrong with some bytes.
    pub(super) fn note(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.found.push(ConfigFault { range, message: message.into() });
    }

    /// Notes a word that is none of `known`, with the nearest of them: `unknown key "excldue"; did you mean "exclude"`.
    pub(super) fn unknown<'k>(&mut self, what: &str, word: &Word<'_>, known: impl Iterator<Item = &'k str>) {
        let message = match nearest(word.get_ref(), known) {
            Some(near) => format!("unknown {what} {:?}; did you mean {near:?}", word.get_ref()),
            None => format!("unknown {what} {:?}", word.get_ref()),
        };
        self.note(word.span(), message);
    }

    /// The entries of a table.
    pub(super) fn table<'v, 't>(&mut self, key: &str, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.note(value.span(), format!("{key:?} is a table; write it as [{key}]"));
        }
        table
    }

    /// A text.
    pub(super) fn text<'v>(&mut self, key: &str, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.note(value.span(), format!("{key:?} is a text in quotation marks"));
        }
        text
    }

    /// A list of texts, each with its bytes.
    pub(super) fn texts(&mut self, key: &str, value: &Value<'_>) -> Vec<(Range<usize>, String)> {
        let Some(list) = value.get_ref().as_array() else {
            self.note(value.span(), format!("{key:?} is a list of texts, as in {key} = [\"…\"]"));
            return Vec::new();
        };
        list.iter().filter_map(|it| self.text(key, it).map(|text| (it.span(), text.to_owned()))).collect()
    }

    /// A text that is one of some words: `profile is "negotiating" or "final"`.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, value: &Value<'_>, choices: &[(&str, T)]) -> Option<T> {
        let written = self.text(key, value)?;
        let chosen = choices.iter().find(|(word, _)| *word == written);
        if chosen.is_none() {
            let words: Vec<String> = choices.iter().map(|(word, _)| format!("{word:?}")).collect();
            let message = match nearest(written, choices.iter().map(|it| it.0)) {
                Some(near) => format!("{key:?} cannot be {written:?}; did you mean {near:?}"),
                None => format!("{key:?} cannot be {written:?}; it is {}", words.join(" or ")),
            };
            self.note(value.span(), message);
        }
        chosen.map(|(_, chosen)| *chosen)
    }
}
