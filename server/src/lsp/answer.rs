//! Answers to requests: a snapshot of everything, a pure function over it on the blocking pool, and a boundary that no
//! panic crosses.

pub(super) mod edits;
mod everywhere;
mod reading;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
use crate::document::Document;
use crate::features::{definition, hover, references, symbols};
use crate::workspace::Workspace;

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
}

/// All drafts and what was known when a request was answered.
pub(super) struct Everything {
    workspace: Arc<Workspace>,
    abilities: Abilities,
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
    let snapshot = Snapshot { uri: uri.clone(), document, last_lint, workspace: shelf.workspace(), abilities };
    let found = in_the_pool(move || find(&snapshot)).await?;
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
    find: impl FnOnce(&Everything) -> A + Send + 'static,
) -> Result<A> {
    shelf.done(ticket).await.map_err(|_| Error::internal_error())?;
    let everything = Everything { workspace: shelf.workspace(), abilities };
    in_the_pool(move || find(&everything)).await
}

/// Runs some work on the blocking pool. A panic of it is an error of this request and of nothing else; work that has
/// not begun when its request is given up is not done.
async fn in_the_pool<A: Send + 'static>(work: impl FnOnce() -> A + Send + 'static) -> Result<A> {
    let wanted = Wanted::default();
    let is_wanted = Arc::clone(&wanted.0);
    let task = tokio::task::spawn_blocking(move || {
        let work = || {
            stumble(Place::Answer);
            work()
        };
        is_wanted.load(Ordering::Relaxed).then(|| catch_unwind(AssertUnwindSafe(work)))
    });
    match task.await {
        Ok(Some(Ok(answer))) => Ok(answer),
        Ok(None) => Err(Error::request_cancelled()),
        Ok(Some(Err(_))) | Err(_) => Err(Error::internal_error()),
    }
}

/// True until it is dropped with the request that it belongs to.
struct Wanted(Arc<AtomicBool>);

impl Default for Wanted {
    fn default() -> Wanted {
        Wanted(Arc::new(AtomicBool::new(true)))
    }
}

impl Drop for Wanted {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
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
        Some(self.places().definition(origin, locations, as_links))
    }

    /// What refers to the provision at a place.
    pub(super) fn references(&self, position: Position, context: ReferenceContext) -> Option<Vec<Location>> {
        let at = self.offset(position);
        let draft = self.uri.as_str();
        let found = references::references(&self.workspace, draft, &self.document, at, context.include_declaration);
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
            let answer: Result<()> = in_the_pool(|| panic!("a feature's mistake, on purpose")).await;
            assert_eq!(answer, Err(Error::internal_error()));
            assert_eq!(in_the_pool(|| 7).await, Ok(7));
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
