//! What stands between quotation marks, and what a quotation names: `“[computer data] [digital information]”` names
//! two alternatives.

use std::ops::Range;

/// A quotation: from its opening sign to behind its closing one, and what is between them, blanks aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    pub(super) whole: Range<usize>,
    pub(super) inside: Range<usize>,
}

/// How many bytes a quoted term may have: what is longer is a sentence, or a sign that was lost.
const LONGEST: usize = 200;

/// The short quotations of a text, in order.
pub(super) fn quotations(text: &str) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open: Option<(Range<usize>, char)> = None;
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let mut end = at + sign.len_utf8();
        // Two grave accents open in texts that were set by TeX.
        let sign = if sign == '`' && signs.next_if(|it| it.1 == '`').is_some() {
            end += 1;
            '“'
        } else {
            sign
        };
        // The same sign opens and closes; before a word and behind a blank it opens, and the one before was never closed.
        let opens_anew = sign == '"'
            && text[..at].ends_with(char::is_whitespace)
            && signs.peek().is_some_and(|(_, next)| next.is_alphanumeric())
            && open.as_ref().is_some_and(|(opening, _)| !text[opening.end..].starts_with(char::is_whitespace));
        let closes = !opens_anew && open.as_ref().is_some_and(|(_, opener)| matches_close(*opener, sign));
        if closes {
            let Some((opening, _)) = open.take() else { continue };
            let inside = text[opening.end..at].trim();
            if !inside.is_empty() && at - opening.end <= LONGEST {
                let from = opening.end + (text[opening.end..at].len() - text[opening.end..at].trim_start().len());
                found.push(Quoted { whole: opening.start..end, inside: from..from + inside.len() });
            }
        } else if opens(sign) || (sign == '‘' && !text[..at].ends_with(char::is_alphanumeric)) {
            // An opening sign inside a quotation is quoted with it, unless the first was never closed.
            let is_inner = matches!(open, Some((_, opener)) if opener != sign && sign == '‘');
            if !is_inner {
                open = Some((at..end, sign));
            }
        } else if sign == '\n' && open.as_ref().is_some_and(|(opening, _)| at - opening.end > LONGEST) {
            open = None;
        }
    }
    found
}

fn opens(sign: char) -> bool {
    // Arabic texts also open with the sign that closes elsewhere.
    matches!(sign, '“' | '«' | '„' | '"' | '「' | '『' | '”')
}

fn matches_close(opener: char, sign: char) -> bool {
    match opener {
        '“' | '„' => matches!(sign, '”' | '"' | '“') && !(opener == '“' && sign == '“'),
        '«' => sign == '»',
        '"' => matches!(sign, '"' | '”' | '“'),
        '「' => sign == '」',
        '『' => sign == '』',
        '”' => matches!(sign, '“' | '”' | '"'),
        '‘' => sign == '’',
        _ => false,
    }
}

/// The terms that a quotation names: itself, or each alternative where it is nothing but brackets side by side.
pub(super) fn named(text: &str, inside: &Range<usize>) -> Vec<Range<usize>> {
    let written = &text[inside.clone()];
    let mut alternatives = Vec::new();
    let mut rest = 0;
    loop {
        let blanks = written[rest..].len() - written[rest..].trim_start_matches([' ', '\u{a0}', '/', '\n', '\r']).len();
        let open = rest + blanks;
        if open == written.len() {
            break;
        }
        let Some((opener, closer)) =
            [('[', ']'), ('［', '］')].into_iter().find(|it| written[open..].starts_with(it.0))
        else {
            return vec![bare(text, inside.clone())];
        };
        let from = open + opener.len_utf8();
        let Some(length) = written[from..].find([closer, opener]).filter(|it| written[from + it..].starts_with(closer))
        else {
            return vec![bare(text, inside.clone())];
        };
        alternatives.push(bare(text, inside.start + from..inside.start + from + length));
        rest = from + length + closer.len_utf8();
    }
    alternatives.retain(|it| !it.is_empty());
    alternatives
}

/// A range without the markup and blanks at its ends.
fn bare(text: &str, range: Range<usize>) -> Range<usize> {
    let is_markup = |it: char| it.is_whitespace() || matches!(it, '*' | '_');
    let written = &text[range.clone()];
    let front = written.len() - written.trim_start_matches(is_markup).len();
    let length = written.trim_matches(is_markup).len();
    range.start + front..range.start + front + length
}
