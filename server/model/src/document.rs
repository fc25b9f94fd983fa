//! A draft that is open: text, structure and version as ONE value, never changed, only replaced, so that they cannot
//! disagree.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, Weak};

use travaux_grammar::draft::{InTurn, Way};
use travaux_grammar::{Draft, Language, Summaries};

use crate::outline::{Outline, OutlineSplice};
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
    pub outline: Arc<Outline>,
    /// The editor's number for this state of the text; 0 for a file.
    pub version: i32,
    /// What the outline was taken over from, if it was.
    pub origin: Option<Origin>,
}

/// The outline of an earlier state of a draft, and where the next one parts from it.
#[derive(Clone, Debug)]
pub struct Origin {
    outline: Weak<Outline>,
    /// Which blocks and provisions were replaced.
    pub splice: OutlineSplice,
}

impl Origin {
    /// Whether it is this outline.
    pub fn is(&self, outline: &Arc<Outline>) -> bool {
        std::ptr::eq(self.outline.as_ptr(), Arc::as_ptr(outline))
    }
}

impl Document {
    /// Reads a draft. `language` is the one to read it in; `None` to find it out.
    pub fn parse(text: &str, language: Option<Language>, version: i32) -> Document {
        Document::of(Text::of(text), text, language, version, &InTurn)
    }

    /// The same of a text that is there already, with the way to read its parts.
    pub fn read(text: Text, language: Option<Language>, version: i32, way: &impl Way) -> Document {
        let whole = text.to_string();
        Document::of(text, &whole, language, version, way)
    }

    fn of(text: Text, whole: &str, language: Option<Language>, version: i32, way: &impl Way) -> Document {
        let draft = Draft::parse_by(whole, language, way);
        Document { text, outline: Arc::new(Outline::of_by(Summaries::of(&draft), way)), draft, version, origin: None }
    }

    /// The summaries of its blocks.
    pub fn summaries(&self) -> Summaries<'_> {
        Summaries::of(&self.draft)
    }

    /// The document after some changes, in order, each in terms of the text that the one before it left. It
    /// keeps the outline where the edited blocks say to the others what they said before, as most do; else it folds again
    /// what the edit reaches.
    #[must_use]
    pub fn edited(&self, changes: &[Change], version: i32) -> Document {
        self.edited_by(changes, version, &InTurn)
    }

    /// The same, with the way to do what takes long.
    #[must_use]
    pub fn edited_by(&self, changes: &[Change], version: i32, way: &impl Way) -> Document {
        let mut text = self.text.clone();
        // Not copied first: a draft's blocks are many, and each counts who holds it.
        let mut draft = Cow::Borrowed(&self.draft);
        for change in changes {
            let range = change.range.clone().unwrap_or(0..text.len());
            text = text.replaced(range.clone(), &change.text);
            draft = Cow::Owned(draft.replaced(range, &change.text));
        }
        let draft = draft.into_owned();
        let (before, after) = (self.summaries(), Summaries::of(&draft));
        let blocks = Outline::splice_between(before, after);
        let (outline, origin) = if self.outline.holds_for(before, after, &blocks) {
            (Arc::clone(&self.outline), self.origin.clone())
        } else if let Some((outline, splice)) = self.outline.after(before, after, &blocks, way) {
            (Arc::new(outline), Some(Origin { outline: Arc::downgrade(&self.outline), splice }))
        } else {
            (Arc::new(Outline::of_by(Summaries::of(&draft), way)), None)
        };
        Document { text, draft, outline, version, origin }
    }
}
