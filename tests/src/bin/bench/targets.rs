//! The targets for measurements on an idle machine of today, and which of them are met.

use std::time::Duration;

use travaux_tests::benchmark_drafts::Draft;

use crate::times::Times;

/// The targets for keys: the size of the draft in bytes, and the 50th and 95th percentile in milliseconds.
const KEYSTROKE_TARGETS: [(usize, f64, f64); 4] =
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

    /// Adds the percentiles of a key in a draft, if it changed the findings.
    pub(crate) fn keystroke(&mut self, draft: &Draft, edit: &str, times: &Times) {
        let size = KEYSTROKE_TARGETS.iter().find(|it| draft.text.len() <= it.0 + SIZE_TOLERANCE_BYTES);
        let Some((_, median, max)) = size.filter(|_| times.len() > 0) else { return };
        self.add(&format!("{}, {edit}: p50", draft.name), in_milliseconds(times.percentile(50)), *median, "ms");
        self.add(&format!("{}, {edit}: p95", draft.name), in_milliseconds(times.percentile(95)), *max, "ms");
    }

    /// Adds the time to open a draft, if it has 1 MB.
    pub(crate) fn opening(&mut self, draft: &Draft, time: Duration) {
        if (1_000_000..1_000_000 + SIZE_TOLERANCE_BYTES).contains(&draft.text.len()) {
            self.add(&format!("{}, opened", draft.name), in_milliseconds(time), OPENING_TARGET_MS, "ms");
        }
    }

    /// Prints a table of the targets, and a line that lists the missed ones.
    pub(crate) fn print(&self) {
        println!("\n## Targets\n\n| target | at most | measured | |\n|---|---|---|---|");
        for (name, value, max, unit) in &self.0 {
            let verdict = if value <= max { "met" } else { "**missed**" };
            println!("| {name} | {max} {unit} | {value:.2} {unit} | {verdict} |");
        }
        let missed: Vec<&str> = self.0.iter().filter(|it| it.1 > it.2).map(|it| it.0.as_str()).collect();
        match missed.len() {
            0 => println!("\nAll {} targets are met.", self.0.len()),
            count => println!("\n{count} of {} targets are missed: {}.", self.0.len(), missed.join("; ")),
        }
    }
}

fn in_milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
