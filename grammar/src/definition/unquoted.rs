//! Terms that are set off by markup, or by `means` after the first words of a block: `*Freezing* means`, `**Freezing**:
//! a measure`, `freezing means`.

use std::ops::Range;

use super::phrases::{may_mean, means};
use crate::ascii_run::AsciiRun;
use crate::lexicon::Lexicon;
use crate::lines::{is_blank, lines};
use crate::script::is_letter;

/// The most words of a term without markup.
const MAX_TERM_WORDS: usize = 6;

/// The most bytes of a term in markup.
const MAX_TERM_BYTES: usize = 120;

/// Returns the term at the beginning of a block's text.
pub(super) fn unquoted_term(text: &str, body: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let line = lines(text.get(body..)?).find(|line| !is_blank(line))?;
    let line_start = line.as_ptr() as usize - text.as_ptr() as usize;
    let is_bullet = |character: char| character.is_whitespace() || matches!(character, '-' | '•' | '[');
    let head = line.trim_start_matches(is_bullet);
    let start = line_start + line.len() - head.len();
    let marks = head.len() - head.trim_start_matches(['*', '_']).len();
    let term = match marks {
        1..=3 => term_in_markup(head, marks, lexicon)?,
        _ => term_before_means(head, lexicon)?,
    };
    Some(start + term.start..start + term.end)
}

/// `**Freezing**: a measure`
fn term_in_markup(head: &str, marks: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let mark = &head[..marks];
    let close = head[marks..].find(mark)? + marks;
    let (written, after) = (&head[marks..close], head[close + marks..].trim_start());
    let is_term = !written.is_empty() && written.len() <= MAX_TERM_BYTES && !written.ends_with(['.', ';', ',']);
    let is_set_off = written.ends_with(':') || after.starts_with([':', '：', '—', '–']) || means(after, lexicon);
    (is_term && is_set_off).then(|| marks..marks + written.trim_end_matches(':').len())
}

/// `freezing means`
fn term_before_means(head: &str, lexicon: &Lexicon) -> Option<Range<usize>> {
    let is_modal = |word: &str| lexicon.is_modal(word.trim_end());
    let mut end = 0;
    for words in 0..=MAX_TERM_WORDS {
        let rest = &head[end..];
        if words > 0 && may_mean(rest, lexicon) && means(rest, lexicon) {
            let written = head[..end].trim_end();
            let has_modal = written.split(' ').any(is_modal);
            return if has_modal { None } else { Some(0..written.len()) };
        }
        // Most words consist of ASCII letters, and need not be looked at again.
        let run = AsciiRun::at_start(rest.as_bytes());
        if rest.as_bytes().get(run.length) == Some(&b' ') {
            end += run.length + 1;
            continue;
        }
        let word = memchr::memchr(b' ', rest.as_bytes()).map_or(rest, |space| &rest[..=space]);
        let is_part = |letter: char| is_letter(letter) || letter.is_numeric() || letter == '-';
        if !word.trim_end().chars().all(is_part) {
            return None;
        }
        end += word.len();
    }
    None
}
