//! The file format of a case, which is readable and can be changed by a fuzzer. The first line has the encoding of
//! positions and optionally a language and `final`. The draft follows, then the edits, each after a line with the range
//! that it replaces.
//!
//! ```text
//! utf-16
//! Article 1
//!
//! The Parties shall act.
//! === 2:12-2:17
//! may
//! === 0:8-0:9 and
//! 2
//! === all
//! Article 3
//! ```
//!
//! Lines and columns start at 0. A text extends to the next such line, without the line end before it. `and` means that
//! the edit is in the same message as the previous one. Any bytes are a valid case; unreadable parts are ignored.

use std::fmt;

use travaux_grammar::Language;
use travaux_model::text::Encoding;

use super::Position;

/// The beginning of an edit.
const EDIT: &str = "\n=== ";

/// An edit that a client sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The replaced range; `None` for the whole text.
    pub range: Option<[Position; 2]>,
    /// The new text.
    pub text: String,
}

/// A draft and its edits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// The unit of columns.
    pub encoding: Encoding,
    /// The language of the draft; `None` to detect it.
    pub language: Option<Language>,
    /// Whether the profile is `final`.
    pub is_final: bool,
    /// The text of the draft when it is opened.
    pub text: String,
    /// The edits, by message.
    pub messages: Vec<Vec<Edit>>,
}

impl Case {
    /// Creates a case without edits.
    pub fn opening(text: String, encoding: Encoding) -> Case {
        Case { encoding, language: None, is_final: false, text, messages: Vec::new() }
    }

    /// Reads a case from any bytes.
    pub fn read(bytes: &[u8]) -> Case {
        let text = String::from_utf8_lossy(bytes);
        let mut parts = text.split(EDIT);
        let (head, draft) = parts.next().and_then(|it| it.split_once('\n')).unwrap_or_default();
        let mut case = Case::opening(draft.to_owned(), Encoding::default());
        for word in head.split_whitespace() {
            case.take(word);
        }
        for part in parts {
            let (head, text) = part.split_once('\n').unwrap_or((part, ""));
            let (range, joins) = head.strip_suffix(" and").map_or((head, false), |it| (it, true));
            let Some(range) = range_of(range) else { continue };
            let edit = Edit { range, text: text.to_owned() };
            match case.messages.last_mut().filter(|_| joins) {
                Some(message) => message.push(edit),
                None => case.messages.push(vec![edit]),
            }
        }
        case
    }

    fn take(&mut self, word: &str) {
        match word {
            "utf-8" => self.encoding = Encoding::Utf8,
            "utf-16" => self.encoding = Encoding::Utf16,
            "utf-32" => self.encoding = Encoding::Utf32,
            "final" => self.is_final = true,
            _ => self.language = Language::of_code(word).or(self.language),
        }
    }
}

/// Parses `3:4-5:0` or `all`, which is `Some(None)`. Returns `None` for anything else.
fn range_of(words: &str) -> Option<Option<[Position; 2]>> {
    let position = |words: &str| {
        let (line, column) = words.split_once(':')?;
        Some(Position { line: line.parse().ok()?, column: column.parse().ok()? })
    };
    if words == "all" {
        return Some(None);
    }
    let (start, end) = words.split_once('-')?;
    Some(Some([position(start)?, position(end)?]))
}

impl fmt::Display for Case {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.encoding {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
            Encoding::Utf32 => "utf-32",
        })?;
        if let Some(language) = self.language {
            write!(formatter, " {}", language.code())?;
        }
        let profile = if self.is_final { " final" } else { "" };
        write!(formatter, "{profile}\n{}", self.text)?;
        for message in &self.messages {
            for (index, edit) in message.iter().enumerate() {
                let joins = if index > 0 { " and" } else { "" };
                match edit.range {
                    Some([start, end]) => {
                        let (from, to) = ((start.line, start.column), (end.line, end.column));
                        write!(formatter, "{EDIT}{}:{}-{}:{}{joins}\n{}", from.0, from.1, to.0, to.1, edit.text)?;
                    }
                    None => write!(formatter, "{EDIT}all{joins}\n{}", edit.text)?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "utf-8 fr final\nArticle 1\r\n\n=== 0:8-0:9\n2\n\n=== 4294967295:0-0:3 and\n\n=== all\n\nx\n";

    #[test]
    fn a_case_is_read_and_written_unchanged() {
        let case = Case::read(FILE.as_bytes());
        assert_eq!((case.encoding, case.language, case.is_final), (Encoding::Utf8, Some(Language::Fr), true));
        assert_eq!(case.text, "Article 1\r\n");
        let texts: Vec<Vec<&str>> =
            case.messages.iter().map(|it| it.iter().map(|it| it.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["2\n", ""], vec!["\nx\n"]]);
        assert_eq!(
            case.messages[0][1].range,
            Some([(u32::MAX, 0), (0, 3)].map(|it| Position { line: it.0, column: it.1 }))
        );
        assert_eq!(case.to_string(), FILE);
    }

    #[test]
    fn any_bytes_are_a_case() {
        assert_eq!(Case::read(b"\xFF\n\xFFa\n=== 1:x-2:0\nb\n=== 0:0-0:0").messages.len(), 1);
        assert_eq!(Case::read(b"").text, "");
    }
}
