//! Headings in running text, where an extraction lost the line breaks.

use super::{Before, Candidate, before};
use crate::block::Doubt;
use crate::fold::folded;
use crate::kind::Kind;
use crate::label::Form;
use crate::language::Language;
use crate::leading::{self, Enclosure};
use crate::lexicon::{Lexicon, Word};
use crate::token::{Token, TokenKind};

/// The article's heading that may stand at the word for one, in a text that lost its line breaks: `… parts. Article 17 Objectives
/// (a) …`, and the token behind its number. A reference reads much the same, so the numbers of the draft decide.
pub(super) fn heading_at(text: &str, tokens: &[Token], at: usize, lexicon: &Lexicon) -> Option<(Candidate, usize)> {
    let written = |at: usize| tokens.get(at).map_or("", |token| &text[token.range()]);
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let is_capital = |at: usize| written(at).chars().next().is_some_and(char::is_uppercase);
    let has_case = written(at).chars().any(|it| it.is_lowercase() || it.is_uppercase());
    // The bare form: with a preposition glued to it, it is governed.
    let is_bare = if has_case { is_capital(at) } else { folded(written(at)).starts_with(&lexicon.definite) };
    if at == 0 || !is_bare || lexicon.language == Language::Zh {
        return None;
    }
    let (label, next) = leading::number(text, tokens, at + 1).filter(|(label, _)| label.form == Form::Digits)?;
    // `المادة 69 -1 التطبيق`: its first paragraph's number behind its own.
    let is_dash = |at: usize| tokens.get(at).is_some_and(|it| it.is('-') || it.is('–'));
    let numbers = is_dash(next)
        && tokens[next].spaced
        && tokens.get(next + 1).and_then(Token::number).is_some_and(|it| it == 1)
        && matches!(tokens.get(next + 2).map(|it| it.kind), Some(TokenKind::Word(_)));
    let is_title = tokens.get(next).is_some_and(|token| match token.kind {
        TokenKind::Word(None | Some(Word::The | Word::Instrument(_) | Word::Indefinite)) => {
            token.spaced && (!has_case || is_capital(next))
        }
        TokenKind::Word(Some(_)) | TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => false,
    });
    if !numbers && !is_title {
        return None;
    }
    let number_of = |dash: usize, number: usize| {
        is_dash(dash).then(|| tokens.get(number).and_then(Token::number)).flatten().filter(|it| *it < 100)
    };
    let displaced = at.checked_sub(2).and_then(|back| number_of(back, back + 1).or_else(|| number_of(back + 1, back)));
    let is_governed = matches!(
        word(at - 1),
        Some(Word::Of | Word::To | Word::And | Word::Or | Word::The | Word::This | Word::Head { .. } | Word::Link)
    );
    let is_behind_stop = matches!(before(tokens, at), Before::Colon | Before::Stop);
    let doubt = if is_behind_stop || displaced.is_some() || numbers {
        Doubt::Slight
    } else if has_case || is_governed || !matches!(tokens[at - 1].kind, TokenKind::Word(None)) {
        return None;
    } else {
        Doubt::Strong
    };
    let candidate = Candidate {
        kind: Some(Kind::Article),
        label,
        enclosure: Enclosure::Bare,
        before: before(tokens, at),
        start: tokens[at].start,
        end: tokens[next - 1].end,
        words: 0,
        doubt,
        displaced,
    };
    Some((candidate, next))
}
