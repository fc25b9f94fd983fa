//! Which labels running text writes at all, for what a list without items of its own may be cited by.

use rustc_hash::FxHashSet;

use crate::label::{Form, Label, Suffix, of_letters};
use crate::language::Language;
use crate::lexicon::Word;
use crate::token::{Token, TokenKind};

/// The labels that stand in parentheses, or before one, behind a stop or a joining word: not only in a reference's
/// mouth. Without those that stand there twice.
pub(crate) fn written_labels(text: &str, tokens: &[Token], language: Language) -> Vec<Label> {
    let mut found = Vec::new();
    let mut seen = FxHashSet::default();
    // Arabic paragraphs have a dash beside their number, which an extraction may put anywhere.
    for at in (0..tokens.len()).filter(|_| language == Language::Ar) {
        let is_dash = |at: usize| tokens.get(at).is_some_and(|it| it.is('-') || it.is('–'));
        let value = tokens[at].number().filter(|value| (1..100).contains(value));
        let Some(value) = value.filter(|_| at > 0 && is_dash(at - 1) || is_dash(at + 1)) else { continue };
        let label = Label::new(Form::Digits, value);
        if seen.insert(label) {
            found.push(label);
        }
    }
    for close in (0..tokens.len()).filter(|at| tokens[*at].is(')')) {
        let mut at = close;
        let mut suffixes = Vec::new();
        while at > 0
            && suffixes.len() < 3
            && let Some(Word::Inserted(place)) = tokens[at - 1].word()
        {
            suffixes.push(Suffix::Inserted(place));
            at -= 1;
        }
        let Some(token) = at.checked_sub(1).map(|at| &tokens[at]) else { continue };
        let opener = at.checked_sub(2).map(|at| &tokens[at]).filter(|it| it.is('('));
        let label = match token.kind {
            TokenKind::Number(value) if opener.is_some() => Some(Label::new(Form::Digits, value)),
            TokenKind::Word(_) => of_letters(&text[token.range()]),
            TokenKind::Number(_) | TokenKind::Mark(_) | TokenKind::Newline => None,
        };
        let Some(label) = label else { continue };
        let label = suffixes.into_iter().rev().fold(label, Label::with);
        let before = text[..opener.unwrap_or(token).start as usize].trim_end();
        let is_behind =
            before.ends_with([';', ':', ',', '.', '؛', '،', 'و']) || before.ends_with("and") || before.ends_with("or");
        if is_behind && seen.insert(label) {
            found.push(label);
        }
    }
    found
}
