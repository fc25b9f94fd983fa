//! Writes words of a draft or of a positions file for a hover without giving them a meaning: no markup, no link, no
//! change of direction for the text that follows. Only what Markdown would read as markup is escaped.

use travaux_grammar::is_rtl;

/// The markup of a hover, which the client chooses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Markdown.
    #[default]
    Markdown,
    /// Plain text.
    Plain,
}

impl Markup {
    /// Returns a text that is shown literally, on one line, isolated in its own direction.
    pub fn text(self, text: &str) -> String {
        let mut line = String::with_capacity(text.len() + 8);
        let is_rtl = text.chars().any(is_rtl);
        if is_rtl {
            line.push('\u{2068}');
        }
        let plain = single_line(text);
        match self {
            Markup::Markdown => push_escaped(&mut line, &plain),
            Markup::Plain => line.push_str(&plain),
        }
        if is_rtl {
            line.push('\u{2069}');
        }
        line
    }

    /// Cuts a text at a word near `max_chars` characters, adds an ellipsis, and returns it as [`Self::text`] does.
    pub fn brief(self, text: &str, max_chars: usize) -> String {
        let Some((end, _)) = text.char_indices().nth(max_chars) else {
            return self.text(text);
        };
        let cut = &text[..end];
        let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
        format!("{}…", self.text(cut))
    }

    /// Returns words, already in this markup, as bold ones.
    pub fn bold(self, words: &str) -> String {
        match self {
            Markup::Markdown => format!("**{words}**"),
            Markup::Plain => words.to_owned(),
        }
    }

    /// Returns a link if the address is on the web, otherwise the words alone. In plain text the address follows the
    /// words.
    pub fn link(self, words: &str, address: Option<&str>) -> String {
        let words = self.text(words);
        let Some(address) = address.filter(|it| it.starts_with("https://") || it.starts_with("http://")) else {
            return words;
        };
        match self {
            Markup::Markdown => format!("[{words}]({})", percent_encoded(address)),
            Markup::Plain => format!("{words} ({})", percent_encoded(address)),
        }
    }

    /// Returns a link to a line of a file, counted from zero, whose name is a URI. Plain text has the words alone.
    pub fn file_link(self, words: &str, file: &str, line: u32) -> String {
        match self {
            Markup::Markdown if file.starts_with("file:///") => {
                format!("[{}]({}#L{})", self.text(words), percent_encoded(file), line + 1)
            }
            Markup::Markdown | Markup::Plain => self.text(words),
        }
    }

    /// Gives each line of a whole hover the direction from right to left. Editors show hovers from left to right, so that the
    /// names of a list and the stop of a sentence would stand at the wrong end.
    pub fn right_to_left(self, hover: &str) -> String {
        let mut out = String::with_capacity(hover.len() + hover.len() / 8);
        for line in hover.split_inclusive('\n') {
            let words = line.trim_end();
            // A list's sign is markup at the start of a line only.
            let sign = if words.starts_with("- ") { 2 } else { 0 };
            match self {
                _ if words.is_empty() || words == "---" => out.push_str(words),
                Markup::Markdown => out.push_str(&format!("{}\u{2067}{}\u{2069}", &words[..sign], &words[sign..])),
                // The first strong letter gives a line its direction there, and letters inside an isolate do not count.
                Markup::Plain => out.push_str(&format!("\u{200F}{words}")),
            }
            out.push_str(&line[words.len()..]);
        }
        out
    }

    /// Returns the sign that begins a new line in the same paragraph.
    pub fn line_break(self) -> &'static str {
        match self {
            Markup::Markdown => "  \n",
            Markup::Plain => "\n",
        }
    }

    /// Returns the sign that separates two parts of a hover.
    pub fn rule(self) -> &'static str {
        match self {
            Markup::Markdown => "\n\n---\n\n",
            Markup::Plain => "\n\n",
        }
    }
}

/// Returns a text on one line, without signs of direction and other control characters. An unpaired sign of direction
/// would reverse the rest of a hover.
fn single_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut blank = false;
    for letter in text.trim().chars() {
        if is_direction(letter) || (letter.is_control() && !letter.is_whitespace()) {
            continue;
        }
        if letter.is_whitespace() {
            blank = true;
            continue;
        }
        if std::mem::take(&mut blank) && !line.is_empty() {
            line.push(' ');
        }
        line.push(letter);
    }
    line
}

