//! The labels that running text contains at all: a list without items of its own may be cited by them.

use rustc_hash::FxHashSet;

use crate::label::{Label, Suffix};
use crate::language::Language;
use crate::lexicon::{Word, ends_with_label_joint};
use crate::numerals::NumberForm;
use crate::token::{Token, TokenKind};

/// Returns the labels in parentheses, or before one, that follow a stop or a joining word, so that they do not occur in
/// references only. Each label is returned once.
pub(crate) fn running_labels(text: &str, tokens: &[Token], language: Language) -> Vec<Label> {
    let mut found = Vec::new();
    let has_cells = memchr::memchr(b'|', text.as_bytes()).is_some();
    if language != Language::Ar && !has_cells && memchr::memchr(b')', text.as_bytes()).is_none() {
        return found;
    }
    let mut seen = FxHashSet::default();
    let mut add = |label: Label| {
        if seen.insert(label) {
            found.push(label);
        }
    };
    if language == Language::Ar {
        (0..tokens.len()).filter_map(|at| number_beside_dash(tokens, at)).for_each(&mut add);
    }
    if has_cells {
        (0..tokens.len()).filter_map(|at| label_of_row(text, tokens, at)).for_each(&mut add);
    }
    // `paragraph 1 (a) and (b);`: an item has a text. Numbers of a list are cited so as well.
    let ends = |at: usize| {
        tokens.get(at + 1).is_none_or(|next| matches!(next.kind, TokenKind::Mark('.' | ';' | ',' | '؛' | '،')))
    };
    for close in (0..tokens.len()).filter(|at| tokens[*at].is(')')) {
        let label = label_before(text, tokens, close);
        if let Some(label) = label.filter(|label| label.form == NumberForm::Digits || !ends(close)) {
            add(label);
        }
    }
    found
}

/// `| 1. | lamps | 5 |`: the label in the first cell of a row.
fn label_of_row(text: &str, tokens: &[Token], at: usize) -> Option<Label> {
    const MAX_SIGNS: usize = 4;
    let begins_line = at.checked_sub(1).is_none_or(|before| tokens[before].kind == TokenKind::Newline);
    if !begins_line || !tokens[at].is('|') {
        return None;
    }
    let is_sign = |token: &&Token| matches!(token.kind, TokenKind::Mark(mark) if mark != '|');
    let mut cell = tokens[at + 1..].iter().skip_while(is_sign);
    let token = cell.next()?;
    let label = match token.kind {
        TokenKind::Number(value) if (1..100).contains(&value) => Label::new(NumberForm::Digits, value),
        TokenKind::Word(_) => Label::from_letters(&text[token.range()])?,
        TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => return None,
    };
    cell.take(MAX_SIGNS).find(|token| !is_sign(token)).is_some_and(|token| token.is('|')).then_some(label)
}

/// `- 2` and `2 -`: Arabic paragraphs have a dash beside their number, on the side where an extraction put it.
fn number_beside_dash(tokens: &[Token], at: usize) -> Option<Label> {
    let is_dash = |at: usize| tokens.get(at).is_some_and(|token| token.is('-') || token.is('–'));
    let value = tokens[at].number().filter(|value| (1..100).contains(value))?;
    (at > 0 && is_dash(at - 1) || is_dash(at + 1)).then(|| Label::new(NumberForm::Digits, value))
}

/// `(b bis)`, `b)`: returns the label before a closing parenthesis if it follows a stop or a joining word.
fn label_before(text: &str, tokens: &[Token], close: usize) -> Option<Label> {
    const MAX_SUFFIXES: usize = 3;
    let mut at = close;
    let mut suffixes = Vec::new();
    while at > 0
        && suffixes.len() < MAX_SUFFIXES
        && let Some(Word::Inserted(place)) = tokens[at - 1].word()
    {
        suffixes.push(Suffix::Inserted(place));
        at -= 1;
    }
    let token = &tokens[at.checked_sub(1)?];
    let opener = at.checked_sub(2).map(|at| &tokens[at]).filter(|token| token.is('('));
    let label = match token.kind {
        TokenKind::Number(value) => Label::new(NumberForm::Digits, opener.map(|_| value)?),
        TokenKind::Word(_) => Label::from_letters(&text[token.range()])?,
        TokenKind::Mark(_) | TokenKind::Newline => return None,
    };
    let before = text[..opener.unwrap_or(token).range().start].trim_end();
    let follows_stop = before.ends_with([';', ':', ',', '.', '؛', '،']) || ends_with_label_joint(before);
    follows_stop.then(|| suffixes.into_iter().rev().fold(label, Label::with))
}
