//! The thread that reads folders, so that no keystroke waits for a disk. It takes all commands that wait, reads the files
//! that they concern once, and sends the result to the writer.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use tokio::sync::oneshot;

use super::catch_panic::catch_panic;
use super::convert::FileRenameEdits;
use super::file_renames::file_rename_edits;
use super::mailbox::{Mailbox, Message};
use super::progress::ProgressReporter;
use super::project_contents::{DraftCache, read};
use super::project_files::{ProjectFiles, files_in_settings, find_files};
use super::project_sources::{Overlay, ProjectSources};
use travaux_model::config::PartialSettings;
use travaux_model::edit::moves::Move;
use travaux_model::positions::Delegations;

/// A command to the loader.
#[derive(Debug)]
pub(super) enum LoaderCommand {
    /// The client has opened or closed folders.
    Roots {
        /// The folders that were opened.
        added: Vec<PathBuf>,
        /// The folders that were closed.
        removed: Vec<PathBuf>,
    },
    /// A draft was opened.
    DraftOpened(PathBuf),
    /// A draft was closed.
    DraftClosed(PathBuf),
    /// A companion of drafts has this text in the client; `None` if it was closed.
    Overlay(PathBuf, Option<Overlay>),
    /// The settings of the editor have changed; they have the form of a travaux.toml.
    EditorSettings(PartialSettings),
    /// Files on disk have changed.
    FilesChanged,
    /// Files are about to be renamed; the edits that this requires are to be returned.
    FilesRenamed(Vec<Move>, oneshot::Sender<FileRenameEdits>),
}

/// Starts the loader. It ends when all senders of commands are gone.
pub(super) fn start(commands: Receiver<LoaderCommand>, mailbox: Mailbox, progress: ProgressReporter) {
    thread::spawn(move || {
        // Loads the shipped delegations before they are needed.
        Delegations::shipped();
        let loader = Loader {
            mailbox,
            progress,
            sources: ProjectSources::default(),
            cache: DraftCache::default(),
            files: ProjectFiles::default(),
            has_read: false,
            renames: Vec::new(),
        };
        loader.run(&commands);
    });
}

/// Sends a command. The loader lives as long as the process.
pub(super) fn send(commands: &Sender<LoaderCommand>, command: LoaderCommand) {
    let _ = commands.send(command);
}

struct Loader {
    mailbox: Mailbox,
    progress: ProgressReporter,
    sources: ProjectSources,
    cache: DraftCache,
    files: ProjectFiles,
    /// Whether the settings have been sent; the first time they do not wait until the folders have been searched.
    has_read: bool,
    renames: Vec<(Vec<Move>, oneshot::Sender<FileRenameEdits>)>,
}

impl Loader {
    fn run(mut self, commands: &Receiver<LoaderCommand>) {
        while let Ok(first) = commands.recv() {
            let (mut keeps_files, mut keeps_contents) = (true, true);
            for command in std::iter::once(first).chain(commands.try_iter()) {
                keeps_files &= matches!(
                    command,
                    LoaderCommand::Overlay(..) | LoaderCommand::EditorSettings(_) | LoaderCommand::FilesRenamed(..)
                );
                keeps_contents &= matches!(command, LoaderCommand::FilesRenamed(..));
                self.apply(command);
            }
            if !keeps_contents {
                self.read(keeps_files);
            }
            for (moves, answer) in std::mem::take(&mut self.renames) {
                if let Some(found) = catch_panic(|| file_rename_edits(&self.sources, &self.files, &moves)) {
                    // The request may have been cancelled.
                    let _ = answer.send(found);
                }
            }
        }
    }

    fn read(&mut self, keeps_files: bool) {
        let job = self.progress.server_job("Reading the drafts");
        let contents = catch_panic(|| {
            if !self.has_read {
                let named = files_in_settings(&self.sources);
                let contents = Arc::new(read(&self.sources, &named, &mut DraftCache::default(), &job));
                self.mailbox.send(Message::Read { contents, is_complete: false });
                self.has_read = true;
            }
            if !(keeps_files && self.files.update_settings(&self.sources)) {
                self.files = find_files(&self.sources, &job);
            }
            read(&self.sources, &self.files, &mut self.cache, &job)
        });
        drop(job);
        if let Some(contents) = contents {
            self.mailbox.send(Message::Read { contents: Arc::new(contents), is_complete: true });
        }
    }

    fn apply(&mut self, command: LoaderCommand) {
        match command {
            LoaderCommand::Roots { added, removed } => {
                self.sources.roots.retain(|it| !removed.contains(it));
                let new = added.into_iter().filter(|it| !self.sources.roots.contains(it)).collect::<Vec<_>>();
                self.sources.roots.extend(new);
            }
            LoaderCommand::DraftOpened(path) => {
                self.sources.open.insert(path);
            }
            LoaderCommand::DraftClosed(path) => {
                self.sources.open.remove(&path);
            }
            LoaderCommand::Overlay(path, Some(overlay)) => {
                self.sources.overlays.insert(path, overlay);
            }
            LoaderCommand::Overlay(path, None) => {
                self.sources.overlays.remove(&path);
            }
            LoaderCommand::EditorSettings(settings) => self.sources.editor_settings = settings,
            LoaderCommand::FilesChanged => {}
            LoaderCommand::FilesRenamed(moves, answer) => self.renames.push((moves, answer)),
        }
    }
}
