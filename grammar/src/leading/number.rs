//! A number as labels have it: digits, numerals of any script, words, dots, and the suffixes behind it.

use super::Cursor;
use crate::han;
use crate::label::{Form, Label, Prefix, Suffix, of_letters};
use crate::lexicon::Word;
use crate::suffix::misspelt;
use crate::token::{Token, TokenKind};

/// Where a number with its suffixes ends and what it says: `10 bis`, `IV`, `8.4`, `premier`, from token `at` on.
pub fn number(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    Cursor { text, tokens }.number(at)
}

/// A number in words from a token on, and the token behind it: `twelfth`, `الحادية عشرة`, `двадцать первая`. "And" may
/// be glued before it.
pub(crate) fn ordinal(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let (Word::Ordinal(value) | Word::AndOrdinal(value)) = word(at)? else { return None };
    let behind = match word(at + 1) {
        // الحادية عشرة: a unit and ten.
        Some(Word::Ordinal(10)) if value < 10 => Some(10),
        // الحادية والعشرون: a unit and tens.
        Some(Word::AndOrdinal(tens)) if value < 10 && tens >= 20 => Some(tens),
        // двадцать первая, vigésimo primero: tens and a unit.
        Some(Word::Ordinal(unit)) if value >= 10 && value % 10 == 0 && unit < 10 => Some(unit),
        _ => None,
    };
    Some(behind.map_or((value, at + 1), |more| (value + more, at + 2)))
}

