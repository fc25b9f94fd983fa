//! A language client that speaks with the real binary over its pipes, one step after the other. Waiting ends with an
//! answer or, after [`PATIENCE`], with a panic that says what was waited for; nothing sleeps. The server is killed with
//! its client. Every message that comes is held against the protocol, and so is what a client says that means well.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::protocol::Conversation;

/// How long anything may take. A busy machine is slow; a wedged server never answers.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A client with its server.
pub struct Client {
    server: Child,
    /// To the thread that writes, so that a server which does not read stops no test.
    outgoing: Option<Sender<Vec<u8>>>,
    messages: Receiver<Value>,
    /// Read from the pipe, not asked for yet.
    kept: VecDeque<Value>,
    conversation: Conversation,
    pause: Arc<Pause>,
    last_id: i64,
    last_version: i32,
}

/// Whether the reader of a client rests.
#[derive(Default)]
struct Pause {
    is_resting: Mutex<bool>,
    has_changed: Condvar,
}

impl Client {
    /// A client after a handshake in which it stated `capabilities`, and the server's answer.
    pub fn started(capabilities: Value) -> (Client, Value) {
        let mut client = Client::spawn();
        let answer = client.handshake(capabilities, None);
        (client, answer)
    }

    /// A client after a handshake in which it had `folder` open.
    pub fn in_folder(folder: &Path) -> Client {
        let mut client = Client::spawn();
        client.handshake(json!({}), Some(folder));
        client
    }

    /// A client after a handshake in which it said that it is the process `id`.
    pub fn of_process(id: u32) -> Client {
        let mut client = Client::spawn();
        let mut params = initialization(json!({}), None);
        params["processId"] = id.into();
        client.request("initialize", params).expect("a server starts");
        client.notify("initialized", json!({}));
        client
    }

    /// A client of a server that was not spoken to yet.
    pub fn spawn() -> Client {
        let mut server = crate::binary::serving();
        let stdin = server.stdin.take().expect("piped above");
        let stdout = server.stdout.take().expect("piped above");
        let (outgoing, parcels) = channel();
        let (sender, messages) = channel();
        let pause = Arc::new(Pause::default());
        let readers = Arc::clone(&pause);
        thread::spawn(move || write_parcels(stdin, &parcels));
        thread::spawn(move || read_messages(BufReader::new(stdout), &sender, &readers));
        Client {
            server,
            outgoing: Some(outgoing),
            messages,
            kept: VecDeque::new(),
            conversation: Conversation::default(),
            pause,
            last_id: 0,
            last_version: 0,
        }
    }

    /// Stops reading after at most one more message.
    pub fn stop_reading(&mut self) {
        self.pause.set(true);
    }

    /// Reads again.
    pub fn read_on(&mut self) {
        self.pause.set(false);
    }

    /// Says `initialize` and `initialized`; gives the answer to the first.
    pub fn handshake(&mut self, capabilities: Value, folder: Option<&Path>) -> Value {
        let id = self.send_request("initialize", initialization(capabilities, folder));
        let answer = self.answer(id).expect("a server starts");
        self.notify("initialized", json!({}));
        answer
    }

