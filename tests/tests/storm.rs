//! A stress test: random edits in every position encoding, with requests of every kind and cancellations between them.
//! At intervals, the text in the server must equal that in the client. At the end, the answers about the document must
//! equal those about the same text in a newly opened one.
//!
//! The environment variable `TRAVAUX_STORM` sets the number of edits; the default is low enough for every test run. A
//! release build does not return its texts, so that only the answers are compared; with
//! `CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true` it does.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::client::Client;
use travaux_tests::random::Random;
use travaux_tests::typing::Typing;

const URI: &str = "file:///drafts/storm.treaty";
const OTHER: &str = "file:///drafts/other.positions.json";
const FRESH: &str = "file:///drafts/fresh.treaty";

/// The number of edits in an ordinary test run.
const DEFAULT_EDITS: usize = 1000;

/// Edits between two comparisons of the texts.
const EDITS_PER_CHECK: usize = 250;

const INITIAL_TEXT: &str = "Article 1\n\n1. The Parties [shall] [may] act under article 2.\n\n(a) one 𝒜;\n\n(b) اثنان.\n\nالمادة 2\n\n1 - وفقا للمادة 1 [كل] التدابير.\n\n第三条\n\n缔约方应［可]合作。\n";

/// Requests about a position.
const POSITION_REQUESTS: [&str; 12] = [
    "hover",
    "definition",
    "declaration",
    "references",
    "documentHighlight",
    "completion",
    "prepareRename",
    "rename",
    "linkedEditingRange",
    "prepareCallHierarchy",
    "onTypeFormatting",
    "selectionRange",
];

/// Requests about a range.
const RANGE_REQUESTS: [&str; 4] = ["codeAction", "inlayHint", "rangeFormatting", "semanticTokens/range"];

/// Requests about all drafts.
const WORKSPACE_REQUESTS: [&str; 2] = ["workspace/symbol", "workspace/diagnostic"];

/// Requests about a whole draft, whose answers depend on its text only.
const DOCUMENT_REQUESTS: [&str; 7] =
    ["documentSymbol", "foldingRange", "documentLink", "codeLens", "formatting", "semanticTokens/full", "diagnostic"];

fn edits() -> usize {
    std::env::var("TRAVAUX_STORM").ok().and_then(|it| it.parse().ok()).unwrap_or(DEFAULT_EDITS)
}

/// Capabilities of a client for which every answer is as complete as possible.
fn capabilities(encoding: &str) -> Value {
    json!({
        "general": {"positionEncodings": [encoding]},
        "workspace": {"workspaceEdit": {"documentChanges": true, "changeAnnotationSupport": {}}},
        "textDocument": {
            "codeAction": {
                "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor.rewrite"]}},
                "dataSupport": true,
                "resolveSupport": {"properties": ["edit"]},
            },
            "declaration": {"linkSupport": true},
            "definition": {"linkSupport": true},
            "diagnostic": {"relatedInformation": true},
            "documentLink": {"tooltipSupport": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
        },
    })
}

/// The parameters of a request about a whole draft.
fn document_params(uri: &str, method: &str) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}});
    if method == "formatting" {
        params["options"] = json!({"tabSize": 4, "insertSpaces": true});
    }
    params
}

/// The state of one stress test.
struct Storm {
    client: Client,
    typing: Typing,
    random: Random,
    /// Requests without an answer yet, and whether they were cancelled.
    pending: BTreeMap<i64, bool>,
    /// The numbers of answers: successful, failed because the draft had changed, and cancelled.
    answers: [usize; 3],
}

impl Storm {
    fn send_request(&mut self) {
        let (method, params) = self.random_request();
        if self.random.percent(40) {
            return self.request_and_wait(&method, params);
        }
        let id = self.client.send_request(&method, params);
        let is_cancelled = self.random.percent(30);
        if is_cancelled {
            self.client.notify("$/cancelRequest", json!({"id": id}));
        }
        self.pending.insert(id, is_cancelled);
        // Cancels a request that was sent some time ago or not at all.
        if self.random.percent(10) {
            let late = id - self.random.below(20) as i64;
            self.client.notify("$/cancelRequest", json!({"id": late}));
            self.pending.entry(late).and_modify(|it| *it = true);
        }
    }

