//! The post to the writer: every notification is one letter, and letters are numbered, so that a request can wait until
//! all that was sent before it is done.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvError, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};

use super::folder::Folder;

/// What the writer is told.
#[derive(Debug)]
pub(super) enum Letter {
    /// A document was opened.
    Open {
        /// Its name.
        uri: Uri,
        /// All of it.
        text: String,
        /// The client's number for this state of it.
        version: i32,
    },
    /// A document was changed.
    Edit {
        /// Its name.
        uri: Uri,
        /// The changes, each in terms of what the one before it left.
        changes: Vec<TextDocumentContentChangeEvent>,
        /// The client's number for what they leave.
        version: i32,
    },
    /// A document was closed.
    Close {
        /// Its name.
        uri: Uri,
    },
    /// The folders were read again.
    Read {
        /// What they say.
        folder: Arc<Folder>,
        /// Whether that is all; else it is what was at hand.
        is_whole: bool,
    },
}

/// A letter's number, counted from one. 0 is before them all.
pub(super) type Ticket = u64;

/// Where letters arrive. Whether there are any can be asked without taking one.
pub(super) struct Inbox {
    letters: Receiver<(Ticket, Letter)>,
    /// One that was looked at.
    next: RefCell<Option<(Ticket, Letter)>>,
}

impl Inbox {
    /// The inbox at the end of a way.
    pub(super) fn of(letters: Receiver<(Ticket, Letter)>) -> Inbox {
        Inbox { letters, next: RefCell::new(None) }
    }

    /// Whether no letter is waiting.
    pub(super) fn is_empty(&self) -> bool {
        let mut next = self.next.borrow_mut();
        if next.is_none() {
            *next = self.letters.try_recv().ok();
        }
        next.is_none()
    }

    /// The next letter, however long it takes.
    pub(super) fn wait(&self) -> Result<(Ticket, Letter), RecvError> {
        self.next.take().map_or_else(|| self.letters.recv(), Ok)
    }

    /// The next letter if it comes in time.
    pub(super) fn wait_for(&self, time: Duration) -> Result<(Ticket, Letter), RecvTimeoutError> {
        self.next.take().map_or_else(|| self.letters.recv_timeout(time), Ok)
    }

    /// The next letter if it is there.
    pub(super) fn take(&self) -> Result<(Ticket, Letter), TryRecvError> {
        self.next.take().map_or_else(|| self.letters.try_recv(), Ok)
    }
}

/// Where letters are posted.
#[derive(Clone)]
pub(super) struct Post {
    /// The last ticket and the way to the writer under one lock, so that letters arrive in the order of their tickets.
    counter: Arc<Mutex<Counter>>,
}

struct Counter {
    last: Ticket,
    sender: Sender<(Ticket, Letter)>,
}

impl Post {
    /// A post whose letters arrive at `sender`'s other end.
    pub(super) fn to(sender: Sender<(Ticket, Letter)>) -> Post {
        Post { counter: Arc::new(Mutex::new(Counter { last: 0, sender })) }
    }

    /// Posts a letter and does not wait. After the writer's death nobody reads it.
    pub(super) fn send(&self, letter: Letter) {
        let mut counter = self.counter.lock().unwrap_or_else(PoisonError::into_inner);
        counter.last += 1;
        // Nobody there: requests will say so.
        let _ = counter.sender.send((counter.last, letter));
    }

    /// The ticket of the last letter.
    pub(super) fn last(&self) -> Ticket {
        self.counter.lock().unwrap_or_else(PoisonError::into_inner).last
    }
}
