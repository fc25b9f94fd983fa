//! Paragraphs whose numbers nothing sets off: `1 Each Party shall report.`

use travaux_grammar::{
    BlockFlags, BlockId, BlockKind, BlockSummary, Doubt, Enclosure, Kind, Label, LabelSite, NumberForm,
};

use super::refold::LOOKAHEAD_LABELS;
use super::{Fold, is_bare_number, is_listed};
use crate::outline::{Provision, ProvisionId};

/// How many of the numbers after one are looked at.
const LATER_NUMBERS: usize = 3;

/// How many provisions before the last paragraph are looked at.
const MAX_MEMBERS: usize = 100;

impl Fold<'_> {
    /// Adds the paragraph of a number that nothing sets off, if the series shows that it is one: the first directly below
    /// the heading of an article, an annex or an option, with others after it, and those that go on with it. Any other is a
    /// number in a text. Returns whether it is a paragraph.
    pub(super) fn bare_number(&mut self, block: &BlockSummary, site: &LabelSite, index: BlockId) -> bool {
        let may_hold = |kind: Kind| kind.is_article() || kind.is_annex() || kind == Kind::Option;
        let holder =
            self.open.iter().rposition(|open| open.listed.is_none()).filter(|at| may_hold(self.open[*at].kind));
        let last = holder.and_then(|at| self.open.get(at + 1)).filter(|open| open.kind == Kind::Paragraph);
        let last = last.map(|open| open.id);
        let found = site.label.zip(holder).filter(|(label, at)| {
            let is_left_open = index.previous().and_then(|it| self.summaries.get(it).open_number);
            let is_paragraph = || match last {
                Some(last) => self.continues_series(last, label, site, index),
                None => self.begins_series(self.open[*at].id, label, site, index),
            };
            !is_left_open.is_some_and(|it| it.takes(label)) && is_paragraph()
        });
        let Some((label, holder)) = found else {
            self.text(block, index);
            return false;
        };
        let enclosure = last.map_or(site.enclosure, |last| self.provisions[last.index()].enclosure);
        self.close_to(holder + 1);
        let mut provision = self.provision(Kind::Paragraph, site, index);
        provision.label = Some(label);
        provision.enclosure = enclosure;
        self.push(provision, 7, 0, Some(site.indent));
        true
    }

    /// Returns whether a number is the first of a series: the second follows it, or stands between two of four numbers that
    /// lack one or have one twice.
    fn begins_series(&self, heading: ProvisionId, label: &Label, site: &LabelSite, index: BlockId) -> bool {
        if !label.is_first() || site.doubt != Doubt::Slight {
            return false;
        }
        let later = self.later_numbers(index);
        matches!(later, [Some(2), ..] | [Some(3), Some(4), _] | [Some(1), Some(2), Some(3)])
            && self.is_below_heading(heading, index)
            || later[0] == Some(2) && self.is_below_announcement(heading, index)
    }

    /// Returns whether a number goes on with a series: the next number; one after a missing number or equal to the last, if
    /// the numbers around it show a series; the one that was missing.
    fn continues_series(&self, last: ProvisionId, label: &Label, site: &LabelSite, index: BlockId) -> bool {
        let paragraph = &self.provisions[last.index()];
        let Some(before) = paragraph.label else { return false };
        // `3 to 5 (Repealed)`
        let shared = self.summaries.get(paragraph.block).last_shared_label(paragraph.at.start, &before);
        let before = self.last_before(paragraph.block, index).or(shared).unwrap_or(before);
        let later = self.later_numbers(index);
        let number = label.number();
        if label.follows(&before) {
            // The notes at the foot of a page begin with numbers too: the next one then stands twice.
            let is_alone = later[0].is_none_or(|next| next > number || next == 1);
            let is_like = paragraph.enclosure == site.enclosure || self.is_followed_by_listed(label, index);
            return is_like && (site.doubt == Doubt::Slight || is_alone);
        }
        let is_bare = paragraph.enclosure == site.enclosure && before.form == label.form;
        // `2a` after 2
        if is_bare && site.doubt == Doubt::Slight && label.numbers == before.numbers && *label > before {
            return true;
        }
        if !is_bare || site.doubt != Doubt::Slight || !label.is_plain() {
            return false;
        }
        let is_next = later[0] == Some(number + 1);
        match number.checked_sub(before.number()) {
            // `[2 Ports close.] [2 Ports stop.]`
            Some(0) if site.bracketed => true,
            Some(0) => is_next || number > 1 && later[0] == Some(number + 2),
            Some(2) => (is_next || before.number() > 1) && later[0] != Some(number - 1) && later[0] != Some(number),
            Some(_) => false,
            None => number + 1 == before.number() && self.is_missing_before(last, number),
        }
    }

    /// Returns the last of the numbers of a notice between two blocks: `5 to 7 (Repealed)`.
    fn last_before(&self, block: BlockId, index: BlockId) -> Option<Label> {
        const MAX_BLOCKS: u32 = 12;
        let mut between = BlockId::range(index.minus(MAX_BLOCKS).max(block.next())..index).rev();
        let notice = between.find_map(|it| self.summaries.get(it).shared(NumberForm::Digits))?;
        (notice.is_notice && notice.kind.is_none_or(|kind| kind == Kind::Paragraph)).then_some(notice.last)
    }

    /// Returns whether the paragraph before one has a smaller number than another one.
    fn is_missing_before(&self, last: ProvisionId, number: u32) -> bool {
        let parent = self.provisions[last.index()].parent;
        let is_member = |it: &&Provision| it.parent == parent && it.kind == Kind::Paragraph;
        let first = parent.map_or(0, |it| it.index());
        let before = self.provisions[first..last.index()].iter().rev().take(MAX_MEMBERS).find(is_member);
        before.and_then(|it| it.label).is_some_and(|before| before.number() < number)
    }

    /// Returns whether nothing but a title stands between a heading and a block.
    pub(super) fn is_below_heading(&self, heading: ProvisionId, index: BlockId) -> bool {
        let provision = &self.provisions[heading.index()];
        let mut between = BlockId::range(provision.block.next()..index);
        heading.index() + 1 == self.provisions.len()
            && !self.summaries.get(provision.block).has_text_below_heading
            && between.all(|it| provision.title == Some(it) || self.summaries.get(it).kind == BlockKind::Blank)
    }

    /// `For the purposes of this Annex:`: returns whether one text that announces a list stands between a heading with its
    /// title and a block.
    fn is_below_announcement(&self, heading: ProvisionId, index: BlockId) -> bool {
        const MAX_BLOCKS: u32 = 8;
        let provision = &self.provisions[heading.index()];
        let first = provision.title.map_or(provision.block, |title| title.max(provision.block)).next();
        if heading.index() + 1 != self.provisions.len() || index.minus(MAX_BLOCKS) > first {
            return false;
        }
        let between = BlockId::range(first..index).map(|it| self.summaries.get(it));
        let mut texts = between.filter(|it| it.kind != BlockKind::Blank);
        texts.next().is_some_and(|it| it.announces_list && it.labels.is_empty()) && texts.next().is_none()
    }

    /// Returns the next numbers of paragraphs after a block, without those that were inserted.
    fn later_numbers(&self, index: BlockId) -> [Option<u32>; LATER_NUMBERS] {
        let sites = self.later_sites(index).filter(|site| is_bare_number(site) || is_digits(site));
        // `1bis` and `2a` are inserted.
        let mut labels = sites.filter_map(|site| site.label).filter(Label::is_plain);
        let mut number = || labels.next().map(|label| label.number());
        [number(), number(), number()]
    }

    /// Returns whether the next number of a paragraph after a block is the next one and belongs to a list that sets its
    /// numbers off: the notes at the foot of a page have such numbers too.
    fn is_followed_by_listed(&self, label: &Label, index: BlockId) -> bool {
        let next = self.later_sites(index).find(|site| is_bare_number(site) || is_digits(site));
        next.filter(|site| is_listed(site)).and_then(|site| site.label).is_some_and(|next| next.follows(label))
    }

    fn later_sites(&self, index: BlockId) -> impl Iterator<Item = &LabelSite> {
        let others = self.summaries.with_flags_in(index.next()..self.summaries.end(), BlockFlags::LIST_LABEL);
        let sites = others.flat_map(|(_, it)| it.labels.iter()).map(|it| &it.site);
        sites.filter(|site| is_bare_number(site) || is_listed(site)).take(LOOKAHEAD_LABELS)
    }
}

/// `.1` numbers an item.
fn is_digits(site: &LabelSite) -> bool {
    site.enclosure != Enclosure::Point && site.label.is_some_and(|label| label.form == NumberForm::Digits)
}
