//! Cuts a text into words, numbers and marks. A token knows what a word may mean in one language; the parsers decide
//! what it does mean.

mod numbered_noun;

use std::ops::Range;

use crate::ascii_run::AsciiRun;
use crate::folded_run::FoldedRun;
use crate::lexicon::{Lexicon, Word};
use crate::markup::FILLER;
use crate::numerals::digit_value;
use crate::offset::{range_to_usize, to_usize};
use crate::script::{continues_word, is_han, is_invisible, is_letter};
use crate::spaced_noun::{spaced_noun, spaced_number};
use numbered_noun::{before_number, names_provision};

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, and their meaning in the lexicon.
    Word(Option<Word>),
    /// Digits of any script in use, and their value; `u32::MAX` if the value is larger.
    Number(u32),
    /// Any other visible character.
    Mark(char),
    /// The end of a line.
    Newline,
}

/// One token, with byte offsets into its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
    /// The kind of the token.
    pub kind: TokenKind,
    /// Whether white space precedes it.
    pub spaced: bool,
}

impl Token {
    /// Returns the token's bytes in its text.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        range_to_usize(self.start..self.end)
    }

    /// Returns whether the token is this mark.
    #[inline]
    pub fn is(&self, mark: char) -> bool {
        self.kind == TokenKind::Mark(mark)
    }

    /// Returns the meaning of a word that the lexicon knows.
    #[inline]
    pub fn word(&self) -> Option<Word> {
        match self.kind {
            TokenKind::Word(word) => word,
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// Returns the value of a number.
    #[inline]
    pub fn number(&self) -> Option<u32> {
        match self.kind {
            TokenKind::Number(value) => Some(value),
            TokenKind::Word(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }
}

/// Appends the tokens of a text to `tokens`. Text past 4 GiB is ignored.
pub fn tokenize(text: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>) {
    tokenize_from(text, 0, lexicon, usize::MAX, tokens);
}

/// Appends tokens of a text until `tokens` has `max_tokens`.
pub(crate) fn tokenize_at_most(text: &str, lexicon: &Lexicon, max_tokens: usize, tokens: &mut Vec<Token>) {
    tokenize_from(text, 0, lexicon, max_tokens, tokens);
}

/// Appends tokens of a text, beginning at a byte, until `tokens` has `max_tokens`.
pub(crate) fn tokenize_from(text: &str, from: usize, lexicon: &Lexicon, max_tokens: usize, tokens: &mut Vec<Token>) {
    // Offsets of tokens have 32 bits.
    let text = &text[..text.floor_char_boundary(to_usize(u32::MAX))];
    let bytes = text.as_bytes();
    let mut at = from;
    let mut spaced = false;
    while tokens.len() < max_tokens
        && let Some(&first) = bytes.get(at)
    {
        let start = at;
        if first.is_ascii_alphabetic() {
            let word;
            (word, at) = ascii_word(text, start, lexicon);
            push(tokens, start..at, TokenKind::Word(word), spaced);
            if bytes[start + 1..at].first() == Some(&b' ') {
                at = push_spaced_number(text, at, tokens);
            }
            // A blank follows most words.
            spaced = bytes.get(at) == Some(&b' ');
            at += usize::from(spaced);
            continue;
        }
        if first == b' ' {
            (spaced, at) = (true, at + 1);
            continue;
        }
        let lexeme;
        (lexeme, at) = next_lexeme(text, first, start, lexicon);
        match lexeme {
            Lexeme::Token(kind) => {
                push(tokens, start..at, kind, spaced);
                if matches!(kind, TokenKind::Word(Some(_))) && text[start..at].chars().nth(1) == Some(' ') {
                    at = push_spaced_number(text, at, tokens);
                }
                spaced = false;
            }
            Lexeme::Space => spaced = true,
            Lexeme::Invisible => {}
        }
    }
}

#[inline(always)]
fn push(tokens: &mut Vec<Token>, range: Range<usize>, kind: TokenKind, spaced: bool) {
    tokens.push(Token { start: range.start as u32, end: range.end as u32, kind, spaced });
}

/// Adds the number after a noun of spaced letters, and returns its end.
#[cold]
fn push_spaced_number(text: &str, at: usize, tokens: &mut Vec<Token>) -> usize {
    let Some((value, start, end)) = spaced_number(text, at) else { return at };
    push(tokens, start..end, TokenKind::Number(value), true);
    end
}

enum Lexeme {
    Token(TokenKind),
    Space,
    Invisible,
}

/// Returns the lexeme that starts at a byte which is neither an ASCII letter nor a blank, and its end.
#[inline]
fn next_lexeme(text: &str, first: u8, start: usize, lexicon: &Lexicon) -> (Lexeme, usize) {
    let bytes = text.as_bytes();
    if first.is_ascii_digit() {
        let (value, end) = number(text, start);
        (Lexeme::Token(TokenKind::Number(value)), end)
    } else if first == b'\n' || first == b'\r' {
        let is_pair = first == b'\r' && bytes.get(start + 1) == Some(&b'\n');
        (Lexeme::Token(TokenKind::Newline), start + 1 + usize::from(is_pair))
    } else if first.is_ascii_whitespace() {
        (Lexeme::Space, start + 1)
    } else if first == b'&' && bytes.get(start + 1) == Some(&b' ') {
        (Lexeme::Token(TokenKind::Word(lexicon.word("&"))), start + 1)
    } else if first == FILLER {
        (Lexeme::Invisible, start + 1)
    } else if first.is_ascii() {
        (Lexeme::Token(TokenKind::Mark(char::from(first))), start + 1)
    } else {
        next_non_ascii_lexeme(text, start, lexicon)
    }
}

fn next_non_ascii_lexeme(text: &str, start: usize, lexicon: &Lexicon) -> (Lexeme, usize) {
    let letter = text[start..].chars().next().unwrap_or(' ');
    let letter_end = start + letter.len_utf8();
    // Letters first, since most characters are letters. They are nothing else below.
    if is_han(letter) {
        // Most letters begin no known word.
        if !lexicon.may_begin_han_word(letter) {
            return (Lexeme::Token(TokenKind::Word(None)), letter_end);
        }
        let mut found = lexicon.han_word(&text[start..]);
        if let Some((length, Some(Word::Provision { kind, .. }))) = found
            && kind.needs_number()
            && !names_provision(kind, &text[start + length..], lexicon)
        {
            found = lexicon.han_word(&text[start..letter_end]);
        }
        let (length, word) = found.unwrap_or((letter.len_utf8(), None));
        (Lexeme::Token(TokenKind::Word(word)), start + length)
    } else if is_letter(letter) {
        let (word, end) = word(text, start, lexicon);
        (Lexeme::Token(TokenKind::Word(word)), end)
    } else if is_invisible(letter) {
        (Lexeme::Invisible, letter_end)
    } else if letter.is_whitespace() {
        (Lexeme::Space, letter_end)
    } else if digit_value(letter).is_some() {
        let (value, end) = number(text, start);
        (Lexeme::Token(TokenKind::Number(value)), end)
    } else if letter == '§' {
        let end = text.len() - text[start..].trim_start_matches('§').len();
        (Lexeme::Token(TokenKind::Word(lexicon.word(&text[start..end]))), end)
    } else {
        (Lexeme::Token(TokenKind::Mark(letter)), letter_end)
    }
}

/// Returns a token of a text with its meaning in another lexicon of the same script. A hyphenated word that only one of
/// the lexicons joins means nothing in the other.
pub(crate) fn in_lexicon(text: &str, token: Token, lexicon: &Lexicon) -> Token {
    let TokenKind::Word(_) = token.kind else { return token };
    let written = &text[token.range()];
    let run = AsciiRun::at_start(&text.as_bytes()[token.start as usize..]);
    if run.length == written.len() {
        let Some(meaning) = lexicon.word_of_letters(run, written.as_bytes()) else {
            return Token { kind: TokenKind::Word(None), ..token };
        };
        let meaning = settled(text, token.range(), Some(meaning), lexicon);
        return Token { kind: TokenKind::Word(meaning), ..token };
    }
    let meaning = match written.chars().next() {
        Some('§' | '&') => lexicon.word(written),
        Some(letter) if is_han(letter) => None,
        _ => {
            let (meaning, end) = word(text, token.range().start, lexicon);
            meaning.filter(|_| end == token.range().end)
        }
    };
    Token { kind: TokenKind::Word(meaning), ..token }
}

/// Returns the meaning of the word at `start`, which begins with an ASCII letter, and its end.
#[inline]
fn ascii_word(text: &str, start: usize, lexicon: &Lexicon) -> (Option<Word>, usize) {
    let bytes = text.as_bytes();
    let run = AsciiRun::at_start(&bytes[start..]);
    let end = start + run.length;
    if run.length == 1
        && let Some((word, end)) = spaced_noun(text, start, lexicon)
    {
        return (Some(word), end);
    }
    // Most words consist of ASCII letters only, without a hyphen or other letters after them.
    match bytes.get(end) {
        Some(next) if !next.is_ascii() || *next == b'-' => word(text, start, lexicon),
        _ => (settled(text, start..end, lexicon.word_of_letters(run, &bytes[start..end]), lexicon), end),
    }
}

/// Returns the meaning of a word, given that of a noun before a number: `rule` alone is a common word.
#[inline(always)]
fn settled(text: &str, word: Range<usize>, meaning: Option<Word>, lexicon: &Lexicon) -> Option<Word> {
    match meaning {
        Some(Word::Provision { kind, .. }) if kind.needs_number() => before_number(text, word, kind, meaning, lexicon),
        _ => meaning,
    }
}

/// Returns the meaning of the word at `start`, and its end. A word that a line or page break divides is one token,
/// `para-graph` or `ста- тьей`, if the lexicon knows the whole word.
fn word(text: &str, start: usize, lexicon: &Lexicon) -> (Option<Word>, usize) {
    if let Some(run) = FoldedRun::at_start(&text[start..]) {
        let range = start..start + run.length;
        if let Some((word, end)) = spaced_noun(text, start, lexicon) {
            return (Some(word), end);
        }
        let meaning = lexicon.word_of_run(run, &text[range.clone()]);
        return (settled(text, range.clone(), meaning, lexicon), range.end);
    }
    let end = word_end(text, start);
    let written = &text[start..end];
    let divided = divided_word(text, start, end);
    if let Some((word, end)) = divided.and_then(|(whole, end)| Some((meaning_of_joined(&whole, lexicon)?, end))) {
        return (Some(word), end);
    }
    let meaning = settled(text, start..end, lexicon.word(written), lexicon);
    if meaning.is_none() && written.len() <= MAX_DIVIDED_BYTES && written.contains('-') {
        return (meaning_of_joined(&written.replace('-', ""), lexicon), end);
    }
    (meaning, end)
}

/// A divided word is joined only if neither half has more bytes.
const MAX_DIVIDED_BYTES: usize = 40;

/// Returns the meaning of a word that was joined from two halves. Only nouns and words that point somewhere count: a
/// short word that merely links others is too likely to be a coincidence.
fn meaning_of_joined(whole: &str, lexicon: &Lexicon) -> Option<Word> {
    let counts = |word: &Word| match word {
        Word::Provision { kind, .. } => !kind.needs_number(),
        word => matches!(word, Word::Instrument(_) | Word::This | Word::Above | Word::Below),
    };
    lexicon.word(whole).filter(counts)
}

/// Joins a word with what follows a hyphen and then a space or a line end. Returns the whole word and its end.
fn divided_word(text: &str, start: usize, end: usize) -> Option<(String, usize)> {
    let rest = text[end..].strip_prefix(['-', '\u{2010}'])?;
    let second = rest.trim_start_matches([' ', '\r']);
    let second = second.strip_prefix('\n').unwrap_or(second).trim_start_matches(' ');
    if second.len() == rest.len() || !second.chars().next().is_some_and(char::is_lowercase) {
        return None;
    }
    let second_start = text.len() - second.len();
    let second_end = word_end(text, second_start);
    if end - start > MAX_DIVIDED_BYTES || second_end - second_start > MAX_DIVIDED_BYTES {
        return None;
    }
    Some((format!("{}{}", &text[start..end], &text[second_start..second_end]), second_end))
}

fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let is_word_letter = |letter: char| is_letter(letter) && !is_han(letter);
    let is_beyond_ascii = |letter: &char| !letter.is_ascii() && (is_word_letter(*letter) || continues_word(*letter));
    let mut end = start;
    loop {
        end += match bytes.get(end) {
            Some(byte) if byte.is_ascii_alphabetic() => AsciiRun::at_start(&bytes[end..]).length,
            // `sub-paragraph` and `ci-dessus` are single words, `A-1` is not.
            Some(b'-') if text[end + 1..].starts_with(is_word_letter) => 1,
            Some(0x80..) => match text[end..].chars().take_while(is_beyond_ascii).map(char::len_utf8).sum() {
                0 => return end,
                length => length,
            },
            _ => return end,
        }
    }
}

fn number(text: &str, start: usize) -> (u32, usize) {
    let mut value = 0u32;
    let mut end = start;
    for byte in text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_digit()) {
        value = value.saturating_mul(10).saturating_add(u32::from(byte - b'0'));
        end += 1;
    }
    if text.as_bytes().get(end).is_none_or(u8::is_ascii) {
        return (value, end);
    }
    for character in text[end..].chars() {
        let Some(digit) = digit_value(character) else { break };
        value = value.saturating_mul(10).saturating_add(digit);
        end += character.len_utf8();
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
    fn words_numbers_and_marks_are_separate_tokens() {
        check("article 10bis(a)", &["article", "10", "bis", "(", "a", ")"]);
        check("l’alinéa e)", &["l", "’", "alinéa", "e", ")"]);
        check("sub-paragraph 1-3", &["sub-paragraph", "1", "-", "3"]);
        check("第十条", &["第", "十", "条"]);
        check("(هـ) المادّة ٤٧", &["(", "هـ", ")", "المادّة", "٤٧"]);
    }

    #[test]
    fn a_divided_word_is_one_token_if_the_lexicon_knows_it() {
        check("para-graph 5", &["para-graph", "5"]);
        check("in para-\ngraph 5", &["in", "para-\ngraph", "5"]);
        check("long-\nterm", &["long", "-", "\n", "term"]);
        let mut tokens = Vec::new();
        tokenize("в ста- тьей 47", Lexicon::of(Language::Ru), &mut tokens);
        assert_eq!(tokens.len(), 3);
        assert!(matches!(tokens[1].word(), Some(Word::Provision { .. })));
    }

    #[test]
    fn every_line_end_is_one_token() {
        check("a\r\nb\rc\n", &["a", "\r\n", "b", "\r", "c", "\n"]);
    }

    #[test]
    fn a_number_that_is_too_long_saturates() {
        let mut tokens = Vec::new();
        tokenize("99999999999999", Lexicon::of(Language::En), &mut tokens);
        assert_eq!(tokens[0].number(), Some(u32::MAX));
    }
}
