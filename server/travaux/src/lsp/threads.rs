//! Runs the work of the layers below on the thread pool, where that is worth the overhead.

use rayon::prelude::*;
use travaux_grammar::draft::{InTurn, Way};

use travaux_model::document::Document;

/// On all threads of the machine, or on one.
#[derive(Clone, Copy)]
pub(super) struct Threads {
    are_worthwhile: bool,
}

impl Threads {
    /// On all threads, as when a document is opened.
    pub(super) const ALL: Threads = Threads { are_worthwhile: true };

    /// On all threads after an edit of a long document only.
    pub(super) fn for_edit(document: &Document) -> Threads {
        const LONG_DOCUMENT_BLOCKS: usize = 5000;
        Threads { are_worthwhile: document.draft.blocks.len() >= LONG_DOCUMENT_BLOCKS }
    }
}

impl Way for Threads {
    fn each<T: Send>(&self, count: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
        // Small enough that no thread waits long for the last one.
        const CHUNKS: usize = 256;
        match self.are_worthwhile {
            true => (0..count).into_par_iter().with_min_len(count / CHUNKS + 1).map(&of).collect(),
            false => InTurn.each(count, of),
        }
    }

    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        if self.are_worthwhile { rayon::join(one, other) } else { InTurn.both(one, other) }
    }
}
