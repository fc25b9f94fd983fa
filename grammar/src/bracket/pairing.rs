//! Pairs the opening and closing signs of one block.

use std::ops::Range;

use super::markdown::{self, MAX_SEARCH_BYTES};
use super::{Bracket, BracketContent, Brackets, StrayCloser};
use crate::lines::lines;
use crate::notation::{BracketEnd, GLYPH_COUNT, Glyph, bracket_end, long_closer, long_opener};
use crate::offset::{to_u32, to_usize};

/// The bytes with which a sign of the notation, a comment or markup may begin.
const SIGN_BYTES: [u8; 11] = [b'<', b'[', b']', b'{', b'}', b'~', b'*', b'_', b'`', 0xE3, 0xEF];

/// Whether each byte is one of [`SIGN_BYTES`].
const MAY_BEGIN_SIGN: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < SIGN_BYTES.len() {
        table[SIGN_BYTES[at] as usize] = true;
        at += 1;
    }
    table
};

/// Returns the brackets of a block, their content unknown and without runs.
pub(super) fn paired(text: &str, beginnings: &[Range<u32>]) -> Brackets {
    let bytes = text.as_bytes();
    let next_sign = |at: usize| {
        let offset = bytes[at..].iter().position(|byte| MAY_BEGIN_SIGN[usize::from(*byte)]);
        offset.map(|offset| at + offset)
    };
    if !has_sign(bytes) {
        return Brackets::default();
    }
    let mut at = 0;
    let list = Vec::with_capacity(memchr::memchr_iter(b'[', bytes).count());
    let mut pairing = Pairing { list, beginnings, ..Pairing::default() };
    while at < bytes.len() && u32::try_from(at).is_ok() {
        if let b'[' | b'{' | b'`' = bytes[at]
            && let Some(end) = markdown::end_of_other_use(text, at)
        {
            at = end;
            continue;
        }
        at += match bytes[at] {
            b'<' if text[at..].starts_with("<!--") => text[at..].find("-->").map_or(bytes.len() - at, |end| end + 3),
            b'~' | b'*' | b'_' => pairing.markup(text, at),
            b'`' => 1,
            b'[' | b']' | b'{' | b'}' | 0xE3 | 0xEF => pairing.sign(text, at),
            _ => next_sign(at + 1).unwrap_or(bytes.len()) - at,
        };
    }
    let mut brackets = pairing.finish();
    if brackets.list.iter().any(is_lone_brace) || brackets.strays.iter().any(|it| it.glyph == Glyph::Curly) {
        // A brace in a table joins its lines and brackets nothing.
        let rows = table_rows(text);
        let is_in_table =
            |at: u32| rows.get(rows.partition_point(|row| row.end <= at)).is_some_and(|row| row.contains(&at));
        brackets.list = brackets.list.into_iter().filter(|it| !is_lone_brace(it) || !is_in_table(it.open)).collect();
        let is_kept = |it: &StrayCloser| it.glyph != Glyph::Curly || !is_in_table(it.at);
        brackets.strays = brackets.strays.into_iter().filter(is_kept).collect();
    }
    brackets
}

fn is_lone_brace(bracket: &Bracket) -> bool {
    bracket.glyph == Glyph::Curly && bracket.close.is_none()
}

/// Returns the lines of a text that are rows of a Markdown table.
fn table_rows(text: &str) -> Vec<Range<u32>> {
    let mut at = 0;
    let mut rows = Vec::new();
    for line in lines(text) {
        let end = at + to_u32(line.len());
        if line.trim_start().starts_with('|') {
            rows.push(at..end);
        }
        at = end;
    }
    rows
}

/// Returns whether a text contains one of the bytes of [`MAY_BEGIN_SIGN`]. Most blocks contain none.
fn has_sign(bytes: &[u8]) -> bool {
    let [a, b, c, d, e, f, g, h, _, i, j] = SIGN_BYTES;
    memchr::memchr3(a, b, c, bytes)
        .or_else(|| memchr::memchr3(d, e, f, bytes))
        .or_else(|| memchr::memchr2(g, h, bytes))
        .or_else(|| memchr::memchr2(i, j, bytes))
        .is_some()
}

/// The signs of a block as they are read.
#[derive(Default)]
struct Pairing<'b> {
    list: Vec<Bracket>,
    strays: Vec<StrayCloser>,
    /// The indices of brackets that are links.
    links: Vec<usize>,
    /// The indices of open brackets, by family.
    open: [Vec<usize>; GLYPH_COUNT],
    depth: u32,
    /// Where openers may span provisions.
    beginnings: &'b [Range<u32>],
}

