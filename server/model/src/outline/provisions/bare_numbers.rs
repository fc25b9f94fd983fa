//! Paragraphs whose numbers nothing sets off: `1 Each Party shall report.`

use travaux_grammar::{BlockFlags, BlockId, BlockKind, BlockSummary, Kind, Label, LabelSite, NumberForm};

use super::refold::LOOKAHEAD_LABELS;
use super::{Fold, is_bare_number, is_listed};
use crate::outline::ProvisionId;

impl Fold<'_> {
    /// Adds the paragraph of a number that nothing sets off, if the series shows that it is one: the first directly below
    /// the heading of an article, with the second after it, and the next ones after that, or the one that a list of `1.` and
    /// `3.` lacks. Any other is a number in a text.
    pub(super) fn bare_number(&mut self, block: &BlockSummary, site: &LabelSite, index: BlockId) {
        let Some(label) = site.label else { return };
        let article = self.open.iter().rposition(|open| open.kind.is_article());
        let last = article.and_then(|at| self.open.get(at + 1)).filter(|open| open.kind == Kind::Paragraph);
        let last = last.map(|open| &self.provisions[open.id.index()]);
        let is_next = match last {
            Some(last) => {
                let is_like = || last.enclosure == site.enclosure || self.is_followed(&label, index, is_listed);
                last.label.is_some_and(|last| label.follows(&last)) && is_like()
            }
            None => {
                article.is_some_and(|at| self.is_below_heading(self.open[at].id, index))
                    && label.is_first()
                    && self.is_followed(&label, index, |_| true)
            }
        };
        let Some(article) = article.filter(|_| is_next) else { return self.text(block, index) };
        let enclosure = last.map_or(site.enclosure, |last| last.enclosure);
        self.close_to(article + 1);
        let mut provision = self.provision(Kind::Paragraph, site, index);
        provision.label = Some(label);
        provision.enclosure = enclosure;
        self.push(provision, 7, 0, Some(site.indent));
    }

    /// Returns whether nothing but a title stands between a heading and a block.
    pub(super) fn is_below_heading(&self, heading: ProvisionId, index: BlockId) -> bool {
        let provision = &self.provisions[heading.index()];
        let mut between = BlockId::range(provision.block.next()..index);
        heading.index() + 1 == self.provisions.len()
            && !self.summaries.get(provision.block).has_text_below_heading
            && between.all(|it| provision.title == Some(it) || self.summaries.get(it).kind == BlockKind::Blank)
    }

    /// Returns whether the next number of a paragraph after a block is the next one, and of a kind: the notes at the foot of
    /// a page have such numbers too.
    fn is_followed(&self, label: &Label, index: BlockId, is_of_kind: fn(&LabelSite) -> bool) -> bool {
        let others = self.summaries.with_flags_in(index.next()..self.summaries.end(), BlockFlags::LIST_LABEL);
        let sites = others.flat_map(|(_, it)| it.labels.iter()).map(|it| &it.site);
        let mut sites = sites.filter(|site| is_bare_number(site) || is_listed(site)).take(LOOKAHEAD_LABELS);
        let next = sites.find(|site| is_bare_number(site) || is_digits(site));
        next.filter(|site| is_of_kind(site)).and_then(|site| site.label).is_some_and(|next| next.follows(label))
    }
}

fn is_digits(site: &LabelSite) -> bool {
    site.label.is_some_and(|label| label.form == NumberForm::Digits)
}
