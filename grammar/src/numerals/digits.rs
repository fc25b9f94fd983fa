//! Decimal digits of the scripts in use.

/// The zeros of the digit scripts: Western, Arabic-Indic, Eastern Arabic-Indic, full width.
pub(crate) const ZEROS: [char; 4] = ['0', '٠', '۰', '０'];

/// Returns the value of a decimal digit of any script in use.
#[inline]
pub fn digit_value(character: char) -> Option<u32> {
    match character {
        '0'..='9' => Some(u32::from(character) - u32::from('0')),
        '٠'..='٩' => Some(u32::from(character) - u32::from('٠')),
        '۰'..='۹' => Some(u32::from(character) - u32::from('۰')),
        '０'..='９' => Some(u32::from(character) - u32::from('０')),
        _ => None,
    }
}

/// Returns whether a character is a decimal digit of any script in use.
#[inline]
pub fn is_digit(character: char) -> bool {
    digit_value(character).is_some()
}

/// Writes a number in the digits of the script to which `zero` belongs.
pub(super) fn digits(number: u32, zero: char) -> String {
    let digit = |western: char| char::from_u32(u32::from(zero) + western.to_digit(10)?);
    number.to_string().chars().filter_map(digit).collect()
}
