//! Parses the messages of the client. The parameters of document changes go from the JSON text into their types at once,
//! so that a long text is copied only once; those of other messages become values for the router.

use std::borrow::Cow;
use std::fmt::Display;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;
use tower_lsp::jsonrpc::{Error, Id, Request, Response};
use tower_lsp::ls_types::notification::{DidChangeTextDocument, DidOpenTextDocument, Notification};
use tower_lsp::ls_types::request::{Request as _, Shutdown};
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::lone_surrogates::replace_lone_surrogates;
use super::mailbox::Message;
use super::uri_spellings::UriSpellings;

/// A message of the client.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A request or a notification for the router.
    Call(Request),
    /// The answer to a request of the server.
    Response(Response),
    /// A notification about a document, for the writer.
    Document(Message),
    /// A message that cannot be understood.
    Failure(Failure),
}

/// A message that cannot be understood.
#[derive(Debug)]
pub(super) struct Failure {
    /// The reason, for the log.
    pub(super) reason: String,
    /// The answer, unless it is a notification.
    pub(super) answer: Option<Box<Response>>,
    /// The document that it was meant to open or to change.
    pub(super) document: Option<Uri>,
}

#[derive(Deserialize)]
struct Envelope<'m> {
    #[serde(borrow)]
    jsonrpc: Cow<'m, str>,
    method: Option<String>,
    #[serde(default, deserialize_with = "present")]
    id: Option<Id>,
    #[serde(borrow, default, deserialize_with = "present")]
    params: Option<&'m RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    result: Option<&'m RawValue>,
    error: Option<Error>,
}

/// A member that is there, even if it is `null`.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// The parameters of `textDocument/didOpen`, with the URI as the client spells it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct OpenParams {
    text_document: OpenedDocument,
}

#[derive(Deserialize)]
struct OpenedDocument {
    uri: String,
    version: i32,
    text: String,
}

/// The parameters of `textDocument/didChange`, with the URI as the client spells it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ChangeParams {
    text_document: ChangedDocument,
    content_changes: Vec<TextDocumentContentChangeEvent>,
}

#[derive(Deserialize)]
struct ChangedDocument {
    uri: String,
    version: i32,
}

/// As much of the parameters as names the document.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DocumentParams {
    text_document: NamedDocument,
}

#[derive(Deserialize)]
struct NamedDocument {
    uri: String,
}

/// Parses a body. Half a surrogate pair, which strict JSON does not allow, stands for U+FFFD.
pub(super) fn parse(mut body: Vec<u8>, spellings: &UriSpellings) -> Incoming {
    let parsed = parse_strictly(&body, spellings);
    let parsed = parsed.or_else(|failure| match replace_lone_surrogates(&mut body) {
        true => parse_strictly(&body, spellings),
        false => Err(failure),
    });
    parsed.unwrap_or_else(Incoming::Failure)
}

fn parse_strictly(body: &[u8], spellings: &UriSpellings) -> Result<Incoming, Failure> {
    let is_object = body.trim_ascii_start().starts_with(b"{");
    let envelope = match serde_json::from_slice::<Envelope>(body) {
        Ok(envelope) if is_object && envelope.jsonrpc == "2.0" => envelope,
        Ok(_) => return Err(rejected(Id::Null, Error::invalid_request(), "it is no JSON-RPC 2.0 message")),
        Err(error) => {
            let answer = if error.is_data() { Error::invalid_request() } else { Error::parse_error() };
            return Err(Failure { document: document_in(body, spellings), ..rejected(Id::Null, answer, error) });
        }
    };
    let Some(method) = envelope.method else { return response(envelope) };
    if envelope.id.is_none() && is_about_text(&method) {
        return document_message(&method, envelope.params, spellings);
    }
    let id = envelope.id.clone().unwrap_or_default();
    let mut params = value(&id, envelope.params)?;
    // The request has no parameters, but some clients send an empty object.
    params = params.filter(|_| method != Shutdown::METHOD);
    let mut call = Request::build(method);
    if let Some(mut params) = params {
        spellings.encode(&mut params);
        call = call.params(params);
    }
    if let Some(id) = envelope.id {
        call = call.id(id);
    }
    Ok(Incoming::Call(call.finish()))
}

fn response(envelope: Envelope) -> Result<Incoming, Failure> {
    let id = envelope.id.unwrap_or_default();
    let response = match (envelope.error, value(&id, envelope.result)?) {
        (Some(error), _) => Response::from_error(id, error),
        (None, Some(result)) => Response::from_ok(id, result),
        (None, None) => return Err(rejected(id, Error::invalid_request(), "it has no method, result or error")),
    };
    Ok(Incoming::Response(response))
}

