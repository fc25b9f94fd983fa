//! A document that the client has open: its text as the client has it, and the draft parsed from it. The text is always
//! up to date. The draft may be some edits old until it catches up, and stays old if parsing it panics.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};
use travaux_grammar::Language;

use super::catch_panic::catch_panic;
use super::convert::{self, DiagnosticsJson};
use super::failpoint::{self, Failpoint};
use super::lint::DraftLint;
use super::mailbox::Sequence;
use crate::file_kind::FileKind;
use travaux_model::document::{Change, Document};
use travaux_model::positions::ParseError;
use travaux_model::text::{Encoding, Text};

/// An open document.
pub(super) struct OpenDocument {
    /// The kind of the document.
    pub(super) kind: FileKind,
    /// The name in the workspace.
    pub(super) name: Arc<str>,
    /// The text after all edits.
    pub(super) text: Text,
    /// The client's version number of the text.
    pub(super) version: i32,
    /// The last message about the document.
    pub(super) sequence: Sequence,
    /// The draft as last parsed; `None` if the document is not a draft or was never parsed.
    pub(super) draft: Option<Arc<Document>>,
    /// The last lint.
    pub(super) lint: DraftLint,
    /// The faults of a positions file that depend on drafts, as last found.
    pub(super) target_faults: Vec<ParseError>,
    /// The findings that the client has; `None` if none were published yet.
    pub(super) published: Option<DiagnosticsJson>,
    pending: Pending,
    /// Whether the text is not known, because an edit could not be understood.
    is_invalid: bool,
}

/// The changes of the text that the draft does not have yet.
#[derive(Debug, PartialEq, Eq)]
enum Pending {
    /// These edits.
    Edits(Vec<Change>),
    /// The whole text.
    WholeText,
}

/// Parsing the draft panicked; the last state remains.
#[derive(Debug)]
pub(super) struct ParsePanicked;

impl OpenDocument {
    /// A document that was just opened. Its draft is not parsed yet.
    pub(super) fn new(uri: &Uri, text: &str, version: i32, sequence: Sequence) -> OpenDocument {
        OpenDocument {
            kind: FileKind::of_opened(uri.path().as_str()),
            name: uri.as_str().into(),
            text: Text::of(text),
            version,
            sequence,
            draft: None,
            lint: DraftLint::default(),
            target_faults: Vec::new(),
            published: None,
            pending: Pending::WholeText,
            is_invalid: false,
        }
    }

    /// Whether the text is not known. No findings and no answers are computed until the whole text is sent again.
    pub(super) fn is_invalid(&self) -> bool {
        self.is_invalid
    }

    /// Discards the text and everything computed from it.
    pub(super) fn invalidate(&mut self) {
        self.text = Text::of("");
        self.draft = None;
        self.lint = DraftLint::default();
        self.target_faults.clear();
        self.pending = Pending::WholeText;
        self.is_invalid = true;
    }

    /// Applies edits to the text, in order. While the text is not known, edits before one of the whole text are ignored.
    pub(super) fn edit(&mut self, mut events: Vec<TextDocumentContentChangeEvent>, version: i32, encoding: Encoding) {
        if self.is_invalid {
            let whole_text = events.iter().position(|it| it.range.is_none()).unwrap_or(events.len());
            events.drain(..whole_text);
            self.is_invalid = events.is_empty();
        }
        for event in events {
            let change = convert::change(&self.text, event, encoding);
            let range = change.range.clone().unwrap_or(0..self.text.len());
            self.text = self.text.replaced(range.clone(), &change.text);
            self.target_faults.retain_mut(|fault| match range_after_edit(&fault.range, &range, change.text.len()) {
                Some(range) => {
                    fault.range = range;
                    true
                }
                None => false,
            });
            match &mut self.pending {
                _ if change.range.is_none() => self.pending = Pending::WholeText,
                Pending::Edits(edits) => edits.push(change),
                Pending::WholeText => {}
            }
        }
        self.version = version;
    }

    /// Makes [`OpenDocument::catch_up`] parse the whole text, as when the language of drafts has changed.
    pub(super) fn reparse(&mut self) {
        self.pending = Pending::WholeText;
    }

    /// Brings the draft up to date with the text.
    pub(super) fn catch_up(&mut self, language: Option<Language>) -> Result<(), ParsePanicked> {
        if self.kind != FileKind::Draft || self.is_invalid {
            return Ok(());
        }
        let pending = mem::replace(&mut self.pending, Pending::WholeText);
        let edited = match (&self.draft, pending) {
            (Some(draft), Pending::Edits(edits)) => parse(&|| draft.edited(&edits, self.version)),
            (None, _) | (_, Pending::WholeText) => None,
        };
        // A draft that differs from the text would misplace everything from here on.
        let edited = edited.filter(|it| it.text.len() == self.text.len());
        let from_text = || Document::parse_text(self.text.clone(), language, self.version);
        self.draft = Some(Arc::new(edited.or_else(|| parse(&from_text)).ok_or(ParsePanicked)?));
        self.pending = Pending::Edits(Vec::new());
        Ok(())
    }
}

/// Where a range lies after an edit; `None` if the edit overlaps it.
fn range_after_edit(range: &Range<usize>, removed: &Range<usize>, inserted_bytes: usize) -> Option<Range<usize>> {
    if range.end <= removed.start {
        return Some(range.clone());
    }
    let shifted = |at: usize| at - removed.end + removed.start + inserted_bytes;
    (range.start >= removed.end).then(|| shifted(range.start)..shifted(range.end))
}

/// The document that `work` returns, unless it panics.
fn parse(work: &dyn Fn() -> Document) -> Option<Document> {
    catch_panic(|| {
        failpoint::hit(Failpoint::Parse);
        work()
    })
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
    fn edits_apply_in_order_each_to_the_result_of_the_one_before() {
        let events = vec![
            replacement((0, 0), (0, 0), "Article 1\r\n"),
            replacement((1, 1), (1, 2), "𝒜"),
            replacement((1, 3), (1, 3), "!"),
        ];
        check("abc", events, "Article 1\r\na𝒜!c");
    }

    #[test]
    fn a_change_of_the_whole_text_may_stand_among_edits() {
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "xyz".to_owned() };
        let events = vec![replacement((0, 0), (0, 1), ""), whole, replacement((0, 1), (0, 2), "")];
        check("abc", events, "xz");
    }

    #[test]
    fn edits_outside_the_text_are_clamped_to_it() {
        let events = vec![
            replacement((9, 9), (12, 0), "d"),
            replacement((0, 99), (0, 99), "e"),
            replacement((0, 2), (0, 1), "-"),
        ];
        check("abc", events, "a-cde");
    }

    #[test]
    fn an_invalid_document_ignores_edits_until_one_of_the_whole_text() {
        let uri = Uri::from_str("file:///a.treaty").unwrap();
        let mut open = OpenDocument::new(&uri, "abc", 1, 1);
        open.catch_up(None).unwrap();
        open.invalidate();
        open.edit(vec![replacement((0, 0), (0, 0), "x")], 2, Encoding::Utf16);
        open.catch_up(None).unwrap();
        assert!(open.is_invalid() && open.draft.is_none());
        let whole = TextDocumentContentChangeEvent { range: None, range_length: None, text: "def".to_owned() };
        let events = vec![replacement((0, 0), (0, 0), "x"), whole, replacement((0, 0), (0, 1), "")];
        open.edit(events, 3, Encoding::Utf16);
        open.catch_up(None).unwrap();
        assert_eq!((open.is_invalid(), open.draft.unwrap().text.to_string()), (false, "ef".to_owned()));
    }
}
