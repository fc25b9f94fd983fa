//! A case as a file that people can read and a fuzzer can change: a line with the encoding of places, perhaps a language
//! to read the draft in and `final`; the draft; and edits, each behind a line that says what it replaces.
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
//! Lines and columns count from zero. A text runs to the next such line and has no line end there. `and` says that the
//! edit comes in one message with the one before it. Any bytes are some case: what cannot be read is left out.

use std::fmt;

use travaux_grammar::Language;
use travaux_model::text::Encoding;

use super::Position;

/// What an edit begins with, on a line of its own.
const EDIT: &str = "\n=== ";

/// An edit as a client sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// From where to where; `None` for the whole text.
    pub range: Option<[Position; 2]>,
    /// What comes instead.
    pub text: String,
}

/// A draft and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What columns count.
    pub encoding: Encoding,
    /// The language to read the draft in; `None` to find it out.
    pub language: Option<Language>,
    /// Whether it is declared final.
    pub is_final: bool,
    /// The draft when it is opened.
    pub text: String,
    /// The edits, by message.
    pub messages: Vec<Vec<Edit>>,
}

impl Case {
    /// A draft as it is opened.
    pub fn opening(text: String, encoding: Encoding) -> Case {
        Case { encoding, language: None, is_final: false, text, messages: Vec::new() }
    }

    /// Reads a case.
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

/// `3:4-5:0`, or `all`. The outer `None` is what is neither.
fn range_of(words: &str) -> Option<Option<[Position; 2]>> {
    let place = |words: &str| {
        let (line, column) = words.split_once(':')?;
        Some(Position { line: line.parse().ok()?, column: column.parse().ok()? })
    };
    if words == "all" {
        return Some(None);
    }
    let (start, end) = words.split_once('-')?;
    Some(Some([place(start)?, place(end)?]))
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
            for (place, edit) in message.iter().enumerate() {
                let joins = if place > 0 { " and" } else { "" };
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
    fn a_file_is_read_as_it_is_written() {
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
    fn any_bytes_are_some_case() {
        assert_eq!(Case::read(b"\xFF\n\xFFa\n=== 1:x-2:0\nb\n=== 0:0-0:0").messages.len(), 1);
        assert_eq!(Case::read(b"").text, "");
    }
}
