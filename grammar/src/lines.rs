//! The lines of a text.

/// Returns the lines of a text, each with its line end: LF, CR LF or CR.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let end = match memchr::memchr2(b'\n', b'\r', bytes) {
            Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let (line, remaining) = rest.split_at(end);
        rest = remaining;
        Some(line)
    })
}

/// Returns the last line of a text that ends with LF, or `None` for any other text.
pub(crate) fn last_line(text: &str) -> Option<&str> {
    let content = text.strip_suffix('\n')?;
    let content = content.strip_suffix('\r').unwrap_or(content);
    let start = memchr::memrchr2(b'\n', b'\r', content.as_bytes()).map_or(0, |at| at + 1);
    Some(&text[start..])
}

/// Returns whether a line shows nothing.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(|character| character.is_whitespace() || character == '\u{FEFF}')
}
