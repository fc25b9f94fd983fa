//! A temporary folder in which tests run the real `travaux`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::binary::binary;

/// A temporary folder, which is deleted when the test ends.
pub struct TestFolder {
    folder: TempDir,
}

/// The result of a run.
#[derive(Debug)]
pub struct Run {
    /// The exit status.
    pub status: i32,
    /// The standard output, which is always UTF-8.
    pub out: String,
    /// The standard error.
    pub err: String,
}

impl TestFolder {
    /// Creates a folder with the given files, each a name and a text.
    pub fn with(files: &[(&str, &str)]) -> TestFolder {
        let test_folder = TestFolder { folder: tempfile::tempdir().expect("tests may make folders") };
        for (name, text) in files {
            test_folder.write(name, text.as_bytes());
        }
        test_folder
    }

    /// Writes a file, and creates the folders on its path.
    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file of the folder")).expect("tests may make folders");
        fs::write(path, bytes).expect("tests may write");
    }

    /// Reads the text of a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a text that the test wrote")
    }

    /// Returns the path of a file in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Returns the path of the folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns a command that runs travaux in this folder, without colours.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(self.folder()).env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs travaux and waits for its end.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// Runs travaux with the given standard input, and waits for its end.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().expect("travaux was built");
        let mut stdin = child.stdin.take().expect("it was piped");
        let input = input.to_vec();
        let writer = std::thread::spawn(move || {
            // A run that needs no input may have ended already.
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
