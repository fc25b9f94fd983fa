//! The number of a label: digits, numerals of any script, words, dotted numbers, and the suffixes after it.

use super::Cursor;
use crate::counted::han_number;
use crate::label::{Label, Prefix, Suffix};
use crate::language::Language;
use crate::lexicon::{Lexicon, Word, is_number_sign, is_ordinal_ending, series};
use crate::misspelt_suffix::misspelt_suffix;
use crate::numerals::{NumberForm, capitals_value, roman_value};
use crate::script::is_arabic;
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

/// Reads an ordinal in words, `twelfth`, `الحادية عشرة` or `двадцать первая`, and returns it with the token after it. A
/// word for "and" may be joined to it.
pub(crate) fn ordinal(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let word = |at: usize| tokens.get(at).and_then(Token::word);
    let (Word::Ordinal(value) | Word::AndOrdinal(value)) = word(at)? else { return None };
    let more = match word(at + 1) {
        // الحادية عشرة: a unit and ten.
        Some(Word::Ordinal(10)) if value < 10 => Some(10),
        // الحادية والعشرون: a unit and tens.
        Some(Word::AndOrdinal(tens)) if value < 10 && tens >= 20 => Some(tens),
        // двадцать первая, vigésimo primero: tens and a unit.
        Some(Word::Ordinal(unit)) if value >= 10 && value % 10 == 0 && unit < 10 => Some(unit),
        _ => None,
    };
    Some(more.map_or((value, at + 1), |more| (value + more, at + 2)))
}

/// Returns the place in its alphabet of a letter after a hyphen, as other scripts than Latin write it: `الملحق 3-أ`,
/// `Приложение 3-А`.
fn inserted_letter(written: &str) -> Option<u8> {
    // A tatweel keeps a letter apart: هـ
    let mut letters = written.chars().filter(|letter| *letter != '\u{640}');
    let letter = letters.next().filter(|letter| !letter.is_ascii() && !letter.is_lowercase());
    let label = letter.filter(|_| letters.next().is_none()).and_then(|_| Label::from_letters(written))?;
    let is_letter = matches!(label.form, NumberForm::Lower | NumberForm::Upper) && label.is_plain();
    u8::try_from(label.number()).ok().filter(|_| is_letter)
}

impl<'a> Cursor<'a> {
    pub(super) fn after_number_sign(self, at: usize) -> usize {
        if !is_number_sign(self.written(at)) {
            return at;
        }
        let has_stop = self.is_glued(at + 1) && ['.', '°', 'º'].iter().any(|mark| self.is(at + 1, *mark));
        let next = at + 1 + usize::from(has_stop);
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
                    return Some((Label::new(NumberForm::Digits, value), next));
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
        // Arabic has blanks around the dash: `الملحق 3 - أ`.
        let is_arabic = self.written(at + 1).chars().all(is_arabic);
        if (is_hyphen || self.is(at, '/'))
            && is_arabic
            && label.form == NumberForm::Digits
            && label.is_plain()
            && label.numbers[1] == 0
            && let Some(letter) = inserted_letter(self.written(at + 1))
            && !self.is_followed_by_glued_word(at + 1)
        {
            label.hyphen_digits = 1;
            return Some((label.with(Suffix::Capital(letter)), at + 2));
        }
        if !is_hyphen || !self.is_glued(at) || !self.is_glued(at + 1) || label.numbers[1] != 0 || !label.is_plain() {
            return None;
        }
        let written = self.written(at + 1);
        if label.form == NumberForm::Digits
            && let [letter @ b'A'..=b'Z'] = written.as_bytes()
            && !self.is_followed_by_glued_word(at + 1)
        {
            label.hyphen_digits = 1;
            return Some((label.with(Suffix::Capital(letter - b'A' + 1)), at + 2));
        }
        if label.form == NumberForm::Digits
            && let [letter @ b'a'..=b'z'] = written.as_bytes()
            && !self.is_followed_by_glued_word(at + 1)
        {
            label.hyphen_digits = 1;
            return Some((label.with(Suffix::Letter(letter - b'a' + 1)), at + 2));
        }
        if label.form == NumberForm::Digits
            && let Some(letter) = inserted_letter(written)
            && !self.is_followed_by_glued_word(at + 1)
        {
            label.hyphen_digits = 1;
            return Some((label.with(Suffix::Capital(letter)), at + 2));
        }
        let value = self.number_value(at + 1).filter(|value| (1..1000).contains(value))?;
        let is_padded = written.len() > 1 && written.starts_with('0');
        // `21-22(1)`: a range has no paragraph.
        let is_label = self.number_value(at + 3).is_some() || Label::from_letters(self.written(at + 3)).is_some();
        let has_paragraph = self.is(at + 2, '(') && is_label && self.is(at + 4, ')');
        let is_digits = label.form == NumberForm::Digits;
        let is_certain = is_heading || is_padded || has_paragraph || !is_digits || value < label.number();
        if !is_certain {
            return None;
        }
        label.numbers[1] = value;
        label.hyphen_digits = written.chars().count().min(3) as u8;
        Some((label, at + 2))
    }

