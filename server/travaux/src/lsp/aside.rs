//! Long texts on their way from standard input to the methods that want them. The server between would copy each of
//! them five times; so they wait here, and what is handed on has a word for each in its place.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What a word for a text begins with. Texts of clients that begin so wait here too: none is taken for such a word.
const WORD: &str = "\u{0}travaux aside ";

/// A text of so many bytes is long.
const LONG: usize = 1 << 14;

/// The texts that wait.
#[derive(Clone, Default)]
pub(super) struct Aside(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    is_open: bool,
    last: u64,
    texts: BTreeMap<u64, String>,
}

impl Aside {
    /// Lets texts wait from now on: the client is greeted, so that every one is called for.
    pub(super) fn open(&self) {
        self.lock().is_open = true;
    }

    /// Lets none wait any more: what comes now is called for by nobody.
    pub(super) fn close(&self) {
        let mut waiting = self.lock();
        (waiting.is_open, waiting.texts) = (false, BTreeMap::new());
    }

    /// Whether texts may wait.
    pub(super) fn is_open(&self) -> bool {
        self.lock().is_open
    }

    /// Whether a text is one to wait here.
    pub(super) fn is_for(text: &str) -> bool {
        text.len() >= LONG || text.starts_with(WORD)
    }

    /// The place of the next text, for the one who puts them here.
    pub(super) fn next(&self) -> u64 {
        self.lock().last + 1
    }

    /// The word for the text at a place.
    pub(super) fn word(place: u64) -> String {
        format!("{WORD}{place}")
    }

    /// Keeps texts from the next place on.
    pub(super) fn put(&self, texts: Vec<String>) {
        let mut waiting = self.lock();
        for text in texts {
            waiting.last += 1;
            let last = waiting.last;
            waiting.texts.insert(last, text);
        }
    }

    /// The text that a word stands for, or the text itself. They are called for in the order in which they came, so those
    /// before it will never be.
    pub(super) fn take(&self, text: String) -> String {
        let Some(place) = text.strip_prefix(WORD).and_then(|it| it.parse().ok()) else { return text };
        let mut waiting = self.lock();
        let behind = waiting.texts.split_off(&place);
        waiting.texts = behind;
        waiting.texts.remove(&place).unwrap_or(text)
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_called_for_by_its_word_and_once() {
        let aside = Aside::default();
        let words: Vec<String> = (aside.next()..).take(3).map(Aside::word).collect();
        assert!(words.iter().all(|it| Aside::is_for(it)));
        aside.put(["a", "b", "c"].map(str::to_owned).into());
        assert_eq!(aside.take(words[1].clone()), "b");
        assert_eq!(aside.take(words[2].clone()), "c");
        // Nobody called for the first in its turn.
        assert_eq!(aside.take(words[0].clone()), words[0]);
        assert_eq!(aside.take("other".to_owned()), "other");
    }
}
