//! The input of rules. A rule that checks a draft is given the outline and the summaries of its blocks. Only a rule
//! that checks a single block is given that block's text, and only a rule that compares drafts is given whole
//! documents.

use std::cell::OnceCell;
use std::ops::Range;

use travaux_grammar::{Block, BlockId, Draft, Reference, Summaries};
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::outline::{Outline, Resolution};
use travaux_model::workspace::Workspace;

use crate::finding::Place;
use crate::term_index::TermIndex;
use crate::term_uses::TermUses;

/// The input of a rule that compares the blocks of a draft.
pub(crate) struct DraftContext<'a> {
    document: &'a Document,
    /// The settings of the project.
    pub(crate) settings: &'a Settings,
}

impl<'a> DraftContext<'a> {
    pub(crate) fn of(document: &'a Document, settings: &'a Settings) -> DraftContext<'a> {
        DraftContext { document, settings }
    }

    pub(crate) fn outline(&self) -> &'a Outline {
        &self.document.outline
    }

    pub(crate) fn summaries(&self) -> Summaries<'a> {
        self.document.summaries()
    }

    /// Returns one of its blocks without the rest of the draft.
    pub(crate) fn text(&self, id: BlockId) -> TextContext<'a> {
        TextContext { id, block: self.document.draft.block(id) }
    }

    /// Returns the context of one of its blocks.
    pub(crate) fn block(&self, id: BlockId) -> BlockContext<'a> {
        BlockContext {
            id,
            block: self.document.draft.block(id),
            outline: &self.document.outline,
            summaries: self.document.summaries(),
            settings: self.settings,
            resolutions: OnceCell::new(),
        }
    }
}

/// The input of a rule that checks the text of one block, whatever the rest of the draft says.
pub(crate) struct TextContext<'a> {
    /// The id of the block in the draft.
    id: BlockId,
    pub(crate) block: &'a Block,
}

impl TextContext<'_> {
    /// Returns a place in the block.
    pub(crate) fn place(&self, range: Range<u32>) -> Place {
        Place::Bytes { block: self.id, range }
    }
}

/// The input of a rule that checks one block in its draft, with results that several rules share.
pub(crate) struct BlockContext<'a> {
    /// The id of the block in the draft.
    pub(crate) id: BlockId,
    pub(crate) block: &'a Block,
    pub(crate) outline: &'a Outline,
    /// The summaries of all blocks of the draft.
    pub(crate) summaries: Summaries<'a>,
    /// The settings of the project.
    pub(crate) settings: &'a Settings,
    resolutions: OnceCell<Vec<Resolved<'a>>>,
}

/// A reference and its resolution.
pub(crate) struct Resolved<'a> {
    pub(crate) reference: &'a Reference,
    pub(crate) resolution: Resolution,
}

impl<'a> BlockContext<'a> {
    /// Returns a place in the block.
    pub(crate) fn place(&self, range: Range<u32>) -> Place {
        Place::Bytes { block: self.id, range }
    }

    /// Returns the references of the block. They are resolved once for all rules.
    pub(crate) fn resolved(&self) -> &[Resolved<'a>] {
        self.resolutions.get_or_init(|| {
            let resolved = |reference| {
                let resolution = self.outline.resolve_without_addresses(self.id, self.block.plain_text(), reference);
                Resolved { reference, resolution: self.outline.without_missing_texts(self.summaries, resolution) }
            };
            self.outline.references(self.id, self.block).map(resolved).collect()
        })
    }
}

/// The input of a rule that compares a draft with others of its workspace.
pub(crate) struct WorkspaceContext<'a> {
    pub(crate) document: &'a Document,
    /// The settings of the project.
    pub(crate) settings: &'a Settings,
    /// The drafts of the project.
    pub(crate) workspace: &'a Workspace,
    /// The name of the draft in the workspace.
    pub(crate) name: &'a str,
    /// Returns whether the work was cancelled. Its findings are then dropped.
    pub(crate) is_cancelled: &'a dyn Fn() -> bool,
    /// The places of its terms before the last edits.
    earlier_terms: Option<&'a TermIndex>,
    terms: OnceCell<Option<(TermIndex, TermUses)>>,
}

impl<'a> WorkspaceContext<'a> {
    pub(crate) fn of(
        document: &'a Document,
        settings: &'a Settings,
        workspace: &'a Workspace,
        name: &'a str,
        is_cancelled: &'a dyn Fn() -> bool,
    ) -> WorkspaceContext<'a> {
        WorkspaceContext {
            document,
            settings,
            workspace,
            name,
            is_cancelled,
            earlier_terms: None,
            terms: OnceCell::new(),
        }
    }

    /// Returns the context with the places that an earlier index of the draft holds.
    pub(crate) fn with_terms(self, earlier_terms: Option<&'a TermIndex>) -> WorkspaceContext<'a> {
        WorkspaceContext { earlier_terms, ..self }
    }

    /// Returns the uses of the draft's terms, which several rules share; `None` if the work was cancelled.
    pub(crate) fn term_uses(&self) -> Option<&TermUses> {
        let read = || {
            let index = TermIndex::of(self.document, self.earlier_terms, self.is_cancelled)?;
            let uses = TermUses::of(self.document, &index);
            Some((index, uses))
        };
        self.terms.get_or_init(read).as_ref().map(|it| &it.1)
    }

    /// Returns the places of the draft's terms, if a rule asked for them.
    pub(crate) fn into_terms(self) -> Option<TermIndex> {
        self.terms.into_inner().flatten().map(|it| it.0)
    }

    pub(crate) fn draft(&self) -> &'a Draft {
        &self.document.draft
    }

    pub(crate) fn outline(&self) -> &'a Outline {
        &self.document.outline
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        (self.is_cancelled)()
    }
}
