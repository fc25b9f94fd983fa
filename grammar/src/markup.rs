//! Markup that is no text: tags of HTML, the names of blanks such as `&nbsp;`, emphasis inside the parentheses of a label,
//! the signs before the lines of a block quote, and those around the cells of a table that has a row for each paragraph. A text is read with blanks in their place, so that all offsets stay those of the text.
//!
//! Links to other places, deletions, insertions, raised numbers and comments mean something, and are read elsewhere.

use std::borrow::Cow;
use std::ops::Range;

use crate::lines::lines;
use crate::offset::{range_to_usize, to_u32};

/// Takes the place of markup inside a word or a label. It has one byte, and tokens are read as if it were not there.
pub(crate) const FILLER: u8 = b'\x7f';

/// A `<` or `&` that begins markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Markup {
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

/// Markup without anything between its parts.
struct Run {
    range: Range<usize>,
    /// Whether a line ends with it.
    has_break: bool,
    /// Whether it separates words.
    separates: bool,
    /// The level of the heading that it begins, and where its tag stands.
    heading: Option<(u8, usize)>,
}

/// Returns whether a text may hold markup.
pub(crate) fn may_hold_markup(text: &str) -> bool {
    memchr::memchr3(b'<', b'&', b'>', text.as_bytes()).is_some()
        || emphasised_labels(text).next().is_some()
        || labelled_rows(text).next().is_some()
}

/// Returns a text of the same length with blanks in place of its markup, or `None` if it has none. A break becomes the end of
/// a line, and the tag of a heading the signs that Markdown writes.
pub(crate) fn without_markup(text: &str) -> Option<Box<str>> {
    const COMMENT: (&str, &str) = ("<!--", "-->");
    let bytes = text.as_bytes();
    let mut plain: Option<Vec<u8>> = None;
    let mut in_link = false;
    let mut at = 0;
    while let Some(offset) = memchr::memchr3(b'<', b'&', b'>', &bytes[at..]) {
        at += offset;
        if bytes[at] == b'>' {
            let end = quote_signs_end(bytes, at);
            if begins_quoted_line(text, at) {
                plain.get_or_insert_with(|| bytes.to_vec())[at..end].fill(b' ');
            }
            at = end;
        } else if text[at..].starts_with(COMMENT.0) {
            let Some(length) = text[at..].find(COMMENT.1) else { break };
            at += length + COMMENT.1.len();
        } else if let Some(run) = run_at(text, at, &mut in_link) {
            at = run.range.end;
            fill(plain.get_or_insert_with(|| bytes.to_vec()), text, &run);
        } else {
            at += 1;
        }
    }
    for [before, after] in emphasised_labels(text) {
        let plain = plain.get_or_insert_with(|| bytes.to_vec());
        plain[before].fill(FILLER);
        plain[after].fill(FILLER);
    }
    for signs in labelled_rows(text) {
        let plain = plain.get_or_insert_with(|| bytes.to_vec());
        signs.into_iter().for_each(|at| plain[at] = b' ');
    }
    let plain = String::from_utf8(plain?).ok()?;
    Some(plain.into_boxed_str())
}

/// `(*a*)`, `(**a**)`: returns the signs of emphasis before and after each label in parentheses.
fn emphasised_labels(text: &str) -> impl Iterator<Item = [Range<usize>; 2]> {
    memchr::memchr2_iter(b'*', b'_', text.as_bytes()).filter_map(|at| emphasised_label(text, at))
}

fn emphasised_label(text: &str, at: usize) -> Option<[Range<usize>; 2]> {
    const MAX_SIGNS: usize = 3;
    const MAX_LETTERS: usize = 6;
    if !text[..at].ends_with(['(', '（']) {
        return None;
    }
    let rest = &text[at..];
    let sign = rest.as_bytes()[0];
    let signs = rest.bytes().take(MAX_SIGNS).take_while(|it| *it == sign).count();
    let letters = rest[signs..].chars().take(MAX_LETTERS).take_while(|it| it.is_alphanumeric());
    let end = signs + letters.map(char::len_utf8).sum::<usize>();
    let after = rest[end..].strip_prefix(&rest[..signs])?;
    let is_label = end > signs && after.starts_with([')', '）']);
    is_label.then(|| [at..at + signs, at + end..at + end + signs])
}

