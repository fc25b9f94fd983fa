//! Texts from drafts as lines of output, without characters that break lines or control a terminal.

/// Returns a text on one line. Line breaks and tabs become spaces. Other control characters, and invisible ones that change
/// the direction of text, become U+FFFD.
pub fn sanitized_line(text: &str) -> String {
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
    use super::sanitized_line;

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(sanitized_line("a\r\nb\u{1b}[31mc\u{202e}d"), "a  b\u{fffd}[31mc\u{fffd}d");
        assert_eq!(sanitized_line("a\u{2066}b\u{9b}31m"), "a\u{fffd}b\u{fffd}31m");
        assert_eq!(sanitized_line("المادة ٩"), "المادة ٩");
    }
}