impl Pairing<'_> {
    fn open(&mut self, glyph: Glyph, at: usize) {
        self.depth += 1;
        let at = to_u32(at);
        self.open[glyph.family()].push(self.list.len());
        self.list.push(Bracket {
            open: at,
            close: None,
            end: None,
            glyph,
            depth: self.depth,
            content: BracketContent::Text,
            structural: self.beginnings.iter().any(|it| it.contains(&at)),
        });
    }

    /// Closes the last open bracket of a glyph's family, and returns its index.
    fn close(&mut self, glyph: Glyph, at: usize) -> Option<usize> {
        let at = to_u32(at);
        let opener = *self.open[glyph.family()].last()?;
        // Two signs do not share a character: `{+++}` opens and does not close.
        let bracket = &mut self.list[opener];
        if at < bracket.opener().end {
            return None;
        }
        (bracket.close, bracket.end) = (Some(at), Some(at + glyph.width()));
        self.open[glyph.family()].pop();
        self.depth -= 1;
        Some(opener)
    }

    /// Reads a sign, and returns the number of bytes read.
    fn sign(&mut self, text: &str, at: usize) -> usize {
        let byte = text.as_bytes()[at];
        if byte == b'{'
            && let Some(glyph) = long_opener(&text[at..])
        {
            self.open(glyph, at);
            return glyph.opener().len();
        }
        if is_misread_parenthesis(text.as_bytes(), at) {
            return 1;
        }
        if byte == b'}'
            && let Some(glyph) = long_closer(&text[..=at])
            && self.close(glyph, at + 1 - glyph.closer().len()).is_some()
        {
            return 1;
        }
        let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) else { return 1 };
        let is_escaped = matches!(byte, b'[' | b']') && markdown::is_escaped(text.as_bytes(), at);
        let (start, escaped) = if is_escaped { (at - 1, Some(Glyph::Escaped)) } else { (at, None) };
        match bracket_end(sign) {
            Some(BracketEnd::Open(glyph)) => self.open(escaped.unwrap_or(glyph), start),
            Some(BracketEnd::Close(glyph)) => match self.close(escaped.unwrap_or(glyph), start) {
                Some(opener) if self.list[opener].glyph == Glyph::Square && sign == ']' && !is_escaped => {
                    if let Some(link_end) = markdown::link_end(text, to_usize(self.list[opener].open), at) {
                        self.links.push(opener);
                        return link_end - at;
                    }
                }
                Some(_) => {}
                None => {
                    self.strays.push(StrayCloser { at: to_u32(start), glyph: escaped.unwrap_or(glyph) });
                }
            },
            None => {}
        }
        sign.len_utf8()
    }

    /// Reads the Markdown mark of struck out or underlined words, and returns the number of bytes read. A mark without
    /// its partner in the block is not one.
    fn markup(&mut self, text: &str, at: usize) -> usize {
        let rest = &text.as_bytes()[at..];
        for glyph in [Glyph::Strike, Glyph::Underline] {
            let (opener, closer) = (glyph.opener().as_bytes(), glyph.closer().as_bytes());
            if rest.starts_with(closer) && !self.open[glyph.family()].is_empty() {
                self.close(glyph, at);
                return closer.len();
            }
            let is_glued =
                rest.get(opener.len()).is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'~' | b'}'));
            let after = rest.get(opener.len()..rest.len().min(MAX_SEARCH_BYTES)).unwrap_or_default();
            if rest.starts_with(opener) && is_glued && memchr::memmem::find(after, closer).is_some() {
                self.open(glyph, at);
                return opener.len();
            }
        }
        // `~~~` is a fence, `~~}` ends a substitution.
        rest.iter().take_while(|byte| **byte == rest[0]).count()
    }

    /// Removes the links. The brackets inside them keep their depth.
    fn finish(self) -> Brackets {
        let Pairing { mut list, strays, mut links, .. } = self;
        if !links.is_empty() {
            links.sort_unstable();
            let mut index = 0;
            list.retain(|_| {
                index += 1;
                links.binary_search(&(index - 1)).is_err()
            });
        }
        Brackets { list: list.into_boxed_slice(), strays: strays.into_boxed_slice(), runs: Box::default() }
    }
}

/// `{I)`, `(ii}`: a parenthesis of a label that a scan took for a brace.
fn is_misread_parenthesis(bytes: &[u8], at: usize) -> bool {
    const MAX_LABEL_BYTES: usize = 4;
    let is_label = |byte: &&u8| byte.is_ascii_alphanumeric();
    match bytes[at] {
        b'{' => {
            let length = bytes[at + 1..].iter().take(MAX_LABEL_BYTES).take_while(is_label).count();
            length > 0 && bytes.get(at + 1 + length) == Some(&b')')
        }
        b'}' => {
            let length = bytes[..at].iter().rev().take(MAX_LABEL_BYTES).take_while(is_label).count();
            length > 0 && bytes[..at - length].last() == Some(&b'(')
        }
        _ => false,
    }
}
