//! Labels of provisions: `4`, `4 bis`, `OP1 alt 2`, `(a)`, `IV`, `(أ)`. Their values, their order, and how an address
//! prints them.

mod letters;
mod suffix;

use std::cmp::Ordering;
use std::fmt;

use crate::kind::Kind;
use crate::numerals::{NumberForm, capitals, latin, latin_letters};

pub(crate) use letters::capital_suffix;
pub use suffix::Suffix;

/// Whether a paragraph of a resolution is marked as operative or preambular.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Prefix {
    /// No prefix.
    None,
    /// `OP1`
    Operative,
    /// `PP1`
    Preambular,
}

/// The label of one provision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// `OP`, `PP` or none.
    pub prefix: Prefix,
    /// How the number is written.
    pub form: NumberForm,
    /// The number; a dotted one has up to three, `8.4` is 8 and 4. Zeros fill the rest.
    pub numbers: [u32; 3],
    /// The value as a roman numeral of a letter that may be one (`i`, `v`, `x`, `ii`), or of the signs of a number
    /// still to come that may be one (`XX`), otherwise 0.
    pub roman: u32,
    /// The Latin letter that a Cyrillic letter looks like (`с`, `е`), otherwise 0. The letters of the whole draft
    /// decide which of the two is meant, since a draft does not mix the two alphabets.
    pub look_alike: u8,
    /// How many digits are written after the hyphen of a number such as `21-01` or `C-06`, for display; 0 if its
    /// numbers are joined by dots. In `11-B`, 1.
    pub hyphen_digits: u8,
    /// What follows the number.
    pub suffixes: [Suffix; 3],
}

/// The signs of roman numerals: the number of each, and its place in the alphabet.
const ROMAN_LETTERS: [(u32, u32); 4] = [(1, 9), (5, 22), (10, 24), (50, 12)];

impl Label {
    /// Returns a label of one number.
    pub fn new(form: NumberForm, number: u32) -> Label {
        Label {
            prefix: Prefix::None,
            form,
            numbers: [number, 0, 0],
            roman: 0,
            look_alike: 0,
            hyphen_digits: 0,
            suffixes: [Suffix::None; 3],
        }
    }

    /// Returns the label of a number that is still to come.
    pub fn placeholder() -> Label {
        Label::new(NumberForm::Placeholder, 0)
    }

    /// Returns the label that letters make: `a` is 1, `bb` 28, `iv` a roman 4, `هـ` the fifth. Returns `None` for a
    /// word.
    pub fn from_letters(written: &str) -> Option<Label> {
        letters::label_of_letters(written)
    }

    /// Returns the label for a provision of a kind whose number was written in words: `الجزء الثاني` and 第二部分 have the
    /// roman numeral that other languages write, so that addresses agree.
    #[must_use]
    pub fn spelt_out_for(mut self, kind: Kind) -> Label {
        let is_roman = kind.is_annex() || matches!(kind, Kind::Part | Kind::Title | Kind::Chapter);
        if is_roman && self.form == NumberForm::Digits {
            self.form = NumberForm::UpperRoman;
        }
        self
    }

    /// Returns the first number: 8 of `8.4`, 1 of `a`.
    pub fn number(&self) -> u32 {
        self.numbers[0]
    }

    /// Returns whether the label has no suffix.
    pub fn is_plain(&self) -> bool {
        self.suffixes[0] == Suffix::None
    }

    /// Returns the label with one more suffix. A fourth suffix is dropped.
    #[must_use]
    pub fn with(mut self, suffix: Suffix) -> Label {
        if let Some(free) = self.suffixes.iter_mut().find(|suffix| **suffix == Suffix::None) {
            *free = suffix;
        }
        self
    }

    /// Returns a letter read as a roman numeral, `i` as 1, or `None` if it cannot be one.
    pub fn as_roman(mut self) -> Option<Label> {
        if self.form != NumberForm::Lower || self.roman == 0 {
            return None;
        }
        self.numbers[0] = self.roman;
        self.form = NumberForm::LowerRoman;
        self.roman = 0;
        self.look_alike = 0;
        Some(self)
    }

