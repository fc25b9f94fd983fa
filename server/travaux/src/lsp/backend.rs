//! The methods of the protocol, a few lines each. The first step of a request records the last message that was sent to
//! the writer. The transport runs that step before it handles the next message, so that the request is answered about the
//! text of that moment.

mod answers;

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, OnceLock};

use tokio::sync::{Notify, oneshot, watch};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::request::{GotoDeclarationParams, GotoDeclarationResponse};
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyIncomingCallsParams, CallHierarchyItem, CallHierarchyOutgoingCall,
    CallHierarchyOutgoingCallsParams, CallHierarchyPrepareParams, CodeAction, CodeActionParams, CodeActionResponse,
    CodeLens, CodeLensParams, CompletionItem, CompletionParams, CompletionResponse, DidChangeConfigurationParams,
    DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    DocumentFormattingParams, DocumentHighlight, DocumentHighlightParams, DocumentLink, DocumentLinkParams,
    DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse,
    FoldingRange, FoldingRangeParams, GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams,
    InitializeParams, InitializeResult, InitializedParams, InlayHint, InlayHintParams, LinkedEditingRangeParams,
    LinkedEditingRanges, Location, PrepareRenameResponse, ReferenceParams, RelatedFullDocumentDiagnosticReport,
    RenameFilesParams, RenameParams, SelectionRange, SelectionRangeParams, SemanticTokens, SemanticTokensDeltaParams,
    SemanticTokensFullDeltaResult, SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult,
    SemanticTokensResult, TextDocumentPositionParams, TextEdit, Uri, WorkDoneProgressCancelParams,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceFolder, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use super::capabilities::ClientCapabilities;
use super::client_notifier::ClientNotifier;
use super::client_requests::{self, SETTINGS_SECTION};
use super::client_watchdog;
use super::convert::{file_move, file_path, file_rename_edit, lens_data};
use super::lint::WorkspaceLintCache;
use super::loader::{self, LoaderCommand};
use super::mailbox::{Mailbox, Message, mailbox};
use super::progress::ProgressReporter;
use super::requests::edits::DeferredData;
use super::requests::{DocumentSnapshot, IfChanged, WorkspaceSnapshot};
use super::semantic_token_cache::SemanticTokenCache;
use super::server_capabilities::initialize_result;
#[cfg(debug_assertions)]
use super::snapshots::OpenDraft;
use super::snapshots::Snapshots;
use super::stdout_writer::StdoutWriter;
use super::transport::Connection;
use super::writer;
use travaux_model::config::PartialSettings;

/// LSP 3.17: the request was understood and cannot be fulfilled.
const REQUEST_FAILED: ErrorCode = ErrorCode::ServerError(-32803);

/// The state that the methods share.
pub(super) struct Backend {
    client: Client,
    mailbox: Mailbox,
    loader: Sender<LoaderCommand>,
    snapshots: Arc<Snapshots>,
    capabilities: Arc<OnceLock<ClientCapabilities>>,
    /// The command of the client that shows references, if it has one.
    show_references: Arc<OnceLock<String>>,
    is_shut_down: Arc<AtomicBool>,
    is_orphaned: Arc<Notify>,
    semantic_tokens: Arc<SemanticTokenCache>,
    workspace_lint: Arc<WorkspaceLintCache>,
    progress: ProgressReporter,
    stdout: StdoutWriter,
}

impl Backend {
    /// A backend for one client. Starts the writer and the loader.
    pub(super) fn new(
        client: Client,
        stdout: StdoutWriter,
        is_shut_down: Arc<AtomicBool>,
        is_orphaned: Arc<Notify>,
    ) -> Backend {
        let (mailbox, messages) = mailbox();
        let (processed_sender, processed) = watch::channel(0);
        let (loader, commands) = channel();
        let snapshots = Arc::new(Snapshots::new(processed));
        let capabilities = Arc::new(OnceLock::new());
        let progress = ProgressReporter::new(client.clone(), stdout.clone(), Arc::clone(&capabilities));
        loader::start(commands, mailbox.clone(), progress.clone());
        let notifier = ClientNotifier::new(stdout.clone(), Arc::clone(&capabilities));
        writer::start(messages, processed_sender, Arc::clone(&snapshots), loader.clone(), notifier);
        Backend {
            client,
            mailbox,
            loader,
            snapshots,
            capabilities,
            show_references: Arc::default(),
            is_shut_down,
            is_orphaned,
            semantic_tokens: Arc::default(),
            workspace_lint: Arc::default(),
            progress,
            stdout,
        }
    }

