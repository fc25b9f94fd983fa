//! Labels of provisions: `4`, `4 bis`, `OP1 alt 2`, `(a)`, `IV`, `(أ)`. Their values, their order, and how an address
//! prints them. Where a label stands is the affair of `leading`.

mod letters;

use std::cmp::Ordering;
use std::fmt;

use crate::kind::Kind;
use crate::lexicon::latin_word;
use letters::{capitals, of_latin_letters, roman_numeral};
pub use letters::{letters, of_letters, of_roman};

/// How the number of a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Digits of any script, and numbers in words.
    Digits,
    /// `IV`
    UpperRoman,
    /// `iv`
    LowerRoman,
    /// `A`
    Upper,
    /// `a`, `bb`
    Lower,
    /// `X` where a number is to come.
    Placeholder,
    /// `QQ.A.2`: letters stand for a chapter whose number is to come, and for its section.
    Lettered,
}

/// What follows or qualifies the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Suffix {
    /// Nothing.
    None,
    /// `supra`: stands before the provision of that number.
    Supra,
    /// `alt 2`; a bare `alt` is 1.
    Alternative(u8),
    /// `5b`: an inserted letter, 1 for a.
    Letter(u8),
    /// `468A`: the same, in capitals.
    Capital(u8),
    /// `bis` is 2.
    Inserted(u8),
}

/// Whether a resolution's paragraph says that it is operative or preambular.
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
    /// How its number is written.
    pub form: Form,
    /// Its number; a dotted one has up to three: `8.4` is 8 and 4. Zeros stand behind the last.
    pub numbers: [u32; 3],
    /// For a letter that may be a roman numeral as well (`i`, `v`, `x`, `ii`): the value of that reading, else 0.
    pub roman: u32,
    /// For a Cyrillic letter that looks like a Latin one (`с`, `е`): the Latin one, else 0. Which is meant depends on
    /// the letters of the whole draft, since nobody mixes the two series.
    pub look_alike: u8,
    /// What follows the number.
    pub suffixes: [Suffix; 3],
}

impl Label {
    /// A label of one number.
    pub fn new(form: Form, number: u32) -> Label {
        Label {
            prefix: Prefix::None,
            form,
            numbers: [number, 0, 0],
            roman: 0,
            look_alike: 0,
            suffixes: [Suffix::None; 3],
        }
    }

    /// The label of a number that is still to come.
    pub fn placeholder() -> Label {
        Label::new(Form::Placeholder, 0)
    }

    /// The label as a division of that kind bears it: a number in words, `الجزء الثاني`, 第二部分, is the roman numeral of
    /// the other languages, so that addresses agree.
    #[must_use]
    pub fn spelt_out_of(mut self, kind: Kind) -> Label {
        let is_roman = matches!(kind, Kind::Annex | Kind::Part | Kind::Title | Kind::Chapter);
        if is_roman && self.form == Form::Digits {
            self.form = Form::UpperRoman;
        }
        self
    }

    /// The first number: 8 of `8.4`, 1 of `a`.
    pub fn number(&self) -> u32 {
        self.numbers[0]
    }

    /// Whether nothing follows the number.
    pub fn is_plain(&self) -> bool {
        self.suffixes[0] == Suffix::None
    }

    /// The label with a suffix more; a fourth is dropped, since nobody writes one.
    #[must_use]
    pub fn with(mut self, suffix: Suffix) -> Label {
        if let Some(free) = self.suffixes.iter_mut().find(|it| **it == Suffix::None) {
            *free = suffix;
        }
        self
    }

    /// The same letter read as a roman numeral: `i` as 1. `None` if it cannot be one.
    pub fn as_roman(mut self) -> Option<Label> {
        if self.form != Form::Lower || self.roman == 0 {
            return None;
        }
        self.numbers[0] = self.roman;
        self.form = Form::LowerRoman;
        self.roman = 0;
        self.look_alike = 0;
        Some(self)
    }

