//! Answers to requests: a snapshot of everything, a pure function over it on the blocking pool, and a boundary that no
//! panic crosses.

pub(super) mod edits;
mod everywhere;
mod reading;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{
    DocumentSymbolResponse, GotoDefinitionResponse, Hover, Location, Position, ReferenceContext, Uri,
};

use super::convert::{self, Places};
use super::findings::LastLint;
use super::handshake::Abilities;
use super::post::Ticket;
use super::probe::{Place, stumble};
use super::shelf::{Kept, Shelf};
use super::work::{EndedWithRequest, Wanted, Work};
use travaux_features::{definition, hover, references, symbols};
use travaux_model::document::Document;
use travaux_model::workspace::Workspace;

/// What an answer is when the draft has changed since it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhenMoved {
    /// Better than none: a hover says much the same, and symbols are asked for again after every change.
    StillGood,
    /// Wrong: it would lead to another place.
    Wrong,
}

/// A draft and what was known when a request was answered.
pub(super) struct Snapshot {
    uri: Uri,
    document: Arc<Document>,
    last_lint: LastLint,
    workspace: Arc<Workspace>,
    abilities: Abilities,
    wanted: Wanted,
}

/// All drafts and what was known when a request was answered.
pub(super) struct Everything {
    workspace: Arc<Workspace>,
    abilities: Abilities,
    work: Work,
}

/// The answer to a request about an open draft that came after the letter of `ticket`; `None` for a document that is
/// not an open draft.
pub(super) async fn answer<A: Send + 'static>(
    shelf: &Shelf,
    uri: Uri,
    ticket: Ticket,
    abilities: Abilities,
    when_moved: WhenMoved,
    find: impl FnOnce(&Snapshot) -> Option<A> + Send + 'static,
) -> Result<Option<A>> {
    shelf.done(ticket).await.map_err(|_| Error::internal_error())?;
    let Some(kept) = shelf.document(&uri) else {
        return Ok(None);
    };
    let Kept { document, last_lint, .. } = kept;
    let (wanted, workspace) = (Wanted::default(), shelf.workspace());
    let snapshot = Snapshot { uri: uri.clone(), document, last_lint, workspace, abilities, wanted: wanted.clone() };
    let found = in_the_pool(wanted, move || find(&snapshot)).await?;
    let has_moved = shelf.document(&uri).is_none_or(|it| it.ticket > ticket);
    match when_moved {
        WhenMoved::Wrong if has_moved => Err(Error::new(ErrorCode::ContentModified)),
        WhenMoved::Wrong | WhenMoved::StillGood => Ok(found),
    }
}

/// The answer to a request about all drafts that came after the letter of `ticket`.
pub(super) async fn answer_everywhere<A: Send + 'static>(
    shelf: &Shelf,
    ticket: Ticket,
    abilities: Abilities,
    work: Work,
    find: impl FnOnce(&Everything) -> A + Send + 'static,
) -> Result<A> {
    let wanted = work.wanted();
    shelf.done(ticket).await.map_err(|_| Error::internal_error())?;
    let everything = Everything { workspace: shelf.workspace(), abilities, work };
    in_the_pool(wanted, move || find(&everything)).await
}

/// Runs some work on the blocking pool. A panic of it is an error of this request and of nothing else. It is not wanted
/// any more when its request is given up: then it is not begun, or ends where it next looks, and what it has found so
/// far is no answer.
async fn in_the_pool<A: Send + 'static>(wanted: Wanted, work: impl FnOnce() -> A + Send + 'static) -> Result<A> {
    let _request = EndedWithRequest(wanted.clone());
    let task = tokio::task::spawn_blocking(move || {
        let work = || {
            stumble(Place::Answer);
            work()
        };
        let done = wanted.holds().then(|| catch_unwind(AssertUnwindSafe(work)));
        done.filter(|_| wanted.holds())
    });
    match task.await {
        Ok(Some(Ok(answer))) => Ok(answer),
        Ok(None) => Err(Error::request_cancelled()),
        Ok(Some(Err(_))) | Err(_) => Err(Error::internal_error()),
    }
}

impl Snapshot {
    /// The hover at a place.
    pub(super) fn hover(&self, position: Position) -> Option<Hover> {
        let hover = hover::hover(&self.workspace, self.uri.as_str(), &self.document, self.offset(position))?;
        Some(self.places().hover(hover, !self.abilities.plain_hovers))
    }

    /// Where the words at a place lead.
    pub(super) fn definition(&self, position: Position) -> Option<GotoDefinitionResponse> {
        self.named(position, self.abilities.definition_links)
    }

    /// The same: what a treaty names it declares where it defines it.
    pub(super) fn declaration(&self, position: Position) -> Option<GotoDefinitionResponse> {
        self.named(position, self.abilities.declaration_links)
    }

    fn named(&self, position: Position, as_links: bool) -> Option<GotoDefinitionResponse> {
        let at = self.offset(position);
        let (origin, locations) = definition::definition(&self.workspace, self.uri.as_str(), &self.document, at)?;
        match locations.is_empty() {
            true => self.elsewhere(at, as_links).or(Some(GotoDefinitionResponse::Array(Vec::new()))),
            false => Some(self.places().definition(origin, locations, as_links)),
        }
    }

