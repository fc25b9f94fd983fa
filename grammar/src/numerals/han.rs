//! Han numerals: 二百九十八, and with a digit per place 二九八.

use crate::offset::{to_u32, to_usize};

/// One character of a Han numeral.
#[derive(Clone, Copy)]
enum Numeral {
    /// 五
    Digit(u32),
    /// 十
    Power(u32),
}

/// The value of a Han numeral, read character by character.
#[derive(Default)]
pub(crate) struct HanNumber {
    total: u32,
    /// The last digit, not yet multiplied.
    digit: u32,
    /// The value as decimal places, which holds until a power occurs.
    positional: u32,
    has_power: bool,
}

impl HanNumber {
    /// Adds the next character. Returns `false`, and changes nothing, if it is not a numeral.
    pub(crate) fn push(&mut self, character: char) -> bool {
        match numeral(character) {
            Some(Numeral::Digit(value)) => {
                self.positional = self.positional.saturating_mul(10).saturating_add(value);
                self.digit = value;
            }
            Some(Numeral::Power(power)) => {
                self.has_power = true;
                self.total = self.total.saturating_add(self.digit.max(1).saturating_mul(power));
                self.digit = 0;
            }
            None => return false,
        }
        true
    }

    /// Returns the value of the characters added so far.
    pub(crate) fn value(&self) -> u32 {
        if self.has_power { self.total.saturating_add(self.digit) } else { self.positional }
    }
}

fn numeral(character: char) -> Option<Numeral> {
    Some(match character {
        '〇' | '零' => Numeral::Digit(0),
        '廿' => Numeral::Power(20),
        '卅' => Numeral::Power(30),
        '一' => Numeral::Digit(1),
        '二' | '两' => Numeral::Digit(2),
        '三' => Numeral::Digit(3),
        '四' => Numeral::Digit(4),
        '五' => Numeral::Digit(5),
        '六' => Numeral::Digit(6),
        '七' => Numeral::Digit(7),
        '八' => Numeral::Digit(8),
        '九' => Numeral::Digit(9),
        '十' => Numeral::Power(10),
        '百' => Numeral::Power(100),
        '千' => Numeral::Power(1000),
        _ => return None,
    })
}

/// Returns whether a character is a Han numeral.
pub fn is_han_numeral(character: char) -> bool {
    numeral(character).is_some()
}

/// Writes a number below 10,000 as a Han numeral: 一百零三 for 103.
pub fn han_numeral(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const POWERS: [(u32, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number == 0 || number >= 10_000 {
        return None;
    }
    let mut written = String::new();
    let mut skips_place = false;
    for (power, sign) in POWERS {
        let digit = to_usize(number / power % 10);
        match digit {
            0 => skips_place = !written.is_empty(),
            // A leading ten is 十, not 一十.
            1 if power == 10 && written.is_empty() => written.push_str(sign),
            _ => {
                if skips_place {
                    written.push_str(DIGITS[0]);
                }
                skips_place = false;
                written.push_str(DIGITS[digit]);
                written.push_str(sign);
            }
        }
    }
    Some(written)
}

/// The heavenly stems, which letter lists in the order 甲, 乙, 丙.
const HEAVENLY_STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// Returns the place of a heavenly stem in their order: 1 for 甲.
pub(crate) fn heavenly_stem_value(character: char) -> Option<u32> {
    HEAVENLY_STEMS.iter().position(|stem| *stem == character).map(|index| to_u32(index) + 1)
}

/// The earthly branches, which letter the lists within those of heavenly stems, and others.
const EARTHLY_BRANCHES: [char; 12] = ['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥'];

/// Returns the place of an earthly branch in their order: 1 for 子.
pub(crate) fn earthly_branch_value(character: char) -> Option<u32> {
    EARTHLY_BRANCHES.iter().position(|branch| *branch == character).map(|index| to_u32(index) + 1)
}

/// Returns the value of a Han numeral that is one sign with its parentheses: 1 for ㈠.
pub(crate) fn enclosed_numeral_value(character: char) -> Option<u32> {
    const SIGNS: std::ops::RangeInclusive<char> = '㈠'..='㈩';
    SIGNS.contains(&character).then(|| u32::from(character) - u32::from('㈠') + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_numerals_are_written_and_read_back() {
        for (number, expected) in [
            (1, "一"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (103, "一百零三"),
            (110, "一百一十"),
            (2005, "二千零五"),
        ] {
            assert_eq!(han_numeral(number).as_deref(), Some(expected));
            let mut read = HanNumber::default();
            assert!(expected.chars().all(|character| read.push(character)));
            assert_eq!(read.value(), number);
        }
    }

    #[test]
    fn a_numeral_without_powers_is_read_by_place() {
        let mut read = HanNumber::default();
        assert!("二九八".chars().all(|character| read.push(character)));
        assert_eq!(read.value(), 298);
    }
}