    fn is_followed_by_glued_word(self, at: usize) -> bool {
        self.token(at + 1).is_some_and(|next| !next.spaced && matches!(next.kind, TokenKind::Word(_)))
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
        let numeral =
            ["er", "re", "ère"].iter().find_map(|ending| written.strip_suffix(ending)).filter(|it| *it == "I");
        let label = Label::from_letters(numeral.unwrap_or(written))?;
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
        let may_be = matches!(self.token(word)?.kind, TokenKind::Word(_)) && (2..=MAX_BYTES).contains(&written.len());
        let sign = if has_hyphen { '-' } else { self.written(at.checked_sub(1)?).chars().next_back()? };
        (may_be && is_ordinal_ending(sign, written)).then_some(word + 1)
    }

    /// Adds the suffixes after a number to its label: `bis`, `alt 2`, `-ter`, `b`.
    pub(super) fn suffixed(self, mut label: Label, mut next: usize) -> (Label, usize) {
        while let Some((suffix, after)) = self.suffix(&label, next) {
            label = suffix.map_or(label, |suffix| label.with(suffix));
            next = after;
        }
        if let Some((suffix, after)) = self.capital_after_adverb(&label, next) {
            return (label.with(suffix), after);
        }
        if label.is_plain()
            && let Some((first, second, after)) = self.two_letters(&label, next)
        {
            return (label.with(first).with(second), after);
        }
        if label.is_plain()
            && let Some((suffix, after)) = self.misspelt(next)
        {
            return (label.with(suffix), after);
        }
        (label, next)
    }

    /// Reads one suffix. `None` in place of a suffix is the hyphen before one.
    fn suffix(self, label: &Label, at: usize) -> Option<(Option<Suffix>, usize)> {
        let token = self.token(at)?;
        let (suffix, next) = match token.kind {
            TokenKind::Word(Some(Word::Inserted(place))) => (Suffix::Inserted(place), self.after_footnote_mark(at + 1)),
            TokenKind::Word(Some(Word::Repeated)) => match self.word(at + 1) {
                Some(Word::Inserted(place)) => (Suffix::Inserted(place.saturating_add(1)), at + 2),
                _ => (Suffix::Inserted(2), at + 1),
            },
            TokenKind::Word(Some(Word::Supra)) => (Suffix::Supra, at + 1),
            TokenKind::Word(Some(Word::Alternative)) => {
                match self.number_value(at + 1).filter(|number| *number < 100).and_then(|it| u8::try_from(it).ok()) {
                    Some(number) => (Suffix::Alternative(number), at + 2),
                    None => (Suffix::Alternative(1), at + 1),
                }
            }
            // `11 *bis*`: a foreign word in italics.
            _ if matches!(token.kind, TokenKind::Mark('*' | '_' | '^')) => self.marked_suffix(token, at)?,
            _ if token.is('<') => self.tagged_suffix(at)?,
            TokenKind::Word(None) if !self.written(at).is_ascii() => {
                (Suffix::Inserted(raised_adverb(self.written(at))?), at + 1)
            }
            // `Article 6 (bis)`
            _ if token.is('(') && self.is(at + 2, ')') => {
                let place = match self.word(at + 1)? {
                    Word::Inserted(place) => place,
                    Word::Repeated => 2,
                    _ => return None,
                };
                (Suffix::Inserted(place), at + 3)
            }
            _ if self.is_suffix_hyphen(at) => return Some((None, at + 1)),
            _ if !label.is_plain() => return None,
            _ => self.letter_suffix(label, at)?,
        };
        Some((Some(suffix), next))
    }

    /// `*bis*`, `__ter__`, `^bis^`: an adverb between signs of markup, of which the closing ones may be missing.
    fn marked_suffix(self, mark: &Token, at: usize) -> Option<(Suffix, usize)> {
        let is_mark = |at: usize| self.token(at).is_some_and(|token| token.kind == mark.kind);
        let word = if is_mark(at + 1) { at + 2 } else { at + 1 };
        let Some(Word::Inserted(place)) = self.word(word) else { return None };
        let closers = (word + 1..=word + (word - at)).take_while(|at| is_mark(*at)).count();
        Some((Suffix::Inserted(place), word + 1 + closers))
    }

    /// `<i>bis</i>`, `<sup>ter</sup>`: an adverb in an element of HTML.
    fn tagged_suffix(self, at: usize) -> Option<(Suffix, usize)> {
        let tag = self.written(at + 1);
        let Some(Word::Inserted(place)) = self.word(at + 3) else { return None };
        let is_element = matches!(tag, "i" | "em" | "b" | "strong" | "sup" | "I" | "SUP")
            && self.is(at + 2, '>')
            && self.is(at + 4, '<')
            && self.is(at + 5, '/')
            && self.written(at + 6) == tag
            && self.is(at + 7, '>');
        is_element.then_some((Suffix::Inserted(place), at + 8))
    }

