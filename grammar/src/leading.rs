//! The label that a line or a block begins with: `### [Article 10 bis.`, `4 alt 2.`, `(a)`, `1 -`. Looks through
//! markup and opening brackets; refuses what only continues a sentence that was broken across lines.

use crate::han;
use crate::kind::Kind;
use crate::label::{Form, Label, Prefix, Suffix, of_letters};
use crate::lexicon::Word;
use crate::notation::{End, end};
use crate::suffix::misspelt;
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
}

/// What is known of the place where a line begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Whether a blank line or the start of the text is before it.
    pub fresh: bool,
    /// Whether what is before it ends a clause, so that no sentence runs on into the line.
    pub ended: bool,
}

/// Words that may stand behind a heading's number only when it is no heading: `Article 5 of the Convention`.
fn continues(word: Option<Word>) -> bool {
    matches!(
        word,
        Some(
            Word::And
                | Word::Or
                | Word::To
                | Word::Of
                | Word::This
                | Word::Above
                | Word::Below
                | Word::Thereof
                | Word::Unit
                | Word::Head { .. }
        )
    )
}

/// The label at the beginning of `tokens`, which are those of `text`.
pub fn leading(text: &str, tokens: &[Token], place: Place) -> Option<Leading> {
    let cursor = Cursor { text, tokens };
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
    // `(a) a.`: a letter before a stop is a word here.
    let is_sure =
        found.enclosure == Enclosure::Parentheses || found.label.is_some_and(|label| label.form == Form::Digits);
    if !is_sure {
        return None;
    }
    Some(Leading { openers: opening.openers, ..found })
}

