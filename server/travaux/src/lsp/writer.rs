//! The one thread that owns the open documents. It processes the messages that wait, parses the changed drafts, stores the
//! results as snapshots, and then lints and publishes, the last edited document first. When no message has come for a
//! moment, it compares the open documents with others and publishes what has changed. It checks the mailbox between two
//! documents and during comparisons, so that a keystroke waits for one lint at most.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tower_lsp::ls_types::{TextDocumentContentChangeEvent, Uri};
use travaux_grammar::Language;

use super::catch_panic::catch_panic;
use super::client_notifier::ClientNotifier;
use super::convert::{DiagnosticsJson, file_path};
use super::document_diagnostics::DiagnosticsContext;
use super::failpoint::{self, Failpoint};
use super::loader::{self, LoaderCommand};
use super::mailbox::{Message, Receiver, Sequence};
use super::open_document::OpenDocument;
use super::project_contents::ProjectContents;
use super::project_sources::Overlay;
use super::snapshots::{OpenDraft, Snapshots};
use super::workspace_builder::workspace;
use crate::file_kind::FileKind;
use travaux_model::workspace::Workspace;

/// Deep brackets and lists are walked by recursion.
const STACK_BYTES: usize = 16 << 20;

/// Messages processed at once: more than a client sends in one go, and few enough that a flood does not delay findings
/// forever.
const MAX_BATCH_MESSAGES: usize = 4096;

/// How long no edit must have come before documents are compared with each other: long enough not to begin between two
/// keystrokes, and short enough that the findings come within 100 ms.
const QUIET_PERIOD: Duration = Duration::from_millis(25);

/// How often to check whether a client that had stopped reading reads again.
const BACKLOG_POLL_INTERVAL: Duration = Duration::from_millis(150);

/// Starts the writer. `processed` receives the number of the last message that was processed. The writer ends when all
/// mailboxes are gone.
pub(super) fn start(
    messages: Receiver,
    processed: watch::Sender<Sequence>,
    snapshots: Arc<Snapshots>,
    loader: Sender<LoaderCommand>,
    notifier: ClientNotifier,
) {
    let writer = Writer {
        processed,
        snapshots,
        loader,
        notifier,
        open: HashMap::new(),
        unopened: HashSet::new(),
        published_unopened: BTreeMap::new(),
        contents: Arc::default(),
        workspace: Arc::default(),
        lint_queue: VecDeque::new(),
        comparison_queue: VecDeque::new(),
        quiet_from: Instant::now(),
    };
    let thread = thread::Builder::new().name("writer".to_owned()).stack_size(STACK_BYTES);
    if let Err(error) = thread.spawn(move || writer.run(&messages)) {
        tracing::error!("cannot start the writer: {error}");
    }
}

struct Writer {
    processed: watch::Sender<Sequence>,
    snapshots: Arc<Snapshots>,
    loader: Sender<LoaderCommand>,
    notifier: ClientNotifier,
    open: HashMap<Uri, OpenDocument>,
    /// Documents that were changed without being open, each of which is reported once.
    unopened: HashSet<Uri>,
    /// The findings that the client has in files that are not open.
    published_unopened: BTreeMap<Uri, DiagnosticsJson>,
    contents: Arc<ProjectContents>,
    workspace: Arc<Workspace>,
    /// Documents to be linted on their own.
    lint_queue: VecDeque<Uri>,
    /// Documents to be compared with others.
    comparison_queue: VecDeque<Uri>,
    quiet_from: Instant,
}

/// The consequences of some messages that are processed together.
#[derive(Default)]
struct Batch {
    /// The last message.
    sequence: Sequence,
    /// Documents with a new text, the last edited one last.
    changed: Vec<Uri>,
    /// Whether the set of documents or their companions have changed.
    is_workspace_new: bool,
    /// Whether the folders were read completely.
    is_read: bool,
    /// Whether there were edits.
    is_typed: bool,
}