    /// Checks that the positions in an answer about an unchanged text lie in it, and sends the request that follows
    /// from it.
    fn request_and_wait(&mut self, method: &str, params: Value) {
        let answer = self.client.request(method, params.clone());
        self.answers[0] += 1;
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error["code"] == -32803 => return,
            // The draft has not changed and the request was not cancelled.
            Err(error) => panic!("{method}: {error}\n{params}\n{:?}", self.typing.text),
        };
        assert!(self.contains(&answer), "{method}: {answer}\n{:?}", self.typing.text);
        let (next, params) = match method {
            "textDocument/completion" => ("completionItem/resolve", answer[0].clone()),
            "textDocument/codeAction" => ("codeAction/resolve", answer[0].clone()),
            "textDocument/codeLens" => ("codeLens/resolve", answer[0].clone()),
            "textDocument/prepareCallHierarchy" if self.random.percent(50) => {
                ("callHierarchy/incomingCalls", json!({"item": answer[0]}))
            }
            "textDocument/prepareCallHierarchy" => ("callHierarchy/outgoingCalls", json!({"item": answer[0]})),
            "textDocument/semanticTokens/full" => {
                let document = json!({"uri": URI});
                let known = answer["resultId"].clone();
                ("textDocument/semanticTokens/full/delta", json!({"textDocument": document, "previousResultId": known}))
            }
            _ => return,
        };
        if answer[0].is_object() || answer.is_object() {
            match self.client.request(next, params) {
                Ok(answer) => assert!(self.contains(&answer), "{next}: {answer}\n{:?}", self.typing.text),
                // Settings that the client had sent took effect in between, and the action no longer applies.
                Err(error) if next == "codeAction/resolve" && error["code"] == -32801 => {}
                Err(error) => panic!("{next}: {error}\n{:?}", self.typing.text),
            }
        }
    }

    /// Whether all positions in an answer lie in the text. There is only one draft.
    fn contains(&self, answer: &Value) -> bool {
        match answer {
            Value::Object(object) if object.contains_key("character") => self.typing.contains_position(answer),
            Value::Object(object) => object.values().all(|it| self.contains(it)),
            Value::Array(list) => list.iter().all(|it| self.contains(it)),
            _ => true,
        }
    }

    fn random_request(&mut self) -> (String, Value) {
        let mut params = json!({"textDocument": {"uri": URI}});
        let position = |storm: &mut Storm| {
            let at = storm.typing.random_offset(&mut storm.random);
            (at, storm.typing.position(at))
        };
        let ((one, start), (other, end)) = (position(self), position(self));
        let (start, end) = if one <= other { (start, end) } else { (end, start) };
        let range = json!({"start": start, "end": end});
        let method = match self.random.below(10) {
            0 => {
                let method = *self.random.one_of(&WORKSPACE_REQUESTS).unwrap_or(&"workspace/symbol");
                let [symbol, _] = WORKSPACE_REQUESTS;
                params = if method == symbol { json!({"query": "1"}) } else { json!({"previousResultIds": []}) };
                return (method.to_owned(), params);
            }
            1..=5 => {
                params["position"] = start.clone();
                *self.random.one_of(&POSITION_REQUESTS).unwrap_or(&"hover")
            }
            6 | 7 => {
                params["range"] = range;
                *self.random.one_of(&RANGE_REQUESTS).unwrap_or(&"inlayHint")
            }
            _ => {
                let method = *self.random.one_of(&DOCUMENT_REQUESTS).unwrap_or(&"codeLens");
                params = document_params(URI, method);
                method
            }
        };
        let blanks = json!({"tabSize": 4, "insertSpaces": true});
        match method {
            "references" => params["context"] = json!({"includeDeclaration": true}),
            "rename" => params["newName"] = "7".into(),
            "codeAction" => params["context"] = json!({"diagnostics": []}),
            "rangeFormatting" => params["options"] = blanks,
            "onTypeFormatting" => {
                params["ch"] = "]".into();
                params["options"] = blanks;
            }
            "selectionRange" => {
                params = json!({"textDocument": {"uri": URI}, "positions": [start, end]});
            }
            _ => {}
        }
        (format!("textDocument/{method}"), params)
    }

    /// Sends a notification that an editor sends between edits.
    fn notify_something(&mut self) {
        let document = json!({"textDocument": {"uri": URI}});
        match self.random.below(5) {
            0 => {
                self.client.close(URI);
                self.client.open(URI, &self.typing.text);
            }
            1 => self.client.notify("textDocument/didSave", document),
            2 => self.client.notify("workspace/didChangeWatchedFiles", json!({"changes": []})),
            3 => {
                let severity = *self.random.one_of(&["off", "warning"]).unwrap_or(&"off");
                let settings = json!({"travaux": {"rules": {"unclosed-bracket": severity}}});
                self.client.notify("workspace/didChangeConfiguration", json!({"settings": settings}));
            }
            _ => {
                self.client.open(OTHER, "{\"x\": 1}");
                self.client.close(OTHER);
            }
        }
    }

    /// Waits until every request has exactly one answer, and compares the texts.
    fn check(&mut self, when: &str) {
        for (id, is_cancelled) in std::mem::take(&mut self.pending) {
            match self.client.answer(id) {
                Ok(_) => self.answers[0] += 1,
                Err(error) if error["code"] == -32801 => self.answers[1] += 1,
                Err(error) if error["code"] == -32800 && is_cancelled => self.answers[2] += 1,
                // The rename was impossible in the draft of that time.
                Err(error) if error["code"] == -32803 => self.answers[0] += 1,
                Err(error) => panic!("{when}: {error}"),
            }
        }
        if let Ok(texts) = self.client.unchecked_request("travaux/texts", json!({"uri": URI})) {
            assert_eq!(texts, json!([self.typing.text, self.typing.text]), "{when}");
        }
    }

    /// The answers about a document, without its URI and without result ids.
    fn document_answers(&mut self, uri: &str) -> Vec<(&'static str, String)> {
        let answer = |method| {
            let params = document_params(uri, method);
            let mut answer = self.client.request(&format!("textDocument/{method}"), params).unwrap();
            if let Some(object) = answer.as_object_mut() {
                object.remove("resultId");
            }
            (method, answer.to_string().replace(uri, ""))
        };
        DOCUMENT_REQUESTS.into_iter().map(answer).collect()
    }
}

