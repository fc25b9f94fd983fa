//! A folder in which the real `travaux` is run.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::binary::binary;

/// A folder of its own, which goes when the test ends.
pub struct TestFolder {
    folder: TempDir,
}

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// Standard output, which is always text.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl TestFolder {
    /// A folder with some files.
    pub fn with(files: &[(&str, &str)]) -> TestFolder {
        let bench = TestFolder { folder: tempfile::tempdir().expect("tests may make folders") };
        for (name, text) in files {
            bench.write(name, text.as_bytes());
        }
        bench
    }

    /// Writes a file, and the folders it lies in.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file of the folder")).expect("tests may make folders");
        fs::write(path, bytes).expect("tests may write");
    }

    /// The text of a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a text that the test wrote")
    }

    /// A file's path.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A run that is not started yet, in this folder and without colour.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(self.folder()).env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs travaux.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs travaux with something on its standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().expect("travaux was built");
        let mut stdin = child.stdin.take().expect("it was piped");
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            // A run that needs no input may be over already.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().expect("travaux ends");
        writer.join().expect("the writer does not panic");
        Run {
            status: output.status.code().expect("travaux ends by itself"),
            out: String::from_utf8(output.stdout).expect("travaux writes UTF-8"),
            err: String::from_utf8(output.stderr).expect("travaux writes UTF-8"),
        }
    }
}