/// Where a number with its suffixes ends and what it says: `10 bis`, `IV`, `8.4`, `premier`, from token `at` on.
pub fn number(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    Cursor { text, tokens }.number(at)
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
                '*' | '_' | '>' | '\\' | '~' | '+' | '•' => {}
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

    fn heading(self, at: usize, place: Place, level: u8) -> Option<Leading> {
        if let Some(found) = self.han_heading(at, place) {
            return Some(found);
        }
        let Some(Word::Head { kind, many }) = self.token(at)?.word() else {
            return None;
        };
        let written = self.written(at);
        if matches!(kind, Kind::Recital | Kind::Subparagraph | Kind::Item | Kind::Paragraph | Kind::Footnote) {
            return None;
        }
        let has_case = written.chars().any(char::is_lowercase) || written.chars().any(char::is_uppercase);
        let is_capital = written.chars().next().is_some_and(char::is_uppercase);
        if has_case && !is_capital && level == 0 {
            return None;
        }
        let start = self.token(at)?.start;
        let found = |label, end, next| Leading {
            kind: Some(kind),
            label,
            enclosure: Enclosure::Bare,
            start,
            end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
        };
        let numbered = self.heading_number(at + 1).filter(|_| kind != Kind::Preamble);
        let Some((label, next)) = numbered else {
            // A number behind it is a footnote's: `Preamble5`.
            let is_noted =
                kind == Kind::Preamble && self.token(at + 1).is_some_and(|it| it.number().is_some() && !it.spaced);
            let behind = at + 1 + usize::from(is_noted);
            let stands_alone = self.ends(behind) || self.only_marks_follow(behind);
            let is_whole = matches!(kind, Kind::Preamble | Kind::Annex)
                && !many
                && (stands_alone && (place.fresh || has_case)
                    || level > 0
                    || (kind == Kind::Preamble && has_case && written.chars().all(char::is_uppercase)));
            return is_whole.then(|| found(None, self.token(at).map_or(start, |it| it.end), at + 1));
        };
        if many {
            return None;
        }
        let end = self.token(next - 1)?.end;
        let in_words = matches!(self.token(at + 1)?.kind, TokenKind::Word(None | Some(Word::Ordinal(_))));
        let label = if in_words { label.spelt_out_of(kind) } else { label };
        let after = self.behind_heading(next, place, level, has_case)?;
        Some(found(Some(label), end, after))
    }

    /// 第四十七条 退出: a counted heading.
    fn han_heading(self, at: usize, place: Place) -> Option<Leading> {
        let (step, next) = han::counted(self.text, self.tokens, at)?;
        let is_heading = matches!(step.kind, Kind::Article | Kind::Part | Kind::Chapter | Kind::Section);
        let is_free = place.fresh || place.ended || self.ends(next);
        if !is_heading || !is_free || !han::may_head(self.text, self.tokens, next) {
            return None;
        }
        Some(Leading {
            kind: Some(step.kind),
            label: Some(step.label),
            enclosure: Enclosure::Bare,
            start: self.token(at)?.start,
            end: self.token(next - 1)?.end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
        })
    }

    /// A heading's number, with the bracket it may stand in: `Article [X]`.
    fn heading_number(self, at: usize) -> Option<(Label, usize)> {
        if self.is(at, '[') {
            if matches!(self.written(at + 1), "X" | "Y" | "Z" | "N") && self.is(at + 2, ']') {
                return Some((Label::placeholder(), at + 3));
            }
            if let Some((label, next)) = self.number(at + 1)
                && self.is(next, ']')
            {
                return Some((label, next + 1));
            }
            let is_short = |range: std::ops::Range<usize>| {
                self.tokens.get(range).is_some_and(|it| it.iter().all(|token| token.kind != TokenKind::Newline))
            };
            return (at + 1..at + 4)
                .find(|close| self.is(*close, ']') && is_short(at..*close))
                .map(|close| (Label::placeholder(), close + 1));
        }
        if self.is(at, '(')
            && let Some(label) = of_letters(self.written(at + 1))
            && self.is(at + 2, ')')
        {
            return Some((label, at + 3));
        }
        self.number(at)
    }

    /// The token behind a heading's number and its full stop, if what follows lets it be a heading.
    fn behind_heading(self, mut next: usize, place: Place, level: u8, has_case: bool) -> Option<usize> {
        let mut spaced = false;
        while let Some(token) = self.token(next) {
            spaced |= token.spaced;
            if !matches!(token.kind, TokenKind::Mark('*' | '_' | ']' | '"' | '”' | '»')) {
                break;
            }
            next += 1;
        }
        if self.ends(next) {
            return Some(next);
        }
        let token = self.token(next)?;
        match token.kind {
            TokenKind::Mark('.' | ':' | '：' | '—' | '–' | '-' | '．') => Some(next + 1),
            TokenKind::Mark('(') if !spaced => None,
            TokenKind::Mark('(' | '（') => {
                (level > 0 || self.closes_line(next, ')') || self.closes_line(next, '）')).then_some(next)
            }
            TokenKind::Mark('[' | '{') => Some(next),
            TokenKind::Mark('“' | '«') => place.fresh.then_some(next),
            TokenKind::Word(word) => {
                if level == 0 && (continues(word) || !spaced) {
                    return None;
                }
                let is_capital = self.written(next).chars().next().is_some_and(char::is_uppercase);
                let is_title =
                    level > 0 || if has_case { is_capital && (place.fresh || place.ended) } else { place.fresh };
                is_title.then_some(next)
            }
            // A footnote's mark set behind the number.
            TokenKind::Mark('¹' | '²' | '³') => Some(next),
            _ => None,
        }
    }

    /// Whether the line ends right behind the mark that is looked for: `Article 5 (Scope)`.
    fn closes_line(self, from: usize, mark: char) -> bool {
        let line_end = (from..self.tokens.len()).find(|at| self.ends(*at)).unwrap_or(self.tokens.len());
        (from..line_end).next_back().is_some_and(|last| {
            (0..3).any(|back| last.checked_sub(back).is_some_and(|at| at > from && self.is(at, mark)))
        })
    }

    fn only_marks_follow(self, from: usize) -> bool {
        (from..self.tokens.len())
            .take_while(|at| !self.ends(*at))
            .all(|at| matches!(self.token(at).map(|it| it.kind), Some(TokenKind::Mark(_))))
    }

    fn bare_heading(self, at: usize, level: u8) -> Option<Leading> {
        if level == 0 || self.ends(at) {
            return None;
        }
        let start = self.token(at)?.start;
        Some(Leading {
            kind: Some(Kind::Section),
            label: None,
            enclosure: Enclosure::Bare,
            start,
            end: start,
            next: at,
            level,
            openers: 0,
            quoted: false,
        })
    }

    fn list_label(self, at: usize, place: Place, bracketed: bool) -> Option<Leading> {
        let token = self.token(at)?;
        let start = token.start;
        let found = |label: Label, enclosure, end: u32, next| Leading {
            kind: None,
            label: Some(label),
            enclosure,
            start,
            end,
            next,
            level: 0,
            openers: 0,
            quoted: false,
        };
        match token.kind {
            TokenKind::Mark('(' | '（') => {
                let letter = han::list_letter(self.text, self.tokens, at + 1);
                let (label, close) = letter.or_else(|| self.list_number(at + 1, place))?;
                if !(self.is(close, ')') || self.is(close, '）')) || self.goes_on(close + 1, place) {
                    return None;
                }
                Some(found(label, Enclosure::Parentheses, self.token(close)?.end, close + 1))
            }
            TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”') => {
                let label = Label::new(Form::LowerRoman, self.token(at + 1)?.number()?);
                let closes = matches!(self.token(at + 2)?.kind, TokenKind::Mark('\'' | '‘' | '’' | '"' | '“' | '”'));
                (closes && label.number() < 100)
                    .then(|| found(label, Enclosure::Quotes, self.token(at + 2).map_or(start, |it| it.end), at + 3))
            }
            TokenKind::Number(_) | TokenKind::Word(_) => {
                let (label, next) = self.list_number(at, place)?;
                let is_letter = !matches!(label.form, Form::Digits);
                let delimiter = self.token(next)?;
                let end = self.token(next - 1)?.end;
                let enclosure = match delimiter.kind {
                    TokenKind::Mark('.' | '．') if !delimiter.spaced => Enclosure::Dot,
                    TokenKind::Mark('、') if !delimiter.spaced => Enclosure::Comma,
                    TokenKind::Mark(')' | '）') if !delimiter.spaced => Enclosure::Parenthesis,
                    TokenKind::Mark('-' | '–' | '—') if !is_letter && !place_is_range(self, next) => {
                        Enclosure::Dash
                    }
                    TokenKind::Mark(']') if bracketed && !is_letter => return self.bracketed_label(at, label, next),
                    // `OP1 Decides`: the prefix is sign enough.
                    TokenKind::Word(_) if label.prefix != Prefix::None => {
                        return Some(found(label, Enclosure::Dot, end, next));
                    }
                    _ => return None,
                };
                if enclosure == Enclosure::Dot && is_letter && !(place.fresh || self.ends(next + 1) || bracketed) {
                    return None;
                }
                if enclosure != Enclosure::Dash && self.goes_on(next + 1, place) {
                    return None;
                }
                // `3.5 per cent`, `1.Each`: a number glued behind is no label, a letter is.
                if matches!(self.token(next + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
                    && self.is_glued(next + 1)
                {
                    return None;
                }
                if matches!(label.form, Form::Upper) && self.is_abbreviation(next + 1) {
                    return None;
                }
                Some(found(label, enclosure, end, next + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `[4][3] Each Party`, `[3.]`: a number alone in its bracket is a label where another label or a stop follows.
    fn bracketed_label(self, at: usize, label: Label, close: usize) -> Option<Leading> {
        let next = close + 1;
        let another = self.is(next, '[')
            && matches!(self.token(next + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
            && (self.is(next + 2, ']') || self.is(next + 2, '.'));
        if !another && !self.is(next, '.') {
            return None;
        }
        let token = self.token(at)?;
        let mut last = next;
        if another {
            last += 3;
            while self.is(last, ']') || self.is(last, '.') {
                last += 1;
            }
        } else {
            last += 1;
        }
        Some(Leading {
            kind: None,
            label: Some(label),
            enclosure: Enclosure::Dot,
            start: token.start,
            end: self.token(close - 1)?.end,
            next: last,
            level: 0,
            openers: 0,
            quoted: false,
        })
    }

    /// Whether a sentence goes on behind what looks like a label: `(a) and (b) above`.
    fn goes_on(self, at: usize, place: Place) -> bool {
        let Some(token) = self.token(at) else { return false };
        match token.kind {
            TokenKind::Mark(',' | ';' | ')' | '،' | '؛') => true,
            TokenKind::Mark('.') => self.ends(at + 1),
            TokenKind::Word(Some(
                Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below | Word::Thereof,
            )) if !place.ended => self.written(at).chars().next().is_some_and(|it| !it.is_uppercase()),
            _ => false,
        }
    }

    /// `A. B. Smith`, `U. S.`
    fn is_abbreviation(self, at: usize) -> bool {
        self.is_glued(at) || (self.written(at).len() == 1 && self.is(at + 1, '.'))
    }

    fn list_number(self, at: usize, place: Place) -> Option<(Label, usize)> {
        let token = self.token(at)?;
        match token.kind {
            TokenKind::Number(value) if value > 999 => None,
            TokenKind::Number(_) => self.number(at),
            TokenKind::Word(_) => {
                let written = self.written(at);
                if let Some(found) = self.prefixed(at) {
                    return Some(found);
                }
                // 一、
                if let Some((value, next)) = han::number(self.text, self.tokens, at)
                    && value < 1000
                {
                    return Some((Label::new(Form::Digits, value), next));
                }
                let label = of_letters(written)?;
                // A lone Arabic or Cyrillic letter may be a word: و, а, и. It is a label in parentheses.
                let is_set_off = self.is(at + 1, ')') || self.token(at + 1).is_some_and(|it| it.word().is_some());
                if !written.is_ascii() && !is_set_off && !place.fresh {
                    return None;
                }
                Some(self.suffixed(label, at + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `OP1`, `PP2 bis`, `Pp1`, `OP 3`
    fn prefixed(self, at: usize) -> Option<(Label, usize)> {
        let prefix = match self.written(at) {
            "OP" | "Op" => Prefix::Operative,
            "PP" | "Pp" => Prefix::Preambular,
            _ => return None,
        };
        let mut label = Label::new(Form::Digits, self.token(at + 1)?.number()?);
        label.prefix = prefix;
        Some(self.suffixed(label, at + 2))
    }

    fn number(self, at: usize) -> Option<(Label, usize)> {
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
                Some(self.suffixed(label, next))
            }
            TokenKind::Word(None) if han::number(self.text, self.tokens, at).is_some() => {
                han::number(self.text, self.tokens, at).map(|(value, next)| (Label::new(Form::Digits, value), next))
            }
            TokenKind::Word(Some(Word::Ordinal(value))) => Some(self.suffixed(Label::new(Form::Digits, value), at + 1)),
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
                let label = of_letters(written).filter(|it| matches!(it.form, Form::UpperRoman | Form::Upper))?;
                Some(self.suffixed(label, at + 1))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// The label with the suffixes that stand behind it, and the first token behind those.
    fn suffixed(self, mut label: Label, mut next: usize) -> (Label, usize) {
        while let Some(token) = self.token(next) {
            match token.word() {
                Some(Word::Inserted(place)) => label = label.with(Suffix::Inserted(place)),
                Some(Word::Supra) => label = label.with(Suffix::Supra),
                Some(Word::Alternative) => {
                    let number = self.token(next + 1).and_then(Token::number).filter(|number| *number < 100);
                    label = label.with(Suffix::Alternative(number.map_or(1, |number| number as u8)));
                    next += usize::from(number.is_some());
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
                            label = label.with(Suffix::Letter(letter_place(self.written(next), letter)))
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

/// `1 - 3`, `5-10`: a dash between numbers.
fn place_is_range(cursor: Cursor<'_>, dash: usize) -> bool {
    matches!(cursor.token(dash + 1).map(|it| it.kind), Some(TokenKind::Number(_)))
        || (cursor.is_glued(dash) && cursor.is_glued(dash + 1) && !cursor.ends(dash + 1))
}

#[cfg(test)]
mod tests;
