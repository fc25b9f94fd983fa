//! Published texts, which are not part of the project, as the drafts of the benchmark.

use std::fs;
use std::path::Path;

use travaux_tests::benchmark_drafts::{Draft, rounded};
use travaux_tests::client::project;
use travaux_tests::texts::files_in;

/// The folder of the texts, next to the project.
const FOLDER: &str = "../shared/drafts";

/// The number of brackets for each 1,000 bytes above which a text counts as one under negotiation.
const NEGOTIATED_BRACKETS_PER_KB: usize = 2;

/// Returns all texts under negotiation as one, and texts of each size, in which the ones with the most brackets come
/// first. Prints a note if there are no texts.
pub(crate) fn drafts(sizes: &[usize]) -> Vec<Draft> {
    let texts = texts(&project().join(FOLDER));
    if texts.is_empty() {
        println!("\nThere are no published texts in {FOLDER}, so only generated drafts are measured.");
        return Vec::new();
    }
    let is_negotiated = |it: &&String| brackets(it) * 1000 > it.len() * NEGOTIATED_BRACKETS_PER_KB;
    let negotiated: String = texts.iter().take_while(is_negotiated).map(String::as_str).collect();
    let compilation =
        (!negotiated.is_empty()).then(|| Draft { name: "published: under negotiation".to_owned(), text: negotiated });
    let mixed = sizes
        .iter()
        .map(|size| Draft { name: format!("published: mixed, {}", rounded(*size)), text: mixed(&texts, *size) });
    compilation.into_iter().chain(mixed).collect()
}

/// Reads the texts of a folder, those with the most brackets for their length first.
fn texts(folder: &Path) -> Vec<String> {
    let is_text = |it: &Path| it.extension().is_some_and(|it| it == "md" || it == "txt") && !it.ends_with("README.md");
    let is_draft = |it: &Path| is_text(it) || it.parent() != Some(folder);
    let files = files_in(folder).into_iter().filter(|it| is_draft(it));
    let mut texts: Vec<String> =
        files.filter_map(|it| fs::read_to_string(it).ok()).filter(|it| !it.is_empty()).collect();
    texts.sort_by_key(|it| std::cmp::Reverse(brackets(it) * 1_000_000 / it.len()));
    texts
}

fn brackets(text: &str) -> usize {
    text.bytes().filter(|it| *it == b'[').count()
}

/// Joins texts, again from the first one if they are too short, up to a size in bytes.
fn mixed(texts: &[String], size: usize) -> String {
    let mut mixed = String::with_capacity(size);
    for text in texts.iter().cycle() {
        let rest = size - mixed.len();
        if text.len() >= rest {
            mixed.push_str(&text[..text.floor_char_boundary(rest)]);
            return mixed;
        }
        mixed.push_str(text);
        mixed.push_str("\n\n");
        if mixed.len() >= size {
            return mixed;
        }
    }
    mixed
}
