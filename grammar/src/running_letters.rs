//! The letters and numbers of a list in running text: `shall (a) act; (b) report`, `a) one; b) two`, `(1) one; (2) two`.

use std::ops::Range;

use crate::block::Block;
use crate::counted::list_letter;
use crate::label::Label;
use crate::lexicon::{Lexicon, Word};
use crate::markup::FILLER;
use crate::numerals::NumberForm;
use crate::offset::range_to_u32;
use crate::script::is_han;
use crate::token::{Token, TokenKind, tokenize};

/// The digits of the roman numerals that letter lists, and the most bytes of one: `xviii`.
const ROMAN_DIGITS: [char; 3] = ['i', 'v', 'x'];
const MAX_NUMERAL_BYTES: usize = 5;

/// The largest number that numbers a list in running text.
const MAX_NUMBER: u32 = 30;

/// A letter or a number in parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningLetter {
    /// The label.
    pub label: Label,
    /// Its bytes in the block, with the parentheses.
    pub range: Range<u32>,
    /// Whether a stop or a joining word after a stop precedes it, so that it may begin an item.
    pub follows_stop: bool,
    /// Whether words other than joining ones follow it before the next letter.
    pub has_text: bool,
}

/// Returns the letters and numbers in parentheses after the labels of a block; none if there are certainly fewer than `min`.
pub fn running_letters(block: &Block, min: usize) -> Vec<RunningLetter> {
    if parentheses(block.text_from(block.body)).nth(min.saturating_sub(1)).is_none() {
        return Vec::new();
    }
    let lexicon = Lexicon::of(block.language);
    let mut tokens = Vec::new();
    tokenize(block.plain_text(), lexicon, &mut tokens);
    let mut found: Vec<RunningLetter> = Vec::new();
    let mut at = tokens.partition_point(|token| token.start < block.body);
    // The last letter and the last number: a list of numbers may stand inside the item of a letter.
    let mut last: [Option<usize>; 2] = [None; 2];
    while at < tokens.len() {
        let Some((label, next)) = letter(block.plain_text(), &tokens, at) else {
            let is_text =
                matches!(tokens[at].kind, TokenKind::Word(word) if !matches!(word, Some(Word::And | Word::Or)));
            for place in last.into_iter().flatten().filter(|_| is_text) {
                found[place].has_text = true;
            }
            at += 1;
            continue;
        };
        let range = range_to_u32(tokens[at].range().start..tokens[next - 1].range().end);
        last[usize::from(label.form == NumberForm::Digits)] = Some(found.len());
        found.push(RunningLetter { label, range, follows_stop: follows_stop(&tokens, at), has_text: false });
        at = next;
    }
    found
}

/// Returns the places where a parenthesis opens that may hold a letter.
fn parentheses(text: &str) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let holds_letter = move |at: &usize| text.get(*at..).is_some_and(is_letter_in_parentheses);
    let is_wide = move |at: &usize| bytes[*at..].starts_with("（".as_bytes());
    let wide = memchr::memchr_iter(0xEF, bytes).filter(is_wide);
    // `a)`: the sign after the letter is enough.
    let is_bare = move |at: &usize| text.get(..*at).is_some_and(ends_with_bare_letter);
    let bare = memchr::memchr_iter(b')', bytes).filter(is_bare);
    memchr::memchr_iter(b'(', bytes).chain(wide).filter(holds_letter).chain(bare)
}

/// Returns whether a text ends with a letter or a roman numeral after a space: ` a`, ` iii`.
fn ends_with_bare_letter(text: &str) -> bool {
    let (last, before) = (text.chars().next_back(), text.trim_end_matches(ROMAN_DIGITS));
    let before = match last {
        Some(last) if text.len() - before.len() < 2 => &text[..text.len() - last.len_utf8()],
        _ => before,
    };
    text.len() - before.len() <= MAX_NUMERAL_BYTES
        && last.is_some_and(char::is_alphabetic)
        && before.ends_with(char::is_whitespace)
}

fn is_letter_in_parentheses(text: &str) -> bool {
    const MAX_LETTERS: usize = 8;
    // Only one sign is skipped, so that a run of them is read once.
    let inner = text.strip_prefix(['(', '（']).unwrap_or(text);
    let mut ends = inner.char_indices().take(MAX_LETTERS).filter(|(_, sign)| matches!(sign, ')' | '）'));
    let Some((end, _)) = ends.next() else { return false };
    // Emphasis may stand inside the parentheses: `(*a*)`.
    let letter = inner[..end].trim_matches(|sign: char| sign.is_whitespace() || sign == char::from(FILLER));
    letter.starts_with(is_han) || letter.parse().is_ok_and(is_list_number) || Label::from_letters(letter).is_some()
}

fn is_list_number(number: u32) -> bool {
    (1..=MAX_NUMBER).contains(&number)
}

/// `(a)`, （一）, `(1)`
fn letter(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    if !tokens[at].is('(') && !tokens[at].is('（') {
        return bare_letter(text, tokens, at);
    }
    let inner = tokens.get(at + 1)?;
    let (label, close) = match inner.kind {
        TokenKind::Word(_) => list_letter(text, tokens, at + 1)
            .or_else(|| Label::from_letters(&text[inner.range()]).map(|label| (label, at + 2)))?,
        TokenKind::Number(value) if is_list_number(value) => (Label::new(NumberForm::Digits, value), at + 2),
        TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
    };
    let closes = tokens.get(close).is_some_and(|token| token.is(')') || token.is('）'));
    closes.then_some((label, close + 1))
}

/// `a)`, `ii)` after a stop
fn bare_letter(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    let word = tokens.get(at).filter(|token| token.spaced && matches!(token.kind, TokenKind::Word(_)))?;
    let is_closed = tokens.get(at + 1).is_some_and(|token| token.is(')') && !token.spaced);
    let written = &text[word.range()];
    let is_numeral = written.len() <= MAX_NUMERAL_BYTES && written.chars().all(|sign| ROMAN_DIGITS.contains(&sign));
    if !is_closed || written.chars().nth(1).is_some() && !is_numeral || !follows_stop(tokens, at) {
        return None;
    }
    Some((Label::from_letters(written)?, at + 2))
}

fn follows_stop(tokens: &[Token], at: usize) -> bool {
    let mut before = tokens[..at].iter().rev().filter(|token| token.kind != TokenKind::Newline).peekable();
    while before.next_if(|token| matches!(token.word(), Some(Word::And | Word::Or))).is_some() {}
    let is_stop = |mark| matches!(mark, ',' | ';' | ':' | '،' | '؛' | '，' | '；' | '：' | '、');
    before.next().is_some_and(|token| matches!(token.kind, TokenKind::Mark(mark) if is_stop(mark)))
}
