//! The output formats: one file each, which writes what it is given and decides nothing. What they share is here: a
//! report, which is drafts with their findings.

use std::sync::Arc;

use crate::files::folder::Source;
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
pub mod positions_json;
pub mod positions_text;

pub mod identity;
pub mod natural;
pub mod place;
pub mod plain;

/// A draft and what was found in it.
#[derive(Clone, Debug)]
pub struct Linted {
    /// The draft.
    pub source: Arc<Source>,
    /// What was found, in the order of its text.
    pub findings: Vec<Diagnostic>,
}

/// All that a command found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The drafts, in the order of their paths, those without findings too.
    pub drafts: Vec<Linted>,
    /// Other texts that findings may speak of.
    pub others: Vec<Arc<Source>>,
}

impl Report {
    /// Every finding with its draft.
    pub fn findings(&self) -> impl Iterator<Item = (&Source, &Diagnostic)> {
        self.drafts.iter().flat_map(|draft| draft.findings.iter().map(|finding| (&*draft.source, finding)))
    }

    /// The text that a finding in `own` speaks of: its own, or that of the draft it names.
    pub fn source<'r>(&'r self, own: &'r Source, draft: Option<&str>) -> Option<&'r Source> {
        let Some(name) = draft else {
            return Some(own);
        };
        let drafts = self.drafts.iter().map(|it| &it.source);
        drafts.chain(&self.others).find(|it| &*it.name == name).map(|it| &**it)
    }

    /// How grave the gravest finding is.
    pub fn gravest(&self) -> Option<Severity> {
        self.findings().map(|(_, finding)| finding.severity).max()
    }
}
