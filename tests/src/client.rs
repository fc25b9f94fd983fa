//! A language client that drives the real binary over its pipes, one step after another. Waiting ends with an answer
//! or, after [`PATIENCE`], with a panic that names the missing message; nothing sleeps. The server is killed when its
//! client is dropped. Every message from the server is checked against the protocol, and so are those to it unless a
//! method is documented as unchecked.

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

/// How long anything may take. A busy machine is slow; a deadlocked server never answers.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// A client with its server.
pub struct Client {
    server: Child,
    /// Messages to the thread that writes, so that a server that does not read blocks no test.
    outgoing: Option<Sender<Vec<u8>>>,
    messages: Receiver<Value>,
    /// Messages that were received but not requested yet.
    unclaimed: VecDeque<Value>,
    conversation: Conversation,
    pause: Arc<Pause>,
    /// The most bytes that are written at once.
    write_limit: usize,
    last_id: i64,
    last_version: i32,
}

/// Whether the thread that reads is paused.
#[derive(Default)]
struct Pause {
    is_paused: Mutex<bool>,
    changed: Condvar,
}

impl Client {
    /// Returns a client that has initialized its server with `capabilities`, and the answer to that.
    pub fn started(capabilities: Value) -> (Client, Value) {
        let mut client = Client::spawn();
        let answer = client.handshake(capabilities, None);
        (client, answer)
    }

    /// Returns a client that has initialized its server with an open folder.
    pub fn in_folder(folder: &Path) -> Client {
        let mut client = Client::spawn();
        client.handshake(json!({}), Some(folder));
        client
    }

    /// Returns a client that has initialized its server under the process id `id`.
    pub fn of_process(id: u32) -> Client {
        let mut client = Client::spawn();
        let mut params = initialization(json!({}), None);
        params["processId"] = id.into();
        client.request("initialize", params).expect("a server starts");
        client.notify("initialized", json!({}));
        client
    }

    /// Returns a client of a server that is not initialized.
    pub fn spawn() -> Client {
        let mut server = crate::binary::start_server();
        let stdin = server.stdin.take().expect("piped above");
        let stdout = server.stdout.take().expect("piped above");
        let (outgoing, writes) = channel();
        let (sender, messages) = channel();
        let pause = Arc::new(Pause::default());
        let reader_pause = Arc::clone(&pause);
        thread::spawn(move || write_all(stdin, &writes));
        thread::spawn(move || read_messages(BufReader::new(stdout), &sender, &reader_pause));
        Client {
            server,
            outgoing: Some(outgoing),
            messages,
            unclaimed: VecDeque::new(),
            conversation: Conversation::default(),
            pause,
            write_limit: usize::MAX,
            last_id: 0,
            last_version: 0,
        }
    }

    /// Limits how many bytes are written at once.
    pub fn set_write_limit(&mut self, bytes: usize) {
        self.write_limit = bytes;
    }

    /// Stops reading after at most one more message.
    pub fn stop_reading(&mut self) {
        self.pause.set(true);
    }

    /// Resumes reading.
    pub fn resume_reading(&mut self) {
        self.pause.set(false);
    }

    /// Sends `initialize` and `initialized`, and returns the answer to the first.
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

    /// Sends a request and returns its id.
    pub fn send_request(&mut self, method: &str, params: Value) -> i64 {
        let message = self.request_message(method, params);
        self.send_checked(&message);
        self.last_id
    }

    /// Sends a request that may break the protocol, and returns its id.
    pub fn send_unchecked_request(&mut self, method: &str, params: Value) -> i64 {
        let message = self.request_message(method, params);
        self.send(&message);
        self.last_id
    }

    /// Sends a request that may break the protocol, and waits for its answer.
    pub fn unchecked_request(&mut self, method: &str, params: Value) -> Result<Value, Value> {
        let id = self.send_unchecked_request(method, params);
        self.answer(id)
    }

