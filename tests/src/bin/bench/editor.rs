//! An editor that speaks with the real binary on one thread and reads no more of a message than it must, so that what
//! is measured is the server.

use std::io::{BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::process::{Child, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use travaux_model::text::{Encoding, Text};
use travaux_tests::binary::serving;

const URI: &str = "file:///bench/draft.treaty";

/// An editor with one draft open.
pub(crate) struct Editor {
    server: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    text: Text,
    version: i32,
    last: Vec<u8>,
}

impl Editor {
    /// An editor whose server has been greeted.
    pub(crate) fn started() -> Editor {
        let mut server = serving();
        let stdin = server.stdin.take().expect("piped above");
        let stdout = BufReader::with_capacity(1 << 20, server.stdout.take().expect("piped above"));
        let mut editor = Editor { server, stdin, stdout, text: Text::default(), version: 0, last: Vec::new() };
        let capabilities = json!({"textDocument": {"publishDiagnostics": {"relatedInformation": true}}});
        let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
        editor.send(&json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}));
        editor.read();
        editor.notify("initialized", json!({}));
        editor
    }

    /// Opens a draft; gives how long its first findings took.
    pub(crate) fn open(&mut self, text: &str) -> Duration {
        self.text = Text::of(text);
        self.version += 1;
        let document = json!({"uri": URI, "languageId": "treaty", "version": self.version, "text": text});
        let message = message(&notification("textDocument/didOpen", json!({"textDocument": document})));
        self.timed(&message)
    }

    /// Replaces some bytes; gives how long the findings took.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: &str) -> Duration {
        let place = |at| {
            let (line, character) = self.text.position(at, Encoding::Utf16);
            json!({"line": line, "character": character})
        };
        let change = json!({"range": {"start": place(range.start), "end": place(range.end)}, "text": with});
        self.text = self.text.replaced(range, with);
        self.version += 1;
        let document = json!({"uri": URI, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        let message = message(&notification("textDocument/didChange", params));
        self.timed(&message)
    }

    /// How many findings there were last.
    pub(crate) fn findings(&self) -> usize {
        let published: Value = serde_json::from_slice(&self.last).expect("the server speaks JSON");
        published["params"]["diagnostics"].as_array().map_or(0, Vec::len)
    }

    /// The server's resident memory in bytes; 0 where the system does not say.
    pub(crate) fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.and_then(|it| it.trim().trim_end_matches("kB").trim().parse::<usize>().ok());
        kilobytes.unwrap_or(0) << 10
    }

    /// Sends a message and waits for the findings in the version that it makes.
    fn timed(&mut self, message: &[u8]) -> Duration {
        let wanted = format!("\"version\":{}}}}}", self.version);
        let start = Instant::now();
        self.stdin.write_all(message).and_then(|()| self.stdin.flush()).expect("the server reads");
        loop {
            self.read();
            if self.last.ends_with(wanted.as_bytes()) {
                return start.elapsed();
            }
        }
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&notification(method, params));
    }

    fn send(&mut self, body: &Value) {
        self.stdin.write_all(&message(body)).and_then(|()| self.stdin.flush()).expect("the server reads");
    }

    /// Reads the next message.
    fn read(&mut self) {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.stdout.read_line(&mut line).expect("the server speaks UTF-8") > 0, "the server ended");
            match line.strip_prefix("Content-Length: ") {
                Some(value) => length = value.trim().parse().expect("a length is a number"),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        self.last.resize(length, 0);
        self.stdout.read_exact(&mut self.last).expect("the server sends what it announced");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn notification(method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "method": method, "params": params})
}

fn message(body: &Value) -> Vec<u8> {
    let body = body.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
