//! The documents and the workspace as the writer last stored them. Requests clone the values that they need; no lock
//! outlives a function of this file.

use std::sync::Arc;
use std::time::Duration;

use dashmap::DashMap;
use parking_lot::RwLock;
use tokio::sync::watch;
use tower_lsp::ls_types::Uri;

use super::lint::DraftLint;
use super::mailbox::Sequence;
use travaux_model::document::Document;
use travaux_model::text::Text;
use travaux_model::workspace::Workspace;

/// The stored values. One thread writes, any number read.
pub(super) struct Snapshots {
    documents: DashMap<Uri, OpenDraft>,
    sheets: DashMap<Uri, Text>,
    workspace: RwLock<Arc<Workspace>>,
    processed: watch::Receiver<Sequence>,
    read_count: watch::Sender<u64>,
}

/// An open draft.
#[derive(Clone)]
pub(super) struct OpenDraft {
    /// The draft.
    pub(super) document: Arc<Document>,
    /// The last message about it.
    pub(super) sequence: Sequence,
    /// Its last lint.
    pub(super) lint: DraftLint,
}

/// The writer has ended, and messages are no longer processed.
#[derive(Debug)]
pub(super) struct WriterEnded;

impl Snapshots {
    /// Stores nothing yet. `processed` has the number of the last message that the writer has processed.
    pub(super) fn new(processed: watch::Receiver<Sequence>) -> Snapshots {
        Snapshots {
            documents: DashMap::new(),
            sheets: DashMap::new(),
            workspace: RwLock::default(),
            processed,
            read_count: watch::Sender::new(0),
        }
    }

    /// Waits until a message and all before it have been processed.
    pub(super) async fn wait_for(&self, sequence: Sequence) -> Result<(), WriterEnded> {
        let mut processed = self.processed.clone();
        let waited = processed.wait_for(|it| *it >= sequence).await;
        waited.map(|_| ()).map_err(|_| WriterEnded)
    }

    /// Notifies subscribers that the files of the project have been read again.
    pub(super) fn notify_read(&self) {
        self.read_count.send_modify(|it| *it += 1);
    }

    /// Subscribes to readings of the project's files.
    pub(super) fn subscribe_to_reads(&self) -> watch::Receiver<u64> {
        self.read_count.subscribe()
    }

    /// Waits until the files of the project have been read for the first time, at most for `longest`. Returns whether they
    /// have been.
    pub(super) async fn wait_for_first_read(&self, longest: Duration) -> bool {
        let mut reads = self.read_count.subscribe();
        let read = reads.wait_for(|it| *it > 0);
        tokio::time::timeout(longest, read).await.is_ok_and(|it| it.is_ok())
    }

    /// An open draft.
    pub(super) fn document(&self, uri: &Uri) -> Option<OpenDraft> {
        self.documents.get(uri).map(|it| it.clone())
    }

    /// The workspace.
    pub(super) fn workspace(&self) -> Arc<Workspace> {
        Arc::clone(&self.workspace.read())
    }

    /// Stores a draft in place of its last state.
    pub(super) fn store(&self, uri: Uri, draft: OpenDraft) {
        self.documents.insert(uri, draft);
    }

    /// Stores the text of an open positions file in place of its last state.
    pub(super) fn store_sheet(&self, uri: Uri, text: Text) {
        self.sheets.insert(uri, text);
    }

    /// The text of an open positions file.
    pub(super) fn sheet(&self, uri: &Uri) -> Option<Text> {
        self.sheets.get(uri).map(|it| it.clone())
    }

    /// Removes a draft or a positions file.
    pub(super) fn remove(&self, uri: &Uri) {
        self.documents.remove(uri);
        self.sheets.remove(uri);
    }

    /// Stores a workspace in place of the last one.
    pub(super) fn store_workspace(&self, workspace: Arc<Workspace>) {
        *self.workspace.write() = workspace;
    }
}
