//! Generates drafts of any size for benchmarks, with profiles of different kinds of real texts; measures the figures of
//! any text; and finds the places in it at which keys are pressed.

mod adopted;
mod compilation;
mod conference;
mod prose;
mod vocabulary;

mod figures;
mod keys;

use std::fmt::{self, Display};

use travaux_grammar::Language;

pub use conference::{EDIT_MARKER, LONGEST_BRACKET, article_to_paste, with_findings};
pub use figures::Figures;
pub use keys::{Edit, Key, Press, presses};

/// A draft and its name.
pub struct Draft {
    /// The name that reports show.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What the figures of a generated draft are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// A draft in English that a conference negotiates, well formatted: articles, short blocks and brackets, few findings.
    Conference,
    /// Proposals as they are compiled early in a negotiation: no articles, wrapped lines, long blocks, many brackets in each
    /// other and across blocks, many findings.
    Compilation(Language),
    /// A treaty after its adoption: articles with long paragraphs, many references, no brackets, hardly any findings.
    Adopted(Language),
}

impl Profile {
    /// The profiles in English.
    pub const ENGLISH: [Profile; 3] =
        [Profile::Conference, Profile::Compilation(Language::En), Profile::Adopted(Language::En)];

    /// Parses the name of a profile: `adopted`, `compilation-ar`. English is the default.
    pub fn named(name: &str) -> Option<Profile> {
        let (kind, code) = name.split_once('-').unwrap_or((name, "en"));
        let language = Language::ALL.into_iter().find(|it| it.code() == code)?;
        match kind {
            "conference" if language == Language::En => Some(Profile::Conference),
            "compilation" => Some(Profile::Compilation(language)),
            "adopted" => Some(Profile::Adopted(language)),
            _ => None,
        }
    }

    /// Generates a draft of about `size` bytes.
    pub fn draft(self, size: usize) -> Draft {
        let text = match self {
            Profile::Conference => conference::text(size),
            Profile::Compilation(language) => compilation::text(language, size),
            Profile::Adopted(language) => adopted::text(language, size),
        };
        Draft { name: format!("{self}, {}", rounded(size)), text }
    }
}

impl Display for Profile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, language) = match self {
            Profile::Conference => ("conference", Language::En),
            Profile::Compilation(language) => ("compilation", *language),
            Profile::Adopted(language) => ("adopted", *language),
        };
        match language {
            Language::En => out.write_str(kind),
            _ => write!(out, "{kind}-{}", language.code()),
        }
    }
}

/// Formats a size: `400 KB`, `5 MB`.
pub fn rounded(size: usize) -> String {
    match size {
        ..1_000_000 => format!("{} KB", size / 1000),
        _ => format!("{} MB", size / 1_000_000),
    }
}
