//! Tags of HTML, and the names of blanks.

use std::ops::Range;

use crate::lexicon::is_ordinal_ending;

/// A `<` or `&` that begins markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// `<b>`, `</span>`, `<a id="x">`
    Inline,
    /// `<p>`, `</p>`, `</h2>`, `<td>`
    Element,
    /// `<p>`, `<li>`, `<td>`: begins a paragraph.
    Paragraph,
    /// `<h2>`: begins a heading of this level.
    Heading(u8),
    /// `<br>`
    Break,
    /// `&nbsp;`
    Blank,
}

/// Returns the markup that begins at a byte, and its end.
pub(super) fn markup_at(text: &str, at: usize) -> Option<(Markup, usize)> {
    match text.as_bytes().get(at)? {
        b'<' => tag(text, at),
        b'&' => blank(text, at),
        _ => None,
    }
}

/// `<p class="x">`, `</b>`, `<br/>`. A tag ends on its line.
fn tag(text: &str, at: usize) -> Option<(Markup, usize)> {
    const MAX_NAME_BYTES: usize = 10;
    let bytes = text.as_bytes();
    let closes = bytes.get(at + 1) == Some(&b'/');
    let start = at + 1 + usize::from(closes);
    let rest = &bytes[start..];
    let length = rest.iter().take(MAX_NAME_BYTES + 1).take_while(|it| it.is_ascii_alphanumeric()).count();
    let mut name = [0; MAX_NAME_BYTES];
    name.get_mut(..length)?.copy_from_slice(&rest[..length]);
    name.make_ascii_lowercase();
    let markup = of_name(&name[..length], closes)?;
    if !matches!(rest.get(length)?, b'>' | b'/' | b' ' | b'\t') {
        return None;
    }
    let attributes = rest[length..].iter().position(|it| matches!(it, b'>' | b'<' | b'\n' | b'\r'))?;
    let end = start + length + attributes;
    // `a <b (article 8) and c>` compares.
    let attributes = rest[length..length + attributes].trim_ascii();
    if !matches!(attributes, b"" | b"/") && !attributes.contains(&b'=') {
        return None;
    }
    let is_kept = name[..length] == *b"a" && !closes && is_link(text, at);
    (bytes[end] == b'>' && !is_kept).then_some((markup, end + 1))
}

/// `<sup>er</sup>` after `1`, `<sup>o</sup>` after `n`: returns the tags around the raised ending of an ordinal, or of the sign for
/// a number, that begins at a byte. A raised number is the mark of a footnote.
pub(super) fn raised_ending(text: &str, at: usize) -> Option<[Range<usize>; 2]> {
    const TAGS: [&str; 2] = ["<sup>", "</sup>"];
    const MAX_LETTERS: usize = 3;
    let sign = text[..at].chars().next_back()?;
    let ending = text[at..].strip_prefix(TAGS[0])?;
    let letters = ending.bytes().take(MAX_LETTERS).take_while(u8::is_ascii_lowercase).count();
    let start = at + TAGS[0].len() + letters;
    let written = &ending[..letters];
    let is_sign = || matches!(sign, 'n' | 'N') && written.starts_with('o');
    let is_ending = is_ordinal_ending(sign, written) || is_sign();
    (is_ending && text[start..].starts_with(TAGS[1])).then(|| [at..at + TAGS[0].len(), start..start + TAGS[1].len()])
}

fn of_name(name: &[u8], closes: bool) -> Option<Markup> {
    Some(match name {
        b"a" | b"b" | b"big" | b"em" | b"font" | b"i" | b"mark" | b"small" | b"span" | b"strong" | b"tt" | b"u" => {
            Markup::Inline
        }
        b"br" => Markup::Break,
        [b'h', level @ b'1'..=b'6'] if !closes => Markup::Heading(level - b'0'),
        b"blockquote" | b"center" | b"dd" | b"div" | b"dt" | b"li" | b"p" | b"td" | b"th" | b"tr" if !closes => {
            Markup::Paragraph
        }
        b"article" | b"blockquote" | b"body" | b"caption" | b"center" | b"dd" | b"div" | b"dl" | b"dt" | b"footer"
        | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"head" | b"header" | b"hr" | b"html" | b"li" | b"main"
        | b"ol" | b"p" | b"section" | b"table" | b"tbody" | b"td" | b"tfoot" | b"th" | b"thead" | b"tr" | b"ul" => {
            Markup::Element
        }
        _ => return None,
    })
}

/// Returns whether a link to another document begins at a byte: `<a href="x.html">`. Links inside the draft, and anchors such
/// as `<a name="x">`, are only markup.
pub(super) fn is_link(text: &str, at: usize) -> bool {
    let bytes = &text.as_bytes()[at..];
    if bytes.len() < 3 || !bytes[..2].eq_ignore_ascii_case(b"<a") || !bytes[2].is_ascii_whitespace() {
        return false;
    }
    let end =
        bytes[1..].iter().position(|it| matches!(it, b'>' | b'<' | b'\n' | b'\r')).map_or(bytes.len(), |it| it + 1);
    let address = text[at..at + end].split_once("href=").map(|it| it.1.trim_start_matches(['"', '\'']));
    address.is_some_and(|address| !address.starts_with('#'))
}

/// `&nbsp;`, `&#160;`, `&#xA0;`
fn blank(text: &str, at: usize) -> Option<(Markup, usize)> {
    const MAX_BYTES: usize = 9;
    let bytes = &text.as_bytes()[at + 1..];
    let length = bytes.iter().take(MAX_BYTES).position(|it| *it == b';')?;
    let name = std::str::from_utf8(&bytes[..length]).ok()?;
    let code = || match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => name[1..].parse().ok(),
    };
    let is_blank = matches!(name, "nbsp" | "ensp" | "emsp" | "thinsp" | "hairsp")
        || code().and_then(char::from_u32).is_some_and(|it| it.is_whitespace() && !matches!(it, '\n' | '\r'));
    is_blank.then_some((Markup::Blank, at + 1 + length + 1))
}
