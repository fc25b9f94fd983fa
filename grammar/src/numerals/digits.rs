//! Decimal digits of the scripts in use.

/// The zeros of the digit scripts: Western, Arabic-Indic, Eastern Arabic-Indic, full width.
pub(crate) const ZEROS: [char; 4] = ['0', '٠', '۰', '０'];

/// Returns the value of a decimal digit of any script in use.
pub fn digit_value(character: char) -> Option<u32> {
    match character {
        '0'..='9' => Some(character as u32 - '0' as u32),
        '٠'..='٩' => Some(character as u32 - '٠' as u32),
        '۰'..='۹' => Some(character as u32 - '۰' as u32),
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => None,
    }
}

/// Returns whether a character is a decimal digit of any script in use.
pub fn is_digit(character: char) -> bool {
    digit_value(character).is_some()
}

/// Writes a number in the digits of the script to which `zero` belongs.
pub(super) fn digits(number: u32, zero: char) -> String {
    let digit = |western: char| char::from_u32(zero as u32 + western.to_digit(10)?);
    number.to_string().chars().filter_map(digit).collect()
}
