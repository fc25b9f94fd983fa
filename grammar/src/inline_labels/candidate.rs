//! One stretch of running text that may be a label.

use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::Doubt;
use crate::leading_label::Enclosure;
use crate::lexicon::Word;
use crate::notation::bracket_end;
use crate::token::{Token, TokenKind};

/// What precedes a label in running text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A colon: a list may begin.
    Colon,
    /// A semicolon or a full stop: a list may continue.
    Stop,
    /// A comma: a list may continue if there are words between its labels.
    Comma,
    /// No stop: only a number set off by a dash may be a label.
    Words,
}

/// Words that may be a label.
pub(super) struct Candidate {
    /// The kind of provision that it heads; `None` for a list label.
    pub(super) kind: Option<Kind>,
    pub(super) label: Label,
    pub(super) enclosure: Enclosure,
    pub(super) before: Before,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The number of words since the candidate before.
    pub(super) words: usize,
    pub(super) doubt: Doubt,
    /// The number of a heading's first paragraph where an extraction put it before the heading: `- 1 المادة 32`.
    pub(super) displaced: Option<u32>,
}

/// Returns what precedes a token; a joining word after a stop is skipped.
pub(super) fn before(tokens: &[Token], at: usize) -> Before {
    // A bracket may open before a label, or close after the text before it: `(a) one; [(b) two;] [(c) three.]`.
    let is_skipped = |token: &&Token| match token.kind {
        TokenKind::Newline => true,
        TokenKind::Mark(mark) => bracket_end(mark).is_some(),
        TokenKind::Word(_) | TokenKind::Number(_) => false,
    };
    let mut back = tokens[..at].iter().rev().filter(|token| !is_skipped(token));
    let mut last = back.next();
    let is_joined = last.is_some_and(|token| matches!(token.word(), Some(Word::And | Word::Or)));
    if is_joined {
        last = back.next();
    }
    match last.map(|token| token.kind) {
        Some(TokenKind::Mark(':' | '：')) => Before::Colon,
        Some(TokenKind::Mark(';' | '；' | '؛' | '.' | '。')) => Before::Stop,
        Some(TokenKind::Mark(',' | '،' | '，')) => Before::Comma,
        _ if is_joined => Before::Comma,
        _ => Before::Words,
    }
}
