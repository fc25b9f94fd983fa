//! Quotations and the terms in them: `“[computer data] [digital information]”` names two alternatives.

use std::ops::Range;

/// A quotation, in bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The quotation with its marks.
    pub(super) whole: Range<usize>,
    /// The text between the marks, trimmed.
    pub(super) inside: Range<usize>,
}

/// A longer quotation is a sentence, or its closing mark was lost.
const MAX_TERM_BYTES: usize = 200;

/// Returns the short quotations of a text, in order.
pub(super) fn quotations(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<(Range<usize>, char)> = None;
    let mut end = 0;
    while let Some(at) = next_mark(text, end)
        && let Some(sign) = text[at..].chars().next()
    {
        end = at + sign.len_utf8();
        // In texts set with TeX two grave accents open a quotation.
        let is_tex = sign == '`' && text[end..].starts_with('`');
        let sign = if is_tex { '“' } else { sign };
        end += usize::from(is_tex);
        // `"` opens and closes. After a space and before a word it opens, and the quotation before was never closed.
        let reopens = sign == '"'
            && text[..at].ends_with(char::is_whitespace)
            && text[end..].starts_with(char::is_alphanumeric)
            && open.as_ref().is_some_and(|(opening, _)| !text[opening.end..].starts_with(char::is_whitespace));
        if let Some((opening, _)) = open.take_if(|(_, opener)| !reopens && closes(*opener, sign)) {
            found.extend(quoted(text, opening, at..end));
        } else if opens(sign) || (sign == '‘' && !text[..at].ends_with(char::is_alphanumeric)) {
            // A single quotation mark inside a quotation belongs to it.
            let is_inner = matches!(open, Some((_, opener)) if opener != sign && sign == '‘');
            if !is_inner {
                open = Some((at..end, sign));
            }
        } else if sign == '\n' && open.as_ref().is_some_and(|(opening, _)| at - opening.end > MAX_TERM_BYTES) {
            open = None;
        }
    }
    found
}

/// Whether a quotation mark or a line end may begin with each byte. Letters of Arabic, Cyrillic and Chinese begin with
/// other bytes than the marks.
const MAY_BEGIN_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'"', b'`', b'\n', 0xC2, 0xE2, 0xE3];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Returns the offset of the next character that may be a quotation mark or a line end.
fn next_mark(text: &str, from: usize) -> Option<usize> {
    Some(from + text.as_bytes()[from..].iter().position(|byte| MAY_BEGIN_MARK[usize::from(*byte)])?)
}

/// Returns the quotation between two marks unless it is blank or too long.
fn quoted(text: &str, opening: Range<usize>, closing: Range<usize>) -> Option<Quoted> {
    let written = &text[opening.end..closing.start];
    let inside = written.trim();
    let from = opening.end + (written.len() - written.trim_start().len());
    let is_term = !inside.is_empty() && written.len() <= MAX_TERM_BYTES;
    is_term.then(|| Quoted { whole: opening.start..closing.end, inside: from..from + inside.len() })
}

fn opens(sign: char) -> bool {
    // Arabic texts also open with the mark that closes elsewhere.
    matches!(sign, '“' | '«' | '„' | '"' | '「' | '『' | '”')
}

fn closes(opener: char, sign: char) -> bool {
    match opener {
        '“' => matches!(sign, '”' | '"'),
        '„' => matches!(sign, '”' | '"' | '“'),
        '«' => sign == '»',
        '"' => matches!(sign, '"' | '”' | '“'),
        '「' => sign == '」',
        '『' => sign == '』',
        '”' => matches!(sign, '“' | '”' | '"'),
        '‘' => sign == '’',
        _ => false,
    }
}

/// Returns the terms that a quotation names: itself, or each alternative if it consists of brackets only.
pub(super) fn quoted_terms(text: &str, inside: &Range<usize>) -> Vec<Range<usize>> {
    match bracketed_terms(text, inside) {
        Some(terms) => terms.into_iter().filter(|term| !term.is_empty()).collect(),
        None => vec![without_markup(text, inside.clone())],
    }
}

/// `[computer data] [digital information]`, or `None` for anything else
fn bracketed_terms(text: &str, inside: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let written = &text[inside.clone()];
    let mut alternatives = Vec::new();
    let mut from = 0;
    loop {
        let rest = &written[from..];
        let open = from + (rest.len() - rest.trim_start_matches([' ', '\u{a0}', '/', '\n', '\r']).len());
        if open == written.len() {
            return Some(alternatives);
        }
        let mut pairs = [('[', ']'), ('［', '］')].into_iter();
        let (opener, closer) = pairs.find(|(opener, _)| written[open..].starts_with(*opener))?;
        let start = open + opener.len_utf8();
        let length = written[start..].find([closer, opener])?;
        if !written[start + length..].starts_with(closer) {
            return None;
        }
        alternatives.push(without_markup(text, inside.start + start..inside.start + start + length));
        from = start + length + closer.len_utf8();
    }
}

/// Returns a range without the Markdown and blanks at its ends.
fn without_markup(text: &str, range: Range<usize>) -> Range<usize> {
    let is_markup = |character: char| character.is_whitespace() || matches!(character, '*' | '_');
    let written = &text[range.clone()];
    let front = written.len() - written.trim_start_matches(is_markup).len();
    let length = written.trim_matches(is_markup).len();
    range.start + front..range.start + front + length
}
