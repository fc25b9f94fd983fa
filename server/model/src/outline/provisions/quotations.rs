//! Quotations of several blocks: the text of an amendment, which belongs to the item that announces it. The list of the
//! item goes on after the quotation.

use travaux_grammar::{BlockId, BlockKind, BlockSummary, Kind, Label, LabelSite, QuotationEnd};

use super::Fold;

impl Fold<'_> {
    /// Begins a quotation at a block whose label a quotation mark precedes, after a colon in an open provision, and at an
    /// amended article. Leaves one that was never closed at a heading that cannot be in it.
    pub(super) fn enter_or_leave_quotation(&mut self, block: &BlockSummary, index: BlockId) {
        let Some(site) = block.labels.first().map(|it| &it.site) else { return };
        match self.quotation {
            None if site.quoted && !self.open.is_empty() && self.follows_colon(index) => {
                self.quotation = Some(self.open.len());
            }
            None if self.is_amended_article(site, index) => self.quotation = Some(self.open.len()),
            Some(depth)
                if !site.quoted
                    && (self.continues_headings_around(site, depth) || self.ends_amended_articles(site, depth)) =>
            {
                self.leave_quotation(depth);
            }
            _ => {}
        }
    }

    /// Ends the quotation that a block closes.
    pub(super) fn end_quotation(&mut self, block: &BlockSummary) {
        let is_quoted = |it: &BlockSummary| it.labels.first().is_some_and(|it| it.site.quoted);
        let ends = match block.quotation_end {
            QuotationEnd::None => false,
            QuotationEnd::Whole => is_quoted(block),
            QuotationEnd::Earlier => true,
        };
        if let Some(depth) = self.quotation.filter(|_| ends) {
            self.leave_quotation(depth);
        }
    }

    /// Returns the number of open provisions that contain the quotation which is being read, and so everything in it.
    pub(super) fn quotation_depth(&self) -> usize {
        self.quotation.unwrap_or(0)
    }

    fn leave_quotation(&mut self, depth: usize) {
        self.close_to(depth);
        self.quotation = None;
    }

    /// Returns whether the text before a block ends with a colon.
    pub(super) fn follows_colon(&self, index: BlockId) -> bool {
        let first = self.open.last().map_or(BlockId::FIRST, |it| self.provisions[it.id.index()].block);
        let mut before = BlockId::range(first..index).rev().map(|block| self.summaries.get(block));
        before.find(|it| it.kind != BlockKind::Blank).is_some_and(|it| it.announces_list)
    }

    /// Returns whether the heading of an article begins a text without quotation marks that the block before it announces:
    /// `Article 4` after `Article 1. Articles 4 and 5 of the Ports Act are replaced by the following:`. The articles of the
    /// draft must go on after it with another number.
    fn is_amended_article(&self, site: &LabelSite, index: BlockId) -> bool {
        let Some(label) = site.label.filter(|_| site.kind == Some(Kind::Article) && !site.inline) else { return false };
        let article = self.open.iter().rfind(|it| it.kind == Kind::Article);
        let Some(own) = article.and_then(|it| self.provisions[it.id.index()].label) else { return false };
        let first = self.open.last().map_or(BlockId::FIRST, |it| self.provisions[it.id.index()].block);
        let mut before = BlockId::range(first..index).rev().map(|block| self.summaries.get(block));
        let named = before.find(|it| it.kind != BlockKind::Blank).filter(|it| it.introduces_other_provisions);
        // `After Article 2A add:` announces article 2B.
        let is_next = |named: Label| label.follows(&named) || label.number() == named.number() && label > named;
        let is_first_named = |named: Label| named.names_same_provision(&label) || is_next(named);
        named.and_then(|it| it.amended_article).is_some_and(is_first_named)
            && !(label.follows(&own) && label.is_plain())
            && !label.names_same_provision(&own)
    }

    /// Returns whether a heading cannot belong to amended articles without quotation marks: that of an annex, and an article
    /// after the one that amends whose number is not higher than the last amended one, as article 3 after article 5.
    fn ends_amended_articles(&self, site: &LabelSite, depth: usize) -> bool {
        let (around, inside) = self.open.split_at(depth.min(self.open.len()));
        let first = inside.first().map(|it| self.summaries.get(self.provisions[it.id.index()].block));
        let has_marks = |it: &BlockSummary| it.labels.first().is_some_and(|it| it.site.quoted);
        if first.is_none_or(has_marks) {
            return false;
        }
        let last_article = |open: &[super::Open]| {
            let article = open.iter().rfind(|it| it.kind == Kind::Article)?;
            self.provisions[article.id.index()].label
        };
        match (site.kind, site.label, last_article(around), last_article(inside)) {
            (Some(kind), ..) if kind.is_annex() => true,
            (Some(Kind::Article), Some(label), Some(own), Some(last)) => own < label && label <= last,
            _ => false,
        }
    }

    /// Returns whether a heading is the next after one of those that contain the quotation, and not after one in it.
    fn continues_headings_around(&self, site: &LabelSite, depth: usize) -> bool {
        let Some((kind, label)) = site.kind.zip(site.label).filter(|(kind, _)| kind.is_heading()) else { return false };
        let follows = |open: &super::Open| {
            let last = self.provisions[open.id.index()].label;
            open.kind == kind && last.is_some_and(|last: Label| label.follows(&last))
        };
        let (around, inside) = self.open.split_at(depth.min(self.open.len()));
        kind != Kind::Option && around.iter().any(follows) && !inside.iter().any(follows)
    }
}
