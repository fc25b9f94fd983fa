//! The answers that show something of a draft and change nothing in it.

use tower_lsp::ls_types::{
    DocumentHighlight, DocumentLink, FoldingRange, Position, Range, SelectionRange, SemanticToken,
};

use super::Snapshot;
use crate::features::{folding, highlight, links, selection, tokens};
use crate::lsp::convert::semantic_tokens;

impl Snapshot {
    /// What belongs to the words at a place.
    pub(in crate::lsp) fn highlights(&self, position: Position) -> Option<Vec<DocumentHighlight>> {
        let found = highlight::highlights(&self.document, self.offset(position));
        let places = self.places();
        (!found.is_empty()).then(|| found.into_iter().map(|it| places.highlight(it)).collect())
    }

    /// What may be folded away.
    pub(in crate::lsp) fn folds(&self) -> Option<Vec<FoldingRange>> {
        let folds = folding::folds(&self.document);
        let most = self.abilities.most_folds.map_or(usize::MAX, |it| it as usize);
        Some(self.places().folds(folds, self.abilities.folds_lines_only, most))
    }

    /// What a selection at each place grows to.
    pub(in crate::lsp) fn selections(&self, positions: Vec<Position>) -> Option<Vec<SelectionRange>> {
        let places = self.places();
        let found = positions.into_iter().map(|it| selection::selections(&self.document, self.offset(it)));
        Some(found.map(|it| places.selection(it)).collect())
    }

    /// Where words lead outside the draft.
    pub(in crate::lsp) fn links(&self) -> Option<Vec<DocumentLink>> {
        let found = links::links(&self.workspace.settings, &self.document);
        let places = self.places();
        Some(found.into_iter().filter_map(|it| places.link(it, self.abilities.link_tooltips)).collect())
    }

    /// What each stretch of the draft is; of all of it for no range.
    pub(in crate::lsp) fn tokens(&self, range: Option<Range>) -> Option<Vec<SemanticToken>> {
        let within = range.map_or(0..self.document.text.len(), |it| self.offset(it.start)..self.offset(it.end));
        let found = tokens::tokens(&self.workspace, &self.document, within);
        Some(semantic_tokens(&self.document, &found, self.abilities.encoding))
    }
}
