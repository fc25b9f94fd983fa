//! Durations and their percentiles.

use std::time::Duration;

/// Measured durations.
#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    pub(crate) fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Adds a duration if there is one.
    pub(crate) fn extend(&mut self, time: Option<Duration>) {
        self.0.extend(time);
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
}

/// Formats a duration in milliseconds.
pub(crate) fn milliseconds(time: Duration) -> String {
    format!("{:.2}", time.as_secs_f64() * 1000.0)
}
