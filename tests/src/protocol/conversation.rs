//! What a client and a server have said to each other, as far as it bears on what may be said next: which requests are
//! open, what the client can, what the server told of itself, which work goes on.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::capabilities::{objection_to_message, objection_to_result};
use super::model::{Direction, Message, Model, Type};
use super::type_check::{Place, faults};

/// JSON-RPC 2.0, 5.1, and LSP 3.18, “ErrorCodes” and “LSPErrorCodes”.
const ERROR_CODES: [i64; 11] = [-32700, -32600, -32601, -32602, -32603, -32002, -32001, -32803, -32802, -32801, -32800];

/// A conversation. Identifiers are kept as they are written: `7` is not `"7"`.
#[derive(Default)]
pub struct Conversation {
    /// What the client asked and has no answer to.
    asked: HashMap<String, String>,
    /// What the server asked and has no answer to.
    asked_back: HashMap<String, String>,
    client: Value,
    told: Value,
    /// Work whose progress may be told, by its token.
    work: HashMap<String, Work>,
    /// Requests whose results may come in parts, by the token of these.
    parts: HashMap<String, String>,
}

/// How far some work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// Nothing was told of it.
    Announced,
    Begun,
    Ended,
}

impl Conversation {
    /// Notes what the client says, well meant or not.
    pub fn note_sent(&mut self, message: &Value) {
        let Some(method) = message["method"].as_str() else {
            self.asked_back.remove(&message["id"].to_string());
            return;
        };
        if method == "initialize" && self.client.is_null() {
            self.client = message["params"]["capabilities"].clone();
        }
        if let Some(id) = message.get("id") {
            self.asked.insert(id.to_string(), method.to_owned());
        }
        if let Some(token) = message["params"].get("workDoneToken") {
            self.work.insert(token.to_string(), Work::Announced);
        }
        if let Some(token) = message["params"].get("partialResultToken") {
            self.parts.insert(token.to_string(), method.to_owned());
        }
    }

    /// What is wrong with a message of a client that means well, if anything.
    pub fn fault_of_sent(&self, message: &Value) -> Option<String> {
        match message["method"].as_str() {
            Some(method) => self.fault_of_said(method, message, Direction::ServerToClient),
            None => {
                let asked = self.asked_back.get(&message["id"].to_string());
                let Some(method) = asked else { return Some("answers nothing that was asked".to_owned()) };
                fault_of_answer(method, message)
            }
        }
    }

    /// Notes what the server says; gives what is wrong with it, if anything.
    pub fn fault_of_received(&mut self, message: &Value) -> Option<String> {
        if let Some(method) = message["method"].as_str() {
            if let Some(id) = message.get("id") {
                self.asked_back.insert(id.to_string(), method.to_owned());
            }
            let params = &message["params"];
            let fault = self.fault_of_said(method, message, Direction::ClientToServer);
            let fault = fault.or_else(|| objection_to_message(method, params, &self.client));
            return fault.or_else(|| self.fault_of_progress(method, params));
        }
        // What could not be read has no identifier to answer to.
        if message["id"].is_null() && message.get("error").is_some() {
            return fault_of_error(&message["error"], None);
        }
        let Some(method) = self.asked.remove(&message["id"].to_string()) else {
            return Some("answers nothing that was asked, or a second time".to_owned());
        };
        if method == "initialize" && self.told.is_null() {
            self.told = message["result"].clone();
        }
        let result = &message["result"];
        let fault = fault_of_answer(&method, message);
        let fault = fault.or_else(|| objection_to_result(&method, result, &self.client, &self.told));
        fault.map(|it| format!("the answer to {method}: {it}"))
    }

    /// Notes what is told of work and of results that come in parts; gives what is wrong with it.
    fn fault_of_progress(&mut self, method: &str, params: &Value) -> Option<String> {
        let (token, value) = (params["token"].to_string(), &params["value"]);
        if method == "window/workDoneProgress/create" {
            self.work.insert(token, Work::Announced);
            return None;
        }
        if method != "$/progress" {
            return None;
        }
        let model = Model::of_protocol();
        if let Some(asked) = self.parts.get(&token) {
            let of = model.request(asked).and_then(|it| it.partial_result.as_ref());
            let Some(of) = of else { return Some(format!("{method}: {asked} has no parts")) };
            return faults(model, value, of, &Place::Top("value")).first().map(|it| format!("{method}: {it}"));
        }
        let kinds = ["WorkDoneProgressBegin", "WorkDoneProgressReport", "WorkDoneProgressEnd"];
        let of = Type::Or { items: kinds.map(|it| Type::Reference { name: it.to_owned() }).into() };
        if let Some(fault) = faults(model, value, &of, &Place::Top("value")).first() {
            return Some(format!("{method}: {fault}"));
        }
        // The beginning comes first, and the end last.
        let (expected, now) = match value["kind"].as_str() {
            Some("begin") => (Work::Announced, Work::Begun),
            Some("end") => (Work::Begun, Work::Ended),
            _ => (Work::Begun, Work::Begun),
        };
        let before = self.work.insert(token.clone(), now);
        (before != Some(expected)).then(|| format!("{method}: the work {token} was {before:?}, not {expected:?}"))
    }