    /// The Latin label that a Cyrillic letter looks like: `с` as the third. `None` if it looks like none.
    pub fn as_latin(self) -> Option<Label> {
        let written = [self.look_alike];
        let mut label = of_latin_letters(std::str::from_utf8(&written).ok().filter(|_| self.look_alike != 0)?)?;
        label.suffixes = self.suffixes;
        Some(label)
    }

    /// What the label is in a draft whose lists are lettered in Latin, or in Cyrillic: there a look-alike is itself.
    #[must_use]
    pub fn in_series(self, is_latin: bool) -> Label {
        self.as_latin().filter(|_| is_latin).unwrap_or(Label { look_alike: 0, ..self })
    }

    /// What the label may say: a letter, the roman numeral that the letter is, the Latin letter that it looks like.
    pub fn readings(self) -> impl Iterator<Item = Label> {
        let latin = self.as_latin();
        let latin_roman = latin.and_then(Label::as_roman);
        [Some(self.as_letter()), self.as_roman(), latin.map(Label::as_letter), latin_roman].into_iter().flatten()
    }

    /// The letter reading of a label that may be either.
    #[must_use]
    pub fn as_letter(mut self) -> Label {
        self.roman = 0;
        self.look_alike = 0;
        self
    }

    /// Whether two labels name the same provision: number, suffixes and, for letters, the alphabet; `IV` and `4` are
    /// the same, `(iv)` and `(d)` are not.
    pub fn names(&self, other: &Label) -> bool {
        self.key() == other.key()
    }

    /// What is equal for labels that name the same provision, to be hashed.
    pub fn key(&self) -> (u8, [u32; 3], [Suffix; 3], Prefix) {
        let class = match self.form {
            Form::Digits | Form::UpperRoman => 0,
            Form::LowerRoman => 1,
            Form::Upper => 2,
            Form::Lower => 3,
            Form::Placeholder => 4,
            Form::Lettered => 5,
        };
        (class, self.numbers, self.suffixes, self.prefix)
    }

    /// Whether it is the next number after another, both plain: 5 after 4.
    pub fn follows(&self, other: &Label) -> bool {
        if self.form != other.form || self.prefix != other.prefix {
            return false;
        }
        let depth = self.depth();
        depth == other.depth()
            && self.numbers[..depth - 1] == other.numbers[..depth - 1]
            && other.numbers[depth - 1].checked_add(1) == Some(self.numbers[depth - 1])
    }

    /// Whether it may begin a list: 1, a, i.
    pub fn is_first(&self) -> bool {
        self.numbers[self.depth() - 1] <= 1 && self.form != Form::Placeholder
    }

    fn depth(&self) -> usize {
        1 + self.numbers[1..].iter().take_while(|number| **number != 0).count()
    }
}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    /// By number, then `supra` before the plain one, `alt` and inserted ones after it.
    fn cmp(&self, other: &Self) -> Ordering {
        let place = |suffix: &Suffix| match suffix {
            Suffix::Supra => -1,
            Suffix::None => 0,
            Suffix::Alternative(number) => i32::from(*number),
            Suffix::Letter(number) | Suffix::Capital(number) => 0x100 + i32::from(*number),
            Suffix::Inserted(number) => 0x200 + i32::from(*number),
        };
        self.numbers
            .cmp(&other.numbers)
            .then_with(|| self.suffixes.iter().map(place).cmp(other.suffixes.iter().map(place)))
            .then_with(|| (self.form as u8).cmp(&(other.form as u8)))
            .then_with(|| (self.prefix as u8).cmp(&(other.prefix as u8)))
    }
}

