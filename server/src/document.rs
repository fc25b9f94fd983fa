//! A draft that is open: text, structure and version as ONE value, never changed, only replaced, so that they cannot
//! disagree.

use std::ops::Range;

use travaux_grammar::{Draft, Language};

use crate::outline::Outline;
use crate::text::Text;

/// One change of a text: what is replaced, in bytes of the text as it is before this change, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes that go; `None` for the whole text.
    pub range: Option<Range<usize>>,
    /// What comes instead.
    pub text: String,
}

/// A draft with all that is known of it.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, for positions in lines and columns.
    pub text: Text,
    /// Its blocks.
    pub draft: Draft,
    /// Its provisions, brackets and references.
    pub outline: Outline,
    /// The editor's number for this state of the text; 0 for a file.
    pub version: i32,
}

impl Document {
    /// Reads a draft. `language` is the one to read it in; `None` to find it out.
    pub fn parse(text: &str, language: Option<Language>, version: i32) -> Document {
        let draft = Draft::parse(text, language);
        Document { text: Text::of(text), outline: Outline::of(&draft), draft, version }
    }

    /// The document after some changes, in order, each in terms of the text that the one before it left.
    #[must_use]
    pub fn edited(&self, changes: &[Change], version: i32) -> Document {
        let mut text = self.text.clone();
        let mut draft = self.draft.clone();
        for change in changes {
            let range = change.range.clone().unwrap_or(0..text.len());
            text = text.replaced(range.clone(), &change.text);
            draft = draft.replaced(range, &change.text);
        }
        Document { outline: Outline::of(&draft), text, draft, version }
    }
}
