//! The mailbox of the writer. Every message has a sequence number, so that a request can wait until the messages that
//! came before it have been processed.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvError, RecvTimeoutError, TryRecvError};
use std::time::Duration;

use parking_lot::Mutex;
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::project_contents::ProjectContents;

/// A message to the writer.
#[derive(Debug)]
pub(super) enum Message {
    /// A document was opened.
    Open {
        /// The document.
        uri: Uri,
        /// Its whole text.
        text: String,
        /// The client's version number.
        version: i32,
    },
    /// A document was changed.
    Edit {
        /// The document.
        uri: Uri,
        /// The changes, each relative to the text that the one before it left.
        changes: Vec<TextDocumentContentChangeEvent>,
        /// The client's version number after the changes.
        version: i32,
    },
    /// A document was changed in a way that could not be understood: its text is unknown until all of it is sent again.
    Invalidate {
        /// The document.
        uri: Uri,
    },
    /// A document was closed.
    Close {
        /// The document.
        uri: Uri,
    },
    /// The folders of the project were read.
    Read {
        /// The contents of the files there.
        contents: Arc<ProjectContents>,
        /// Whether all files were read, rather than only those named by the settings.
        is_complete: bool,
    },
}

/// The number of a message, counted from 1. 0 precedes all messages.
pub(super) type Sequence = u64;

/// A channel of messages and its receiving end.
pub(super) fn mailbox() -> (Mailbox, Receiver) {
    let (sender, messages) = mpsc::channel();
    let mailbox = Mailbox { state: Arc::new(Mutex::new(State { last: 0, sender })) };
    (mailbox, Receiver { messages, next: RefCell::new(None) })
}

/// The receiving end of a mailbox. It can be asked whether a message waits without taking it.
pub(super) struct Receiver {
    messages: mpsc::Receiver<(Sequence, Message)>,
    /// A message that was received but not taken.
    next: RefCell<Option<(Sequence, Message)>>,
}

impl Receiver {
    /// Whether no message waits.
    pub(super) fn is_empty(&self) -> bool {
        let mut next = self.next.borrow_mut();
        if next.is_none() {
            *next = self.messages.try_recv().ok();
        }
        next.is_none()
    }

    /// Waits for the next message.
    pub(super) fn recv(&self) -> Result<(Sequence, Message), RecvError> {
        self.next.take().map_or_else(|| self.messages.recv(), Ok)
    }

    /// Waits for the next message for a limited time.
    pub(super) fn recv_timeout(&self, limit: Duration) -> Result<(Sequence, Message), RecvTimeoutError> {
        self.next.take().map_or_else(|| self.messages.recv_timeout(limit), Ok)
    }

    /// Takes the next message if one waits.
    pub(super) fn try_recv(&self) -> Result<(Sequence, Message), TryRecvError> {
        self.next.take().map_or_else(|| self.messages.try_recv(), Ok)
    }
}

/// The sending end of the mailbox.
#[derive(Clone)]
pub(super) struct Mailbox {
    /// The counter and the channel share a lock, so that messages arrive in the order of their numbers.
    state: Arc<Mutex<State>>,
}

struct State {
    last: Sequence,
    sender: mpsc::Sender<(Sequence, Message)>,
}

impl Mailbox {
    /// Sends a message without waiting. Nothing receives it once the writer has ended.
    pub(super) fn send(&self, message: Message) {
        let mut state = self.state.lock();
        state.last += 1;
        // Requests report that the writer has ended.
        let _ = state.sender.send((state.last, message));
    }

    /// The number of the last message.
    pub(super) fn last(&self) -> Sequence {
        self.state.lock().last
    }
}