    /// Returns the capital letter that a roman numeral of one sign is: `I` as the ninth letter.
    pub fn as_capital_letter(self) -> Option<Label> {
        let letter = match (self.form, self.numbers) {
            (NumberForm::UpperRoman, [number, 0, 0]) => ROMAN_LETTERS.iter().find(|it| it.0 == number)?.1,
            _ => return None,
        };
        Some(Label { form: NumberForm::Upper, numbers: [letter, 0, 0], ..self })
    }

    /// Returns the number that `XX` or `L` is in a series of roman numerals; any other label stays as it is.
    #[must_use]
    pub fn in_roman_series(self) -> Label {
        if self.form == NumberForm::Upper
            && let [letter, 0, 0] = self.numbers
            && let Some((number, _)) = ROMAN_LETTERS.iter().find(|it| it.1 == letter)
        {
            return Label { form: NumberForm::UpperRoman, numbers: [*number, 0, 0], ..self };
        }
        if self.form != NumberForm::Placeholder || self.roman == 0 {
            return self;
        }
        Label { suffixes: self.suffixes, ..Label::new(NumberForm::UpperRoman, self.roman) }
    }

    /// Returns whether a number may be that of an article with the number of its chapter before its own, as in `paragraph
    /// 302 (2)`, which is paragraph 2 of article 302.
    pub fn may_number_article(&self) -> bool {
        const MIN_ARTICLE_NUMBER: u32 = 100;
        self.form == NumberForm::Digits && self.is_plain() && self.number() >= MIN_ARTICLE_NUMBER
    }

    /// Returns the two labels that `4a` is where 4 has an item (a). Returns `None` for a label with another suffix.
    pub fn split_letter(&self) -> Option<(Label, Label)> {
        let letter = match (self.suffixes[0], self.suffixes[1]) {
            (Suffix::Letter(letter), Suffix::None) => letter,
            // `3-أ`
            (Suffix::Capital(letter), Suffix::None) if self.hyphen_digits != 0 => letter,
            _ => return None,
        };
        let letter = letters::label_of_latin_letters(&latin_letters(u32::from(letter)))?;
        Some((Label { suffixes: [Suffix::None; 3], hyphen_digits: 0, ..*self }, letter))
    }

    /// Returns the label of the Latin letter that a Cyrillic one looks like: `с` as the third.
    pub fn as_latin(self) -> Option<Label> {
        let written = [self.look_alike];
        let written = std::str::from_utf8(&written).ok().filter(|_| self.look_alike != 0)?;
        let mut label = letters::label_of_latin_letters(written)?;
        label.suffixes = self.suffixes;
        Some(label)
    }

    /// Returns the label as read in a draft that letters its lists in Latin, or else in Cyrillic.
    #[must_use]
    pub fn in_alphabet(self, is_latin: bool) -> Label {
        self.as_latin().filter(|_| is_latin).unwrap_or(Label { look_alike: 0, ..self })
    }

    /// Returns the possible readings of the label: a letter, the roman numeral that the letter is, the same two for the
    /// Latin letter that it looks like, and the inserted letter that two equal letters are.
    pub fn readings(self) -> impl Iterator<Item = Label> {
        let latin = self.as_latin();
        let latin_roman = latin.and_then(Label::as_roman);
        let inserted = self.as_inserted_letter();
        let capital = self.as_capital_letter();
        [Some(self.as_letter()), self.as_roman(), latin.map(Label::as_letter), latin_roman, inserted, capital]
            .into_iter()
            .flatten()
    }

    /// Returns `bb` as the second letter inserted after (b), which follows (ba). `aa` begins a list of its own.
    fn as_inserted_letter(self) -> Option<Label> {
        const LETTERS: u32 = 26;
        let number = self.number().checked_sub(LETTERS).filter(|number| (2..=LETTERS).contains(number))?;
        let place = u8::try_from(number).ok().filter(|_| self.form == NumberForm::Lower && self.is_plain())?;
        Some(Label { numbers: [number, 0, 0], roman: 0, ..self }.with(Suffix::Letter(place)))
    }

