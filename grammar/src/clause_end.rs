//! How a block ends: `ports;`, `ports; and`, `[ports,]`. The next member of its list depends on it, and members of one series
//! end alike.

use std::ops::Range;

use crate::block::Block;
use crate::left_open::ends_with_joining_word;
use crate::lexicon::{Lexicon, Word};
use crate::offset::{to_u32, to_usize};
use crate::page_artifacts::page_artifact;

/// The end of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClauseEnd {
    /// Anything else.
    #[default]
    Other,
    /// Words without a sign after them.
    Words,
    /// A comma, a semicolon or a full stop.
    Sign {
        /// The sign, as written.
        sign: char,
        /// What closes after it.
        inside: Inside,
    },
    /// A semicolon or a comma, and a word that joins the next member: `; and`, `, or`.
    Joined,
}

/// What closes immediately after the last sign of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    /// Nothing.
    Nothing,
    /// A bracket around the whole block: `[Noting the ports,]`
    Whole,
    /// A bracket or quotation marks around some of its words: `Noting ports[ and lakes,]`
    Part,
}

const COMMAS: [char; 4] = [',', '،', '，', '、'];
const SEMICOLONS: [char; 3] = [';', '؛', '；'];
const STOPS: [char; 2] = ['.', '。'];

/// The marks that close a quotation.
const QUOTES: [char; 6] = ['”', '»', '"', '’', '」', '』'];

/// The signs that close a bracket or a quotation.
const CLOSERS: [char; 11] = [']', ')', '}', '］', '）', '”', '»', '"', '’', '」', '』'];

impl ClauseEnd {
    /// Returns whether it is a semicolon with nothing after it.
    pub fn is_semicolon(self) -> bool {
        matches!(self, ClauseEnd::Sign { sign, inside: Inside::Nothing } if SEMICOLONS.contains(&sign))
    }

    /// Returns its sign as it is in English: `,`, `;` or `.`
    pub fn plain_sign(self) -> Option<char> {
        match self {
            ClauseEnd::Sign { sign, .. } if COMMAS.contains(&sign) => Some(','),
            ClauseEnd::Sign { sign, .. } if SEMICOLONS.contains(&sign) => Some(';'),
            ClauseEnd::Sign { .. } => Some('.'),
            ClauseEnd::Other | ClauseEnd::Words | ClauseEnd::Joined => None,
        }
    }
}

/// Returns how a block ends.
pub(crate) fn clause_end(block: &Block, lexicon: &Lexicon) -> ClauseEnd {
    let text = without_note_mark(without_foot(block.plain_text()));
    if is_joined(text, lexicon) {
        return ClauseEnd::Joined;
    }
    if let Some(end) = sign_at_end(text, Inside::Nothing) {
        return end;
    }
    match text.chars().next_back() {
        Some(closer) if CLOSERS.contains(&closer) => after_closer(block, text, closer),
        Some(_) if ends_with_words(text) => ClauseEnd::Words,
        _ => ClauseEnd::Other,
    }
}

/// Returns the bytes of the sign with which a block ends, or of its last word if it ends without one.
pub fn clause_end_range(block: &Block) -> Range<u32> {
    let mut text = without_note_mark(without_foot(block.plain_text()));
    if let Some(inner) = text.strip_suffix(CLOSERS) {
        let inner = trimmed(inner);
        text = if is_sign(inner.chars().next_back()) { inner } else { text };
    }
    let sign = text.chars().next_back().filter(|it| is_sign(Some(*it)));
    let start = match sign {
        Some(sign) => text.len() - sign.len_utf8(),
        None => text.rfind(char::is_whitespace).map_or(0, |at| text.ceil_char_boundary(at + 1)),
    };
    to_u32(start)..to_u32(text.len())
}

fn is_sign(character: Option<char>) -> bool {
    character.is_some_and(|it| COMMAS.contains(&it) || SEMICOLONS.contains(&it) || STOPS.contains(&it))
}

/// Returns the end of a text whose last character is a sign that ends words.
fn sign_at_end(text: &str, inside: Inside) -> Option<ClauseEnd> {
    let sign = text.chars().next_back().filter(|it| is_sign(Some(*it)))?;
    let before = trimmed(&text[..text.len() - sign.len_utf8()]);
    let last = before.chars().next_back()?;
    // `[.]` is a sign in dispute, and `...` stands for words.
    let is_alone = matches!(last, '[' | '(' | '{' | '［' | '（' | ':' | '：' | '…');
    let is_omission = STOPS.contains(&sign) && STOPS.contains(&last);
    (!is_alone && !is_omission).then_some(ClauseEnd::Sign { sign, inside })
}

