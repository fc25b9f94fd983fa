//! Writes messages to standard output on a thread of its own, so that sending never blocks: a client that stops reading
//! delays nothing else. The size of the backlog is known, and senders of what will be sent again (findings) wait for the
//! client to read.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tower_lsp::ls_types::notification::{Notification, Progress, PublishDiagnostics};
use tower_lsp::ls_types::{ProgressToken, Uri};

use super::convert::DiagnosticsJson;
use super::frame::framed;
use super::uri_spellings::UriSpellings;

/// A client that leaves more unread is taken not to be reading.
const BACKLOG_LIMIT_BYTES: usize = 1 << 20;

/// Sends messages to the client. Messages of several senders do not mix.
#[derive(Clone)]
pub(super) struct StdoutWriter {
    outputs: Sender<Output>,
    backlog_bytes: Arc<AtomicUsize>,
    spellings: UriSpellings,
}

/// Ends the thread that writes.
pub(super) struct WriterThread {
    outputs: Sender<Output>,
}

enum Output {
    Bytes(Vec<u8>),
    End(Sender<()>),
}

impl StdoutWriter {
    /// Starts the thread that writes to standard output.
    pub(super) fn start(spellings: UriSpellings) -> (StdoutWriter, WriterThread) {
        StdoutWriter::onto(io::stdout(), spellings)
    }

    fn onto(sink: impl Write + Send + 'static, spellings: UriSpellings) -> (StdoutWriter, WriterThread) {
        let (outputs, incoming) = channel();
        let backlog_bytes = Arc::new(AtomicUsize::new(0));
        let writer = StdoutWriter { outputs: outputs.clone(), backlog_bytes: Arc::clone(&backlog_bytes), spellings };
        thread::spawn(move || write_all(incoming, sink, &backlog_bytes));
        (writer, WriterThread { outputs })
    }

    /// Sends a message. A client that is gone gets none.
    pub(super) fn send(&self, message: &impl Serialize) {
        match self.body(message) {
            Ok(body) => self.send_bytes(framed(&body)),
            Err(error) => tracing::error!("a message cannot be serialized: {error}"),
        }
    }

    /// Sends a notification. It is serialized directly, without a tree of values between.
    pub(super) fn notify<N: Notification>(&self, params: &N::Params) {
        self.send(&NotificationMessage { jsonrpc: "2.0", method: N::METHOD, params });
    }

    /// Publishes the findings in a document.
    pub(super) fn publish(&self, uri: &Uri, findings: &DiagnosticsJson, version: Option<i32>) {
        match self.publication(uri, findings, version) {
            Ok(body) => self.send_bytes(framed(&body)),
            Err(error) => tracing::error!("findings cannot be published: {error}"),
        }
    }

    fn publication(&self, uri: &Uri, findings: &DiagnosticsJson, version: Option<i32>) -> serde_json::Result<Vec<u8>> {
        // The notification around the findings, which are serialized already.
        let mut body = serde_json::to_vec(&NotificationMessage {
            jsonrpc: "2.0",
            method: PublishDiagnostics::METHOD,
            params: &Publication { uri },
        })?;
        const END: &[u8] = b"}}";
        body.truncate(body.len() - END.len());
        let version = version.map_or_else(String::new, |it| format!(",\"version\":{it}"));
        for part in [b",\"diagnostics\":", findings.bytes(), version.as_bytes(), END] {
            body.extend_from_slice(part);
        }
        if self.spellings.is_empty() {
            return Ok(body);
        }
        let mut message = serde_json::from_slice(&body)?;
        self.spellings.restore(&mut message);
        serde_json::to_vec(&message)
    }

    /// Sends a part of the answer to a request.
    pub(super) fn send_partial_result(&self, token: &ProgressToken, value: impl Serialize) {
        let params = &PartialResult { token, value };
        self.send(&NotificationMessage { jsonrpc: "2.0", method: Progress::METHOD, params });
    }

    /// Whether messages to the client have to be searched for URIs, which it spells otherwise.
    pub(super) fn restores_spellings(&self) -> bool {
        !self.spellings.is_empty()
    }

