//! Whether the body of a message is one. It is read whole, as the server behind reads it: with a limit to its depth and to
//! its numbers. But its parameters, in which whole documents come, are only passed over.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use tower_lsp::jsonrpc::{Error, Request, Response};

/// Why a body is no message, if it is none.
pub(super) fn fault(body: &[u8]) -> Option<Error> {
    let Ok(text) = std::str::from_utf8(body) else {
        return Some(Error::parse_error());
    };
    if let Ok(Hollow(message)) = serde_json::from_str(text)
        && (Request::deserialize(&message).is_ok() || Response::deserialize(&message).is_ok())
    {
        return None;
    }
    let is_json = serde_json::from_str::<Passed>(text).is_ok();
    Some(if is_json { Error::invalid_request() } else { Error::parse_error() })
}

/// An object whose large members are null, which says as much of its form.
struct Hollow(Value);

impl<'de> Deserialize<'de> for Hollow {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hollow, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Hollow;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Hollow, A::Error> {
                let mut message = Map::new();
                while let Some(name) = members.next_key::<String>()? {
                    let value = match name.as_str() {
                        "params" | "result" => members.next_value::<Passed>().map(|_| Value::Null)?,
                        _ => members.next_value()?,
                    };
                    // The server behind takes no member of a message twice.
                    if message.insert(name, value).is_some() {
                        return Err(A::Error::custom("a member comes twice"));
                    }
                }
                Ok(Hollow(Value::Object(message)))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// Any value, of which nothing is kept.
struct Passed;

impl<'de> Deserialize<'de> for Passed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Passed, D::Error> {
        struct Anything;

        impl<'de> Visitor<'de> for Anything {
            type Value = Passed;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a value")
            }

            fn visit_bool<E>(self, _: bool) -> Result<Passed, E> {
                Ok(Passed)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Passed, E> {
                Ok(Passed)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Passed, E> {
                Ok(Passed)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Passed, E> {
                Ok(Passed)
            }

            fn visit_str<E>(self, _: &str) -> Result<Passed, E> {
                Ok(Passed)
            }

            fn visit_unit<E>(self) -> Result<Passed, E> {
                Ok(Passed)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Passed, A::Error> {
                while values.next_element::<Passed>()?.is_some() {}
                Ok(Passed)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Passed, A::Error> {
                while members.next_entry::<Passed, Passed>()?.is_some() {}
                Ok(Passed)
            }
        }

        deserializer.deserialize_any(Anything)
    }
}

#[cfg(test)]
mod tests {
    use tower_lsp::jsonrpc::ErrorCode;

    use super::*;

    fn check(body: &str, expected: Option<ErrorCode>) {
        assert_eq!(fault(body.as_bytes()).map(|it| it.code), expected, "{}", &body[..body.len().min(80)]);
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
        assert_eq!(fault(b"\"\xff\"").map(|it| it.code), error);
    }
}
