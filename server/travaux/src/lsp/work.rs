//! Work that may take long: whether somebody still wants it, and who is told how far it is. Who does the work looks at
//! this between two drafts or two blocks; what lies below sees a question that answers yes or no, and no thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::bars::Bar;

/// Whether some work is wanted, until it is not.
#[derive(Clone, Debug)]
pub(super) struct Wanted(Arc<AtomicBool>);

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted(Arc::new(AtomicBool::new(true)))
    }
}

impl Wanted {
    /// Whether it is.
    pub(super) fn holds(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Says that it is not.
    pub(super) fn end(&self) {
        self.0.store(false, Ordering::Relaxed);
    }
}

/// Ends the work of a request when it is dropped with the request.
pub(super) struct EndedWithRequest(pub(super) Wanted);

impl Drop for EndedWithRequest {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// One piece of work.
#[derive(Default)]
pub(super) struct Work {
    wanted: Wanted,
    bar: Option<Arc<Bar>>,
}

impl Work {
    /// Work whose way is shown by a bar, if there is one.
    pub(super) fn new(wanted: Wanted, bar: Option<Arc<Bar>>) -> Work {
        Work { wanted, bar }
    }

    /// Whether somebody still wants it.
    pub(super) fn is_wanted(&self) -> bool {
        self.wanted.holds()
    }

    /// The hold that others have on it.
    pub(super) fn wanted(&self) -> Wanted {
        self.wanted.clone()
    }

    /// Tells that `done` of `all` are done.
    pub(super) fn tell(&self, done: usize, all: usize) {
        if let Some(bar) = &self.bar {
            bar.tell(done, all);
        }
    }

    /// The same things one after the other, for as long as the work is wanted, each told.
    pub(super) fn through<T>(&self, things: impl ExactSizeIterator<Item = T>) -> impl Iterator<Item = T> {
        let all = things.len();
        things.enumerate().take_while(|_| self.is_wanted()).map(move |(done, thing)| {
            self.tell(done, all);
            thing
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_is_not_wanted_any_more_ends_before_the_next_thing() {
        let work = Work::default();
        let request = EndedWithRequest(work.wanted());
        let mut things = work.through(["a", "b", "c"].into_iter());
        assert_eq!(things.next(), Some("a"));
        drop(request);
        assert_eq!(things.next(), None);
    }
}
