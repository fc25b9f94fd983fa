//! The thread that reads folders, so that no keystroke waits for a disk. It is given orders, takes all that have come
//! in, reads what they call for once, and posts the result to the writer.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use tokio::sync::oneshot;

use super::bars::Bars;
use super::folder::{DraftCache, read};
use super::followers::{Followers, followers};
use super::listing::{Listing, Overlay, Sources, at_hand, home, listing};
use super::open::quietly;
use super::post::{Letter, Post};
use travaux_model::edit::moves::Move;
use travaux_model::positions::Delegations;

/// What the loader is told.
#[derive(Debug)]
pub(super) enum Order {
    /// The client's folders have changed.
    Roots {
        /// New ones.
        added: Vec<PathBuf>,
        /// Those that went.
        removed: Vec<PathBuf>,
    },
    /// A draft was opened.
    Opened(PathBuf),
    /// A draft was closed.
    Closed(PathBuf),
    /// A companion of drafts has this text in the client; `None` when it was closed.
    Overlay(PathBuf, Option<Overlay>),
    /// What the editor's own settings say, as the text of a travaux.toml.
    Wishes(String),
    /// Files on disk have changed.
    Again,
    /// Files will get other paths; what has to follow is to be told.
    Moves(Vec<Move>, oneshot::Sender<Followers>),
}

/// Starts the loader, whose readings are shown as `bars` if they take long. It ends with the last of those who give
/// orders.
pub(super) fn start(orders: Receiver<Order>, post: Post, bars: Bars) {
    thread::spawn(move || {
        // The first to need it would wait for it.
        Delegations::shipped();
        let (sources, cache) = (Sources::default(), DraftCache::default());
        Loader { post, bars, sources, cache, listing: Listing::default(), has_read: false, asked: Vec::new() }
            .run(&orders);
    });
}

/// Gives an order. The loader lives as long as the process does.
pub(super) fn order(orders: &Sender<Order>, order: Order) {
    let _ = orders.send(order);
}

struct Loader {
    post: Post,
    bars: Bars,
    sources: Sources,
    cache: DraftCache,
    listing: Listing,
    /// Whether the client has settings from us; the first do not wait for all that is in its folders.
    has_read: bool,
    asked: Vec<(Vec<Move>, oneshot::Sender<Followers>)>,
}

impl Loader {
    fn run(mut self, orders: &Receiver<Order>) {
        while let Ok(first) = orders.recv() {
            let (mut is_listed, mut is_read) = (true, true);
            for order in std::iter::once(first).chain(orders.try_iter()) {
                is_listed &= matches!(order, Order::Overlay(..) | Order::Wishes(_) | Order::Moves(..));
                is_read &= matches!(order, Order::Moves(..));
                self.take(order);
            }
            if !is_read {
                self.read(is_listed);
            }
            for (moves, answer) in std::mem::take(&mut self.asked) {
                if let Some(found) = quietly(|| followers(&self.sources, &self.listing, &moves)) {
                    // Who asked may have given up.
                    let _ = answer.send(found);
                }
            }
        }
    }

    fn read(&mut self, is_listed: bool) {
        let work = self.bars.of_ours("Reading the drafts");
        let read = quietly(|| {
            let home = home(&self.sources);
            if !self.has_read {
                let at_hand = at_hand(&self.sources, home.clone());
                let folder = Arc::new(read(&self.sources, &at_hand, &mut DraftCache::default(), &work));
                self.post.send(Letter::Read { folder, is_whole: false });
                self.has_read = true;
            }
            match is_listed && self.listing.is_for(&home.project) {
                true => self.listing.home = home,
                false => self.listing = listing(&self.sources, home, &work),
            }
            read(&self.sources, &self.listing, &mut self.cache, &work)
        });
        drop(work);
        if let Some(folder) = read {
            self.post.send(Letter::Read { folder: Arc::new(folder), is_whole: true });
        }
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Roots { added, removed } => {
                self.sources.roots.retain(|it| !removed.contains(it));
                let new = added.into_iter().filter(|it| !self.sources.roots.contains(it)).collect::<Vec<_>>();
                self.sources.roots.extend(new);
            }
            Order::Opened(path) => {
                self.sources.open.insert(path);
            }
            Order::Closed(path) => {
                self.sources.open.remove(&path);
            }
            Order::Overlay(path, Some(overlay)) => {
                self.sources.overlays.insert(path, overlay);
            }
            Order::Overlay(path, None) => {
                self.sources.overlays.remove(&path);
            }
            Order::Wishes(wishes) => self.sources.wishes = wishes,
            Order::Again => {}
            Order::Moves(moves, answer) => self.asked.push((moves, answer)),
        }
    }
}
