//! Durations and their percentiles.

use std::time::Duration;

/// What was measured.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn take(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn add(&mut self, others: &Times) {
        self.0.extend(&others.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that so many of a hundred stay within.
    pub(crate) fn at(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
        sorted.get(place).copied().unwrap_or_default()
    }

    /// Prints a row.
    pub(crate) fn print(&self, name: &str) {
        let cells: Vec<String> = [50, 95, 99, 100].map(|it| milliseconds(self.at(it))).into();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

/// A duration as people read it.
pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}
