//! A position of a positions file before validation, and its conversion to a [`Position`].
//!
//! The JSON and CSV parsers both produce raw positions, so that the two formats have the same meaning and the same errors.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::date::is_date;
use super::delegation::DelegationId;
use super::delegations::Delegations;
use super::parse_error::{ParseError, quoted, suggestion};
use super::position::{Position, Source, Stance};
use crate::nearest::nearest;

/// The keys of a position in JSON.
pub(super) const KEYS: [&str; 8] =
    ["delegations", "stance", "target", "alternative", "date", "forum", "note", "source"];

/// The keys of a source.
pub(super) const SOURCE_KEYS: [&str; 4] = ["title", "symbol", "page", "url"];

/// A text of the file with its bytes.
#[derive(Clone, Debug)]
pub(super) struct Written<'t> {
    pub(super) range: Range<usize>,
    pub(super) text: Cow<'t, str>,
}

/// A position as written. Absent keys are `None` or empty; nothing has been validated.
#[derive(Debug, Default)]
pub(super) struct RawPosition<'t> {
    /// The whole position.
    pub(super) range: Range<usize>,
    /// The range at which a missing key is reported.
    pub(super) head: Range<usize>,
    pub(super) delegations: Vec<Written<'t>>,
    pub(super) stance: Option<Written<'t>>,
    pub(super) target: Option<Written<'t>>,
    pub(super) alternative: Option<Written<'t>>,
    pub(super) date: Option<Written<'t>>,
    pub(super) forum: Option<Written<'t>>,
    pub(super) note: Vec<(String, Written<'t>)>,
    pub(super) source: Vec<(&'static str, Written<'t>)>,
    /// Keys with a value of the wrong type, which has already been reported.
    pub(super) reported: Vec<&'static str>,
}

impl<'t> RawPosition<'t> {
    /// Returns the field of a key whose value is a single text.
    pub(super) fn text_mut(&mut self, key: &str) -> &mut Option<Written<'t>> {
        match key {
            "stance" => &mut self.stance,
            "target" => &mut self.target,
            "alternative" => &mut self.alternative,
            "date" => &mut self.date,
            _ => &mut self.forum,
        }
    }
}

/// Returns whether `code` looks like a language code: `en`, `ar`, `zh-Hant`.
pub(super) fn is_language(code: &str) -> bool {
    let letters = code.split('-').next().unwrap_or("");
    matches!(letters.len(), 2 | 3) && letters.bytes().all(|it| it.is_ascii_lowercase())
}

/// The validator for the positions of one file: the delegations, the errors so far, and a cache of suggestions for
/// misspelt delegations.
pub(super) struct Validator<'d> {
    pub(super) delegations: &'d Delegations,
    pub(super) errors: Vec<ParseError>,
    misspelt: FxHashMap<String, Option<String>>,
}

