//! Cancellation of work that takes long. The layers below are given a closure that returns whether to go on; they know
//! neither tokens nor threads.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag, shared by its clones, that some work is no longer needed.
#[derive(Clone, Debug, Default)]
pub(super) struct CancellationToken(Arc<AtomicBool>);

impl CancellationToken {
    /// Whether the work is cancelled.
    pub(super) fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Cancels the work.
    pub(super) fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Cancels work when dropped.
pub(super) struct CancelOnDrop(pub(super) CancellationToken);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
