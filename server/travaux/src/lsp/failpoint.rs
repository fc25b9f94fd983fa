//! Points in the program that panic when a test requests it, so that the tests can show that a panic costs one answer or
//! one parse and nothing else. Release builds have none.
//!
//! Failpoints depend on debug assertions rather than on a feature of the crate, with which the tests would build the
//! binary twice at the same path, or on an environment variable, which every user could set.

/// A point that can fail.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(debug_assertions, derive(serde::Deserialize))]
pub(super) enum Failpoint {
    /// Computing the answer to a request.
    Request,
    /// Parsing a draft.
    Parse,
    /// Linting a document.
    Lint,
}

#[cfg(debug_assertions)]
static REMAINING_FAILURES: [std::sync::atomic::AtomicUsize; 3] = [const { std::sync::atomic::AtomicUsize::new(0) }; 3];

/// Panics if a test has requested it.
#[cfg(debug_assertions)]
pub(super) fn hit(failpoint: Failpoint) {
    use std::sync::atomic::Ordering::Relaxed;

    let remaining = &REMAINING_FAILURES[failpoint as usize];
    if remaining.fetch_update(Relaxed, Relaxed, |count| count.checked_sub(1)).is_ok() {
        panic!("a failpoint was requested here");
    }
}

/// Does nothing.
#[cfg(not(debug_assertions))]
pub(super) fn hit(_: Failpoint) {}

/// Makes a failpoint panic the next `times` times that it is hit.
#[cfg(debug_assertions)]
pub(super) fn arm(failpoint: Failpoint, times: usize) {
    REMAINING_FAILURES[failpoint as usize].store(times, std::sync::atomic::Ordering::Relaxed);
}
