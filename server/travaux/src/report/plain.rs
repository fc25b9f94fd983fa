//! Text from a draft as a line of output: nothing in it that ends a line or that a terminal would obey.

/// A text on one line. Breaks become blanks; other control characters, and those that turn the direction of a line
/// behind a reader's back, become U+FFFD.
pub fn one_line(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
            _ if letter.is_control() => '\u{FFFD}',
            _ => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn nothing_breaks_out_of_a_line() {
        assert_eq!(one_line("a\r\nb\u{1b}[31mc\u{202e}d"), "a  b\u{fffd}[31mc\u{fffd}d");
        assert_eq!(one_line("a\u{2066}b\u{9b}31m"), "a\u{fffd}b\u{fffd}31m");
        assert_eq!(one_line("المادة ٩"), "المادة ٩");
    }
}
