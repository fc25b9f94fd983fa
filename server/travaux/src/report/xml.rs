//! Texts in XML 1.0.

use super::sanitize::sanitized_character;

/// Escapes a text for an element or attribute. Characters that XML cannot represent, or that control a terminal, become
/// U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // Two of them may begin a command of a CI system.
            '#' if escaped.ends_with('#') => escaped.push_str("&#35;"),
            '\t' | '\n' | '\r' => escaped.push_str(&format!("&#{};", u32::from(letter))),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(sanitized_character(letter)),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(escaped("##vso[x]"), "#&#35;vso[x]");
        assert_eq!(escaped("<a b=\"1\">&\n\u{1b}]]>"), "&lt;a b=&quot;1&quot;&gt;&amp;&#10;\u{fffd}]]&gt;");
    }
}
