//! The answers to requests: a snapshot of everything that an answer depends on, a pure function over it on the blocking
//! thread pool, and a boundary that no panic crosses.

pub(super) mod custom;
mod display;
pub(super) mod edits;
mod positions;
pub(super) mod sheets;
mod workspace;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    DocumentSymbolResponse, GotoDefinitionResponse, Hover, Location, Position, ReferenceContext, Uri,
};

use super::cancellation::{CancelOnDrop, CancellationToken};
use super::capabilities::ClientCapabilities;
use super::convert::{self, Converter};
use super::failpoint::{self, Failpoint};
use super::lint::DraftLint;
use super::mailbox::Sequence;
use super::progress::Job;
use super::snapshots::{OpenDraft, Snapshots};
use travaux_features::hover::HoverOptions;
use travaux_features::{definition, delegation_records, hover, references, symbols};
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::markdown::Markup;
use travaux_model::workspace::Workspace;

/// The use of an answer after the draft has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IfChanged {
    /// The answer is returned: a hover remains useful, and symbols are requested again after every change.
    StillUseful,
    /// The answer is an error, since its locations would be wrong.
    Wrong,
}

/// A draft and everything else that a request about it depends on.
pub(super) struct DocumentSnapshot {
    uri: Uri,
    document: Arc<Document>,
    lint: DraftLint,
    workspace: Arc<Workspace>,
    capabilities: ClientCapabilities,
    cancellation: CancellationToken,
}

/// Everything that a request about all drafts depends on.
pub(super) struct WorkspaceSnapshot {
    workspace: Arc<Workspace>,
    capabilities: ClientCapabilities,
    job: Job,
}

/// The answer to a request about an open draft that came after the message `sequence`; `None` if the document is not an
/// open draft.
pub(super) async fn answer_for_document<A: Send + 'static>(
    snapshots: &Snapshots,
    uri: Uri,
    sequence: Sequence,
    capabilities: ClientCapabilities,
    if_changed: IfChanged,
    find: impl FnOnce(&DocumentSnapshot) -> Option<A> + Send + 'static,
) -> Result<Option<A>> {
    snapshots.wait_for(sequence).await.map_err(|_| Error::internal_error())?;
    let Some(OpenDraft { document, lint, .. }) = snapshots.document(&uri) else {
        return Ok(None);
    };
    let cancellation = CancellationToken::default();
    let snapshot = DocumentSnapshot {
        uri: uri.clone(),
        document,
        lint,
        workspace: snapshots.workspace(),
        capabilities,
        cancellation: cancellation.clone(),
    };
    let found = run_in_pool(cancellation, move || find(&snapshot)).await?;
    let has_changed = snapshots.document(&uri).is_none_or(|it| it.sequence > sequence);
    match if_changed {
        IfChanged::Wrong if has_changed => Err(Error::new(ErrorCode::ContentModified)),
        IfChanged::Wrong | IfChanged::StillUseful => Ok(found),
    }
}

/// The answer to a request about all drafts that came after the message `sequence`.
pub(super) async fn answer_for_workspace<A: Send + 'static>(
    snapshots: &Snapshots,
    sequence: Sequence,
    capabilities: ClientCapabilities,
    job: Job,
    find: impl FnOnce(&WorkspaceSnapshot) -> A + Send + 'static,
) -> Result<A> {
    let cancellation = job.cancellation();
    snapshots.wait_for(sequence).await.map_err(|_| Error::internal_error())?;
    let snapshot = WorkspaceSnapshot { workspace: snapshots.workspace(), capabilities, job };
    run_in_pool(cancellation, move || find(&snapshot)).await
}

/// Runs work on the blocking thread pool. If it panics, the request fails and nothing else is affected. Dropping the
/// request cancels the work: it is not started, or ends at its next check, and its partial result is not an answer.
async fn run_in_pool<A: Send + 'static>(
    cancellation: CancellationToken,
    work: impl FnOnce() -> A + Send + 'static,
) -> Result<A> {
    let answer = run_boxed(cancellation, Box::new(|| Box::new(work()))).await?;
    answer.downcast().map(|answer| *answer).map_err(|_| Error::internal_error())
}

/// Work that returns an answer of any type.
type BoxedWork = Box<dyn FnOnce() -> Box<dyn Any + Send> + Send>;

