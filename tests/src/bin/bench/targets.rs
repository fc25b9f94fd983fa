//! What the figures are to be on a quiet machine of today, and which of them are.

use std::time::Duration;

use travaux_tests::benchmark_drafts::Draft;

use crate::times::Times;

/// For drafts of up to so many bytes: what half of the keystrokes and all but a twentieth stay within, in milliseconds.
const KEYSTROKES: [(usize, f64, f64); 3] = [(100_000, 0.5, 1.0), (1_000_000, 1.0, 2.0), (5_000_000, 3.0, 6.0)];

/// What opening 1 MB stays within, in milliseconds.
const OPENING: f64 = 40.0;

/// A draft that is to have a size has a few bytes more.
const OVER: usize = 20_000;

/// Figures and the most that they may be.
#[derive(Default)]
pub(crate) struct Targets(Vec<(String, f64, f64, &'static str)>);

impl Targets {
    /// A figure and the most that it may be, in some unit.
    pub(crate) fn add(&mut self, what: &str, figure: f64, most: f64, unit: &'static str) {
        self.0.push((what.to_owned(), figure, most, unit));
    }

    /// Keystrokes in a draft.
    pub(crate) fn keystroke(&mut self, draft: &Draft, what: &str, times: &Times) {
        let size = KEYSTROKES.iter().find(|it| draft.text.len() <= it.0 + OVER);
        let Some((_, half, most)) = size else { return };
        self.add(&format!("{}, {what}: p50", draft.name), in_milliseconds(times.at(50)), *half, "ms");
        self.add(&format!("{}, {what}: p95", draft.name), in_milliseconds(times.at(95)), *most, "ms");
    }

    /// The opening of a draft of 1 MB.
    pub(crate) fn opening(&mut self, draft: &Draft, time: Duration) {
        if (1_000_000..1_000_000 + OVER).contains(&draft.text.len()) {
            self.add(&format!("{}, opened", draft.name), in_milliseconds(time), OPENING, "ms");
        }
    }

    /// Prints a table of them, and one line that says which are missed.
    pub(crate) fn print(&self) {
        println!("\n## Targets\n\n| target | at most | today | |\n|---|---|---|---|");
        for (what, figure, most, unit) in &self.0 {
            let verdict = if figure <= most { "met" } else { "**missed**" };
            println!("| {what} | {most} {unit} | {figure:.2} {unit} | {verdict} |");
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