    /// Returns the letter reading of a label that has several.
    #[must_use]
    pub fn as_letter(mut self) -> Label {
        self.roman = 0;
        self.look_alike = 0;
        self
    }

    /// Returns whether two labels name the same provision. Number, suffixes and, for letters, the alphabet must agree:
    /// `IV` and `4` are the same, `(iv)` and `(d)` are not.
    pub fn names_same_provision(&self, other: &Label) -> bool {
        self.key() == other.key()
    }

    /// Returns a hashable key that is equal for labels that name the same provision.
    pub fn key(&self) -> (u8, [u32; 3], [Suffix; 3], Prefix) {
        let class = match self.form {
            NumberForm::Digits | NumberForm::UpperRoman => 0,
            NumberForm::LowerRoman => 1,
            NumberForm::Upper => 2,
            NumberForm::Lower => 3,
            NumberForm::Placeholder => 4,
            NumberForm::Lettered => 5,
        };
        (class, self.numbers, self.suffixes, self.prefix)
    }

    /// Returns whether the label is the next number after another of the same form: 5 after 4.
    pub fn follows(&self, other: &Label) -> bool {
        if self.form != other.form || self.prefix != other.prefix {
            return false;
        }
        let depth = self.depth();
        depth == other.depth()
            && self.numbers[..depth - 1] == other.numbers[..depth - 1]
            && other.numbers[depth - 1].checked_add(1) == Some(self.numbers[depth - 1])
    }

    /// Returns the plain label of the next number: 4.3 after 4.2.
    pub fn next_number(&self) -> Option<Label> {
        let mut next = Label { suffixes: [Suffix::None; 3], ..*self };
        let last = next.depth() - 1;
        next.numbers[last] = next.numbers[last].checked_add(1)?;
        Some(next)
    }

    /// Returns whether the label has the digits of another one and a number of one or two digits at its end: 4.238 and
    /// 4.23.
    pub fn extends_digits_of(&self, other: &Label) -> bool {
        let last = self.depth() - 1;
        let (number, shorter) = (self.numbers[last], other.numbers[last]);
        self.depth() == other.depth()
            && self.numbers[..last] == other.numbers[..last]
            && self.prefix == other.prefix
            && (last > 0 || self.form == NumberForm::Digits)
            && shorter > 0
            && (number / 10 == shorter && number % 10 > 0 || number / 100 == shorter && number % 100 > 9)
    }

    /// Splits a dotted label after its first `depth` numbers: `9.1.2` into `9` and `1.2`. Returns `None` if no number
    /// follows them. The second part keeps the suffixes.
    pub fn split_at(&self, depth: usize) -> Option<(Label, Label)> {
        let (outer, inner) = self.numbers.split_at_checked(depth).filter(|_| depth > 0)?;
        if inner.first().is_none_or(|number| *number == 0) {
            return None;
        }
        let mut first = Label { suffixes: [Suffix::None; 3], ..*self };
        first.numbers = [0; 3];
        first.numbers[..depth].copy_from_slice(outer);
        let mut rest = Label { form: NumberForm::Digits, roman: 0, look_alike: 0, prefix: Prefix::None, ..*self };
        rest.numbers = [0; 3];
        rest.numbers[..inner.len()].copy_from_slice(inner);
        Some((first, rest))
    }

    /// Returns the label that stands for this one inside a provision with another label, if both are in digits: `5.1`
    /// for 1 inside 5. Returns `None` if it would have more than three numbers.
    pub fn inside(&self, outer: &Label) -> Option<Label> {
        let is_digits = |label: &Label| label.form == NumberForm::Digits && label.prefix == Prefix::None;
        let (outer_depth, depth) = (outer.depth(), self.depth());
        let may_hold = is_digits(outer) || matches!(outer.form, NumberForm::Upper | NumberForm::UpperRoman);
        if !is_digits(self) || !may_hold || !outer.is_plain() || outer_depth + depth > self.numbers.len() {
            return None;
        }
        let mut label = *self;
        label.numbers = outer.numbers;
        label.numbers[outer_depth..outer_depth + depth].copy_from_slice(&self.numbers[..depth]);
        Some(label)
    }

