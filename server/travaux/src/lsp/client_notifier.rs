//! Notifications that the server sends to the client on its own.

use std::sync::{Arc, OnceLock};

use tower_lsp::ls_types::notification::LogMessage;
use tower_lsp::ls_types::{LogMessageParams, MessageType, Uri};

use super::capabilities::ClientCapabilities;
use super::convert::DiagnosticsJson;
use super::stdout_writer::StdoutWriter;

/// Sends notifications to the client.
#[derive(Clone)]
pub(super) struct ClientNotifier {
    stdout: StdoutWriter,
    capabilities: Arc<OnceLock<ClientCapabilities>>,
}

impl ClientNotifier {
    /// A notifier for a client whose capabilities become known with `initialize`.
    pub(super) fn new(stdout: StdoutWriter, capabilities: Arc<OnceLock<ClientCapabilities>>) -> ClientNotifier {
        ClientNotifier { stdout, capabilities }
    }

    /// The capabilities of the client; the default ones before `initialize`.
    pub(super) fn capabilities(&self) -> ClientCapabilities {
        self.capabilities.get().copied().unwrap_or_default()
    }

    /// Whether so much output waits that the client seems not to be reading.
    pub(super) fn is_backlogged(&self) -> bool {
        self.stdout.is_backlogged()
    }

    /// Publishes the findings in a document.
    pub(super) fn publish(&self, uri: &Uri, findings: &DiagnosticsJson, version: Option<i32>) {
        self.stdout.publish(uri, findings, version);
    }

    /// Logs a fault of the server, on standard error and at the client.
    pub(super) fn error(&self, message: String) {
        tracing::error!("{message}");
        self.log(MessageType::ERROR, message);
    }

    /// Logs a fault of the client, on standard error and at the client.
    pub(super) fn warn(&self, message: String) {
        tracing::warn!("{message}");
        self.log(MessageType::WARNING, message);
    }

    fn log(&self, typ: MessageType, message: String) {
        self.stdout.notify::<LogMessage>(&LogMessageParams { typ, message });
    }
}
