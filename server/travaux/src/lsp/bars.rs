//! The client's progress bars: under the token of a request, or under one of our own where the client takes such. Work
//! that is done soon is never shown, so that nothing flickers. A bar can be cancelled, which ends its work.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use dashmap::DashMap;
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use super::handshake::Abilities;
use super::outlet::Outlet;
use super::work::{Wanted, Work};

/// Work that takes less is not shown.
const SOON: Duration = Duration::from_millis(300);

/// Where bars are shown.
#[derive(Clone)]
pub(super) struct Bars {
    client: Client,
    outlet: Outlet,
    abilities: Arc<OnceLock<Abilities>>,
    runtime: Handle,
    running: Arc<DashMap<ProgressToken, Wanted>>,
    count: Arc<AtomicU64>,
}

/// The way of one piece of work. Dropped, it is over.
pub(super) struct Bar {
    token: ProgressToken,
    title: &'static str,
    outlet: Outlet,
    running: Arc<DashMap<ProgressToken, Wanted>>,
    stage: Mutex<Stage>,
}

enum Stage {
    /// It may be over before anybody sees it.
    Hidden,
    /// The client was told these hundredths last.
    Shown(u32),
}

impl Bars {
    /// The bars of a client. To be called where the runtime runs.
    pub(super) fn of(client: Client, outlet: Outlet, abilities: Arc<OnceLock<Abilities>>) -> Bars {
        let (running, count) = (Arc::default(), Arc::default());
        Bars { client, outlet, abilities, runtime: Handle::current(), running, count }
    }

    /// Work for a request, shown if it came with a token.
    pub(super) fn of_request(&self, token: Option<ProgressToken>, title: &'static str) -> Work {
        let wanted = Wanted::default();
        let bar = token.map(|token| self.bar(token, title, &wanted));
        if let Some(bar) = &bar {
            let later = Arc::downgrade(bar);
            self.runtime.spawn(async move {
                tokio::time::sleep(SOON).await;
                later.upgrade().inspect(|it| it.begin());
            });
        }
        Work::new(wanted, bar)
    }

    /// Work that nobody asked for, shown to a client that takes bars from us.
    pub(super) fn of_ours(&self, title: &'static str) -> Work {
        let wanted = Wanted::default();
        if !self.abilities.get().is_some_and(|it| it.shows_progress) {
            return Work::new(wanted, None);
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let bar = self.bar(ProgressToken::String(format!("travaux-{number}")), title, &wanted);
        let (later, client) = (Arc::downgrade(&bar), self.client.clone());
        self.runtime.spawn(async move {
            tokio::time::sleep(SOON).await;
            let Some(token) = later.upgrade().map(|it| it.token.clone()) else { return };
            // LSP 3.17: nothing may be sent under a token that the client has refused.
            if client.create_work_done_progress(token).await.is_ok() {
                later.upgrade().inspect(|it| it.begin());
            }
        });
        Work::new(wanted, Some(bar))
    }

    /// Ends the work of a token.
    pub(super) fn cancel(&self, token: &ProgressToken) {
        if let Some(wanted) = self.running.get(token) {
            wanted.end();
        }
    }

    fn bar(&self, token: ProgressToken, title: &'static str, wanted: &Wanted) -> Arc<Bar> {
        self.running.insert(token.clone(), wanted.clone());
        let (outlet, running) = (self.outlet.clone(), Arc::clone(&self.running));
        Arc::new(Bar { token, title, outlet, running, stage: Mutex::new(Stage::Hidden) })
    }
}

impl Bar {
    /// Tells that `done` of `all` are done, if that is another hundredth.
    pub(super) fn tell(&self, done: usize, all: usize) {
        let hundredths = (done * 100).checked_div(all).unwrap_or(0) as u32;
        let mut stage = self.stage();
        let is_news = matches!(*stage, Stage::Shown(last) if last < hundredths);
        if is_news {
            *stage = Stage::Shown(hundredths);
            self.send(WorkDoneProgress::Report(WorkDoneProgressReport {
                cancellable: Some(true),
                message: Some(format!("{done}/{all}")),
                percentage: Some(hundredths),
            }));
        }
    }

    fn begin(&self) {
        let mut stage = self.stage();
        *stage = Stage::Shown(0);
        self.send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
            title: self.title.to_owned(),
            cancellable: Some(true),
            message: None,
            percentage: Some(0),
        }));
    }

    fn send(&self, value: WorkDoneProgress) {
        let value = ProgressParamsValue::WorkDone(value);
        // A client that is gone misses nothing.
        let _ = self.outlet.notify::<Progress>(&ProgressParams { token: self.token.clone(), value });
    }

    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.running.remove(&self.token);
        if let Stage::Shown(_) = *self.stage() {
            self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        }
    }
}
