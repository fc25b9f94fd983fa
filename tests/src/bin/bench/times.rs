//! Durations and their percentiles.

use std::time::Duration;

/// Measured durations.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(crate) fn add(&mut self, others: &Times) {
        self.0.extend(&others.0);
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns a percentile of the durations.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let index = (sorted.len() * percent).div_ceil(100).max(1) - 1;
        sorted.get(index).copied().unwrap_or_default()
    }

    /// Prints a table row with percentiles.
    pub(crate) fn print(&self, name: &str) {
        let cells: Vec<String> = [50, 95, 99, 100].map(|it| milliseconds(self.percentile(it))).into();
        println!("| {name} | {} |", cells.join(" | "));
    }
}

/// Formats a duration in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}