    /// What is wrong with a request or notification; `not` is the direction that it must not have.
    fn fault_of_said(&self, method: &str, message: &Value, not: Direction) -> Option<String> {
        let model = Model::of_protocol();
        let said = match message.get("id") {
            Some(_) => model.request(method),
            None => model.notification(method),
        };
        let Some(said) = said.filter(|it| it.message_direction != not) else {
            return Some(format!("{method} is nothing that may be said"));
        };
        let envelope = message.as_object().and_then(|it| strange_key(it, &["jsonrpc", "id", "method", "params"]));
        let envelope = envelope.or_else(|| (message["jsonrpc"] != "2.0").then(|| "has another `jsonrpc`".to_owned()));
        let fault = envelope.or_else(|| fault_of_params(said, message.get("params")));
        fault.map(|it| format!("{method}: {it}"))
    }
}

fn fault_of_params(said: &Message, params: Option<&Value>) -> Option<String> {
    let model = Model::of_protocol();
    let place = Place::Top("params");
    let Some(of) = &said.params else {
        // Some write `null` for nothing.
        return params.filter(|it| !it.is_null()).map(|_| "has `params` and takes none".to_owned());
    };
    let Some(params) = params else { return Some("lacks `params`".to_owned()) };
    let found = faults(model, params, of, &place).into_iter().next().map(|it| it.to_string());
    found.or_else(|| {
        let wishes = params.get("registrations")?.as_array()?.iter().enumerate();
        wishes.into_iter().find_map(|(at, it)| fault_of_wish(it, at))
    })
}

/// What a wish to be told or asked something comes with depends on what it is.
fn fault_of_wish(wish: &Value, at: usize) -> Option<String> {
    let model = Model::of_protocol();
    let method = wish["method"].as_str()?;
    let Some(wanted) = model.request(method).or_else(|| model.notification(method)) else {
        return Some(format!("registrations[{at}].method is no message"));
    };
    let top = format!("registrations[{at}].registerOptions");
    match (&wanted.registration_options, wish.get("registerOptions")) {
        (Some(of), Some(options)) => faults(model, options, of, &Place::Top(&top)).first().map(ToString::to_string),
        (None, Some(_)) => Some(format!("{top} is there and {method} takes none")),
        (_, None) => None,
    }
}

fn fault_of_answer(method: &str, answer: &Value) -> Option<String> {
    let model = Model::of_protocol();
    let asked = model.request(method);
    let object = answer.as_object()?;
    if let Some(strange) = strange_key(object, &["jsonrpc", "id", "result", "error"]) {
        return Some(strange);
    }
    match (object.get("result"), object.get("error")) {
        (None, Some(error)) => fault_of_error(error, asked),
        (Some(result), None) => {
            let of = asked.and_then(|it| it.result.as_ref())?;
            faults(model, result, of, &Place::Top("result")).first().map(ToString::to_string)
        }
        _ => Some("has a result and an error, or neither".to_owned()),
    }
}

fn fault_of_error(error: &Value, asked: Option<&Message>) -> Option<String> {
    let object = error.as_object()?;
    if let Some(strange) = strange_key(object, &["code", "message", "data"]) {
        return Some(strange);
    }
    if !error["code"].as_i64().is_some_and(|it| ERROR_CODES.contains(&it)) {
        return Some(format!("error.code is {}, which the protocol does not know", error["code"]));
    }
    if error["message"].as_str().is_none_or(str::is_empty) {
        return Some("error.message says nothing".to_owned());
    }
    let (of, data) = (asked?.error_data.as_ref()?, object.get("data")?);
    faults(Model::of_protocol(), data, of, &Place::Top("error.data")).first().map(ToString::to_string)
}

fn strange_key(object: &Map<String, Value>, known: &[&str]) -> Option<String> {
    object.keys().find(|it| !known.contains(&it.as_str())).map(|it| format!("has a member `{it}`"))
}
