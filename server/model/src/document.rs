//! A draft that is open: text, structure and version as ONE value, never changed, only replaced, so that they cannot
//! disagree.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, Weak};

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
    /// Parses a draft. `language` is the one to read it in; `None` to detect it.
    pub fn parse(text: &str, language: Option<Language>, version: i32) -> Document {
        Document::of(Text::of(text), text, language, version)
    }

    /// Parses a draft whose text is there already.
    pub fn read(text: Text, language: Option<Language>, version: i32) -> Document {
        let whole = text.to_string();
        Document::of(text, &whole, language, version)
    }

    fn of(text: Text, whole: &str, language: Option<Language>, version: i32) -> Document {
        let draft = Draft::parse(whole, language);
        let outline = Arc::new(Outline::of(Summaries::of(&draft)));
        Document { text, outline, draft, version, origin: None }
    }

    /// The summaries of its blocks.
    pub fn summaries(&self) -> Summaries<'_> {
        Summaries::of(&self.draft)
    }

    /// The document after some changes, in order, each in terms of the text that the one before it left. The outline is
    /// kept where the summaries of the edited blocks stay equal, as in most edits; otherwise it is folded again as far as
    /// the edit reaches.
    #[must_use]
    pub fn edited(&self, changes: &[Change], version: i32) -> Document {
        let mut text = self.text.clone();
        // Not copied before the first change: a draft has many blocks, and each counts its references.
        let mut draft = Cow::Borrowed(&self.draft);
        for change in changes {
            let range = change.range.clone().unwrap_or(0..text.len());
            text = text.replaced(range.clone(), &change.text);
            draft = Cow::Owned(draft.edited(range, &change.text));
        }
        let draft = draft.into_owned();
        let (before, after) = (self.summaries(), Summaries::of(&draft));
        let blocks = Outline::splice_between(before, after);
        let (outline, origin) = if self.outline.holds_for(before, after, &blocks) {
            (Arc::clone(&self.outline), self.origin.clone())
        } else if let Some((outline, splice)) = self.outline.after(before, after, &blocks) {
            (Arc::new(outline), Some(Origin { outline: Arc::downgrade(&self.outline), splice }))
        } else {
            (Arc::new(Outline::of(after)), None)
        };
        Document { text, draft, outline, version, origin }
    }
}