/// `| 1. | Each Party |`: returns the signs around the cells of each row of two cells of which the first is a label.
fn labelled_rows(text: &str) -> impl Iterator<Item = [usize; 3]> {
    memchr::memchr_iter(b'|', text.as_bytes()).filter_map(|at| labelled_row(text, at))
}

fn labelled_row(text: &str, at: usize) -> Option<[usize; 3]> {
    const MAX_LABEL_BYTES: usize = 24;
    if !begins_quoted_line(text, at) {
        return None;
    }
    let rest = &text[at + 1..];
    let label = rest.bytes().take(MAX_LABEL_BYTES).position(|it| matches!(it, b'|' | b'\n' | b'\r'))?;
    if !is_label(&rest[..label]) {
        return None;
    }
    let words = rest[label..].strip_prefix('|')?;
    let line = lines(words).next()?.trim_end();
    let words = line.strip_suffix('|').filter(|it| !it.contains('|') && !it.trim().is_empty())?;
    Some([at, at + 1 + label, at + 1 + label + 1 + words.len()])
}

/// `1.`, `(a)`, `1 -`, （一）: returns whether a cell is a label.
fn is_label(cell: &str) -> bool {
    const MAX_LETTERS: usize = 5;
    let is_emphasis = |it: char| it.is_whitespace() || matches!(it, '*' | '_');
    let label = cell.trim_matches(is_emphasis);
    let inner = label.trim_start_matches(['(', '（']);
    let inner = inner.trim_end_matches(['.', ')', '）', '、', '-', '–', ' ']).trim_matches(is_emphasis);
    inner.len() < label.len()
        && (1..=MAX_LETTERS).contains(&inner.chars().count())
        && inner.chars().all(char::is_alphanumeric)
}

/// Returns the length of the markup that begins at a byte, 0 for none.
pub(crate) fn markup_len(text: &str, at: usize) -> usize {
    markup_at(text, at).map_or(0, |(_, end)| end - at)
}

/// Returns the lines of a text, each also as it is without markup.
pub(crate) fn plain_lines(text: &str) -> impl Iterator<Item = (&str, Cow<'_, str>)> {
    let may_hold = may_hold_markup(text);
    lines(text).map(move |line| (line, if may_hold { plain_line(line) } else { Cow::Borrowed(line) }))
}

/// Returns a line as it is without markup.
pub(crate) fn plain_line(line: &str) -> Cow<'_, str> {
    without_markup(line).map_or(Cow::Borrowed(line), |plain| Cow::Owned(plain.into()))
}

/// Returns whether a line begins with the tag of a paragraph or heading.
pub(crate) fn begins_element(line: &str) -> bool {
    let start = line.len() - line.trim_start().len();
    let is_tag = line.as_bytes().get(start) == Some(&b'<');
    is_tag && matches!(markup_at(line, start), Some((Markup::Paragraph | Markup::Heading(_), _)))
}

/// Returns the end of a range with the closing tags immediately after it, if their elements open inside it: `10 <i>bis</i>`.
pub(crate) fn end_with_closing_tags(text: &str, range: Range<u32>) -> u32 {
    let Range { start, mut end } = range_to_usize(range);
    let inside = memchr::memchr_iter(b'<', &text.as_bytes()[start..end]).map(|at| start + at);
    let is_inline = |at: usize| markup_at(text, at).filter(|it| it.0 == Markup::Inline).map(|it| it.1);
    let closes = |at: usize| text[at..].starts_with("</");
    let opened = inside.filter(|at| is_inline(*at).is_some()).fold(0_usize, |opened, at| match closes(at) {
        true => opened.saturating_sub(1),
        false => opened + 1,
    });
    for _ in 0..opened {
        let Some(after) = is_inline(end).filter(|_| closes(end)) else { break };
        end = after;
    }
    to_u32(end)
}

