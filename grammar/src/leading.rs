//! The label that a line or a block begins with: `### [Article 10 bis.`, `4 alt 2.`, `(a)`, `1 -`. Looks through
//! markup and opening brackets; refuses what only continues a sentence that was broken across lines.

mod amended;
mod heading;
mod list;
mod number;
mod rivals;

pub use amended::Amendment;
pub use number::number;
pub(crate) use number::ordinal;
pub use rivals::{Rival, rivals};

use std::ops::Range;

use crate::kind::Kind;
use crate::label::{Form, Label};
use crate::lexicon::Word;
use crate::notation::{End, end};
use crate::token::{Token, TokenKind};

/// How a list label is set off: siblings share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enclosure {
    /// A heading's number: nothing around it.
    Bare,
    /// `1.`
    Dot,
    /// `(1)`
    Parentheses,
    /// `一、`
    Comma,
    /// `1)`
    Parenthesis,
    /// `1 -`
    Dash,
    /// `'1'`
    Quotes,
}

/// A label found, with byte offsets into the text that was cut into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leading {
    /// What it heads; `None` for a list label, whose kind depends on where it stands.
    pub kind: Option<Kind>,
    /// The label; `None` for a heading without a number.
    pub label: Option<Label>,
    /// How it is set off.
    pub enclosure: Enclosure,
    /// Where it begins, behind markup and brackets.
    pub start: u32,
    /// Where its number ends.
    pub end: u32,
    /// The first token behind it, its full stop or colon included.
    pub next: usize,
    /// The level of a Markdown heading, 0 for none.
    pub level: u8,
    /// How many brackets open before it.
    pub openers: u8,
    /// Whether a quotation opens before it: the text of another instrument, or of an amendment.
    pub quoted: bool,
    /// Whether it may as well be the first words of a sentence: 第七十条不排除…. Its number will tell.
    pub doubtful: bool,
    /// What an amendment does to it: `MOD 468`.
    pub amendment: Option<Amendment>,
}

impl Leading {
    /// A label with nothing before it that says more of it. `range` is from where it begins to where its number ends.
    fn at(kind: Option<Kind>, label: Option<Label>, enclosure: Enclosure, range: Range<u32>, next: usize) -> Leading {
        let (start, end) = (range.start, range.end);
        let amendment = None;
        Leading {
            kind,
            label,
            enclosure,
            start,
            end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
            doubtful: false,
            amendment,
        }
    }
}

/// What is known of the place where a line begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Whether a blank line or the start of the text is before it.
    pub fresh: bool,
    /// Whether what is before it ends a clause, so that no sentence runs on into the line.
    pub ended: bool,
}

/// The label at the beginning of `tokens`, which are those of `text`.
pub fn leading(text: &str, tokens: &[Token], place: Place) -> Option<Leading> {
    let cursor = Cursor { text, tokens };
    if let Some(found) = cursor.amended(place) {
        return Some(found);
    }
    let opening = cursor.opening();
    let place = Place { fresh: place.fresh || opening.level > 0, ..place };
    let found = cursor
        .heading(opening.next, place, opening.level)
        .or_else(|| cursor.list_label(opening.next, place, opening.openers > 0))
        .or_else(|| cursor.bare_heading(opening.next, opening.level));
    found.map(|found| Leading { level: opening.level, openers: opening.openers, quoted: opening.quoted, ..found })
}

/// The list label that stands right behind another: `(a)` in `1. (a) text`.
pub fn following(text: &str, tokens: &[Token], next: usize) -> Option<Leading> {
    let cursor = Cursor { text, tokens };
    let opening = cursor.opening_from(next);
    let found = cursor.list_label(opening.next, Place { fresh: true, ended: true }, opening.openers > 0)?;
    // `(a) a.`: a letter before a stop is a word here; `4. a)` has a list's letter.
    let is_sure = matches!(found.enclosure, Enclosure::Parentheses | Enclosure::Parenthesis)
        || found.label.is_some_and(|label| label.form == Form::Digits);
    if !is_sure {
        return None;
    }
    Some(Leading { openers: opening.openers, ..found })
}

