//! The number of a label: digits, numerals of any script, words, dotted numbers, and the suffixes after it.

use super::Cursor;
use crate::counted::han_number;
use crate::label::{Label, Prefix, Suffix};
use crate::lexicon::{Word, is_number_sign, is_ordinal_ending};
use crate::numerals::{NumberForm, capitals_value, roman_value};
use crate::script::{is_arabic, is_han};
use crate::token::{Token, TokenKind};

/// Reads a number with its suffixes, `10 bis`, `IV`, `8.4` or `premier`, and returns it with the token after it.
pub(crate) fn number(text: &str, tokens: &[Token], at: usize) -> Option<(Label, usize)> {
    Cursor { text, tokens }.number(at)
}

/// Returns the token after a sign for "number" with its stop, `No.`, `n°`, `№` or رقم, if a number follows it; `at` otherwise.
pub(crate) fn after_number_sign(text: &str, tokens: &[Token], at: usize) -> usize {
    Cursor { text, tokens }.after_number_sign(at)
}

/// Reads the `.1` of `V.1` after a label, and returns the whole label with the token after it.
pub(crate) fn dotted_capital(text: &str, tokens: &[Token], label: Label, at: usize) -> Option<(Label, usize)> {
    Cursor { text, tokens }.dotted_capital(label, at)
}

/// Reads an ordinal in words, `twelfth`, `الحادية عشرة`, `الأولى بعد المائة` or `двадцать первая`, and returns it with the token
/// after it. A word for "and" may be joined to it.
pub(crate) fn ordinal(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    const HUNDRED: u32 = 100;
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let (Word::Ordinal(value) | Word::AndOrdinal(value)) = word(at)? else { return None };
    let more = match word(at + 1) {
        // الحادية عشرة: a unit and ten.
        Some(Word::Ordinal(10)) if value < 10 => Some(10),
        // الحادية والعشرون: a unit and tens.
        Some(Word::AndOrdinal(tens)) if value < 10 && (20..HUNDRED).contains(&tens) => Some(tens),
        // двадцать первая, vigésimo primero: tens and a unit.
        Some(Word::Ordinal(unit)) if (10..HUNDRED).contains(&value) && value % 10 == 0 && unit < 10 => Some(unit),
        _ => None,
    };
    let (value, next) = more.map_or((value, at + 1), |more| (value + more, at + 2));
    // الأولى بعد المائة: a number after a hundred.
    let is_after_hundred = value < HUNDRED
        && tokens.get(next).is_some_and(|it| matches!(it.kind, TokenKind::Word(_)))
        && word(next + 1) == Some(Word::Ordinal(HUNDRED));
    Some(if is_after_hundred { (value + HUNDRED, next + 2) } else { (value, next) })
}

/// Returns the suffix that a letter or its name makes after a hyphen, in any script: `Annex 11-B`, `paragraph 3-a`,
/// `الملحق 3-أ`, `المرفق 11-باء`.
fn inserted_letter(written: &str) -> Option<Suffix> {
    match written.as_bytes() {
        [letter @ b'a'..=b'z'] => Some(Suffix::Letter(letter - b'a' + 1)),
        [letter @ b'A'..=b'Z'] => Some(Suffix::Capital(letter - b'A' + 1)),
        _ if written.is_ascii() || written.starts_with(char::is_lowercase) => None,
        // The place of the letter in its alphabet.
        _ => {
            let label = Label::from_letters(written).filter(Label::is_plain)?;
            let is_letter = matches!(label.form, NumberForm::Lower | NumberForm::Upper);
            u8::try_from(label.number()).ok().filter(|_| is_letter).map(Suffix::Capital)
        }
    }
}

/// `I-B`, which is one word
fn roman_with_letter(written: &str) -> Option<Label> {
    let (roman, letter) = written.split_once('-')?;
    let suffix = inserted_letter(letter).filter(|suffix| matches!(suffix, Suffix::Capital(_)))?;
    let value = roman_value(roman).filter(|_| roman.bytes().all(|byte| byte.is_ascii_uppercase()))?;
    let label = Label { hyphen_digits: 1, ..Label::new(NumberForm::UpperRoman, value) };
    letter.is_ascii().then(|| label.with(suffix))
}