/// Escapes what Markdown, with the extensions of GitHub, reads as markup or as a link.
fn push_escaped(out: &mut String, line: &str) {
    let bytes = line.as_bytes();
    let first_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, letter) in line.char_indices() {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        let is_markup = match letter {
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '@' => true,
            // Inside a word it means nothing.
            '_' => {
                let is_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
                !(is_word(line[..at].chars().next_back()) && is_word(line[at + 1..].chars().next()))
            }
            // Quotations, headings, lists and lines under headings begin a line.
            '#' | '>' | '-' | '+' | '=' => at == 0,
            '.' | ')' if at == first_digits && at > 0 => true,
            // Bare addresses become links.
            '.' => at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www"),
            ':' => next == b'/' || at == 0,
            '<' | '&' => {
                let is_entity = letter == '<' || next == b'#' || next.is_ascii_alphabetic();
                out.push_str(match (letter, is_entity) {
                    ('<', _) => "&lt;",
                    (_, true) => "&amp;",
                    (_, false) => "&",
                });
                continue;
            }
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(letter);
    }
}

/// Encodes everything in an address that could end the link.
fn percent_encoded(address: &str) -> String {
    let mut target = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => target.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'@' | b'!' | b'$' | b'&' | b'+' | b',' | b';'
            | b'=' | b'%' => target.push(char::from(byte)),
            _ => target.push_str(&format!("%{byte:02X}")),
        }
    }
    target
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}')
}

#[cfg(test)]
mod tests {
    use super::Markup;

    fn check(text: &str, markdown: &str, plain: &str) {
        assert_eq!(Markup::Markdown.text(text), markdown);
        assert_eq!(Markup::Plain.text(text), plain);
    }

    #[test]
    fn markup_is_escaped() {
        check("**a** [b](c) <i>\n# d", "\\*\\*a\\*\\* \\[b\\](c) &lt;i> # d", "**a** [b](c) <i> # d");
        check("# a", "\\# a", "# a");
        check("1. a", "1\\. a", "1. a");
        check("- a", "\\- a", "- a");
        check("a_b _c_ &amp; & `d`", "a_b \\_c\\_ &amp;amp; & \\`d\\`", "a_b _c_ &amp; & `d`");
        check("| a |\n| - |", "\\| a \\| \\| - \\|", "| a | | - |");
    }

    #[test]
    fn each_line_has_the_direction_from_right_to_left() {
        let hover = "**أ**  \nب\n\n- ج\n\n---\n\nد";
        assert_eq!(
            Markup::Markdown.right_to_left(hover),
            "\u{2067}**أ**\u{2069}  \n\u{2067}ب\u{2069}\n\n- \u{2067}ج\u{2069}\n\n---\n\n\u{2067}د\u{2069}"
        );
        assert_eq!(Markup::Plain.right_to_left("أ\n\nب"), "\u{200F}أ\n\n\u{200F}ب");
    }

    #[test]
    fn bare_addresses_are_no_links() {
        check(
            "https://a.org www.b.org c@d.org",
            "https\\://a.org www\\.b.org c\\@d.org",
            "https://a.org www.b.org c@d.org",
        );
    }

    #[test]
    fn words_without_markup_are_not_escaped() {
        for text in
            ["Iran (Islamic Republic of)", "2023-09-02", "A/AC.291/22", "p. 9; note 12", "中国（一）", "G77 & China"]
        {
            check(text, text, text);
        }
    }

    #[test]
    fn signs_of_direction_are_removed_and_directions_isolated() {
        check("a\u{202E}b", "ab", "ab");
        check("مادة", "\u{2068}مادة\u{2069}", "\u{2068}مادة\u{2069}");
    }

    #[test]
    fn only_web_addresses_become_links() {
        let link = |address| Markup::Markdown.link("a", address);
        assert_eq!(link(Some("https://example.org/x y)")), "[a](https://example.org/x%20y%29)");
        assert_eq!(link(Some("command:delete")), "a");
        assert_eq!(link(None), "a");
        assert_eq!(Markup::Plain.link("a", Some("https://example.org")), "a (https://example.org)");
        assert_eq!(Markup::Markdown.file_link("a", "file:///x y.json", 4), "[a](file:///x%20y.json#L5)");
        assert_eq!(Markup::Markdown.file_link("a", "command:x", 4), "a");
    }

    #[test]
    fn a_long_text_is_cut_at_a_word() {
        assert_eq!(Markup::Plain.brief("one two three", 9), "one two…");
        assert_eq!(Markup::Plain.brief("one", 9), "one");
    }
}