impl<'d> Validator<'d> {
    pub(super) fn new(delegations: &'d Delegations) -> Validator<'d> {
        Validator { delegations, errors: Vec::new(), misspelt: FxHashMap::default() }
    }

    pub(super) fn error(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.errors.push(ParseError::new(range, message));
    }

    /// Returns the delegation with a name, and reports an unknown one.
    pub(super) fn delegation(&mut self, written: &Written) -> Option<DelegationId> {
        let found = self.delegations.find(&written.text);
        if found.is_none() {
            let near = self.near(&written.text);
            let message = format!("{} is no delegation{}", quoted(&written.text), suggestion(near.as_deref()));
            self.error(written.range.clone(), message);
        }
        found
    }

    /// Returns a valid date, and reports an invalid one.
    pub(super) fn date(&mut self, written: Written) -> Option<String> {
        if is_date(&written.text) {
            return Some(written.text.into_owned());
        }
        let message = format!("{} is no date; write a year, a month or a day, as in 2023-09-01", quoted(&written.text));
        self.error(written.range, message);
        None
    }

    /// Reports an unknown key, with the nearest known one.
    pub(super) fn unknown_key(&mut self, written: &Written, known: &[&str]) {
        let near = nearest(&written.text.to_lowercase(), known.iter().copied());
        let message = format!("{} is no key here{}", quoted(&written.text), suggestion(near));
        self.error(written.range.clone(), message);
    }

    /// Validates a raw position. Without a stance, a target or any known delegation there is no position, only errors.
    /// An invalid date or source is left out.
    pub(super) fn position(&mut self, raw: RawPosition) -> Option<Position> {
        let known = self.known_delegations(&raw);
        let stance = self.stance(&raw);
        let target = raw.target.filter(|it| !it.text.trim().is_empty());
        if target.is_none() && !raw.reported.contains(&"target") {
            self.error(raw.head.clone(), "this position has no target");
        }
        let date = raw.date.and_then(|it| self.date(it));
        let source = self.source(raw.source);
        let note: BTreeMap<_, _> = raw.note.into_iter().map(|it| (it.0, it.1.text.into_owned())).collect();
        let (stance, target) = (stance?, target?);
        if known.is_empty() {
            return None;
        }
        Some(Position {
            delegations: known,
            stance,
            target: target.text.trim().to_owned(),
            target_range: target.range,
            alternative_range: raw.alternative.as_ref().map(|it| it.range.clone()),
            alternative: raw.alternative.map(|it| it.text.into_owned()),
            date,
            forum: raw.forum.map(|it| it.text.into_owned()),
            note,
            source,
            range: raw.range,
        })
    }

    fn known_delegations(&mut self, raw: &RawPosition) -> Vec<DelegationId> {
        if raw.delegations.is_empty() && !raw.reported.contains(&"delegations") {
            self.error(raw.head.clone(), "this position has no delegations");
        }
        let mut found = Vec::with_capacity(raw.delegations.len());
        let mut seen = rustc_hash::FxHashSet::default();
        for written in &raw.delegations {
            found.extend(self.delegation(written).filter(|it| seen.insert(*it)));
        }
        found
    }

    fn stance(&mut self, raw: &RawPosition) -> Option<Stance> {
        let Some(written) = &raw.stance else {
            if !raw.reported.contains(&"stance") {
                self.error(raw.head.clone(), "this position has no stance");
            }
            return None;
        };
        let stance = Stance::from_word(written.text.trim());
        if stance.is_none() {
            let words = Stance::ALL.map(Stance::word);
            let near = nearest(&written.text.to_lowercase(), words.into_iter());
            let message = format!("{} is no stance{}", quoted(&written.text), suggestion(near));
            self.error(written.range.clone(), message);
        }
        stance
    }

    fn source(&mut self, written: Vec<(&'static str, Written)>) -> Option<Source> {
        let mut source = Source::default();
        for (key, it) in written {
            match key {
                "title" => source.title = Some(it.text.into_owned()),
                "symbol" => source.symbol = Some(it.text.into_owned()),
                "url" => source.url = Some(it.text.into_owned()),
                _ => source.page = self.page(it),
            }
        }
        (source != Source::default()).then_some(source)
    }

    fn page(&mut self, written: Written) -> Option<u32> {
        let page = written.text.trim().parse().ok().filter(|it| *it > 0);
        if page.is_none() {
            self.error(written.range, format!("{} is no page number", quoted(&written.text)));
        }
        page
    }

    /// Returns the name that a misspelt one was probably meant to be. Results are cached. After very many misspelt names
    /// in a file, no name is suggested.
    fn near(&mut self, written: &str) -> Option<String> {
        const MAX_SUGGESTIONS: usize = 100;
        if let Some(near) = self.misspelt.get(written) {
            return near.clone();
        }
        if self.misspelt.len() == MAX_SUGGESTIONS {
            return None;
        }
        let near = self.delegations.nearest(written).map(str::to_owned);
        self.misspelt.insert(written.to_owned(), near.clone());
        near
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{KEYS, SOURCE_KEYS};
    use crate::positions::Stance;

    #[test]
    fn the_published_schema_has_the_same_keys_and_stances() {
        let text = include_str!("../../data/positions.schema.json");
        let schema: Value = serde_json::from_str(text).unwrap();
        let keys = |of: &str| {
            let properties = schema["$defs"][of]["properties"].as_object().unwrap();
            properties.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(keys("position"), KEYS);
        assert_eq!(keys("source"), SOURCE_KEYS);
        let stances = &schema["$defs"]["position"]["properties"]["stance"]["enum"];
        assert_eq!(*stances, Value::from(Stance::ALL.map(Stance::word).to_vec()));
    }
}