/// Returns the end of a text whose last sign closes a bracket or a quotation.
fn after_closer(block: &Block, text: &str, closer: char) -> ClauseEnd {
    let close = text.len() - closer.len_utf8();
    let inner = trimmed(&text[..close]);
    let is_bracket = matches!(closer, ']' | '}' | '］');
    if is_sign(inner.chars().next_back()) {
        let is_whole = is_bracket && is_around(block, close);
        let inside = if is_whole { Inside::Whole } else { Inside::Part };
        // A quotation keeps the stop of its own sentence.
        let is_own = is_bracket || !inner.ends_with(STOPS);
        return sign_at_end(inner, inside).filter(|_| is_own).unwrap_or_default();
    }
    // `(“ports”)`
    let ends_words = ends_with_words(inner.trim_end_matches(QUOTES));
    match closer {
        // `…, (agreed)`: a note after the sign.
        ')' | '）' if ends_words => match inner.rfind(['(', '（']) {
            Some(open) if !is_sign(trimmed(&inner[..open]).chars().next_back()) => ClauseEnd::Words,
            _ => ClauseEnd::Other,
        },
        _ if QUOTES.contains(&closer) && ends_words => ClauseEnd::Words,
        _ => ClauseEnd::Other,
    }
}

/// Returns whether the bracket that closes at an offset opens before the text of its block.
fn is_around(block: &Block, close: usize) -> bool {
    let bracket = block.brackets.list.iter().rev().find(|it| it.close.map(to_usize) == Some(close));
    let label = block.labels.first().map_or(0, |it| to_usize(it.start));
    bracket.is_some_and(|it| {
        let open = to_usize(it.open);
        open < label
            || block.plain_text().get(to_usize(block.body)..open).is_none_or(|it| !it.contains(char::is_alphanumeric))
    })
}

/// Returns a text without white space, emphasis and hard line breaks at its end.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches(|it: char| {
        it.is_whitespace() || matches!(it, '*' | '_' | '~' | '\\' | '\u{200F}' | '\u{200E}')
    })
}

/// Returns a text without the foot of its page.
fn without_foot(text: &str) -> &str {
    /// The lines that are looked at.
    const MAX_FOOT_LINES: usize = 8;
    let mut rest = trimmed(text);
    for _ in 0..MAX_FOOT_LINES {
        let start = memchr::memrchr2(b'\n', b'\r', rest.as_bytes()).map_or(0, |at| at + 1);
        if start == 0 || page_artifact(&rest[start..]).is_none() {
            break;
        }
        rest = trimmed(&rest[..start]);
    }
    rest
}

