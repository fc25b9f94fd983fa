//! Cuts a draft into blocks: what a drafter sees as one heading, paragraph, item or recital. A line begins a block if
//! a blank line is before it or a label at its head; so where blocks meet depends on two lines and nothing else, and
//! an edit moves no boundary that it does not touch. Page furniture ends no sentence and so begins no block.

use std::ops::Range;

use crate::furniture::furniture;
use crate::leading::{Enclosure, Leading, Place, leading};
use crate::lexicon::{Lexicon, Phrase, Word};
use crate::token::{Token, TokenKind, tokenize_at_most};

/// How many tokens of a line its label is looked for in.
pub(crate) const HEAD: usize = 24;

/// How long a line may be that only says for what the provisions behind it hold.
const LONGEST_NOTE: usize = 160;

/// The byte offsets at which blocks begin; the first is 0 unless the text is empty. `before` is the line before the
/// text, if the text is a part of a draft.
pub fn starts<'a>(text: &'a str, before: Option<&'a str>) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut tokens = Vec::with_capacity(HEAD);
    let mut previous = before;
    let mut at = 0;
    for line in lines(text) {
        if at == 0 || begins_block(previous, line, &mut tokens) {
            starts.push(at);
        }
        previous = Some(line);
        at += line.len();
    }
    starts
}

/// The pieces that a text may be cut in side by side, each of so many bytes and as many more as its last line has.
pub(crate) fn pieces(text: &str, length: usize) -> Vec<Range<usize>> {
    let mut pieces = Vec::with_capacity(text.len() / length + 1);
    let mut start = 0;
    while start < text.len() {
        let behind = (start + length).min(text.len());
        let end = memchr::memchr(b'\n', &text.as_bytes()[behind..]).map_or(text.len(), |far| behind + far + 1);
        pieces.push(start..end);
        start = end;
    }
    pieces
}

/// Of the offsets at which the blocks of a text begin those in one of its pieces.
pub(crate) fn starts_in(text: &str, piece: Range<usize>) -> Vec<usize> {
    let mut starts = Vec::with_capacity((piece.end - piece.start) / 64);
    let mut tokens = Vec::with_capacity(HEAD);
    let mut previous = last_line(&text[..piece.start]);
    let mut at = piece.start;
    for line in lines(&text[piece]) {
        if previous.is_none() || begins_block(previous, line, &mut tokens) {
            starts.push(at);
        }
        previous = Some(line);
        at += line.len();
    }
    starts
}

/// The last line of a text that ends with LF.
fn last_line(text: &str) -> Option<&str> {
    let words = text.strip_suffix('\n')?;
    let words = words.strip_suffix('\r').unwrap_or(words);
    let start = memchr::memrchr2(b'\n', b'\r', words.as_bytes()).map_or(0, |at| at + 1);
    Some(&text[start..])
}

/// The lines of a text, each with what ends it: LF, CR LF or CR.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let bytes = rest.as_bytes();
        let end = match memchr::memchr2(b'\n', b'\r', bytes) {
            Some(at) if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') => at + 2,
            Some(at) => at + 1,
            None => rest.len(),
        };
        let (line, behind) = rest.split_at(end);
        rest = behind;
        Some(line)
    })
}

/// The label at the head of a line, given the line before it.
pub fn line_label(line: &str, previous: Option<&str>, tokens: &mut Vec<Token>) -> Option<Leading> {
    if !may_begin_label(line) {
        return None;
    }
    tokens.clear();
    tokenize_at_most(line, Lexicon::of_line(line), HEAD, tokens);
    leading(line, tokens, place(previous))
}

fn begins_block(previous: Option<&str>, line: &str, tokens: &mut Vec<Token>) -> bool {
    if is_blank(line) {
        return false;
    }
    let Some(previous) = previous else { return true };
    if furniture(line).is_some() {
        return false;
    }
    if is_blank(previous) {
        return true;
    }
    if line.len() < LONGEST_NOTE && Lexicon::of_line(line).begins_with(line, Phrase::Common) {
        return true;
    }
    let Some(label) = line_label(line, Some(previous), tokens) else { return false };
    // A label alone on its line is set beside the text that a page's extraction put before it.
    let is_alone = label.kind.is_none()
        && label.enclosure == Enclosure::Parentheses
        && tokens.get(label.next).is_none_or(|token| token.kind == TokenKind::Newline);
    !is_cut_before(previous) || is_alone && !ends_with_head(previous)
}

fn place(previous: Option<&str>) -> Place {
    let Some(previous) = previous else {
        return Place { fresh: true, ended: true };
    };
    // What came before the page ended is not to be seen: a label that looks like one is one.
    if furniture(previous).is_some() {
        return Place { fresh: false, ended: true };
    }
    let words = previous.trim_end();
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    let joins = matches!(Lexicon::of_line(previous).word(last), Some(Word::And | Word::Or));
    let clause = if joins { words[..words.len() - last.len()].trim_end() } else { words };
    Place {
        fresh: words.is_empty(),
        ended: words.is_empty() || clause.ends_with(['.', ';', ':', ',', ']', '؛', '،', '：', '；', '。', '，']),
    }
}

