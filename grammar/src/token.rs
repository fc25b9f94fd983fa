//! Cuts a text into words, numbers and marks. Knows what a word may mean in one language; decides nothing.

use std::ops::Range;

use crate::lexicon::{Lexicon, Word};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, and what the lexicon says of them.
    Word(Option<Word>),
    /// Digits of any of the scripts in use, and their value; `u32::MAX` where they say more than fits.
    Number(u32),
    /// Any other sign, blanks excepted.
    Mark(char),
    /// The end of a line.
    Newline,
}

/// One token, with byte offsets into the text that was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Whether a blank stands before it.
    pub spaced: bool,
}

impl Token {
    /// Its bytes in the text that was cut.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is this mark.
    pub fn is(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// What its word means.
    pub fn word(&self) -> Option<Word> {
        match self.kind {
            TokenKind::Word(word) => word,
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// Its number.
    pub fn number(&self) -> Option<u32> {
        match self.kind {
            TokenKind::Number(value) => Some(value),
            TokenKind::Word(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }
}

/// Appends the tokens of `text` to `tokens`. Texts over 4 GiB are cut short: a block is never that long.
pub fn tokenize(text: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    tokenize_at_most(text, lexicon, usize::MAX, tokens);
}

/// The same, stopping after `most` tokens.
pub fn tokenize_at_most(text: &str, lexicon: &Lexicon, most: usize, tokens: &mut Vec<Token>) {
    tokenize_from(text, 0, lexicon, most, tokens);
}

/// The same, from a byte on.
pub(crate) fn tokenize_from(text: &str, from: usize, lexicon: &Lexicon, most: usize, tokens: &mut Vec<Token>) {
    let mut at = from;
    let mut spaced = false;
    let bytes = text.as_bytes();
    while at < bytes.len() && tokens.len() < most {
        let start = at;
        let first = bytes[at];
        let kind = if first.is_ascii_alphabetic() {
            let (word, end) = word(text, start, lexicon);
            at = end;
            TokenKind::Word(word)
        } else if first.is_ascii_digit() {
            let (value, end) = number(text, at);
            at = end;
            TokenKind::Number(value)
        } else if first == b'\n' || first == b'\r' {
            at += 1;
            if first == b'\r' && bytes.get(at) == Some(&b'\n') {
                at += 1;
            }
            TokenKind::Newline
        } else if first.is_ascii_whitespace() {
            at += 1;
            spaced = true;
            continue;
        } else if first.is_ascii() {
            at += 1;
            TokenKind::Mark(char::from(first))
        } else {
            let letter = text[at..].chars().next().unwrap_or(' ');
            if is_invisible(letter) {
                at += letter.len_utf8();
                continue;
            } else if letter.is_whitespace() {
                at += letter.len_utf8();
                spaced = true;
                continue;
            } else if digit(letter).is_some() {
                let (value, end) = number(text, at);
                at = end;
                TokenKind::Number(value)
            } else if letter == '§' {
                at = text.len() - text[at..].trim_start_matches('§').len();
                TokenKind::Word(lexicon.word(&text[start..at]))
            } else if is_han(letter) {
                let (length, word) = lexicon.han_word(&text[at..]).unwrap_or((letter.len_utf8(), None));
                at += length;
                TokenKind::Word(word)
            } else if letter.is_alphabetic() {
                let (word, end) = word(text, start, lexicon);
                at = end;
                TokenKind::Word(word)
            } else {
                at += letter.len_utf8();
                TokenKind::Mark(letter)
            }
        };
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(at)) else {
            return;
        };
        tokens.push(Token { start, end, kind, spaced });
        spaced = false;
    }
}

/// A token of `text` as another lexicon of the same script reads it. A word that only one of them puts together from
/// two halves means nothing to the other.
pub(crate) fn read_again(text: &str, token: Token, lexicon: &Lexicon) -> Token {
    let TokenKind::Word(_) = token.kind else { return token };
    let written = &text[token.range()];
    let meant = match written.chars().next() {
        _ if written.bytes().all(|it| it.is_ascii_alphabetic()) => lexicon.word(written),
        Some('§') => lexicon.word(written),
        Some(letter) if is_han(letter) => None,
        _ => {
            Some(word(text, token.start as usize, lexicon)).filter(|it| it.1 == token.end as usize).and_then(|it| it.0)
        }
    };
    Token { kind: TokenKind::Word(meant), ..token }
}

/// What the word at `start` means, and where it ends. A word that a page's edge divided is one: `para-graph`, `ста- тьей`;
/// but only one that the lexicon knows whole.
fn word(text: &str, start: usize, lexicon: &Lexicon) -> (Option<Word>, usize) {
    if let Some(end) = plain_end(text, start) {
        return (lexicon.word(&text[start..end]), end);
    }
    let end = word_end(text, start);
    let written = &text[start..end];
    let whole = divided(text, start, end).and_then(|(whole, end)| Some((telling(&whole, lexicon)?, end)));
    if let Some((word, end)) = whole {
        return (Some(word), end);
    }
    let known = lexicon.word(written);
    if known.is_none() && written.len() <= LONGEST_DIVIDED && written.contains('-') {
        return (telling(&written.replace('-', ""), lexicon), end);
    }
    (known, end)
}

/// How many bytes a divided word may have that is put together again.
const LONGEST_DIVIDED: usize = 40;

/// What a word that was put together names: a short one that only joins is not worth a guess.
fn telling(whole: &str, lexicon: &Lexicon) -> Option<Word> {
    let is_telling =
        |word: &Word| matches!(word, Word::Head { .. } | Word::Instrument(_) | Word::This | Word::Above | Word::Below);
    lexicon.word(whole).filter(is_telling)
}

/// The word that goes on behind a hyphen and a blank or one line end, put together, and where it ends.
fn divided(text: &str, start: usize, end: usize) -> Option<(String, usize)> {
    let rest = text[end..].strip_prefix(['-', '\u{2010}'])?;
    let front = rest.trim_start_matches([' ', '\r']);
    let front = front.strip_prefix('\n').unwrap_or(front).trim_start_matches(' ');
    if front.len() == rest.len() || !front.chars().next().is_some_and(char::is_lowercase) {
        return None;
    }
    let from = text.len() - front.len();
    let to = word_end(text, from);
    if end - start > LONGEST_DIVIDED {
        return None;
    }
    (to - from <= LONGEST_DIVIDED).then(|| (format!("{}{}", &text[start..end], &text[from..to]), to))
}

/// Where a word ends that is ASCII to its end, with no hyphen behind it, as most are.
fn plain_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text.as_bytes()[start..];
    let length = rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
    rest.get(length).is_none_or(|byte| byte.is_ascii() && *byte != b'-').then_some(start + length)
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let inside = letter.is_ascii_alphabetic()
            || (!letter.is_ascii() && (letter.is_alphabetic() || is_joined(letter)) && !is_han(letter))
            // `sub-paragraph`, `ci-dessus`: one word; `A-1`: not.
            || (letter == '-'
                && letters.peek().is_some_and(|(_, next)| next.is_alphabetic() && !is_han(*next)));
        if !inside {
            break;
        }
        end = start + offset + letter.len_utf8();
    }
    end
}

/// Signs that belong to the word they stand in: combining marks, tatweel, joiners.
fn is_joined(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}' | '\u{AD}')
}

/// Marks of direction, the byte order mark and the like: nobody sees them.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Whether a letter is Han: one word for itself.
pub fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// The value of a digit of any script in use: Western, Arabic-Indic, its eastern form, full width.
pub fn digit(letter: char) -> Option<u32> {
    match letter {
        '0'..='9' => Some(letter as u32 - '0' as u32),
        '٠'..='٩' => Some(letter as u32 - '٠' as u32),
        '۰'..='۹' => Some(letter as u32 - '۰' as u32),
        '０'..='９' => Some(letter as u32 - '０' as u32),
        _ => None,
    }
}

fn number(text: &str, start: usize) -> (u32, usize) {
    let mut value = 0u32;
    let mut end = start;
    for letter in text[start..].chars() {
        let Some(digit) = digit(letter) else { break };
        value = value.saturating_mul(10).saturating_add(digit);
        end += letter.len_utf8();
    }
    (value, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn check(text: &str, expected: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, Lexicon::of(Language::En), &mut tokens);
        let found: Vec<&str> = tokens.iter().map(|token| &text[token.range()]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_numbers_and_marks_are_told_apart() {
        check("article 10bis(a)", &["article", "10", "bis", "(", "a", ")"]);
        check("l’alinéa e)", &["l", "’", "alinéa", "e", ")"]);
        check("sub-paragraph 1-3", &["sub-paragraph", "1", "-", "3"]);
        check("第十条", &["第", "十", "条"]);
        check("(هـ) المادّة ٤٧", &["(", "هـ", ")", "المادّة", "٤٧"]);
    }

    #[test]
    fn a_word_that_a_page_divided_is_one_if_the_lexicon_knows_it() {
        check("para-graph 5", &["para-graph", "5"]);
        check("in para-\ngraph 5", &["in", "para-\ngraph", "5"]);
        check("long-\nterm", &["long", "-", "\n", "term"]);
        let mut tokens = Vec::new();
        tokenize("в ста- тьей 47", Lexicon::of(Language::Ru), &mut tokens);
        assert_eq!(tokens.len(), 3);
        assert!(matches!(tokens[1].word(), Some(Word::Head { .. })));
    }

    #[test]
    fn a_line_ends_once_whatever_ends_it() {
        check("a\r\nb\rc\n", &["a", "\r\n", "b", "\r", "c", "\n"]);
    }

    #[test]
    fn a_number_too_long_is_as_large_as_can_be() {
        let mut tokens = Vec::new();
        tokenize("99999999999999", Lexicon::of(Language::En), &mut tokens);
        assert_eq!(tokens[0].number(), Some(u32::MAX));
    }
}
