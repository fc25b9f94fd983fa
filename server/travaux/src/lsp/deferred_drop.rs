//! Drops large values on a background thread. A long draft has many blocks, and a keystroke should not wait until those
//! of the previous version have been freed.

use std::sync::LazyLock;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Drops a value on the background thread.
pub(super) fn drop_later(value: impl Send + 'static) {
    static VALUES: LazyLock<Sender<Box<dyn Send>>> = LazyLock::new(|| {
        let (sender, values) = channel::<Box<dyn Send>>();
        let thread = thread::Builder::new().name("deferred drop".to_owned());
        if let Err(error) = thread.spawn(move || values.into_iter().for_each(drop)) {
            tracing::warn!("cannot start the thread that drops values: {error}");
        }
        sender
    });
    // Without the thread, the value comes back as an error and is dropped here.
    drop(VALUES.send(Box::new(value)));
}
