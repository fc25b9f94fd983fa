//! The rules. `lint` is the one door: the command line and the editor both come through it.

use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::workspace::Workspace;

/// What is known of a rule.
pub struct Rule {
    /// Its name, which reads after "allow": `dangling-reference`.
    pub name: &'static str,
    /// How grave its findings are unless settings say otherwise.
    pub severity: Severity,
    /// Its page, in Markdown: what it finds, why it matters, an example, what to do.
    pub page: &'static str,
}

/// All rules, in the order in which `explain` lists them.
pub fn all() -> &'static [Rule] {
    &[]
}

/// The findings in a draft, in the order of the text. `draft` is its name in the workspace.
pub fn lint(_workspace: &Workspace, _draft: &str, _document: &Document, _settings: &Settings) -> Vec<Diagnostic> {
    Vec::new()
}