fn rejected(id: Id, error: Error, reason: impl Display) -> Failure {
    let reason = format!("a message cannot be understood: {reason}");
    Failure { reason, answer: Some(Box::new(Response::from_error(id, error))), document: None }
}

fn value(id: &Id, raw: Option<&RawValue>) -> Result<Option<Value>, Failure> {
    let value = raw.map(|it| serde_json::from_str(it.get())).transpose();
    value.map_err(|error| rejected(id.clone(), Error::parse_error(), error))
}

fn is_about_text(method: &str) -> bool {
    [DidOpenTextDocument::METHOD, DidChangeTextDocument::METHOD].contains(&method)
}

fn document_message(method: &str, params: Option<&RawValue>, spellings: &UriSpellings) -> Result<Incoming, Failure> {
    let params = params.map_or("null", RawValue::get);
    let message = match method {
        DidOpenTextDocument::METHOD => opened(params, spellings),
        _ => changed(params, spellings),
    };
    message.map(Incoming::Document).map_err(|reason| {
        let document = document_of(params, spellings);
        let name = document.as_ref().map_or("a document", |it| it.as_str());
        Failure { reason: format!("{method} of {name} cannot be understood: {reason}"), answer: None, document }
    })
}

fn opened(params: &str, spellings: &UriSpellings) -> Result<Message, String> {
    let document = serde_json::from_str::<OpenParams>(params).map_err(|it| it.to_string())?.text_document;
    let uri = spellings.opened(&document.uri).ok_or("its URI is invalid")?;
    Ok(Message::Open { uri, text: document.text, version: document.version })
}

fn changed(params: &str, spellings: &UriSpellings) -> Result<Message, String> {
    let params = serde_json::from_str::<ChangeParams>(params).map_err(|it| it.to_string())?;
    let uri = spellings.uri(&params.text_document.uri).ok_or("its URI is invalid")?;
    Ok(Message::Edit { uri, changes: params.content_changes, version: params.text_document.version })
}

/// The document that some parameters name, whatever else they hold.
fn document_of(params: &str, spellings: &UriSpellings) -> Option<Uri> {
    let params: DocumentParams = serde_json::from_str(params).ok()?;
    spellings.uri(&params.text_document.uri)
}

/// The document that a body was meant to open or to change which is not UTF-8.
fn document_in(body: &[u8], spellings: &UriSpellings) -> Option<Uri> {
    let body = String::from_utf8_lossy(body);
    let envelope: Envelope = serde_json::from_str(&body).ok()?;
    envelope.method.filter(|it| is_about_text(it))?;
    document_of(envelope.params?.get(), spellings)
}

#[cfg(test)]
mod tests {
    use tower_lsp::jsonrpc::ErrorCode;

    use super::*;

    fn parsed(body: &str) -> Incoming {
        parse(body.into(), &UriSpellings::default())
    }

