//! The one thread that owns the open documents. It takes the letters that have come in, brings the drafts up to them,
//! puts the results on the shelf, and then lints and publishes, the draft that was edited last first. It looks at the
//! post again between two drafts, so that a keystroke waits for one lint at most.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use tokio::sync::watch;
use tower_lsp::ls_types::notification::{LogMessage, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, LogMessageParams, MessageType, PublishDiagnosticsParams, Uri};

use super::convert::{self, Places, file_path};
use super::file_kind::FileKind;
use super::folder::{Folder, Overlay, settings_faults};
use super::handshake::Abilities;
use super::loader::{Order, order};
use super::open::{OpenDocument, quietly};
use super::outlet::Outlet;
use super::post::{Letter, Ticket};
use super::probe::{Place, stumble};
use super::shelf::{Kept, Shelf};
use crate::positions::{read_csv, read_json};
use crate::workspace::Workspace;

/// Deep brackets and lists are walked by recursion.
const STACK: usize = 16 << 20;

/// Letters taken at once. More than a client sends in one go, few enough that a flood does not put off its findings
/// for ever.
const BATCH: usize = 4096;

/// How long it must be quiet before the other open drafts are linted after an edit of one, and how often to look
/// whether a client reads again that had stopped.
const QUIET: Duration = Duration::from_millis(150);

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
        due_when_quiet: Vec::new(),
    };
    let thread = thread::Builder::new().name("writer".to_owned()).stack_size(STACK);
    if let Err(error) = thread.spawn(move || writer.run(&letters)) {
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
    due: VecDeque<Uri>,
    due_when_quiet: Vec<Uri>,
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
}

impl Writer {
    fn run(mut self, letters: &Receiver<(Ticket, Letter)>) {
        loop {
            match self.next(letters) {
                Ok(first) => {
                    let mut batch = Batch::default();
                    for (ticket, letter) in std::iter::once(first).chain(letters.try_iter()).take(BATCH) {
                        batch.ticket = ticket;
                        self.take(letter, &mut batch);
                    }
                    self.put_out(batch);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            // Findings will be said again; a client that does not read gets the last ones when it does.
            if !self.voice.outlet.is_full()
                && let Some(uri) = self.due.pop_front()
            {
                self.publish_findings(&uri);
            }
        }
    }

    /// The next letter, waiting for it only as long as there is nothing else to do.
    fn next(&mut self, letters: &Receiver<(Ticket, Letter)>) -> Result<(Ticket, Letter), RecvTimeoutError> {
        if self.due.is_empty() && self.due_when_quiet.is_empty() {
            return letters.recv().map_err(|_| RecvTimeoutError::Disconnected);
        }
        if !self.due.is_empty() && !self.voice.outlet.is_full() {
            return letters.try_recv().map_err(|error| match error {
                TryRecvError::Empty => RecvTimeoutError::Timeout,
                TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
            });
        }
        let next = letters.recv_timeout(QUIET);
        if next.is_err() {
            let quiet = std::mem::take(&mut self.due_when_quiet);
            quiet.into_iter().for_each(|it| self.add_due(it));
        }
        next
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
                if kind != Some(FileKind::Draft) || !self.voice.abilities().asks_for_findings {
                    self.voice.publish(uri, Vec::new(), None);
                }
            }
            Letter::Read(folder) => {
                if folder.settings.language != self.folder.settings.language {
                    self.open.values_mut().for_each(OpenDocument::forget_draft);
                    self.open.keys().cloned().for_each(|it| batch.touch(it));
                }
                self.folder = folder;
                batch.is_workspace_new = true;
                batch.is_read = true;
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
        for uri in batch.touched {
            self.due.retain(|it| *it != uri);
            self.due.push_front(uri);
        }
        if !self.due.is_empty() {
            let others = self.open.keys().filter(|it| !self.due.contains(it));
            self.due_when_quiet = others.cloned().collect();
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
        let on_disk = self.folder.drafts.iter();
        let on_disk = on_disk.filter_map(|(path, document)| Some((name(path)?, Arc::clone(document))));
        let open = open.filter_map(|(_, it)| Some((Arc::clone(&it.name), Arc::clone(it.draft.as_ref()?))));
        let records = self.folder.records.iter();
        Workspace {
            drafts: on_disk.chain(open).collect(),
            records: records.filter_map(|(path, record)| Some((name(path)?, Arc::clone(record)))).collect(),
            own_delegations: self.folder.own_delegations.clone(),
            settings: Arc::clone(&self.folder.settings),
        }
    }

    /// Publishes the findings in a document unless the client has just these.
    fn publish_findings(&mut self, uri: &Uri) {
        let Some(open) = self.open.get(uri) else {
            return;
        };
        // A client that asks for the findings in drafts has them once only; those in their companions it is told.
        if open.kind == FileKind::Draft && self.voice.abilities().asks_for_findings {
            return;
        }
        let findings = || {
            stumble(Place::Lint);
            self.findings(uri, open)
        };
        let Some((findings, version)) = quietly(findings) else {
            let complaint = format!("{} could not be linted", uri.as_str());
            return self.voice.complain(complaint);
        };
        let Some(open) = self.open.get_mut(uri).filter(|it| it.published.as_ref() != Some(&findings)) else {
            return;
        };
        open.published = Some(self.voice.publish(uri.clone(), findings, Some(version)));
    }

    /// The findings in a document, and the version of it that they are about.
    fn findings(&self, uri: &Uri, open: &OpenDocument) -> (Vec<Diagnostic>, i32) {
        let abilities = self.voice.abilities();
        let delegations = || self.workspace.delegations();
        let (faults, code) = match open.kind {
            FileKind::Draft => {
                let Some(document) = &open.draft else {
                    return (Vec::new(), open.version);
                };
                let places =
                    Places { uri, text: &document.text, workspace: &self.workspace, encoding: abilities.encoding };
                return (open.last_lint.again(places, document, abilities.related_information), document.version);
            }
            FileKind::PositionsJson => (read_json(&open.text.to_string(), delegations()).faults, "positions-file"),
            FileKind::PositionsCsv => (read_csv(&open.text.to_string(), delegations()).faults, "positions-file"),
            FileKind::Groups => (delegations().with_groups(&open.text.to_string()).1, "groups-file"),
            FileKind::Settings => (settings_faults(&open.text.to_string()), "settings-file"),
        };
        let faults = faults.into_iter().map(|it| convert::fault(it, code, &open.text, abilities.encoding));
        (faults.collect(), open.version)
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