impl<'a> Cursor<'a> {
    pub(super) fn after_number_sign(self, at: usize) -> usize {
        if !is_number_sign(self.written(at)) {
            return at;
        }
        let has_stop = self.is_glued(at + 1) && ['.', '°', 'º'].iter().any(|mark| self.is(at + 1, *mark));
        let next = at + 1 + usize::from(has_stop);
        // `n.º 5`
        let has_sign = has_stop && self.is_glued(next) && matches!(self.written(next), "º" | "°" | "o");
        let next = next + usize::from(has_sign);
        let is_numbered = self.number(next).is_some() || self.is(next, '(') && self.number(next + 1).is_some();
        if is_numbered { next } else { at }
    }

    /// `10 bis`, `IV`, `8.4`, `premier`, 二十
    pub(super) fn number(self, at: usize) -> Option<(Label, usize)> {
        match self.token(at)?.kind {
            TokenKind::Number(value) => Some(self.digits(at, value)),
            TokenKind::Word(Some(Word::Ordinal(_))) => {
                let (value, next) = ordinal(self.tokens, at)?;
                Some(self.suffixed(Label::new(NumberForm::Digits, value), next))
            }
            TokenKind::Word(word) => {
                if word.is_none()
                    && let Some((value, next)) = han_number(self.text, self.tokens, at)
                {
                    let label = Label::new(NumberForm::Digits, value);
                    return self.hyphenated(label, next, false).or(Some((label, next)));
                }
                self.prefixed(at)
                    .or_else(|| self.placeholder(at))
                    .or_else(|| self.lettered(at))
                    .or_else(|| self.capital(at))
            }
            TokenKind::Mark(_) | TokenKind::Newline => None,
        }
    }

    /// `8`, `8.4`, `1er`, `1º`, `8 bis`
    fn digits(self, at: usize, value: u32) -> (Label, usize) {
        let mut label = Label::new(NumberForm::Digits, value);
        let mut next = at + 1;
        let mut depth = 1;
        while depth < label.numbers.len()
            && self.is(next, '.')
            && self.is_glued(next)
            && self.is_glued(next + 1)
            && let Some(value) = self.number_value(next + 1)
            && value > 0
        {
            label.numbers[depth] = value;
            depth += 1;
            next += 2;
        }
        // `Статья 2¹`
        if depth < label.numbers.len()
            && let Some((value, after)) = self.raised_insertion(next)
        {
            label.numbers[depth] = value;
            return self.suffixed(label, after);
        }
        // `1er`, `1º`, `1°`, `1.º`
        let dot = usize::from(self.is(next, '.') && self.is_glued(next));
        next = self.after_ordinal_ending(next + dot).unwrap_or(next);
        if let Some((label, next)) = self.hyphenated(label, next, false) {
            return self.suffixed(label, next);
        }
        self.suffixed(label, next)
    }

