//! A delegation: a State, an observer or a group that takes positions.
//!
//! The name and the kind of a delegation make no statement about its status. [`super::delegations`] finds the
//! delegation that a name designates.

use serde::{Deserialize, Serialize};

/// A party that can take a position: `RU`, `VA`, `EU`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Delegation {
    /// The ISO 3166 alpha-2 code, the abbreviation of a group, or the project's own code.
    pub code: String,
    /// The ISO 3166 alpha-3 code, if there is one.
    #[serde(default)]
    pub alpha3: Option<String>,
    /// The kind of party.
    pub kind: DelegationKind,
    /// The names to display.
    pub names: Names,
    /// Other spellings in documents, in any language.
    #[serde(default)]
    pub also: Vec<String>,
}

/// The kind of a delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DelegationKind {
    /// A Member State of the United Nations.
    State,
    /// A non-member observer State of the United Nations.
    Observer,
    /// A group or an organization that speaks for its members.
    Group,
    /// Any other party that is listed in documents or added by a project; its status is left open.
    Other,
}

/// The names of a delegation in the six languages of the United Nations, in the form that the United Nations uses. A
/// missing name is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Names {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
    /// Spanish.
    pub es: String,
    /// Russian.
    pub ru: String,
    /// Chinese.
    pub zh: String,
    /// Arabic.
    pub ar: String,
}

/// The id of a delegation in a table of delegations and the tables derived from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DelegationId(u16);

impl Delegation {
    /// Returns the name in the language of `code` (`ar`, `zh-CN`). Other languages get the English name, or the code if
    /// that is missing as well.
    pub fn name(&self, language: &str) -> &str {
        let name = self.names.of(language);
        let named = [name, &self.names.en].into_iter().find(|it| !it.is_empty());
        named.unwrap_or(&self.code)
    }

    /// Returns every spelling of the delegation.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let codes = [Some(self.code.as_str()), self.alpha3.as_deref()];
        codes
            .into_iter()
            .flatten()
            .chain(self.names.all())
            .chain(self.also.iter().map(String::as_str))
            .filter(|it| !it.is_empty())
    }
}

impl Names {
    /// Returns the name in a language, by its code; English for other languages.
    pub(super) fn of(&self, language: &str) -> &str {
        match language.split(['-', '_']).next() {
            Some("fr") => &self.fr,
            Some("es") => &self.es,
            Some("ru") => &self.ru,
            Some("zh") => &self.zh,
            Some("ar") => &self.ar,
            Some(_) | None => &self.en,
        }
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        [&self.en, &self.fr, &self.es, &self.ru, &self.zh, &self.ar].into_iter().map(String::as_str)
    }
}

impl DelegationId {
    /// Returns the id for an index of a table, or `None` beyond the largest possible table.
    pub(super) fn new(place: usize) -> Option<DelegationId> {
        u16::try_from(place).ok().map(DelegationId)
    }

    /// Returns the index in the table.
    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }
}
