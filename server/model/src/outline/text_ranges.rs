//! The text of a provision, its label and its title, as bytes of the draft.

use std::ops::Range;

use travaux_grammar::{BlockId, Draft, Summaries, candidate_title};

use super::{Outline, ProvisionId, TextStart};

impl Outline {
    /// Returns the innermost provision whose text contains a byte of the draft. See [`Outline::at`].
    pub fn at_byte(&self, draft: &Draft, offset: usize) -> Option<ProvisionId> {
        let (block, at) = draft.place(offset);
        self.at(block, at)
    }

    /// Returns the bytes of a provision from its label to the next provision, without trailing whitespace.
    pub fn range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        let start = draft.offset(provision.block, provision.at.start);
        let Some(next) = self.get(provision.end) else {
            let last = draft.blocks_with_ids().rfind(|(_, block)| block.trimmed_len() > 0);
            let end = last.map_or(start, |(id, block)| draft.start(id) + block.trimmed_len());
            return start..end.max(start);
        };
        // The next label is in the middle of a block, so the text before it still belongs to this provision.
        if next.after_text {
            return start..draft.offset(next.start.block, next.start.offset);
        }
        let last = next.start.block.minus(1);
        start..(draft.start(last) + draft.block(last).trimmed_len()).max(start)
    }

    /// Returns the bytes of a provision including the brackets and the markup that open before its label.
    pub fn text_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let TextStart { block, offset } = self.provision(id).start;
        let range = self.range(draft, id);
        (draft.offset(block, offset)).min(range.start)..range.end
    }

    /// Returns the bytes of a provision's label.
    pub fn label_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        draft.range(provision.block, provision.at.clone())
    }

    /// Returns the block that contains the title of a provision, and the title's bytes in that block.
    pub fn title_range(&self, draft: &Draft, id: ProvisionId) -> Option<(BlockId, Range<u32>)> {
        let provision = self.provision(id);
        let index = provision.title?;
        let block = draft.block(index);
        let is_own = index == provision.block;
        let range = if is_own { block.title.clone() } else { candidate_title(block) };
        range.map(|range| (index, range))
    }

    /// Returns the title of a provision.
    pub fn title<'d>(&self, draft: &'d Draft, id: ProvisionId) -> Option<&'d str> {
        self.title_in(Summaries::of(draft), id)
    }

    /// Returns the title of a provision from the summaries alone.
    pub fn title_in<'d>(&self, summaries: Summaries<'d>, id: ProvisionId) -> Option<&'d str> {
        let provision = self.provision(id);
        let block = provision.title?;
        summaries.title(block, block == provision.block)
    }
}
