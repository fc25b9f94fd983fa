//! Headings in running text, where an extraction lost the line breaks: `… parts. Article 17 Objectives (a) …`.

use super::candidate::{Before, Candidate, before};
use crate::fold::folded;
use crate::kind::Kind;
use crate::label_site::Doubt;
use crate::language::Language;
use crate::leading_label::{self, Enclosure};
use crate::lexicon::{Lexicon, Word};
use crate::numerals::NumberForm;
use crate::token::{Token, TokenKind};

/// Reads the heading of an article at the noun for one, and returns it with the token after its number. It is always
/// doubtful, since a reference looks much the same.
pub(super) fn heading_at(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<(Candidate, usize)> {
    let written = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let is_capital = |at: usize| written(at).chars().next().is_some_and(char::is_uppercase);
    let has_case = written(at).chars().any(|letter| letter.is_lowercase() || letter.is_uppercase());
    // A preposition joined to the noun governs it.
    let is_nominative = if has_case { is_capital(at) } else { folded(written(at)).starts_with(&lexicon.definite) };
    if at == 0 || !is_nominative || lexicon.language == Language::Zh {
        return None;
    }
    let (label, next) = leading_label::number(text, tokens, at + 1)?;
    if label.form != NumberForm::Digits {
        return None;
    }
    let has_first_paragraph = is_first_paragraph(tokens, next);
    let has_title = tokens.get(next).is_some_and(|token| match token.kind {
        TokenKind::Word(None | Some(Word::The | Word::Instrument(_) | Word::Indefinite)) => {
            token.spaced && (!has_case || is_capital(next))
        }
        TokenKind::Word(Some(_)) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => false,
    });
    if !has_first_paragraph && !has_title {
        return None;
    }
    let displaced = displaced_number(tokens, at);
    let before = before(tokens, at);
    let doubt = if matches!(before, Before::Colon | Before::Stop) || displaced.is_some() || has_first_paragraph {
        Doubt::Slight
    } else if has_case || is_governed(tokens, at) {
        return None;
    } else {
        Doubt::Strong
    };
    let candidate = Candidate {
        kind: Some(Kind::Article),
        label,
        enclosure: Enclosure::Bare,
        before,
        start: tokens[at].start,
        end: tokens[next - 1].end,
        words: 0,
        doubt,
        displaced,
    };
    Some((candidate, next))
}

/// `المادة 69 -1 التطبيق`: the number of the first paragraph follows that of the article.
fn is_first_paragraph(tokens: &[Token], at: usize) -> bool {
    is_dash(tokens, at)
        && tokens[at].spaced
        && tokens.get(at + 1).and_then(Token::number) == Some(1)
        && matches!(tokens.get(at + 2).map(|token| token.kind), Some(TokenKind::Word(_)))
}

/// `- 1 المادة 32`: returns a paragraph's number that precedes the heading, with its dash on either side.
fn displaced_number(tokens: &[Token], at: usize) -> Option<u32> {
    let number_beside = |dash: usize, number: usize| {
        let value = tokens.get(number).and_then(Token::number).filter(|_| is_dash(tokens, dash));
        value.filter(|value| *value < 100)
    };
    let back = at.checked_sub(2)?;
    number_beside(back, back + 1).or_else(|| number_beside(back + 1, back))
}

/// Returns whether the word before a noun governs it, so that the noun does not begin a heading.
fn is_governed(tokens: &[Token], at: usize) -> bool {
    let governs = matches!(
        tokens[at - 1].word(),
        Some(Word::Of | Word::To | Word::And | Word::Or | Word::The | Word::This | Word::Provision { .. } | Word::Link)
    );
    governs || !matches!(tokens[at - 1].kind, TokenKind::Word(None))
}

fn is_dash(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is('-') || token.is('–'))
}
