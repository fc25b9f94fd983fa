//! The one thread that owns the open documents. It takes the letters that have come in, brings the drafts up to them,
//! puts the results on the shelf, and then lints and publishes, the draft that was edited last first. When it is quiet
//! it holds the open documents against the others and publishes what is new. It looks at the post again between two
//! drafts and while it compares them, so that a keystroke waits for one lint at most.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tower_lsp::ls_types::notification::{LogMessage, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, Uri};

use super::convert::{self, file_path};
use super::file_kind::FileKind;
use super::folder::Folder;
use super::handshake::Abilities;
use super::listing::Overlay;
use super::loader::{Order, order};
use super::open::{OpenDocument, quietly};
use super::outlet::Outlet;
use super::post::{Inbox, Letter, Ticket};
use super::probe::{Place, stumble};
use super::shelf::{Kept, Shelf};
use super::view::View;
use travaux_model::workspace::Workspace;

/// Deep brackets and lists are walked by recursion.
const STACK: usize = 16 << 20;

/// Letters taken at once. More than a client sends in one go, few enough that a flood does not put off its findings
/// for ever.
const BATCH: usize = 4096;

/// How long nobody must have typed before documents are held against each other: long enough not to begin between two
/// keystrokes of a burst, and what they tell is to follow within 100 ms.
const QUIET: Duration = Duration::from_millis(25);

/// How often to look whether a client reads again that had stopped.
const UNREAD: Duration = Duration::from_millis(150);

/// The writer's way to speak to the client.
pub(super) struct Voice {
    /// Where messages go out.
    pub(super) outlet: Outlet,
    /// What the client can, once it has said so.
    pub(super) abilities: Arc<OnceLock<Abilities>>,
}

/// Starts the writer. `progress` tells which letters are done. It ends with the last of those who post.
pub(super) fn start(
    letters: Receiver<(Ticket, Letter)>,
    progress: watch::Sender<Ticket>,
    shelf: Arc<Shelf>,
    orders: Sender<Order>,
    voice: Voice,
) {
    let writer = Writer {
        progress,
        shelf,
        orders,
        voice,
        open: HashMap::new(),
        folder: Arc::default(),
        workspace: Arc::default(),
        due: VecDeque::new(),
        due_when_quiet: VecDeque::new(),
        quiet_from: Instant::now(),
    };
    let thread = thread::Builder::new().name("writer".to_owned()).stack_size(STACK);
    if let Err(error) = thread.spawn(move || writer.run(&Inbox::of(letters))) {
        tracing::error!("cannot start the writer: {error}");
    }
}

struct Writer {
    progress: watch::Sender<Ticket>,
    shelf: Arc<Shelf>,
    orders: Sender<Order>,
    voice: Voice,
    open: HashMap<Uri, OpenDocument>,
    folder: Arc<Folder>,
    workspace: Arc<Workspace>,
    /// Documents to be judged by their own text.
    due: VecDeque<Uri>,
    /// Documents to be held against the others.
    due_when_quiet: VecDeque<Uri>,
    quiet_from: Instant,
}

/// What a batch of letters calls for.
#[derive(Default)]
struct Batch {
    ticket: Ticket,
    /// Documents with a new text, the last edited last.
    touched: Vec<Uri>,
    /// Whether the workspace has other documents or other companions than before.
    is_workspace_new: bool,
    /// Whether the folders were read again.
    is_read: bool,
    /// Whether somebody types.
    is_typed: bool,
}

