//! The text of a provision, its label and its title, as bytes of the draft.

use std::ops::Range;

use travaux_grammar::{Draft, Summaries, candidate_title};

use super::{Outline, ProvisionId, TextStart};

impl Outline {
    /// Returns the bytes of a provision from its label to the next provision, without trailing whitespace.
    pub fn range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        let start = draft.start(provision.block as usize) + provision.at.start as usize;
        let Some(next) = self.provisions.get(provision.end as usize) else {
            let last = draft.blocks.iter().rposition(|block| block.trimmed_len() > 0);
            let end = last.map_or(start, |block| draft.start(block) + draft.blocks[block].trimmed_len());
            return start..end.max(start);
        };
        // The next label is in the middle of a block, so the text before it still belongs to this provision.
        if next.after_text {
            return start..draft.start(next.start.block as usize) + next.start.offset as usize;
        }
        let last = (next.start.block as usize).saturating_sub(1);
        start..(draft.start(last) + draft.blocks[last].trimmed_len()).max(start)
    }

    /// Returns the bytes of a provision including the brackets and the markup that open before its label.
    pub fn text_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let TextStart { block, offset } = self.provision(id).start;
        let range = self.range(draft, id);
        (draft.start(block as usize) + offset as usize).min(range.start)..range.end
    }

    /// Returns the bytes of a provision's label.
    pub fn label_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        draft.range(provision.block as usize, provision.at.clone())
    }

    /// Returns the block that contains the title of a provision, and the title's bytes in that block.
    pub fn title_range(&self, draft: &Draft, id: ProvisionId) -> Option<(usize, Range<u32>)> {
        let provision = self.provision(id);
        let index = provision.title? as usize;
        let block = &draft.blocks[index];
        let is_own = index == provision.block as usize;
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
        summaries.title(block as usize, block == provision.block)
    }
}
