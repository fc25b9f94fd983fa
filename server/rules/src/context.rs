//! What a rule may look at. A rule that judges a draft sees the outline and the summaries of its blocks; only a rule that
//! judges one block sees that block's text, and only a rule that compares drafts sees whole documents.

use std::cell::OnceCell;
use std::ops::Range;

use travaux_grammar::{Block, Draft, Reference, Summaries};
use travaux_model::config::Settings;
use travaux_model::document::Document;
use travaux_model::outline::{Outline, Resolution};
use travaux_model::workspace::Workspace;

use crate::finding::Place;

/// A draft as the rules that compare its blocks see it.
pub(crate) struct DraftContext<'a> {
    document: &'a Document,
    /// What the project sets.
    pub(crate) settings: &'a Settings,
}

impl<'a> DraftContext<'a> {
    /// The context of a draft.
    pub(crate) fn of(document: &'a Document, settings: &'a Settings) -> DraftContext<'a> {
        DraftContext { document, settings }
    }

    /// The outline of the draft.
    pub(crate) fn outline(&self) -> &'a Outline {
        &self.document.outline
    }

    /// The summaries of its blocks.
    pub(crate) fn summaries(&self) -> Summaries<'a> {
        self.document.summaries()
    }

    /// The context of one of its blocks.
    pub(crate) fn block(&self, index: usize) -> BlockContext<'a> {
        BlockContext {
            index,
            block: &self.document.draft.blocks[index],
            outline: &self.document.outline,
            summaries: self.document.summaries(),
            settings: self.settings,
            resolutions: OnceCell::new(),
        }
    }
}

/// One block of a draft, with what several rules ask of it.
pub(crate) struct BlockContext<'a> {
    /// Its place among the blocks.
    pub(crate) index: usize,
    /// The block.
    pub(crate) block: &'a Block,
    /// The outline of the draft.
    pub(crate) outline: &'a Outline,
    /// The summaries of all blocks.
    pub(crate) summaries: Summaries<'a>,
    /// What the project sets.
    pub(crate) settings: &'a Settings,
    resolutions: OnceCell<Vec<Resolved<'a>>>,
}

/// A reference and what it resolves to.
pub(crate) struct Resolved<'a> {
    pub(crate) reference: &'a Reference,
    pub(crate) resolution: Resolution,
}

impl<'a> BlockContext<'a> {
    /// Bytes of the block as a place.
    pub(crate) fn place(&self, range: Range<u32>) -> Place {
        Place::Bytes { block: self.index as u32, range }
    }

    /// The references of the block, resolved once for all rules.
    pub(crate) fn resolved(&self) -> &[Resolved<'a>] {
        self.resolutions.get_or_init(|| {
            let resolved = |reference| Resolved {
                reference,
                resolution: self.outline.resolve_without_addresses(self.index, &self.block.text, reference),
            };
            self.outline.references(self.index, self.block).map(resolved).collect()
        })
    }
}

/// A draft among the others of its workspace.
pub(crate) struct WorkspaceContext<'a> {
    /// The draft.
    pub(crate) document: &'a Document,
    /// What the project sets.
    pub(crate) settings: &'a Settings,
    /// The other drafts.
    pub(crate) workspace: &'a Workspace,
    /// The name of the draft in the workspace.
    pub(crate) name: &'a str,
    /// Whether the work was cancelled; its findings are then dropped.
    pub(crate) is_cancelled: &'a dyn Fn() -> bool,
}

impl<'a> WorkspaceContext<'a> {
    /// The draft's blocks.
    pub(crate) fn draft(&self) -> &'a Draft {
        &self.document.draft
    }

    /// The draft's outline.
    pub(crate) fn outline(&self) -> &'a Outline {
        &self.document.outline
    }

    /// Whether the work was cancelled.
    pub(crate) fn is_cancelled(&self) -> bool {
        (self.is_cancelled)()
    }
}
