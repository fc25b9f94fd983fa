//! A minimal editor with one draft that runs the real binary and measures it. It parses as little as possible, so that
//! mostly the server works while it measures.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use travaux_model::text::{Encoding, Text};

use crate::benchmark_drafts::Edit;
use crate::binary::binary;

const URI: &str = "file:///bench/draft.treaty";

/// How long the server must do nothing until it is taken to have finished. It waits for 25 ms without an edit before it
/// compares drafts with each other.
const QUIET_PERIOD: Duration = Duration::from_millis(35);

/// How often to check whether the server does anything.
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// The time that a server which does nothing may take for its timers while it is watched.
const IDLE_CPU: Duration = Duration::from_micros(300);

/// How long to wait for an answer at most.
const PATIENCE: Duration = Duration::from_secs(300);

/// An editor with one draft open.
pub struct Editor {
    server: Child,
    stdin: ChildStdin,
    messages: Receiver<(Instant, Vec<u8>)>,
    text: Text,
    version: i32,
    request: i32,
    /// The last findings that the server published.
    published: Vec<u8>,
    /// The id of the last tokens that the server answered with.
    tokens: Option<String>,
}

/// What an edit led to.
#[derive(Clone, Copy, Debug)]
pub struct Reaction {
    /// The time until the findings were published; `None` if the findings did not change.
    pub published: Option<Duration>,
    /// The processor time of the server until it had finished; `None` where it is not available.
    pub cpu: Option<Duration>,
}

impl Editor {
    /// Starts a server and initializes it.
    pub fn started() -> Editor {
        Editor::with(Command::new(binary()))
    }

    /// Starts a server with a command that ends with the binary, and initializes it.
    pub fn with(mut command: Command) -> Editor {
        command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("the server starts");
        let stdin = server.stdin.take().expect("piped above");
        let stdout = BufReader::with_capacity(1 << 20, server.stdout.take().expect("piped above"));
        let (sender, messages) = channel();
        thread::spawn(move || read_messages(stdout, &sender));
        let (text, published) = (Text::default(), Vec::new());
        let mut editor = Editor { server, stdin, messages, text, version: 0, request: 0, published, tokens: None };
        let capabilities = json!({"textDocument": {
            "publishDiagnostics": {"relatedInformation": true},
            "documentSymbol": {"hierarchicalDocumentSymbolSupport": true},
            "foldingRange": {"lineFoldingOnly": true, "rangeLimit": 5000},
        }});
        editor.request("initialize", json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
        editor.send(&notification("initialized", json!({})));
        editor
    }

    /// Opens a draft, and returns the time until its first findings.
    pub fn open(&mut self, text: &str) -> Duration {
        self.text = Text::of(text);
        self.version += 1;
        let document = json!({"uri": URI, "languageId": "treaty", "version": self.version, "text": text});
        let start = self.send(&notification("textDocument/didOpen", json!({"textDocument": document})));
        self.wait_for_findings(start, PATIENCE).expect("the server publishes the findings of an opened draft")
    }

    /// Edits the draft, and waits until the server has finished.
    pub fn edit(&mut self, edit: &Edit) -> Reaction {
        let before = self.cpu();
        let start = self.send_edit(edit);
        let published = self.wait_for_findings(start, QUIET_PERIOD);
        self.wait_until_idle();
        let cpu = before.zip(self.cpu()).map(|(before, after)| after.saturating_sub(before));
        Reaction { published, cpu }
    }

    /// Edits the draft, and waits until its findings are published or the server has finished.
    pub fn edit_quickly(&mut self, edit: &Edit) {
        let start = self.send_edit(edit);
        self.wait_for_findings(start, QUIET_PERIOD);
    }

    /// Sends a request, waits for its answer, and returns that.
    pub fn request(&mut self, method: &str, params: Value) -> Vec<u8> {
        self.request += 1;
        let id = self.request;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let end = format!("\"id\":{id}}}");
        loop {
            let (_, message) = self.messages.recv_timeout(PATIENCE).expect("the server answers every request");
            if message.ends_with(end.as_bytes()) {
                return message;
            }
        }
    }

    /// Sends the requests by which an editor shows a draft again after an edit: the changes of its tokens, its symbols,
    /// folds, lenses and links, and the hints of the first screen.
    pub fn show_again(&mut self) {
        let document = json!({"uri": URI});
        let tokens = match self.tokens.take() {
            Some(id) => {
                let params = json!({"textDocument": document, "previousResultId": id});
                self.request("textDocument/semanticTokens/full/delta", params)
            }
            None => self.request("textDocument/semanticTokens/full", json!({"textDocument": document})),
        };
        let answer: Value = serde_json::from_slice(&tokens).expect("the server sends JSON");
        self.tokens = answer["result"]["resultId"].as_str().map(str::to_owned);
        for method in ["documentSymbol", "foldingRange", "codeLens", "documentLink"] {
            self.request(&format!("textDocument/{method}"), json!({"textDocument": document}));
        }
        let screen = json!({"start": {"line": 0, "character": 0}, "end": {"line": 60, "character": 0}});
        self.request("textDocument/inlayHint", json!({"textDocument": document, "range": screen}));
    }

    /// Sends a request about the first character of the draft and waits for its answer.
    pub fn request_at_start(&mut self, method: &str) {
        let position = json!({"line": 0, "character": 0});
        self.request(method, json!({"textDocument": {"uri": URI}, "position": position}));
    }

    /// Returns the number of findings that were published last.
    pub fn findings(&self) -> usize {
        let published: Value = serde_json::from_slice(&self.published).expect("the server sends JSON");
        published["params"]["diagnostics"].as_array().map_or(0, Vec::len)
    }

    /// Returns the server's resident memory in bytes, or 0 where it is not available.
    pub fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.and_then(|it| it.trim().trim_end_matches("kB").trim().parse::<usize>().ok());
        kilobytes.unwrap_or(0) << 10
    }

