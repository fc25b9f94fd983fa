//! The semantic tokens that each draft was last answered with, so that the next answer can be a delta.

use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult, Uri,
};

use travaux_grammar::to_u32;

/// Numbers in a token. The protocol counts edits by them.
const NUMBERS_PER_TOKEN: usize = 5;

/// The last tokens of each draft, with their result id.
#[derive(Default)]
pub(super) struct SemanticTokenCache {
    last: DashMap<Uri, (String, Vec<SemanticToken>)>,
    count: AtomicU64,
}

impl SemanticTokenCache {
    /// The answer with all tokens.
    pub(super) fn full(&self, uri: Uri, tokens: Vec<SemanticToken>) -> SemanticTokens {
        let id = self.count.fetch_add(1, Ordering::Relaxed).to_string();
        self.last.insert(uri, (id.clone(), tokens.clone()));
        SemanticTokens { result_id: Some(id), data: tokens }
    }

    /// The answer with the changes since the result id `previous`, or with all tokens if that answer is no longer known.
    pub(super) fn delta(&self, uri: Uri, previous: &str, tokens: Vec<SemanticToken>) -> SemanticTokensFullDeltaResult {
        let known = self.last.remove(&uri).map(|it| it.1).filter(|it| it.0 == previous);
        let full = self.full(uri, tokens);
        match known {
            Some((_, before)) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id: full.result_id,
                edits: edit(&before, &full.data).into_iter().collect(),
            }),
            None => SemanticTokensFullDeltaResult::Tokens(full),
        }
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
