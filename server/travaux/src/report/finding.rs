//! Findings as reports show them: with lines and columns instead of bytes, and without the draft, so that a report of many
//! drafts does not need the memory of all of them.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::excerpt::Excerpt;
use super::identity::{Identity, identities};
use crate::files::fault::FileFault;
use crate::files::source::Source;
use crate::line_index::LineColumn;
use travaux_model::diagnostic::{Diagnostic, Fix, Related, Severity};

/// A finding in a draft or another file.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The path of the draft or file.
    pub path: Arc<str>,
    /// The name of the rule, or the code of a fault in a file.
    pub rule: &'static str,
    /// The severity.
    pub severity: Severity,
    /// One lower-case sentence.
    pub message: String,
    /// The place; `None` if the whole file is meant.
    pub span: Option<Span>,
    /// The address of the innermost provision around it, or nothing.
    pub provision: String,
    /// The line of the place, if the report shows it.
    pub excerpt: Option<Excerpt>,
    /// The places to which it refers.
    pub related: Vec<RelatedPlace>,
    /// A change that would correct the fault.
    pub fix: Option<PlacedFix>,
    /// A number that stays the same as long as its provision and the marked words do.
    pub fingerprint: u64,
    /// Whether the file could not be read, so that the exit status is 2.
    pub is_failure: bool,
}

/// The beginning and the end of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The first character.
    pub start: LineColumn,
    /// The character after the last one.
    pub end: LineColumn,
}

/// A place to which a finding refers.
#[derive(Clone, Debug)]
pub struct RelatedPlace {
    /// The path of the draft.
    pub path: Arc<str>,
    /// The place.
    pub span: Span,
    /// A lower-case clause about the place.
    pub message: String,
    /// The line of the place, if the report shows it.
    pub excerpt: Option<Excerpt>,
}

/// A fix with its places.
#[derive(Clone, Debug)]
pub struct PlacedFix {
    /// The title: `delete the second of the two`.
    pub title: String,
    /// Whether it is right whatever the author meant.
    pub is_sure: bool,
    /// The replacements in order.
    pub edits: Vec<(Span, String)>,
}

/// Converts the findings of a draft.
pub struct FindingConverter<'s> {
    /// The draft.
    pub source: &'s Source,
    /// Finds another draft to which findings refer, by its name.
    pub other: &'s dyn Fn(&str) -> Option<&'s Source>,
    /// The width of excerpts in columns; `None` for a report without excerpts.
    pub excerpt_columns: Option<usize>,
}

impl FindingConverter<'_> {
    /// Converts the findings, which are in the order of the text.
    pub fn convert(&self, diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
        let identities = identities(self.source, &diagnostics);
        diagnostics.into_iter().zip(identities).map(|(it, identity)| self.finding(it, identity)).collect()
    }

    fn finding(&self, diagnostic: Diagnostic, identity: Identity) -> Finding {
        let source = self.source;
        let Diagnostic { rule, severity, range, message, related, fix } = diagnostic;
        Finding {
            path: Arc::clone(&source.name),
            rule,
            severity,
            message,
            span: Some(span(source, &range)),
            excerpt: self.excerpt(source, &range),
            related: related.into_iter().filter_map(|it| self.related(it)).collect(),
            fix: fix.map(|it| self.fix(it)),
            fingerprint: identity.fingerprint(&source.name),
            provision: identity.provision,
            is_failure: false,
        }
    }

    fn related(&self, related: Related) -> Option<RelatedPlace> {
        let Related { draft, range, message } = related;
        let source = match draft.as_deref() {
            None => self.source,
            Some(name) if *name == *self.source.name => self.source,
            Some(name) => (self.other)(name)?,
        };
        let (path, span) = (Arc::clone(&source.name), span(source, &range));
        Some(RelatedPlace { path, span, message, excerpt: self.excerpt(source, &range) })
    }

    fn fix(&self, fix: Fix) -> PlacedFix {
        let edits = fix.edits.into_iter().map(|edit| (span(self.source, &edit.range), edit.text));
        PlacedFix { title: fix.title, is_sure: fix.is_sure, edits: edits.collect() }
    }

    fn excerpt(&self, source: &Source, range: &Range<usize>) -> Option<Excerpt> {
        self.excerpt_columns.map(|columns| Excerpt::of(source, range, columns))
    }
}

impl Finding {
    /// Converts a fault in a file.
    pub fn of_fault(fault: FileFault) -> Finding {
        let FileFault { path, position, code, severity, message, is_failure } = fault;
        let identity = Identity::of_file(code.name(), &message);
        Finding {
            fingerprint: identity.fingerprint(&path),
            path: path.into(),
            rule: code.name(),
            severity,
            message,
            span: position.map(|it| Span { start: it, end: it }),
            provision: String::new(),
            excerpt: None,
            related: Vec::new(),
            fix: None,
            is_failure,
        }
    }

    /// Returns the place, the beginning of the file if the whole file is meant.
    pub fn span_or_start(&self) -> Span {
        let start = LineColumn { line: 1, column: 1 };
        self.span.unwrap_or(Span { start, end: start })
    }

    /// Returns the fix if it is right whatever the author meant.
    pub fn sure_fix(&self) -> Option<&PlacedFix> {
        self.fix.as_ref().filter(|it| it.is_sure)
    }
}

fn span(source: &Source, range: &Range<usize>) -> Span {
    Span { start: source.position(range.start), end: source.position(range.end) }
}
