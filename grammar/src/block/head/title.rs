//! The title of a heading, or of a numbered block whose text reads like one.

use std::ops::Range;

use super::without_leading_blanks;
use crate::kind::Kind;
use crate::leading_label::LeadingLabel;
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::lines::{is_blank, lines};
use crate::offset::{range_to_u32, range_to_usize, to_u32, to_usize};
use crate::page_artifacts::page_artifact;
use crate::token::{Token, TokenKind};

/// A longer title on the line of its heading is an article that lost its line breaks.
const MAX_TITLE_BYTES: u32 = 400;

/// A longer line after a heading is not its title.
const MAX_TITLE_LINE_BYTES: usize = 200;

/// A longer text of a numbered block does not read like a title.
const MAX_TITLE_TEXT_BYTES: usize = 240;

/// Returns the title of a heading and the offset of its text: the rest of its line, or the next line if that reads like
/// a title.
pub(super) fn heading_title(
    text: &str,
    first_line: &str,
    tokens: &[Token],
    next: usize,
    leading: &LeadingLabel,
) -> (Option<Range<u32>>, u32) {
    let is_footnote_mark = |token: &Token| leading.label.is_none() && !token.spaced && token.number().is_some();
    let rest = tokens.get(next).filter(|token| token.kind != TokenKind::Newline && !is_footnote_mark(token));
    if let Some(token) = rest {
        return (title_on_heading_line(text, first_line, token.start, leading), token.start);
    }
    let body = first_line.len();
    if leading.label.is_none() && !leading.kind.is_some_and(Kind::is_annex) {
        return (None, to_u32(body));
    }
    let line = lines(&text[body..]).next().unwrap_or_default();
    let is_title = !is_blank(line)
        && page_artifact(line).is_none()
        && line.trim().len() <= MAX_TITLE_LINE_BYTES
        && !line.trim_end().ends_with(['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،']);
    (is_title.then(|| title_from(text, body)).flatten(), to_u32(body))
}

fn title_on_heading_line(text: &str, first_line: &str, start: u32, leading: &LeadingLabel) -> Option<Range<u32>> {
    let title = title_from(first_line, to_usize(start))?;
    if title.end - title.start > MAX_TITLE_BYTES {
        return None;
    }
    // An option's label is usually followed by its text.
    let words = &first_line[range_to_usize(title.clone())];
    if leading.kind == Some(Kind::Option)
        && let Some(authors) = authors_of_option(words, Lexicon::of_line(without_leading_blanks(text)))
    {
        return Some(title.start + authors.start..title.start + authors.end);
    }
    let is_text = words.trim_end_matches(']').ends_with(['.', ';', ':', '。', '؛']);
    let says_no_text = || Lexicon::of_line(without_leading_blanks(text)).begins_with(words, Phrase::NoText);
    (leading.kind != Some(Kind::Option) || !is_text || says_no_text()).then_some(title)
}

/// `(G77 and China):`, `[Norway]:`, `proposal by Norway:`: returns the bytes of the authors of an option, if a line names nothing
/// but them after its number.
fn authors_of_option(words: &str, lexicon: &Lexicon) -> Option<Range<u32>> {
    const MAX_BYTES: usize = 200;
    const MAX_WORDS: usize = 8;
    const CLOSERS: [char; 3] = [')', ']', '）'];
    let inner = words.trim_end().strip_suffix([':', '：']).filter(|it| it.len() <= MAX_BYTES)?.trim_end();
    let enclosed = inner.strip_prefix(['(', '[', '（']).and_then(|it| it.strip_suffix(CLOSERS));
    if let Some(authors) = enclosed {
        let start = inner.chars().next().map_or(0, char::len_utf8);
        let is_whole = !authors.contains(CLOSERS) && authors.contains(char::is_alphabetic);
        return is_whole.then(|| range_to_u32(start..start + authors.len()));
    }
    let first = inner.split(|it: char| !it.is_alphabetic()).next().unwrap_or_default();
    let is_proposal = lexicon.word(first) == Some(Word::OptionNoun);
    let is_short = inner.split_whitespace().nth(MAX_WORDS).is_none() && !inner.contains(['.', ';']);
    (is_proposal && is_short).then(|| range_to_u32(0..inner.len()))
}