impl Writer {
    fn run(mut self, messages: &Receiver) {
        loop {
            match self.next(messages) {
                Ok(first) => {
                    let mut batch = Batch::default();
                    let others = std::iter::from_fn(|| messages.try_recv().ok());
                    for (sequence, message) in std::iter::once(first).chain(others).take(MAX_BATCH_MESSAGES) {
                        batch.sequence = sequence;
                        self.process(message, &mut batch);
                    }
                    self.store(batch);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            // A client that does not read gets the latest findings once it does.
            if self.notifier.is_backlogged() {
                continue;
            }
            if let Some(uri) = self.lint_queue.pop_front() {
                self.publish(&uri, |context, open| context.own_findings(&uri, open));
            } else if Instant::now() >= self.quiet_from
                && let Some(uri) = self.comparison_queue.pop_front()
            {
                let keep_going = || messages.is_empty();
                self.update_target_faults(&uri, &keep_going);
                self.publish(&uri, |context, open| context.all_findings(&uri, open, &keep_going));
                // Requeue interrupted work.
                if !keep_going() {
                    self.comparison_queue.push_front(uri);
                }
            }
        }
    }

    /// The next message. Waits for it only while there is nothing else to do.
    fn next(&mut self, messages: &Receiver) -> Result<(Sequence, Message), RecvTimeoutError> {
        if self.lint_queue.is_empty() && self.comparison_queue.is_empty() {
            return messages.recv().map_err(|_| RecvTimeoutError::Disconnected);
        }
        if self.notifier.is_backlogged() {
            return messages.recv_timeout(BACKLOG_POLL_INTERVAL);
        }
        let pause = self.quiet_from.saturating_duration_since(Instant::now());
        if self.lint_queue.is_empty() && !pause.is_zero() {
            return messages.recv_timeout(pause);
        }
        messages.try_recv().map_err(|error| match error {
            TryRecvError::Empty => RecvTimeoutError::Timeout,
            TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
        })
    }

    fn process(&mut self, message: Message, batch: &mut Batch) {
        match message {
            Message::Open { uri, text, version } => {
                let document = OpenDocument::new(&uri, &text, version, batch.sequence);
                if document.kind == FileKind::Draft {
                    self.send_to_loader(&uri, LoaderCommand::DraftOpened);
                }
                self.unopened.remove(&uri);
                self.open.insert(uri.clone(), document);
                batch.is_workspace_new = true;
                batch.add_changed(uri);
            }
            Message::Edit { uri, changes, version } => self.edit(uri, changes, version, batch),
            Message::Invalidate { uri } => {
                if let Some(document) = self.open.get_mut(&uri) {
                    document.invalidate();
                    self.snapshots.remove(&uri);
                    batch.is_workspace_new = true;
                    batch.add_changed(uri);
                }
            }
            Message::Close { uri } => self.close(uri, batch),
            Message::Read { contents, is_complete } => {
                let before = std::mem::replace(&mut self.contents, contents);
                for (uri, open) in &mut self.open {
                    if language_of(uri, &before) != language_of(uri, &self.contents) {
                        open.reparse();
                        batch.add_changed(uri.clone());
                    }
                }
                batch.is_workspace_new = true;
                batch.is_read |= is_complete;
                for uri in self.open.keys() {
                    if !self.lint_queue.contains(uri) {
                        self.lint_queue.push_back(uri.clone());
                    }
                }
            }
        }
    }

    fn edit(&mut self, uri: Uri, changes: Vec<TextDocumentContentChangeEvent>, version: i32, batch: &mut Batch) {
        match self.open.get_mut(&uri) {
            Some(document) => {
                document.edit(changes, version, self.notifier.capabilities().encoding);
                document.sequence = batch.sequence;
                batch.is_typed = true;
                batch.add_changed(uri);
            }
            None => {
                if !self.unopened.contains(&uri) {
                    self.notifier.warn(format!("{} was changed but is not open", uri.as_str()));
                    self.unopened.insert(uri);
                }
            }
        }
    }

    fn close(&mut self, uri: Uri, batch: &mut Batch) {
        let kind = self.open.remove(&uri).map(|it| it.kind);
        match kind {
            Some(FileKind::Draft) => self.send_to_loader(&uri, LoaderCommand::DraftClosed),
            Some(_) => self.send_to_loader(&uri, |path| LoaderCommand::Overlay(path, None)),
            None => {}
        }
        self.snapshots.remove(&uri);
        batch.changed.retain(|it| *it != uri);
        batch.is_workspace_new = true;
        self.lint_queue.retain(|it| *it != uri);
        self.comparison_queue.retain(|it| *it != uri);
        if kind != Some(FileKind::Draft) || !self.notifier.capabilities().pull_diagnostics {
            self.notifier.publish(&uri, &DiagnosticsJson::of(&[]), None);
        }
    }

    /// Parses the changed drafts, stores the results as snapshots, and queues lints and comparisons.
    fn store(&mut self, batch: Batch) {
        for uri in &batch.changed {
            self.catch_up(uri);
        }
        if batch.is_workspace_new {
            self.workspace = Arc::new(workspace(&self.contents, &self.open));
        }
        if batch.is_workspace_new {
            self.publish_unopened();
        }
        self.snapshots.store_workspace(Arc::clone(&self.workspace));
        self.processed.send_replace(batch.sequence);
        if batch.is_read {
            self.snapshots.notify_read();
        }
        if batch.is_typed {
            self.quiet_from = Instant::now() + QUIET_PERIOD;
        } else if batch.is_workspace_new {
            self.quiet_from = Instant::now();
        }
        if batch.is_workspace_new || !batch.changed.is_empty() {
            let changed = batch.changed.iter().rev();
            let others = self.open.keys().filter(|it| !batch.changed.contains(it));
            self.comparison_queue = changed.chain(others).cloned().collect();
        }
        for uri in batch.changed {
            self.lint_queue.retain(|it| *it != uri);
            self.lint_queue.push_front(uri);
        }
    }

    fn catch_up(&mut self, uri: &Uri) {
        let Some(open) = self.open.get_mut(uri) else {
            return;
        };
        if open.catch_up(language_of(uri, &self.contents)).is_err() {
            self.notifier.error(format!("{} could not be read", uri.as_str()));
        }
        if let Some(document) = &open.draft {
            let document = Arc::clone(document);
            let drafts = &mut Arc::make_mut(&mut self.workspace).drafts;
            drafts.insert(Arc::clone(&open.name), Arc::clone(&document));
            let sequence = open.sequence;
            let lint = open.lint.clone();
            self.snapshots.store(uri.clone(), OpenDraft { document, sequence, lint });
        }
        if open.kind.has_positions() {
            self.snapshots.store_sheet(uri.clone(), open.text.clone());
        }
        if open.kind != FileKind::Draft {
            let overlay = Overlay { uri: uri.clone(), version: open.version, text: open.text.to_string() };
            let overlay = Some(overlay).filter(|_| !open.is_invalid());
            self.send_to_loader(uri, |path| LoaderCommand::Overlay(path, overlay));
        }
    }

    /// Publishes the findings that `find` returns in a document, unless the client has the same ones.
    fn publish(
        &mut self,
        uri: &Uri,
        find: impl FnOnce(DiagnosticsContext<'_>, &OpenDocument) -> Option<DiagnosticsJson>,
    ) {
        let Some(open) = self.open.get(uri) else {
            return;
        };
        // Clients that request the findings in drafts get those in other documents published.
        if open.kind == FileKind::Draft && self.notifier.capabilities().pull_diagnostics {
            return;
        }
        let find = || {
            failpoint::hit(Failpoint::Lint);
            find(self.diagnostics_context(), open)
        };
        let Some(found) = catch_panic(find) else {
            return self.notifier.error(format!("{} could not be linted", uri.as_str()));
        };
        let open = self.open.get_mut(uri).filter(|it| found.is_some() && it.published != found);
        let Some((open, findings)) = open.zip(found) else {
            return;
        };
        let version = open.draft.as_ref().map_or(open.version, |it| it.version);
        let version = Some(version).filter(|_| !open.is_invalid());
        self.notifier.publish(uri, &findings, version);
        open.published = Some(findings);
    }

    /// Publishes the findings in files that are not open, where the client has others.
    fn publish_unopened(&mut self) {
        let found = self.diagnostics_context().unopened_without_draft();
        for (uri, findings) in &found {
            if self.published_unopened.get(uri) != Some(findings) {
                self.notifier.publish(uri, findings, None);
            }
        }
        let published = std::mem::take(&mut self.published_unopened);
        // Those in a file that has been opened are published with its others.
        for uri in published.keys().filter(|it| !found.contains_key(*it) && !self.open.contains_key(*it)) {
            self.notifier.publish(uri, &DiagnosticsJson::of(&[]), None);
        }
        self.published_unopened = found;
    }

    /// Compares the positions of an open file with the drafts that it is about.
    fn update_target_faults(&mut self, uri: &Uri, keep_going: &dyn Fn() -> bool) {
        let Some(open) = self.open.get(uri) else {
            return;
        };
        let found = catch_panic(|| self.diagnostics_context().target_faults(uri, open, keep_going)).flatten();
        if let (Some(found), Some(open)) = (found, self.open.get_mut(uri)) {
            open.target_faults = found;
        }
    }

    fn diagnostics_context(&self) -> DiagnosticsContext<'_> {
        DiagnosticsContext {
            open: &self.open,
            contents: &self.contents,
            workspace: &self.workspace,
            capabilities: self.notifier.capabilities(),
        }
    }

    /// Sends a command about the path of a document, if it has one.
    fn send_to_loader(&self, uri: &Uri, command: impl FnOnce(PathBuf) -> LoaderCommand) {
        if let Some(path) = file_path(uri) {
            loader::send(&self.loader, command(path));
        }
    }
}

/// The language of an open draft according to its settings.
fn language_of(uri: &Uri, contents: &ProjectContents) -> Option<Language> {
    let settings = &contents.settings;
    file_path(uri).map_or(&settings.main, |it| settings.of(&it)).language
}

impl Batch {
    fn add_changed(&mut self, uri: Uri) {
        self.changed.retain(|it| *it != uri);
        self.changed.push(uri);
    }
}
