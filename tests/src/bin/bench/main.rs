//! Measures the real binary over its pipes: the time from a key to its findings, the processor time of the server, the time
//! to open a draft, and the memory in use; or, with `--batch`, the speed of the command line. Prints Markdown tables, and at
//! the end which targets are met. `tests/bench` builds and runs it.

mod arguments;
mod batch;
mod real_texts;
mod targets;
mod times;

use std::process::ExitCode;
use std::time::Duration;

use arguments::{Arguments, USAGE};
use targets::Targets;
use times::{Times, milliseconds};
use travaux_model::document::Document;
use travaux_tests::benchmark_drafts::{Draft, Edit, Figures, Key, LONGEST_BRACKET, Press, Profile, presses};
use travaux_tests::benchmark_editor::Editor;

/// The parts of a text at which keys are pressed, in percent.
const PLACES: [usize; 3] = [10, 50, 90];

/// In how many blocks each key is pressed at each place.
const BLOCKS_PER_PLACE: usize = 6;

/// The same in texts of more than 2 MB.
const BLOCKS_PER_PLACE_OF_LARGE_TEXTS: usize = 3;

const INTRODUCTION: &str = "Each key is pressed in several blocks at 10, 50 and 90 % of the text, and its edit is undone each time.

- p50 ms, p95 ms: the time from sending the key to receiving the findings of the new text, of the keys after which any came
- published: how many keys changed the findings, so that they were sent, of all keys
- CPU p50 ms: the processor time of the server for a key, with the comparison 25 ms later and whether or not it published";

fn main() -> ExitCode {
    let Some(arguments) = Arguments::parse(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if arguments.batch {
        batch::measure(&arguments);
        return ExitCode::SUCCESS;
    }
    println!("{INTRODUCTION}");
    let mut targets = Targets::default();
    for draft in arguments.drafts() {
        measure(&draft, &mut targets);
    }
    if arguments.is_default() {
        measure_growth(&mut targets);
    }
    targets.print();
    ExitCode::SUCCESS
}

/// The time and the memory that opening a draft takes.
struct Opened {
    time: Duration,
    memory: usize,
}

/// Opens a draft in a new server five times, and returns the median time and the last editor. The time is that from
/// sending the draft to receiving its first findings.
fn measure_opening(draft: &Draft, targets: &mut Targets) -> (Opened, Editor) {
    let mut times = Times::default();
    let mut opened = None;
    for _ in 0..5 {
        let mut editor = Editor::started();
        times.push(editor.open(&draft.text));
        opened = Some(editor);
    }
    let editor = opened.expect("it was opened above");
    let (time, memory, length) = (times.percentile(50), editor.memory(), draft.text.len());
    let factor = memory.saturating_sub(15 << 20) as f64 / length as f64;
    println!("\n## {}: {length} bytes\n", draft.name);
    println!(
        "Opened in {} ms (median of five), {} findings, {:.1} MB resident: 15 MB and {factor:.1} times the text.",
        milliseconds(time),
        editor.findings(),
        memory as f64 / f64::from(1 << 20),
    );
    targets.opening(draft, time);
    targets.add(&format!("{}, opened: resident beyond 15 MB", draft.name), factor, 10.0, "times the text");
    (Opened { time, memory }, editor)
}

/// Measures how the time and the memory for opening a draft grow with its size.
fn measure_growth(targets: &mut Targets) {
    let small = measure_opening(&Profile::Conference.draft(1_000_000), &mut Targets::default()).0;
    let large = measure_opening(&Profile::Conference.draft(10_000_000), targets).0;
    let times = large.time.as_secs_f64() / small.time.as_secs_f64();
    let memory = large.memory as f64 / small.memory as f64;
    println!("\nFrom 1 MB to 10 MB opening takes {times:.1} times as long and {memory:.1} times the memory.");
    targets.add("opening 10 MB against 1 MB, in time", times, 11.0, "times");
    targets.add("opening 10 MB against 1 MB, in memory", memory, 11.0, "times");
}

fn measure(draft: &Draft, targets: &mut Targets) {
    let (_, mut editor) = measure_opening(draft, targets);
    println!("\n{}\n", Figures::of(&draft.text));
    println!("| key | p50 ms | p95 ms | published | CPU p50 ms |\n|---|---|---|---|---|");
    editor.wait_until_idle();
    let document = Document::parse(&draft.text, None, 0);
    let blocks = match draft.text.len() {
        ..2_000_000 => BLOCKS_PER_PLACE,
        _ => BLOCKS_PER_PLACE_OF_LARGE_TEXTS,
    };
    let mut all = Vec::new();
    for key in Key::ALL {
        let mut measured = Measured::default();
        for press in PLACES.into_iter().flat_map(|percent| presses(&document, key, percent, blocks)) {
            measured.add(&mut editor, &press);
        }
        measured.print(key.name());
        all.push((key.name(), measured.latencies));
    }
    targets.keys(draft, &all);
    if let Some(at) = draft.text.find(LONGEST_BRACKET) {
        let edit = Edit { range: at..at + 1, text: String::new() };
        let undo = Edit { range: at..at, text: "[".to_owned() };
        let press = Press { preparation: None, edit, undo: Some(undo) };
        let mut measured = Measured::default();
        for _ in 0..BLOCKS_PER_PLACE {
            measured.add(&mut editor, &press);
        }
        measured.print("a bracket deleted whose partner ends the draft");
    }
    println!("\nAfterwards {:.1} MB resident.", editor.memory() as f64 / f64::from(1 << 20));
}

/// The reactions of the server to a key.
#[derive(Default)]
struct Measured {
    /// The times until the findings came, of the keys after which any came.
    latencies: Times,
    cpu: Times,
    keys: usize,
}

impl Measured {
    /// Presses a key, and measures only what it does itself.
    fn add(&mut self, editor: &mut Editor, press: &Press) {
        if let Some(preparation) = &press.preparation {
            editor.edit(preparation);
        }
        let reaction = editor.edit(&press.edit);
        if let Some(undo) = &press.undo {
            editor.edit_quickly(undo);
        }
        self.keys += 1;
        self.latencies.extend(reaction.published);
        self.cpu.extend(reaction.cpu);
    }

    fn print(&self, name: &str) {
        let latency = |percent| match self.latencies.len() {
            0 => "–".to_owned(),
            _ => milliseconds(self.latencies.percentile(percent)),
        };
        let cpu = milliseconds(self.cpu.percentile(50));
        let (median, high) = (latency(50), latency(95));
        println!("| {name} | {median} | {high} | {} of {} | {cpu} |", self.latencies.len(), self.keys);
    }
}