    fn request_message(&mut self, method: &str, params: Value) -> Value {
        self.last_id += 1;
        let mut message = notification_message(method, params);
        message["id"] = self.last_id.into();
        message
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send_checked(&notification_message(method, params));
    }

    /// Sends a notification that may break the protocol.
    pub fn notify_unchecked(&mut self, method: &str, params: Value) {
        self.send(&notification_message(method, params));
    }

    /// Answers a request of the server.
    pub fn reply(&mut self, request: &Value, result: Value) {
        self.send_checked(&json!({"jsonrpc": "2.0", "id": request["id"], "result": result}));
    }

    /// Opens a document.
    pub fn open(&mut self, uri: &str, text: &str) {
        self.last_version += 1;
        let version = self.last_version;
        let document = json!({"uri": uri, "languageId": "treaty", "version": version, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Changes a document and returns its new version.
    pub fn change(&mut self, uri: &str, changes: Value) -> i32 {
        self.last_version += 1;
        let document = json!({"uri": uri, "version": self.last_version});
        let params = json!({"textDocument": document, "contentChanges": changes});
        self.notify("textDocument/didChange", params);
        self.last_version
    }

    /// Replaces the text between two positions, each `(line, column)`, and returns the new version.
    pub fn replace(&mut self, uri: &str, start: (usize, usize), end: (usize, usize), text: &str) -> i32 {
        let range = json!({"start": position(start), "end": position(end)});
        self.change(uri, json!([{"range": range, "text": text}]))
    }

    /// Closes a document.
    pub fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// Sends a request about a position in a document, and waits for its answer.
    pub fn ask_at(&mut self, method: &str, uri: &str, at: (usize, usize)) -> Result<Value, Value> {
        self.request(method, position_params(method, uri, at))
    }

    /// Sends a request about a position that may lie outside of the document, and waits for its answer.
    pub fn unchecked_ask_at(&mut self, method: &str, uri: &str, at: (usize, usize)) -> Result<Value, Value> {
        self.unchecked_request(method, position_params(method, uri, at))
    }

    /// Requests the symbols of a document.
    pub fn symbols(&mut self, uri: &str) -> Result<Value, Value> {
        self.request("textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}))
    }

    /// Waits for the answer to a request.
    pub fn answer(&mut self, id: i64) -> Result<Value, Value> {
        let description = format!("the answer to request {id}");
        let mut answer = self.take(&description, |it| it["id"] == id && it.get("method").is_none());
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["result"].take()),
        }
    }

    /// Waits for the next findings in a document, and returns the parameters with `version` and `diagnostics`.
    pub fn findings(&mut self, uri: &str) -> Value {
        let description = format!("findings in {uri}");
        let mut message = self
            .take(&description, |it| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri);
        message["params"].take()
    }

    /// Waits for the next message for which `is_match` returns true. Other messages are stored for later calls.
    pub fn take(&mut self, description: &str, is_match: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.unclaimed.iter().position(&is_match) {
            return self.unclaimed.remove(at).expect("found there");
        }
        let end = Instant::now() + PATIENCE;
        loop {
            match self.receive(end) {
                Ok(message) if is_match(&message) => return message,
                Ok(message) => self.unclaimed.push_back(message),
                Err(RecvTimeoutError::Timeout) => panic!("{description} did not come; received: {:?}", self.unclaimed),
                Err(RecvTimeoutError::Disconnected) => panic!("the server ended before {description}"),
            }
        }
    }

    /// Waits for the next message and checks it against the protocol.
    fn receive(&mut self, end: Instant) -> Result<Value, RecvTimeoutError> {
        let message = self.messages.recv_timeout(end.saturating_duration_since(Instant::now()))?;
        if let Some(fault) = self.conversation.fault_of_received(&message) {
            let shown: String = message.to_string().chars().take(2000).collect();
            panic!("the server breaks the protocol: {fault}\n{shown}");
        }
        Ok(message)
    }

    fn send_checked(&mut self, message: &Value) {
        if let Some(fault) = self.conversation.fault_of_sent(message) {
            panic!("this test breaks the protocol: {fault}\n{message}");
        }
        self.send(message);
    }

    /// Sends a message that may break the protocol.
    pub fn send(&mut self, message: &Value) {
        self.conversation.note_sent(message);
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends bytes as they are. A server that has ended does not receive them.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let outgoing = self.outgoing.as_ref().expect("not hung up yet");
        for part in bytes.chunks(self.write_limit) {
            // Tests of the end check how the server ended, not whether it received the last message.
            let _ = outgoing.send(part.to_owned());
        }
    }

    /// Closes the standard input of the server after everything that was sent.
    pub fn hang_up(&mut self) {
        self.outgoing = None;
    }

    /// Waits for the end of the server, and returns its exit code.
    pub fn exit_code(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.receive(end) {
                Ok(message) => self.unclaimed.push_back(message),
                Err(RecvTimeoutError::Timeout) => panic!("the server did not end"),
                // Standard output is closed, so the server is ending.
                Err(RecvTimeoutError::Disconnected) => return self.server.wait().expect("our own child").code(),
            }
        }
    }

    /// Waits for the end of the server without reading its messages, and returns its exit code.
    pub fn exit_code_without_reading(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            // The standard library has no wait with a timeout.
            if let Some(status) = self.server.try_wait().expect("our own child") {
                return status.code();
            }
            thread::yield_now();
        }
        panic!("the server did not end")
    }
}

