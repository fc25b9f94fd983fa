//! Keeps a panic in one piece of work from ending the thread.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// The result of `work`; `None` if it panics. The panic message goes to standard error.
pub(super) fn catch_panic<A>(work: impl FnOnce() -> A) -> Option<A> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_panics_has_no_result() {
        assert_eq!(catch_panic(|| 7), Some(7));
        assert_eq!(catch_panic(|| -> i32 { panic!("a fault on purpose") }), None);
    }
}