    /// Whether so much output waits that the client seems not to be reading.
    pub(super) fn is_backlogged(&self) -> bool {
        self.backlog_bytes.load(Ordering::Relaxed) > BACKLOG_LIMIT_BYTES
    }

    fn body(&self, message: &impl Serialize) -> serde_json::Result<Vec<u8>> {
        if self.spellings.is_empty() {
            return serde_json::to_vec(message);
        }
        let mut message = serde_json::to_value(message)?;
        self.spellings.restore(&mut message);
        serde_json::to_vec(&message)
    }

    fn send_bytes(&self, bytes: Vec<u8>) {
        self.backlog_bytes.fetch_add(bytes.len(), Ordering::Relaxed);
        // The thread ends when the client is gone.
        let _ = self.outputs.send(Output::Bytes(bytes));
    }
}

#[derive(Serialize)]
struct NotificationMessage<'p, P> {
    jsonrpc: &'static str,
    method: &'static str,
    params: &'p P,
}

/// The first parameter of `textDocument/publishDiagnostics`. The findings and the version follow.
#[derive(Serialize)]
struct Publication<'u> {
    uri: &'u Uri,
}

#[derive(Serialize)]
struct PartialResult<'t, V> {
    token: &'t ProgressToken,
    value: V,
}

impl WriterThread {
    /// Waits until everything that was sent has been written, for `limit` at most.
    pub(super) fn finish(self, limit: Duration) {
        let (done, is_done) = channel();
        if self.outputs.send(Output::End(done)).is_ok() {
            // The server ends in either case.
            let _ = is_done.recv_timeout(limit);
        }
    }
}

/// Writes outputs until the end is requested or the client is gone.
fn write_all(outputs: Receiver<Output>, mut sink: impl Write, backlog_bytes: &AtomicUsize) {
    for output in outputs {
        match output {
            Output::Bytes(bytes) => {
                if sink.write_all(&bytes).and_then(|()| sink.flush()).is_err() {
                    return;
                }
                backlog_bytes.fetch_sub(bytes.len(), Ordering::Relaxed);
            }
            Output::End(done) => {
                // The limit may have passed.
                let _ = done.send(());
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams};

    /// A pipe that is not read until `gate` opens.
    struct BlockedPipe {
        gate: Receiver<()>,
    }

    impl Write for BlockedPipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.gate.recv().map_err(|_| io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_client_that_does_not_read_causes_a_backlog_and_blocks_nothing() {
        let (open, gate) = channel();
        let (writer, thread) = StdoutWriter::onto(BlockedPipe { gate }, UriSpellings::default());
        for _ in 0..3 {
            writer.send_bytes(vec![0; BACKLOG_LIMIT_BYTES]);
        }
        assert!(writer.is_backlogged());
        (0..3).for_each(|_| open.send(()).unwrap());
        thread.finish(Duration::from_secs(60));
        assert!(!writer.is_backlogged());
    }

    #[test]
    fn findings_are_published_as_the_protocol_has_them() {
        let (writer, _thread) = StdoutWriter::onto(io::sink(), UriSpellings::default());
        let uri: Uri = "file:///a%20b.md".parse().unwrap();
        let finding = Diagnostic { message: "a “b”".to_owned(), ..Diagnostic::default() };
        for version in [None, Some(7)] {
            let params = PublishDiagnosticsParams::new(uri.clone(), vec![finding.clone()], version);
            let body = writer.publication(&uri, &DiagnosticsJson::of(std::slice::from_ref(&finding)), version).unwrap();
            let message: serde_json::Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(
                message,
                json!({"jsonrpc": "2.0", "method": "textDocument/publishDiagnostics", "params": params})
            );
        }
        assert!(writer.spellings.uri("file:///a b.md").is_some());
        let body = writer.publication(&uri, &DiagnosticsJson::of(&[]), None).unwrap();
        let message: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(message["params"], json!({"uri": "file:///a b.md", "diagnostics": []}));
    }
}
