//! A progress bar on standard error, for runs that take longer than people like to wait without a sign. It appears only on a
//! terminal, and only after a moment, so that short runs stay silent.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use parking_lot::Mutex;

/// A run that ends within this time shows no bar.
const DELAY: Duration = Duration::from_millis(700);

/// The bar is drawn at most this often.
const INTERVAL: Duration = Duration::from_millis(100);

const BAR_COLUMNS: usize = 24;

/// A progress bar.
pub(super) struct ProgressBar {
    /// `None` if there is no terminal, or nobody wants to see it.
    state: Option<Mutex<State>>,
    total: usize,
}

struct State {
    done: usize,
    next_drawing: Instant,
    is_shown: bool,
}

impl ProgressBar {
    /// Creates a bar for a number of drafts.
    pub(super) fn new(total: usize, quiet: bool) -> ProgressBar {
        let is_wanted = !quiet && total > 1 && io::stderr().is_terminal();
        let state = State { done: 0, next_drawing: Instant::now() + DELAY, is_shown: false };
        ProgressBar { state: is_wanted.then(|| Mutex::new(state)), total }
    }

    /// Records that some drafts are done.
    pub(super) fn advance(&self, count: usize) {
        let Some(mut state) = self.state.as_ref().map(|it| it.lock()) else { return };
        state.done += count;
        let now = Instant::now();
        if now >= state.next_drawing {
            state.next_drawing = now + INTERVAL;
            state.is_shown = true;
            let _ = write!(io::stderr(), "\r{}", bar(state.done, self.total));
        }
    }

    /// Removes the bar.
    pub(super) fn finish(self) {
        if self.state.is_some_and(|it| it.into_inner().is_shown) {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

fn bar(done: usize, total: usize) -> String {
    let filled = BAR_COLUMNS * done.min(total) / total.max(1);
    format!("[{}{}] {done}/{total} drafts", "#".repeat(filled), " ".repeat(BAR_COLUMNS - filled))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_fills_with_the_drafts() {
        assert_eq!(bar(0, 8), format!("[{}] 0/8 drafts", " ".repeat(24)));
        assert_eq!(bar(4, 8), format!("[{}{}] 4/8 drafts", "#".repeat(12), " ".repeat(12)));
        assert_eq!(bar(8, 8), format!("[{}] 8/8 drafts", "#".repeat(24)));
    }
}
