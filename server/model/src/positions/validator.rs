//! Validates raw positions: words become delegations, stances, dates and sources, and whatever is wrong is reported at its
//! place.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::date::{Date, Period, is_date};
use super::delegation::DelegationId;
use super::delegations::Delegations;
use super::keys::Key;
use super::local_text::LocalText;
use super::parse_error::{ParseError, quoted, suggestion};
use super::position::{Position, Target};
use super::position_rule::PositionRule;
use super::raw_position::{RawDate, RawPosition, RawSource, RawSpeaker, RawText, RawVote, Written};
use super::source::{Pages, Source, TimeCode};
use super::speaker::{Reporter, Speaker, SpeakerKind};
use super::stance::Stance;
use super::statement::{StatementKind, Vote};
use crate::nearest::nearest;

/// The validator for the positions of one file: the delegations, the errors so far, and a cache of suggestions for
/// misspelt delegations.
pub(super) struct Validator<'d> {
    pub(super) delegations: &'d Delegations,
    pub(super) errors: Vec<ParseError>,
    misspelt: FxHashMap<String, Option<String>>,
    /// The delegations that have been found by a spelling. A file repeats few names very often.
    known: FxHashMap<String, DelegationId>,
}

impl<'d> Validator<'d> {
    pub(super) fn new(delegations: &'d Delegations) -> Validator<'d> {
        Validator { delegations, errors: Vec::new(), misspelt: FxHashMap::default(), known: FxHashMap::default() }
    }

    pub(super) fn error(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.errors.push(ParseError::new(range, message));
    }

    /// Returns the delegation with a name, and reports an unknown one.
    pub(super) fn delegation(&mut self, written: &Written) -> Option<DelegationId> {
        if let Some(known) = self.known.get(&*written.text) {
            return Some(*known);
        }
        let found = self.delegations.find(&written.text);
        if let Some(found) = found {
            self.known.insert(written.text.to_string(), found);
        } else {
            let help = match self.are_several(&written.text) {
                true => "; write several with \";\" between them, in JSON as a list".to_owned(),
                false => suggestion(self.near(&written.text).as_deref()),
            };
            let message = format!("{} is no delegation{help}", quoted(&written.text));
            self.errors.push(ParseError::of_rule(PositionRule::UnknownDelegation, written.range.clone(), message));
        }
        found
    }

    /// Returns whether a text is a list of delegations, separated otherwise than by semicolons.
    fn are_several(&self, written: &str) -> bool {
        const SEPARATORS: [char; 5] = [',', '،', '、', '，', '/'];
        let is_known = |it: &str| self.delegations.find(it.trim()).is_some();
        written.contains(SEPARATORS) && written.split(SEPARATORS).all(is_known)
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

    /// Validates a raw position. There is no position, only errors, without a stance, without a target or topic, and
    /// without any known delegation or speaker. Whatever else is invalid is left out.
    pub(super) fn position(&mut self, raw: RawPosition) -> Option<Position> {
        let (delegations, on_behalf_of) = self.parties(&raw);
        let stance = self.stance(&raw);
        let targets: Vec<Target> = raw.targets.into_iter().filter_map(target).collect();
        let is_reported = |key| raw.reported.contains(&key);
        if targets.is_empty() && raw.topic.is_none() && !is_reported(Key::Target) && !is_reported(Key::Topic) {
            self.error(raw.head.clone(), "this position has no target");
        }
        let topic = raw.topic.and_then(|it| self.topic(it));
        let speakers: Vec<Speaker> = raw.speakers.into_iter().filter_map(|it| self.speaker(it)).collect();
        let kinds = raw.kinds.iter().filter_map(|it| self.statement_kind(it)).collect();
        let vote = raw.vote.map(|it| self.vote(it));
        let date = raw.date.and_then(|it| self.position_date(it));
        let sources = raw.sources.into_iter().filter_map(|it| self.source(it)).collect();
        let reported_by = self.reporter(raw.reported_by);
        let stance = stance?;
        if (delegations.is_empty() && speakers.is_empty()) || (targets.is_empty() && topic.is_none()) {
            return None;
        }
        Some(Position {
            delegations,
            speakers,
            on_behalf_of,
            reported_by,
            kinds,
            stance,
            vote,
            targets,
            topic,
            alternative_range: raw.alternative.as_ref().map(|it| it.range.clone()),
            alternative: raw.alternative.map(|it| it.text.into_owned()),
            date,
            forum: Some(local_text(raw.forum)).filter(|it| !it.is_empty()),
            note: local_text(raw.note),
            sources,
            range: raw.range,
        })
    }

    /// Returns the known delegations, and those others for which they speak.
    fn parties(&mut self, raw: &RawPosition) -> (Vec<DelegationId>, Vec<DelegationId>) {
        let is_reported = raw.reported.contains(&Key::Delegations) || raw.reported.contains(&Key::Speaker);
        if raw.delegations.is_empty() && raw.speakers.is_empty() && !is_reported {
            self.error(raw.head.clone(), "this position has no delegations");
        }
        let mut seen = FxHashSet::default();
        let mut known = |written: &[Written]| -> Vec<DelegationId> {
            let found = written.iter().filter_map(|it| self.delegation(it));
            found.filter(|it| seen.insert(*it)).collect()
        };
        (known(&raw.delegations), known(&raw.on_behalf_of))
    }

    fn stance(&mut self, raw: &RawPosition) -> Option<Stance> {
        let Some(written) = &raw.stance else {
            if !raw.reported.contains(&Key::Stance) {
                self.error(raw.head.clone(), "this position has no stance");
            }
            return None;
        };
        let stance = Stance::from_word(written.text.trim());
        if stance.is_none() {
            self.unknown_word(written, "stance", &Stance::ALL.map(Stance::word));
        }
        stance
    }

    fn statement_kind(&mut self, written: &Written) -> Option<StatementKind> {
        let kind = StatementKind::ALL.into_iter().find(|it| it.word() == written.text.trim());
        if kind.is_none() {
            self.unknown_word(written, "kind of statement", &StatementKind::ALL.map(StatementKind::word));
        }
        kind
    }

    fn unknown_word(&mut self, written: &Written, what: &str, words: &[&str]) {
        let near = nearest(&written.text.to_lowercase(), words.iter().copied());
        let message = format!("{} is no {what}{}", quoted(&written.text), suggestion(near));
        self.error(written.range.clone(), message);
    }

    fn topic(&mut self, written: Written) -> Option<Target> {
        if is_slug(written.text.trim()) {
            return target(written);
        }
        let message = format!("{} is no topic; write small letters, digits and hyphens", quoted(&written.text));
        self.error(written.range, message);
        None
    }

    fn speaker(&mut self, raw: RawSpeaker) -> Option<Speaker> {
        let kind = raw.kind.and_then(|written| {
            let kind = SpeakerKind::ALL.into_iter().find(|it| it.word() == written.text.trim());
            if kind.is_none() {
                self.unknown_word(&written, "kind of speaker", &SpeakerKind::ALL.map(SpeakerKind::word));
            }
            kind
        });
        let name = local_text(raw.name);
        if name.is_empty() {
            self.error(raw.head, "this speaker has no name");
            return None;
        }
        Some(Speaker { name, kind })
    }

    fn reporter(&mut self, raw: RawText) -> Option<Reporter> {
        let delegation = raw.plain.as_ref().and_then(|it| self.delegations.find(&it.text));
        let other = || Some(local_text(raw)).filter(|it| !it.is_empty()).map(Reporter::Other);
        delegation.map(Reporter::Delegation).or_else(other)
    }

    fn vote(&mut self, raw: RawVote) -> Vote {
        Vote {
            question: local_text(raw.question),
            in_favour: raw.in_favour.and_then(|it| self.votes(it)),
            against: raw.against.and_then(|it| self.votes(it)),
            abstaining: raw.abstaining.and_then(|it| self.votes(it)),
            recorded: raw.recorded.and_then(|it| self.yes_or_no(it)),
        }
    }

    fn votes(&mut self, written: Written) -> Option<u32> {
        let votes = written.text.trim().parse().ok();
        if votes.is_none() {
            self.error(written.range, format!("{} is no number of votes", quoted(&written.text)));
        }
        votes
    }

    fn yes_or_no(&mut self, written: Written) -> Option<bool> {
        match &*written.text.trim().to_lowercase() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => {
                self.error(written.range, format!("{} is neither true nor false", quoted(&written.text)));
                None
            }
        }
    }

    fn position_date(&mut self, raw: RawDate) -> Option<Date> {
        let given = usize::from(raw.on.is_some())
            + usize::from(raw.as_of.is_some())
            + usize::from(raw.from.is_some() || raw.to.is_some());
        if given > 1 {
            self.error(raw.head, "this date is given twice; write a day, a period or \"as_of\"");
            return None;
        }
        if let Some(written) = raw.on {
            return self.date(written).map(Date::On);
        }
        if let Some(written) = raw.as_of {
            return self.date(written).map(Date::AsOf);
        }
        let (Some(from), Some(to)) = (raw.from, raw.to) else {
            self.error(raw.head, "this date has no \"from\" and \"to\"");
            return None;
        };
        let range = from.range.start..to.range.end.max(from.range.end);
        let (from, to) = (self.date(from), self.date(to));
        let (from, to) = (from?, to?);
        if Period::of(&from).first > Period::of(&to).last {
            self.error(range, "this date ends before it begins");
            return None;
        }
        Some(Date::Between(from, to))
    }

    fn source(&mut self, raw: RawSource) -> Option<Source> {
        let text = |it: Option<Written>| it.map(|it| it.text.into_owned());
        let source = Source {
            title: Some(local_text(raw.title)).filter(|it| !it.is_empty()),
            symbol: text(raw.symbol),
            page: raw.page.and_then(|it| self.parsed(it, Pages::parse, "page number")),
            url: text(raw.url),
            footnote: text(raw.footnote),
            time: raw.time.and_then(|it| self.parsed(it, TimeCode::parse, "time; write hours, minutes and seconds")),
        };
        (source != Source::default()).then_some(source)
    }

    fn parsed<T>(&mut self, written: Written, parse: fn(&str) -> Option<T>, what: &str) -> Option<T> {
        let value = parse(&written.text);
        if value.is_none() {
            self.error(written.range, format!("{} is no {what}", quoted(&written.text)));
        }
        value
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

/// Returns whether a text can be the slug of a topic: small letters, digits and hyphens.
pub(super) fn is_slug(written: &str) -> bool {
    let is_inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    !written.is_empty() && written.bytes().all(is_inner) && !written.starts_with('-') && !written.ends_with('-')
}

fn target(written: Written) -> Option<Target> {
    let name = written.text.trim().to_owned();
    (!name.is_empty()).then_some(Target { name, range: written.range })
}

fn local_text(raw: RawText) -> LocalText {
    let by_language = raw.by_language.into_iter().map(|it| (it.0.into_owned(), it.1.text.into_owned())).collect();
    LocalText { plain: raw.plain.map(|it| it.text.into_owned()), by_language }
}
