//! Counts instructions with callgrind, a tool of valgrind.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// The C library copies memory differently on different processors, with one instruction for a page or for 16 bytes.
/// This setting disables the variants that not all processors have.
const GLIBC_TUNABLES: (&str, &str) = ("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-AVX_Fast_Unaligned_Load,-ERMS,-FSRM");

/// Returns whether valgrind is installed.
pub fn is_installed() -> bool {
    Command::new("valgrind").arg("--version").output().is_ok_and(|it| it.status.success())
}

/// Returns a command that runs a program in a folder and counts its instructions. The counts are written to the file
/// `counts` there, or to `counts.1` and so on if the options tell callgrind to write several files.
pub fn command(folder: &Path, options: &[&str], program: &Path) -> Command {
    let mut out = OsString::from("--callgrind-out-file=");
    out.push(folder.join("counts"));
    let mut command = Command::new("valgrind");
    command
        .args(["--quiet", "--tool=callgrind"])
        .args(options)
        .arg(out)
        .arg(program)
        // The size of the environment changes the addresses on the stack.
        .env_clear()
        .env(GLIBC_TUNABLES.0, GLIBC_TUNABLES.1)
        .env("RAYON_NUM_THREADS", "1")
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .current_dir(folder);
    command
}

/// Returns the number of instructions in the nth file of counts in a folder, from 1 on; `None` if there is no such file yet.
pub fn part(folder: &Path, number: usize) -> io::Result<Option<u64>> {
    let file = folder.join(format!("counts.{number}"));
    if file.exists() { total(&file).map(Some) } else { Ok(None) }
}

/// Returns the number of instructions that a program takes which ends by itself. Its outcome does not matter.
pub fn instructions(program: &Path, arguments: &[&str]) -> io::Result<u64> {
    let folder = tempfile::tempdir()?;
    command(folder.path(), &[], program).args(arguments).output()?;
    total(&folder.path().join("counts"))
}

/// Reads the total from a callgrind file.
fn total(file: &Path) -> io::Result<u64> {
    let text = fs::read_to_string(file)?;
    let sum = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let count = sum.and_then(|it| it.trim().parse().ok()).filter(|it| *it > 0);
    count.ok_or_else(|| io::Error::other(format!("{} has no total", file.display())))
}