/// Returns a text without the mark of a footnote after its sign: `,[^1]`, `;2`, `.³`
fn without_note_mark(text: &str) -> &str {
    let is_raised = |it: char| matches!(it, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
    let is_digit = |it: char| it.is_ascii_digit();
    if text.ends_with(is_digit) {
        let inner = text.trim_end_matches(is_digit);
        // `No.5` and `1,5` are numbers, `2019,5` is a year with a mark.
        const YEAR_DIGITS: usize = 4;
        let digits = |front: &str| front.len() - front.trim_end_matches(is_digit).len();
        let is_mark = |front: &str| matches!(digits(front), 0 | YEAR_DIGITS);
        return if inner.strip_suffix([',', ';', '،', '؛']).is_some_and(is_mark) { inner } else { text };
    }
    let inner = match text.strip_suffix([']', ')']) {
        Some(inner) => {
            let front = inner.trim_end_matches(is_digit);
            let before = ["[^", "[", "("].into_iter().find_map(|opener| front.strip_suffix(opener));
            before.filter(|_| front.len() < inner.len()).unwrap_or(text)
        }
        None => text.trim_end_matches(is_raised),
    };
    let inner = trimmed(inner);
    if is_sign(inner.chars().next_back()) { inner } else { text }
}

/// Returns whether a text ends with a word that joins the next member: `; and`, `, or`, `; and,`.
fn is_joined(text: &str, lexicon: &Lexicon) -> bool {
    let text = text.strip_suffix([',', '،']).unwrap_or(text);
    matches!(last_word_after_sign(text).and_then(|word| lexicon.word(word)), Some(Word::And | Word::Or))
}

/// Returns what stands after the last sign inside a text, if it may be a word: `and` after `ports; `, or alone.
fn last_word_after_sign(text: &str) -> Option<&str> {
    /// The most bytes after the last sign in which the word stands.
    const MAX_WORD_BYTES: usize = 24;
    if !text.ends_with(char::is_alphabetic) {
        return None;
    }
    let from = text.ceil_char_boundary(text.len().saturating_sub(MAX_WORD_BYTES));
    let word = match text[from..].rsplit_once([';', ',', '；', '，', '؛', '،']) {
        Some((_, word)) => word,
        None if from == 0 => text,
        None => return None,
    };
    Some(word.trim_start_matches(|it: char| it.is_ascii_digit() || it.is_whitespace()))
}

/// Returns whether a text ends with a clause without a sign, as far as one can know.
fn ends_with_words(text: &str) -> bool {
    /// A heading or a label has fewer words.
    const MIN_WORDS: usize = 8;
    if !text.ends_with(char::is_alphanumeric) || text.split_whitespace().nth(MIN_WORDS - 1).is_none() {
        return false;
    }
    let front = text.trim_end_matches(|it: char| it.is_ascii_digit());
    let is_mark = front.len() < text.len() && (is_sign(front.chars().next_back()) || front.ends_with(CLOSERS));
    // The last line may be a heading below the text.
    let start = memchr::memrchr2(b'\n', b'\r', text.as_bytes()).map_or(0, |at| at + 1);
    let before = without_note_mark(trimmed(&text[..start]));
    let is_heading =
        before.ends_with(SEMICOLONS) || before.ends_with(STOPS) || !text[start..].contains(char::is_lowercase);
    !is_mark && !is_heading && !ends_with_joining_word(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language_evidence::LanguageEvidence;

    fn check(text: &str, end: Option<ClauseEnd>, place: &str) {
        let evidence = LanguageEvidence::of(text);
        let block = Block::parse(text, evidence.language(), evidence, false);
        let found = clause_end(&block, Lexicon::of(block.language));
        let is_end = end.map_or_else(|| found == block_end(place), |end| found == end);
        assert!(is_end, "{text}: {found:?}");
        assert_eq!(block.slice(clause_end_range(&block)), place, "{text}");
    }

    /// A sign with nothing after it.
    fn block_end(sign: &str) -> ClauseEnd {
        ClauseEnd::Sign { sign: sign.chars().next().unwrap_or_default(), inside: Inside::Nothing }
    }

    #[test]
    fn a_block_ends_with_its_last_sign() {
        check("Noting the ports,\n\n", None, ",");
        check("1. Décide d’ouvrir les ports ;\n", None, ";");
        check("وإذ تدرك حاجات الجزر،\n", None, "،");
        check("2 - تطلب تقريرا؛\n", None, "؛");
        check("回顾其决议，\n", None, "，");
        check("1. 决定开放港口；\n", None, "；");
        check("注意到港口的工作。\n", None, "。");
        check("*Noting* the **ports,**\n", None, ",");
    }

    #[test]
    fn the_mark_of_a_footnote_and_the_foot_of_a_page_are_passed_over() {
        for text in
            ["Noting ports,[^1]\n", "Noting ports,2\n", "Noting ports,³\n", "Noting ports, [4]\n", "Noting 2019,5\n"]
        {
            check(text, None, ",");
        }
        check("Noting the ports,\n\nA/RES/75/1\n\n4/12\n", None, ",");
        check("Noting articles 1,5\n", Some(ClauseEnd::Other), "1,5");
        check("Each Party keeps a lamp at the ports of its coast.17\n", Some(ClauseEnd::Other), "coast.17");
    }

    #[test]
    fn a_sign_may_stand_inside_a_bracket() {
        let inside = |sign, inside| Some(ClauseEnd::Sign { sign, inside });
        check("[Noting the ports,]\n", inside(',', Inside::Whole), ",");
        check("3. [Requests a report;]\n", inside(';', Inside::Whole), ";");
        check("Noting ports[ and lakes,]\n", inside(',', Inside::Part), ",");
        check("Noting the “ports,”\n", inside(',', Inside::Part), ",");
        check("Noting ports[,]\n", Some(ClauseEnd::Other), ",");
        check("Noting the rule “keep a lamp.”\n", Some(ClauseEnd::Other), ".");
        check("Noting the ports, [agreed ad ref]\n", Some(ClauseEnd::Other), "ref]");
        check("Noting the ports, (agreed)\n", Some(ClauseEnd::Other), "(agreed)");
    }

    #[test]
    fn a_word_may_join_the_next_member() {
        for text in ["(a) ports; and\n", "(a) ports, or\n", "a) des ports ; et\n", "a) puertos; y\n", "a) порты; и\n"]
        {
            let word = text.trim_end().rsplit(' ').next().unwrap_or_default();
            check(text, Some(ClauseEnd::Joined), word);
        }
        check("PRESERVE the ports; and,\n", Some(ClauseEnd::Joined), ",");
        check("and,\n", Some(ClauseEnd::Joined), ",");
    }

    #[test]
    fn a_clause_without_a_sign_is_no_heading() {
        check("Noting the work of the ports and of the lakes\n", Some(ClauseEnd::Words), "lakes");
        check("Noting the work of the ports and of all lakes (“lakes”)\n", Some(ClauseEnd::Words), "(“lakes”)");
        check("Work of the ports\n", Some(ClauseEnd::Other), "ports");
        check("Noting the work of the ports and of the\n", Some(ClauseEnd::Other), "the");
        check("Noting the work of the ports and of lakes;\nMITIGATION\n", Some(ClauseEnd::Other), "MITIGATION");
        check("Noting the following work of the ports ...\n", Some(ClauseEnd::Other), ".");
        check("Noting the following work of the ports:\n", Some(ClauseEnd::Other), "ports:");
    }
}
