//! The thread that reads folders, so that no keystroke waits for a disk. It is given orders, takes all that have come
//! in, reads what they call for once, and posts the result to the writer.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use super::bars::Bars;
use super::folder::{DraftCache, Sources, listing, read};
use super::open::quietly;
use super::post::{Letter, Post};
use crate::positions::Delegations;

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
    Overlay(PathBuf, Option<String>),
    /// What the editor's own settings say, as the text of a travaux.toml.
    Wishes(String),
    /// Files on disk have changed.
    Again,
}

/// Starts the loader, whose readings are shown as `bars` if they take long. It ends with the last of those who give
/// orders.
pub(super) fn start(orders: Receiver<Order>, post: Post, bars: Bars) {
    thread::spawn(move || {
        // The first to need it would wait for it.
        Delegations::shipped();
        let (sources, cache) = (Sources::default(), DraftCache::default());
        Loader { post, bars, sources, cache, files: BTreeSet::new() }.run(&orders);
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
    files: BTreeSet<PathBuf>,
}

impl Loader {
    fn run(mut self, orders: &Receiver<Order>) {
        while let Ok(first) = orders.recv() {
            let mut is_listed = true;
            for order in std::iter::once(first).chain(orders.try_iter()) {
                is_listed &= matches!(order, Order::Overlay(..) | Order::Wishes(_));
                self.take(order);
            }
            let work = self.bars.of_ours("Reading the drafts");
            let read = quietly(|| {
                if !is_listed {
                    self.files = listing(&self.sources, &work);
                }
                self.files.extend(self.sources.overlays.keys().cloned());
                read(&self.sources, &self.files, &mut self.cache, &work)
            });
            drop(work);
            if let Some(folder) = read {
                self.post.send(Letter::Read(Arc::new(folder)));
            }
        }
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Roots { added, removed } => {
                self.sources.roots.retain(|it| !removed.contains(it));
                self.sources.roots.extend(added);
            }
            Order::Opened(path) => {
                self.sources.open.insert(path);
            }
            Order::Closed(path) => {
                self.sources.open.remove(&path);
            }
            Order::Overlay(path, Some(text)) => {
                self.sources.overlays.insert(path, text);
            }
            Order::Overlay(path, None) => {
                self.sources.overlays.remove(&path);
            }
            Order::Wishes(wishes) => self.sources.wishes = wishes,
            Order::Again => {}
        }
    }
}
