//! Footnotes in Markdown: the mark `[^3]` in a text, and `[^3]: text` on a line of its own.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// The longest name that a mark has.
const MAX_NAME_BYTES: usize = 40;

/// A footnote, or a mark that refers to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The name: `3`.
    pub name: Box<str>,
    /// Whether it is the footnote itself, rather than a mark.
    pub is_text: bool,
}

/// Returns the marks in a text, and the footnotes that begin in it, in order.
pub(crate) fn footnotes(text: &str) -> Box<[Footnote]> {
    let footnote = |range: Range<usize>| Footnote {
        name: text[range.start + 2..range.end - 1].into(),
        is_text: text[range.end..].starts_with(':') && begins_line(&text[..range.start]),
    };
    footnote_ranges(text).map(footnote).collect()
}

/// Returns the bytes of the marks in a text, and of those with which its footnotes begin, in order.
pub fn footnote_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    static OPENER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("[^"));
    OPENER.find_iter(text.as_bytes()).filter_map(|at| {
        let after = &text.as_bytes()[at + 2..];
        let is_end = |byte: &u8| matches!(byte, b']' | b'[' | b' ' | b'\n' | b'`');
        let length = after.iter().take(MAX_NAME_BYTES).position(is_end)?;
        let is_mark = length > 0 && after[length] == b']' && !text[..at].ends_with(['\\', '`']);
        is_mark.then_some(at..at + length + 3)
    })
}

fn begins_line(before: &str) -> bool {
    let rest = before.trim_end_matches([' ', '\t']);
    rest.is_empty() || rest.ends_with(['\n', '\r'])
}