    /// Sends a request and waits for its answer: the result or the error.
    pub fn request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.send_request(method, params);
        self.answer(id)
    }

    /// Sends a request; gives its number.
    pub fn send_request(&mut self, method: &str, params: Value) -> i64 {
        let message = self.numbered(method, params);
        self.send_well_meant(&message);
        self.last_id
    }

    /// Sends a request that the protocol does not know, or not so; gives its number.
    pub fn send_strange_request(&mut self, method: &str, params: Value) -> i64 {
        let message = self.numbered(method, params);
        self.send(&message);
        self.last_id
    }

    /// Sends a request that the protocol does not know, or not so, and waits for its answer.
    pub fn strange_request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.send_strange_request(method, params);
        self.answer(id)
    }

    fn numbered(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let mut message = said(method, params);
        message["id"] = self.last_id.into();
        message
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send_well_meant(&said(method, params));
    }

    /// Sends a notification that the protocol does not know, or not so.
    pub fn notify_strangely(&mut self, method: &str, params: Value) {
        self.send(&said(method, params));
    }

    /// Answers a request of the server.
    pub fn reply(&mut self, request: &Value, result: Value) {
        self.send_well_meant(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, text: &str) {
        self.last_version += 1;
        let version = self.last_version;
        let document = json!({"uri": uri, "languageId": "treaty", "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Changes a document; gives the number of its new state.
    pub fn change(&mut self, uri: &str, changes: Value) -> i32 {
        self.last_version += 1;
        let document = json!({"uri": uri, "version": self.last_version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
        self.last_version
    }

    /// Replaces what stands between two places, `(line, column)` each; gives the number of the new state.
    pub fn replace(&mut self, uri: &str, start: (usize, usize), end: (usize, usize), text: &str) -> i32 {
        let range = json!({"start": place(start), "end": place(end)});
        self.change(uri, json!([{"range": range, "text": text}]))
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Asks about a place of a document.
    pub fn ask_at(&mut self, method: &str, uri: &str, at: (usize, usize)) -> Result<Value, Value> {
        self.request(method, at_place(method, uri, at))
    }

    /// Asks about a place of a document that may be none.
    pub fn ask_anywhere(&mut self, method: &str, uri: &str, at: (usize, usize)) -> Result<Value, Value> {
        self.strange_request(method, at_place(method, uri, at))
    }

    /// The symbols of a document.
    pub fn symbols(&mut self, uri: &str) -> Result<Value, Value> {
        self.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}))
    }

    /// The answer to a request that was sent.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let what = format!("the answer to request {id}");
        let mut answer = self.take(&what, |it| it["id"] == id && it.get("method").is_none());
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["result"].take()),
        }
    }

    /// The next findings published for a document: the `params`, with `version` and `diagnostics`.
    pub fn findings(&mut self, uri: &str) -> Value {
        let what = format!("findings in {uri}");
        let mut message =
            self.take(&what, |it| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri);
        message["params"].take()
    }

    /// The next message that is `wanted`. Those before it wait for whoever asks for them.
    pub fn take(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&wanted) {
            return self.kept.remove(at).expect("found there");
        }
        let end = Instant::now() + PATIENCE;
        loop {
            match self.hear(end) {
                Ok(message) if wanted(&message) => return message,
                Ok(message) => self.kept.push_back(message),
                Err(RecvTimeoutError::Timeout) => panic!("{what} did not come; what came: {:?}", self.kept),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended before {what}"),
            }
        }
    }

    /// The next message, held against the protocol.
    fn hear(&mut self, end: Instant) -> Result<Value, RecvTimeoutError> {
        let message = self.messages.recv_timeout(end.saturating_duration_since(Instant::now()))?;
        if let Some(fault) = self.conversation.fault_of_received(&message) {
            let shown: String = message.to_string().chars().take(2000).collect();
            panic!("the server breaks the protocol: {fault}\n{shown}");
        }
        Ok(message)
    }

    fn send_well_meant(&mut self, message: &Value) {
        if let Some(fault) = self.conversation.fault_of_sent(message) {
            panic!("this test breaks the protocol: {fault}\n{message}");
        }
        self.send(message);
    }

    /// Sends a message, whatever it is.
    pub fn send(&mut self, message: &Value) {
        self.conversation.note_sent(message);
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends bytes as they are. A server that is gone gets nothing.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let outgoing = self.outgoing.as_ref().expect("not hung up yet");
        // Tests of the end look at how the server ended, not at whether it took the last words.
        let _ = outgoing.send(bytes.to_owned());
    }

    /// Closes the server's standard input when it has all that was sent.
    pub fn hang_up(&mut self) {
        self.outgoing = None;
    }

    /// Waits for the server's end; gives its exit code.
    pub fn exit_code(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.hear(end) {
                Ok(message) => self.kept.push_back(message),
                Err(RecvTimeoutError::Timeout) => panic!("the server did not end"),
                // Its standard output is closed, so it is ending.
                Err(RecvTimeoutError::Disconnected) => return self.server.wait().expect("our own child").code(),
            }
        }
    }

    /// Waits for the end of a server whose messages nobody reads; gives its exit code.
    pub fn exit_code_unread(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            // The system has no waiting with an end to it.
            if let Some(status) = self.server.try_wait().expect("our own child") {
                return status.code();
            }
            thread::yield_now();
        }
        panic!("the server did not end")
    }
}

impl Pause {
    fn set(&self, is_resting: bool) {
        *self.is_resting.lock().expect("no reader panics with it") = is_resting;
        self.has_changed.notify_all();
    }

    fn rest(&self) {
        let resting = self.is_resting.lock().expect("no client panics with it");
        drop(self.has_changed.wait_while(resting, |it| *it));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.pause.set(false);
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
        // What nobody asked for has to be right too.
        while !thread::panicking() && self.hear(Instant::now() + PATIENCE).is_ok() {}
    }
}

/// The URI of a path.
pub fn uri_of(path: &Path) -> String {
    let plain = |it: &u8| it.is_ascii_alphanumeric() || b"-._~/".contains(it);
    let encoded: String = path
        .to_str()
        .expect("tests name their files in UTF-8")
        .bytes()
        .map(|it| match plain(&it) {
            true => char::from(it).to_string(),
            false => format!("%{it:02X}"),
        })
        .collect();
    format!("file://{encoded}")
}

/// The root of the project.
pub fn project() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests are a folder of the project").to_owned()
}

fn initialization(capabilities: Value, folder: Option<&Path>) -> Value {
    let folders = folder.map(|it| json!([{"uri": uri_of(it), "name": "drafts"}]));
    json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders})
}

fn said(method: &str, params: Value) -> Value {
    let mut message = json!({"jsonrpc": "2.0", "method": method});
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

fn at_place(method: &str, uri: &str, at: (usize, usize)) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}, "position": place(at)});
    if method == "textDocument/references" {
        params["context"] = json!({"includeDeclaration": true});
    }
    params
}

fn place((line, column): (usize, usize)) -> Value {
    json!({"line": line, "character": column})
}

fn write_parcels(mut stdin: ChildStdin, parcels: &Receiver<Vec<u8>>) {
    for parcel in parcels {
        if stdin.write_all(&parcel).and_then(|()| stdin.flush()).is_err() {
            return;
        }
    }
}

fn read_messages(mut stdout: BufReader<ChildStdout>, messages: &Sender<Value>, pause: &Pause) {
    loop {
        pause.rest();
        let mut length = 0;
        loop {
            let mut line = String::new();
            match stdout.read_line(&mut line) {
                Ok(0) | Err(_) => return,
                Ok(_) if line.trim().is_empty() => break,
                Ok(_) => {}
            }
            let value = line.strip_prefix("Content-Length: ").expect("standard output is for messages only");
            length = value.trim().parse().expect("a length is a number");
        }
        let mut body = vec![0; length];
        if stdout.read_exact(&mut body).is_err() {
            return;
        }
        let message = serde_json::from_slice(&body).expect("the server speaks JSON");
        if messages.send(message).is_err() {
            return;
        }
    }
}