    /// What the transport needs of the backend.
    pub(super) fn connection(&self) -> Connection {
        let notifier = ClientNotifier::new(self.stdout.clone(), Arc::clone(&self.capabilities));
        Connection { mailbox: self.mailbox.clone(), notifier, stdout: self.stdout.clone() }
    }

    /// Cancels a job at the client's request.
    pub(super) async fn work_done_progress_cancel(&self, params: WorkDoneProgressCancelParams) {
        self.progress.cancel(&params.token);
    }

    /// An open draft, after all earlier messages have been processed.
    #[cfg(debug_assertions)]
    pub(super) async fn open_draft(&self, uri: &Uri) -> Result<Option<OpenDraft>> {
        self.snapshots.wait_for(self.mailbox.last()).await.map_err(|_| Error::internal_error())?;
        Ok(self.snapshots.document(uri))
    }

    fn capabilities(&self) -> ClientCapabilities {
        self.capabilities.get().copied().unwrap_or_default()
    }

    fn send_to_loader(&self, command: LoaderCommand) {
        loader::send(&self.loader, command);
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let stated = || ClientCapabilities::of(&params.capabilities).with_locale(params.locale.as_deref());
        let capabilities = *self.capabilities.get_or_init(stated);
        if let Some(process) = params.process_id {
            let is_orphaned = Arc::clone(&self.is_orphaned);
            let end = client_watchdog::end_of(process);
            tokio::spawn(async move {
                end.await;
                is_orphaned.notify_one();
            });
        }
        if let Some(settings) = &params.initialization_options {
            if let Some(command) = settings["travaux"]["showReferences"].as_str() {
                self.show_references.get_or_init(|| command.to_owned());
            }
            self.send_to_loader(LoaderCommand::EditorSettings(PartialSettings::from_editor(
                settings,
                &travaux_rules::names(),
            )));
        }
        self.send_to_loader(LoaderCommand::Roots { added: roots(params), removed: Vec::new() });
        Ok(initialize_result(capabilities))
    }

