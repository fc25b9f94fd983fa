//! A JSON parser that records the bytes of every key and value, so that errors have a place.
//!
//! serde_json decides whether the text is valid; this parser walks valid text, and of an invalid text the part before
//! the error.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::IgnoredAny;

use super::parse_error::ParseError;

/// A value and its bytes: `"RU"` at 24..28, quotation marks included.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) range: Range<usize>,
    pub(super) value: Json<'t>,
    /// Whether the value is complete; false if the file ends inside it.
    pub(super) whole: bool,
}

/// The value of a [`Node`].
#[derive(Debug)]
pub(super) enum Json<'t> {
    Null,
    Bool(bool),
    Number(&'t str),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<Member<'t>>),
}

/// A key with its value. `key_range` includes the quotation marks.
#[derive(Debug)]
pub(super) struct Member<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_range: Range<usize>,
    pub(super) node: Node<'t>,
}

/// The nesting beyond which values are left out and reported.
const MAX_DEPTH: usize = 32;

/// Returns the value of the file as far as it is valid JSON, and the syntax errors.
pub(super) fn read(text: &str) -> (Option<Node<'_>>, Vec<ParseError>) {
    read_items(text, "", &mut |_| {})
}

/// Returns the same, but passes each element of the list with a `key` of the outermost object on as soon as it is read, and
/// leaves that list empty. A file may have very many elements, and all of them at once need several times its size.
pub(super) fn read_items<'t, 'e>(
    text: &'t str,
    key: &'e str,
    each: &'e mut (dyn FnMut(Node<'t>) + 'e),
) -> (Option<Node<'t>>, Vec<ParseError>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = &text[start..];
    if body.trim().is_empty() {
        return (None, vec![ParseError::new(0..text.len(), "this file is empty")]);
    }
    let mut errors = Vec::new();
    let mut end = text.len();
    if let Err(error) = serde_json::from_str::<IgnoredAny>(body) {
        let place = start + place_of(&error, body);
        let reason = error.to_string();
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |it| it.0);
        let width = text[place..].chars().next().map_or(0, char::len_utf8);
        let message = format!("this file is not JSON from here on: {reason}");
        errors.push(ParseError { ends_file: true, ..ParseError::new(place..place + width, message) });
        end = place;
    }
    let items = Some((key, each)).filter(|it| !it.0.is_empty());
    let mut walk = Walk { text: &text[..end], at: start, too_deep: None, items };
    let root = walk.node(0);
    if let Some(range) = walk.too_deep {
        errors.push(ParseError::new(range, "this value is nested deeper than anything here needs"));
    }
    (root, errors)
}

/// Returns the offset at which serde_json stopped. Its columns count bytes from one, and it reports the last byte that
/// it examined.
fn place_of(error: &serde_json::Error, body: &str) -> usize {
    if error.is_eof() {
        return body.len();
    }
    let before = error.line().saturating_sub(1);
    let line: usize = body.split_inclusive('\n').take(before).map(str::len).sum();
    let place = (line + error.column().saturating_sub(1)).min(body.len());
    (0..=place).rev().find(|it| body.is_char_boundary(*it)).unwrap_or(0)
}

