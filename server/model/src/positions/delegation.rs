//! A delegation: a State, an observer or a group that takes positions.
//!
//! What a delegation is called or listed as says nothing here about its status; who
//! it is in a text is for the table of [`super::delegations`] to say.

use serde::{Deserialize, Serialize};

/// Who can take a position: `RU`, `VA`, `EU`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Delegation {
    /// ISO 3166 alpha-2, a group's abbreviation or a project's own code.
    pub code: String,
    /// ISO 3166 alpha-3 where there is one.
    #[serde(default)]
    pub alpha3: Option<String>,
    /// What takes part under this name.
    pub kind: DelegationKind,
    /// The names to show.
    pub names: Names,
    /// Further forms in which documents write the name, in any language.
    #[serde(default)]
    pub also: Vec<String>,
}

/// What takes part under a delegation's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DelegationKind {
    /// A Member State of the United Nations.
    State,
    /// A non-member observer State of the United Nations.
    Observer,
    /// A group or an organization that speaks for its members.
    Group,
    /// Any other name that documents list or a project adds; its status is left open.
    Other,
}

/// A delegation's names in the six languages of the United Nations, in the form
/// that the United Nations uses; empty where nobody has given one.
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

/// A delegation of one table of delegations and of the tables grown from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DelegationId(u16);

impl Delegation {
    /// The name in the language of `code` (`ar`, `zh-CN`); English for a language
    /// without one, the delegation's code where there is no English either.
    pub fn name(&self, language: &str) -> &str {
        let name = self.names.of(language);
        let named = [name, &self.names.en].into_iter().find(|it| !it.is_empty());
        named.unwrap_or(&self.code)
    }

    /// Every form in which the delegation may be written, as it is written.
    pub fn written_forms(&self) -> impl Iterator<Item = &str> {
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
    /// The name in a language, by its code; English for other languages.
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
    /// The id of the delegation at a place of a table; `None` where tables end.
    pub(super) fn new(place: usize) -> Option<DelegationId> {
        u16::try_from(place).ok().map(DelegationId)
    }

    /// The place of the delegation in its table.
    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }
}