/// Returns the markup that begins at a byte, with all that follows it immediately. `in_link` is whether a link that stays in the
/// text is open.
fn run_at(text: &str, start: usize, in_link: &mut bool) -> Option<Run> {
    let mut run = Run { range: start..start, has_break: false, separates: false, heading: None };
    while let Some((markup, end)) = markup_at(text, run.range.end) {
        let is_link_end = || text[run.range.end..end].eq_ignore_ascii_case("</a>");
        if *in_link && markup == Markup::Inline && is_link_end() {
            // The end of the link is no part of the run before it.
            *in_link = run.range.end > start;
            break;
        }
        run.separates |= markup != Markup::Inline;
        run.has_break |= markup == Markup::Break;
        if let Markup::Heading(level) = markup {
            run.heading = Some((level, run.range.end));
        }
        run.range.end = end;
    }
    *in_link |= is_link(text, run.range.end);
    (run.range.end > start).then_some(run)
}

/// Returns the end of the signs of block quotes that begin at a byte: `>> > `.
fn quote_signs_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start + 1;
    loop {
        let next = end + usize::from(bytes.get(end) == Some(&b' '));
        if bytes.get(next) != Some(&b'>') {
            return end;
        }
        end = next + 1;
    }
}

/// Returns whether only the blanks that Markdown allows stand before a byte on its line.
fn begins_quoted_line(text: &str, at: usize) -> bool {
    const MAX_BLANKS: usize = 3;
    let before = &text.as_bytes()[..at];
    let blanks = before.iter().rev().take(MAX_BLANKS).take_while(|it| **it == b' ').count();
    let line_before = &text[..at - blanks];
    line_before.is_empty() || line_before.ends_with(['\n', '\r', '\u{FEFF}'])
}

/// Writes what a run is read as.
fn fill(plain: &mut [u8], text: &str, run: &Run) {
    let Run { range, has_break, separates, heading } = run;
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    let is_word_end = |it: char| it.is_alphanumeric() || it == '(' || it == '（';
    let is_word_start =
        |it: char| it.is_alphanumeric() || matches!(it, ')' | '）' | '.' | ',' | ';' | ':' | '、' | '，' | '؛' | '،');
    let is_inside = !separates && before.is_some_and(is_word_end) && after.is_some_and(is_word_start);
    plain[range.clone()].fill(if is_inside { FILLER } else { b' ' });
    let is_blank = |it: char| matches!(it, ' ' | '\t');
    let line_before = text[..range.start].trim_end_matches(|it| is_blank(it) || it == '>');
    let begins_line = line_before.is_empty() || line_before.ends_with(['\n', '\r', '\u{FEFF}']);
    let line_after = text[range.end..].trim_start_matches(is_blank);
    let ends_line = line_after.is_empty() || line_after.starts_with(['\n', '\r']);
    if *has_break && !begins_line && !ends_line {
        plain[range.start] = b'\n';
    }
    // The tag has room for four signs.
    if let Some((level, tag)) = heading.filter(|_| begins_line && !ends_line) {
        plain[tag..tag + usize::from(level.min(4))].fill(b'#');
    }
}