struct Walk<'t, 'e> {
    text: &'t str,
    at: usize,
    too_deep: Option<Range<usize>>,
    /// The key of the list whose elements are passed on, until the list is reached.
    items: Option<(&'e str, &'e mut (dyn FnMut(Node<'t>) + 'e))>,
}

impl<'t> Walk<'t, '_> {
    /// Parses the next value. Returns `None` at the end of the text.
    fn node(&mut self, depth: usize) -> Option<Node<'t>> {
        let start = self.next_at()?;
        let (value, whole) = match self.text.as_bytes()[start] {
            b'{' | b'[' if depth == MAX_DEPTH => (self.skipped(), true),
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(|it| (Json::Text(it), true))?,
            _ => self.word()?,
        };
        Some(Node { range: start..self.at, value, whole })
    }

    fn object(&mut self, depth: usize) -> (Json<'t>, bool) {
        let mut members = Vec::new();
        let whole = self.each(b'}', |walk| {
            let start = walk.at;
            let key = walk.string()?;
            let key_range = start..walk.at;
            walk.next_at().filter(|it| walk.text.as_bytes()[*it] == b':')?;
            walk.at += 1;
            let node = match depth {
                0 => walk.member_of_root(&key)?,
                _ => walk.node(depth + 1)?,
            };
            let whole = node.whole;
            members.push(Member { key, key_range, node });
            whole.then_some(())
        });
        (Json::Object(members), whole)
    }

    /// Parses the value of a key of the outermost object.
    fn member_of_root(&mut self, key: &str) -> Option<Node<'t>> {
        let start = self.next_at()?;
        let is_list = self.text.as_bytes()[start] == b'[';
        let Some((_, each)) = self.items.take_if(|it| is_list && it.0 == key) else { return self.node(1) };
        let whole = self.each(b']', |walk| {
            let node = walk.node(2)?;
            let whole = node.whole;
            each(node);
            whole.then_some(())
        });
        Some(Node { range: start..self.at, value: Json::List(Vec::new()), whole })
    }

    fn list(&mut self, depth: usize) -> (Json<'t>, bool) {
        let mut nodes = Vec::new();
        let whole = self.each(b']', |walk| {
            let node = walk.node(depth + 1)?;
            let whole = node.whole;
            nodes.push(node);
            whole.then_some(())
        });
        (Json::List(nodes), whole)
    }

    /// Parses elements between an opening character and `closing`. Returns false if the text ends first.
    fn each(&mut self, closing: u8, mut read: impl FnMut(&mut Self) -> Option<()>) -> bool {
        self.at += 1;
        while let Some(at) = self.next_at() {
            match self.text.as_bytes()[at] {
                byte if byte == closing => {
                    self.at += 1;
                    return true;
                }
                b',' => self.at += 1,
                _ => {
                    if read(self).is_none() {
                        return false;
                    }
                }
            }
        }
        false
    }

    /// Parses a string, which begins at `at`.
    fn string(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        if bytes[start] != b'"' {
            return None;
        }
        let mut escaped = false;
        self.at += 1;
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(next) = memchr::memchr2(b'"', b'\\', rest) else {
                self.at = bytes.len();
                return None;
            };
            self.at += next;
            if rest[next] == b'"' {
                break;
            }
            escaped = true;
            self.at += 2;
        }
        self.at += 1;
        let inside = &self.text[start + 1..self.at - 1];
        if !escaped {
            return Some(Cow::Borrowed(inside));
        }
        // An unpaired surrogate is valid JSON but not text, so the escape remains as it is written.
        let decoded = serde_json::from_str::<String>(&self.text[start..self.at]);
        Some(decoded.map_or(Cow::Borrowed(inside), Cow::Owned))
    }

    /// Parses a number, `true`, `false` or `null`. Returns `None` for anything else, which can only be the last value
    /// before an error.
    fn word(&mut self) -> Option<(Json<'t>, bool)> {
        let rest = &self.text[self.at..];
        let ends = |it: char| it.is_ascii_whitespace() || matches!(it, ',' | ':' | ']' | '}');
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        match word {
            "null" => Some((Json::Null, true)),
            "true" | "false" => Some((Json::Bool(word == "true"), true)),
            _ if word.starts_with(|it: char| it == '-' || it.is_ascii_digit()) => Some((Json::Number(word), true)),
            _ => None,
        }
    }

    /// Skips a list or an object without recursion, and reports the first one.
    fn skipped(&mut self) -> Json<'t> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut open = 0usize;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                b'"' if self.string().is_some() => continue,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                break;
            }
        }
        self.too_deep.get_or_insert(start..start + 1);
        Json::Null
    }

    /// Skips whitespace. Returns the offset of the next byte, or `None` at the end.
    fn next_at(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at)?.is_ascii_whitespace() {
            self.at += 1;
        }
        Some(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::{Json, read};

    #[test]
    fn values_have_byte_ranges() {
        let text = "\u{feff}{\"a\": [\"\\u0645\", 12]}";
        let (root, errors) = read(text);
        assert!(errors.is_empty());
        let Json::Object(members) = root.unwrap().value else { panic!() };
        assert_eq!(&text[members[0].key_range.clone()], "\"a\"");
        let Json::List(nodes) = &members[0].node.value else { panic!() };
        assert_eq!(&text[nodes[0].range.clone()], "\"\\u0645\"");
        assert!(matches!(&nodes[0].value, Json::Text(it) if it == "م"));
        assert!(matches!(nodes[1].value, Json::Number("12")));
    }

    #[test]
    fn an_invalid_file_is_parsed_up_to_the_error() {
        let text = "[1, {\"a\": 2},\n {\"a\" 3}, 4]";
        let (root, errors) = read(text);
        assert_eq!(&text[errors[0].range.clone()], "3");
        let Json::List(nodes) = root.unwrap().value else { panic!() };
        assert_eq!(nodes.iter().map(|it| it.whole).collect::<Vec<_>>(), [true, true, false]);
    }

    #[test]
    fn deep_nesting_and_invalid_bytes_are_reported() {
        for text in ["[".repeat(100_000), "[".repeat(9999) + &"]".repeat(9999)] {
            assert_eq!(read(&text).1.len(), 1 + usize::from(!text.ends_with(']')));
        }
        for text in ["", "\u{feff}", "\0", "[\"\0\"]", "\"\\", "{\"a\":\"é\u{1}", "nul", "[1}"] {
            assert_eq!(read(text).1.len(), 1, "{text:?}");
        }
        assert!(read("[\"\\ud800\"]").1.is_empty());
    }
}
