//! Words of running text that may be labels.

use super::candidate::{Before, Candidate, before};
use super::heading::heading_at;
use crate::kind::Kind;
use crate::label::Label;
use crate::label_site::Doubt;
use crate::language::Language;
use crate::leading_label::Enclosure;
use crate::lexicon::{Lexicon, Word};
use crate::numerals::NumberForm;
use crate::reference::Reference;
use crate::token::{Token, TokenKind};

/// The most tokens of a title in running text before the list of its article begins.
const MAX_TITLE_TOKENS: usize = 14;

/// Returns the candidates of a text, in order.
pub(super) fn candidates(text: &str, tokens: &[Token], references: &[Reference], lexicon: &Lexicon) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    if !may_contain_candidates(text, tokens, lexicon.language) {
        return found;
    }
    let mut words = 0;
    let mut at = 0;
    let mut references = references.iter().peekable();
    // The number of tokens since a heading whose title may not have ended.
    let mut title_tokens: Option<usize> = None;
    while let Some(token) = tokens.get(at) {
        // Most words begin neither a label nor a heading.
        if matches!(token.kind, TokenKind::Word(None))
            && title_tokens.is_none()
            && !tokens.get(at + 1).is_some_and(|next| next.is(')'))
        {
            (words, at) = (words + 1, at + 1);
            continue;
        }
        words += usize::from(matches!(token.kind, TokenKind::Word(_)));
        let is_stop = matches!(token.kind, TokenKind::Mark('.' | ';' | '؛' | ':'));
        title_tokens = title_tokens.map(|count| count + 1).filter(|count| *count <= MAX_TITLE_TOKENS && !is_stop);
        if let Some(Word::Provision { kind: Kind::Article, plural: false }) = token.word()
            && let Some((candidate, next)) = heading_at(text, tokens, at, lexicon)
        {
            found.push(candidate);
            (words, at, title_tokens) = (0, next, Some(0));
            continue;
        }
        if !may_begin_list_label(tokens, at) {
            at += 1;
            continue;
        }
        while references.next_if(|reference| reference.end <= token.start).is_some() {}
        let is_cited = references.peek().is_some_and(|reference| reference.start <= token.start);
        let read = if is_cited { None } else { list_label_at(text, tokens, at, lexicon.language) };
        let Some((label, enclosure, next)) = read else {
            at += 1;
            continue;
        };
        let mut before = before(tokens, at);
        // `المادة 17 الأهداف (أ)`: the list begins immediately after the title.
        if before == Before::Words && title_tokens.is_some() {
            before = Before::Colon;
        }
        if before != Before::Words || enclosure == Enclosure::Dash {
            let (start, end, doubt) = (token.start, tokens[next - 1].end, Doubt::None);
            found.push(Candidate { kind: None, label, enclosure, before, start, end, words, doubt, displaced: None });
            words = 0;
        }
        at = next;
    }
    found
}

/// Rejects texts without the marks of a list label and without a noun for an article.
fn may_contain_candidates(text: &str, tokens: &[Token], language: Language) -> bool {
    let is_article =
        |token: &Token| matches!(token.word(), Some(Word::Provision { kind: Kind::Article, plural: false }));
    // The second byte sought is the first of a full-width parenthesis.
    memchr::memchr2(b')', 0xEF, text.as_bytes()).is_some() || language == Language::Ar || tokens.iter().any(is_article)
}

/// Rejects most tokens by their kind: those at which [`list_label_at`] reads nothing.
fn may_begin_list_label(tokens: &[Token], at: usize) -> bool {
    match tokens[at].kind {
        TokenKind::Mark(mark) => matches!(mark, '(' | '（' | '-' | '–'),
        TokenKind::Word(_) => tokens.get(at + 1).is_some_and(|token| token.is(')')),
        TokenKind::Number(_) | TokenKind::Newline => false,
    }
}

/// Reads a list label, and returns it with the token after it.
fn list_label_at(text: &str, tokens: &[Token], at: usize, language: Language) -> Option<(Label, Enclosure, usize)> {
    let written = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let is = |at: usize, mark: char| tokens.get(at).is_some_and(|token| token.is(mark));
    match tokens[at].kind {
        TokenKind::Mark('(' | '（') => {
            let label = match tokens.get(at + 1)?.kind {
                TokenKind::Number(value) if (1..100).contains(&value) => Label::new(NumberForm::Digits, value),
                TokenKind::Word(_) => Label::from_letters(written(at + 1))?,
                TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
            };
            (is(at + 2, ')') || is(at + 2, '）')).then_some((label, Enclosure::Parentheses, at + 3))
        }
        TokenKind::Word(_) if is(at + 1, ')') && !tokens[at + 1].spaced && tokens[at].spaced => {
            Some((Label::from_letters(written(at))?, Enclosure::Parenthesis, at + 2))
        }
        TokenKind::Mark('-' | '–') if language == Language::Ar && tokens[at].spaced => dash_label_at(tokens, at),
        TokenKind::Word(_) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
    }
}

/// `- 4 يكون`: in texts extracted from pages, the dash of an Arabic paragraph precedes its number.
fn dash_label_at(tokens: &[Token], at: usize) -> Option<(Label, Enclosure, usize)> {
    let value = tokens.get(at + 1)?.number().filter(|value| (1..100).contains(value))?;
    // `- 4. يكون`, and `- 2 - 3 توضع` where two numbers were put together.
    let has_stop = tokens.get(at + 2).is_some_and(|token| token.is('.'));
    let next = at + 2 + usize::from(has_stop);
    let following = tokens.get(next).filter(|token| token.spaced)?;
    let is_label = match following.kind {
        // Before a heading it is the number of the paragraph after the heading: `- 1 المادة 32`.
        TokenKind::Word(word) => !matches!(word, Some(Word::Provision { .. })),
        TokenKind::Mark('-' | '–') => tokens.get(next + 1).is_some_and(|token| token.number().is_some()),
        TokenKind::Mark(_) | TokenKind::Number(_) | TokenKind::Newline => false,
    };
    is_label.then_some((Label::new(NumberForm::Digits, value), Enclosure::Dash, next))
}
