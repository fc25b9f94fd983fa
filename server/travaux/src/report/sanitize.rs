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

/// Returns a text of several lines as [`sanitized_line`] does each of them, with its line breaks and tabs.
pub fn sanitized_lines(text: &str) -> String {
    let shown = |line: &str| {
        let body = line.trim_end_matches(['\r', '\n']);
        let columns: Vec<String> = body.split('\t').map(sanitized_line).collect();
        columns.join("\t") + &line[body.len()..].replace('\r', "")
    };
    text.split_inclusive('\n').map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::{sanitized_line, sanitized_lines};

    #[test]
    fn lines_and_tabs_of_a_longer_text_are_kept() {
        assert_eq!(sanitized_lines("a\tb\u{1b}]0;x\u{7}\r\nc\rd\n"), "a\tb\u{fffd}]0;x\u{fffd}\nc d\n");
        assert_eq!(sanitized_lines("المادة ٩"), "المادة ٩");
    }

    #[test]
    fn control_characters_are_replaced() {
        assert_eq!(sanitized_line("a\r\nb\u{1b}[31mc\u{202e}d"), "a  b\u{fffd}[31mc\u{fffd}d");
        assert_eq!(sanitized_line("a\u{2066}b\u{9b}31m"), "a\u{fffd}b\u{fffd}31m");
        assert_eq!(sanitized_line("المادة ٩"), "المادة ٩");
    }
}
