//! Counts the instructions of the command line for each byte of a draft.

use std::fs;
use std::io;

use travaux_tests::benchmark_drafts::{Profile, rounded};
use travaux_tests::binary::binary;
use travaux_tests::callgrind;

/// Counts the instructions for linting an empty draft.
pub(crate) fn start() -> io::Result<Vec<(String, u64)>> {
    Ok(vec![("the linter started".to_owned(), lint("")?)])
}

/// Counts the instructions for linting a draft of a profile, for each byte.
pub(crate) fn counts(profile: Profile, size: usize) -> io::Result<Vec<(String, u64)>> {
    let text = profile.draft(size).text;
    let count = lint(&text)?.saturating_sub(lint("")?) / text.len() as u64;
    Ok(vec![(format!("{profile}, {}: a byte linted", rounded(size)), count)])
}

fn lint(text: &str) -> io::Result<u64> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("draft.treaty");
    fs::write(&file, text)?;
    let file = file.to_string_lossy();
    callgrind::instructions(binary(), &["lint", "--fail-on", "never", "--format", "concise", &file])
}
