//! What only tests of the real binary ask for: a panic at a given place, to see that it costs one answer or one reading
//! and nothing else, and a draft's text as the server has it. Only builds with debug assertions know these messages, so
//! no user does. A feature of the crate would have the tests build the binary twice and at one path; a variable of the
//! environment would be in every user's hands.

use tower_lsp::LspServiceBuilder;

use super::backend::Backend;

/// Where a panic may be ordered.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(debug_assertions, derive(serde::Deserialize))]
pub(super) enum Place {
    /// In the answer to a request.
    Answer,
    /// In the reading of a draft.
    Reading,
    /// In the search for its findings.
    Lint,
}

/// The service with these messages.
#[cfg(debug_assertions)]
pub(super) fn with_probes(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    let service = service.custom_method("travaux/stumble", Backend::stumble_there);
    service.custom_method("travaux/texts", Backend::texts)
}

/// The service as it is.
#[cfg(not(debug_assertions))]
pub(super) fn with_probes(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
    service
}

#[cfg(debug_assertions)]
pub(super) use on_order::stumble;

/// Goes on.
#[cfg(not(debug_assertions))]
pub(super) fn stumble(_: Place) {}

#[cfg(debug_assertions)]
mod on_order {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use serde::Deserialize;
    use tower_lsp::jsonrpc::{Error, Result};
    use tower_lsp::ls_types::TextDocumentIdentifier;

    use super::{Backend, Place};

    static ORDERED: [AtomicUsize; 3] = [const { AtomicUsize::new(0) }; 3];

    /// Panics if that was ordered.
    pub(in crate::lsp) fn stumble(at: Place) {
        let less = |it: usize| it.checked_sub(1);
        if ORDERED[at as usize].fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok() {
            panic!("a mistake on purpose");
        }
    }

    #[derive(Deserialize)]
    pub(in crate::lsp) struct Order {
        place: Place,
        times: usize,
    }

    impl Backend {
        /// Orders panics.
        pub(super) async fn stumble_there(&self, order: Order) {
            ORDERED[order.place as usize].store(order.times, Ordering::Relaxed);
        }

        /// A draft's text, and the text of the blocks that were read from it.
        pub(super) async fn texts(&self, document: TextDocumentIdentifier) -> Result<Option<[String; 2]>> {
            self.shelf.done(self.post.last()).await.map_err(|_| Error::internal_error())?;
            let kept = self.shelf.document(&document.uri);
            Ok(kept.map(|it| [it.document.text.to_string(), it.document.draft.text().to_string()]))
        }
    }
}