fn storm(encoding: &str, seed: u64) {
    let start = Instant::now();
    let (client, answer) = Client::started(capabilities(encoding));
    assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
    let (typing, random) = (Typing::of(INITIAL_TEXT, encoding), Random::of(seed));
    let mut storm = Storm { client, typing, random, pending: BTreeMap::new(), answers: [0; 3] };
    storm.client.open(URI, INITIAL_TEXT);
    for edit in 1..=edits() {
        let changes = storm.typing.changes(&mut storm.random);
        storm.client.change(URI, changes);
        if storm.random.percent(20) {
            storm.send_request();
        }
        if storm.random.below(200) == 0 {
            storm.notify_something();
        }
        if edit % EDITS_PER_CHECK == 0 {
            storm.check(&format!("{encoding}, seed {seed}, edit {edit}"));
        }
    }
    storm.check("the end");
    let edited = storm.document_answers(URI);
    storm.client.close(URI);
    storm.client.open(FRESH, &storm.typing.text);
    assert_eq!(edited, storm.document_answers(FRESH), "{encoding}, seed {seed}: {:?}", storm.typing.text);
    println!(
        "{encoding}: {} edits; successful, outdated and cancelled answers: {:?}; {:?}",
        edits(),
        storm.answers,
        start.elapsed()
    );
}

#[test]
fn client_and_server_agree_after_random_edits_in_utf_8() {
    storm("utf-8", 1);
}

#[test]
fn client_and_server_agree_after_random_edits_in_utf_16() {
    storm("utf-16", 2);
}

#[test]
fn client_and_server_agree_after_random_edits_in_utf_32() {
    storm("utf-32", 3);
}
