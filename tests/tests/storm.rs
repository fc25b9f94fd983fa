//! The storm: random edits in every encoding of places, with requests of every kind and cancellations between them. Now
//! and then, and when it is over, the server must have the text that the client has, and say of it what it says of the
//! same text opened afresh. With `TRAVAUX_STORM` set to a number there are so many edits; else few, so that every run of
//! the tests has some. A binary for users does not tell its texts; then what it says of them has to do. For one that is
//! as quick and tells them: `CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true`.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::{Value, json};
use travaux_tests::client::Client;
use travaux_tests::random::Random;
use travaux_tests::typing::Typing;

const URI: &str = "file:///drafts/storm.treaty";
const OTHER: &str = "file:///drafts/other.positions.json";
const FRESH: &str = "file:///drafts/fresh.treaty";

/// A few edits in a run of the tests.
const FEW: usize = 1000;

/// Edits between two looks at whether all is well.
const LOOK: usize = 250;

const BEGINNING: &str = "Article 1\n\n1. The Parties [shall] [may] act under article 2.\n\n(a) one 𝒜;\n\n(b) اثنان.\n\nالمادة 2\n\n1 - وفقا للمادة 1 [كل] التدابير.\n\n第三条\n\n缔约方应［可]合作。\n";

/// What is asked about a place.
const AT_A_PLACE: [&str; 12] = [
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

/// What is asked about a part of the draft.
const OF_A_RANGE: [&str; 4] = ["codeAction", "inlayHint", "rangeFormatting", "semanticTokens/range"];

/// What is asked about all drafts.
const OF_ALL: [&str; 2] = ["workspace/symbol", "workspace/diagnostic"];

/// What is asked about the whole draft, and says the same of two drafts of one text.
const OF_THE_WHOLE: [&str; 7] =
    ["documentSymbol", "foldingRange", "documentLink", "codeLens", "formatting", "semanticTokens/full", "diagnostic"];

fn edits() -> usize {
    std::env::var("TRAVAUX_STORM").ok().and_then(|it| it.parse().ok()).unwrap_or(FEW)
}

/// A client that can do everything, so that every answer is as rich as it can be.
fn abilities(encoding: &str) -> Value {
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
fn of_the_whole(uri: &str, method: &str) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}});
    if method == "formatting" {
        params["options"] = json!({"tabSize": 4, "insertSpaces": true});
    }
    params
}

/// A storm that goes on.
struct Storm {
    client: Client,
    typing: Typing,
    random: Random,
    /// Requests without an answer yet: whether they were cancelled.
    asked: BTreeMap<i64, bool>,
    /// The answers so far: given, refused since the draft had moved on, refused since nobody wanted them.
    answers: [usize; 3],
}

impl Storm {
    fn ask(&mut self) {
        let (method, params) = self.question();
        if self.random.percent(40) {
            return self.ask_and_wait(&method, params);
        }
        let id = self.client.send_request(&method, params);
        let is_cancelled = self.random.percent(30);
        if is_cancelled {
            self.client.notify("$/cancelRequest", json!({"id": id}));
        }
        self.asked.insert(id, is_cancelled);
        // And one that was asked some time ago, or never.
        if self.random.percent(10) {
            let late = id - self.random.below(20) as i64;
            self.client.notify("$/cancelRequest", json!({"id": late}));
            self.asked.entry(late).and_modify(|it| *it = true);
        }
    }

