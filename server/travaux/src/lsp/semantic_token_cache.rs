//! The semantic tokens that each draft was last answered with, so that the next answer can be a delta.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult,
    SemanticTokensResult, Uri,
};

use super::convert::{ConvertedBlock, joined_tokens};
use travaux_features::semantic_tokens::DraftTokens;
use travaux_grammar::{Block, BlockId, to_u32};
use travaux_model::text::Encoding;

/// Numbers in a token. The protocol counts edits by them.
const NUMBERS_PER_TOKEN: usize = 5;

/// The tokens of a draft in the form of the protocol.
pub(super) struct ConvertedTokens {
    pub(super) draft: DraftTokens,
    blocks: Vec<Arc<ConvertedBlock>>,
    joined: Vec<SemanticToken>,
}

impl ConvertedTokens {
    /// Converts tokens. Those of a block that are the same as `before` need no conversion.
    pub(super) fn of(draft: DraftTokens, before: Option<&ConvertedTokens>, encoding: Encoding) -> ConvertedTokens {
        let earlier = before.map(|it| (it, draft.splice_to(&it.draft)));
        let document = Arc::clone(draft.document());
        let converted = |(id, block): (BlockId, &Block)| {
            let tokens = &draft.blocks()[id.index()];
            let there = earlier.as_ref().and_then(|(it, splice)| Some((*it, splice.map(id)?.index())));
            match there {
                Some((before, at)) if Arc::ptr_eq(tokens, &before.draft.blocks()[at]) => Arc::clone(&before.blocks[at]),
                _ => Arc::new(ConvertedBlock::of(&block.text, tokens, encoding)),
            }
        };
        let blocks: Vec<Arc<ConvertedBlock>> = document.draft.blocks_with_ids().map(converted).collect();
        let joined = joined_tokens(&document, BlockId::FIRST, blocks.iter().map(|it| &**it), encoding);
        ConvertedTokens { draft, blocks, joined }
    }
}

/// The tokens of an answer, with their result id.
#[derive(Clone)]
pub(super) struct LastTokens {
    id: String,
    tokens: Arc<ConvertedTokens>,
}

/// The last tokens of each draft that the client has.
#[derive(Default)]
pub(super) struct SemanticTokenCache {
    last: DashMap<Uri, LastTokens>,
    count: AtomicU64,
}

impl SemanticTokenCache {
    /// The tokens with which a draft was last answered.
    pub(super) fn last(&self, uri: &Uri) -> Option<Arc<ConvertedTokens>> {
        self.last.get(uri).map(|it| Arc::clone(&it.tokens))
    }

    /// The answer with all tokens, and what is to be kept if it is sent.
    pub(super) fn full(&self, tokens: ConvertedTokens) -> (SemanticTokensResult, LastTokens) {
        let (tokens, last) = self.all(tokens);
        (tokens.into(), last)
    }

    /// The answer with the changes since the result id `previous`, or with all tokens if that answer is no longer known; and
    /// what is to be kept if it is sent.
    pub(super) fn delta(
        &self,
        uri: &Uri,
        previous: &str,
        tokens: ConvertedTokens,
    ) -> (SemanticTokensFullDeltaResult, LastTokens) {
        let Some(before) = self.last.get(uri).filter(|it| it.id == previous).map(|it| Arc::clone(&it.tokens)) else {
            let (tokens, last) = self.all(tokens);
            return (SemanticTokensFullDeltaResult::Tokens(tokens), last);
        };
        let edits = edit(&before.joined, &tokens.joined).into_iter().collect();
        let last = self.numbered(tokens);
        let delta = SemanticTokensDelta { result_id: Some(last.id.clone()), edits };
        (SemanticTokensFullDeltaResult::TokensDelta(delta), last)
    }

    fn all(&self, tokens: ConvertedTokens) -> (SemanticTokens, LastTokens) {
        let last = self.numbered(tokens);
        (SemanticTokens { result_id: Some(last.id.clone()), data: last.tokens.joined.clone() }, last)
    }

    fn numbered(&self, tokens: ConvertedTokens) -> LastTokens {
        LastTokens { id: self.count.fetch_add(1, Ordering::Relaxed).to_string(), tokens: Arc::new(tokens) }
    }

    /// Keeps the tokens that the client has now.
    pub(super) fn keep(&self, uri: Uri, last: LastTokens) {
        self.last.insert(uri, last);
    }

    /// Removes a draft that was closed.
    pub(super) fn remove(&self, uri: &Uri) {
        self.last.remove(uri);
    }
}

/// The one edit that turns `before` into `after`; `None` if they are equal.
fn edit(before: &[SemanticToken], after: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let prefix = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let rest = before[prefix..].iter().rev().zip(after[prefix..].iter().rev());
    let suffix = rest.take_while(|(a, b)| a == b).count();
    let (removed, inserted) = (before.len() - prefix - suffix, &after[prefix..after.len() - suffix]);
    (removed > 0 || !inserted.is_empty()).then(|| SemanticTokensEdit {
        start: to_u32(prefix * NUMBERS_PER_TOKEN),
        delete_count: to_u32(removed * NUMBERS_PER_TOKEN),
        data: Some(inserted.to_vec()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(starts: &[u32]) -> Vec<SemanticToken> {
        let token = |start: &u32| SemanticToken {
            delta_line: 0,
            delta_start: *start,
            length: 1,
            token_type: 0,
            token_modifiers_bitset: 0,
        };
        starts.iter().map(token).collect()
    }

    fn check(before: &[u32], after: &[u32], expected: Option<(u32, u32, &[u32])>) {
        let found = edit(&tokens(before), &tokens(after));
        let found = found.map(|it| (it.start, it.delete_count, it.data.unwrap_or_default()));
        assert_eq!(found, expected.map(|(start, removed, inserted)| (start, removed, tokens(inserted))));
    }

    #[test]
    fn an_edit_covers_exactly_the_changed_tokens() {
        check(&[1, 2, 3], &[1, 2, 3], None);
        check(&[1, 2, 3], &[1, 9, 3], Some((5, 5, &[9])));
        check(&[1, 1], &[1, 1, 1], Some((10, 0, &[1])));
        check(&[1, 2, 3], &[], Some((0, 15, &[])));
        check(&[], &[4], Some((0, 0, &[4])));
    }
}
