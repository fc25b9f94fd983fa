//! Roman numerals.

/// Returns the value of a roman numeral, in either case below 90 and in capitals below 400.
///
/// Numerals of `C` alone or with `D` or `M`, and `L` by itself, are not read: where treaties number, these are letters.
pub(crate) fn roman_value(written: &str) -> Option<u32> {
    let mut value = 0;
    let mut last = 0;
    let has_smaller = written.bytes().any(|byte| byte != b'C');
    for byte in written.bytes().rev() {
        let digit = match byte.to_ascii_lowercase() {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            b'c' if byte == b'C' && has_smaller => 100,
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

/// Writes a number as a roman numeral in lower case, or in digits if it has none.
pub(crate) fn roman_numeral(mut number: u32) -> String {
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

/// Replaces the Cyrillic letters of a roman numeral that look like its digits: `XV` for `ХV`, `II` for `ІІ`.
///
/// Returns `None` if another letter occurs.
pub(crate) fn latinized_roman(written: &str) -> Option<String> {
    let latin = |letter: char| {
        Some(match letter {
            'Х' => 'X',
            'І' => 'I',
            'х' => 'x',
            'і' => 'i',
            'I' | 'V' | 'X' | 'L' | 'i' | 'v' | 'x' | 'l' => letter,
            _ => return None,
        })
    };
    written.chars().map(latin).collect()
}
