//! How long a keystroke takes, from the change that is sent to the findings that have come back, with the real binary
//! over its pipes; how long opening takes, and what memory it needs. Prints tables in Markdown. `tests/bench` builds
//! what is needed and runs it; arguments are sizes in bytes.

mod drafts;
mod editor;
mod times;

use drafts::{Draft, PARTNER, PLANTED};
use editor::Editor;
use times::{Times, milliseconds};

/// How often a row is measured.
const TYPED: usize = 240;
const SELDOM: usize = 24;

fn main() {
    let asked: Vec<usize> = std::env::args().skip(1).filter_map(|it| it.parse().ok()).collect();
    let sizes = if asked.is_empty() { vec![100_000, 1_000_000, 5_000_000] } else { asked.clone() };
    for size in sizes {
        measure(&drafts::usual(size));
    }
    if asked.is_empty() {
        measure(&drafts::faulty(1_000_000, 20_000));
        measure_opening(&drafts::usual(10_000_000));
    }
}

/// Opens a draft in a fresh server several times; gives the last one.
fn measure_opening(draft: &Draft) -> Editor {
    let mut times = Times::default();
    let mut opened = None;
    for _ in 0..5 {
        let mut editor = Editor::started();
        times.take(editor.open(&draft.text));
        opened = Some(editor);
    }
    let editor = opened.expect("it was opened above");
    let memory = editor.memory();
    let factor = memory.saturating_sub(15 << 20) as f64 / draft.text.len() as f64;
    println!("\n## {}, {} bytes\n", draft.name, draft.text.len());
    println!(
        "Opened in {} ms (median of five), {} findings, {:.1} MB resident: 15 MB and {factor:.1} times the text.\n",
        milliseconds(times.at(50)),
        editor.findings(),
        memory as f64 / f64::from(1 << 20),
    );
    editor
}

fn measure(draft: &Draft) {
    let mut editor = measure_opening(draft);
    println!("| edit | p50 ms | p95 ms | p99 ms | max ms |\n|---|---|---|---|---|");
    let places: Vec<usize> = draft.text.match_indices(PLANTED).map(|(at, _)| at).collect();
    let mut all = Times::default();
    for (name, at) in ["head", "middle", "tail"].into_iter().zip(&places) {
        let times = typed(&mut editor, *at, "and shall act in good faith, ", TYPED);
        all.add(&times);
        times.print(&format!("a character at the {name}"));
    }
    all.print("**a character anywhere**");
    for (name, at) in ["head", "middle", "tail"].into_iter().zip(&places) {
        typed(&mut editor, *at, ".\n\n7. Each Party shall report. (a) One; ", 120)
            .print(&format!("a new paragraph, typed at the {name}"));
    }
    for (name, at) in ["head", "middle", "tail"].into_iter().zip(&places) {
        let at = draft.text[..*at].rfind("\n\n").map_or(0, |it| it + 2);
        let (mut pasted, mut undone) = (Times::default(), Times::default());
        for _ in 0..SELDOM {
            pasted.take(editor.replace(at..at, &drafts::pasted()));
            undone.take(editor.replace(at..at + drafts::pasted().len(), ""));
        }
        pasted.print(&format!("an article pasted at the {name}"));
        undone.print(&format!("the same undone at the {name}"));
    }
    let at = draft.text.find(PARTNER).expect("every draft has it");
    let (mut deleted, mut undone) = (Times::default(), Times::default());
    for _ in 0..SELDOM {
        deleted.take(editor.replace(at..at + 1, ""));
        undone.take(editor.replace(at..at, "["));
    }
    deleted.print("a bracket deleted whose partner ends the draft");
    undone.print("the same undone");
    println!("\nAfterwards {:.1} MB resident.", editor.memory() as f64 / f64::from(1 << 20));
}

/// Types some words again and again, and takes each away again at once.
fn typed(editor: &mut Editor, at: usize, words: &str, count: usize) -> Times {
    let mut times = Times::default();
    while times.len() < count {
        let mut end = at;
        for letter in words.chars() {
            times.take(editor.replace(end..end, letter.encode_utf8(&mut [0; 4])));
            end += letter.len_utf8();
        }
        editor.replace(at..end, "");
    }
    times
}
