//! URIs as clients spell them. Some clients write letters, blanks and square brackets into URIs without percent-encoding
//! them. Such a URI is encoded where it comes in, and messages to the client have its own spelling again.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use parking_lot::RwLock;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value};
use tower_lsp::ls_types::Uri;

/// The members of messages that hold a URI.
const URI_MEMBERS: [&str; 8] = ["uri", "rootUri", "scopeUri", "baseUri", "oldUri", "newUri", "targetUri", "target"];

/// The member that holds an object whose keys are URIs.
const CHANGES: &str = "changes";

/// What a path of a URI may not contain as it is, apart from percent signs.
const INVALID: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The spellings of the URIs that had to be encoded.
#[derive(Clone, Default)]
pub(super) struct UriSpellings {
    by_uri: Arc<RwLock<HashMap<String, String>>>,
}

impl UriSpellings {
    /// The URI that a client spells in this way; `None` if encoding does not make it one.
    pub(super) fn uri(&self, spelling: &str) -> Option<Uri> {
        if let Ok(uri) = Uri::from_str(spelling) {
            return Some(uri);
        }
        let uri = Uri::from_str(&encoded(spelling)).ok()?;
        self.by_uri.write().insert(uri.as_str().to_owned(), spelling.to_owned());
        Some(uri)
    }

    /// The same for a document that is opened, whose spelling replaces earlier ones.
    pub(super) fn opened(&self, spelling: &str) -> Option<Uri> {
        let uri = self.uri(spelling)?;
        if uri.as_str() == spelling && !self.is_empty() {
            self.by_uri.write().remove(spelling);
        }
        Some(uri)
    }

    /// Whether every URI so far was a valid one.
    pub(super) fn is_empty(&self) -> bool {
        self.by_uri.read().is_empty()
    }

    /// Encodes the URIs in a message from the client. A root that cannot be one counts as none.
    pub(super) fn encode(&self, message: &mut Value) {
        let members = match message {
            Value::Array(values) => return values.iter_mut().for_each(|it| self.encode(it)),
            Value::Object(members) => members,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
        };
        for (name, value) in members {
            match value {
                Value::String(spelling) if URI_MEMBERS.contains(&name.as_str()) => match self.uri(spelling) {
                    Some(uri) if uri.as_str() != spelling => *value = uri.as_str().into(),
                    Some(_) => {}
                    None if name == "rootUri" => *value = Value::Null,
                    None => {}
                },
                value => self.encode(value),
            }
        }
    }

    /// Puts the client's spellings into a message to it.
    pub(super) fn restore(&self, message: &mut Value) {
        restore(message, &self.by_uri.read());
    }
}

fn restore(message: &mut Value, spellings: &HashMap<String, String>) {
    let members = match message {
        Value::Array(values) => return values.iter_mut().for_each(|it| restore(it, spellings)),
        Value::Object(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return,
    };
    for (name, value) in members {
        match value {
            Value::String(uri) if URI_MEMBERS.contains(&name.as_str()) => {
                if let Some(spelling) = spellings.get(uri) {
                    uri.clone_from(spelling);
                }
            }
            Value::Object(changes) if name == CHANGES => {
                let spelled = |uri: String| spellings.get(&uri).cloned().unwrap_or(uri);
                let restored: Map<_, _> =
                    std::mem::take(changes).into_iter().map(|(uri, edits)| (spelled(uri), edits)).collect();
                *changes = restored;
            }
            value => restore(value, spellings),
        }
    }
}

/// A URI with everything encoded that may not stand in one. A percent sign that begins no code is encoded as well.
fn encoded(spelling: &str) -> String {
    let mut uri = String::with_capacity(spelling.len() + 16);
    for (place, part) in spelling.split('%').enumerate() {
        let is_code = part.len() >= 2 && part.bytes().take(2).all(|it| it.is_ascii_hexdigit());
        if place > 0 {
            uri.push_str(if is_code { "%" } else { "%25" });
        }
        uri.extend(utf8_percent_encode(part, INVALID));
    }
    uri
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(spelling: &str, expected: Option<&str>) {
        let spellings = UriSpellings::default();
        assert_eq!(spellings.uri(spelling).as_ref().map(|it| it.as_str()), expected, "{spelling}");
        assert_eq!(spellings.is_empty(), expected.is_none_or(|it| it == spelling), "{spelling}");
    }

    #[test]
    fn what_may_not_stand_in_a_uri_is_encoded_and_the_rest_is_not() {
        check("file:///drafts/a.treaty", Some("file:///drafts/a.treaty"));
        check("file:///drafts/%C3%A4%20b.treaty", Some("file:///drafts/%C3%A4%20b.treaty"));
        check("file:///drafts/ä b[1].treaty", Some("file:///drafts/%C3%A4%20b%5B1%5D.treaty"));
        check("file:///drafts/%20 100%.treaty", Some("file:///drafts/%20%20100%25.treaty"));
        check("file:///نص.treaty", Some("file:///%D9%86%D8%B5.treaty"));
        check("untitled:Untitled 1", Some("untitled:Untitled%201"));
        check("no uri", None);
    }

    #[test]
    fn messages_are_encoded_and_restored() {
        let spellings = UriSpellings::default();
        let sent = json!({"textDocument": {"uri": "file:///ä.treaty"}, "rootUri": "", "other": "file:///ä.treaty"});
        let mut message = sent.clone();
        spellings.encode(&mut message);
        let uri = "file:///%C3%A4.treaty";
        assert_eq!(message, json!({"textDocument": {"uri": uri}, "rootUri": null, "other": "file:///ä.treaty"}));
        let mut answer = json!([{"targetUri": uri, "changes": {uri: [{"newText": uri}]}}]);
        spellings.restore(&mut answer);
        let spelling = "file:///ä.treaty";
        assert_eq!(answer, json!([{"targetUri": spelling, "changes": {spelling: [{"newText": uri}]}}]));
    }

    #[test]
    fn the_spelling_of_an_opened_document_replaces_earlier_ones() {
        let spellings = UriSpellings::default();
        let uri = spellings.opened("file:///ä.treaty").unwrap();
        spellings.opened(uri.as_str()).unwrap();
        let mut answer = json!({"uri": uri});
        spellings.restore(&mut answer);
        assert_eq!(answer, json!({"uri": uri}));
    }
}