    async fn initialized(&self, _: InitializedParams) {
        let capabilities = self.capabilities();
        client_requests::start_refreshing(&self.client, capabilities, &self.snapshots);
        client_requests::start_watching(&self.client, capabilities, &self.snapshots);
        client_requests::register(&self.client, capabilities);
        if capabilities.settings_requests {
            client_requests::request_settings(&self.client, &self.loader);
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.capabilities().settings_requests {
            client_requests::request_settings(&self.client, &self.loader);
        } else if let Some(settings) = params.settings.get(SETTINGS_SECTION) {
            self.send_to_loader(LoaderCommand::EditorSettings(PartialSettings::from_editor(
                settings,
                &travaux_rules::names(),
            )));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.is_shut_down.store(true, Ordering::Relaxed);
        Ok(())
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.send_to_loader(LoaderCommand::FilesChanged);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        let uri = params.text_document.uri;
        self.mailbox.send(Message::Close { uri: uri.clone() });
        // A request that still runs may keep its tokens until the draft is closed for it too.
        let (snapshots, tokens) = (Arc::clone(&self.snapshots), Arc::clone(&self.semantic_tokens));
        let sequence = self.mailbox.last();
        tokio::spawn(async move {
            let _ = snapshots.wait_for(sequence).await;
            tokens.remove(&uri);
        });
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.send_to_loader(LoaderCommand::FilesChanged);
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let moves = params.files.iter().filter_map(file_move).collect();
        // The writer passes the texts of the client on to the loader.
        self.snapshots.wait_for(self.mailbox.last()).await.map_err(|_| Error::internal_error())?;
        let (sender, receiver) = oneshot::channel();
        self.send_to_loader(LoaderCommand::FilesRenamed(moves, sender));
        let edits = receiver.await.map_err(|_| Error::internal_error())?;
        let capabilities = self.capabilities();
        Ok(file_rename_edit(edits, capabilities.edits, capabilities.encoding))
    }

    async fn did_rename_files(&self, _: RenameFilesParams) {
        self.send_to_loader(LoaderCommand::FilesChanged);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        let (added, removed) = (paths(params.event.added), paths(params.event.removed));
        self.send_to_loader(LoaderCommand::Roots { added, removed });
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let target = params.text_document_position_params;
        let is_being_read = !self.wait_for_positions().await;
        let (uri, position) = (target.text_document.uri, target.position);
        let find = move |it: &DocumentSnapshot| it.hover(position, is_being_read);
        match self.for_document(uri.clone(), IfChanged::StillUseful, find).await? {
            Some(hover) => Ok(Some(hover)),
            None => self.for_sheet(uri, move |it| it.hover(position)).await,
        }
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let target = params.text_document_position_params;
        let (uri, position) = (target.text_document.uri, target.position);
        self.wait_for_positions().await;
        let find = move |it: &DocumentSnapshot| it.definition(position);
        match self.for_document(uri.clone(), IfChanged::Wrong, find).await? {
            Some(found) => Ok(Some(found)),
            None => self.for_sheet(uri, move |it| it.definition(position)).await,
        }
    }

    async fn goto_declaration(&self, params: GotoDeclarationParams) -> Result<Option<GotoDeclarationResponse>> {
        let target = params.text_document_position_params;
        let find = move |it: &DocumentSnapshot| it.declaration(target.position);
        self.for_document(target.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let target = params.text_document_position;
        self.wait_for_positions().await;
        let (uri, position) = (target.text_document.uri, target.position);
        let find = move |it: &DocumentSnapshot| it.references(position, params.context);
        match self.for_document(uri.clone(), IfChanged::Wrong, find).await? {
            Some(found) => Ok(Some(found)),
            None => self.for_sheet(uri, move |it| it.references(position)).await,
        }
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let find = move |it: &DocumentSnapshot| it.actions(params.range, &params.context);
        self.for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(data) = DeferredData::parse(action.data.clone()) else { return Ok(action) };
        let uri = data.uri.clone();
        let find = move |it: &DocumentSnapshot| it.resolved_action(action, &data);
        let resolved = self.for_document(uri, IfChanged::Wrong, find).await?;
        resolved.ok_or_else(|| Error::new(ErrorCode::ContentModified))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let target = params.text_document_position;
        let (uri, position) = (target.text_document.uri, target.position);
        let find = move |it: &DocumentSnapshot| it.completions(position);
        match self.for_document(uri.clone(), IfChanged::Wrong, find).await? {
            Some(found) => Ok(Some(found)),
            None => self.for_sheet(uri, move |it| it.completions(position)).await,
        }
    }

    async fn completion_resolve(&self, item: CompletionItem) -> Result<CompletionItem> {
        let Some(data) = DeferredData::parse(item.data.clone()) else { return Ok(item) };
        let (uri, unresolved) = (data.uri.clone(), item.clone());
        let find = move |it: &DocumentSnapshot| Some(it.documented(item, &data));
        Ok(self.for_document(uri, IfChanged::StillUseful, find).await?.unwrap_or(unresolved))
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let find = move |it: &DocumentSnapshot| it.renamed_words(params.position);
        self.for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let target = params.text_document_position;
        let find = move |it: &DocumentSnapshot| Some(it.renamed(target.position, &params.new_name));
        match self.for_document(target.text_document.uri, IfChanged::Wrong, find).await? {
            Some(Ok(edit)) => Ok(edit),
            Some(Err(reason)) => Err(Error { code: REQUEST_FAILED, message: reason.into(), data: None }),
            None => Ok(None),
        }
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.for_document(params.text_document.uri, IfChanged::Wrong, |it| it.formatted(None)).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let find = move |it: &DocumentSnapshot| it.formatted(Some(params.range));
        self.for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let target = params.text_document_position;
        let find = move |it: &DocumentSnapshot| it.formatted_line(target.position);
        self.for_document(target.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.large_for_document(params.text_document.uri, IfChanged::StillUseful, DocumentSnapshot::symbols).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let target = params.text_document_position_params;
        let find = move |it: &DocumentSnapshot| it.highlights(target.position);
        self.large_for_document(target.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.large_for_document(params.text_document.uri, IfChanged::StillUseful, DocumentSnapshot::folds).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let find = move |it: &DocumentSnapshot| it.selections(params.positions);
        self.large_for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.large_for_document(params.text_document.uri, IfChanged::Wrong, DocumentSnapshot::links).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let job = self.progress.request_job(params.work_done_progress_params.work_done_token, "Searching the drafts");
        let found = self.for_workspace(job, move |it| it.symbols(&params.query)).await?;
        Ok(Some(WorkspaceSymbolResponse::Flat(found)))
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        self.answer_with_tokens(params.text_document.uri, |cache, tokens| cache.full(tokens)).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let (uri, previous) = (params.text_document.uri, params.previous_result_id);
        let key = uri.clone();
        self.answer_with_tokens(uri, move |cache, tokens| cache.delta(&key, &previous, tokens)).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let tokens = move |it: &DocumentSnapshot| it.tokens_in(params.range);
        let find = move |it: &DocumentSnapshot| Some(SemanticTokens { result_id: None, data: tokens(it)? }.into());
        self.large_for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        self.wait_for_positions().await;
        let find = move |it: &DocumentSnapshot| it.hints(params.range);
        self.large_for_document(params.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.wait_for_positions().await;
        self.large_for_document(params.text_document.uri, IfChanged::Wrong, DocumentSnapshot::lenses).await
    }

    async fn code_lens_resolve(&self, mut lens: CodeLens) -> Result<CodeLens> {
        let data = lens_data(lens.data.as_ref()).and_then(|(uri, count)| Some((Uri::from_str(&uri).ok()?, count)));
        let Some((uri, references)) = data else { return Ok(lens) };
        let show = self.show_references.get().cloned();
        let find = move |it: &DocumentSnapshot| Some(it.lens_command(lens.range.start, references, show.as_deref()));
        lens.command = self.for_document(uri, IfChanged::StillUseful, find).await?;
        Ok(lens)
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        let target = params.text_document_position_params;
        let find = move |it: &DocumentSnapshot| it.linked(target.position);
        self.for_document(target.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let target = params.text_document_position_params;
        let find = move |it: &DocumentSnapshot| it.hierarchy_items(target.position);
        self.for_document(target.text_document.uri, IfChanged::Wrong, find).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let label = params.item.selection_range.start;
        self.for_document(params.item.uri, IfChanged::Wrong, move |it: &DocumentSnapshot| it.incoming(label)).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let label = params.item.selection_range.start;
        self.for_document(params.item.uri, IfChanged::Wrong, move |it: &DocumentSnapshot| it.outgoing(label)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let find = move |it: &DocumentSnapshot| it.findings(params.previous_result_id.as_deref());
        let found = self.large_for_document(params.text_document.uri, IfChanged::StillUseful, find).await?;
        // A document that is not an open draft has no findings.
        let empty = || DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default());
        Ok(found.unwrap_or_else(empty).into())
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let (cache, stdout) = (Arc::clone(&self.workspace_lint), self.stdout.clone());
        let job = self.progress.request_job(params.work_done_progress_params.work_done_token, "Linting the drafts");
        let token = params.partial_result_params.partial_result_token;
        let find = move |it: &WorkspaceSnapshot| {
            let send_part = token.map(|token| move |part| stdout.send_partial_result(&token, part));
            it.findings(params.previous_result_ids, &cache, send_part.as_ref().map(|it| it as &dyn Fn(_)))
        };
        Ok(self.for_workspace(job, find).await?.into())
    }
}

/// The folders that the client has open at the start.
fn roots(params: InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = params.workspace_folders {
        return paths(folders);
    }
    #[expect(deprecated, reason = "older clients send nothing else")]
    let root = params.root_uri;
    root.iter().filter_map(file_path).collect()
}

fn paths(folders: Vec<WorkspaceFolder>) -> Vec<PathBuf> {
    folders.iter().filter_map(|it| file_path(&it.uri)).collect()
}