    /// Where the words at a byte lead in another instrument: to its file, if that is no draft that was read.
    fn elsewhere(&self, at: usize, as_links: bool) -> Option<GotoDefinitionResponse> {
        let elsewhere = definition::elsewhere(&self.workspace.settings, &self.document, at)?;
        let uri = convert::uri_of(Path::new(&elsewhere.file))?;
        let Some((name, instrument)) = self.workspace.drafts.get_key_value(uri.as_str()) else {
            return Some(self.places().beginning(elsewhere.origin, uri, as_links));
        };
        let locations = definition::there(&elsewhere, name, instrument);
        Some(self.places().definition(elsewhere.origin, locations, as_links))
    }

    /// What refers to the provision at a place.
    pub(super) fn references(&self, position: Position, context: ReferenceContext) -> Option<Vec<Location>> {
        let at = self.offset(position);
        let draft = self.uri.as_str();
        let with_label = context.include_declaration;
        let is_wanted = || self.wanted.holds();
        let found = references::references(&self.workspace, draft, &self.document, at, with_label, &is_wanted);
        let places = self.places();
        Some(found.into_iter().filter_map(|it| places.location(it)).collect())
    }

    /// The provisions of the draft.
    pub(super) fn symbols(&self) -> Option<DocumentSymbolResponse> {
        let symbols = symbols::symbols(&self.document);
        Some(match self.abilities.symbol_trees {
            true => DocumentSymbolResponse::Nested(self.places().symbol_tree(symbols)),
            false => DocumentSymbolResponse::Flat(self.places().symbol_list(symbols)),
        })
    }

    fn offset(&self, position: Position) -> usize {
        convert::offset(&self.document.text, position, self.abilities.encoding)
    }

    fn places(&self) -> Places<'_> {
        Places {
            uri: &self.uri,
            text: &self.document.text,
            workspace: &self.workspace,
            encoding: self.abilities.encoding,
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
    fn a_panic_is_an_error_of_its_request_only() {
        block_on(async {
            let mistake = || panic!("a feature's mistake, on purpose");
            let answer: Result<()> = in_the_pool(Wanted::default(), mistake).await;
            assert_eq!(answer, Err(Error::internal_error()));
            assert_eq!(in_the_pool(Wanted::default(), || 7).await, Ok(7));
        });
    }

    #[test]
    fn work_that_is_cut_short_is_no_answer() {
        block_on(async {
            let wanted = Wanted::default();
            let cut_short = wanted.clone();
            let work = move || {
                cut_short.end();
                "half of it"
            };
            assert_eq!(in_the_pool(wanted, work).await, Err(Error::request_cancelled()));
        });
    }

    #[test]
    fn a_request_that_is_given_up_ends_its_work() {
        block_on(async {
            let wanted = Wanted::default();
            let (begun, has_begun) = std::sync::mpsc::channel();
            let (ended, has_ended) = tokio::sync::oneshot::channel();
            let seen = wanted.clone();
            let work = move || {
                begun.send(()).unwrap();
                while seen.holds() {
                    std::thread::yield_now();
                }
                ended.send(()).unwrap();
            };
            let request = tokio::spawn(in_the_pool(wanted, work));
            tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
            request.abort();
            has_ended.await.unwrap();
        });
    }

    mod order {
        use std::str::FromStr;

        use tokio::sync::watch;

        use super::*;

        fn check(when_moved: WhenMoved, done: Ticket, expected: Result<Option<i32>>) {
            block_on(async {
                let (_writer, progress) = watch::channel(done);
                let shelf = Shelf::new(progress);
                let uri = Uri::from_str("file:///a.treaty").unwrap();
                let document = Arc::new(Document::parse("x", None, 1));
                shelf.put(uri.clone(), Kept { document, ticket: done, last_lint: LastLint::default() });
                let version = |it: &Snapshot| Some(it.document.version);
                let answer = answer(&shelf, uri, 3, Abilities::default(), when_moved, version).await;
                assert_eq!(answer, expected);
            });
        }

        #[test]
        fn an_answer_about_a_draft_that_has_moved_on_is_given_only_where_it_is_still_good() {
            check(WhenMoved::Wrong, 3, Ok(Some(1)));
            check(WhenMoved::StillGood, 4, Ok(Some(1)));
            check(WhenMoved::Wrong, 4, Err(Error::new(ErrorCode::ContentModified)));
        }

        #[test]
        fn a_request_that_waits_for_a_dead_writer_is_an_error() {
            block_on(async {
                let (writer, progress) = watch::channel(0);
                drop(writer);
                let shelf = Shelf::new(progress);
                let uri = Uri::from_str("file:///a.treaty").unwrap();
                let nothing = |_: &Snapshot| Some(());
                let answer = answer(&shelf, uri, 1, Abilities::default(), WhenMoved::StillGood, nothing).await;
                assert_eq!(answer, Err(Error::internal_error()));
            });
        }
    }
}