/// Whether a line ends where a sentence cannot: before the number of an article, or after "the".
pub(crate) fn is_cut_before(line: &str) -> bool {
    let last = line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    if !last.ends_with(char::is_alphabetic) {
        return false;
    }
    let stops = last.chars().next().is_some_and(char::is_uppercase) && line.trim().len() < 60;
    match Lexicon::of_line(line).word(last) {
        // `Part` alone at the end of a heading is a title's word: `General part`.
        Some(Word::Head { .. }) => !stops && line.trim() != last,
        Some(Word::Of | Word::The | Word::To) => !stops,
        _ => false,
    }
}

/// Whether the last word of a line names a provision, whose number is to come.
fn ends_with_head(line: &str) -> bool {
    let last = line.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    matches!(Lexicon::of_line(line).word(last), Some(Word::Head { .. }))
}

/// Whether nobody sees anything in a line.
pub fn is_blank(line: &str) -> bool {
    line.chars().all(|it| it.is_whitespace() || it == '\u{FEFF}')
}

/// A cheap look at a line's first letters: most lines of running text end here.
fn may_begin_label(line: &str) -> bool {
    let mut letters = 0;
    for letter in line.chars().take(24) {
        match letter {
            '#' | '(' | '[' | '.' | ')' | '-' | '–' | '（' | '［' | '【' | '\'' | '‘' | '’' | '"' | '“' | '”' | '>'
            | '~' | '*' | '{' => return true,
            _ if crate::token::digit(letter).is_some() => return true,
            _ if letter.is_uppercase() => {
                // A heading's word, or an upper case label: the tokens will tell.
                return true;
            }
            _ if letter.is_alphabetic() && !letter.is_lowercase() => return true,
            _ if letter.is_lowercase() => letters += 1,
            _ => {}
        }
        if letters > 8 {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut starts = starts(text, None);
        starts.push(text.len());
        let blocks: Vec<&str> = starts.windows(2).map(|it| text[it[0]..it[1]].trim_end()).collect();
        assert_eq!(blocks, expected);
    }

    #[test]
    fn a_blank_line_or_a_label_begins_a_block() {
        check(
            "Article 1\nScope\n\nText that\ngoes on.\n1. One\n2. Two\n(a) three\n",
            &["Article 1\nScope", "Text that\ngoes on.", "1. One", "2. Two", "(a) three"],
        );
    }

    #[test]
    fn a_sentence_broken_across_lines_is_one_block() {
        check("in accordance with paragraph\n2. The Parties\n", &["in accordance with paragraph\n2. The Parties"]);
        check(
            "provided for in subparagraphs\n(a) and (b) above\n",
            &["provided for in subparagraphs\n(a) and (b) above"],
        );
        check("as referred to in\nArticle 5 of the Convention\n", &["as referred to in\nArticle 5 of the Convention"]);
    }

    #[test]
    fn a_page_may_end_inside_a_sentence() {
        check(
            "as provided for in paragraph\n\nA/CONF.1/2\n13\n2 of article 5.\n/...\nPage 14\n7. Each State\n",
            &["as provided for in paragraph\n\nA/CONF.1/2\n13\n2 of article 5.\n/...\nPage 14", "7. Each State"],
        );
    }

    #[test]
    fn a_label_alone_on_its_line_begins_a_block() {
        check("inform of the\n(b)\nagreement;\n", &["inform of the", "(b)\nagreement;"]);
        check("as in subparagraph\n(b)\nof it;\n", &["as in subparagraph\n(b)\nof it;"]);
    }

    #[test]
    fn items_in_lower_case_begin_blocks() {
        check(
            "shall:\n(a) in the case of States, cooperate;\n(b) to that end, act.\n",
            &["shall:", "(a) in the case of States, cooperate;", "(b) to that end, act."],
        );
    }

    #[test]
    fn a_text_cut_in_pieces_has_the_same_blocks() {
        let page = "Article 1\r\nScope\r\n\r\n\nunder paragraph\n2. of it\r(a) one;\n\r\n(b)\n\rtwo\n\n";
        for text in [page, "", "\n", "\r", "a\r\n", "المادة 1\n1 - نص\n\n2 - نص"] {
            let whole = starts(text, None);
            for length in 1..=text.len() + 1 {
                let pieces = pieces(text, length);
                let found: Vec<usize> = pieces.into_iter().flat_map(|it| starts_in(text, it)).collect();
                assert_eq!(found, whole, "{text:?} in pieces of {length}");
            }
        }
    }

    #[test]
    fn every_line_end_is_one() {
        check("1. a\r\n2. b\r3. c\n", &["1. a", "2. b", "3. c"]);
        check("", &[] as &[&str]);
    }
}