    /// A notification with another member.
    fn with(member: &str) -> String {
        format!(r#"{{"jsonrpc":"2.0","method":"a",{member}}}"#)
    }

    fn check_call(body: &str, id: Option<Id>, params: Option<Value>) {
        let Incoming::Call(call) = parsed(body) else { panic!("{body}") };
        assert_eq!((call.id(), call.params()), (id.as_ref(), params.as_ref()), "{body}");
    }

    fn check_failure(body: &[u8], id: Id, code: ErrorCode) {
        let Incoming::Failure(failure) = parse(body.to_vec(), &UriSpellings::default()) else {
            panic!("{}", String::from_utf8_lossy(body))
        };
        let answer = failure.answer.unwrap();
        assert_eq!((answer.id(), answer.error().map(|it| it.code)), (&id, Some(code)), "{}", failure.reason);
    }

    #[test]
    fn a_message_may_have_any_parameters() {
        for params in ["null", "true", "-1", "1.5e3", r#""a\nб""#, "[1,[]]", r#"{"text":"a","a":{"b":[{}]}}"#] {
            let value: Value = serde_json::from_str(params).unwrap();
            check_call(&with(&format!(r#""params":{params}"#)), None, Some(value.clone()));
            check_call(&with(&format!(r#""id":1,"params":{params}"#)), Some(Id::Number(1)), Some(value.clone()));
            let answer = parsed(&format!(r#"{{"jsonrpc":"2.0","id":1,"result":{params}}}"#));
            let Incoming::Response(answer) = answer else { panic!("{params}") };
            assert_eq!(answer.result(), Some(&value));
        }
        check_call(&with(r#""other":[{}]"#), None, None);
        let refusal = parsed(r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"a"}}"#);
        assert!(matches!(refusal, Incoming::Response(it) if it.is_error()));
    }

    #[test]
    fn a_shutdown_request_has_no_parameters_whatever_the_client_sends() {
        check_call(r#"{"jsonrpc":"2.0","id":1,"method":"shutdown","params":{}}"#, Some(Id::Number(1)), None);
    }

    #[test]
    fn a_body_that_is_not_a_message_is_an_invalid_request() {
        for body in ["[1]", "[]", r#"["2.0","a"]"#, "7", r#"{"jsonrpc":"1.0","method":"a"}"#, r#"{"id":1}"#] {
            check_failure(body.as_bytes(), Id::Null, ErrorCode::InvalidRequest);
        }
        check_failure(br#"{"jsonrpc":"2.0","method":7}"#, Id::Null, ErrorCode::InvalidRequest);
        check_failure(br#"{"jsonrpc":"2.0"}"#, Id::Null, ErrorCode::InvalidRequest);
        check_failure(br#"{"jsonrpc":"2.0","id":1}"#, Id::Number(1), ErrorCode::InvalidRequest);
        check_failure(with(r#""params":1,"params":2"#).as_bytes(), Id::Null, ErrorCode::InvalidRequest);
    }

    #[test]
    fn a_body_that_cannot_be_parsed_is_a_parse_error() {
        check_failure(b"{", Id::Null, ErrorCode::ParseError);
        check_failure(b"", Id::Null, ErrorCode::ParseError);
        check_failure(br#"{"jsonrpc":"2.0","method":"a"} x"#, Id::Null, ErrorCode::ParseError);
        check_failure(b"\"\xff\"", Id::Null, ErrorCode::ParseError);
        let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
        for value in [deep.as_str(), "1e999"] {
            let body = with(&format!(r#""id":"x","params":{value}"#));
            check_failure(body.as_bytes(), Id::String("x".to_owned()), ErrorCode::ParseError);
        }
        check_failure(with(r#""params":01"#).as_bytes(), Id::Null, ErrorCode::ParseError);
    }

    fn notification(method: &str, document: &str, other: &str) -> String {
        format!(r#"{{"jsonrpc":"2.0","method":"textDocument/{method}","params":{{"textDocument":{document}{other}}}}}"#)
    }

    #[test]
    fn notifications_about_documents_are_for_the_writer() {
        let document = r#"{"uri":"file:///ä.treaty","version":7,"text":"\ud83d"}"#;
        let opened = parsed(&notification("didOpen", document, ""));
        let Incoming::Document(Message::Open { uri, text, version }) = opened else { panic!("{opened:?}") };
        assert_eq!((uri.as_str(), text.as_str(), version), ("file:///%C3%A4.treaty", "\u{fffd}", 7));
        let changes = r#","contentChanges":[{"text":"a"}]"#;
        let changed = parsed(&notification("didChange", r#"{"uri":"file:///a.treaty","version":8}"#, changes));
        assert!(matches!(changed, Incoming::Document(Message::Edit { version: 8, .. })), "{changed:?}");
    }

    #[test]
    fn a_change_that_cannot_be_understood_names_its_document() {
        let changes = r#","contentChanges":[{"text":"a"}]"#;
        for (document, changes) in [
            (r#"{"uri":"file:///a.treaty","version":null}"#, changes),
            (r#"{"uri":"file:///a.treaty","version":2147483648}"#, changes),
            (r#"{"uri":"file:///a.treaty","version":1}"#, r#","contentChanges":[{}]"#),
            (r#"{"uri":"file:///a.treaty"}"#, ""),
        ] {
            let changed = parsed(&notification("didChange", document, changes));
            let Incoming::Failure(Failure { reason, answer: None, document }) = changed else { panic!("{changed:?}") };
            assert_eq!(document.as_ref().map(|it| it.as_str()), Some("file:///a.treaty"), "{reason}");
        }
        let nameless = parsed(r#"{"jsonrpc":"2.0","method":"textDocument/didChange","params":[]}"#);
        assert!(matches!(nameless, Incoming::Failure(Failure { answer: None, document: None, .. })));
        let mut body = notification("didChange", r#"{"uri":"file:///a.treaty","version":1}"#, changes).into_bytes();
        let at = body.iter().rposition(|it| *it == b'a').unwrap();
        body[at] = 0xff;
        let damaged = parse(body, &UriSpellings::default());
        assert!(matches!(damaged, Incoming::Failure(Failure { answer: Some(_), document: Some(_), .. })));
    }
}
