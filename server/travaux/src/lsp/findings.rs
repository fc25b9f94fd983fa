//! The findings in a draft as the protocol has them, whether they are published or asked for, so that both agree; and
//! what a client that asks has been told, so that nobody lints a folder twice for the same answer.

use std::hash::Hasher;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use rustc_hash::FxHasher;
use tower_lsp::ls_types::{Diagnostic, Uri};

use super::convert::Places;
use super::tidy::drop_soon;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;
use travaux_rules::{self, IncrementalLint};

/// The findings in a draft of a workspace; `with_related` where the client shows the other places they speak of.
pub(super) fn findings_in(places: Places<'_>, document: &Document, with_related: bool) -> Vec<Diagnostic> {
    let workspace = places.workspace;
    shown(places, travaux_rules::lint(workspace, places.uri.as_str(), document, &workspace.settings), with_related)
}

fn shown(places: Places<'_>, found: Vec<travaux_model::diagnostic::Diagnostic>, with_related: bool) -> Vec<Diagnostic> {
    found.into_iter().map(|it| places.diagnostic(it, with_related)).collect()
}

/// The last lint of an open draft, by which the next has less to do. Whoever lints takes it and puts back its own; who
/// comes meanwhile finds none and lints from the beginning.
#[derive(Clone, Default)]
pub(super) struct LastLint(Arc<Mutex<Option<IncrementalLint>>>);

impl LastLint {
    /// The findings in a state of the draft, as in [`findings_in`].
    pub(super) fn again(&self, places: Places<'_>, document: &Arc<Document>, with_related: bool) -> Vec<Diagnostic> {
        shown(places, self.found(places, document), with_related)
    }

    /// The same as the rules tell them.
    pub(super) fn found(
        &self,
        places: Places<'_>,
        document: &Arc<Document>,
    ) -> Vec<travaux_model::diagnostic::Diagnostic> {
        let mut linted = self.linted(places, document);
        linted.compare_with(places.workspace, places.uri.as_str(), &|| false);
        self.keep(linted)
    }

    /// The same with what other drafts tell of it as it was known last, which costs no look at them.
    pub(super) fn at_once(&self, places: Places<'_>, document: &Arc<Document>, with_related: bool) -> Vec<Diagnostic> {
        shown(places, self.keep(self.linted(places, document)), with_related)
    }

    /// The findings as in [`LastLint::again`], unless the work `is_wanted` no more before it is done.
    pub(super) fn when_quiet(
        &self,
        places: Places<'_>,
        document: &Arc<Document>,
        with_related: bool,
        is_wanted: &dyn Fn() -> bool,
    ) -> Option<Vec<Diagnostic>> {
        let mut linted = self.linted(places, document);
        let is_done = linted.compare_with(places.workspace, places.uri.as_str(), &|| !is_wanted());
        let found = self.keep(linted);
        is_done.then(|| shown(places, found, with_related))
    }

    fn linted(&self, places: Places<'_>, document: &Arc<Document>) -> IncrementalLint {
        let before = self.lock().take();
        let last = before.as_ref().map(|it| Arc::clone(it.document()));
        let linted = IncrementalLint::of(document, &places.workspace.settings, before);
        drop_soon(last);
        linted
    }

    fn keep(&self, linted: IncrementalLint) -> Vec<travaux_model::diagnostic::Diagnostic> {
        let found = linted.diagnostics();
        *self.lock() = Some(linted);
        found
    }

    fn lock(&self) -> MutexGuard<'_, Option<IncrementalLint>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name for some findings, the same for the same ones.
pub(super) fn name_of(findings: &[Diagnostic]) -> String {
    let mut hasher = FxHasher::default();
    // What cannot be written would have no name; findings can.
    hasher.write(&serde_json::to_vec(findings).unwrap_or_default());
    format!("{:016x}", hasher.finish())
}

/// The names of the findings in all drafts of the workspace that was asked about last.
#[derive(Default)]
pub(super) struct LastAnswer {
    last: Mutex<Option<(Weak<Workspace>, Names)>>,
}

/// The drafts and the names of their findings.
pub(super) type Names = Vec<(Uri, Option<i64>, String)>;

impl LastAnswer {
    /// What was found in exactly this workspace.
    pub(super) fn of(&self, workspace: &Arc<Workspace>) -> Option<Names> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|(it, _)| std::ptr::eq(it.as_ptr(), Arc::as_ptr(workspace))).map(|it| it.1.clone())
    }

    /// Keeps what was found. The workspace itself is not kept, only its place, which no other takes meanwhile.
    pub(super) fn keep(&self, workspace: &Arc<Workspace>, names: Names) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some((Arc::downgrade(workspace), names));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_findings_have_the_same_name() {
        let finding = |message: &str| Diagnostic { message: message.to_owned(), ..Diagnostic::default() };
        assert_eq!(name_of(&[finding("a")]), name_of(&[finding("a")]));
        assert_ne!(name_of(&[finding("a")]), name_of(&[finding("b")]));
        assert_ne!(name_of(&[]), name_of(&[finding("a")]));
    }

    #[test]
    fn an_answer_is_of_its_own_workspace_only() {
        let (one, other) = (Arc::new(Workspace::default()), Arc::new(Workspace::default()));
        let last = LastAnswer::default();
        assert_eq!(last.of(&one), None);
        last.keep(&one, Vec::new());
        assert_eq!((last.of(&one), last.of(&other)), (Some(Vec::new()), None));
    }
}