    /// `-01` in `21-01`, `-06` in `C-06`, `-B` in `11-B`: a part of the number after a hyphen. A number that may be the
    /// end of a range, `5-7`, is no part of it unless `is_heading`: the heading of one provision has no range.
    pub(super) fn hyphenated(self, mut label: Label, at: usize, is_heading: bool) -> Option<(Label, usize)> {
        let is_hyphen = self.is(at, '-') || self.is(at, '\u{2011}') || is_heading && self.is(at, '–');
        if label.numbers[1] != 0 || !label.is_plain() {
            return None;
        }
        let written = self.written(at + 1);
        let is_joined = is_hyphen && self.is_glued(at) && self.is_glued(at + 1);
        // Arabic has blanks around the dash, or a slash: `الملحق 3 - أ`, `3/أ`.
        let is_joined_letter = is_joined || (is_hyphen || self.is(at, '/')) && written.chars().all(is_arabic);
        if is_joined_letter
            && label.form == NumberForm::Digits
            && (is_joined || !self.is_letter_of_list(at))
            && let Some(suffix) = inserted_letter(written)
            && !self.is_followed_by_glued_word(at + 1)
        {
            label.hyphen_digits = 1;
            let label = label.with(suffix);
            // `Annex 2-A-1`
            let is_part = self.is(at + 2, '-') && self.is_glued(at + 2) && self.is_glued(at + 3);
            let part = self.number_value(at + 3).and_then(|value| u8::try_from(value).ok());
            return match part.filter(|part| is_part && *part > 0) {
                Some(part) => Some((label.with(Suffix::Part(part)), at + 4)),
                None => Some((label, at + 2)),
            };
        }
        if !is_joined {
            return None;
        }
        let value = self.number_value(at + 1).filter(|value| (1..1000).contains(value))?;
        let is_padded = written.len() > 1 && written.starts_with('0');
        // `21-22(1)`: a range has no paragraph.
        let is_label = self.number_value(at + 3).is_some() || Label::from_letters(self.written(at + 3)).is_some();
        let has_paragraph = self.is(at + 2, '(') && is_label && self.is(at + 4, ')');
        let is_digits = label.form == NumberForm::Digits;
        // `المادة 1-1`, but `3-3 ter` is a range.
        let is_repeated = || value == label.number() && !matches!(self.word(at + 2), Some(Word::Inserted(_)));
        let is_below = value < label.number() || is_repeated();
        let is_certain = is_heading || is_padded || has_paragraph || !is_digits || is_below;
        if !is_certain {
            return None;
        }
        label.numbers[1] = value;
        label.hyphen_digits = written.chars().count().min(3) as u8;
        Some((label, at + 2))
    }

    /// `3- أ- النص`: returns whether the letter after a dash has a dash or a stop of its own, where the number before the
    /// first one begins the line. The letter is that of the first item.
    fn is_letter_of_list(self, dash: usize) -> bool {
        let begins = dash < 2 || matches!(self.tokens[dash - 2].kind, TokenKind::Newline | TokenKind::Mark('['));
        begins && ['-', '–', '.', ')'].iter().any(|mark| self.is(dash + 2, *mark))
    }

    /// Returns whether a word goes on after a token. Chinese puts no blank after a letter: 附件1-B第2款.
    fn is_followed_by_glued_word(self, at: usize) -> bool {
        let is_word = |next: &Token| !next.spaced && matches!(next.kind, TokenKind::Word(_));
        self.token(at + 1).is_some_and(is_word) && !self.written(at + 1).starts_with(is_han)
    }

    /// `.1` in `V.1`: the number of an article in a chapter with a roman numeral or a letter.
    pub(super) fn dotted_capital(self, mut label: Label, at: usize) -> Option<(Label, usize)> {
        let is_capital = matches!(label.form, NumberForm::UpperRoman | NumberForm::Upper);
        let is_dot = self.is(at, '.') && self.is_glued(at) && self.is_glued(at + 1);
        if !is_capital || !is_dot || label.numbers[1] != 0 || !label.is_plain() {
            return None;
        }
        label.numbers[1] = self.number_value(at + 1).filter(|value| (1..2000).contains(value))?;
        Some(self.suffixed(label, at + 2))
    }

    /// `XX`, `NN`: a number that is still to come.
    fn placeholder(self, at: usize) -> Option<(Label, usize)> {
        let written = self.written(at);
        let is_placeholder =
            written.len() > 1 && written.bytes().all(|byte| byte == b'X') || matches!(written, "XY" | "YY" | "NN");
        // In a roman series XX is twenty, which only the draft can tell.
        let tens =
            if written.bytes().all(|byte| byte == b'X') && written.len() <= 3 { written.len() as u32 } else { 0 };
        is_placeholder.then(|| (Label { roman: 10 * tens, ..Label::placeholder() }, at + 1))
    }

