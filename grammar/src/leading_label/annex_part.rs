//! The part of an annex that its number names: `4(b)`, `3.4(2)`, `3.4(2)-A`, `5/A`, `3.3.6-A`, `2B-1`.

use super::Cursor;
use crate::label::{Label, Suffix, capital_suffix};
use crate::numerals::NumberForm;
use crate::script::is_han;
use crate::token::{Token, TokenKind};

/// Reads the `-A`, `/A` or `-1` after the number of an annex, and returns the whole label with the token after it.
pub(crate) fn joined_part(text: &str, tokens: &[Token], label: Label, at: usize) -> Option<(Label, usize)> {
    Cursor { text, tokens }.joined_part(label, at)
}

impl Cursor<'_> {
    /// Reads the part of an annex after its number in a heading. In parentheses it may be an item that a sentence names, unless
    /// the line ends, a sign stands or a title begins after it.
    pub(super) fn annex_part(self, label: Label, at: usize) -> Option<(Label, usize)> {
        if let Some(joined) = self.joined_part(label, at) {
            return Some(joined);
        }
        let (label, next) = self.enclosed_part(label, at)?;
        let is_before_title = self.starts_with_capital(next) && self.token(next).is_some_and(|it| it.spaced);
        let is_sign = ['.', ':', '：', '—', '–', '-', '*', '_', ']'].iter().any(|sign| self.is(next, *sign));
        (self.ends_line(next) || is_sign || is_before_title).then_some((label, next))
    }

    /// `(b)`, `(2)`: in a reference they may be an item of the annex.
    fn enclosed_part(self, label: Label, open: usize) -> Option<(Label, usize)> {
        let has_sign = |at: usize, signs: [char; 2]| self.is_glued(at) && signs.iter().any(|sign| self.is(at, *sign));
        let is_enclosed = has_sign(open, ['(', '（']) && self.is_glued(open + 1) && has_sign(open + 2, [')', '）']);
        if !is_enclosed || !label.is_plain() || label.form == NumberForm::Placeholder {
            return None;
        }
        let number = || self.number_value(open + 1).and_then(|number| u8::try_from(number).ok());
        let suffix = number().map(Suffix::EnclosedNumber);
        let suffix = suffix.or_else(|| enclosed_letter(&Label::from_letters(self.written(open + 1))?))?;
        Some((label.with(suffix), open + 3))
    }

    fn joined_part(self, label: Label, at: usize) -> Option<(Label, usize)> {
        // `3.4(2)-A`
        if let Some((enclosed, hyphen)) = self.enclosed_part(label, at) {
            let letter = self.capital_at(hyphen + 1).filter(|_| self.is(hyphen, '-') && self.is_glued(hyphen))?;
            let is_whole = self.is_glued(hyphen + 1) && self.is_whole(hyphen + 1);
            return is_whole.then(|| (enclosed.with(Suffix::Hyphenated(letter)), hyphen + 2));
        }
        let is_joined = self.is_glued(at) && self.is_glued(at + 1);
        let is_hyphen = self.is(at, '-') || self.is(at, '\u{2011}');
        if !is_joined || !is_hyphen && !self.is(at, '/') || label.form != NumberForm::Digits || !self.is_whole(at + 1) {
            return None;
        }
        let letter = self.capital_at(at + 1).filter(|_| label.is_plain());
        let label = match (letter, label.suffixes) {
            (Some(letter), _) if label.numbers[1] == 0 => {
                Label { hyphen_digits: 1, ..label }.with(Suffix::Capital(letter))
            }
            (Some(letter), _) if is_hyphen => label.with(Suffix::Hyphenated(letter)),
            (None, [Suffix::Capital(_), Suffix::None, _]) if is_hyphen => {
                let part = self.number_value(at + 1).and_then(|part| u8::try_from(part).ok());
                label.with(Suffix::Part(part.filter(|part| *part > 0)?))
            }
            _ => return None,
        };
        Some((label, at + 2))
    }

    /// Returns the place in the alphabet of a single capital letter.
    fn capital_at(self, at: usize) -> Option<u8> {
        match capital_suffix(self.written(at))? {
            Suffix::Capital(place) => Some(place),
            _ => None,
        }
    }

    /// Returns whether nothing is joined to the end of a letter or number but a sign: a document has the number `5/L.3`.
    fn is_whole(self, at: usize) -> bool {
        let Some(next) = self.token(at + 1).filter(|next| !next.spaced) else { return true };
        match next.kind {
            // 附件5/A应予适用: Chinese puts no blank after a letter.
            TokenKind::Word(_) => self.written(at + 1).starts_with(is_han),
            TokenKind::Number(_) => false,
            TokenKind::Mark('.' | '/' | '-') => self.ends_line(at + 2) || !self.is_glued(at + 2),
            TokenKind::Mark(_) | TokenKind::Newline => true,
        }
    }
}

/// Returns the suffix of an annex that a list letter in parentheses makes: `(b)`. A numeral makes none.
fn enclosed_letter(label: &Label) -> Option<Suffix> {
    const LETTERS: u32 = 40;
    let is_letter = label.form == NumberForm::Lower && label.is_plain() && label.number() <= LETTERS;
    u8::try_from(label.number()).ok().filter(|_| is_letter).map(Suffix::Enclosed)
}

impl Label {
    /// Returns the label of an annex whose part the next step of a reference may name: `4(b)` for annex 4 and (b), `3.4(2)` for
    /// annex 3.4 and 2.
    pub fn with_enclosed_part(&self, part: &Label) -> Option<Label> {
        let number = || u8::try_from(part.number()).ok().filter(|_| part.is_digits()).map(Suffix::EnclosedNumber);
        let suffix = enclosed_letter(part).or_else(number).filter(|_| self.is_plain())?;
        Some(self.with(suffix))
    }
}