impl Pause {
    fn set(&self, is_paused: bool) {
        *self.is_paused.lock().expect("no thread panics while holding it") = is_paused;
        self.changed.notify_all();
    }

    fn wait_until_resumed(&self) {
        let paused = self.is_paused.lock().expect("no thread panics while holding it");
        drop(self.changed.wait_while(paused, |it| *it));
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.pause.set(false);
        // It may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
        // Messages that no test waited for must follow the protocol too.
        while !thread::panicking() && self.receive(Instant::now() + PATIENCE).is_ok() {}
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

/// The root folder of the project.
pub fn project() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the tests are a folder of the project").to_owned()
}

fn initialization(capabilities: Value, folder: Option<&Path>) -> Value {
    let folders = folder.map(|it| json!([{"uri": uri_of(it), "name": "drafts"}]));
    json!({"processId": null, "rootUri": null, "capabilities": capabilities, "workspaceFolders": folders})
}

fn notification_message(method: &str, params: Value) -> Value {
    let mut message = json!({"jsonrpc": "2.0", "method": method});
    if !params.is_null() {
        message["params"] = params;
    }
    message
}

fn position_params(method: &str, uri: &str, at: (usize, usize)) -> Value {
    let mut params = json!({"textDocument": {"uri": uri}, "position": position(at)});
    if method == "textDocument/references" {
        params["context"] = json!({"includeDeclaration": true});
    }
    params
}

fn position((line, column): (usize, usize)) -> Value {
    json!({"line": line, "character": column})
}

fn write_all(mut stdin: ChildStdin, writes: &Receiver<Vec<u8>>) {
    for bytes in writes {
        if stdin.write_all(&bytes).and_then(|()| stdin.flush()).is_err() {
            return;
        }
    }
}

fn read_messages(mut stdout: BufReader<ChildStdout>, messages: &Sender<Value>, pause: &Pause) {
    loop {
        pause.wait_until_resumed();
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
        let message = serde_json::from_slice(&body).expect("the server sends JSON");
        if messages.send(message).is_err() {
            return;
        }
    }
}

/// The ranges and messages of findings: `0:1-0:8 message`.
pub fn messages(findings: &Value) -> Vec<String> {
    let findings = findings["diagnostics"].as_array().unwrap().iter();
    let position = |it: &Value| format!("{}:{}", it["line"], it["character"]);
    findings
        .map(|it| {
            let (start, end) = (position(&it["range"]["start"]), position(&it["range"]["end"]));
            format!("{start}-{end} {}", it["message"].as_str().unwrap())
        })
        .collect()
}
