//! Keeps a fault of travaux in one file from ending the work on the others: a panic becomes an error with the place in
//! our source where it arose. It mends nothing, and no text is at fault for it.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static LAST_WORDS: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What `work` gives, or what went wrong in it.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if GUARDED.get() {
                // On one line, since it becomes part of a message.
                let words = panic.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
                LAST_WORDS.set(words);
            } else {
                usual(panic);
            }
        }));
    });
    let outer = GUARDED.replace(true);
    // A document is only ever replaced whole, so that a panic leaves no half of one behind.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|_| format!("this is a fault of travaux, not of the draft; please report it: {}", LAST_WORDS.take()))
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        assert_eq!(guarded(|| 1), Ok(1));
        let fault = guarded(|| panic!("no such\narticle")).unwrap_err();
        assert!(fault.contains("guard.rs") && fault.ends_with("no such article"), "{fault}");
    }
}
