//! The state of a conversation between a client and a server that determines which messages are valid next: open
//! requests, capabilities of both sides, and work in progress.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::capabilities::{objection_to_message, objection_to_result};
use super::model::{Direction, Message, Model, Type};
use super::type_check::{Path, faults};

/// JSON-RPC 2.0, 5.1, and LSP 3.18, “ErrorCodes” and “LSPErrorCodes”.
const ERROR_CODES: [i64; 11] = [-32700, -32600, -32601, -32602, -32603, -32002, -32001, -32803, -32802, -32801, -32800];

/// A conversation. Ids are stored in their JSON form, so that `7` and `"7"` differ.
#[derive(Default)]
pub struct Conversation {
    /// The methods of unanswered requests from the client, by id.
    client_requests: HashMap<String, String>,
    /// The methods of unanswered requests from the server, by id.
    server_requests: HashMap<String, String>,
    client_capabilities: Value,
    initialize_result: Value,
    /// Work whose progress may be reported, by its token.
    work: HashMap<String, Work>,
    /// The methods of requests with partial results, by their token.
    parts: HashMap<String, String>,
}

/// The state of work in progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    /// It has a token but has not begun.
    Announced,
    Begun,
    Ended,
}

impl Conversation {
    /// Records a message of the client, whether or not it is valid.
    pub fn note_sent(&mut self, message: &Value) {
        let Some(method) = message["method"].as_str() else {
            self.server_requests.remove(&message["id"].to_string());
            return;
        };
        if method == "initialize" && self.client_capabilities.is_null() {
            self.client_capabilities = message["params"]["capabilities"].clone();
        }
        if let Some(id) = message.get("id") {
            self.client_requests.insert(id.to_string(), method.to_owned());
        }
        if let Some(token) = message["params"].get("workDoneToken") {
            self.work.insert(token.to_string(), Work::Announced);
        }
        if let Some(token) = message["params"].get("partialResultToken") {
            self.parts.insert(token.to_string(), method.to_owned());
        }
    }

    /// Returns the first fault of a message of the client, if any.
    pub fn fault_of_sent(&self, message: &Value) -> Option<String> {
        match message["method"].as_str() {
            Some(method) => self.fault_of_message(method, message, Direction::ServerToClient),
            None => {
                let request = self.server_requests.get(&message["id"].to_string());
                let Some(method) = request else { return Some("answers no open request".to_owned()) };
                fault_of_answer(method, message)
            }
        }
    }

    /// Records a message of the server, and returns its first fault, if any.
    pub fn fault_of_received(&mut self, message: &Value) -> Option<String> {
        if let Some(method) = message["method"].as_str() {
            if let Some(id) = message.get("id") {
                self.server_requests.insert(id.to_string(), method.to_owned());
            }
            let params = &message["params"];
            let fault = self.fault_of_message(method, message, Direction::ClientToServer);
            let fault = fault.or_else(|| objection_to_message(method, params, &self.client_capabilities));
            return fault.or_else(|| self.fault_of_progress(method, params));
        }
        // An unreadable message has no id, so its answer has none.
        if message["id"].is_null() && message.get("error").is_some() {
            return fault_of_error(&message["error"], None);
        }
        let Some(method) = self.client_requests.remove(&message["id"].to_string()) else {
            return Some("answers no open request, or answers a second time".to_owned());
        };
        if method == "initialize" && self.initialize_result.is_null() {
            self.initialize_result = message["result"].clone();
        }
        let result = &message["result"];
        let fault = fault_of_answer(&method, message);
        let fault =
            fault.or_else(|| objection_to_result(&method, result, &self.client_capabilities, &self.initialize_result));
        fault.map(|it| format!("the answer to {method}: {it}"))
    }

