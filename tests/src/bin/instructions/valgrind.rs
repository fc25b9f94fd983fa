//! Runs this program's own work under valgrind, which collects inside of one function only and writes a file whenever
//! that ends.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The argument that has the work done.
pub(crate) const WORK: &str = "work";

/// The function in which instructions count, and behind which they are written down. Callgrind takes one option only
/// for each pattern, so there are two that mean the same.
const OPTIONS: [&str; 2] = ["--toggle-collect=*::workload::counted*", "--dump-after=*workload::counted*"];

/// The C library copies in other ways on other processors: with one instruction for a whole page, or one for 16 bytes.
/// Here it uses those that they all have.
const PLAIN: (&str, &str) = ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM");

/// What was done, and the instructions that it took.
pub(crate) fn counts() -> io::Result<Vec<(String, u64)>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("counts");
    let mut out = OsString::from("--callgrind-out-file=");
    out.push(&file);
    let output = Command::new("valgrind")
        .args(["--quiet", "--tool=callgrind"])
        .args(OPTIONS)
        .arg(out)
        .arg(std::env::current_exe()?)
        .arg(WORK)
        // What the environment holds moves the stack.
        .env_clear()
        .env(PLAIN.0, PLAIN.1)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .current_dir(folder.path())
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(io::Error::other(format!("valgrind ended with {}", output.status)));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let counts = names.lines().zip(1..).map(|(name, number)| {
        let part = PathBuf::from(format!("{}.{number}", file.display()));
        Ok((name.to_owned(), sum(&part)?))
    });
    counts.collect()
}

/// The sum in a file of callgrind's.
fn sum(file: &Path) -> io::Result<u64> {
    let text = fs::read_to_string(file)?;
    let sum = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let count = sum.and_then(|it| it.trim().parse().ok()).filter(|it| *it > 0);
    count.ok_or_else(|| io::Error::other(format!("{} has no sum", file.display())))
}
