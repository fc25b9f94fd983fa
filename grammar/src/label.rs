//! Labels of provisions: `4`, `4 bis`, `OP1 alt 2`, `(a)`, `IV`, `(أ)`. Their values, their order, and how an address
//! prints them. Where a label stands is the affair of `leading`.

use std::cmp::Ordering;
use std::fmt;

use crate::fold::folded;
use crate::kind::Kind;
use crate::lexicon::latin_word;

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

/// The label that letters make: `a` is 1, `bb` 28, `iv` a roman 4, `هـ` the fifth. `None` for a word.
pub fn of_letters(written: &str) -> Option<Label> {
    if written.len() > 12 {
        return None;
    }
    if written.is_ascii() {
        return of_latin_letters(written);
    }
    if let Some(label) = of_cyrillic_numeral(written) {
        return Some(label);
    }
    let word = folded(written);
    let mut letters = word.chars();
    let (letter, rest) = (letters.next()?, letters.next());
    if rest.is_some() {
        return None;
    }
    if let Some(index) = ABJAD.iter().position(|it| *it == letter) {
        return Some(Label::new(Form::Lower, index as u32 + 1));
    }
    let is_upper = written.chars().next().is_some_and(char::is_uppercase);
    let index = CYRILLIC.iter().position(|it| *it == letter)?;
    let form = if is_upper { Form::Upper } else { Form::Lower };
    let mut label = Label::new(form, index as u32 + 1);
    label.look_alike = if is_upper { 0 } else { latin_twin(letter).unwrap_or(0) };
    Some(label)
}

/// The Latin letter that a Cyrillic one in lower case looks like.
fn latin_twin(letter: char) -> Option<u8> {
    Some(match letter {
        'а' => b'a',
        'с' => b'c',
        'е' => b'e',
        'о' => b'o',
        'р' => b'p',
        'х' => b'x',
        'у' => b'y',
        _ => return None,
    })
}

/// A roman numeral typed with Cyrillic letters that look like its digits: `ХV`, `ІІ`, `Х`.
fn of_cyrillic_numeral(written: &str) -> Option<Label> {
    let mut numeral = String::with_capacity(written.len());
    for letter in written.chars() {
        numeral.push(match letter {
            'Х' => 'X',
            'І' => 'I',
            'х' => 'x',
            'і' => 'i',
            'I' | 'V' | 'X' | 'L' | 'i' | 'v' | 'x' | 'l' => letter,
            _ => return None,
        });
    }
    // `х` alone is a letter of either list.
    if numeral == "x" {
        return None;
    }
    let label = of_latin_letters(&numeral)?;
    (label.form == Form::UpperRoman || label.form == Form::LowerRoman || label.roman > 0).then_some(label)
}

fn of_latin_letters(written: &str) -> Option<Label> {
    let bytes = written.as_bytes();
    let first = *bytes.first()?;
    let is_upper = bytes.iter().all(u8::is_ascii_uppercase);
    if !is_upper && !bytes.iter().all(u8::is_ascii_lowercase) {
        return None;
    }
    let repeats = bytes.iter().all(|byte| *byte == first);
    let roman = of_roman(written);
    let index = u32::from(first.to_ascii_lowercase() - b'a') + 1;
    if is_upper {
        return match roman {
            Some(value) => Some(Label::new(Form::UpperRoman, value)),
            None if bytes.len() == 1 => Some(Label::new(Form::Upper, index)),
            None => None,
        };
    }
    match (repeats && bytes.len() <= 2, roman) {
        (true, roman) => {
            let mut label = Label::new(Form::Lower, index + 26 * (bytes.len() as u32 - 1));
            label.roman = roman.unwrap_or(0);
            Some(label)
        }
        (false, Some(value)) => Some(Label::new(Form::LowerRoman, value)),
        (false, None) => None,
    }
}

/// The value of a roman numeral below 90 in either case; `None` for what is none, `C`, `D` and `M` included, since they are
/// letters wherever treaties number.
pub fn of_roman(written: &str) -> Option<u32> {
    let mut value = 0;
    let mut last = 0;
    for byte in written.bytes().rev() {
        let digit = match byte.to_ascii_lowercase() {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            _ => return None,
        };
        if digit < last {
            value -= digit;
        } else {
            value += digit;
            last = digit;
        }
        if value <= 0 {
            return None;
        }
    }
    let value = u32::try_from(value).ok()?;
    let is_canonical = roman_numeral(value).eq_ignore_ascii_case(written);
    (is_canonical && written != "L" && written != "l").then_some(value)
}

fn roman_numeral(mut number: u32) -> String {
    const STEPS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if number == 0 || number > 4000 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, digits) in STEPS {
        while number >= value {
            out.push_str(digits);
            number -= value;
        }
    }
    out
}

/// The capitals of a chapter or section: each letter is a digit of 27.
fn capitals(mut value: u32) -> String {
    let mut letters = Vec::new();
    while value > 0 {
        letters.push(char::from(b'A' + ((value % 27).max(1) - 1) as u8));
        value /= 27;
    }
    letters.iter().rev().collect()
}

/// The letters of a number: 1 is `a`, 27 is `aa`.
pub fn letters(number: u32) -> String {
    if number == 0 || number > 26 * 4 {
        return number.to_string();
    }
    let index = (number - 1) % 26;
    let letter = char::from(b'a' + index as u8);
    std::iter::repeat_n(letter, ((number - 1) / 26 + 1) as usize).collect()
}

/// The letters of Arabic lists in their order, folded.
const ABJAD: [char; 28] = [
    'ا', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش', 'ت', 'ث',
    'خ', 'ذ', 'ض', 'ظ', 'غ',
];

/// The letters of Russian lists: ё, й, ъ, ы and ь are passed over.
const CYRILLIC: [char; 28] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч',
    'ш', 'щ', 'э', 'ю', 'я',
];

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
