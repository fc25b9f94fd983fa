//! The output formats, one file each. They share the report: drafts with their findings.

use std::sync::Arc;

use crate::files::source::Source;
use travaux_model::diagnostic::{Diagnostic, Severity};

pub mod concise;
pub mod diff;
pub mod pretty;
pub mod statistics;

pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod sarif;

pub mod outline_json;
pub mod outline_text;
pub mod positions_csv;
pub mod positions_html;
pub mod positions_json;
pub mod positions_places;
pub mod positions_text;

pub mod identity;
pub mod natural_order;
pub mod sanitize;

/// A draft with its findings.
#[derive(Clone, Debug)]
pub struct LintedDraft {
    /// The draft.
    pub source: Arc<Source>,
    /// The findings, in the order of the text.
    pub findings: Vec<Diagnostic>,
}

/// The drafts of a command with their findings.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The drafts, in the order of their paths, including those without findings.
    pub drafts: Vec<LintedDraft>,
    /// Other texts to which findings may refer.
    pub others: Vec<Arc<Source>>,
}

impl Report {
    /// Returns every finding with its draft.
    pub fn findings(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.drafts.iter().flat_map(|draft| draft.findings.iter().map(|finding| (&*draft.source, finding)))
    }

    /// Returns the source to which a finding in `own` refers: that of the draft with a name, or `own` without a name.
    pub fn source<'r>(&'r self, own: &'r Source, draft: Option<&str>) -> Option<&'r Source> {
        let Some(name) = draft else {
            return Some(own);
        };
        let drafts = self.drafts.iter().map(|it| &it.source);
        drafts.chain(&self.others).find(|it| &*it.name == name).map(|it| &**it)
    }

    /// Returns the highest severity among the findings.
    pub fn max_severity(&self) -> Option<Severity> {
        self.findings().map(|(_, finding)| finding.severity).max()
    }
}
