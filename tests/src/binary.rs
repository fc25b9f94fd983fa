//! The real `travaux` binary that the tests run. It is built next to the test executable, with the same profile.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// Starts the language server with piped standard input and output. Its log is discarded.
pub fn start_server() -> Child {
    let pipe = Stdio::piped;
    let mut serve = Command::new(binary());
    serve.arg("serve").stdin(pipe()).stdout(pipe()).stderr(Stdio::null()).spawn().expect("the binary starts")
}

/// Returns the path of the binary, or that in `TRAVAUX_BIN`. The binary is built once for each run of a test
/// executable, which takes no time if it is up to date.
pub fn binary() -> &'static PathBuf {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        // target/debug/deps/cli-0123456789abcdef
        let executable = std::env::current_exe().expect("a running test has an executable");
        let profile = executable.ancestors().nth(2).expect("tests lie in a folder of their profile");
        if let Some(path) = std::env::var_os("TRAVAUX_BIN") {
            return path.into();
        }
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "travaux", "--bin", "travaux", "--target-dir"]);
        build.arg(profile.parent().expect("profiles lie in the target folder"));
        if profile.ends_with("release") {
            build.arg("--release");
        }
        let built = build.current_dir(env!("CARGO_MANIFEST_DIR")).status().expect("cargo runs this test");
        assert!(built.success(), "travaux does not build");
        profile.join(format!("travaux{}", std::env::consts::EXE_SUFFIX))
    })
}
