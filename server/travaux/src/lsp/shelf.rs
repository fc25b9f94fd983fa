//! What the writer puts out and requests take: the open drafts and the workspace, as values. A reader takes what it
//! needs and lets go; no guard outlives a function here.

use std::sync::{Arc, PoisonError, RwLock};

use dashmap::DashMap;
use tokio::sync::watch;
use tower_lsp::ls_types::Uri;

use super::findings::LastLint;
use super::post::Ticket;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;

/// The shelf. One writer, any number of readers.
pub(super) struct Shelf {
    documents: DashMap<Uri, Kept>,
    workspace: RwLock<Arc<Workspace>>,
    done: watch::Receiver<Ticket>,
    readings: watch::Sender<u64>,
}

/// An open draft and the letter that brought it about.
#[derive(Clone)]
pub(super) struct Kept {
    /// The draft.
    pub(super) document: Arc<Document>,
    /// The last letter about it.
    pub(super) ticket: Ticket,
    /// What its last lint left for the next.
    pub(super) last_lint: LastLint,
}

/// The writer is no more, so nothing it was sent will be done.
#[derive(Debug)]
pub(super) struct WriterGone;

impl Shelf {
    /// An empty shelf. `done` tells which letters have been done.
    pub(super) fn new(done: watch::Receiver<Ticket>) -> Shelf {
        Shelf { documents: DashMap::new(), workspace: RwLock::default(), done, readings: watch::Sender::new(0) }
    }

    /// Waits until the letter of a ticket and all before it have been done.
    pub(super) async fn done(&self, ticket: Ticket) -> Result<(), WriterGone> {
        let mut done = self.done.clone();
        let waited = done.wait_for(|it| *it >= ticket).await;
        waited.map(|_| ()).map_err(|_| WriterGone)
    }

    /// Tells those who wait that the folders were read again.
    pub(super) fn note_reading(&self) {
        self.readings.send_modify(|it| *it += 1);
    }

    /// How often the folders were read, to wait for the next time.
    pub(super) fn readings(&self) -> watch::Receiver<u64> {
        self.readings.subscribe()
    }

    /// An open draft.
    pub(super) fn document(&self, uri: &Uri) -> Option<Kept> {
        self.documents.get(uri).map(|it| it.clone())
    }

    /// The workspace.
    pub(super) fn workspace(&self) -> Arc<Workspace> {
        Arc::clone(&self.workspace.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts out a draft in place of its last state.
    pub(super) fn put(&self, uri: Uri, kept: Kept) {
        self.documents.insert(uri, kept);
    }

    /// Takes a closed draft away.
    pub(super) fn remove(&self, uri: &Uri) {
        self.documents.remove(uri);
    }

    /// Puts out a workspace in place of the last one.
    pub(super) fn put_workspace(&self, workspace: Arc<Workspace>) {
        *self.workspace.write().unwrap_or_else(PoisonError::into_inner) = workspace;
    }
}