/// Whether the label in front of a token is the end of a reference that was broken before it: `a) i) del presente
/// artículo`. The tokens are to be those of the text's own language.
pub(crate) fn is_end_of_reference(text: &str, tokens: &[Token], next: usize) -> bool {
    Cursor { text, tokens }.is_cited(next)
}

/// The option that begins right behind a list label: `2. **Option 1:** text`.
pub fn following_option(text: &str, tokens: &[Token], next: usize) -> Option<Leading> {
    let cursor = Cursor { text, tokens };
    let opening = cursor.opening_from(next);
    let found = cursor.heading(opening.next, Place { fresh: true, ended: true }, 0)?;
    let is_set_off = tokens.get(found.next.saturating_sub(1)).is_some_and(|it| it.is(':') || it.is('*'))
        || tokens.get(found.next).is_none_or(|it| it.kind == TokenKind::Newline);
    (found.kind == Some(Kind::Option) && is_set_off).then_some(Leading { openers: opening.openers, ..found })
}

struct Opening {
    next: usize,
    level: u8,
    openers: u8,
    quoted: bool,
}

#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Cursor<'a> {
    fn token(self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    fn written(self, at: usize) -> &'a str {
        self.token(at).map_or("", |token| &self.text[token.range()])
    }

    fn is(self, at: usize, mark: char) -> bool {
        self.token(at).is_some_and(|token| token.is(mark))
    }

    fn word(self, at: usize) -> Option<Word> {
        self.token(at).and_then(Token::word)
    }

    fn is_glued(self, at: usize) -> bool {
        self.token(at).is_some_and(|token| !token.spaced)
    }

    /// Whether a line ends at this token.
    fn ends(self, at: usize) -> bool {
        self.token(at).is_none_or(|token| token.kind == TokenKind::Newline)
    }

    fn opening(self) -> Opening {
        self.opening_from(0)
    }

    /// Passes over Markdown marks, quotation marks and opening brackets.
    fn opening_from(self, from: usize) -> Opening {
        let mut opening = Opening { next: from, level: 0, openers: 0, quoted: false };
        while let Some(token) = self.token(opening.next) {
            let TokenKind::Mark(mark) = token.kind else { break };
            match mark {
                '#' => opening.level = opening.level.saturating_add(1),
                '“' | '"' | '«' | '„' => opening.quoted = true,
                '*' | '_' | '>' | '\\' | '~' | '+' | '•' | '=' => {}
                // `{--4.--}`: in CriticMarkup.
                '-' if opening.next > 0 && self.is_glued(opening.next) && self.in_critic_markup(opening.next) => {}
                // A paragraph's number that a page's extraction put before the heading above it: `-1 المادة 14`.
                '-' if self.token(opening.next + 1).is_some_and(|it| it.number().is_some())
                    && matches!(self.token(opening.next + 2).and_then(Token::word), Some(Word::Head { .. })) =>
                {
                    opening.next += 1;
                }
                '-' if self
                    .token(opening.next + 1)
                    .is_some_and(|next| next.spaced && !matches!(next.kind, TokenKind::Number(_))) => {}
                _ => match end(mark) {
                    // `[ ]` and `[...]` hold no label.
                    Some(End::Open(_)) => opening.openers = opening.openers.saturating_add(1),
                    _ => break,
                },
            }
            opening.next += 1;
        }
        opening
    }

    /// Whether a dash is one of the two behind a brace: `{--`.
    fn in_critic_markup(self, at: usize) -> bool {
        self.is(at - 1, '{') || (at > 1 && self.is(at - 1, '-') && self.is(at - 2, '{'))
    }
}

#[cfg(test)]
mod tests;