/// Returns the markup that begins at a byte, and its end.
fn markup_at(text: &str, at: usize) -> Option<(Markup, usize)> {
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
    let end = start + length + rest[length..].iter().position(|it| matches!(it, b'>' | b'<' | b'\n' | b'\r'))?;
    let is_kept = name[..length] == *b"a" && !closes && is_link(text, at);
    (bytes[end] == b'>' && !is_kept).then_some((markup, end + 1))
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

/// Returns whether a link to another place begins at a byte: `<a href="x.html">`. One inside the draft says no more than its
/// words, and `<a name="x">` is an anchor.
fn is_link(text: &str, at: usize) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let plain = without_markup(text).map_or(text.to_owned(), String::from);
        assert_eq!(plain.replace('\x7f', "~"), expected, "{text}");
        assert_eq!(plain.len(), text.len());
    }

    #[test]
    fn tags_are_blanks() {
        check("<p class=\"x\">1. Each</p>\n", "             1. Each    \n");
        check("<b>المادة</b> 5<BR/>\n", "   المادة     5     \n");
        check("<p>", "   ");
        check("a < b, b > <c>, <sup>2</sup> <del>x</del>", "a < b, b > <c>, <sup>2</sup> <del>x</del>");
        check("<p class=\nx>", "<p class=\nx>");
        check("<p <b>x", "<p    x");
    }

    #[test]
    fn tags_inside_words_and_labels_join_them() {
        check("(<i>a</i>) 10<i>bis</i> <b>1</b>. x<b>;</b>", "(~~~a~~~~) 10~~~bis        1~~~~. x~~~;    ");
        check("[<b>shall</b>]", "[   shall    ]");
    }

    #[test]
    fn headings_have_their_level_and_breaks_end_lines() {
        check("<h2>Article 1</h2>", "##  Article 1     ");
        check("<div><h6 id='x'>Article 1</h6>", "     ####       Article 1     ");
        check("see <h2>", "see     ");
        check("Article 5<br>Scope<br />\n", "Article 5\n   Scope      \n");
        check("<br>\n", "    \n");
    }

    #[test]
    fn links_inside_the_draft_and_anchors_are_markup() {
        check("### <a name=\"5\"></a>Article 5", "###                 Article 5");
        check("<a id=\"5\"/>Article <a href='#6'>6</a>.", "           Article              6~~~~.");
        check("<a href='x/y'><b>Article 6</b></a> </a>", "<a href='x/y'>   Article 6    </a>     ");
    }

    #[test]
    fn names_of_blanks_are_blanks() {
        check("Article&nbsp;5 R&D; &#160;&#xA0;&#10;&amp;", "Article      5 R&D;             &#10;&amp;");
        check("第五条&emsp;范围", "第五条      范围");
        check("&#99999999; &; &#; &#x;", "&#99999999; &; &#; &#x;");
    }

    #[test]
    fn an_element_that_opens_in_a_range_closes_in_it() {
        let text = "article 10 <i>bis</i></p>";
        assert_eq!(end_with_closing_tags(text, 0..17), 21);
        assert_eq!(end_with_closing_tags(text, 14..17), 17);
        assert_eq!(end_with_closing_tags(text, 0..0), 0);
    }

    #[test]
    fn emphasis_inside_the_parentheses_of_a_label_is_markup() {
        check("(*a*) (__b__)(*i*) （**二**） (*ب*)", "(~a~) (~~b~~)(~i~) （~~二~~） (~ب~)");
        check("(*see it*) (*a) (*a**) (**) (*", "(*see it*) (*a) (*a**) (**) (*");
    }

    #[test]
    fn signs_of_block_quotes_are_blanks() {
        check("> ## Article 1\n>\n>> > a > b\n   > c\r> d", "  ## Article 1\n \n     a > b\n     c\r  d");
        check("> <h2>Article 1</h2>", "  ##  Article 1     ");
        check("1 > 0 {>>x<<}\n    > code", "1 > 0 {>>x<<}\n    > code");
    }

    #[test]
    fn signs_around_the_cells_of_a_labelled_row_are_blanks() {
        check("| 1. | Each |\n|(a)|be;|\r| **2** - | نص |\n", "  1.   Each  \n (a) be; \r  **2** -   نص  \n");
        check("|（一）|备有；|", " （一） 备有； ");
        for row in
            ["| 1. | a | b |", "| Article 5 | a |", "| 1 | a |", "| 1. | |", "a | 1. | b |", "| 1. | a", "|---|---|"]
        {
            check(row, row);
        }
    }

    #[test]
    fn comments_stay() {
        check("<!-- <p> --><p>x", "<!-- <p> -->   x");
        check("<!-- <p>", "<!-- <p>");
    }

    #[test]
    fn a_paragraph_begins_with_its_tag() {
        assert!(begins_element(" <p>x") && begins_element("<h3 class=x>x") && begins_element("<LI>"));
        assert!(!begins_element("</p>") && !begins_element("<b>x") && !begins_element("&nbsp;"));
    }
}
