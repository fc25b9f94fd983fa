//! Headings without a number after the last article: `TRANSITIONAL PROVISIONS`, `Reservations and declarations`,
//! `Commentary`. What stands below one is no part of that article.

use travaux_grammar::{BlockId, BlockKind, BlockSummary, Kind, LabelSite, PartHeading};

use super::{Fold, Open, is_listed, unwritten};
use crate::outline::{Provision, ProvisionId};

/// The rank of such a part among the open headings: the next article closes it.
const PART_RANK: u8 = 6;

/// The number of blocks after a heading, blank ones excepted, among which its first label is looked for.
const LOOKAHEAD_BLOCKS: usize = 6;

impl Fold<'_> {
    /// Opens a section at a heading that begins another part of the draft, and closes the article before it. A subheading in
    /// the article is none: the numbers of the article go on below it. Returns whether it does.
    pub(super) fn opens_part(&mut self, block: &BlockSummary, index: BlockId) -> bool {
        if block.part_heading == PartHeading::None || self.quotation.is_some() {
            return false;
        }
        let is_part = |open: &Open| open.kind == Kind::Section && open.rank == PART_RANK;
        let open = self.open.iter().rposition(|open| open.kind.is_article() || is_part(open));
        // The closing clause has closed the last article.
        let is_after_closing = self.open.is_empty() && self.ends_in_article();
        if open.is_none() && self.is_after_annex(block, index) {
            self.close_to(0);
            self.open_part(block, index);
            return true;
        }
        let Some(depth) = open.or(is_after_closing.then_some(0)) else { return false };
        let next = self.next_label(index);
        let begins = match block.part_heading {
            PartHeading::None => false,
            PartHeading::Named | PartHeading::Instrument => !next.is_some_and(|site| self.goes_on_with(depth, site)),
            PartHeading::InCapitals => next.is_some_and(|site| self.begins_anew_with(depth, site)),
        };
        // The line above the number of an article is its title.
        if !begins || self.stands_above_heading(index) || !is_after_closing && !self.has_text_before(depth, index) {
            return false;
        }
        self.close_to(depth);
        self.open_part(block, index);
        true
    }

    fn open_part(&mut self, block: &BlockSummary, index: BlockId) {
        let mut provision = self.provision(Kind::Section, &unwritten(Kind::Section, None, block.indent), index);
        provision.title = Some(index);
        self.push(provision, PART_RANK, 0, None);
    }

    /// `Final Act` after the annexes: returns whether a block is the name of an instrument, and the annex before it has a text
    /// and does not go on.
    fn is_after_annex(&self, block: &BlockSummary, index: BlockId) -> bool {
        let in_annex = self.open.first().is_some_and(|open| open.kind.is_annex());
        let has_text = || self.open.first().is_some_and(|open| open.id.index() + 1 < self.provisions.len());
        let begins_anew = || {
            let label = self.next_label(index).map(|site| site.label);
            label.is_none_or(|label| label.is_some_and(|it| it.number() == 1 && it.is_plain()))
        };
        let is_instrument = block.part_heading == PartHeading::Instrument;
        is_instrument && in_annex && has_text() && begins_anew() && !self.stands_above_heading(index)
    }

    /// Returns whether the last provision is an article, or is in one.
    fn ends_in_article(&self) -> bool {
        let last = ProvisionId::of(self.provisions.len()).previous();
        let mut around = std::iter::successors(last, |id| self.provisions[id.index()].parent);
        around.any(|id| self.provisions[id.index()].kind.is_article())
    }

    /// Returns whether nothing but blank lines stands between a block and the heading of an article.
    fn stands_above_heading(&self, index: BlockId) -> bool {
        let after = BlockId::range(index.next()..self.summaries.end()).map(|it| self.summaries.get(it));
        let next = after.take(LOOKAHEAD_BLOCKS).find(|it| it.kind != BlockKind::Blank);
        let site = next.filter(|it| it.kind == BlockKind::Heading).and_then(|it| it.labels.first());
        site.is_some_and(|it| it.site.kind.is_some_and(Kind::is_article))
    }

    /// Returns the first list label after a block, if no heading stands before it.
    fn next_label(&self, index: BlockId) -> Option<&LabelSite> {
        let after = BlockId::range(index.next()..self.summaries.end()).map(|it| self.summaries.get(it));
        let mut near = after.filter(|it| it.kind != BlockKind::Blank).take(LOOKAHEAD_BLOCKS);
        let first = near.find(|it| it.kind == BlockKind::Heading || !it.labels.is_empty())?;
        first.labels.first().map(|it| &it.site).filter(|site| is_listed(site))
    }

    /// Returns whether a label is the next in the article itself or in one of its open lists.
    fn goes_on_with(&self, article: usize, site: &LabelSite) -> bool {
        self.open.iter().skip(article + 1).map(|open| &self.provisions[open.id.index()]).any(|provision| {
            // A number may be missing between the two.
            let labels = provision.label.zip(site.label);
            provision.enclosure == site.enclosure
                && labels.is_some_and(|(last, label)| label.form == last.form && label > last)
        })
    }

    /// Returns whether a label is the first of a list of the form that the article has already.
    fn begins_anew_with(&self, article: usize, site: &LabelSite) -> bool {
        let member = self.open.get(article + 1).map(|open| &self.provisions[open.id.index()]);
        member.is_some_and(|member| {
            let labels = member.label.zip(site.label);
            member.enclosure == site.enclosure
                && labels
                    .is_some_and(|(last, label)| last.form == label.form && label.number() == 1 && label.is_plain())
        })
    }

    /// Returns whether the article has any text before a block. The line right below its heading is its title.
    fn has_text_before(&self, article: usize, index: BlockId) -> bool {
        let id = self.open[article].id;
        let provision = &self.provisions[id.index()];
        if id.index() + 1 < self.provisions.len() || self.summaries.get(provision.block).has_text_below_heading {
            return true;
        }
        let has_letters = |block: BlockId| self.summaries.get(block).has_letters;
        let before = BlockId::range(provision.block.next()..index).rev().find(|block| has_letters(*block));
        before.is_some_and(|block| provision.title != Some(block))
    }
}

/// Returns whether a provision is a part that a heading without a number begins.
pub(in crate::outline) fn is_part(provision: &Provision) -> bool {
    provision.kind == Kind::Section && provision.label.is_none() && provision.level == 0 && provision.rank == PART_RANK
}
