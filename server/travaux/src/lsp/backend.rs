//! What the client may say, one short method each. None thinks, and none waits before it has sent its letter or taken
//! its ticket: the methods begin in the order of the client's messages, and that order is all there is.

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
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentDiagnosticReportResult, DocumentFormattingParams, DocumentHighlight,
    DocumentHighlightParams, DocumentLink, DocumentLinkParams, DocumentOnTypeFormattingParams,
    DocumentRangeFormattingParams, DocumentSymbolParams, DocumentSymbolResponse, FoldingRange, FoldingRangeParams,
    GotoDefinitionParams, GotoDefinitionResponse, Hover, HoverParams, InitializeParams, InitializeResult,
    InitializedParams, InlayHint, InlayHintParams, LinkedEditingRangeParams, LinkedEditingRanges, Location,
    PrepareRenameResponse, ReferenceParams, RelatedFullDocumentDiagnosticReport, RenameFilesParams, RenameParams,
    SelectionRange, SelectionRangeParams, SemanticTokens, SemanticTokensDeltaParams, SemanticTokensFullDeltaResult,
    SemanticTokensParams, SemanticTokensRangeParams, SemanticTokensRangeResult, SemanticTokensResult,
    TextDocumentContentChangeEvent, TextDocumentPositionParams, TextEdit, Uri, WorkDoneProgressCancelParams,
    WorkspaceDiagnosticParams, WorkspaceDiagnosticReportResult, WorkspaceEdit, WorkspaceFolder, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
};
use tower_lsp::{Client, LanguageServer};

use super::answer::edits::Kept;
use super::answer::{Everything, Snapshot, WhenMoved, answer, answer_everywhere};
use super::aside::Aside;
use super::bars::Bars;
use super::convert::edits::files_edit;
use super::convert::{file_path, lens_of, moved, plain_words};
use super::findings::LastAnswer;
use super::handshake::{Abilities, SECTION, offer};
use super::loader::{self, Order};
use super::outlet::Outlet;
use super::parent;
use super::post::{Letter, Post};
use super::shelf::Shelf;
use super::told::Told;
use super::work::Work;
use super::writer::{self, Voice};
use travaux_model::config::wishes::as_toml;

/// The server as the client sees it.
pub(super) struct Backend {
    pub(super) client: Client,
    pub(super) post: Post,
    pub(super) orders: Sender<Order>,
    pub(super) shelf: Arc<Shelf>,
    abilities: Arc<OnceLock<Abilities>>,
    was_shut_down: Arc<AtomicBool>,
    is_orphaned: Arc<Notify>,
    told: Arc<Told>,
    last_findings: Arc<LastAnswer>,
    bars: Bars,
    outlet: Outlet,
    aside: Aside,
}

impl Backend {
    /// A server for one client, with its writer and its loader running.
    pub(super) fn new(
        client: Client,
        outlet: Outlet,
        aside: Aside,
        was_shut_down: Arc<AtomicBool>,
        is_orphaned: Arc<Notify>,
    ) -> Backend {
        let (letters, incoming) = channel();
        let (progress, done) = watch::channel(0);
        let (orders, incoming_orders) = channel();
        let shelf = Arc::new(Shelf::new(done));
        let post = Post::to(letters);
        let abilities = Arc::new(OnceLock::new());
        let bars = Bars::of(client.clone(), outlet.clone(), Arc::clone(&abilities));
        loader::start(incoming_orders, post.clone(), bars.clone());
        let voice = Voice { outlet: outlet.clone(), abilities: Arc::clone(&abilities) };
        writer::start(incoming, progress, Arc::clone(&shelf), orders.clone(), voice);
        Backend {
            client,
            post,
            orders,
            shelf,
            abilities,
            was_shut_down,
            is_orphaned,
            told: Arc::default(),
            last_findings: Arc::default(),
            bars,
            outlet,
            aside,
        }
    }

    /// The client wants no more of some work.
    pub(super) async fn work_done_progress_cancel(&self, params: WorkDoneProgressCancelParams) {
        self.bars.cancel(&params.token);
    }

