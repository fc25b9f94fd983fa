//! Counts the instructions of the command line for each byte of a draft.

use std::fs;
use std::io;

use travaux_tests::benchmark_drafts::{Profile, rounded};
use travaux_tests::binary::binary;
use travaux_tests::callgrind;

/// The size of a draft that takes little more than starting does.
const SMALL_BYTES: usize = 10_000;

/// Counts the instructions for linting a draft of one line, which are those for starting.
pub(crate) fn start() -> io::Result<Vec<(String, u64)>> {
    Ok(vec![("a draft of one line linted".to_owned(), lint("1. Each Party shall report.\n")?)])
}

/// Counts the instructions for linting a draft of a profile, for each byte and without those for starting.
pub(crate) fn counts(profile: Profile, size: usize) -> io::Result<Vec<(String, u64)>> {
    let (small, large) = (profile.draft(SMALL_BYTES).text, profile.draft(size).text);
    let bytes = large.len() - small.len();
    let count = lint(&large)?.saturating_sub(lint(&small)?) / bytes as u64;
    Ok(vec![(format!("{profile}, {}: a byte linted", rounded(size)), count)])
}

fn lint(text: &str) -> io::Result<u64> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("draft.treaty");
    fs::write(&file, text)?;
    let file = file.to_string_lossy();
    callgrind::instructions(binary(), &["lint", "--fail-on", "never", "--format", "concise", &file])
}
