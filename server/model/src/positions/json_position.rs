//! Parses an object of a JSON positions file into a [`RawPosition`]. It checks the names of keys and the types of values,
//! and does not interpret them.

use std::borrow::Cow;

use super::json::{Json, Node};
use super::json_types::{Named, list, local_text, object, one_or_list, string, text, unknown};
use super::keys::{DateKey, Key, SourceKey, SpeakerKey, VoteKey};
use super::raw_position::{RawDate, RawPosition, RawSource, RawSpeaker, RawVote, Written};
use super::validator::Validator;

/// Parses one position. A position in which the file ends is left out: the syntax error is reported, and the rest of it
/// is unknown.
pub(super) fn json_position<'t>(node: Node<'t>, validator: &mut Validator) -> Option<RawPosition<'t>> {
    if !node.whole {
        return None;
    }
    let range = node.range.clone();
    if !matches!(node.value, Json::Object(_)) {
        validator.error(range, "a position is an object");
        return None;
    }
    let head = range.start..range.start + 1;
    let mut position = RawPosition { range, head, ..RawPosition::default() };
    for member in object(node, Named::Words("a position"), validator) {
        let Some(key) = Key::from_word(&member.key) else {
            unknown(&member, Key::WORDS, validator);
            continue;
        };
        if matches!(member.node.value, Json::Null) {
            continue;
        }
        let errors_before = validator.errors.len();
        match key {
            Key::Delegations | Key::OnBehalfOf => {
                let nodes = list(member, validator).into_iter();
                let names = nodes.filter_map(|it| text(it, Named::Words("a delegation"), validator)).collect();
                match key {
                    Key::OnBehalfOf => position.on_behalf_of = names,
                    _ => position.delegations = names,
                }
            }
            _ => value(key, member.node, &mut position, validator),
        }
        if validator.errors.len() > errors_before {
            position.reported.push(key);
        }
    }
    Some(position)
}

/// Parses the value of a key.
fn value<'t>(key: Key, node: Node<'t>, position: &mut RawPosition<'t>, validator: &mut Validator) {
    let what = Named::Key(key.word());
    match key {
        Key::Delegations | Key::OnBehalfOf => {}
        Key::Speaker => position.speakers.extend(one_or_list(node).filter_map(|it| speaker(it, validator))),
        Key::Kind => position.kinds.extend(one_or_list(node).filter_map(|it| text(it, what, validator))),
        Key::Target => position.targets.extend(one_or_list(node).filter_map(|it| text(it, what, validator))),
        Key::Stance => position.stance = text(node, what, validator),
        Key::Topic => position.topic = text(node, what, validator),
        Key::Alternative => position.alternative = text(node, what, validator),
        Key::Date => position.date = date(node, validator),
        Key::Vote => position.vote = Some(vote(node, validator)),
        Key::ReportedBy => position.reported_by = local_text(node, what, validator),
        Key::Forum => position.forum = local_text(node, what, validator),
        Key::Note => position.note = local_text(node, what, validator),
        Key::Source => position.sources.extend(one_or_list(node).map(|it| source(it, validator))),
    }
}

fn speaker<'t>(node: Node<'t>, validator: &mut Validator) -> Option<RawSpeaker<'t>> {
    let is_object = matches!(node.value, Json::Object(_));
    let mut speaker = RawSpeaker { head: node.range.start..node.range.start + 1, ..RawSpeaker::default() };
    for member in object(node, Named::Words("a speaker"), validator) {
        match SpeakerKey::from_word(&member.key) {
            Some(SpeakerKey::Name) => speaker.name = local_text(member.node, Named::Key("name"), validator),
            Some(SpeakerKey::Kind) => speaker.kind = string(member, "kind", validator),
            None => unknown(&member, SpeakerKey::WORDS, validator),
        }
    }
    is_object.then_some(speaker)
}

/// Parses a date: a text, or an object with the parts of a period.
fn date<'t>(node: Node<'t>, validator: &mut Validator) -> Option<RawDate<'t>> {
    let mut date = RawDate { head: node.range.start..node.range.start + 1, ..RawDate::default() };
    if !matches!(node.value, Json::Object(_)) {
        date.on = Some(text(node, Named::Key("date"), validator)?);
        return Some(date);
    }
    let errors_before = validator.errors.len();
    for member in object(node, Named::Words("a date"), validator) {
        match DateKey::from_word(&member.key) {
            Some(key) => {
                if let Some(written) = string(member, key.word(), validator) {
                    date.set(key, written);
                }
            }
            None => unknown(&member, DateKey::WORDS, validator),
        }
    }
    // A part that has been reported is not missing.
    (validator.errors.len() == errors_before).then_some(date)
}

fn vote<'t>(node: Node<'t>, validator: &mut Validator) -> RawVote<'t> {
    let mut vote = RawVote::default();
    for member in object(node, Named::Words("a vote"), validator) {
        let Some(key) = VoteKey::from_word(&member.key) else {
            unknown(&member, VoteKey::WORDS, validator);
            continue;
        };
        if key == VoteKey::Question {
            vote.question = local_text(member.node, Named::Key("question"), validator);
        } else if let Some(written) = scalar(member.node, key.word(), validator) {
            vote.set(key, written);
        }
    }
    vote
}

fn source<'t>(node: Node<'t>, validator: &mut Validator) -> RawSource<'t> {
    let mut source = RawSource::default();
    for member in object(node, Named::Words("a source"), validator) {
        let Some(key) = SourceKey::from_word(&member.key) else {
            unknown(&member, SourceKey::WORDS, validator);
            continue;
        };
        let written = match (key, &member.node.value) {
            (_, Json::Null) => continue,
            (SourceKey::Title, _) => {
                source.title = local_text(member.node, Named::Key("title"), validator);
                continue;
            }
            (SourceKey::Page | SourceKey::Footnote, _) => scalar(member.node, key.word(), validator),
            (SourceKey::Symbol | SourceKey::Url | SourceKey::Time, _) => string(member, key.word(), validator),
        };
        if let Some(written) = written {
            source.set(key, written);
        }
    }
    source
}

/// Returns a number, `true`, `false` or a text as it is written; `null` is absent.
fn scalar<'t>(node: Node<'t>, key: &str, validator: &mut Validator) -> Option<Written<'t>> {
    let written = match &node.value {
        Json::Null => return None,
        Json::Number(digits) => digits,
        Json::Bool(value) => {
            if *value {
                "true"
            } else {
                "false"
            }
        }
        Json::Text(_) | Json::List(_) | Json::Object(_) => return text(node, Named::Key(key), validator),
    };
    Some(Written { range: node.range, text: Cow::Borrowed(written) })
}
