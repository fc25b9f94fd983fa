//! The quotation in which a block ends: the text of another instrument, or of an amendment, may run over many blocks.

/// The quotation that ends where a block does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuotationEnd {
    /// None.
    #[default]
    None,
    /// One that begins before anything else in the block, and ends in it: `“Article 5 is deleted.”`
    Whole,
    /// One that began in an earlier block: `3. Each Party reports.”`
    Earlier,
}

/// The marks that open and close quotations.
const PAIRS: [(char, char); 8] =
    [('“', '”'), ('„', '“'), ('„', '”'), ('«', '»'), ('‘', '’'), ('"', '"'), ('「', '」'), ('『', '』')];

impl QuotationEnd {
    /// Returns the quotation that ends where a text does, before stops and markup.
    pub(crate) fn of(text: &str) -> QuotationEnd {
        let is_after =
            |letter: char| letter.is_whitespace() || matches!(letter, '.' | ';' | ',' | '。' | '；' | '؛' | '*' | '_');
        let text = text.trim_end_matches(is_after);
        if is_closed_inside(text) {
            return QuotationEnd::Whole;
        }
        let close = text.chars().next_back();
        let Some(close) = close.filter(|mark| PAIRS.iter().any(|pair| pair.1 == *mark)) else {
            return QuotationEnd::None;
        };
        let inside = &text[..text.len() - close.len_utf8()];
        match opening(inside, close) {
            None => QuotationEnd::Earlier,
            Some(at) if !inside[..at].contains(char::is_alphanumeric) => QuotationEnd::Whole,
            Some(_) => QuotationEnd::None,
        }
    }
}

/// `“(a) ports” and others`: returns whether a quotation that begins a text is closed before its end. An apostrophe closes
/// none.
fn is_closed_inside(text: &str) -> bool {
    let start =
        text.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, '*' | '_' | '>' | '(' | '['));
    let Some(open) = start.chars().next().filter(|mark| *mark != '‘') else { return false };
    if !PAIRS.iter().any(|pair| pair.0 == open) {
        return false;
    }
    let openers = start.matches(open).count();
    if PAIRS.contains(&(open, open)) {
        return openers.is_multiple_of(2);
    }
    start.matches(|mark| PAIRS.contains(&(open, mark))).count() >= openers
}

/// Returns where the quotation opens that ends with a text and the mark after it; `None` if it opens before the text.
fn opening(text: &str, close: char) -> Option<usize> {
    if PAIRS.contains(&(close, close)) {
        // The marks of both ends are the same: an even number before the last one are pairs.
        let count = text.matches(close).count();
        return if count.is_multiple_of(2) { None } else { text.rfind(close) };
    }
    let mut depth = 0usize;
    let mut marks = text.char_indices().rev().filter(|(at, mark)| {
        // An apostrophe stands between letters.
        let is_apostrophe = || {
            text[..*at].ends_with(char::is_alphabetic) && text[at + mark.len_utf8()..].starts_with(char::is_alphabetic)
        };
        (PAIRS.contains(&(*mark, close)) || *mark == close) && !(*mark == '’' && is_apostrophe())
    });
    marks.find_map(|(at, mark)| {
        if mark == close {
            depth += 1;
            return None;
        }
        let opens = depth == 0;
        depth = depth.saturating_sub(1);
        opens.then_some(at)
    })
}

/// Returns whether a text holds a double quotation mark.
pub(crate) fn holds_quotation_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The marks begin with these bytes in UTF-8, and so do other signs.
    let others = memchr::memchr_iter(0xE3, bytes);
    memchr::memchr3_iter(b'"', 0xC2, 0xE2, bytes).chain(others).any(|at| {
        let mark = text.get(at..).and_then(|rest| rest.chars().next());
        mark.is_some_and(|mark| matches!(mark, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotation_may_begin_before_the_block_that_ends_it() {
        for text in [
            "3. Each Party reports.”\n",
            "3. Each Party’s ports.’;\n",
            "3. La Partie « A » agit. »\n",
            "3. Сторона «А» действует»;\n",
            "3. Сторона „А“ действует“.\n",
            "三、各方应行动。”",
            "3 - يقدم كل طرف تقريرا\".\n",
            "3. The term \"vessel\" is used.\"\n",
        ] {
            assert_eq!(QuotationEnd::of(text), QuotationEnd::Earlier, "{text}");
        }
    }

    #[test]
    fn a_quotation_of_its_own_block_is_told_from_a_quoted_term() {
        for text in ["“Article 5. Each Party reports.”\n", "\"1. Each Party reports.\"", "‘(a) each Party’s ports’;"]
        {
            assert_eq!(QuotationEnd::of(text), QuotationEnd::Whole, "{text}");
        }
        for text in [
            "1. A ship is a “vessel”.\n",
            "1. The \"ship\" is a \"vessel\".",
            "1. Each Party reports.",
            "the Parties’ ports",
        ] {
            assert_eq!(QuotationEnd::of(text), QuotationEnd::None, "{text}");
        }
    }
}