/// [`run_in_pool`] for boxed work, so that tokio's tasks are compiled once and not for every type of answer.
async fn run_boxed(cancellation: CancellationToken, work: BoxedWork) -> Result<Box<dyn Any + Send>> {
    let _request = CancelOnDrop(cancellation.clone());
    let task = tokio::task::spawn_blocking(move || {
        let work = || {
            failpoint::hit(Failpoint::Request);
            work()
        };
        let result = (!cancellation.is_cancelled()).then(|| catch_unwind(AssertUnwindSafe(work)));
        result.filter(|_| !cancellation.is_cancelled())
    });
    match task.await {
        Ok(Some(Ok(answer))) => Ok(answer),
        Ok(None) => Err(Error::request_cancelled()),
        Ok(Some(Err(_))) | Err(_) => Err(Error::internal_error()),
    }
}

impl DocumentSnapshot {
    /// The hover at a position.
    pub(super) fn hover(&self, position: Position, is_being_read: bool) -> Option<Hover> {
        let markup = if self.capabilities.plain_hovers { Markup::Plain } else { Markup::Markdown };
        let options = HoverOptions { markup, locale: self.capabilities.locale, is_being_read };
        let (at, draft) = (self.offset(position), self.uri.as_str());
        let hover = hover::hover_with(&self.workspace, draft, &self.document, at, options)?;
        Some(self.converter().hover(hover, markup))
    }

    /// The definition of the words at a position.
    pub(super) fn definition(&self, position: Position) -> Option<GotoDefinitionResponse> {
        self.targets(position, self.capabilities.definition_links)
    }

    /// The declaration of the words at a position, which in a treaty is their definition.
    pub(super) fn declaration(&self, position: Position) -> Option<GotoDefinitionResponse> {
        self.targets(position, self.capabilities.declaration_links)
    }

    fn targets(&self, position: Position, as_links: bool) -> Option<GotoDefinitionResponse> {
        let at = self.offset(position);
        let draft = self.uri.as_str();
        let records = delegation_records::records_of_attribution(&self.workspace, draft, &self.document, at);
        if let Some((origin, lines)) = records.filter(|it| !it.1.is_empty()) {
            return Some(self.converter().record_definition(origin, lines, as_links));
        }
        let (origin, locations) = definition::definition(&self.workspace, self.uri.as_str(), &self.document, at)?;
        match locations.is_empty() {
            true => self.instrument_targets(at, as_links).or(Some(GotoDefinitionResponse::Array(Vec::new()))),
            false => Some(self.converter().definition(origin, locations, as_links)),
        }
    }

    /// The targets in another instrument of the words at a byte; the file of the instrument if it is not in the workspace.
    fn instrument_targets(&self, at: usize, as_links: bool) -> Option<GotoDefinitionResponse> {
        let target = definition::external_reference(self.settings(), &self.document, at)?;
        let uri = convert::file_uri(Path::new(&target.file))?;
        let Some((name, instrument)) = self.workspace.drafts.get_key_value(uri.as_str()) else {
            return Some(self.converter().file_definition(target.origin, uri, as_links));
        };
        let locations = definition::external_locations(&target, name, instrument);
        Some(self.converter().definition(target.origin, locations, as_links))
    }

    /// The references to the provision at a position.
    pub(super) fn references(&self, position: Position, context: ReferenceContext) -> Option<Vec<Location>> {
        let at = self.offset(position);
        let draft = self.uri.as_str();
        let with_label = context.include_declaration;
        let keep_going = || !self.cancellation.is_cancelled();
        let of_delegation = delegation_records::positions_of_delegation(&self.workspace, draft, &self.document, at);
        if let Some((names, lines)) = of_delegation {
            let converter = self.converter();
            let names = names.into_iter().filter_map(|it| converter.location(it));
            return Some(names.chain(lines.into_iter().filter_map(|it| converter.record_location(it))).collect());
        }
        let found = references::references(&self.workspace, draft, &self.document, at, with_label, &keep_going);
        let converter = self.converter();
        Some(found.into_iter().filter_map(|it| converter.location(it)).collect())
    }