    /// Returns the label without the number of the provision that contains it: 1 for `5.1` inside 5. Returns `None` if
    /// it does not begin with that number.
    pub fn within(&self, outer: &Label) -> Option<Label> {
        if self.numbers[1] == 0 {
            return None;
        }
        let (first, rest) = self.split_at(outer.depth())?;
        let is_alike = self.form == outer.form || self.form == NumberForm::Digits;
        (is_alike && first.key() == outer.key()).then_some(rest)
    }

    /// Returns whether the label is one number in digits without anything after it.
    pub(crate) fn is_digits(&self) -> bool {
        self.form == NumberForm::Digits && self.is_plain() && self.numbers[1] == 0 && self.prefix == Prefix::None
    }

    /// Returns whether the label may begin a list: 1, a, i.
    pub fn is_first(&self) -> bool {
        self.numbers[self.depth() - 1] <= 1 && self.form != NumberForm::Placeholder
    }

    /// How many numbers the label has: 2 in `4.1`.
    pub fn depth(&self) -> usize {
        1 + self.numbers[1..].iter().take_while(|number| **number != 0).count()
    }
}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    /// Orders by number; `supra` precedes the plain label, `alt` and inserted ones follow it.
    fn cmp(&self, other: &Self) -> Ordering {
        let rank = |suffix: &Suffix| match suffix {
            Suffix::Supra => -1,
            Suffix::None => 0,
            Suffix::Alternative(number) => i32::from(*number),
            Suffix::Letter(number)
            | Suffix::Capital(number)
            | Suffix::Enclosed(number)
            | Suffix::EnclosedNumber(number)
            | Suffix::Hyphenated(number) => 0x100 + i32::from(*number),
            Suffix::Inserted(number) => 0x200 + i32::from(*number),
            Suffix::Part(number) => 0x300 + i32::from(*number),
        };
        self.numbers
            .cmp(&other.numbers)
            .then_with(|| self.suffixes.iter().map(rank).cmp(other.suffixes.iter().map(rank)))
            .then_with(|| (self.form as u8).cmp(&(other.form as u8)))
            .then_with(|| (self.prefix as u8).cmp(&(other.prefix as u8)))
    }
}

impl fmt::Display for Label {
    /// Writes the label as an address has it: `10 bis`, `IV`, `a`, `8 alt 2`. Parentheses around list letters are part
    /// of the address.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.prefix {
            Prefix::None => {}
            Prefix::Operative => f.write_str("OP")?,
            Prefix::Preambular => f.write_str("PP")?,
        }
        f.write_str(&latin(self.numbers[0], self.form))?;
        if self.form == NumberForm::Lettered {
            write!(f, ".{}.{}", capitals(self.numbers[1]), self.numbers[2])?;
        } else {
            let separator = if self.hyphen_digits > 0 { '-' } else { '.' };
            let width = usize::from(self.hyphen_digits);
            for number in self.numbers[1..].iter().take_while(|number| **number != 0) {
                write!(f, "{separator}{number:0width$}")?;
            }
        }
        if self.hyphen_digits > 0 && matches!(self.suffixes[0], Suffix::Capital(_)) {
            f.write_str("-")?;
        }
        // `1 bis A`
        if matches!(self.suffixes, [Suffix::Inserted(_), Suffix::Capital(_), _]) {
            let [inserted, capital, rest] = self.suffixes;
            return write!(f, "{inserted} {capital}{rest}");
        }
        self.suffixes.iter().try_for_each(|suffix| write!(f, "{suffix}"))
    }
}

#[cfg(test)]
mod tests;
