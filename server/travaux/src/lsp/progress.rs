//! Work done progress: shown under the token of a request, or under a token of the server where the client supports that.
//! Work that ends soon is not shown, so that nothing flickers. The client can cancel what is shown.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use dashmap::DashMap;
use parking_lot::Mutex;
use tokio::runtime::Handle;
use tower_lsp::Client;
use tower_lsp::ls_types::notification::Progress;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin, WorkDoneProgressEnd,
    WorkDoneProgressReport,
};

use super::cancellation::CancellationToken;
use super::capabilities::ClientCapabilities;
use super::stdout_writer::StdoutWriter;
use travaux_grammar::to_u32;

/// Work that takes less time is not shown.
const DELAY: Duration = Duration::from_millis(300);

/// Starts jobs whose progress the client can show.
#[derive(Clone)]
pub(super) struct ProgressReporter {
    client: Client,
    stdout: StdoutWriter,
    capabilities: Arc<OnceLock<ClientCapabilities>>,
    runtime: Handle,
    running: Arc<DashMap<ProgressToken, CancellationToken>>,
    count: Arc<AtomicU64>,
}

/// Work that takes long: it can be cancelled, and may report its progress.
#[derive(Default)]
pub(super) struct Job {
    cancellation: CancellationToken,
    bar: Option<Arc<ProgressBar>>,
}

/// The progress of one job. The job ends when this is dropped.
struct ProgressBar {
    token: ProgressToken,
    title: &'static str,
    stdout: StdoutWriter,
    running: Arc<DashMap<ProgressToken, CancellationToken>>,
    stage: Mutex<Stage>,
}

enum Stage {
    /// Nothing was sent yet.
    Hidden,
    /// This percentage was sent last.
    Shown(u32),
}

impl ProgressReporter {
    /// A reporter for a client. Must be called inside the runtime.
    pub(super) fn new(
        client: Client,
        stdout: StdoutWriter,
        capabilities: Arc<OnceLock<ClientCapabilities>>,
    ) -> ProgressReporter {
        let (running, count) = (Arc::default(), Arc::default());
        ProgressReporter { client, stdout, capabilities, runtime: Handle::current(), running, count }
    }

    /// A job for a request, shown if the request has a token.
    pub(super) fn request_job(&self, token: Option<ProgressToken>, title: &'static str) -> Job {
        let cancellation = CancellationToken::default();
        let bar = token.map(|token| self.bar(token, title, &cancellation));
        if let Some(bar) = &bar {
            let bar = Arc::downgrade(bar);
            self.runtime.spawn(async move {
                tokio::time::sleep(DELAY).await;
                bar.upgrade().inspect(|it| it.begin());
            });
        }
        Job { cancellation, bar }
    }

    /// A job that the server starts on its own, shown if the client supports that.
    pub(super) fn server_job(&self, title: &'static str) -> Job {
        let cancellation = CancellationToken::default();
        if !self.capabilities.get().is_some_and(|it| it.server_progress) {
            return Job { cancellation, bar: None };
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let bar = self.bar(ProgressToken::String(format!("travaux-{number}")), title, &cancellation);
        let (weak_bar, client) = (Arc::downgrade(&bar), self.client.clone());
        self.runtime.spawn(async move {
            tokio::time::sleep(DELAY).await;
            let Some(token) = weak_bar.upgrade().map(|it| it.token.clone()) else { return };
            // LSP 3.17: a token that the client has refused must not be used.
            if client.create_work_done_progress(token).await.is_ok() {
                weak_bar.upgrade().inspect(|it| it.begin());
            }
        });
        Job { cancellation, bar: Some(bar) }
    }

    /// Cancels the job that is shown under a token.
    pub(super) fn cancel(&self, token: &ProgressToken) {
        if let Some(cancellation) = self.running.get(token) {
            cancellation.cancel();
        }
    }

    fn bar(&self, token: ProgressToken, title: &'static str, cancellation: &CancellationToken) -> Arc<ProgressBar> {
        self.running.insert(token.clone(), cancellation.clone());
        let (stdout, running) = (self.stdout.clone(), Arc::clone(&self.running));
        Arc::new(ProgressBar { token, title, stdout, running, stage: Mutex::new(Stage::Hidden) })
    }
}

impl Job {
    /// Whether the job is cancelled.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancellation.is_cancelled()
    }

    /// The token that cancels the job.
    pub(super) fn cancellation(&self) -> CancellationToken {
        self.cancellation.clone()
    }

    /// Reports that `done` steps of `all` are done.
    pub(super) fn report(&self, done: usize, all: usize) {
        if let Some(bar) = &self.bar {
            bar.report(done, all);
        }
    }

    /// Iterates over `steps` until the job is cancelled, and reports each.
    pub(super) fn steps<T>(&self, steps: impl ExactSizeIterator<Item = T>) -> impl Iterator<Item = T> {
        let all = steps.len();
        steps.enumerate().take_while(|_| !self.is_cancelled()).map(move |(done, step)| {
            self.report(done, all);
            step
        })
    }
}

impl ProgressBar {
    /// Reports that `done` steps of `all` are done, if the percentage has changed.
    fn report(&self, done: usize, all: usize) {
        let percentage = to_u32((done * 100).checked_div(all).unwrap_or(0));
        let mut stage = self.stage.lock();
        let has_changed = matches!(*stage, Stage::Shown(last) if last < percentage);
        if has_changed {
            *stage = Stage::Shown(percentage);
            self.send(WorkDoneProgress::Report(WorkDoneProgressReport {
                cancellable: Some(true),
                message: Some(format!("{done}/{all}")),
                percentage: Some(percentage),
            }));
        }
    }

    fn begin(&self) {
        let mut stage = self.stage.lock();
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
        self.stdout.notify::<Progress>(&ProgressParams { token: self.token.clone(), value });
    }
}

impl Drop for ProgressBar {
    fn drop(&mut self) {
        self.running.remove(&self.token);
        if let Stage::Shown(_) = *self.stage.get_mut() {
            self.send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::cancellation::CancelOnDrop;

    #[test]
    fn a_cancelled_job_ends_before_its_next_step() {
        let job = Job::default();
        let request = CancelOnDrop(job.cancellation());
        let mut steps = job.steps(["a", "b", "c"].into_iter());
        assert_eq!(steps.next(), Some("a"));
        drop(request);
        assert_eq!(steps.next(), None);
    }
}
