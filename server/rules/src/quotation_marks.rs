//! The quotation marks of a block, paired. Reports nothing itself.

use std::ops::Range;

use memchr::{memchr, memchr3_iter};
use travaux_grammar::{is_han, is_rtl};

/// The first bytes of the marks in UTF-8: of `"`, of “ ” „ and of « ».
const STRAIGHT: u8 = b'"';
const CURLY_LEAD: u8 = 0xE2;
const ANGLE_LEAD: u8 = 0xC2;

/// The first byte of 「」『』, with which other signs of Chinese begin.
const CORNER_LEAD: u8 = 0xE3;

/// The most quotations that are open at once; a text with more is none of words.
const MAX_OPEN: usize = 16;

/// The marks of a block that have no partner in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// It has none at all.
    None,
    /// All are paired. The first quotation.
    Paired(Range<usize>),
    /// One has no partner: its first byte, and whether it opens.
    Single(usize, bool),
    /// Several have no partner, or one that may be another sign.
    Untidy,
}

/// Pairs the marks of one block after the other, with space that is used again.
#[derive(Default)]
pub(crate) struct MarkReader {
    open: Vec<(usize, char)>,
}

/// The marks that may be closed by another one.
fn closes(open: char, close: char) -> bool {
    matches!((open, close), ('“' | '„', '”') | ('„', '“') | ('«', '»') | ('"', '"') | ('「', '」') | ('『', '』'))
}

impl MarkReader {
    /// Pairs the marks of a text. Apostrophes and single marks are left out.
    pub(crate) fn read(&mut self, text: &str) -> Marks {
        let bytes = text.as_bytes();
        self.open.clear();
        let mut first: Option<Range<usize>> = None;
        let (mut single, mut count) = (None, 0usize);
        let mut lose = |at: usize, opens: bool| {
            count += 1;
            single = Some((at, opens));
        };
        let corners = memchr(CORNER_LEAD, bytes).filter(|_| text.contains(['「', '『'])).is_some();
        let lead = if corners { CORNER_LEAD } else { ANGLE_LEAD };
        for at in memchr3_iter(STRAIGHT, CURLY_LEAD, lead, bytes) {
            let Some(mark) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
            if !matches!(mark, '“' | '”' | '„' | '«' | '»' | '"' | '「' | '」' | '『' | '』') {
                continue;
            }
            let side = Side::of(text, at, mark);
            // The others close on either side of a blank: `« Port »,`.
            let may_close = side != Side::Open || !matches!(mark, '"' | '“');
            if let Some(place) = self.open.iter().rposition(|it| closes(it.1, mark)).filter(|_| may_close) {
                self.open.drain(place + 1..).for_each(|(at, _)| lose(at, true));
                let start = self.open.pop().map_or(at, |it| it.0);
                first.get_or_insert(start..at + mark.len_utf8());
                continue;
            }
            if self.open.len() > MAX_OPEN {
                return Marks::Untidy;
            }
            match mark {
                '“' | '„' | '«' | '「' | '『' => self.open.push((at, mark)),
                '"' if side != Side::Close => self.open.push((at, mark)),
                // `12"` is a measure.
                _ if self.open.is_empty() && text[..at].ends_with(is_of_measure) => {}
                _ => lose(at, false),
            }
        }
        self.open.drain(..).for_each(|(at, _)| lose(at, true));
        match (count, single, first) {
            (0, _, None) => Marks::None,
            (0, _, Some(first)) => Marks::Paired(first),
            (1, Some((at, true)), Some(first)) if is_closed_with_inner(&text[at..]) => Marks::Paired(first),
            (1, Some((at, opens)), _) if is_sure(text, at, opens) => Marks::Single(at, opens),
            _ => Marks::Untidy,
        }
    }
}

/// `«the law «On ports»`: returns whether the first quotation of a text closes with one inside it, whose mark is written once.
fn is_closed_with_inner(text: &str) -> bool {
    let mut marks = text.char_indices().filter(|(_, sign)| matches!(sign, '«' | '»')).map(|it| it.1);
    [marks.next(), marks.next(), marks.next()] == [Some('«'), Some('«'), Some('»')]
}

/// Returns whether a mark after a sign may be that of inches or seconds.
fn is_of_measure(sign: char) -> bool {
    sign.is_ascii_digit() || matches!(sign, '\'' | '’')
}

/// On which side of words a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Unknown,
}

impl Side {
    fn of(text: &str, at: usize, mark: char) -> Side {
        let (before, after) = (text[..at].chars().next_back(), text[at + mark.len_utf8()..].chars().next());
        let is_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() && !is_han(it));
        let is_blank = |it: Option<char>| it.is_none_or(char::is_whitespace);
        let opens_before = |it: char| matches!(it, '(' | '[' | '（' | '“' | '«' | '*' | '_' | '—' | '–' | '/');
        let ends_before = |it: char| matches!(it, '.' | ',' | ';' | ':' | ')' | ']' | '!' | '?' | '،' | '؛' | '。');
        if (is_blank(before) || before.is_some_and(opens_before)) && !is_blank(after) {
            Side::Open
        } else if (is_word(before) || before.is_some_and(ends_before)) && !is_word(after) {
            Side::Close
        } else {
            Side::Unknown
        }
    }
}

/// Returns whether a mark without a partner stands where a quotation opens or closes, and no other sign takes the place of
/// its partner.
fn is_sure(text: &str, at: usize, opens: bool) -> bool {
    let Some(mark) = text[at..].chars().next() else { return false };
    let (before, rest) = (&text[..at], &text[at + mark.len_utf8()..]);
    let is_emphasis = |it: char| matches!(it, '*' | '_');
    let is_word = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() && !is_han(it));
    // Prefixes are joined to words in Arabic.
    let last = before.trim_end_matches(is_emphasis).chars().next_back().filter(|it| !is_rtl(*it));
    if TYPED.iter().any(|typed| text.contains(typed)) {
        return false;
    }
    if opens {
        !is_word(last) && rest.trim_start().starts_with(char::is_alphanumeric) && !has_single_closer(rest)
    } else {
        !is_word(rest.trim_start_matches(is_emphasis).chars().next())
            && before.trim_end().ends_with(char::is_alphanumeric)
            && !before.contains(['‘', '‚'])
    }
}

/// What is typed in place of a mark.
const TYPED: [&str; 6] = [",,", "``", "''", "’’", "‘‘", "´´"];

/// Returns whether a single mark stands at the end of a word, which may close a quotation.
fn has_single_closer(text: &str) -> bool {
    let mut marks = text.match_indices(['’', '‘', '\'', '´', '`']);
    marks.any(|(at, mark)| !text[at + mark.len()..].starts_with(char::is_alphanumeric))
}
