//! Uses of brackets and braces in Markdown that are none of the negotiation: links, notes, tasks, attributes, code.

/// The farthest that the end of marked words, or of a link's address, is looked for. Without a limit the search would
/// be quadratic.
pub(super) const MAX_SEARCH_BYTES: usize = 4096;

/// Returns whether a backslash escapes the sign at `at`: `\[shall\]`.
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    const MAX_BACKSLASHES: usize = 8;
    let backslashes = bytes[..at].iter().rev().take(MAX_BACKSLASHES).take_while(|byte| **byte == b'\\').count();
    backslashes % 2 == 1
}

/// Returns the end of what begins at a sign without being a bracket: the mark of a note, the box of a task, attributes
/// in braces, or a fence with its code.
pub(super) fn end_of_other_use(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes[at] {
        b'[' if is_escaped(bytes, at) => None,
        b'[' => footnote_end(bytes, at).or_else(|| task_end(text, at)),
        b'{' => attributes_len(&text[at..]).map(|length| at + length),
        b'`' => fence_end(text, at),
        _ => None,
    }
}

/// `- [ ] to do`, `- [x] done`
fn task_end(text: &str, at: usize) -> Option<usize> {
    const BOX_BYTES: usize = 3;
    let is_box = ["[ ] ", "[x] "].iter().any(|form| text[at..].starts_with(form));
    if !is_box {
        return None;
    }
    let before = text[..at].strip_suffix(' ')?.strip_suffix(['-', '*', '+'])?;
    begins_line(before).then_some(at + BOX_BYTES)
}

/// Returns whether only a few blanks stand between the end of a text and the beginning of its last line.
fn begins_line(before: &str) -> bool {
    const MAX_INDENTATION: usize = 16;
    let mut signs = before.bytes().rev().take(MAX_INDENTATION).skip_while(|byte| matches!(byte, b' ' | b'\t'));
    match signs.next() {
        Some(byte) => byte == b'\n',
        None => before.len() < MAX_INDENTATION,
    }
}

/// Returns the length of attributes in braces: `{.underline}`, `{#id}`, `{:toc}`.
fn attributes_len(after: &str) -> Option<usize> {
    const MAX_ATTRIBUTES_BYTES: usize = 200;
    let attributes = after.strip_prefix('{')?.strip_prefix([':', '.', '#'])?;
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'#' | b' ');
    if !attributes.bytes().next().is_some_and(is_name) {
        return None;
    }
    let window = &attributes.as_bytes()[..attributes.len().min(MAX_ATTRIBUTES_BYTES)];
    let end = memchr::memchr3(b'}', b'\n', b'{', window)?;
    (window[end] == b'}').then_some(2 + end + 1)
}

/// Returns the end of a fence of backticks with the code in it, or of the block if the code goes on after it.
fn fence_end(text: &str, at: usize) -> Option<usize> {
    const FENCE: &str = "```";
    if !text[at..].starts_with(FENCE) || !begins_line(&text[..at]) {
        return None;
    }
    let mut from = at;
    while let Some(end) = memchr::memchr(b'\n', &text.as_bytes()[from..]) {
        from += end + 1;
        let line = text[from..].trim_start_matches([' ', '\t']);
        if line.starts_with(FENCE) {
            return Some(text.len() - line.len() + FENCE.len());
        }
    }
    Some(text.len())
}

/// Returns the length of a reference to a link after its text: `[ref1]`, `[]`. Two brackets of words are a run.
fn reference_len(text: &str, after: &str) -> Option<usize> {
    const MAX_REFERENCE_BYTES: usize = 40;
    let window = &after.as_bytes()[..after.len().min(MAX_REFERENCE_BYTES)];
    let text = &text[..text.floor_char_boundary(MAX_REFERENCE_BYTES)];
    let end = memchr::memchr(b']', window)?;
    let reference = window[..end].strip_prefix(b"[")?;
    let has = |test: fn(u8) -> bool| reference.iter().any(|byte| test(*byte));
    let is_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    let is_link = match () {
        () if reference.is_empty() => text.contains(char::is_alphabetic),
        () if !reference.iter().all(|byte| is_id(*byte)) => false,
        () if reference.iter().all(u8::is_ascii_digit) => text.contains(' '),
        () => has(|byte| byte.is_ascii_lowercase()) && has(|byte| byte.is_ascii_digit() || byte == b'_'),
    };
    is_link.then_some(end + 1)
}

/// Returns the end of the mark of a Markdown footnote: `[^1]`.
fn footnote_end(bytes: &[u8], at: usize) -> Option<usize> {
    const MAX_MARK_BYTES: usize = 40;
    if bytes.get(at + 1) != Some(&b'^') {
        return None;
    }
    let is_end = |byte: &u8| matches!(byte, b']' | b' ' | b'\n');
    let length = bytes[at + 2..].iter().take(MAX_MARK_BYTES).position(is_end)?;
    (length > 0 && bytes[at + 2 + length] == b']').then_some(at + 3 + length)
}

/// Returns the end of a Markdown link or span whose text is a bracket: `[text](address)`, `[text][ref1]`,
/// `[name]: address`, `[text]{.underline}`.
pub(super) fn link_end(text: &str, open: usize, close: usize) -> Option<usize> {
    let after = &text[close + 1..];
    if let Some(address) = after.strip_prefix('(') {
        return Some(close + 2 + address_len(address)?);
    }
    if let Some(end) = reference_len(text.get(open + 1..close)?, after).or_else(|| attributes_len(after)) {
        return Some(close + 1 + end);
    }
    let address = after.strip_prefix(':')?.trim_start_matches(' ');
    let begins_line = text[..open].chars().next_back().is_none_or(|character| character == '\n');
    let is_address = address.starts_with("http") || address.starts_with('<') || address.starts_with('/');
    (begins_line && (is_address || is_file(address))).then(|| close + 1 + after.find('\n').unwrap_or(after.len()))
}

/// `annex.md`: returns whether a line is the name of a file.
fn is_file(line: &str) -> bool {
    const MAX_FILE_BYTES: usize = 200;
    let mut words = line[..line.floor_char_boundary(MAX_FILE_BYTES)].lines().next().unwrap_or_default().split(' ');
    let name = words.next().unwrap_or_default();
    let extension = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |it| it.1);
    !extension.is_empty() && extension.bytes().all(|it| it.is_ascii_alphanumeric()) && words.next().is_none()
}

/// Returns the length of a link's address with its closing parenthesis.
pub(crate) fn address_len(address: &str) -> Option<usize> {
    let window = &address.as_bytes()[..address.len().min(MAX_SEARCH_BYTES)];
    let first = &address[..memchr::memchr2(b')', b'\n', window)?];
    let schemes = ["http:", "https:", "mailto:", "www.", "/", "./", "../", "#", "<"];
    let has_scheme = schemes.iter().any(|scheme| first.starts_with(scheme));
    let is_path = !first.is_empty() && !first.contains(' ') && first.contains(['.', '/', '#']) && !first.ends_with('.');
    if !has_scheme && !is_path {
        return None;
    }
    // Addresses may contain pairs of parentheses.
    let mut depth = 1;
    let end = address.char_indices().find_map(|(offset, sign)| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\n' => depth = 0,
            _ => {}
        }
        (depth == 0).then_some(offset)
    });
    Some(end.map_or(address.len(), |end| end + 1))
}
