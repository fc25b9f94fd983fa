//! The targets for measurements on an idle machine of today, and which of them are met.

use std::time::Duration;

use travaux_tests::benchmark_drafts::Draft;

use crate::times::Times;

/// The targets for keys: the size of the draft in bytes, and the 50th and 95th percentile in milliseconds.
const KEY_TARGETS: [(usize, f64, f64); 4] =
    [(100_000, 0.5, 1.0), (450_000, 1.0, 1.5), (1_000_000, 1.5, 2.5), (5_000_000, 4.0, 6.0)];

/// The target for opening a draft of 1 MB.
const OPENING_TARGET_MS: f64 = 40.0;

/// The number of bytes by which a generated draft may exceed its nominal size.
const SIZE_TOLERANCE_BYTES: usize = 20_000;

/// Measurements with their targets: the name, the value, the maximum and the unit.
#[derive(Default)]
pub(crate) struct Targets(Vec<(String, f64, f64, &'static str)>);

impl Targets {
    /// Adds a measurement with its target.
    pub(crate) fn add(&mut self, name: &str, value: f64, max: f64, unit: &'static str) {
        self.0.push((name.to_owned(), value, max, unit));
    }

    /// Adds the percentiles of the slowest of some keys in a draft.
    pub(crate) fn keys(&mut self, draft: &Draft, keys: &[(&str, Times)]) {
        let size = KEY_TARGETS.iter().find(|it| draft.text.len() <= it.0 + SIZE_TOLERANCE_BYTES);
        let Some((_, median, max)) = size else { return };
        for (percent, max) in [(50, *median), (95, *max)] {
            let slowest = keys.iter().max_by_key(|(_, times)| times.percentile(percent));
            let Some((key, times)) = slowest else { return };
            let name = format!("{}, the slowest key ({key}): p{percent}", draft.name);
            self.add(&name, in_milliseconds(times.percentile(percent)), max, "ms");
        }
    }

    /// Adds the time to open a draft, if it has 1 MB.
    pub(crate) fn opening(&mut self, draft: &Draft, time: Duration) {
        if (1_000_000..1_000_000 + SIZE_TOLERANCE_BYTES).contains(&draft.text.len()) {
            self.add(&format!("{}, opened", draft.name), in_milliseconds(time), OPENING_TARGET_MS, "ms");
        }
    }

    /// Prints a table of the targets, and how many are missed.
    pub(crate) fn print(&self) {
        println!("\n## Targets\n\n| target | at most | measured | |\n|---|---|---|---|");
        for (name, value, max, unit) in &self.0 {
            let verdict = if value <= max { "met" } else { "**missed**" };
            println!("| {name} | {max} {unit} | {value:.2} {unit} | {verdict} |");
        }
        let missed = self.0.iter().filter(|it| it.1 > it.2).count();
        println!("\n{missed} of {} targets are missed.", self.0.len());
    }
}

fn in_milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
