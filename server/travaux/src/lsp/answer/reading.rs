//! The answers that show something of a draft and change nothing in it.

use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CodeLens, DocumentDiagnosticReport,
    DocumentHighlight, DocumentLink, FoldingRange, InlayHint, LinkedEditingRanges, Position, Range, SelectionRange,
    SemanticToken,
};

use super::Snapshot;
use crate::lsp::convert::{report, semantic_tokens};
use travaux_features::{folding, hierarchy, highlight, hints, lens, linked, links, selection, tokens};

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
        let found = tokens::tokens(&self.workspace, &self.document, within, &|| self.wanted.holds());
        Some(semantic_tokens(&self.document, &found, self.abilities.encoding))
    }

    /// What stands between the words.
    pub(in crate::lsp) fn hints(&self, range: Range) -> Option<Vec<InlayHint>> {
        let found = hints::hints(&self.document, self.offset(range.start)..self.offset(range.end));
        let places = self.places();
        Some(found.into_iter().map(|it| places.hint(it)).collect())
    }

    /// The lines over articles, their words left to be asked for.
    pub(in crate::lsp) fn lenses(&self) -> Option<Vec<CodeLens>> {
        let found = lens::lenses(&self.workspace, self.uri.as_str(), &self.document);
        let places = self.places();
        Some(found.into_iter().map(|it| places.lens(it)).collect())
    }

    /// The words of a line over an article.
    pub(in crate::lsp) fn lens_words(&self, position: Position, references: u32) -> String {
        let at = self.offset(position);
        lens::words(&self.workspace, self.uri.as_str(), &self.document, at, references)
    }

    /// What is edited together with the words at a place.
    pub(in crate::lsp) fn linked(&self, position: Position) -> Option<LinkedEditingRanges> {
        let found = linked::linked(&self.document, self.offset(position));
        (!found.is_empty()).then(|| self.places().linked(found))
    }

    /// The provisions that a place asks about, in the graph of who refers to whom.
    pub(in crate::lsp) fn nodes(&self, position: Position) -> Option<Vec<CallHierarchyItem>> {
        let found = hierarchy::prepare(&self.document, self.offset(position));
        let places = self.places();
        (!found.is_empty()).then(|| found.into_iter().map(|it| places.node(it)).collect())
    }

    /// Who refers to the provision whose label is at a place.
    pub(in crate::lsp) fn incoming(&self, label: Position) -> Option<Vec<CallHierarchyIncomingCall>> {
        let found = hierarchy::incoming(&self.document, self.offset(label));
        let places = self.places();
        Some(found.into_iter().map(|it| places.incoming(it)).collect())
    }

    /// Whom the provision whose label is at a place refers to.
    pub(in crate::lsp) fn outgoing(&self, label: Position) -> Option<Vec<CallHierarchyOutgoingCall>> {
        let found = hierarchy::outgoing(&self.document, self.offset(label));
        let places = self.places();
        Some(found.into_iter().map(|it| places.outgoing(it)).collect())
    }

    /// The findings, or that they are those of a name.
    pub(in crate::lsp) fn findings(&self, known: Option<&str>) -> Option<DocumentDiagnosticReport> {
        let found = self.last_lint.again(self.places(), &self.document, self.abilities.related_information);
        Some(report(found, known))
    }
}
