//! Texts from drafts as lines of output, without characters that break lines or control a terminal.

use crate::files::paths::is_unsafe_to_display;

/// Returns the character that is shown for one of a draft. Line breaks and tabs become spaces. Other control characters, and
/// invisible ones that change the direction of text, become U+FFFD.
pub fn sanitized_character(letter: char) -> char {
    match letter {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        // The marks of direction affect only their neighbours, and Arabic drafts are full of them.
        '\u{200E}' | '\u{200F}' | '\u{061C}' => letter,
        _ if is_unsafe_to_display(letter) => '\u{FFFD}',
        _ => letter,
    }
}

/// Returns a text on one line, with as many characters, and without commands for a CI system: GitHub Actions and Azure
/// Pipelines run `##[group]` and `##vso[task.complete]` wherever they stand in a line of the log. The second sign of them
/// becomes U+FFFD.
pub fn sanitized_line(text: &str) -> String {
    let line: String = text.chars().map(sanitized_character).collect();
    if !line.contains("##") {
        return line;
    }
    let begins_command = |rest: &str| rest.trim_start_matches(|it: char| it.is_ascii_alphanumeric()).starts_with('[');
    let mut is_after_sign = false;
    let letters = line.char_indices().map(|(at, letter)| {
        let is_second_sign = std::mem::replace(&mut is_after_sign, letter == '#') && letter == '#';
        if is_second_sign && begins_command(&line[at + 1..]) { '\u{FFFD}' } else { letter }
    });
    letters.collect()
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

/// Escapes in a JSON text the characters that a terminal would interpret, and every second `#`, so that no CI system finds a
/// command. They can only be inside of strings, since a JSON writer escapes line breaks itself.
pub fn escaped_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\n' => escaped.push(letter),
            '#' if escaped.ends_with('#') => escaped.push_str("\\u0023"),
            _ if is_unsafe_to_display(letter) => escaped.push_str(&format!("\\u{:04x}", u32::from(letter))),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escaped_json, sanitized_line, sanitized_lines};

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

    #[test]
    fn commands_of_ci_systems_are_broken() {
        assert_eq!(sanitized_line("a ##vso[task.complete]b"), "a #\u{fffd}vso[task.complete]b");
        assert_eq!(sanitized_line("###[error]"), "##\u{fffd}[error]");
        assert_eq!(sanitized_line("## [a] ##a ##المادة[1]"), "## [a] ##a ##المادة[1]");
    }

    #[test]
    fn json_keeps_its_meaning_without_control_characters() {
        let json = "{\n  \"a\": \"x\u{202e}y\u{9b}##vso[\"\n}";
        let escaped = escaped_json(json);
        assert_eq!(escaped, "{\n  \"a\": \"x\\u202ey\\u009b#\\u0023vso[\"\n}");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&escaped), read(json));
    }
}