impl Writer {
    fn run(mut self, letters: &Inbox) {
        loop {
            match self.next(letters) {
                Ok(first) => {
                    let mut batch = Batch::default();
                    let others = std::iter::from_fn(|| letters.take().ok());
                    for (ticket, letter) in std::iter::once(first).chain(others).take(BATCH) {
                        batch.ticket = ticket;
                        self.take(letter, &mut batch);
                    }
                    self.put_out(batch);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            // Findings will be said again; a client that does not read gets the last ones when it does.
            if self.voice.outlet.is_full() {
                continue;
            }
            if let Some(uri) = self.due.pop_front() {
                self.publish(&uri, |view, open| Some(view.findings(&uri, open)));
            } else if Instant::now() >= self.quiet_from
                && let Some(uri) = self.due_when_quiet.pop_front()
            {
                let is_wanted = || letters.is_empty();
                self.look_around(&uri, &is_wanted);
                self.publish(&uri, |view, open| view.findings_around(&uri, open, &is_wanted));
                // Who was interrupted begins again when it is quiet again.
                if !is_wanted() {
                    self.due_when_quiet.push_front(uri);
                }
            }
        }
    }

    /// The next letter, waiting for it only as long as there is nothing else to do.
    fn next(&mut self, letters: &Inbox) -> Result<(Ticket, Letter), RecvTimeoutError> {
        if self.due.is_empty() && self.due_when_quiet.is_empty() {
            return letters.wait().map_err(|_| RecvTimeoutError::Disconnected);
        }
        if self.voice.outlet.is_full() {
            return letters.wait_for(UNREAD);
        }
        let pause = self.quiet_from.saturating_duration_since(Instant::now());
        if self.due.is_empty() && !pause.is_zero() {
            return letters.wait_for(pause);
        }
        letters.take().map_err(|error| match error {
            TryRecvError::Empty => RecvTimeoutError::Timeout,
            TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
        })
    }

    fn take(&mut self, letter: Letter, batch: &mut Batch) {
        match letter {
            Letter::Open { uri, text, version } => {
                let document = OpenDocument::new(&uri, &text, version, batch.ticket);
                if document.kind == FileKind::Draft {
                    self.order(&uri, Order::Opened);
                }
                self.open.insert(uri.clone(), document);
                batch.is_workspace_new = true;
                batch.touch(uri);
            }
            Letter::Edit { uri, changes, version } => match self.open.get_mut(&uri) {
                Some(document) => {
                    document.edit(changes, version, self.voice.abilities().encoding);
                    document.ticket = batch.ticket;
                    batch.is_typed = true;
                    batch.touch(uri);
                }
                None => tracing::warn!("{} was changed but is not open", uri.as_str()),
            },
            Letter::Close { uri } => {
                let closed = self.open.remove(&uri);
                let kind = closed.map(|it| it.kind);
                match kind {
                    Some(FileKind::Draft) => self.order(&uri, Order::Closed),
                    Some(_) => self.order(&uri, |path| Order::Overlay(path, None)),
                    None => {}
                }
                self.shelf.remove(&uri);
                batch.touched.retain(|it| *it != uri);
                batch.is_workspace_new = true;
                self.due.retain(|it| *it != uri);
                self.due_when_quiet.retain(|it| *it != uri);
                if kind != Some(FileKind::Draft) || !self.voice.abilities().asks_for_findings {
                    self.voice.publish(uri, Vec::new(), None);
                }
            }
            Letter::Read { folder, is_whole } => {
                if folder.settings.language != self.folder.settings.language {
                    self.open.values_mut().for_each(OpenDocument::forget_draft);
                    self.open.keys().cloned().for_each(|it| batch.touch(it));
                }
                self.folder = folder;
                batch.is_workspace_new = true;
                batch.is_read |= is_whole;
                let open: Vec<Uri> = self.open.keys().cloned().collect();
                open.into_iter().for_each(|it| self.add_due(it));
            }
        }
    }

    /// Brings the touched drafts up to their texts and puts everything on the shelf.
    fn put_out(&mut self, batch: Batch) {
        for uri in &batch.touched {
            self.catch_up(uri);
        }
        if batch.is_workspace_new {
            self.workspace = Arc::new(self.assembled_workspace());
        }
        self.shelf.put_workspace(Arc::clone(&self.workspace));
        self.progress.send_replace(batch.ticket);
        if batch.is_read {
            self.shelf.note_reading();
        }
        if batch.is_typed {
            self.quiet_from = Instant::now() + QUIET;
        } else if batch.is_workspace_new {
            self.quiet_from = Instant::now();
        }
        if batch.is_workspace_new || !batch.touched.is_empty() {
            let touched = batch.touched.iter().rev();
            let others = self.open.keys().filter(|it| !batch.touched.contains(it));
            self.due_when_quiet = touched.chain(others).cloned().collect();
        }
        for uri in batch.touched {
            self.due.retain(|it| *it != uri);
            self.due.push_front(uri);
        }
    }

    fn catch_up(&mut self, uri: &Uri) {
        let Some(open) = self.open.get_mut(uri) else {
            return;
        };
        if open.catch_up(self.folder.settings.language).is_err() {
            self.voice.complain(format!("{} could not be read", uri.as_str()));
        }
        if let Some(document) = &open.draft {
            let document = Arc::clone(document);
            let drafts = &mut Arc::make_mut(&mut self.workspace).drafts;
            drafts.insert(Arc::clone(&open.name), Arc::clone(&document));
            let ticket = open.ticket;
            let last_lint = open.last_lint.clone();
            self.shelf.put(uri.clone(), Kept { document, ticket, last_lint });
        }
        if open.kind != FileKind::Draft {
            let overlay = Overlay { uri: uri.clone(), version: open.version, text: open.text.to_string() };
            self.order(uri, |path| Order::Overlay(path, Some(overlay)));
        }
    }

    /// The workspace of the folder and the open drafts. A draft on disk that is open goes by the client's name for it.
    fn assembled_workspace(&self) -> Workspace {
        let open = self.open.iter().filter(|it| it.1.kind == FileKind::Draft);
        let names: HashMap<PathBuf, &Arc<str>> =
            open.clone().filter_map(|(uri, document)| Some((file_path(uri)?, &document.name))).collect();
        let name = |path: &PathBuf| match names.get(path) {
            Some(name) => Some(Arc::clone(name)),
            None => convert::uri_of(path).map(|it| it.as_str().into()),
        };
        // What is open somebody has asked for.
        let others = self.folder.others.iter().filter(|it| !names.contains_key(*it));
        let on_disk = self.folder.drafts.iter();
        let on_disk = on_disk.filter_map(|(path, document)| Some((name(path)?, Arc::clone(document))));
        let open = open.filter_map(|(_, it)| Some((Arc::clone(&it.name), Arc::clone(it.draft.as_ref()?))));
        let records = self.folder.records.iter();
        let files = self.folder.settings.instruments.iter().filter_map(|it| it.file.as_ref());
        Workspace {
            files: files.filter_map(|it| Some((it.clone(), name(&PathBuf::from(it))?))).collect(),
            drafts: on_disk.chain(open).collect(),
            others: others.filter_map(name).collect(),
            records: records.filter_map(|(path, record)| Some((name(path)?, Arc::clone(record)))).collect(),
            own_delegations: self.folder.own_delegations.clone(),
            settings: Arc::clone(&self.folder.settings),
        }
    }

    /// Publishes findings in a document, if there are any to speak of, unless the client has just these.
    fn publish(&mut self, uri: &Uri, find: impl FnOnce(View<'_>, &OpenDocument) -> Option<Vec<Diagnostic>>) {
        let Some(open) = self.open.get(uri) else {
            return;
        };
        // A client that asks for the findings in drafts has them once only; those in their companions it is told.
        if open.kind == FileKind::Draft && self.voice.abilities().asks_for_findings {
            return;
        }
        let find = || {
            stumble(Place::Lint);
            find(self.view(), open)
        };
        let Some(found) = quietly(find) else {
            let complaint = format!("{} could not be linted", uri.as_str());
            return self.voice.complain(complaint);
        };
        let open = self.open.get_mut(uri).filter(|it| found.is_some() && it.published != found);
        let Some((open, findings)) = open.zip(found) else {
            return;
        };
        let version = open.draft.as_ref().map_or(open.version, |it| it.version);
        open.published = Some(self.voice.publish(uri.clone(), findings, Some(version)));
    }

    /// Holds the positions of an open file against the drafts that it is about.
    fn look_around(&mut self, uri: &Uri, is_wanted: &dyn Fn() -> bool) {
        let Some(open) = self.open.get(uri) else {
            return;
        };
        let found = quietly(|| self.view().misplaced(uri, open, is_wanted)).flatten();
        if let (Some(found), Some(open)) = (found, self.open.get_mut(uri)) {
            open.misplaced = found;
        }
    }

    fn view(&self) -> View<'_> {
        View { open: &self.open, folder: &self.folder, workspace: &self.workspace, abilities: self.voice.abilities() }
    }

    fn add_due(&mut self, uri: Uri) {
        if !self.due.contains(&uri) {
            self.due.push_back(uri);
        }
    }

    fn order(&self, uri: &Uri, of_path: impl FnOnce(PathBuf) -> Order) {
        if let Some(path) = file_path(uri) {
            order(&self.orders, of_path(path));
        }
    }
}

impl Batch {
    fn touch(&mut self, uri: Uri) {
        self.touched.retain(|it| *it != uri);
        self.touched.push(uri);
    }
}

impl Voice {
    fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    /// Publishes findings and gives them back.
    fn publish(&self, uri: Uri, findings: Vec<Diagnostic>, version: Option<i32>) -> Vec<Diagnostic> {
        let params = PublishDiagnosticsParams::new(uri, findings, version);
        // A client that is gone misses nothing.
        let _ = self.outlet.notify::<PublishDiagnostics>(&params);
        params.diagnostics
    }

    /// Says in both logs that something is wrong with the server.
    fn complain(&self, message: String) {
        tracing::error!("{message}");
        let typ = MessageType::ERROR;
        let _ = self.outlet.notify::<LogMessage>(&LogMessageParams { typ, message });
    }
}