    /// Returns the token after the mark of a footnote that is joined to an adverb: `38` in `bis38`. `bis1` may be the first
    /// of several insertions.
    fn after_footnote_mark(self, at: usize) -> usize {
        const MIN_MARK: u32 = 10;
        at + usize::from(self.number_value(at).is_some_and(|mark| mark >= MIN_MARK) && self.is_glued(at))
    }

    /// `A` in `1 bis A`: a provision inserted after 1 bis, where the number ends with it.
    fn capital_after_adverb(self, label: &Label, at: usize) -> Option<(Suffix, usize)> {
        let [letter @ b'A'..=b'Z'] = self.written(at).as_bytes() else { return None };
        let has_adverb = matches!(label.suffixes[0], Suffix::Inserted(_)) && label.suffixes[1] == Suffix::None;
        let ends = self.ends_line(at + 1)
            || self.token(at + 1).is_some_and(|token| match token.kind {
                TokenKind::Mark(mark) => mark != '\'' && mark != '’',
                TokenKind::Word(word) => {
                    matches!(word, Some(Word::And | Word::Or | Word::To | Word::Of | Word::Above | Word::Below))
                }
                TokenKind::Number(_) | TokenKind::Newline => false,
            });
        (has_adverb && ends).then_some((Suffix::Capital(letter - b'A' + 1), at + 1))
    }

    /// `-` in `10-bis`
    fn is_suffix_hyphen(self, at: usize) -> bool {
        self.is(at, '-')
            && self.is_glued(at)
            && self.is_glued(at + 1)
            && matches!(self.word(at + 1), Some(Word::Inserted(_)))
    }

    /// `sextiens` in `8 sextiens`
    fn misspelt(self, at: usize) -> Option<(Suffix, usize)> {
        if self.token(at)?.kind != TokenKind::Word(None) {
            return None;
        }
        let (place, _) = misspelt_suffix(self.written(at))?;
        if series().doubtful.contains(&self.written(at)) && !self.ends_number(at + 1) {
            return None;
        }
        Some((Suffix::Inserted(place), at + 1))
    }

    /// Returns whether a number ends before a token: a sign follows, a joining word, or `of` with a provision or an
    /// instrument.
    fn ends_number(self, at: usize) -> bool {
        const MAX_WORDS: usize = 3;
        match self.token(at).map(|token| token.kind) {
            None | Some(TokenKind::Newline) => true,
            Some(TokenKind::Mark(mark)) => !matches!(mark, '-' | '’' | '\'' | '(' | '['),
            Some(TokenKind::Number(_)) => false,
            Some(TokenKind::Word(Some(Word::Of))) => {
                let is_link = |at: &usize| matches!(self.word(*at), Some(Word::The | Word::This | Word::That));
                let noun = (at + 1..at + 1 + MAX_WORDS).find(|at| !is_link(at));
                let noun = noun.and_then(|at| self.word(at));
                matches!(noun, Some(Word::Provision { .. } | Word::Instrument(_)))
            }
            Some(TokenKind::Word(word)) => {
                matches!(word, Some(Word::And | Word::Or | Word::To | Word::Above | Word::Below))
            }
        }
    }

    fn is_after(self, at: usize, mark: char) -> bool {
        at.checked_sub(1).is_some_and(|before| self.is(before, mark))
    }

    /// `aa` in `4aa`, `ab` in `4ab`: a provision inserted after 4a.
    fn two_letters(self, label: &Label, at: usize) -> Option<(Suffix, Suffix, usize)> {
        let [first @ b'a'..=b'z', second @ b'a'..=b'd'] = self.written(at).as_bytes() else { return None };
        let may_follow = label.form == NumberForm::Digits && self.is_glued(at) && self.word(at).is_none();
        let letter = |byte: &u8| Suffix::Letter(byte - b'a' + 1);
        may_follow.then(|| (letter(first), letter(second), at + 1))
    }

    /// `b` in `5b`, but not in `5b)`: a letter with a parenthesis is a list label, unless the number is in it, `(1a)`.
    fn letter_suffix(self, label: &Label, at: usize) -> Option<(Suffix, usize)> {
        if label.form != NumberForm::Digits || !self.is_glued(at) || self.is(at + 1, ')') && !self.is_after(at - 1, '(')
        {
            return None;
        }
        let [letter] = self.written(at).as_bytes() else { return None };
        let place = letter.to_ascii_lowercase().checked_sub(b'a').filter(|place| *place < 26)? + 1;
        Some((if letter.is_ascii_uppercase() { Suffix::Capital(place) } else { Suffix::Letter(place) }, at + 1))
    }
}

/// Returns the place of a Latin adverb in raised letters: `ᵇⁱˢ` is 2.
fn raised_adverb(written: &str) -> Option<u8> {
    const MAX_BYTES: usize = 48;
    const RAISED: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸ";
    const PLAIN: &str = "abcdefghijklmnoprstuvwxy";
    let plain = |letter: char| PLAIN.chars().nth(RAISED.chars().position(|it| it == letter)?);
    let word: String = (written.len() <= MAX_BYTES).then(|| written.chars().map(plain).collect()).flatten()?;
    match Lexicon::of(Language::En).word(&word) {
        Some(Word::Inserted(place)) => Some(place),
        _ => None,
    }
}
