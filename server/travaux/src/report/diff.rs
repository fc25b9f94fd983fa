//! What a change of a text would be, as a unified diff that `patch -p0` takes.

use std::io::{self, Write};
use std::time::Duration;

use similar::TextDiff;

/// Beyond this, the diff may be larger than it need be, but it is still right.
const PATIENCE: Duration = Duration::from_secs(3);

/// Writes the change of one file from `old` to `new`; nothing if they are the same.
pub fn write(path: &str, old: &str, new: &str, out: &mut dyn Write) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    diff.unified_diff().header(path, path).to_writer(out)
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn a_change_is_shown_with_its_neighbours() {
        let mut out = Vec::new();
        write("x.treaty", "a\nb []\nc", "a\nb\nc", &mut out).unwrap();
        let expected = "--- x.treaty\n+++ x.treaty\n@@ -1,3 +1,3 @@\n a\n-b []\n+b\n c\n\\ No newline at end of file\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
