//! Lints drafts for the protocol: the findings that are published and those that are requested come from here, so that
//! they agree. Keeps results, so that nothing is linted twice for the same answer.

use std::hash::Hasher;
use std::sync::{Arc, Weak};

use parking_lot::Mutex;
use rustc_hash::FxHasher;
use tower_lsp::ls_types::{Diagnostic as LspDiagnostic, Uri};

use super::convert::{Converter, DiagnosticCapabilities, DiagnosticsJson};
use super::deferred_drop::drop_later;
use travaux_model::diagnostic::Diagnostic;
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;
use travaux_rules::{Comparison, IncrementalLint};

/// The findings in a draft of a workspace, as far as the client shows them.
pub(super) fn lint(
    converter: Converter<'_>,
    document: &Document,
    client: DiagnosticCapabilities,
) -> Vec<LspDiagnostic> {
    let workspace = converter.workspace;
    let name = converter.uri.as_str();
    let found = travaux_rules::lint(workspace, name, document, workspace.settings_of(name));
    converted(converter, found, client)
}

fn converted(converter: Converter<'_>, found: Vec<Diagnostic>, client: DiagnosticCapabilities) -> Vec<LspDiagnostic> {
    found.into_iter().map(|it| converter.diagnostic(it, client)).collect()
}

/// The last lint of an open draft, from which the next starts. The result is taken while it is being brought up to date;
/// a lint that runs at the same time finds none and starts from the beginning.
#[derive(Clone, Default)]
pub(super) struct DraftLint(Arc<Mutex<Option<LastLint>>>);

struct LastLint {
    linted: IncrementalLint,
    /// Whether there may be findings that were not published.
    has_unpublished: bool,
}

impl DraftLint {
    /// The findings in a version of the draft, as [`lint`] returns them.
    pub(super) fn full(
        &self,
        converter: Converter<'_>,
        document: &Arc<Document>,
        client: DiagnosticCapabilities,
    ) -> Vec<LspDiagnostic> {
        let found = self.compared(converter, document, IncrementalLint::diagnostics_without_fixes);
        converted(converter, found, client)
    }

    /// The same before conversion, with their fixes.
    pub(super) fn findings(&self, converter: Converter<'_>, document: &Arc<Document>) -> Vec<Diagnostic> {
        self.compared(converter, document, IncrementalLint::diagnostics)
    }

    fn compared(
        &self,
        converter: Converter<'_>,
        document: &Arc<Document>,
        diagnostics: fn(&IncrementalLint) -> Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let mut last = self.take(converter, document);
        let comparison = last.linted.compare_with(converter.workspace, converter.uri.as_str(), &|| false);
        last.has_unpublished |= comparison == Comparison::Changed;
        let found = diagnostics(&last.linted);
        *self.0.lock() = Some(last);
        found
    }

    /// The findings to publish from the draft alone, together with the last known ones that depend on other drafts;
    /// `None` if they are those that were published last.
    pub(super) fn own_if_new(
        &self,
        converter: Converter<'_>,
        document: &Arc<Document>,
        client: DiagnosticCapabilities,
    ) -> Option<DiagnosticsJson> {
        let last = self.take(converter, document);
        let found = last.has_unpublished.then(|| last.linted.diagnostics_without_fixes());
        *self.0.lock() = Some(LastLint { has_unpublished: false, ..last });
        found.map(|it| converter.diagnostics_json(it, client))
    }

    /// Forgets the last lint, since something else than its findings is published.
    pub(super) fn forget(&self) {
        *self.0.lock() = None;
    }

    /// The findings to publish, as [`DraftLint::full`] returns them; `None` if `keep_going` returns false before the
    /// end, or if they are those that were published last.
    pub(super) fn full_if_new(
        &self,
        converter: Converter<'_>,
        document: &Arc<Document>,
        client: DiagnosticCapabilities,
        keep_going: &dyn Fn() -> bool,
    ) -> Option<DiagnosticsJson> {
        let mut last = self.take(converter, document);
        let comparison = last.linted.compare_with(converter.workspace, converter.uri.as_str(), &|| !keep_going());
        let is_new = comparison == Comparison::Changed || last.has_unpublished;
        last.has_unpublished = is_new && comparison == Comparison::Cancelled;
        let found = (is_new && comparison != Comparison::Cancelled).then(|| last.linted.diagnostics_without_fixes());
        *self.0.lock() = Some(last);
        found.map(|it| converter.diagnostics_json(it, client))
    }

    fn take(&self, converter: Converter<'_>, document: &Arc<Document>) -> LastLint {
        let last = self.0.lock().take();
        let had_unpublished = last.as_ref().is_none_or(|it| it.has_unpublished);
        let before = last.map(|it| it.linted);
        let last_document = before.as_ref().map(|it| Arc::clone(it.document()));
        let settings = converter.workspace.settings_of(converter.uri.as_str());
        let linted = IncrementalLint::of(document, settings, before);
        drop_later(last_document);
        LastLint { has_unpublished: had_unpublished || !linted.is_unchanged, linted }
    }
}

/// A result id for some findings. Equal findings have the same id.
pub(super) fn result_id(findings: &[LspDiagnostic]) -> String {
    let mut hasher = FxHasher::default();
    // Findings can always be serialized.
    hasher.write(&serde_json::to_vec(findings).unwrap_or_default());
    format!("{:016x}", hasher.finish())
}

/// The result ids of all drafts of the last workspace that was linted whole.
#[derive(Default)]
pub(super) struct WorkspaceLintCache {
    last: Mutex<Option<(Weak<Workspace>, ResultIds)>>,
}

/// The drafts with their versions and result ids.
pub(super) type ResultIds = Vec<(Uri, Option<i64>, String)>;

impl WorkspaceLintCache {
    /// The result ids of exactly this workspace.
    pub(super) fn get(&self, workspace: &Arc<Workspace>) -> Option<ResultIds> {
        let last = self.last.lock();
        last.as_ref().filter(|(it, _)| std::ptr::eq(it.as_ptr(), Arc::as_ptr(workspace))).map(|it| it.1.clone())
    }

    /// Stores the result ids of a workspace. The weak reference keeps its address from being used again, but not the
    /// workspace alive.
    pub(super) fn store(&self, workspace: &Arc<Workspace>, ids: ResultIds) {
        *self.last.lock() = Some((Arc::downgrade(workspace), ids));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_findings_have_the_same_result_id() {
        let finding = |message: &str| LspDiagnostic { message: message.to_owned(), ..LspDiagnostic::default() };
        assert_eq!(result_id(&[finding("a")]), result_id(&[finding("a")]));
        assert_ne!(result_id(&[finding("a")]), result_id(&[finding("b")]));
        assert_ne!(result_id(&[]), result_id(&[finding("a")]));
    }

    #[test]
    fn the_cache_answers_for_the_stored_workspace_only() {
        let (one, other) = (Arc::new(Workspace::default()), Arc::new(Workspace::default()));
        let cache = WorkspaceLintCache::default();
        assert_eq!(cache.get(&one), None);
        cache.store(&one, Vec::new());
        assert_eq!((cache.get(&one), cache.get(&other)), (Some(Vec::new()), None));
    }
}
