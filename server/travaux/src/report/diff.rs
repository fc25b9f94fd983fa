//! Writes changes as unified diffs that `patch -p0` accepts.

use std::io::{self, Write};
use std::time::Duration;

use similar::TextDiff;

/// After this time the diff may be larger than necessary, but it is still correct.
const MINIMIZATION_TIMEOUT: Duration = Duration::from_secs(3);

/// Writes the change of a file from `old` to `new`. Writes nothing if they are equal.
pub fn write(path: &str, old: &str, new: &str, out: &mut dyn Write) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let diff = TextDiff::configure().timeout(MINIMIZATION_TIMEOUT).diff_lines(old, new);
    diff.unified_diff().header(path, path).to_writer(out)
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_change_is_shown_with_context() {
        let mut out = Vec::new();
        write("x.treaty", "a\nb []\nc", "a\nb\nc", &mut out).unwrap();
        let expected = "--- x.treaty\n+++ x.treaty\n@@ -1,3 +1,3 @@\n a\n-b []\n+b\n c\n\\ No newline at end of file\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
