//! Queries about brackets: where one closes, which cross a block, and which contain a whole provision.

use travaux_grammar::{BlockId, ClosingPlace, Draft, Summaries, to_usize};

use super::{BracketRef, Outline, Provision, ProvisionId, Span};

impl Outline {
    /// Returns the bracket that contains the whole of a provision, its label included.
    pub fn contested(&self, summaries: Summaries<'_>, id: ProvisionId) -> Option<BracketRef> {
        let provision = self.provision(id);
        let bracket = self.bracket(provision)?;
        let (block, close) = self.closing_place(summaries, bracket)?;
        self.holds_to_the_end(summaries, provision, block, close).then_some(bracket)
    }

    /// Returns whether a bracket that closes at a place contains a provision to its end. A full stop or the mark of a
    /// note after the bracket does not count as text.
    fn holds_to_the_end(
        &self,
        summaries: Summaries<'_>,
        provision: &Provision,
        block: BlockId,
        close: ClosingPlace,
    ) -> bool {
        let next = self.get(provision.end);
        let end_block = next.map_or(self.blocks, |it| it.block);
        let labels_before = to_usize(close.labels_before);
        // A provision that begins after other text shares its block with the end of this one.
        if let Some(next) = next.filter(|it| it.after_text) {
            let labels = &summaries.get(end_block).labels;
            let label = labels.iter().position(|it| it.site.start == next.at.start).unwrap_or(0);
            let is_at_end = label == labels_before && close.is_followed_by_signs_only;
            return block > end_block || block == end_block && (label < labels_before || is_at_end);
        }
        if block >= end_block {
            return true;
        }
        let is_after_last_label = labels_before == summaries.get(block).labels.len();
        let mut rest = BlockId::range(block.next()..end_block);
        is_after_last_label && close.is_followed_by_signs_only && rest.all(|block| !summaries.get(block).has_letters)
    }

    /// Returns the block in which a bracket closes, and the place in it.
    fn closing_place(&self, summaries: Summaries<'_>, bracket: BracketRef) -> Option<(BlockId, ClosingPlace)> {
        let summary = summaries.get(bracket.block);
        let own = summary.enclosing.iter().map(|it| it.1).find(|it| it.index == bracket.index);
        if let Some(close) = own.and_then(|it| it.close) {
            return Some((bracket.block, close));
        }
        let at = self.spans.binary_search_by_key(&bracket, |span| span.open).ok()?;
        let closer = self.spans[at].close;
        Some((closer.block, summaries.loose_ends(closer.block).closers[to_usize(closer.index)].place))
    }

    /// Returns the offset at which a bracket closes, in whichever block.
    pub fn close(&self, draft: &Draft, bracket: BracketRef) -> Option<usize> {
        if let Some(close) = draft.block(bracket.block).brackets[bracket.index].close {
            return Some(draft.offset(bracket.block, close));
        }
        let at = self.spans.binary_search_by_key(&bracket, |span| span.open).ok()?;
        let closer = self.spans[at].close;
        Some(draft.offset(closer.block, draft.block(closer.block).brackets.stray(closer.index).at))
    }

    /// Returns the brackets that open before a block and close in it or after it.
    pub fn spans_into(&self, block: BlockId) -> impl Iterator<Item = &Span> {
        let count = match self.depth(block) {
            0 => 0,
            _ => self.spans.partition_point(|it| it.open.block < block),
        };
        self.spans[..count].iter().filter(move |it| it.close.block >= block)
    }

    /// Returns the unclosed brackets of a block, as indices among its brackets.
    pub fn unclosed_in(&self, block: BlockId) -> impl Iterator<Item = u32> {
        of_block(&self.unclosed, block, |it| it.block).iter().map(|it| it.index)
    }

    /// Returns the unmatched closing signs of a block, as indices among its strays.
    pub fn strays_in(&self, block: BlockId) -> impl Iterator<Item = u32> {
        of_block(&self.strays, block, |it| it.block).iter().map(|it| it.index)
    }
}

/// Returns the members of a sorted list that belong to a block.
fn of_block<T>(list: &[T], block: BlockId, block_of: impl Fn(&T) -> BlockId) -> &[T] {
    let first = list.partition_point(|it| block_of(it) < block);
    let count = list[first..].partition_point(|it| block_of(it) == block);
    &list[first..first + count]
}
