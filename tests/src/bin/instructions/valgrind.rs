//! Runs the workload under valgrind, which counts the instructions in one function only and writes a file after each
//! call of it.

use std::io;
use std::process::Stdio;

use travaux_tests::callgrind;

/// The argument with which this program runs the workload.
pub(crate) const WORKLOAD: &str = "workload";

/// Options that select the function whose instructions are counted, and after which the counts are written. Callgrind
/// allows one option for each pattern, so two different patterns match the same function. Only the calling thread is
/// counted.
const OPTIONS: [&str; 2] = ["--toggle-collect=*::workload::counted*", "--dump-after=*workload::counted*"];

/// Returns the name and the instruction count of each part of the workload.
pub(crate) fn counts() -> io::Result<Vec<(String, u64)>> {
    let folder = tempfile::tempdir()?;
    let mut command = callgrind::command(folder.path(), &OPTIONS, &std::env::current_exe()?);
    let output = command.arg(WORKLOAD).stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("valgrind ended with {}", output.status)));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let counts = names.lines().zip(1..).map(|(name, number)| {
        let count = callgrind::part(folder.path(), number)?;
        let count = count.ok_or_else(|| io::Error::other(format!("valgrind did not count {name}")))?;
        Ok((name.to_owned(), count))
    });
    counts.collect()
}
