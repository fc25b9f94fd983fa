//! The output formats, one file each. They share the report: drafts with their findings.

use std::sync::Arc;

use travaux_model::diagnostic::Severity;

pub mod concise;
pub mod diff;
pub mod pretty;
pub mod statistics;

pub mod azure;
pub mod checkstyle;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod json_lines;
pub mod junit;
pub mod sarif;

pub mod outline_json;
pub mod outline_text;
pub mod positions_csv;
pub mod positions_html;
pub mod positions_json;
pub mod positions_places;
pub mod positions_text;

pub mod excerpt;
pub mod finding;
pub mod identity;
pub mod natural_order;
pub mod rule_docs;
pub mod sanitize;
mod xml;

pub use finding::Finding;

/// A draft with its findings.
#[derive(Clone, Debug)]
pub struct LintedDraft {
    /// The name.
    pub name: Arc<str>,
    /// The code of its language.
    pub language: &'static str,
    /// The size of its text in bytes.
    pub bytes: usize,
    /// The number of its provisions.
    pub provisions: usize,
    /// The number of its brackets that are never closed.
    pub open_brackets: usize,
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
}

/// The drafts of a command with their findings.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The drafts, in the order of their paths, including those without findings.
    pub drafts: Vec<LintedDraft>,
    /// The faults in other files, and the files that could not be read.
    pub faults: Vec<Finding>,
    /// The number of findings of each rule, if they are to be shown instead of the findings.
    pub counts: Option<Vec<statistics::RuleCount>>,
}

impl Report {
    /// Returns every finding, those in drafts first.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.drafts.iter().flat_map(|draft| &draft.findings).chain(&self.faults)
    }

    /// Returns the highest severity among the findings.
    pub fn max_severity(&self) -> Option<Severity> {
        self.findings().map(|finding| finding.severity).max()
    }

    /// Returns whether every requested file was read.
    pub fn is_complete(&self) -> bool {
        !self.faults.iter().any(|it| it.is_failure)
    }

    /// Returns the files with findings, each with its findings, in the order in which they are reported.
    pub fn files(&self) -> Vec<(&str, Vec<&Finding>)> {
        let mut files: Vec<(&str, Vec<&Finding>)> =
            self.drafts.iter().map(|it| (&*it.name, it.findings.iter().collect())).collect();
        for fault in &self.faults {
            match files.iter_mut().rev().take_while(|it| it.0 == &*fault.path).next() {
                Some(file) => file.1.push(fault),
                None => files.push((&fault.path, vec![fault])),
            }
        }
        files
    }
}
