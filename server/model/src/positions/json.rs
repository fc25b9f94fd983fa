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

/// The number of parts into which a long list of items is divided, so that several threads can parse it.
const MAX_PARTS: usize = 8;

/// The number of bytes of the smallest part.
const MIN_PART_BYTES: usize = 1 << 20;

/// A file whose list of items is parsed separately.
#[derive(Debug)]
pub(super) struct File<'t> {
    /// The value as far as it is valid JSON, without the items.
    pub(super) root: Option<Node<'t>>,
    /// The syntax errors.
    pub(super) errors: Vec<ParseError>,
    /// The bytes of the items, in one part or in several. Each part begins with an item.
    pub(super) items: Vec<Range<usize>>,
}

/// Returns the value of the file as far as it is valid JSON, and the syntax errors.
pub(super) fn read(text: &str) -> (Option<Node<'_>>, Vec<ParseError>) {
    let file = read_file(text, "");
    (file.root, file.errors)
}

/// Returns the same, but leaves the list with a `key` of the outermost object empty, whose elements [`each_item`] parses. A
/// file may have very many of them, and all of them at once need several times its size.
pub(super) fn read_file<'t>(text: &'t str, key: &str) -> File<'t> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = &text[start..];
    if body.trim().is_empty() {
        let errors = vec![ParseError::new(0..text.len(), "this file is empty")];
        return File { root: None, errors, items: Vec::new() };
    }
    let mut errors = Vec::new();
    let mut end = text.len();
    if let Err(error) = serde_json::from_str::<IgnoredAny>(body) {
        let place = start + place_of(&error, body);
        let reason = error.to_string();
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |it| it.0);
        let width = text[place..].chars().next().map_or(0, char::len_utf8);
        let message = format!("this file is not JSON from here on: {reason}");
        errors.push(ParseError::new(place..place + width, message));
        end = place;
    }
    let items = Some(key).filter(|it| !it.is_empty());
    let mut walk = Walk { text: &text[..end], at: start, too_deep: None, items, parts: Vec::new() };
    let root = walk.node(0);
    errors.extend(walk.too_deep.map(too_deep));
    File { root, errors, items: walk.parts }
}

/// Passes each item of a part on as soon as it is parsed. Returns the first syntax error.
pub(super) fn each_item<'t>(text: &'t str, part: Range<usize>, each: &mut dyn FnMut(Node<'t>)) -> Option<ParseError> {
    let mut walk = Walk { text: &text[..part.end], at: part.start, too_deep: None, items: None, parts: Vec::new() };
    walk.elements(b']', |walk| {
        let node = walk.node(2)?;
        let whole = node.whole;
        each(node);
        whole.then_some(())
    });
    walk.too_deep.map(too_deep)
}

fn too_deep(range: Range<usize>) -> ParseError {
    ParseError::new(range, "this value is nested deeper than anything here needs")
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

struct Walk<'t, 'k> {
    text: &'t str,
    at: usize,
    too_deep: Option<Range<usize>>,
    /// The key of the list whose elements are skipped, until the list is reached.
    items: Option<&'k str>,
    /// The bytes of these elements.
    parts: Vec<Range<usize>>,
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
        if self.items.take_if(|it| is_list && *it == key).is_none() {
            return self.node(1);
        }
        let part_bytes = (self.text.len() / MAX_PARTS).max(MIN_PART_BYTES);
        let whole = self.each(b']', |walk| {
            match walk.parts.last_mut() {
                Some(last) if walk.at - last.start < part_bytes => {}
                last => {
                    last.into_iter().for_each(|it| it.end = walk.at);
                    walk.parts.push(walk.at..walk.text.len());
                }
            }
            walk.skip_value().then_some(())
        });
        if let Some(last) = self.parts.last_mut() {
            last.end = self.at;
        }
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
    fn each(&mut self, closing: u8, read: impl FnMut(&mut Self) -> Option<()>) -> bool {
        self.at += 1;
        self.elements(closing, read)
    }

    /// Parses elements up to `closing`. Returns false if the text ends first.
    fn elements(&mut self, closing: u8, mut read: impl FnMut(&mut Self) -> Option<()>) -> bool {
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
        let escaped = self.skip_string()?;
        let inside = &self.text[start + 1..self.at - 1];
        if !escaped {
            return Some(Cow::Borrowed(inside));
        }
        // An unpaired surrogate is valid JSON but not text, so the escape remains as it is written.
        let decoded = serde_json::from_str::<String>(&self.text[start..self.at]);
        Some(decoded.map_or(Cow::Borrowed(inside), Cow::Owned))
    }

    /// Skips a string, which begins at `at`. Returns whether it has escapes, or `None` if the text ends inside it.
    fn skip_string(&mut self) -> Option<bool> {
        let bytes = self.text.as_bytes();
        if bytes[self.at] != b'"' {
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
                self.at += 1;
                return Some(escaped);
            }
            escaped = true;
            self.at += 2;
        }
    }

    /// Skips a value, which begins at `at`. Returns false if the text ends inside it.
    fn skip_value(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let mut open = 0usize;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    if self.skip_string().is_none() {
                        return false;
                    }
                    if open == 0 {
                        return true;
                    }
                    continue;
                }
                b'{' | b'[' => open += 1,
                b'}' | b']' if open == 0 => return true,
                b'}' | b']' => open -= 1,
                b',' if open == 0 => return true,
                _ => {}
            }
            self.at += 1;
            if open == 0 && matches!(byte, b'}' | b']') {
                return true;
            }
        }
        false
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
        self.skip_value();
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
    use super::{Json, MAX_PARTS, each_item, read, read_file};

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
    fn the_items_of_a_list_are_the_same_in_one_part_and_in_several() {
        let item = |at: usize| format!("{{\"a\": [{at}, \"]}}\\\"م{}\", {{}}], \"b\": null}}", "x".repeat(at % 90));
        let items: Vec<String> = (0..60_000).map(item).collect();
        for end in ["]}", "], \"c\": 1}", "", ", {\"a\": [1, \"", ", tru", "]"] {
            let text = format!("{{\"d\": [[]], \"p\": [\n {}{end}", items.join(" ,\n"));
            let file = read_file(&text, "p");
            assert!((2..=MAX_PARTS).contains(&file.items.len()), "{:?}", file.items);
            let mut found: Vec<String> = Vec::new();
            for part in file.items {
                assert_eq!(each_item(&text, part, &mut |it| found.push(text[it.range].to_owned())), None);
            }
            assert_eq!(found[..items.len()], items);
            assert!(found.len() <= items.len() + 1, "{end}");
            assert_eq!(file.errors.is_empty(), end.ends_with('}'), "{end}");
        }
        let deep = format!("{{\"p\": [1, {}{}, 2]}}", "[".repeat(99), "]".repeat(99));
        let file = read_file(&deep, "p");
        assert_eq!((file.items.len(), file.errors.len()), (1, 0));
        let mut count = 0;
        let error = each_item(&deep, file.items[0].clone(), &mut |_| count += 1);
        assert_eq!((count, error.unwrap().range), (3, 40..41));
        assert!(read_file("{\"p\": []}", "p").items.is_empty());
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