    /// The provisions of the draft.
    pub(super) fn symbols(&self) -> Option<DocumentSymbolResponse> {
        let symbols = symbols::symbols(&self.document);
        Some(match self.capabilities.symbol_trees {
            true => DocumentSymbolResponse::Nested(self.converter().symbol_tree(symbols)),
            false => DocumentSymbolResponse::Flat(self.converter().symbol_list(symbols)),
        })
    }

    fn offset(&self, position: Position) -> usize {
        convert::offset(&self.document.text, position, self.capabilities.encoding)
    }

    /// The settings that hold for the draft.
    fn settings(&self) -> &Settings {
        self.workspace.settings_of(self.uri.as_str())
    }

    fn converter(&self) -> Converter<'_> {
        Converter {
            uri: &self.uri,
            text: &self.document.text,
            workspace: &self.workspace,
            encoding: self.capabilities.encoding,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block_on<F: Future>(future: F) -> F::Output {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build();
        runtime.unwrap().block_on(future)
    }

    #[test]
    fn a_panic_fails_its_request_only() {
        block_on(async {
            let panicking = || panic!("a fault of a feature, on purpose");
            let answer: Result<()> = run_in_pool(CancellationToken::default(), panicking).await;
            assert_eq!(answer, Err(Error::internal_error()));
            assert_eq!(run_in_pool(CancellationToken::default(), || 7).await, Ok(7));
        });
    }

    #[test]
    fn the_result_of_cancelled_work_is_not_an_answer() {
        block_on(async {
            let cancellation = CancellationToken::default();
            let during_work = cancellation.clone();
            let work = move || {
                during_work.cancel();
                "a part"
            };
            assert_eq!(run_in_pool(cancellation, work).await, Err(Error::request_cancelled()));
        });
    }

    #[test]
    fn dropping_a_request_cancels_its_work() {
        block_on(async {
            let cancellation = CancellationToken::default();
            let (started, has_started) = std::sync::mpsc::channel();
            let (ended, has_ended) = tokio::sync::oneshot::channel();
            let during_work = cancellation.clone();
            let work = move || {
                started.send(()).unwrap();
                while !during_work.is_cancelled() {
                    std::thread::yield_now();
                }
                ended.send(()).unwrap();
            };
            let request = tokio::spawn(run_in_pool(cancellation, work));
            tokio::task::spawn_blocking(move || has_started.recv().unwrap()).await.unwrap();
            request.abort();
            has_ended.await.unwrap();
        });
    }

    mod order {
        use std::str::FromStr;

        use tokio::sync::watch;

        use super::*;

        fn check(if_changed: IfChanged, processed: Sequence, expected: Result<Option<i32>>) {
            block_on(async {
                let (_writer, receiver) = watch::channel(processed);
                let snapshots = Snapshots::new(receiver);
                let uri = Uri::from_str("file:///a.treaty").unwrap();
                let document = Arc::new(Document::parse("x", None, 1));
                let lint = DraftLint::default();
                snapshots.store(uri.clone(), OpenDraft { document, sequence: processed, lint });
                let version = |it: &DocumentSnapshot| Some(it.document.version);
                let answer =
                    answer_for_document(&snapshots, uri, 3, ClientCapabilities::default(), if_changed, version).await;
                assert_eq!(answer, expected);
            });
        }

        #[test]
        fn an_answer_about_a_changed_draft_is_returned_only_if_it_is_still_useful() {
            check(IfChanged::Wrong, 3, Ok(Some(1)));
            check(IfChanged::StillUseful, 4, Ok(Some(1)));
            check(IfChanged::Wrong, 4, Err(Error::new(ErrorCode::ContentModified)));
        }

        #[test]
        fn a_request_fails_if_the_writer_has_ended() {
            block_on(async {
                let (writer, receiver) = watch::channel(0);
                drop(writer);
                let snapshots = Snapshots::new(receiver);
                let uri = Uri::from_str("file:///a.treaty").unwrap();
                let nothing = |_: &DocumentSnapshot| Some(());
                let answer = answer_for_document(
                    &snapshots,
                    uri,
                    1,
                    ClientCapabilities::default(),
                    IfChanged::StillUseful,
                    nothing,
                )
                .await;
                assert_eq!(answer, Err(Error::internal_error()));
            });
        }
    }
}
