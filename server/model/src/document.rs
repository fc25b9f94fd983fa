//! An open draft: text, structure and version as one value. It is never changed, only replaced, so that the three
//! cannot disagree.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, Weak};

use travaux_grammar::{Draft, Language, Summaries};

use crate::outline::{Outline, OutlineSplice};
use crate::text::Text;

/// One change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The bytes to replace, in the text before this change; `None` for the whole text.
    pub range: Option<Range<usize>>,
    /// The replacement.
    pub text: String,
}

/// A draft with its text and structure.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text, for conversions to lines and columns.
    pub text: Text,
    /// The blocks.
    pub draft: Draft,
    /// The provisions, brackets and references.
    pub outline: Arc<Outline>,
    /// The editor's version of the text; 0 for a file on disk.
    pub version: i32,
    /// The earlier outline from which this one was derived, if there was one.
    pub origin: Option<Origin>,
}

/// An earlier outline of the same draft, and the splice that leads from it to the next one.
#[derive(Clone, Debug)]
pub struct Origin {
    outline: Weak<Outline>,
    /// The blocks and provisions that were replaced.
    pub splice: OutlineSplice,
}

impl Origin {
    /// Returns whether this is the origin's outline.
    pub fn is(&self, outline: &Arc<Outline>) -> bool {
        std::ptr::eq(self.outline.as_ptr(), Arc::as_ptr(outline))
    }
}

impl Document {
    /// Parses a draft in a language, or in the detected one if `language` is `None`.
    pub fn parse(text: &str, language: Option<Language>, version: i32) -> Document {
        Document::of(Text::of(text), text, language, version)
    }

    /// Parses a draft from an existing [`Text`].
    pub fn parse_text(text: Text, language: Option<Language>, version: i32) -> Document {
        let whole = text.to_string();
        Document::of(text, &whole, language, version)
    }

    fn of(text: Text, whole: &str, language: Option<Language>, version: i32) -> Document {
        let draft = Draft::parse(whole, language);
        let outline = Arc::new(Outline::of(Summaries::of(&draft)));
        Document { text, outline, draft, version, origin: None }
    }

    /// Returns the summaries of the blocks.
    pub fn summaries(&self) -> Summaries<'_> {
        Summaries::of(&self.draft)
    }

    /// Returns the document after some changes. The changes are applied in order, each to the text that the previous
    /// one produced. The outline is shared if the summaries of the edited blocks stay equal, as in most edits;
    /// otherwise it is folded again as far as the edit can affect it.
    #[must_use]
    pub fn edited(&self, changes: &[Change], version: i32) -> Document {
        let mut text = self.text.clone();
        // Copied at the first change only, since each block has a reference count to update.
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
        } else if let Some((outline, splice)) = self
            .outline
            .with_same_provisions(before, after, &blocks)
            .or_else(|| self.outline.after(before, after, &blocks))
        {
            (Arc::new(outline), Some(Origin { outline: Arc::downgrade(&self.outline), splice }))
        } else {
            (Arc::new(Outline::of(after)), None)
        };
        Document { text, draft, outline, version, origin }
    }
}
