//! What a client sends, looked at before the server behind reads it: that one stops at the first body which is no message.
//! So a body is read here whole, as it is read there, with a limit to its depth and to its numbers; and the long texts of
//! documents are put aside.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, Request, Response};
use tower_lsp::ls_types::notification::{DidChangeTextDocument, DidOpenTextDocument, Notification};

use super::aside::Aside;

/// The messages whose texts are put aside, and the name that a text has in them.
const WITH_TEXTS: [&str; 2] = [DidOpenTextDocument::METHOD, DidChangeTextDocument::METHOD];
const TEXT: &str = "text";

/// The body to hand on for one that came in, or why that one is no message.
pub(super) fn handed_on(body: Vec<u8>, aside: &Aside) -> Result<Vec<u8>, Error> {
    let text = std::str::from_utf8(&body).map_err(|_| Error::parse_error())?;
    let mut reading = Reading { next: aside.is_open().then(|| aside.next()), ..Reading::default() };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Part { of: &mut reading, is_text: false, is_whole: true }.deserialize(&mut deserializer);
    let message = read.and_then(|it| deserializer.end().map(|()| it)).map_err(|_| Error::parse_error())?;
    let is_message = Request::deserialize(&message).is_ok() || Response::deserialize(&message).is_ok();
    // The server behind takes no member of a message twice.
    if reading.has_twins || !is_message {
        return Err(Error::invalid_request());
    }
    let has_texts = message["method"].as_str().is_some_and(|it| WITH_TEXTS.contains(&it));
    if reading.texts.is_empty() || !has_texts {
        return Ok(body);
    }
    aside.put(reading.texts);
    serde_json::to_vec(&message).map_err(|_| Error::internal_error())
}

/// What was met in a body.
#[derive(Default)]
struct Reading {
    /// Where the next long text will wait, if it may.
    next: Option<u64>,
    /// The long texts, in order.
    texts: Vec<String>,
    /// Whether a member of the message comes twice.
    has_twins: bool,
}

/// A part of a body: it is read as a value, in which a word stands for each long text.
struct Part<'r> {
    of: &'r mut Reading,
    is_text: bool,
    is_whole: bool,
}

impl Part<'_> {
    fn inside(&mut self, is_text: bool) -> Part<'_> {
        Part { of: self.of, is_text, is_whole: false }
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        let place = self.of.next.filter(|_| self.is_text && Aside::is_for(value));
        let Some(place) = place else { return Ok(value.into()) };
        self.of.next = Some(place + 1);
        self.of.texts.push(value.to_owned());
        Ok(Aside::word(place).into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut values: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(value) = values.next_element_seed(self.inside(false))? {
            all.push(value);
        }
        Ok(all.into())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(self.inside(name == TEXT))?;
            let twin = all.insert(name, value);
            self.of.has_twins |= self.is_whole && twin.is_some();
        }
        Ok(all.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tower_lsp::jsonrpc::ErrorCode;

    use super::*;

    fn check(body: &str, expected: Option<ErrorCode>) {
        let aside = Aside::default();
        aside.open();
        let handed_on = handed_on(body.into(), &aside);
        assert_eq!(handed_on.as_ref().err().map(|it| it.code), expected, "{}", &body[..body.len().min(80)]);
        assert!(handed_on.is_err() || handed_on == Ok(body.into()));
    }

    /// A notification with a member of any kind.
    fn with(member: &str) -> String {
        format!(r#"{{"jsonrpc":"2.0","method":"a",{member}}}"#)
    }

    #[test]
    fn a_message_may_have_any_parameters() {
        for params in ["null", "true", "-1", "1.5e3", r#""a\nб""#, "[1,[]]", r#"{"text":"a","a":{"b":[{}]}}"#] {
            check(&with(&format!(r#""params":{params}"#)), None);
            check(&with(&format!(r#""id":1,"params":{params}"#)), None);
            check(&format!(r#"{{"jsonrpc":"2.0","id":1,"result":{params}}}"#), None);
        }
        check(&with(r#""other":[{}]"#), None);
        check(r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"a"}}"#, None);
    }

    #[test]
    fn what_has_not_the_form_of_a_message_is_an_invalid_request() {
        let invalid = Some(ErrorCode::InvalidRequest);
        check("[1]", invalid);
        check(r#"{"jsonrpc":"1.0","method":"a"}"#, invalid);
        check(r#"{"jsonrpc":"2.0","method":7}"#, invalid);
        check(&with(r#""params":1,"params":2"#), invalid);
    }

    #[test]
    fn what_the_server_behind_could_not_read_is_a_parse_error() {
        let error = Some(ErrorCode::ParseError);
        let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
        check("{", error);
        check(r#"{"jsonrpc":"2.0","method":"a"} x"#, error);
        for value in [deep.as_str(), "1e999", r#""\ud800""#, "01"] {
            check(&with(&format!(r#""params":{value}"#)), error);
            check(&with(&format!(r#""other":{value}"#)), error);
        }
        assert_eq!(handed_on(b"\"\xff\"".into(), &Aside::default()).err().map(|it| it.code), error);
    }

    #[test]
    fn a_long_text_waits_aside() {
        let aside = Aside::default();
        let long = "a\nб ".repeat(5000);
        let of = |method: &str, text: &str| json!({"jsonrpc": "2.0", "method": method, "params": {"textDocument": {"version": 7, "text": text}}});
        let through = |message: &Value| -> Value {
            serde_json::from_slice(&handed_on(message.to_string().into_bytes(), &aside).unwrap()).unwrap()
        };
        let opened = of("textDocument/didOpen", &long);
        // Who was not greeted will not be heard.
        assert_eq!(through(&opened), opened);
        aside.open();
        for text in [long.as_str(), &Aside::word(1), &Aside::word(7)] {
            let handed_on = through(&of("textDocument/didOpen", text));
            let word = handed_on["params"]["textDocument"]["text"].as_str().unwrap();
            assert!(word.len() < 40);
            assert_eq!(handed_on, of("textDocument/didOpen", word));
            assert_eq!(aside.take(word.to_owned()), text);
        }
        for message in [of("textDocument/didOpen", "short"), of("other", &long)] {
            assert_eq!(through(&message), message);
        }
        aside.close();
        assert_eq!(through(&opened), opened);
    }
}
