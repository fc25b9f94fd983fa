//! The two ways in which this workspace spreads work over threads.
//!
//! With the cargo feature `parallel` both functions use rayon's thread pool; without it they run in sequence on the
//! calling thread and need no threads at all. The results are the same either way.

/// Work is handed to the thread pool in at most about this many parts, so that no thread waits long for the last one.
#[cfg(feature = "parallel")]
const MAX_PARTS: usize = 256;

/// An edit of a draft of fewer blocks takes less time on one thread than sharing it out would.
pub const MIN_SHARED_BLOCKS: usize = 5000;

/// Returns `f(0)`, `f(1)`, …, `f(count - 1)` in order.
///
/// Fewer than `min_items` calls run in sequence: sharing them out would take longer than making them.
#[cfg(feature = "parallel")]
pub fn map<T: Send>(count: usize, min_items: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    use rayon::prelude::*;

    if count < min_items || rayon::current_num_threads() == 1 {
        return (0..count).map(f).collect();
    }
    (0..count).into_par_iter().with_min_len(count / MAX_PARTS + 1).map(&f).collect()
}

/// Returns `f(0)`, `f(1)`, …, `f(count - 1)` in order.
#[cfg(not(feature = "parallel"))]
pub fn map<T: Send>(count: usize, _min_items: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    (0..count).map(f).collect()
}

/// Returns the results of both closures, which may run at the same time if they work on enough blocks.
#[cfg(feature = "parallel")]
pub fn join<A: Send, B: Send>(blocks: usize, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    if blocks < MIN_SHARED_BLOCKS || rayon::current_num_threads() == 1 { (a(), b()) } else { rayon::join(a, b) }
}

/// Returns the results of both closures, of which the first runs first.
#[cfg(not(feature = "parallel"))]
pub fn join<A: Send, B: Send>(_blocks: usize, a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    (a(), b())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_their_order_below_and_above_the_threshold() {
        for min_items in [0, 1000, usize::MAX] {
            assert_eq!(map(1000, min_items, |index| index * 2), (0..1000).map(|index| index * 2).collect::<Vec<_>>());
        }
        assert_eq!(map(0, 0, |index| index), []);
    }

    #[test]
    fn joined_work_returns_both_results() {
        for blocks in [0, MIN_SHARED_BLOCKS] {
            assert_eq!(join(blocks, || 1, || "two"), (1, "two"));
        }
    }
}