impl<'a> Cursor<'a> {
    pub(super) fn number(self, at: usize) -> Option<(Label, usize)> {
        let token = self.token(at)?;
        match token.kind {
            TokenKind::Number(value) => {
                let mut label = Label::new(Form::Digits, value);
                let mut next = at + 1;
                let mut depth = 1;
                while depth < 3
                    && self.is(next, '.')
                    && self.is_glued(next)
                    && self.is_glued(next + 1)
                    && let Some(value) = self.token(next + 1).and_then(Token::number)
                    && value > 0
                {
                    label.numbers[depth] = value;
                    depth += 1;
                    next += 2;
                }
                // `1er`, `1º`, `1°`, `1.º`
                let dot = usize::from(self.is(next, '.') && self.is_glued(next));
                if self.is_ending(next + dot) {
                    next += dot + 1;
                }
                Some(self.suffixed(label, next))
            }
            TokenKind::Word(None) if han::number(self.text, self.tokens, at).is_some() => {
                han::number(self.text, self.tokens, at).map(|(value, next)| (Label::new(Form::Digits, value), next))
            }
            TokenKind::Word(Some(Word::Ordinal(_))) => {
                let (value, next) = ordinal(self.tokens, at)?;
                Some(self.suffixed(Label::new(Form::Digits, value), next))
            }
            TokenKind::Word(_) => {
                let written = self.written(at);
                if let Some(found) = self.prefixed(at) {
                    return Some(found);
                }
                let is_placeholder = written.len() > 1 && written.bytes().all(|byte| byte == b'X')
                    || matches!(written, "XY" | "YY" | "NN");
                if is_placeholder {
                    return Some((Label::placeholder(), at + 1));
                }
                if let Some(found) = self.lettered(at) {
                    return Some(found);
                }
                let mut label = of_letters(written).filter(|it| matches!(it.form, Form::UpperRoman | Form::Upper))?;
                // `Article I-3`: of the first part.
                if label.form == Form::UpperRoman
                    && self.is(at + 1, '-')
                    && self.is_glued(at + 1)
                    && self.is_glued(at + 2)
                    && let Some(number) = self.token(at + 2).and_then(Token::number)
                {
                    label.numbers[1] = number;
                    return Some(self.suffixed(label, at + 3));
                }
                Some(self.suffixed(label, at + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `QQ.A.2`: an article of a chapter whose number is still to come.
    pub(super) fn lettered(self, at: usize) -> Option<(Label, usize)> {
        let glued = |at: usize, mark: char| self.is(at, mark) && self.is_glued(at) && self.is_glued(at + 1);
        let (chapter, section) = (self.written(at), self.written(at + 2));
        let is_capital = |it: &str| !it.is_empty() && it.len() <= 3 && it.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_capital(chapter) || !is_capital(section) || !glued(at + 1, '.') || !glued(at + 3, '.') {
            return None;
        }
        let number = self.token(at + 4)?.number()?;
        let value = |letters: &str| letters.bytes().fold(0, |sum, byte| sum * 27 + u32::from(byte - b'A') + 1);
        let mut label = Label::new(Form::Lettered, value(chapter));
        label.numbers = [value(chapter), value(section), number];
        Some(self.suffixed(label, at + 5))
    }

    /// `OP1`, `PP2 bis`, `Pp1`, `OP 3`
    pub(super) fn prefixed(self, at: usize) -> Option<(Label, usize)> {
        let prefix = match self.written(at) {
            "OP" | "Op" => Prefix::Operative,
            "PP" | "Pp" => Prefix::Preambular,
            _ => return None,
        };
        let mut label = Label::new(Form::Digits, self.token(at + 1)?.number()?);
        // `OP1.c. alt.`: another text for an item of the first paragraph.
        if self.is(at + 2, '.')
            && self.is_glued(at + 3)
            && self.is(at + 4, '.')
            && let Some(letter) = of_letters(self.written(at + 3)).filter(|it| it.form == Form::Lower)
        {
            let (label, next) = self.suffixed(letter, at + 5);
            return (!label.is_plain()).then_some((label, next));
        }
        label.prefix = prefix;
        Some(self.suffixed(label, at + 2))
    }

    /// Whether what makes an ordinal of the number before it stands here, glued to it.
    pub(super) fn is_ending(self, at: usize) -> bool {
        self.is_glued(at) && (self.is(at, '°') || self.token(at).and_then(Token::word) == Some(Word::Ending))
    }

    /// The label with the suffixes that stand behind it, and the first token behind those.
    pub(super) fn suffixed(self, mut label: Label, mut next: usize) -> (Label, usize) {
        while let Some(token) = self.token(next) {
            match token.word() {
                Some(Word::Inserted(place)) => label = label.with(Suffix::Inserted(place)),
                Some(Word::Repeated) => match self.token(next + 1).and_then(Token::word) {
                    Some(Word::Inserted(place)) => {
                        label = label.with(Suffix::Inserted(place.saturating_add(1)));
                        next += 1;
                    }
                    _ => label = label.with(Suffix::Inserted(2)),
                },
                Some(Word::Supra) => label = label.with(Suffix::Supra),
                Some(Word::Alternative) => {
                    let number = self.token(next + 1).and_then(Token::number).filter(|number| *number < 100);
                    label = label.with(Suffix::Alternative(number.map_or(1, |number| number as u8)));
                    next += usize::from(number.is_some());
                }
                // `11 *bis*`: the adverb is a foreign word, and set in italics.
                _ if token.is('*') || token.is('_') => {
                    let Some(Word::Inserted(place)) = self.token(next + 1).and_then(Token::word) else {
                        return (label, next);
                    };
                    label = label.with(Suffix::Inserted(place));
                    next += 1 + usize::from(self.token(next + 2).is_some_and(|it| it.kind == token.kind));
                }
                _ if token.is('-')
                    && !token.spaced
                    && self.is_glued(next + 1)
                    && matches!(self.token(next + 1).and_then(Token::word), Some(Word::Inserted(_))) => {}
                // `8 sextiens`
                _ if label.is_plain()
                    && token.kind == TokenKind::Word(None)
                    && misspelt(self.written(next)).is_some() =>
                {
                    let place = misspelt(self.written(next)).map_or(0, |it| it.0);
                    return (label.with(Suffix::Inserted(place)), next + 1);
                }
                _ if !token.spaced && label.form == Form::Digits && label.is_plain() => {
                    let letter = of_letters(self.written(next)).filter(|it| {
                        self.written(next).is_ascii() && it.number() <= 26 && self.written(next).len() == 1
                    });
                    match letter {
                        // `5b`, but not the `e)` of `5e)`: a letter with a parenthesis is a list's.
                        Some(letter) if !self.is(next + 1, ')') => {
                            let place = letter_place(self.written(next), letter);
                            let is_capital = self.written(next).starts_with(|it: char| it.is_ascii_uppercase());
                            label = label.with(if is_capital { Suffix::Capital(place) } else { Suffix::Letter(place) })
                        }
                        _ => return (label, next),
                    }
                }
                _ => return (label, next),
            }
            next += 1;
        }
        (label, next)
    }
}

/// The place of a letter in the alphabet, even of one that reads as a roman numeral.
fn letter_place(written: &str, letter: Label) -> u8 {
    written.bytes().next().map_or(letter.number() as u8, |byte| byte.to_ascii_lowercase().saturating_sub(b'a') + 1)
}
