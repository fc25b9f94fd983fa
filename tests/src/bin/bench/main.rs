//! Measures the real binary over its pipes: the time from a keystroke to its findings, the time to open a draft, and
//! the memory in use. Prints Markdown tables, and at the end which targets are met. `tests/bench` builds and runs it;
//! the arguments are sizes in bytes.

mod editor;
mod targets;
mod times;

use std::time::Duration;

use editor::Editor;
use targets::Targets;
use times::{Times, milliseconds};
use travaux_tests::benchmark_drafts::{self, Draft, EDIT_MARKER, LONGEST_BRACKET, Profile};

/// The number of measurements of a typed character.
const TYPED_SAMPLES: usize = 240;
/// The number of measurements of other edits.
const EDIT_SAMPLES: usize = 24;

fn main() {
    let sizes_given: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let sizes = if sizes_given.is_empty() { vec![100_000, 1_000_000, 5_000_000] } else { sizes_given.clone() };
    let mut targets = Targets::default();
    let mut opened = Vec::new();
    for size in sizes {
        opened.push(measure(&Profile::Conference.draft(size), &mut targets));
    }
    if sizes_given.is_empty() {
        // There is no target for 20,000 findings, all of which are sent again at every keystroke.
        measure(&benchmark_drafts::with_findings(1_000_000, 20_000), &mut Targets::default());
        let (small, large) = (&opened[1], measure_opening(&Profile::Conference.draft(10_000_000), &mut targets).0);
        let times = large.time.as_secs_f64() / small.time.as_secs_f64();
        let memory = large.memory as f64 / small.memory as f64;
        println!("\nFrom 1 MB to 10 MB opening takes {times:.1} times as long and {memory:.1} times the memory.");
        targets.add("opening 10 MB against 1 MB, in time", times, 11.0, "times");
        targets.add("opening 10 MB against 1 MB, in memory", memory, 11.0, "times");
    }
    targets.print();
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
    println!("\n## {}, {length} bytes\n", draft.name);
    println!(
        "Opened in {} ms (median of five), {} findings, {:.1} MB resident: 15 MB and {factor:.1} times the text.\n",
        milliseconds(time),
        editor.findings(),
        memory as f64 / f64::from(1 << 20),
    );
    targets.opening(draft, time);
    targets.add(&format!("{}, opened: resident beyond 15 MB", draft.name), factor, 12.0, "times the text");
    (Opened { time, memory }, editor)
}

fn measure(draft: &Draft, targets: &mut Targets) -> Opened {
    let (opened, mut editor) = measure_opening(draft, targets);
    println!("| edit | p50 ms | p95 ms | p99 ms | max ms |\n|---|---|---|---|---|");
    let places: Vec<usize> = draft.text.match_indices(EDIT_MARKER).map(|(at, _)| at).collect();
    let mut all = Times::default();
    for (name, at) in ["head", "middle", "tail"].into_iter().zip(&places) {
        let times = typed(&mut editor, *at, "and shall act in good faith, ", TYPED_SAMPLES);
        all.add(&times);
        times.print(&format!("a character at the {name}"));
    }
    all.print("**a character anywhere**");
    targets.keystroke(draft, "a character", &all);
    let mut all = Times::default();
    for (name, at) in ["head", "middle", "tail"].into_iter().zip(&places) {
        let times = typed(&mut editor, *at, ".\n\n7. Each Party shall report. (a) One; ", 120);
        all.add(&times);
        times.print(&format!("a new paragraph, typed at the {name}"));
    }
    targets.keystroke(draft, "a new paragraph, typed", &all);
    for (name, at) in ["head", "middle", "tail"].into_iter().zip(&places) {
        let at = draft.text[..*at].rfind("\n\n").map_or(0, |it| it + 2);
        let (mut pasted, mut undone) = (Times::default(), Times::default());
        for _ in 0..EDIT_SAMPLES {
            pasted.push(editor.replace(at..at, &benchmark_drafts::article_to_paste()));
            undone.push(editor.replace(at..at + benchmark_drafts::article_to_paste().len(), ""));
        }
        pasted.print(&format!("an article pasted at the {name}"));
        undone.print(&format!("the same undone at the {name}"));
    }
    let at = draft.text.find(LONGEST_BRACKET).expect("every draft has it");
    let far = draft.text.len() - at;
    let (mut deleted, mut undone) = (Times::default(), Times::default());
    for _ in 0..EDIT_SAMPLES {
        deleted.push(editor.replace(at..at + 1, ""));
        undone.push(editor.replace(at..at, "["));
    }
    deleted.print(&format!("a bracket deleted whose partner ends the draft, {far} bytes on"));
    undone.print("the same undone");
    println!("\nAfterwards {:.1} MB resident.", editor.memory() as f64 / f64::from(1 << 20));
    opened
}

/// Types words repeatedly, and deletes them each time.
fn typed(editor: &mut Editor, at: usize, words: &str, count: usize) -> Times {
    let mut times = Times::default();
    while times.len() < count {
        let mut end = at;
        for letter in words.chars() {
            times.push(editor.replace(end..end, letter.encode_utf8(&mut [0; 4])));
            end += letter.len_utf8();
        }
        editor.replace(at..end, "");
    }
    times
}
