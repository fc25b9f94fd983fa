//! A minimal editor that runs the real binary on a single thread and parses as little as possible, so that mostly the
//! server is measured.

use std::io::{BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::process::{Child, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use travaux_model::text::{Encoding, Text};
use travaux_tests::binary::start_server;

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
    /// Starts a server and initializes it.
    pub(crate) fn started() -> Editor {
        let mut server = start_server();
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

    /// Opens a draft, and returns the time until its first findings.
    pub(crate) fn open(&mut self, text: &str) -> Duration {
        self.text = Text::of(text);
        self.version += 1;
        let document = json!({"uri": URI, "languageId": "treaty", "version": self.version, "text": text});
        let message = message(&notification("textDocument/didOpen", json!({"textDocument": document})));
        self.timed(&message)
    }

    /// Replaces some bytes, and returns the time until the findings.
    pub(crate) fn replace(&mut self, range: Range<usize>, with: &str) -> Duration {
        let position = |at| {
            let (line, character) = self.text.position(at, Encoding::Utf16);
            json!({"line": line, "character": character})
        };
        let change = json!({"range": {"start": position(range.start), "end": position(range.end)}, "text": with});
        self.text = self.text.replaced(range, with);
        self.version += 1;
        let document = json!({"uri": URI, "version": self.version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        let message = message(&notification("textDocument/didChange", params));
        self.timed(&message)
    }

    /// Returns the number of findings in the last message.
    pub(crate) fn findings(&self) -> usize {
        let published: Value = serde_json::from_slice(&self.last).expect("the server sends JSON");
        published["params"]["diagnostics"].as_array().map_or(0, Vec::len)
    }

    /// Returns the server's resident memory in bytes, or 0 where it is not available.
    pub(crate) fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id())).unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.and_then(|it| it.trim().trim_end_matches("kB").trim().parse::<usize>().ok());
        kilobytes.unwrap_or(0) << 10
    }

    /// Sends a message, and returns the time until the findings of the new version.
    fn timed(&mut self, message: &[u8]) -> Duration {
        let end = format!("\"version\":{}}}}}", self.version);
        let start = Instant::now();
        self.stdin.write_all(message).and_then(|()| self.stdin.flush()).expect("the server reads");
        loop {
            self.read();
            if self.last.ends_with(end.as_bytes()) {
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

    /// Reads the next message without parsing it.
    fn read(&mut self) {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.stdout.read_line(&mut line).expect("the server sends UTF-8") > 0, "the server ended");
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
        // The server may have ended already.
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
