//! How this workspace spreads work over threads.
//!
//! With the cargo feature `parallel` these functions use rayon's thread pool; without it they run in sequence on
//! the calling thread. The results are the same either way.

/// Work is handed to the thread pool in at most about this many parts, so that no thread waits long for the last one.
#[cfg(feature = "parallel")]
const MAX_PARTS: usize = 256;

/// Returns `f(0)`, `f(1)`, …, `f(count - 1)` in order.
///
/// Fewer than `min_items` calls run in sequence: sharing them out would take longer than making them.
#[cfg(feature = "parallel")]
pub fn map<T: Send>(count: usize, min_items: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    use rayon::prelude::*;

    if count < min_items {
        return (0..count).map(f).collect();
    }
    (0..count).into_par_iter().with_min_len(count / MAX_PARTS + 1).map(&f).collect()
}

/// Returns `f(0)`, `f(1)`, …, `f(count - 1)` in order.
#[cfg(not(feature = "parallel"))]
pub fn map<T: Send>(count: usize, _min_items: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    (0..count).map(f).collect()
}

/// Returns the results of both closures, which may run at the same time.
#[cfg(feature = "parallel")]
pub fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(a, b)
}

/// Returns the results of both closures, of which the first runs first.
#[cfg(not(feature = "parallel"))]
pub fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    (a(), b())
}

/// Returns the results of both closures, which may run at the same time if `is_worthwhile`.
///
/// Little work runs in sequence: sharing it out would take longer than doing it.
pub fn join_if<A: Send, B: Send>(
    is_worthwhile: bool,
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    if is_worthwhile { join(a, b) } else { (a(), b()) }
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
        assert_eq!(join(|| 1, || "two"), (1, "two"));
        assert_eq!(join_if(false, || 1, || "two"), (1, "two"));
    }
}