    /// Records progress of work and partial results, and returns the first fault.
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
        if let Some(request) = self.parts.get(&token) {
            let of = model.request(request).and_then(|it| it.partial_result.as_ref());
            let Some(of) = of else { return Some(format!("{method}: {request} has no partial results")) };
            return faults(model, value, of, &Path::Top("value")).first().map(|it| format!("{method}: {it}"));
        }
        let kinds = ["WorkDoneProgressBegin", "WorkDoneProgressReport", "WorkDoneProgressEnd"];
        let of = Type::Or { items: kinds.map(|it| Type::Reference { name: it.to_owned() }).into() };
        if let Some(fault) = faults(model, value, &of, &Path::Top("value")).first() {
            return Some(format!("{method}: {fault}"));
        }
        // Progress begins once, and nothing follows its end.
        let (expected, now) = match value["kind"].as_str() {
            Some("begin") => (Work::Announced, Work::Begun),
            Some("end") => (Work::Begun, Work::Ended),
            _ => (Work::Begun, Work::Begun),
        };
        let before = self.work.insert(token.clone(), now);
        (before != Some(expected)).then(|| format!("{method}: the work {token} was {before:?}, not {expected:?}"))
    }

    /// Returns the first fault of a request or notification, which must not have the direction `forbidden`.
    fn fault_of_message(&self, method: &str, message: &Value, forbidden: Direction) -> Option<String> {
        let model = Model::of_protocol();
        let known = match message.get("id") {
            Some(_) => model.request(method),
            None => model.notification(method),
        };
        let Some(known) = known.filter(|it| it.message_direction != forbidden) else {
            return Some(format!("{method} is unknown or has the wrong direction"));
        };
        let envelope = message.as_object().and_then(|it| unknown_member(it, &["jsonrpc", "id", "method", "params"]));
        let envelope = envelope.or_else(|| (message["jsonrpc"] != "2.0").then(|| "has another `jsonrpc`".to_owned()));
        let fault = envelope.or_else(|| fault_of_params(known, message.get("params")));
        fault.map(|it| format!("{method}: {it}"))
    }
}

fn fault_of_params(message: &Message, params: Option<&Value>) -> Option<String> {
    let model = Model::of_protocol();
    let path = Path::Top("params");
    let Some(of) = &message.params else {
        // Some clients write `null` for missing parameters.
        return params.filter(|it| !it.is_null()).map(|_| "has `params` and takes none".to_owned());
    };
    let Some(params) = params else { return Some("lacks `params`".to_owned()) };
    let found = faults(model, params, of, &path).into_iter().next().map(|it| it.to_string());
    found.or_else(|| {
        let registrations = params.get("registrations")?.as_array()?.iter().enumerate();
        registrations.into_iter().find_map(|(at, it)| fault_of_registration(it, at))
    })
}

/// Checks a registration, whose options depend on the method.
fn fault_of_registration(registration: &Value, at: usize) -> Option<String> {
    let model = Model::of_protocol();
    let method = registration["method"].as_str()?;
    let Some(message) = model.request(method).or_else(|| model.notification(method)) else {
        return Some(format!("registrations[{at}].method is not a message"));
    };
    let top = format!("registrations[{at}].registerOptions");
    match (&message.registration_options, registration.get("registerOptions")) {
        (Some(of), Some(options)) => faults(model, options, of, &Path::Top(&top)).first().map(ToString::to_string),
        (None, Some(_)) => Some(format!("{top} is there and {method} takes none")),
        (_, None) => None,
    }
}

fn fault_of_answer(method: &str, answer: &Value) -> Option<String> {
    let model = Model::of_protocol();
    let request = model.request(method);
    let object = answer.as_object()?;
    if let Some(unknown) = unknown_member(object, &["jsonrpc", "id", "result", "error"]) {
        return Some(unknown);
    }
    match (object.get("result"), object.get("error")) {
        (None, Some(error)) => fault_of_error(error, request),
        (Some(result), None) => {
            let of = request.and_then(|it| it.result.as_ref())?;
            faults(model, result, of, &Path::Top("result")).first().map(ToString::to_string)
        }
        _ => Some("has a result and an error, or neither".to_owned()),
    }
}

fn fault_of_error(error: &Value, request: Option<&Message>) -> Option<String> {
    let object = error.as_object()?;
    if let Some(unknown) = unknown_member(object, &["code", "message", "data"]) {
        return Some(unknown);
    }
    if !error["code"].as_i64().is_some_and(|it| ERROR_CODES.contains(&it)) {
        return Some(format!("error.code is {}, which is not in the protocol", error["code"]));
    }
    if error["message"].as_str().is_none_or(str::is_empty) {
        return Some("error.message is empty".to_owned());
    }
    let (of, data) = (request?.error_data.as_ref()?, object.get("data")?);
    faults(Model::of_protocol(), data, of, &Path::Top("error.data")).first().map(ToString::to_string)
}

fn unknown_member(object: &Map<String, Value>, known: &[&str]) -> Option<String> {
    object.keys().find(|it| !known.contains(&it.as_str())).map(|it| format!("has a member `{it}`"))
}
