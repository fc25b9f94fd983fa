//! Gives back what is no more needed on a thread of its own. The blocks of a long draft are many, and whoever types in it
//! need not wait for those of its last state.

use std::sync::LazyLock;
use std::sync::mpsc::{Sender, channel};
use std::thread;

/// Drops a value some time soon.
pub(super) fn drop_soon(gone: impl Send + 'static) {
    static GONE: LazyLock<Sender<Box<dyn Send>>> = LazyLock::new(|| {
        let (sender, gone) = channel::<Box<dyn Send>>();
        let thread = thread::Builder::new().name("tidy".to_owned());
        if let Err(error) = thread.spawn(move || gone.into_iter().for_each(drop)) {
            tracing::warn!("cannot start the thread that tidies: {error}");
        }
        sender
    });
    // Where no thread takes it, it is dropped here.
    drop(GONE.send(Box::new(gone)));
}
