//! The answers that show something of a draft and change nothing in it.

use tower_lsp::ls_types::{DocumentHighlight, FoldingRange, Position, SelectionRange};

use super::Snapshot;
use crate::features::{folding, highlight, selection};

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
}