    /// Waits until the server has done nothing for a while.
    pub fn wait_until_idle(&mut self) {
        let (mut since, mut cpu) = (Instant::now(), self.cpu());
        while since.elapsed() < QUIET_PERIOD {
            thread::sleep(POLL_INTERVAL);
            let now = self.cpu();
            if self.is_running() || now.zip(cpu).is_some_and(|(now, then)| now > then + IDLE_CPU) {
                (since, cpu) = (Instant::now(), now);
            }
        }
        while let Ok((_, message)) = self.messages.try_recv() {
            self.note(message);
        }
    }

    /// Returns the processor time of the server's threads.
    fn cpu(&self) -> Option<Duration> {
        let used = |file: String| file.split(' ').next().and_then(|it| it.parse::<u64>().ok());
        let times: Vec<u64> = self.threads("schedstat").into_iter().filter_map(used).collect();
        (!times.is_empty()).then(|| Duration::from_nanos(times.into_iter().sum()))
    }

    /// Returns whether a thread of the server is running or could run.
    fn is_running(&self) -> bool {
        // 4711 (writer) R 1 …
        let state = |file: &String| file.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with(['R', 'D']));
        self.threads("stat").iter().any(state)
    }

    /// Reads a file of the kernel about each thread of the server.
    fn threads(&self, file: &str) -> Vec<String> {
        let Ok(threads) = fs::read_dir(format!("/proc/{}/task", self.server.id())) else { return Vec::new() };
        threads.flatten().filter_map(|it| fs::read_to_string(it.path().join(file)).ok()).collect()
    }

    fn send_edit(&mut self, edit: &Edit) -> Instant {
        let position = |at| {
            let (line, character) = self.text.position(at, Encoding::Utf16);
            json!({"line": line, "character": character})
        };
        let range = json!({"start": position(edit.range.start), "end": position(edit.range.end)});
        self.text = self.text.replaced(edit.range.clone(), &edit.text);
        self.version += 1;
        let document = json!({"uri": URI, "version": self.version});
        let change = json!({"range": range, "text": edit.text});
        self.send(&notification(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": [change]}),
        ))
    }

    /// Waits for the findings of the current version, until the server has done nothing for some time.
    fn wait_for_findings(&mut self, start: Instant, quiet: Duration) -> Option<Duration> {
        let end = format!("\"version\":{}}}}}", self.version);
        let (mut since, mut cpu) = (Instant::now(), self.cpu());
        while since.elapsed() < quiet {
            match self.messages.recv_timeout(POLL_INTERVAL) {
                Ok((at, message)) => {
                    let is_current = message.ends_with(end.as_bytes());
                    self.note(message);
                    if is_current {
                        return Some(at.duration_since(start));
                    }
                }
                Err(_) => {
                    let now = self.cpu();
                    if self.is_running() || now.zip(cpu).is_some_and(|(now, then)| now > then + IDLE_CPU) {
                        (since, cpu) = (Instant::now(), now);
                    }
                }
            }
        }
        None
    }

    fn note(&mut self, message: Vec<u8>) {
        if message.starts_with(br#"{"jsonrpc":"2.0","method":"textDocument/publishDiagnostics""#) {
            self.published = message;
        }
    }

    /// Sends a message, and returns when it began to.
    fn send(&mut self, body: &Value) -> Instant {
        let body = body.to_string();
        let message = format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let start = Instant::now();
        self.stdin.write_all(message.as_bytes()).and_then(|()| self.stdin.flush()).expect("the server reads");
        start
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // The server may have ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn notification(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

/// Reads messages, without parsing them, until the server ends.
fn read_messages(mut stdout: BufReader<ChildStdout>, messages: &Sender<(Instant, Vec<u8>)>) {
    while let Ok(message) = read_message(&mut stdout) {
        if messages.send((Instant::now(), message)).is_err() {
            return;
        }
    }
}

fn read_message(stdout: &mut BufReader<ChildStdout>) -> io::Result<Vec<u8>> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match line.strip_prefix("Content-Length: ") {
            Some(value) => length = value.trim().parse().map_err(io::Error::other)?,
            None if line.trim().is_empty() => break,
            None => {}
        }
    }
    let mut message = vec![0; length];
    stdout.read_exact(&mut message)?;
    Ok(message)
}