    /// An answer about a text that does not change meanwhile leads to places in it, and to more that can be asked.
    fn ask_and_wait(&mut self, method: &str, params: Value) {
        let answer = self.client.request(method, params.clone());
        self.answers[0] += 1;
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) if error["code"] == -32803 => return,
            // Nothing has moved on and nothing was cancelled.
            Err(error) => panic!("{method}: {error}\n{params}\n{:?}", self.typing.text),
        };
        assert!(self.holds(&answer), "{method}: {answer}\n{:?}", self.typing.text);
        let (further, params) = match method {
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
            match self.client.request(further, params) {
                Ok(answer) => assert!(self.holds(&answer), "{further}: {answer}\n{:?}", self.typing.text),
                // Settings that the client had sent came in between, and what was offered is offered no more.
                Err(error) if further == "codeAction/resolve" && error["code"] == -32801 => {}
                Err(error) => panic!("{further}: {error}\n{:?}", self.typing.text),
            }
        }
    }

    /// Whether all places that are named in an answer are in the text. All drafts are this one.
    fn holds(&self, answer: &Value) -> bool {
        match answer {
            Value::Object(object) if object.contains_key("character") => self.typing.holds(answer),
            Value::Object(object) => object.values().all(|it| self.holds(it)),
            Value::Array(list) => list.iter().all(|it| self.holds(it)),
            _ => true,
        }
    }

    fn question(&mut self) -> (String, Value) {
        let mut params = json!({"textDocument": {"uri": URI}});
        let place = |storm: &mut Storm| {
            let at = storm.typing.somewhere(&mut storm.random);
            (at, storm.typing.place(at))
        };
        let ((one, start), (other, end)) = (place(self), place(self));
        let (start, end) = if one <= other { (start, end) } else { (end, start) };
        let range = json!({"start": start, "end": end});
        let method = match self.random.below(10) {
            0 => {
                let method = *self.random.one_of(&OF_ALL).unwrap_or(&"workspace/symbol");
                let [symbol, _] = OF_ALL;
                params = if method == symbol { json!({"query": "1"}) } else { json!({"previousResultIds": []}) };
                return (method.to_owned(), params);
            }
            1..=5 => {
                params["position"] = start.clone();
                *self.random.one_of(&AT_A_PLACE).unwrap_or(&"hover")
            }
            6 | 7 => {
                params["range"] = range;
                *self.random.one_of(&OF_A_RANGE).unwrap_or(&"inlayHint")
            }
            _ => {
                let method = *self.random.one_of(&OF_THE_WHOLE).unwrap_or(&"codeLens");
                params = of_the_whole(URI, method);
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

    /// What an editor says besides.
    fn say_something(&mut self) {
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

    /// Waits until every request has its one answer, whatever became of the draft meanwhile, and compares the texts.
    fn look(&mut self, when: &str) {
        for (id, is_cancelled) in std::mem::take(&mut self.asked) {
            match self.client.answer(id) {
                Ok(_) => self.answers[0] += 1,
                Err(error) if error["code"] == -32801 => self.answers[1] += 1,
                Err(error) if error["code"] == -32800 && is_cancelled => self.answers[2] += 1,
                // A name that cannot be: the draft may have had no such place.
                Err(error) if error["code"] == -32803 => self.answers[0] += 1,
                Err(error) => panic!("{when}: {error}"),
            }
        }
        if let Ok(texts) = self.client.strange_request("travaux/texts", json!({"uri": URI})) {
            assert_eq!(texts, json!([self.typing.text, self.typing.text]), "{when}");
        }
    }

    /// What the server says of a document, without the document's name, and without the numbers that it gives to what it
    /// has said.
    fn said(&mut self, uri: &str) -> Vec<(&'static str, String)> {
        let said = |method| {
            let params = of_the_whole(uri, method);
            let mut answer = self.client.request(&format!("textDocument/{method}"), params).unwrap();
            if let Some(object) = answer.as_object_mut() {
                object.remove("resultId");
            }
            (method, answer.to_string().replace(uri, ""))
        };
        OF_THE_WHOLE.into_iter().map(said).collect()
    }
}

fn storm(encoding: &str, seed: u64) {
    let began = Instant::now();
    let (client, answer) = Client::started(abilities(encoding));
    assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
    let (typing, random) = (Typing::of(BEGINNING, encoding), Random::of(seed));
    let mut storm = Storm { client, typing, random, asked: BTreeMap::new(), answers: [0; 3] };
    storm.client.open(URI, BEGINNING);
    for edit in 1..=edits() {
        let changes = storm.typing.changes(&mut storm.random);
        storm.client.change(URI, changes);
        if storm.random.percent(20) {
            storm.ask();
        }
        if storm.random.below(200) == 0 {
            storm.say_something();
        }
        if edit % LOOK == 0 {
            storm.look(&format!("{encoding}, seed {seed}, edit {edit}"));
        }
    }
    storm.look("the end");
    let stormed = storm.said(URI);
    storm.client.close(URI);
    storm.client.open(FRESH, &storm.typing.text);
    assert_eq!(stormed, storm.said(FRESH), "{encoding}, seed {seed}: {:?}", storm.typing.text);
    println!(
        "{encoding}: {} edits, answers given, late, unwanted: {:?}, {:?}",
        edits(),
        storm.answers,
        began.elapsed()
    );
}

#[test]
fn after_a_storm_in_bytes_both_have_one_text() {
    storm("utf-8", 1);
}

#[test]
fn after_a_storm_in_utf_16_both_have_one_text() {
    storm("utf-16", 2);
}

#[test]
fn after_a_storm_in_letters_both_have_one_text() {
    storm("utf-32", 3);
}