    async fn about<A: Send + 'static>(
        &self,
        uri: Uri,
        when_moved: WhenMoved,
        find: impl FnOnce(&Snapshot) -> Option<A> + Send + 'static,
    ) -> Result<Option<A>> {
        let ticket = self.post.last();
        answer(&self.shelf, uri, ticket, self.abilities(), when_moved, find).await
    }

    async fn everywhere<A: Send + 'static>(
        &self,
        work: Work,
        find: impl FnOnce(&Everything) -> A + Send + 'static,
    ) -> Result<A> {
        answer_everywhere(&self.shelf, self.post.last(), self.abilities(), work, find).await
    }

    pub(super) fn abilities(&self) -> Abilities {
        self.abilities.get().copied().unwrap_or_default()
    }

    fn order(&self, order: Order) {
        loader::order(&self.orders, order);
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let abilities = *self.abilities.get_or_init(|| Abilities::of(&params.capabilities));
        self.aside.open();
        if let Some(parent) = params.process_id {
            let is_orphaned = Arc::clone(&self.is_orphaned);
            tokio::spawn(async move {
                parent::end_of(parent).await;
                is_orphaned.notify_one();
            });
        }
        if let Some(settings) = &params.initialization_options {
            self.order(Order::Wishes(as_toml(settings)));
        }
        self.order(Order::Roots { added: roots(params), removed: Vec::new() });
        Ok(offer(abilities))
    }

    async fn initialized(&self, _: InitializedParams) {
        self.start_refreshing();
        self.start_watching();
        self.register();
        if self.abilities().tells_settings {
            self.ask_for_settings();
        }
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if self.abilities().tells_settings {
            self.ask_for_settings();
        } else if let Some(settings) = params.settings.get(SECTION) {
            self.order(Order::Wishes(as_toml(settings)));
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.was_shut_down.store(true, Ordering::Relaxed);
        self.aside.close();
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let text = self.aside.take(document.text);
        self.post.send(Letter::Open { uri: document.uri, text, version: document.version });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        let whole = |change: TextDocumentContentChangeEvent| {
            let text = self.aside.take(change.text);
            TextDocumentContentChangeEvent { text, ..change }
        };
        self.post.send(Letter::Edit {
            uri: params.text_document.uri,
            changes: params.content_changes.into_iter().map(whole).collect(),
            version: params.text_document.version,
        });
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        self.order(Order::Again);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.told.forget(&params.text_document.uri);
        self.post.send(Letter::Close { uri: params.text_document.uri });
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.order(Order::Again);
    }

    async fn will_rename_files(&self, params: RenameFilesParams) -> Result<Option<WorkspaceEdit>> {
        let moves = params.files.iter().filter_map(moved).collect();
        // The loader knows the client's texts from the writer.
        self.shelf.done(self.post.last()).await.map_err(|_| Error::internal_error())?;
        let (answer, answered) = oneshot::channel();
        self.order(Order::Moves(moves, answer));
        let followers = answered.await.map_err(|_| Error::internal_error())?;
        let abilities = self.abilities();
        Ok(files_edit(followers, abilities.edits, abilities.encoding))
    }

    async fn did_rename_files(&self, _: RenameFilesParams) {
        self.order(Order::Again);
    }

    async fn did_change_workspace_folders(&self, params: DidChangeWorkspaceFoldersParams) {
        self.order(Order::Roots { added: paths(params.event.added), removed: paths(params.event.removed) });
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let place = params.text_document_position_params;
        let find = move |it: &Snapshot| it.hover(place.position);
        self.about(place.text_document.uri, WhenMoved::StillGood, find).await
    }

    async fn goto_definition(&self, params: GotoDefinitionParams) -> Result<Option<GotoDefinitionResponse>> {
        let place = params.text_document_position_params;
        let find = move |it: &Snapshot| it.definition(place.position);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn goto_declaration(&self, params: GotoDeclarationParams) -> Result<Option<GotoDeclarationResponse>> {
        let place = params.text_document_position_params;
        let find = move |it: &Snapshot| it.declaration(place.position);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn references(&self, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
        let place = params.text_document_position;
        let find = move |it: &Snapshot| it.references(place.position, params.context);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<CodeActionResponse>> {
        let find = move |it: &Snapshot| it.actions(params.range, &params.context);
        self.about(params.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn code_action_resolve(&self, action: CodeAction) -> Result<CodeAction> {
        let Some(kept) = Kept::of(action.data.clone()) else { return Ok(action) };
        let uri = kept.uri.clone();
        let find = move |it: &Snapshot| it.resolved_action(action, &kept);
        let resolved = self.about(uri, WhenMoved::Wrong, find).await?;
        resolved.ok_or_else(|| Error::new(ErrorCode::ContentModified))
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let place = params.text_document_position;
        let find = move |it: &Snapshot| it.completions(place.position);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn completion_resolve(&self, entry: CompletionItem) -> Result<CompletionItem> {
        let Some(kept) = Kept::of(entry.data.clone()) else { return Ok(entry) };
        let (uri, plain) = (kept.uri.clone(), entry.clone());
        let find = move |it: &Snapshot| Some(it.documented(entry, &kept));
        Ok(self.about(uri, WhenMoved::StillGood, find).await?.unwrap_or(plain))
    }

    async fn prepare_rename(&self, params: TextDocumentPositionParams) -> Result<Option<PrepareRenameResponse>> {
        let find = move |it: &Snapshot| it.renamed_words(params.position);
        self.about(params.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn rename(&self, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
        let place = params.text_document_position;
        let find = move |it: &Snapshot| Some(it.renamed(place.position, &params.new_name));
        match self.about(place.text_document.uri, WhenMoved::Wrong, find).await? {
            Some(Ok(edit)) => Ok(edit),
            // LSP 3.17: RequestFailed, a request that was understood and cannot be done.
            Some(Err(reason)) => {
                Err(Error { code: ErrorCode::ServerError(-32803), message: reason.into(), data: None })
            }
            None => Ok(None),
        }
    }

    async fn formatting(&self, params: DocumentFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        self.about(params.text_document.uri, WhenMoved::Wrong, |it| it.formatted(None)).await
    }

    async fn range_formatting(&self, params: DocumentRangeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let find = move |it: &Snapshot| it.formatted(Some(params.range));
        self.about(params.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn on_type_formatting(&self, params: DocumentOnTypeFormattingParams) -> Result<Option<Vec<TextEdit>>> {
        let place = params.text_document_position;
        let find = move |it: &Snapshot| it.formatted_line(place.position);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn document_symbol(&self, params: DocumentSymbolParams) -> Result<Option<DocumentSymbolResponse>> {
        self.about(params.text_document.uri, WhenMoved::StillGood, Snapshot::symbols).await
    }

    async fn document_highlight(&self, params: DocumentHighlightParams) -> Result<Option<Vec<DocumentHighlight>>> {
        let place = params.text_document_position_params;
        let find = move |it: &Snapshot| it.highlights(place.position);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn folding_range(&self, params: FoldingRangeParams) -> Result<Option<Vec<FoldingRange>>> {
        self.about(params.text_document.uri, WhenMoved::StillGood, Snapshot::folds).await
    }

    async fn selection_range(&self, params: SelectionRangeParams) -> Result<Option<Vec<SelectionRange>>> {
        let find = move |it: &Snapshot| it.selections(params.positions);
        self.about(params.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn document_link(&self, params: DocumentLinkParams) -> Result<Option<Vec<DocumentLink>>> {
        self.about(params.text_document.uri, WhenMoved::Wrong, Snapshot::links).await
    }

    async fn symbol(&self, params: WorkspaceSymbolParams) -> Result<Option<WorkspaceSymbolResponse>> {
        let work = self.bars.of_request(params.work_done_progress_params.work_done_token, "Searching the drafts");
        let found = self.everywhere(work, move |it| it.symbols(&params.query)).await?;
        Ok(Some(WorkspaceSymbolResponse::Flat(found)))
    }

    async fn semantic_tokens_full(&self, params: SemanticTokensParams) -> Result<Option<SemanticTokensResult>> {
        let (uri, told) = (params.text_document.uri, Arc::clone(&self.told));
        let name = uri.clone();
        let find = move |it: &Snapshot| Some(told.all(name, it.tokens(None)?).into());
        self.about(uri, WhenMoved::Wrong, find).await
    }

    async fn semantic_tokens_full_delta(
        &self,
        params: SemanticTokensDeltaParams,
    ) -> Result<Option<SemanticTokensFullDeltaResult>> {
        let (uri, told) = (params.text_document.uri, Arc::clone(&self.told));
        let (name, previous) = (uri.clone(), params.previous_result_id);
        let find = move |it: &Snapshot| Some(told.changes(name, &previous, it.tokens(None)?));
        self.about(uri, WhenMoved::Wrong, find).await
    }

    async fn semantic_tokens_range(
        &self,
        params: SemanticTokensRangeParams,
    ) -> Result<Option<SemanticTokensRangeResult>> {
        let tokens = move |it: &Snapshot| it.tokens(Some(params.range));
        let find = move |it: &Snapshot| Some(SemanticTokens { result_id: None, data: tokens(it)? }.into());
        self.about(params.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let find = move |it: &Snapshot| it.hints(params.range);
        self.about(params.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn code_lens(&self, params: CodeLensParams) -> Result<Option<Vec<CodeLens>>> {
        self.about(params.text_document.uri, WhenMoved::Wrong, Snapshot::lenses).await
    }

    async fn code_lens_resolve(&self, mut lens: CodeLens) -> Result<CodeLens> {
        let ours = lens_of(lens.data.as_ref()).and_then(|(uri, count)| Some((Uri::from_str(&uri).ok()?, count)));
        let Some((uri, references)) = ours else { return Ok(lens) };
        let find = move |it: &Snapshot| Some(it.lens_words(lens.range.start, references));
        lens.command = self.about(uri, WhenMoved::StillGood, find).await?.map(plain_words);
        Ok(lens)
    }

    async fn linked_editing_range(&self, params: LinkedEditingRangeParams) -> Result<Option<LinkedEditingRanges>> {
        let place = params.text_document_position_params;
        let find = move |it: &Snapshot| it.linked(place.position);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn prepare_call_hierarchy(
        &self,
        params: CallHierarchyPrepareParams,
    ) -> Result<Option<Vec<CallHierarchyItem>>> {
        let place = params.text_document_position_params;
        let find = move |it: &Snapshot| it.nodes(place.position);
        self.about(place.text_document.uri, WhenMoved::Wrong, find).await
    }

    async fn incoming_calls(
        &self,
        params: CallHierarchyIncomingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyIncomingCall>>> {
        let label = params.item.selection_range.start;
        self.about(params.item.uri, WhenMoved::Wrong, move |it: &Snapshot| it.incoming(label)).await
    }

    async fn outgoing_calls(
        &self,
        params: CallHierarchyOutgoingCallsParams,
    ) -> Result<Option<Vec<CallHierarchyOutgoingCall>>> {
        let label = params.item.selection_range.start;
        self.about(params.item.uri, WhenMoved::Wrong, move |it: &Snapshot| it.outgoing(label)).await
    }

    async fn diagnostic(&self, params: DocumentDiagnosticParams) -> Result<DocumentDiagnosticReportResult> {
        let find = move |it: &Snapshot| it.findings(params.previous_result_id.as_deref());
        let found = self.about(params.text_document.uri, WhenMoved::StillGood, find).await?;
        // What is no open draft has no findings to ask for.
        let nothing = || DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default());
        Ok(found.unwrap_or_else(nothing).into())
    }

    async fn workspace_diagnostic(&self, params: WorkspaceDiagnosticParams) -> Result<WorkspaceDiagnosticReportResult> {
        let (last, outlet) = (Arc::clone(&self.last_findings), self.outlet.clone());
        let work = self.bars.of_request(params.work_done_progress_params.work_done_token, "Linting the drafts");
        let token = params.partial_result_params.partial_result_token;
        let find = move |it: &Everything| {
            let early = token.map(|token| move |part| outlet.tell_part(&token, part));
            it.findings(params.previous_result_ids, &last, early.as_ref().map(|it| it as &dyn Fn(_)))
        };
        Ok(self.everywhere(work, find).await?.into())
    }
}

/// The folders that a client starts in.
fn roots(params: InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = params.workspace_folders {
        return paths(folders);
    }
    #[expect(deprecated, reason = "older clients have nothing else")]
    let root = params.root_uri;
    root.iter().filter_map(file_path).collect()
}

fn paths(folders: Vec<WorkspaceFolder>) -> Vec<PathBuf> {
    folders.iter().filter_map(|it| file_path(&it.uri)).collect()
}