/// Returns the title from `start` to the end of the line, without markup, brackets and parentheses around it.
pub(super) fn title_from(text: &str, start: usize) -> Option<Range<u32>> {
    let line = lines(&text[start..]).next()?;
    let is_markup = |character: char| character.is_whitespace() || matches!(character, '*' | '_' | '#' | '\u{FEFF}');
    // `Artículo 12º.- Ámbito`, 【第2条】 范围: the signs after the number precede the title.
    let front = line.trim_start_matches(|character| {
        is_markup(character) || matches!(character, '-' | '–' | '—' | '－' | '、' | '】')
    });
    let mut from = start + line.len() - front.len();
    let mut title = without_attributes(front).trim_end_matches(is_markup);
    if title.starts_with('(') && title.ends_with(')') {
        title = title[1..title.len() - 1].trim_matches(is_markup);
        from = start + line.find(title)?;
    }
    // The bracket of a whole article opens before its title and closes later; a bracket inside the title is part of it.
    let has_unpaired_closer = title.matches(']').count() > title.matches('[').count();
    let title = if has_unpaired_closer { title.trim_end_matches(']').trim_end() } else { title };
    (!title.is_empty()).then(|| range_to_u32(from..from + title.len()))
}

/// Returns a title without the attributes of Pandoc after it: `Scope {#scope .unnumbered}`.
fn without_attributes(title: &str) -> &str {
    let title = title.trim_end();
    let open = title.rfind('{').filter(|_| title.ends_with('}'));
    let is_attribute = |open: &usize| {
        let mut attributes = title[open + 1..title.len() - 1].split_whitespace().peekable();
        attributes.peek().is_some() && attributes.all(|it| it.starts_with(['#', '.', '-']) || it.contains('='))
    };
    open.filter(is_attribute).map_or(title, |open| &title[..open])
}

/// Returns the text of a numbered block if it reads like a title, `2. Objective`: a few words on a line or two that
/// begin with a capital, end without a stop and contain no modal verb.
pub(super) fn text_as_title(text: &str, start: usize, lexicon: &Lexicon) -> Option<Range<u32>> {
    const MAX_LINES: usize = 3;
    let other = lines(&text[start..]).find(|line| lexicon.begins_with(line, Phrase::OtherTitle));
    let length = other.map_or(text.len() - start, |line| line.as_ptr() as usize - text[start..].as_ptr() as usize);
    let body = text[start..start + length].trim();
    // A line of capitals is a title whatever follows.
    let first_line = lines(body).next().unwrap_or_default().trim_end();
    let body = if is_all_capitals(first_line) { first_line } else { body };
    if body.is_empty() || body.len() > MAX_TITLE_TEXT_BYTES || lines(body).count() > MAX_LINES {
        return None;
    }
    // `Definitions7`: the mark of a footnote.
    let words = body.trim_end_matches(|character: char| character.is_ascii_digit() || character == '*');
    // `c. [Means of work, those of others included.]`: a bracket may contain a title with its stop.
    let has_stop = words.ends_with(['.', ';', ':', ',', '。', '；', '：', '，', '؛', '،', '-']);
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    let first = words.chars().find(|letter| letter.is_alphabetic())?;
    let is_title = !has_stop
        && !first.is_lowercase()
        && !lexicon.is_joining(last)
        && !words.split(|letter: char| !letter.is_alphabetic()).any(|word| lexicon.is_modal(word));
    let from = words.as_ptr() as usize - text.as_ptr() as usize;
    is_title.then(|| range_to_u32(from..from + words.trim_end().len()))
}

fn is_all_capitals(line: &str) -> bool {
    line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase)
}
