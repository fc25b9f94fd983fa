//! Code in a Markdown text, between two lines of three or more backticks or tildes. It is no text of the draft. A fence
//! without a second one is not one.

use std::ops::Range;

use memchr::memmem;

use crate::lines::lines;

/// A line of backticks or tildes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Fence {
    sign: u8,
    length: usize,
    /// Whether only blanks follow the signs, so that it may close another fence.
    may_close: bool,
}

/// The fewest signs of a fence.
const MIN_SIGNS: usize = 3;

/// The most blanks before a fence; with more it is indented text.
const MAX_INDENT: usize = 3;

/// Returns whether a line begins or ends code, if another one belongs to it.
pub(crate) fn is_fence(line: &str) -> bool {
    fence(line).is_some()
}

fn fence(line: &str) -> Option<Fence> {
    let text = line.trim_start_matches(' ');
    let sign = *text.as_bytes().first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let length = text.bytes().take_while(|it| *it == sign).count();
    let rest = &text[length..];
    // Between backticks in one line stands code of that line.
    let is_fence =
        length >= MIN_SIGNS && line.len() - text.len() <= MAX_INDENT && !(sign == b'`' && rest.contains('`'));
    is_fence.then_some(Fence { sign, length, may_close: rest.trim().is_empty() })
}

/// Returns whether a text may hold a fence.
pub(crate) fn may_hold_fence(text: &str) -> bool {
    memmem::find(text.as_bytes(), b"```").is_some() || memmem::find(text.as_bytes(), b"~~~").is_some()
}

/// Returns the ranges of blocks that hold code, with both fences. `starts` are the bytes at which the blocks of the text
/// begin, and its end: a fence is the first line of a block.
pub(crate) fn blocks_of_code(text: &str, starts: &[usize]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    if !may_hold_fence(text) {
        return found;
    }
    let mut open: Option<(usize, Fence)> = None;
    for (index, start) in starts.iter().take(starts.len().saturating_sub(1)).enumerate() {
        let Some(fence) = lines(&text[*start..starts[index + 1]]).next().and_then(fence) else { continue };
        open = match open {
            Some((first, opener)) if fence.sign == opener.sign && fence.length >= opener.length && fence.may_close => {
                found.push(first..index + 1);
                None
            }
            None => Some((index, fence)),
            open => open,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::block_kind::BlockKind;
    use crate::draft::Draft;

    fn code(text: &str) -> Vec<String> {
        let draft = Draft::parse(text, None);
        let blocks = draft.blocks.iter().filter(|it| it.kind == BlockKind::Comment);
        blocks.map(|it| it.text.trim_end().to_owned()).collect()
    }

    #[test]
    fn code_stands_between_two_fences() {
        assert_eq!(code("1. One\n```json\n[a\n```\n2. Two\n"), ["```json", "[a", "```"]);
        assert_eq!(code("1. One\n\n~~~~\na\n~~~\n\n~~~~~\n2. Two\n"), ["~~~~", "a", "~~~", "~~~~~"]);
        assert_eq!(code("1. One\n```\n[a\n"), [""; 0]);
        assert_eq!(code("1. One ``` a\n```b``` c\n"), [""; 0]);
    }

    #[test]
    fn an_edit_of_a_fence_equals_the_full_parse() {
        let text = "1. One\n\n```\n[a\n\n1. b\n```\n\n2. Two\n\n3. Three\n";
        for start in 0..text.len() {
            for (end, with) in [(start + 1, ""), (start, "x"), (start, "\n```\n"), (start, "\n")] {
                let mut whole = text.to_owned();
                whole.replace_range(start..end, with);
                assert!(Draft::parse(text, None).edited(start..end, with) == Draft::parse(&whole, None), "{whole}");
            }
        }
    }
}
