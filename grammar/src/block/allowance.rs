//! Rules that a comment allows: `<!-- travaux: allow dangling-reference -->`.

use std::ops::Range;
use std::sync::LazyLock;

use crate::offset::range_to_u32;
use memchr::memmem::Finder;

/// A rule that a comment allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The name of the rule as written.
    pub rule: String,
    /// The bytes of the name, relative to the block.
    pub range: Range<u32>,
    /// Whether the rule is allowed in the whole draft: `allow-file`.
    pub file: bool,
}

pub(super) fn allowances(text: &str) -> Vec<Allowance> {
    const OPENING: &str = "<!-- travaux: allow";
    static COMMENTS: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(OPENING));
    let mut found = Vec::new();
    for at in COMMENTS.find_iter(text.as_bytes()) {
        let rest = &text[at + OPENING.len()..];
        let Some(end) = rest.find("-->") else { continue };
        let (file, names) = match rest[..end].strip_prefix("-file") {
            Some(names) => (true, names),
            None => (false, &rest[..end]),
        };
        let mut offset = at + OPENING.len() + (end - names.len());
        for name in names.split_inclusive([' ', ',']) {
            let rule = name.trim_matches([' ', ',']);
            if !rule.is_empty() {
                let start = offset + name.find(rule).unwrap_or(0);
                found.push(Allowance { rule: rule.to_owned(), range: range_to_u32(start..start + rule.len()), file });
            }
            offset += name.len();
        }
    }
    found
}
