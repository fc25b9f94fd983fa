//! How the methods get their answers: from a snapshot of a draft, of a positions file or of all drafts; and large ones
//! serialized already.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use serde_json::value::to_raw_value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::Uri;

use super::Backend;
use crate::lsp::large_answer;
use crate::lsp::progress::Job;
use crate::lsp::requests::sheets::{SheetSnapshot, answer_for_sheet};
use crate::lsp::requests::{DocumentSnapshot, IfChanged, WorkspaceSnapshot, answer_for_document, answer_for_workspace};
use crate::lsp::semantic_token_cache::{ConvertedTokens, LastTokens, SemanticTokenCache};

/// The longest time for which a request waits for the positions files to be read. After it, a hover says that they are
/// being read.
const MAX_WAIT_FOR_POSITIONS: Duration = Duration::from_millis(1500);

impl Backend {
    /// Answers a request about an open draft; `None` if the document is none.
    pub(in crate::lsp) async fn for_document<A: Send + 'static>(
        &self,
        uri: Uri,
        if_changed: IfChanged,
        find: impl FnOnce(&DocumentSnapshot) -> Option<A> + Send + 'static,
    ) -> Result<Option<A>> {
        let sequence = self.mailbox.last();
        answer_for_document(&self.snapshots, uri, sequence, self.capabilities(), if_changed, find).await
    }

    /// As [`Self::for_document`], for answers that are as large as the draft: see [`large_answer`].
    pub(super) async fn large_for_document<A: Serialize + Send + 'static>(
        &self,
        uri: Uri,
        if_changed: IfChanged,
        find: impl FnOnce(&DocumentSnapshot) -> Option<A> + Send + 'static,
    ) -> Result<Option<A>> {
        let found = self.large_with(uri, if_changed, move |it| Some((find(it)?, ()))).await?;
        Ok(found.and_then(|it| it.0))
    }

    /// The same, together with what remains after the answer. The answer is `None` if it takes the place of the router's.
    async fn large_with<A: Serialize + Send + 'static, R: Send + 'static>(
        &self,
        uri: Uri,
        if_changed: IfChanged,
        find: impl FnOnce(&DocumentSnapshot) -> Option<(A, R)> + Send + 'static,
    ) -> Result<Option<(Option<A>, R)>> {
        // The URIs in a serialized answer could not be restored without parsing it again.
        if self.stdout.restores_spellings() {
            let found = self.for_document(uri, if_changed, find).await?;
            return Ok(found.map(|(answer, rest)| (Some(answer), rest)));
        }
        let serialized = move |it: &DocumentSnapshot| find(it).map(|(answer, rest)| (to_raw_value(&answer), rest));
        let Some((answer, rest)) = self.for_document(uri, if_changed, serialized).await? else { return Ok(None) };
        let answer = answer.map_err(|_| Error::internal_error())?;
        Ok(Some((large_answer::leave(Some(answer)), rest)))
    }

    /// Answers with tokens, and keeps them for the next answer, unless the draft has been closed meanwhile.
    pub(super) async fn answer_with_tokens<A: Serialize + Send + 'static>(
        &self,
        uri: Uri,
        answer: impl FnOnce(&SemanticTokenCache, ConvertedTokens) -> (A, LastTokens) + Send + 'static,
    ) -> Result<Option<A>> {
        let (key, cache) = (uri.clone(), Arc::clone(&self.semantic_tokens));
        let find = move |it: &DocumentSnapshot| Some(answer(&cache, it.tokens(cache.last(&key).as_deref())?));
        let Some((answer, last)) = self.large_with(uri.clone(), IfChanged::Wrong, find).await? else { return Ok(None) };
        self.semantic_tokens.keep(uri.clone(), last);
        if self.snapshots.document(&uri).is_none() {
            self.semantic_tokens.remove(&uri);
        }
        Ok(answer)
    }

    /// Waits until the positions files have been read, if that does not take too long. Returns whether they were.
    pub(in crate::lsp) async fn wait_for_positions(&self) -> bool {
        self.snapshots.wait_for_first_read(MAX_WAIT_FOR_POSITIONS).await
    }

    /// Answers a request about an open positions file, once the files beside it have been read.
    pub(super) async fn for_sheet<A: Send + 'static>(
        &self,
        uri: Uri,
        find: impl FnOnce(&SheetSnapshot) -> Option<A> + Send + 'static,
    ) -> Result<Option<A>> {
        // Its drafts are on disk, most of them.
        self.wait_for_positions().await;
        answer_for_sheet(&self.snapshots, uri, self.mailbox.last(), self.capabilities(), find).await
    }

    /// Answers a request about all drafts.
    pub(super) async fn for_workspace<A: Send + 'static>(
        &self,
        job: Job,
        find: impl FnOnce(&WorkspaceSnapshot) -> A + Send + 'static,
    ) -> Result<A> {
        answer_for_workspace(&self.snapshots, self.mailbox.last(), self.capabilities(), job, find).await
    }
}
