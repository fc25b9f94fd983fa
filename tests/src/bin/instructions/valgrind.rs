//! Runs the workload under valgrind, which counts the instructions in one function only and writes a file after each
//! call of it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The argument with which this program runs the workload.
pub(crate) const WORKLOAD: &str = "workload";

/// Options that select the function whose instructions are counted, and after which the counts are written. Callgrind
/// allows one option for each pattern, so two different patterns match the same function.
const OPTIONS: [&str; 2] = ["--toggle-collect=*::workload::counted*", "--dump-after=*workload::counted*"];

/// The C library copies memory differently on different processors, with one instruction for a page or for 16 bytes.
/// This setting disables the variants that not all processors have.
const GLIBC_TUNABLES: (&str, &str) = ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM");

/// Returns the name and the instruction count of each part of the workload.
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
        .arg(WORKLOAD)
        // The size of the environment changes the addresses on the stack.
        .env_clear()
        .env(GLIBC_TUNABLES.0, GLIBC_TUNABLES.1)
        // Only the calling thread is counted.
        .env("RAYON_NUM_THREADS", "1")
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
        Ok((name.to_owned(), total(&part)?))
    });
    counts.collect()
}

/// Reads the total from a callgrind file.
fn total(file: &Path) -> io::Result<u64> {
    let text = fs::read_to_string(file)?;
    let sum = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let count = sum.and_then(|it| it.trim().parse().ok()).filter(|it| *it > 0);
    count.ok_or_else(|| io::Error::other(format!("{} has no total", file.display())))
}
