//! The converter for one document.

use std::ops::Range;
use std::str::FromStr;

use tower_lsp::ls_types::{Location as LspLocation, Range as LspRange, Uri};

use super::positions::range;
use travaux_features::Location;
use travaux_model::text::{Encoding, Text};
use travaux_model::workspace::Workspace;

/// Converts ranges of one document, and locations in the other drafts of its workspace.
#[derive(Clone, Copy)]
pub(in crate::lsp) struct Converter<'c> {
    /// The document.
    pub(in crate::lsp) uri: &'c Uri,
    /// Its text.
    pub(in crate::lsp) text: &'c Text,
    /// The other drafts, by their URIs.
    pub(in crate::lsp) workspace: &'c Workspace,
    /// The unit of columns.
    pub(in crate::lsp) encoding: Encoding,
}

impl Converter<'_> {
    /// A range of this document.
    pub(in crate::lsp) fn range(&self, bytes: Range<usize>) -> LspRange {
        range(self.text, bytes, self.encoding)
    }

    /// The part of a location that is to be selected; `None` if the workspace no longer has its draft.
    pub(in crate::lsp) fn location(&self, location: Location) -> Option<LspLocation> {
        let target = self.draft(location.draft.as_deref())?;
        let range = target.range(location.selection);
        Some(LspLocation::new(target.uri, range))
    }

    /// The draft of a name; this document without a name. `None` if the workspace no longer has the draft.
    pub(super) fn draft(&self, name: Option<&str>) -> Option<TargetDraft<'_>> {
        let (uri, text) = match name {
            None => (self.uri.clone(), self.text),
            Some(name) if name == self.uri.as_str() => (self.uri.clone(), self.text),
            Some(name) => (Uri::from_str(name).ok()?, &self.workspace.drafts.get(name)?.text),
        };
        let encoding = self.encoding;
        Some(TargetDraft { uri, text, encoding })
    }
}

/// A draft that a location lies in.
pub(super) struct TargetDraft<'t> {
    pub(super) uri: Uri,
    text: &'t Text,
    encoding: Encoding,
}

impl TargetDraft<'_> {
    /// A range of the draft.
    pub(super) fn range(&self, bytes: Range<usize>) -> LspRange {
        range(self.text, bytes, self.encoding)
    }
}
