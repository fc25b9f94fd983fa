//! A position of a positions file before validation.
//!
//! The JSON and CSV parsers both produce raw positions, so that the two formats have the same meaning and the same errors.

use std::borrow::Cow;
use std::ops::Range;

use super::keys::{DateKey, Key, SourceKey, VoteKey};

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
    pub(super) speakers: Vec<RawSpeaker<'t>>,
    pub(super) on_behalf_of: Vec<Written<'t>>,
    pub(super) reported_by: RawText<'t>,
    pub(super) kinds: Vec<Written<'t>>,
    pub(super) stance: Option<Written<'t>>,
    pub(super) vote: Option<RawVote<'t>>,
    pub(super) targets: Vec<Written<'t>>,
    pub(super) topic: Option<Written<'t>>,
    pub(super) alternative: Option<Written<'t>>,
    pub(super) date: Option<RawDate<'t>>,
    pub(super) forum: RawText<'t>,
    pub(super) note: RawText<'t>,
    pub(super) sources: Vec<RawSource<'t>>,
    /// Keys with a value of the wrong type, which has already been reported.
    pub(super) reported: Vec<Key>,
}

/// A text without a language, texts by language, or both.
#[derive(Debug, Default)]
pub(super) struct RawText<'t> {
    pub(super) plain: Option<Written<'t>>,
    pub(super) by_language: Vec<(Cow<'t, str>, Written<'t>)>,
}

#[derive(Debug, Default)]
pub(super) struct RawSpeaker<'t> {
    /// The range at which a missing name is reported.
    pub(super) head: Range<usize>,
    pub(super) name: RawText<'t>,
    pub(super) kind: Option<Written<'t>>,
}

#[derive(Debug, Default)]
pub(super) struct RawVote<'t> {
    pub(super) question: RawText<'t>,
    pub(super) in_favour: Option<Written<'t>>,
    pub(super) against: Option<Written<'t>>,
    pub(super) abstaining: Option<Written<'t>>,
    pub(super) recorded: Option<Written<'t>>,
}

/// A date, either at once or in parts.
#[derive(Debug, Default)]
pub(super) struct RawDate<'t> {
    /// The range at which a missing part is reported.
    pub(super) head: Range<usize>,
    pub(super) on: Option<Written<'t>>,
    pub(super) from: Option<Written<'t>>,
    pub(super) to: Option<Written<'t>>,
    pub(super) as_of: Option<Written<'t>>,
}

#[derive(Debug, Default)]
pub(super) struct RawSource<'t> {
    pub(super) title: RawText<'t>,
    pub(super) symbol: Option<Written<'t>>,
    pub(super) page: Option<Written<'t>>,
    pub(super) url: Option<Written<'t>>,
    pub(super) footnote: Option<Written<'t>>,
    pub(super) time: Option<Written<'t>>,
}

impl<'t> RawText<'t> {
    /// Adds a text, in one language or without one.
    pub(super) fn add(&mut self, language: Option<String>, written: Written<'t>) {
        match language {
            Some(language) => self.by_language.push((language.into(), written)),
            None => self.plain = Some(written),
        }
    }
}

impl<'t> RawVote<'t> {
    /// Stores a part of the vote other than its question.
    pub(super) fn set(&mut self, key: VoteKey, written: Written<'t>) {
        match key {
            VoteKey::Question => self.question.plain = Some(written),
            VoteKey::For => self.in_favour = Some(written),
            VoteKey::Against => self.against = Some(written),
            VoteKey::Abstaining => self.abstaining = Some(written),
            VoteKey::Recorded => self.recorded = Some(written),
        }
    }
}

impl<'t> RawDate<'t> {
    pub(super) fn set(&mut self, key: DateKey, written: Written<'t>) {
        match key {
            DateKey::From => self.from = Some(written),
            DateKey::To => self.to = Some(written),
            DateKey::AsOf => self.as_of = Some(written),
        }
    }
}

impl<'t> RawSource<'t> {
    pub(super) fn set(&mut self, key: SourceKey, written: Written<'t>) {
        match key {
            SourceKey::Title => self.title.plain = Some(written),
            SourceKey::Symbol => self.symbol = Some(written),
            SourceKey::Page => self.page = Some(written),
            SourceKey::Url => self.url = Some(written),
            SourceKey::Footnote => self.footnote = Some(written),
            SourceKey::Time => self.time = Some(written),
        }
    }
}

/// Returns whether `code` looks like a language code: `en`, `ar`, `zh-Hant`.
pub(super) fn is_language(code: &str) -> bool {
    let letters = code.split('-').next().unwrap_or("");
    matches!(letters.len(), 2 | 3) && letters.bytes().all(|it| it.is_ascii_lowercase())
}
