//! Lines that begin like provisions and are none: the rest of a sentence or of a title, and the cells of a table.

use travaux_grammar::{
    BlockFlags, BlockId, BlockKind, BlockSummary, Doubt, Enclosure, Kind, Label, LabelSite, Length, NumberForm,
    PartHeading,
};

use super::{Fold, Open};

/// The number of blocks in which a title with numbers is looked for.
const MAX_TITLE_BLOCKS: u32 = 6;

/// The number of lines of a list of addresses that are looked at.
const MAX_ADDRESSES: usize = 6;

impl Fold<'_> {
    /// Returns whether the label at the beginning of a block is a number that the sentence before it leaves open:
    /// `under paragraphs 1 and`, and on the next page `3. Three is here`. It is a label where it is due in a list that
    /// goes on after it.
    pub(super) fn continues_sentence(&self, site: &LabelSite, block: BlockId) -> bool {
        let open = block.previous().filter(|_| !site.inline).and_then(|it| self.summaries.get(it).open_number);
        let Some(label) = site.label.filter(|label| open.is_some_and(|it| it.takes(label))) else { return false };
        if label.is_first() && block.previous().is_some_and(|above| self.is_title(above)) {
            return false;
        }
        let is_next = |open: &Open| open.listed.is_some() && label.follows(&self.letter_of(open.id));
        let goes_on = self.next_labels(block, 0)[0].is_some_and(|next| next.follows(&label));
        !(goes_on && self.open.iter().any(is_next))
    }

    /// `ANNEX I`, `PRODUCTS UNDER PARAGRAPHS`, `Exchange of letters`: returns whether a block is a heading or its title, after
    /// which no sentence goes on.
    fn is_title(&self, block: BlockId) -> bool {
        let summary = self.summaries.get(block);
        let is_of_last = self.provisions.last().is_some_and(|it| it.title == Some(block));
        is_of_last
            || matches!(summary.part_heading, PartHeading::Named | PartHeading::Instrument)
            || summary.kind == BlockKind::Heading && summary.has_title
    }

    /// Returns whether the label at the beginning of a block numbers a footnote below a rule of underscores, and is not due
    /// in any list.
    pub(super) fn is_footnote_below_rule(&self, site: &LabelSite, block: BlockId) -> bool {
        const MAX_NOTES: usize = 8;
        let Some(own) = site.label.filter(|it| it.form == NumberForm::Digits && it.numbers[1] == 0) else {
            return false;
        };
        if self.open.iter().any(|open| open.listed.is_some() && own.follows(&self.letter_of(open.id))) {
            return false;
        }
        // The notes before it have no provision either.
        let first = self.provisions.last().map_or(BlockId::FIRST, |it| it.block);
        let mut label = own;
        let blocks = BlockId::range(first..block).rev().map(|at| (at, self.summaries.get(at)));
        for (at, summary) in blocks.filter(|(_, it)| it.kind != BlockKind::Blank).take(MAX_NOTES) {
            if summary.ends_with_rule {
                return true;
            }
            let before = summary.labels.first().and_then(|it| it.site.label).filter(|_| at > first);
            let Some(before) = before.filter(|before| label.follows(before)) else { return false };
            label = before;
        }
        false
    }

    /// `J. Smith`, `M. LE PREMIER MINISTRE`: returns whether the capital letter at the beginning of a line is that of a name. No
    /// such letter is open before it, it does not begin a list, and neither the next letter nor a list of its own follows.
    pub(super) fn is_initial_of_name(&self, site: &LabelSite, block: BlockId) -> bool {
        let is_capital = |it: &Label| matches!(it.form, NumberForm::Upper | NumberForm::UpperRoman);
        let Some(label) = site.label.filter(|it| is_capital(it) && it.is_plain() && it.numbers[1] == 0) else {
            return false;
        };
        let summary = self.summaries.get(block);
        let is_line =
            summary.level == 0 && summary.length == Length::Short && (summary.may_be_title || summary.has_title);
        let is_open = |open: &Open| {
            let is_member = open.listed.is_some() || open.kind == Kind::Section;
            is_member && is_capital(&self.letter_of(open.id))
        };
        if site.enclosure != Enclosure::Dot || !is_line || label.readings().any(|it| it.is_first()) {
            return false;
        }
        if self.open.iter().any(is_open) {
            return false;
        }
        let after = block.next()..self.summaries.end();
        let heading = self.summaries.with_flags_in(after.clone(), BlockFlags::HEADING).next();
        let end = heading.map_or(after.end, |(heading, _)| heading);
        let mut below = self.summaries.with_flags_in(after.start..end, BlockFlags::LIST_LABEL);
        let next = below.next().and_then(|(_, it)| it.labels.iter().find_map(|it| it.site.label));
        next.is_none_or(|next| {
            !next.is_first() && !label.readings().any(|it| next.readings().any(|next| next.follows(&it)))
        })
    }

    /// Returns whether the label at the beginning of a block numbers a part of its article's title: `2. Publication` after
    /// `Works: 1. Points of attachment;` and before the paragraphs, which begin with 1.
    pub(super) fn continues_title(&self, site: &LabelSite, block: BlockId) -> bool {
        let is_number = |label: &Label| label.form == NumberForm::Digits && label.is_plain() && label.numbers[1] == 0;
        let Some(label) = site.label.filter(|label| is_number(label) && label.number() > 1) else { return false };
        let Some(article) = self.provisions.last().filter(|it| it.kind.is_article() && it.block < block) else {
            return false;
        };
        let number = |label: Option<Label>| label.map_or(0, |label| label.number());
        let [next, second] = self.next_labels(block, 0).map(number);
        let is_before_paragraphs = next == 1 && second == 2 || next == label.number() + 1 && second == 1;
        if !is_before_paragraphs || self.has_heading_before_second_label(block) {
            return false;
        }
        let first = Label::new(NumberForm::Digits, 1);
        let mut title = BlockId::range(article.block..block.min(article.block.plus(MAX_TITLE_BLOCKS)));
        title.any(|at| {
            let summary = self.summaries.get(at);
            summary.length <= Length::Short && summary.running_labels.contains(&first)
        })
    }

    /// Returns whether an article begins after a block and before the second labelled block after it.
    fn has_heading_before_second_label(&self, block: BlockId) -> bool {
        let rest = block.next()..self.summaries.end();
        let mut labelled = self.summaries.with_flags_in(rest.clone(), BlockFlags::LIST_LABEL);
        let second = labelled.nth(1).map_or(rest.start, |(second, _)| second);
        self.summaries.with_flags_in(rest.start..second, BlockFlags::HEADING).next().is_some()
    }

    /// Returns whether a heading in an annex is a cell of a table: nothing stands between it and another heading of an
    /// article, and neither number follows the other.
    pub(super) fn is_table_cell(&self, block: &BlockSummary, index: BlockId) -> bool {
        let Some(own) = article(block).filter(|_| self.open.iter().any(|open| open.kind.is_annex())) else {
            return false;
        };
        let other = |at: Option<BlockId>| at.filter(|at| *at < self.summaries.end()).map(|at| self.summaries.get(at));
        let are_cells = |first: &Label, next: &Label| !next.follows(first) && next.numbers != first.numbers;
        let is_before_cell = || other(Some(index.next())).and_then(article).is_some_and(|next| are_cells(&own, &next));
        let is_after_cell = || {
            let before = other(index.previous()).filter(|it| is_bare(it)).and_then(article);
            before.is_some_and(|before| are_cells(&before, &own))
        };
        is_bare(block) && is_before_cell() || is_after_cell()
    }

    /// Returns whether the heading of an article is a line of a list of addresses: `Article 16` after `The following
    /// provisions apply:`. It has neither a title nor a text, and its number is not due.
    pub(super) fn is_listed_address(&self, block: &BlockSummary, index: BlockId) -> bool {
        let Some(label) = article(block).filter(|_| is_bare(block)) else { return false };
        let last = self.open.iter().rfind(|open| open.kind == Kind::Article).map(|open| self.letter_of(open.id));
        if last.is_none_or(|last| label.follows(&last) || label.numbers == last.numbers) {
            return false;
        }
        let is_text = |at: BlockId| self.summaries.get(at).kind != BlockKind::Blank;
        let mut after = BlockId::range(index.next()..self.summaries.end()).find(|at| is_text(*at)).into_iter();
        if after.any(|at| article(self.summaries.get(at)).is_none() && !self.summaries.get(at).is_list_of_references) {
            return false;
        }
        // Nothing before the last provision is looked at: the outline may be folded again from there.
        let first = self.provisions.last().map_or(BlockId::FIRST, |it| it.block);
        let before = BlockId::range(first..index).rev().filter(|at| is_text(*at)).take(MAX_ADDRESSES);
        let mut before = before.map(|at| self.summaries.get(at));
        before.find(|it| !is_bare(it) && !it.is_list_of_references).is_some_and(|it| it.announces_list)
    }
}

/// Returns the number of an article of which a block is the heading.
fn article(block: &BlockSummary) -> Option<Label> {
    let site = &block.labels.first()?.site;
    let is_article = site.kind == Some(Kind::Article) && site.doubt == Doubt::None;
    site.label.filter(|_| is_article && block.kind == BlockKind::Heading)
}

/// Returns whether a block consists of the heading of an article without a title.
fn is_bare(block: &BlockSummary) -> bool {
    block.labels.len() == 1 && !block.has_title && !block.has_text_after_labels && article(block).is_some()
}
