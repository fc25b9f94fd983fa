//! Writes words of a draft or of a positions file as Markdown without giving them a meaning: no markup, no link, no
//! change of direction for the text that follows.

use travaux_grammar::is_rtl;

/// Escapes a text so that Markdown shows it literally, on one line, isolated in its own direction.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let is_rtl = text.chars().any(is_rtl);
    if is_rtl {
        out.push('\u{2068}');
    }
    let mut blank = false;
    for letter in text.trim().chars() {
        // An unpaired direction control would reverse the rest of the hover.
        if is_direction(letter) || (letter.is_control() && !letter.is_whitespace()) {
            continue;
        }
        if letter.is_whitespace() {
            blank = true;
            continue;
        }
        if blank {
            out.push(' ');
            blank = false;
        }
        match letter {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            _ if letter.is_ascii_punctuation() && !matches!(letter, ',' | ';' | '\'' | '?' | '%' | '/') => {
                out.push('\\');
                out.push(letter);
            }
            _ => out.push(letter),
        }
    }
    if is_rtl {
        out.push('\u{2069}');
    }
    out
}

/// Cuts a text at a word near `max_chars` characters, adds an ellipsis, and escapes it as [`quoted`] does.
pub fn quoted_brief(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return quoted(text);
    }
    let cut: String = text.chars().take(max_chars).collect();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", quoted(cut))
}

/// Writes a link if the address is on the web, otherwise the words alone.
pub fn link(words: &str, address: Option<&str>) -> String {
    let words = quoted(words);
    let Some(address) = address.filter(|it| it.starts_with("https://") || it.starts_with("http://")) else {
        return words;
    };
    let mut target = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => target.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'@' | b'!' | b'$' | b'&' | b'+' | b',' | b';'
            | b'=' | b'%' => {
                target.push(char::from(byte));
            }
            _ => target.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("[{words}]({target})")
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped() {
        assert_eq!(quoted("**a** [b](c) <i>\n# d"), "\\*\\*a\\*\\* \\[b\\]\\(c\\) &lt;i\\> \\# d");
        assert_eq!(quoted("a\u{202E}b"), "ab");
        assert_eq!(quoted("مادة"), "\u{2068}مادة\u{2069}");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("a", Some("https://example.org/x y)")), "[a](https://example.org/x%20y%29)");
        assert_eq!(link("a", Some("command:delete")), "a");
        assert_eq!(link("a", None), "a");
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        assert_eq!(quoted_brief("one two three", 9), "one two…");
    }
}
