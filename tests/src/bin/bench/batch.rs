//! The speed of the command line on one large draft with one core, and that of other linters on the same file.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use travaux_tests::benchmark_drafts::Draft;
use travaux_tests::binary::binary;
use travaux_tests::callgrind;

use crate::arguments::Arguments;
use crate::times::{Times, milliseconds};

/// The size of the draft in bytes.
const SIZE: usize = 10_000_000;

/// The size of the part of which the instructions are counted, which takes fifty times as long as running it.
const COUNTED_BYTES: usize = 1_000_000;

/// How often each program runs.
const RUNS: usize = 3;

/// Linters for Markdown and prose, with the arguments before the file.
const PEERS: [(&str, &[&str]); 3] = [
    ("rumdl", &["check", "--no-config", "--no-cache", "--silent"]),
    ("typos", &["--isolated", "--format", "silent"]),
    ("panache", &["lint"]),
];

const INTRODUCTION: &str = "Each program lints one file on one core and discards what it finds, three times.

- CPU ms: the processor time of the program with its start, the median (the time on the clock where it is not available)
- MB/s: the size of the file by that time
- instructions a byte: those for the first 1 MB without those for the first 10 KB, counted by callgrind";

/// Measures the drafts of the arguments.
pub(crate) fn measure(arguments: &Arguments) {
    println!("{INTRODUCTION}");
    let missing: Vec<&str> = PEERS.into_iter().map(|it| it.0).filter(|it| !is_installed(it)).collect();
    if !missing.is_empty() {
        println!("\nNot installed, so not measured: {}.", missing.join(", "));
    }
    if !callgrind::is_installed() {
        println!("\nvalgrind is not installed, so instructions are not counted.");
    }
    println!("\n| text | bytes | program | CPU ms | MB/s | instructions a byte |\n|---|---|---|---|---|---|");
    for draft in arguments.drafts_of_size(SIZE) {
        measure_draft(&draft);
    }
}

fn measure_draft(draft: &Draft) {
    let folder = tempfile::tempdir().expect("temporary folders can be made");
    let file = folder.path().join("draft.treaty.md");
    fs::write(&file, &draft.text).expect("temporary files can be written");
    let lint = ["lint", "--fail-on", "never", "--format", "concise"];
    let time = median_time(binary(), &lint, &file);
    print_row(draft, "travaux", time, instructions_per_byte(draft, &lint, folder.path()));
    for (peer, arguments) in PEERS.into_iter().filter(|it| is_installed(it.0)) {
        print_row(draft, peer, median_time(Path::new(peer), arguments, &file), None);
    }
}

fn print_row(draft: &Draft, program: &str, time: Duration, instructions: Option<f64>) {
    let speed = draft.text.len() as f64 / 1e6 / time.as_secs_f64();
    let instructions = instructions.map_or_else(String::new, |it| format!("{it:.0}"));
    let (name, length, time) = (&draft.name, draft.text.len(), milliseconds(time));
    println!("| {name} | {length} | {program} | {time} | {speed:.1} | {instructions} |");
}

/// Counts the instructions for linting the beginning of a draft.
fn instructions_per_byte(draft: &Draft, lint: &[&str], folder: &Path) -> Option<f64> {
    if !callgrind::is_installed() {
        return None;
    }
    let part = |bytes: usize| &draft.text[..draft.text.floor_char_boundary(bytes.min(draft.text.len()))];
    let (small, large) = (part(COUNTED_BYTES / 100), part(COUNTED_BYTES));
    let count = |text: &str| {
        let file = folder.join("part.treaty.md");
        fs::write(&file, text).ok()?;
        callgrind::instructions(binary(), &[lint, &[file.to_str()?]].concat()).ok()
    };
    let bytes = large.len().checked_sub(small.len()).filter(|it| *it > 0)?;
    Some((count(large)?.saturating_sub(count(small)?)) as f64 / bytes as f64)
}

/// Runs a program on a file several times, and returns the median of its processor times.
fn median_time(program: &Path, arguments: &[&str], file: &Path) -> Duration {
    let mut times = Times::default();
    for _ in 0..RUNS {
        let (before, start) = (cpu_of_children(), Instant::now());
        let mut command = Command::new(program);
        command.args(arguments).arg(file).env("RAYON_NUM_THREADS", "1");
        let ended = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        let elapsed = start.elapsed();
        if ended.is_ok() {
            times.push(before.zip(cpu_of_children()).map_or(elapsed, |(before, after)| after - before));
        }
    }
    times.percentile(50)
}

fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|it| it.status.success())
}

/// Returns the processor time of the processes that this one has started and that have ended, where it is available.
fn cpu_of_children() -> Option<Duration> {
    /// The kernel counts in hundredths of a second here.
    const TICK: Duration = Duration::from_millis(10);
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in parentheses come the state and then numbers, of which the 13th and 14th are the times.
    let mut numbers = stat.rsplit_once(") ")?.1.split(' ').skip(13).map(str::parse::<u32>);
    Some(TICK * (numbers.next()?.ok()? + numbers.next()?.ok()?))
}
