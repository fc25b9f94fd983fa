//! The tokens that the client was told last of each draft, so that after an edit only what has changed need be told.

use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;
use tower_lsp::ls_types::{
    SemanticToken, SemanticTokens, SemanticTokensDelta, SemanticTokensEdit, SemanticTokensFullDeltaResult, Uri,
};

/// Numbers in a token, which the protocol counts edits by.
const NUMBERS: usize = 5;

/// What was told last.
#[derive(Default)]
pub(super) struct Told {
    last: DashMap<Uri, (String, Vec<SemanticToken>)>,
    count: AtomicU64,
}

impl Told {
    /// Tells all tokens of a draft.
    pub(super) fn all(&self, uri: Uri, tokens: Vec<SemanticToken>) -> SemanticTokens {
        let id = self.count.fetch_add(1, Ordering::Relaxed).to_string();
        self.last.insert(uri, (id.clone(), tokens.clone()));
        SemanticTokens { result_id: Some(id), data: tokens }
    }

    /// Tells what has changed since `previous` was told; all tokens where that is not known any more.
    pub(super) fn changes(
        &self,
        uri: Uri,
        previous: &str,
        tokens: Vec<SemanticToken>,
    ) -> SemanticTokensFullDeltaResult {
        let known = self.last.remove(&uri).map(|it| it.1).filter(|it| it.0 == previous);
        let told = self.all(uri, tokens);
        match known {
            Some((_, before)) => SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
                result_id: told.result_id,
                edits: edit(&before, &told.data).into_iter().collect(),
            }),
            None => SemanticTokensFullDeltaResult::Tokens(told),
        }
    }

    /// Forgets a draft that was closed.
    pub(super) fn forget(&self, uri: &Uri) {
        self.last.remove(uri);
    }
}

/// The one edit that makes some tokens of others; `None` where they are the same.
fn edit(before: &[SemanticToken], now: &[SemanticToken]) -> Option<SemanticTokensEdit> {
    let head = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let rest = before[head..].iter().rev().zip(now[head..].iter().rev());
    let tail = rest.take_while(|(a, b)| a == b).count();
    let (gone, new) = (before.len() - head - tail, &now[head..now.len() - tail]);
    (gone > 0 || !new.is_empty()).then(|| SemanticTokensEdit {
        start: (head * NUMBERS) as u32,
        delete_count: (gone * NUMBERS) as u32,
        data: Some(new.to_vec()),
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

    fn check(before: &[u32], now: &[u32], expected: Option<(u32, u32, &[u32])>) {
        let found = edit(&tokens(before), &tokens(now));
        let found = found.map(|it| (it.start, it.delete_count, it.data.unwrap_or_default()));
        assert_eq!(found, expected.map(|(start, gone, new)| (start, gone, tokens(new))));
    }

    #[test]
    fn an_edit_holds_what_has_changed_and_no_more() {
        check(&[1, 2, 3], &[1, 2, 3], None);
        check(&[1, 2, 3], &[1, 9, 3], Some((5, 5, &[9])));
        check(&[1, 1], &[1, 1, 1], Some((10, 0, &[1])));
        check(&[1, 2, 3], &[], Some((0, 15, &[])));
        check(&[], &[4], Some((0, 0, &[4])));
    }
}
