//! Values that follow from others, computed when they are first asked for.

use std::sync::OnceLock;

/// A value that follows from the rest of what holds it, so that two holders are equal whether or not it is known.
#[derive(Clone, Debug)]
pub struct Derived<T>(OnceLock<T>);

impl<T> Derived<T> {
    /// Returns the value, which `compute` returns at the first call.
    pub fn get_or_init(&self, compute: impl FnOnce() -> T) -> &T {
        self.0.get_or_init(compute)
    }

    /// Returns the value if it has been computed.
    pub fn get(&self) -> Option<&T> {
        self.0.get()
    }
}

impl<T> Default for Derived<T> {
    fn default() -> Derived<T> {
        Derived(OnceLock::new())
    }
}

impl<T> PartialEq for Derived<T> {
    fn eq(&self, _: &Derived<T>) -> bool {
        true
    }
}

impl<T> Eq for Derived<T> {}
