//! One document that the client has open: its text as the client has it, and the draft read from it. The text is always
//! right; the draft may be a few edits behind until it catches up, and stays behind if reading it panics.

use std::mem;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use tower_lsp::ls_types::{Diagnostic, TextDocumentContentChangeEvent, Uri};
use travaux_grammar::Language;

use super::convert;
use super::file_kind::FileKind;
use super::findings::LastLint;
use super::post::Ticket;
use super::probe::{Place, stumble};
use travaux_model::document::{Change, Document};
use travaux_model::positions::Fault;
use travaux_model::text::{Encoding, Text};

/// An open document.
pub(super) struct OpenDocument {
    /// What it is.
    pub(super) kind: FileKind,
    /// Its name in the workspace.
    pub(super) name: Arc<str>,
    /// Its text, with every edit.
    pub(super) text: Text,
    /// The client's number for that text.
    pub(super) version: i32,
    /// The last letter about it.
    pub(super) ticket: Ticket,
    /// The draft as far as it was read; `None` for what is no draft, or was never readable.
    pub(super) draft: Option<Arc<Document>>,
    /// What the last lint left for the next.
    pub(super) last_lint: LastLint,
    /// What is wrong with it in view of drafts, if it is a positions file: as it was last looked at.
    pub(super) misplaced: Vec<Fault>,
    /// The findings that the client has; `None` before the first.
    pub(super) published: Option<Vec<Diagnostic>>,
    behind: Behind,
}

/// What the draft lacks of the text.
#[derive(Debug, PartialEq, Eq)]
enum Behind {
    /// These edits.
    Edits(Vec<Change>),
    /// All of it: it has to be read anew.
    Everything,
}

/// Reading the draft panicked; the last good state stays.
#[derive(Debug)]
pub(super) struct Unreadable;

impl OpenDocument {
    /// A document that was just opened, its draft not read yet.
    pub(super) fn new(uri: &Uri, text: &str, version: i32, ticket: Ticket) -> OpenDocument {
        OpenDocument {
            kind: FileKind::of_opened(uri.path().as_str()),
            name: uri.as_str().into(),
            text: Text::of(text),
            version,
            ticket,
            draft: None,
            last_lint: LastLint::default(),
            misplaced: Vec::new(),
            published: None,
            behind: Behind::Everything,
        }
    }

    /// Takes edits into the text, in order.
    pub(super) fn edit(&mut self, events: Vec<TextDocumentContentChangeEvent>, version: i32, encoding: Encoding) {
        for event in events {
            let change = convert::change(&self.text, event, encoding);
            let range = change.range.clone().unwrap_or(0..self.text.len());
            self.text = self.text.replaced(range.clone(), &change.text);
            self.misplaced.retain_mut(|fault| match moved(&fault.range, &range, change.text.len()) {
                Some(place) => {
                    fault.range = place;
                    true
                }
                None => false,
            });
            match &mut self.behind {
                _ if change.range.is_none() => self.behind = Behind::Everything,
                Behind::Edits(edits) => edits.push(change),
                Behind::Everything => {}
            }
        }
        self.version = version;
    }

    /// Has the draft read from the beginning next time: the language to read it in has changed.
    pub(super) fn forget_draft(&mut self) {
        self.behind = Behind::Everything;
    }

    /// Brings the draft up to the text.
    pub(super) fn catch_up(&mut self, language: Option<Language>) -> Result<(), Unreadable> {
        if self.kind != FileKind::Draft {
            return Ok(());
        }
        let behind = mem::replace(&mut self.behind, Behind::Everything);
        let edited = match (&self.draft, behind) {
            (Some(draft), Behind::Edits(edits)) => {
                read(&|| draft.edited(&edits, self.version))
            }
            (None, _) | (_, Behind::Everything) => None,
        };
        // A draft that went another way than the text would misplace everything from here on.
        let edited = edited.filter(|it| it.text.len() == self.text.len());
        let anew = || Document::read(self.text.clone(), language, self.version);
        self.draft = Some(Arc::new(edited.or_else(|| read(&anew)).ok_or(Unreadable)?));
        self.behind = Behind::Edits(Vec::new());
        Ok(())
    }
}

/// Where a range is behind an edit; `None` if the edit was in it.
fn moved(range: &Range<usize>, gone: &Range<usize>, length: usize) -> Option<Range<usize>> {
    if range.end <= gone.start {
        return Some(range.clone());
    }
    let behind = |at: usize| at - gone.end + gone.start + length;
    (range.start >= gone.end).then(|| behind(range.start)..behind(range.end))
}

/// The document that `work` reads unless it panics.
fn read(work: &dyn Fn() -> Document) -> Option<Document> {
    quietly(|| {
        stumble(Place::Reading);
        work()
    })
}

/// What `work` gives unless it panics. The panic itself is on standard error by then.
pub(super) fn quietly<A>(work: impl FnOnce() -> A) -> Option<A> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use tower_lsp::ls_types::{Position, Range as LspRange};

    use super::*;

    fn replacement(start: (u32, u32), end: (u32, u32), text: &str) -> TextDocumentContentChangeEvent {
        let range = LspRange::new(Position::new(start.0, start.1), Position::new(end.0, end.1));
        TextDocumentContentChangeEvent { range: Some(range), range_length: None, text: text.to_owned() }
    }

    fn check(text: &str, events: Vec<TextDocumentContentChangeEvent>, expected: &str) {
        let uri = Uri::from_str("file:///a.treaty").unwrap();
        let mut open = OpenDocument::new(&uri, text, 1, 1);
        open.catch_up(None).unwrap();
        open.edit(events, 2, Encoding::Utf16);
        open.catch_up(None).unwrap();
        let draft = open.draft.unwrap();
        assert_eq!(open.text.to_string(), expected);
        assert_eq!(draft.text, open.text);
        assert_eq!(draft.draft.text(), expected);
        assert_eq!(draft.version, 2);
    }

    #[test]
    fn edits_are_taken_in_order_each_after_the_one_before() {
        let events = vec![
            replacement((0, 0), (0, 0), "Article 1\r\n"),
            replacement((1, 1), (1, 2), "𝒜"),
            replacement((1, 3), (1, 3), "!"),
        ];
        check("abc", events, "Article 1\r\na𝒜!c");
    }

    #[test]
    fn a_replacement_of_everything_stands_among_edits() {
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "xyz".to_owned() };
        let events = vec![replacement((0, 0), (0, 1), ""), whole, replacement((0, 1), (0, 2), "")];
        check("abc", events, "xz");
    }

    #[test]
    fn work_that_panics_gives_nothing() {
        assert_eq!(quietly(|| 7), Some(7));
        assert_eq!(quietly(|| -> i32 { panic!("a rule's mistake, on purpose") }), None);
    }

    #[test]
    fn edits_outside_the_text_are_moved_into_it() {
        let events = vec![
            replacement((9, 9), (12, 0), "d"),
            replacement((0, 99), (0, 99), "e"),
            replacement((0, 2), (0, 1), "-"),
        ];
        check("abc", events, "a-cde");
    }
}