impl fmt::Display for Label {
    /// As an address has it: `10 bis`, `IV`, `a`, `8 alt 2`. Brackets around list letters are the address's affair.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.prefix {
            Prefix::None => {}
            Prefix::Operative => f.write_str("OP")?,
            Prefix::Preambular => f.write_str("PP")?,
        }
        match self.form {
            Form::Digits => write!(f, "{}", self.numbers[0])?,
            Form::UpperRoman => f.write_str(&roman_numeral(self.numbers[0]).to_ascii_uppercase())?,
            Form::LowerRoman => f.write_str(&roman_numeral(self.numbers[0]))?,
            Form::Upper => f.write_str(&letters(self.numbers[0]).to_ascii_uppercase())?,
            Form::Lower => f.write_str(&letters(self.numbers[0]))?,
            Form::Placeholder => f.write_str("[X]")?,
            Form::Lettered => {
                write!(f, "{}.{}.{}", capitals(self.numbers[0]), capitals(self.numbers[1]), self.numbers[2])?
            }
        }
        let between = if self.form == Form::UpperRoman { '-' } else { '.' };
        let dotted = if self.form == Form::Lettered { &[] } else { &self.numbers[1..] };
        for number in dotted.iter().take_while(|number| **number != 0) {
            write!(f, "{between}{number}")?;
        }
        for suffix in &self.suffixes {
            match suffix {
                Suffix::None => {}
                Suffix::Supra => f.write_str(" supra")?,
                Suffix::Alternative(1) => f.write_str(" alt")?,
                Suffix::Alternative(number) => write!(f, " alt {number}")?,
                Suffix::Letter(number) => f.write_str(&letters(u32::from(*number)))?,
                Suffix::Capital(number) => f.write_str(&letters(u32::from(*number)).to_ascii_uppercase())?,
                Suffix::Inserted(place) => match latin_word(*place) {
                    Some(word) => write!(f, " {word}")?,
                    None => write!(f, " ×{place}")?,
                },
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_their_places_in_each_alphabet() {
        let number = |written: &str| of_letters(written).map(|it| it.number());
        assert_eq!(number("a"), Some(1));
        assert_eq!(number("bb"), Some(28));
        assert_eq!(number("iv"), Some(4));
        assert_eq!(number("هـ"), Some(5));
        assert_eq!(number("أ"), Some(1));
        assert_eq!(number("б"), Some(2));
        assert_eq!(number("the"), None);
        assert_eq!(number("mix"), None);
    }

    #[test]
    fn cyrillic_letters_may_stand_for_the_latin_ones_they_look_like() {
        let latin = |written: &str| of_letters(written).map(|it| it.in_series(true).to_string());
        let own = |written: &str| of_letters(written).map(|it| it.in_series(false).number());
        assert_eq!((latin("с").as_deref(), own("с")), (Some("c"), Some(17)));
        assert_eq!((latin("е").as_deref(), own("е")), (Some("e"), Some(6)));
        assert_eq!((latin("б").as_deref(), own("б")), (Some("b"), Some(2)));
        assert_eq!(latin("ХV").as_deref(), Some("XV"));
        assert_eq!(latin("ІІ").as_deref(), Some("II"));
    }

    #[test]
    fn i_may_be_a_letter_or_a_numeral() {
        let label = of_letters("i").unwrap();
        assert_eq!((label.number(), label.as_roman().map(|it| it.number())), (9, Some(1)));
        assert_eq!(of_letters("iii").map(|it| it.form), Some(Form::LowerRoman));
    }

    #[test]
    fn inserted_labels_stand_between_their_neighbours() {
        let ten = Label::new(Form::Digits, 10);
        let order = [
            ten.with(Suffix::Supra),
            ten,
            ten.with(Suffix::Alternative(2)),
            ten.with(Suffix::Inserted(2)),
            ten.with(Suffix::Inserted(3)),
            Label::new(Form::Digits, 11),
        ];
        assert!(order.is_sorted());
        let printed: Vec<String> = order.iter().map(Label::to_string).collect();
        assert_eq!(printed, ["10 supra", "10", "10 alt 2", "10 bis", "10 ter", "11"]);
    }

    #[test]
    fn a_number_follows_the_one_before_it() {
        let label = |number| Label::new(Form::Digits, number);
        assert!(label(5).follows(&label(4)));
        assert!(!label(6).follows(&label(4)));
        assert!(!label(5).follows(&Label::new(Form::Lower, 4)));
    }
}