    /// `IV`, `B`, `I-3`
    fn capital(self, at: usize) -> Option<(Label, usize)> {
        let written = self.written(at);
        // `Titre Ier`, `Partie Ire`
        let is_first = || written.strip_prefix('I').is_some_and(|ending| is_ordinal_ending('I', ending));
        if let Some(label) = roman_with_letter(written) {
            return Some((label, at + 1));
        }
        let label = Label::from_letters(if is_first() { "I" } else { written })?;
        if !matches!(label.form, NumberForm::UpperRoman | NumberForm::Upper) {
            return None;
        }
        // `Annex F3`
        if let Some(number) = self.number_value(at + 1).filter(|value| self.is_glued(at + 1) && *value < 1000)
            && label.form == NumberForm::Upper
        {
            let mut label = label;
            label.numbers[1] = number;
            // `Appendix A5-II`
            let is_joined = self.is(at + 2, '-') && self.is_glued(at + 2) && self.is_glued(at + 3);
            let third = self.number_value(at + 3).or_else(|| roman_value(self.written(at + 3)));
            if let Some(third) = third.filter(|value| is_joined && *value < 1000) {
                label.numbers[2] = third;
                return Some(self.suffixed(label, at + 4));
            }
            return Some(self.suffixed(label, at + 2));
        }
        // `Article I-3`: the third article of the first part.
        if let Some((label, next)) = self.hyphenated(label, at + 1, false) {
            return Some(self.suffixed(label, next));
        }
        Some(self.suffixed(label, at + 1))
    }

    /// `QQ.A.2`: an article of a chapter whose number is still to come.
    fn lettered(self, at: usize) -> Option<(Label, usize)> {
        const MAX_CAPITALS: usize = 3;
        let is_glued_dot = |at: usize| self.is(at, '.') && self.is_glued(at) && self.is_glued(at + 1);
        let (chapter, section) = (self.written(at), self.written(at + 2));
        let is_capitals = |written: &str| {
            (1..=MAX_CAPITALS).contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        if !is_capitals(chapter) || !is_capitals(section) || !is_glued_dot(at + 1) || !is_glued_dot(at + 3) {
            return None;
        }
        let number = self.number_value(at + 4)?;
        let mut label = Label::new(NumberForm::Lettered, capitals_value(chapter));
        label.numbers[1..].copy_from_slice(&[capitals_value(section), number]);
        Some(self.suffixed(label, at + 5))
    }

    /// `OP1`, `PP2 bis`, `Pp1`, `OP 3`
    pub(super) fn prefixed(self, at: usize) -> Option<(Label, usize)> {
        let prefix = match self.written(at) {
            "OP" | "Op" => Prefix::Operative,
            "PP" | "Pp" => Prefix::Preambular,
            _ => return None,
        };
        let mut label = Label::new(NumberForm::Digits, self.number_value(at + 1)?);
        // `OP1.c. alt.`: another text for an item of the first paragraph.
        if self.is(at + 2, '.')
            && self.is_glued(at + 3)
            && self.is(at + 4, '.')
            && let Some(letter) = Label::from_letters(self.written(at + 3))
            && letter.form == NumberForm::Lower
        {
            let (label, next) = self.suffixed(letter, at + 5);
            return (!label.is_plain()).then_some((label, next));
        }
        label.prefix = prefix;
        Some(self.suffixed(label, at + 2))
    }

    /// Returns the token after what makes an ordinal of the number before it: `er`, `°`, `nd`, `-я`.
    fn after_ordinal_ending(self, at: usize) -> Option<usize> {
        const MAX_BYTES: usize = 8;
        if !self.is_glued(at) {
            return None;
        }
        if self.is(at, '°') || self.word(at) == Some(Word::Ending) {
            return Some(at + 1);
        }
        let has_hyphen = self.is(at, '-') && self.is_glued(at + 1);
        let word = at + usize::from(has_hyphen);
        let written = self.written(word);
        // `Artículo 1o.`
        let is_digit = at.checked_sub(1).and_then(|at| self.number_value(at)).is_some_and(|value| value < 10);
        if written == "o" && is_digit && !has_hyphen {
            return Some(word + 1);
        }
        let may_be = matches!(self.token(word)?.kind, TokenKind::Word(_)) && (2..=MAX_BYTES).contains(&written.len());
        let sign = if has_hyphen { '-' } else { self.written(at.checked_sub(1)?).chars().next_back()? };
        (may_be && is_ordinal_ending(sign, written)).then_some(word + 1)
    }
}
