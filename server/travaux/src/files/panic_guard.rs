//! Converts panics to errors, so that a bug that one file triggers does not affect the others. The error contains the
//! location of the panic in the source of travaux.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use travaux_features::display_text::single_line;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LAST_MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs a closure, and returns its result or the message of its panic.
pub fn catch_panic<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if GUARDED.get() {
                LAST_MESSAGE.set(single_line(&panic.to_string()));
            } else {
                previous(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    // Documents are immutable, so a panic cannot leave one half changed.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result
        .map_err(|_| format!("this is a fault of travaux, not of the draft; please report it: {}", LAST_MESSAGE.take()))
}

#[cfg(test)]
mod tests {
    use super::catch_panic;

    #[test]
    fn a_panic_becomes_an_error_with_its_message_and_location() {
        assert_eq!(catch_panic(|| 1), Ok(1));
        let error = catch_panic(|| panic!("no such\narticle")).unwrap_err();
        assert!(error.contains("panic_guard.rs") && error.ends_with("no such article"), "{error}");
    }
}
