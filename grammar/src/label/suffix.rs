//! What follows the number of a label, and how an address prints it.

use std::fmt;

use crate::lexicon::latin_adverb;
use crate::numerals::latin_letters;

/// What follows or qualifies the number of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Suffix {
    /// Nothing.
    None,
    /// `supra`: the provision precedes the one with that number.
    Supra,
    /// `alt 2`; a bare `alt` is 1.
    Alternative(u8),
    /// `5b`: an inserted letter, 1 for a.
    Letter(u8),
    /// `468A`: an inserted letter in capitals.
    Capital(u8),
    /// `bis` is 2, `ter` is 3.
    Inserted(u8),
    /// `2-A-1`, `2B-1`: the number after the letter of an annex.
    Part(u8),
    /// `4(b)`: the letter of an annex in parentheses.
    Enclosed(u8),
    /// `3.4(2)`: the number of an annex in parentheses.
    EnclosedNumber(u8),
    /// `3.3.6-A`: the letter of an annex after a hyphen, where dots join its numbers.
    Hyphenated(u8),
}

impl Suffix {
    /// Returns the place in the series of inserted provisions: 1 without a suffix, 2 for `bis`. Returns `None` for another
    /// suffix.
    pub fn place_in_series(self) -> Option<u8> {
        match self {
            Suffix::None => Some(1),
            Suffix::Inserted(place) => Some(place),
            _ => None,
        }
    }
}

impl fmt::Display for Suffix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Suffix::None => Ok(()),
            Suffix::Supra => f.write_str(" supra"),
            Suffix::Alternative(1) => f.write_str(" alt"),
            Suffix::Alternative(number) => write!(f, " alt {number}"),
            Suffix::Letter(number) => f.write_str(&latin_letters(u32::from(*number))),
            Suffix::Capital(number) => f.write_str(&latin_letters(u32::from(*number)).to_ascii_uppercase()),
            Suffix::Part(number) => write!(f, "-{number}"),
            Suffix::Enclosed(number) => write!(f, "({})", latin_letters(u32::from(*number))),
            Suffix::EnclosedNumber(number) => write!(f, "({number})"),
            Suffix::Hyphenated(number) => write!(f, "-{}", latin_letters(u32::from(*number)).to_ascii_uppercase()),
            Suffix::Inserted(place) => match latin_adverb(*place) {
                Some(adverb) => write!(f, " {adverb}"),
                None => write!(f, " ×{place}"),
            },
        }
    }
}
