//! Parses topics files: a project's `*.topics.json`.
//!
//! The parser never fails as a whole and touches no file. What it does not understand is an error at its place;
//! everything else counts.

use rustc_hash::FxHashSet;

use super::delegations::Delegations;
use super::json::{self, Json, Member, Node};
use super::json_types::{Named, list, local_text, object, string, text, unknown};
use super::local_text::LocalText;
use super::parse_error::{ParseError, quoted};
use super::raw_position::{Written, is_language};
use super::topics::{Topic, Topics};
use super::validator::{Validator, is_slug};

impl Topics {
    /// Parses a `*.topics.json`, an object with a list of `topics`, and returns the errors of the file.
    pub fn read(text: &str) -> (Topics, Vec<ParseError>) {
        let (root, errors) = json::read(text);
        let mut validator = Validator::new(Delegations::shipped());
        validator.errors = errors;
        let mut topics = Topics::default();
        let mut slugs = FxHashSet::default();
        for member in root.map_or_else(Vec::new, |it| object(it, Named::Words("a topics file"), &mut validator)) {
            match &*member.key {
                "$schema" => {}
                "topics" => {
                    for node in list(member, &mut validator).into_iter().filter(|it| it.whole) {
                        topics.all.extend(topic(node, &mut slugs, &mut validator));
                    }
                }
                _ => unknown(&member, &["$schema", "topics"], &mut validator),
            }
        }
        validator.errors.sort_by_key(|it| (it.range.start, it.range.end));
        (topics, validator.errors)
    }
}

/// Parses one topic. Returns `None`, and reports it, if the topic has no slug of its own.
fn topic(node: Node, slugs: &mut FxHashSet<String>, validator: &mut Validator) -> Option<Topic> {
    let head = node.range.start..node.range.start + 1;
    let is_object = matches!(node.value, Json::Object(_));
    let (mut slug, mut name, mut terms) = (None, LocalText::default(), Vec::new());
    for member in object(node, Named::Words("a topic"), validator) {
        match &*member.key {
            "slug" => slug = string(member, "slug", validator),
            "name" => {
                let raw = local_text(member.node, Named::Key("name"), validator);
                name.plain = raw.plain.map(|it| it.text.into_owned());
                let texts = raw.by_language.into_iter();
                name.by_language = texts.map(|it| (it.0.into_owned(), it.1.text.into_owned())).collect();
            }
            "terms" => terms = terms_by_language(member, validator),
            _ => unknown(&member, &["slug", "name", "terms"], validator),
        }
    }
    let Some(written) = slug else {
        if is_object {
            validator.error(head, "this topic has no slug");
        }
        return None;
    };
    let slug = unused_slug(written, slugs, validator)?;
    Some(Topic { slug, name, terms })
}

fn unused_slug(written: Written, slugs: &mut FxHashSet<String>, validator: &mut Validator) -> Option<String> {
    if !is_slug(&written.text) {
        let message = format!("{} is no slug; write small letters, digits and hyphens", quoted(&written.text));
        validator.error(written.range, message);
        return None;
    }
    let slug = written.text.into_owned();
    if !slugs.insert(slug.clone()) {
        validator.error(written.range, format!("{} is given twice; the first one counts", quoted(&slug)));
        return None;
    }
    Some(slug)
}

/// Parses an object of lists of terms by language.
fn terms_by_language(member: Member, validator: &mut Validator) -> Vec<(String, String)> {
    let mut terms = Vec::new();
    for member in object(member.node, Named::Key("terms"), validator) {
        if !is_language(&member.key) {
            let message = format!("{} is no language code, as \"en\" is", quoted(&member.key));
            validator.error(member.key_range, message);
            continue;
        }
        let language = member.key.clone().into_owned();
        for node in list(member, validator) {
            if let Some(term) = text(node, Named::Words("a term"), validator).filter(|it| !it.text.trim().is_empty()) {
                terms.push((language.clone(), term.text.into_owned()));
            }
        }
    }
    terms
}

#[cfg(test)]
mod tests {
    use crate::positions::{Delegations, Topics, read_json};

    const TEXT: &str = r#"{"topics": [
        {"slug": "public-core", "name": {"en": "Public core of the Internet", "ar": "النواة العامة للإنترنت"},
         "terms": {"en": ["public core"], "ar": ["النواة العامة", "الجوهر العام"]}},
        {"slug": "spam"}]}"#;

    #[test]
    fn a_topic_has_names_and_terms_by_language() {
        let (topics, errors) = Topics::read(TEXT);
        assert_eq!(errors, []);
        let topic = topics.find("public-core").unwrap();
        assert_eq!(topic.name.in_language("ar"), Some("النواة العامة للإنترنت"));
        assert_eq!(topic.terms[2], ("ar".to_owned(), "الجوهر العام".to_owned()));
        assert_eq!(topics.find("public core"), None);
    }

    #[test]
    fn errors_have_the_range_of_the_cause() {
        let text = r#"{"topics": [{"slug": "Public Core"}, {"slug": "a"}, {"slug": "a"}, {}, 7,
            {"slug": "b", "terms": {"English": [], "ar": "x"}, "term": {}}], "topic": []}"#;
        let (topics, errors) = Topics::read(text);
        assert_eq!(topics.all.len(), 2);
        let found: Vec<_> = errors.iter().map(|it| (&text[it.range.clone()], it.message.as_str())).collect();
        let expected = [
            ("Public Core", "\"Public Core\" is no slug; write small letters, digits and hyphens"),
            ("a", "\"a\" is given twice; the first one counts"),
            ("{", "this topic has no slug"),
            ("7", "a topic is an object"),
            ("\"English\"", "\"English\" is no language code, as \"en\" is"),
            ("\"x\"", "\"ar\" is a list"),
            ("\"term\"", "\"term\" is no key here; did you mean \"terms\"?"),
            ("\"topic\"", "\"topic\" is no key here; did you mean \"topics\"?"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_unknown_topic_of_a_position_is_reported_with_the_nearest_one() {
        let (topics, _) = Topics::read(TEXT);
        let text = r#"{"positions": [{"delegations": ["الصين"], "stance": "states", "topic": "public-cor"},
            {"delegations": ["NL"], "stance": "states", "topic": "spam"}]}"#;
        let file = read_json(text, Delegations::shipped());
        assert_eq!((file.errors.len(), file.positions.len()), (0, 2));
        let errors = topics.errors(&file.positions);
        assert_eq!(errors[0].message, "\"public-cor\" is no topic here; did you mean \"public-core\"?");
        assert_eq!((errors.len(), &text[errors[0].range.clone()]), (1, "public-cor"));
        assert_eq!(Topics::default().errors(&file.positions), []);
    }

    #[test]
    fn malformed_files_do_not_panic() {
        for text in ["", "[]", "{\"topics\":[[[[", "{\"topics\":{\"slug\":", "\0"] {
            assert_ne!(Topics::read(text).1, [], "{text}");
        }
    }
}
