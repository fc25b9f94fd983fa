//! The answers that display parts of a draft and change nothing in it.

use serde_json::json;
use tower_lsp::ls_types::{
    CallHierarchyIncomingCall, CallHierarchyItem, CallHierarchyOutgoingCall, CodeLens, Command,
    DocumentDiagnosticReport, DocumentHighlight, DocumentLink, FoldingRange, InlayHint, LinkedEditingRanges, Position,
    Range, ReferenceContext, SelectionRange, SemanticToken,
};

use super::DocumentSnapshot;
use crate::lsp::convert::{ConvertedBlock, display_command, document_report, joined_tokens};
use crate::lsp::lint::result_id;
use crate::lsp::semantic_token_cache::ConvertedTokens;
use travaux_features::{
    call_hierarchy, code_lens, document_links, folding, highlight, inlay_hints, linked_editing, selection,
    semantic_tokens::{self, DraftTokens},
};
use travaux_grammar::{BlockId, to_usize};

impl DocumentSnapshot {
    /// The places to highlight together with the words at a position.
    pub(in crate::lsp) fn highlights(&self, position: Position) -> Option<Vec<DocumentHighlight>> {
        let found = highlight::highlights(&self.document, self.offset(position));
        let converter = self.converter();
        (!found.is_empty()).then(|| found.into_iter().map(|it| converter.highlight(it)).collect())
    }

    /// The ranges that can be folded.
    pub(in crate::lsp) fn folds(&self) -> Option<Vec<FoldingRange>> {
        let folds = folding::folds(&self.document);
        let limit = self.capabilities.fold_limit.map_or(usize::MAX, to_usize);
        Some(self.converter().folds(folds, self.capabilities.line_folds_only, limit))
    }

    /// The ranges that a selection at each position grows to.
    pub(in crate::lsp) fn selections(&self, positions: Vec<Position>) -> Option<Vec<SelectionRange>> {
        let converter = self.converter();
        let found = positions.into_iter().map(|it| selection::selections(&self.document, self.offset(it)));
        Some(found.map(|it| converter.selection(it)).collect())
    }

    /// The links to targets outside of the draft.
    pub(in crate::lsp) fn links(&self) -> Option<Vec<DocumentLink>> {
        let found = document_links::links(self.settings(), &self.document);
        let converter = self.converter();
        Some(found.into_iter().filter_map(|it| converter.link(it, self.capabilities.link_tooltips)).collect())
    }

    /// The semantic tokens of the draft, of which those in blocks that have not changed are taken from an earlier answer.
    pub(in crate::lsp) fn tokens(&self, before: Option<&ConvertedTokens>) -> Option<ConvertedTokens> {
        let keep_going = || !self.cancellation.is_cancelled();
        let draft = DraftTokens::of(&self.workspace, &self.document, before.map(|it| &it.draft), &keep_going)?;
        Some(ConvertedTokens::of(draft, before, self.capabilities.encoding))
    }

    /// The semantic tokens in a range.
    pub(in crate::lsp) fn tokens_in(&self, range: Range) -> Option<Vec<SemanticToken>> {
        let (within, encoding) = (self.offset(range.start)..self.offset(range.end), self.capabilities.encoding);
        let keep_going = || !self.cancellation.is_cancelled();
        let found = semantic_tokens::tokens(&self.workspace, &self.document, within, &keep_going);
        let first = found.first().map_or(BlockId::FIRST, |it| it.0);
        let text = |id: BlockId| &*self.document.draft.block(id).text;
        let blocks: Vec<ConvertedBlock> =
            found.iter().map(|(id, tokens)| ConvertedBlock::of(text(*id), tokens, encoding)).collect();
        Some(joined_tokens(&self.document, first, &blocks, encoding))
    }

    /// The inlay hints in a range.
    pub(in crate::lsp) fn hints(&self, range: Range) -> Option<Vec<InlayHint>> {
        let tally = self.settings().inlay_tally.then(|| inlay_hints::TallySource {
            workspace: &self.workspace,
            draft: self.uri.as_str(),
            locale: self.capabilities.locale,
        });
        let found = inlay_hints::hints(&self.document, self.offset(range.start)..self.offset(range.end), tally);
        let converter = self.converter();
        Some(found.into_iter().map(|it| converter.hint(it)).collect())
    }

    /// The lenses of articles, whose titles are requested separately.
    pub(in crate::lsp) fn lenses(&self) -> Option<Vec<CodeLens>> {
        let found = code_lens::lenses(&self.workspace, self.uri.as_str(), &self.document);
        let converter = self.converter();
        Some(found.into_iter().map(|it| converter.lens(it)).collect())
    }

    /// The command of a lens: its title, and if the client has a command `show` that shows references, its arguments. These
    /// are a URI, a position and locations, as those of `editor.action.showReferences`.
    pub(in crate::lsp) fn lens_command(&self, position: Position, references: u32, show: Option<&str>) -> Command {
        let (at, locale) = (self.offset(position), self.capabilities.locale);
        let title = code_lens::words(&self.workspace, self.uri.as_str(), &self.document, at, references, locale);
        let Some(show) = show.filter(|_| references > 0) else { return display_command(title) };
        let context = ReferenceContext { include_declaration: false };
        let found = self.references(position, context).unwrap_or_default();
        let arguments = vec![json!(self.uri), json!(position), json!(found)];
        Command { title, command: show.to_owned(), arguments: Some(arguments) }
    }

    /// The ranges that are edited together with the words at a position.
    pub(in crate::lsp) fn linked(&self, position: Position) -> Option<LinkedEditingRanges> {
        let found = linked_editing::linked_ranges(&self.document, self.offset(position));
        (!found.is_empty()).then(|| self.converter().linked(found))
    }

    /// The provisions at a position, as items of the call hierarchy.
    pub(in crate::lsp) fn hierarchy_items(&self, position: Position) -> Option<Vec<CallHierarchyItem>> {
        let found = call_hierarchy::prepare(&self.document, self.offset(position));
        let converter = self.converter();
        (!found.is_empty()).then(|| found.into_iter().map(|it| converter.hierarchy_item(it)).collect())
    }

    /// The provisions that refer to the one whose label is at a position.
    pub(in crate::lsp) fn incoming(&self, label: Position) -> Option<Vec<CallHierarchyIncomingCall>> {
        let found = call_hierarchy::incoming(&self.document, self.offset(label));
        let converter = self.converter();
        Some(found.into_iter().map(|it| converter.incoming(it)).collect())
    }

    /// The provisions that the one whose label is at a position refers to.
    pub(in crate::lsp) fn outgoing(&self, label: Position) -> Option<Vec<CallHierarchyOutgoingCall>> {
        let found = call_hierarchy::outgoing(&self.document, self.offset(label));
        let converter = self.converter();
        Some(found.into_iter().map(|it| converter.outgoing(it)).collect())
    }

    /// The findings; if the client has those of the result id `known_id`, and they are the same, only the id.
    pub(in crate::lsp) fn findings(&self, known_id: Option<&str>) -> Option<DocumentDiagnosticReport> {
        let found = self.lint.full(self.converter(), &self.document, self.capabilities.diagnostics);
        let id = result_id(&found);
        Some(document_report(found, id, known_id))
    }
}
