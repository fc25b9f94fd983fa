//! Adds the provisions of list labels to the fold.

use travaux_grammar::{BlockFlags, BlockId, BlockSummary, Doubt, Enclosure, Kind, Label, LabelSite, NumberForm};

use super::sections::begins_section;
use super::{Fold, is_listed};

impl Fold<'_> {
    /// Adds the provision of a list label, unless the label begins a section.
    pub(super) fn listed(&mut self, block: &BlockSummary, at: usize, site: &LabelSite, index: BlockId) {
        if at == 0 && !self.in_article() && begins_section(self.summaries, index) {
            self.numbered_section(block, site, index);
            return;
        }
        let rivals: Vec<Label> = block.labels[at + 1..]
            .iter()
            .map(|it| &it.site)
            .take_while(|it| it.competing)
            .filter_map(|it| it.label)
            .collect();
        let titled = at == 0 && block.has_title;
        let before = self.provisions.len();
        self.list_label(site, &rivals, index, titled, self.next_labels(index, at));
        if let Some(section) = self.provisions[before..].iter_mut().find(|it| titled && it.kind == Kind::Section) {
            section.title = block.has_title.then_some(index);
        }
    }

    /// Returns the next two list labels after one of a block.
    pub(super) fn next_labels(&self, block: BlockId, at: usize) -> [Option<Label>; 2] {
        let own = self.summaries.get(block).labels.get(at + 1..).unwrap_or_default().iter();
        let others = self.summaries.with_flags_in(block.next()..self.summaries.end(), BlockFlags::LIST_LABEL);
        let labels = own.chain(others.flat_map(|(_, it)| it.labels.iter())).map(|it| &it.site);
        let mut next = labels.filter(|site| is_listed(site));
        let mut label = || next.next().and_then(|site| site.label);
        [label(), label()]
    }

    /// Adds the provision of a list label. `titled` indicates that the text of the block reads like a title; `next` are
    /// the next two list labels.
    fn list_label(
        &mut self,
        site: &LabelSite,
        rivals: &[Label],
        index: BlockId,
        titled: bool,
        next: [Option<Label>; 2],
    ) {
        let Some(label) = site.label else { return };
        let (label, rivals) = self.continuing_label(label, rivals);
        let label = self.in_lettered_series(label.in_series(self.facts.in_latin), site);
        if matches!(label.form, NumberForm::Upper | NumberForm::UpperRoman)
            && site.enclosure == Enclosure::Dot
            && (!self.in_article() || titled && self.is_next_section(label))
        {
            self.lettered_section(site, label, index);
            return;
        }
        self.close_outdented_options(site.indent);
        self.close_ended_options(&label);
        let position = self.list_position(label, site, next);
        // A doubtful label either continues a list of an earlier block, or is not a label.
        if site.doubt != Doubt::None && !position.follows {
            return;
        }
        self.close_to(position.depth);
        let kind = self.list_kind(&position.label);
        let mut provision = self.provision(kind, site, index);
        provision.label = Some(position.label);
        provision.enclosure = position.enclosure;
        provision.rivals = rivals;
        provision.restarts = position.restarts;
        self.push(provision, 7, 0, Some(site.indent));
    }

    /// Returns which of the competing numbers of a provision continues an open list, and the others.
    fn continuing_label(&self, label: Label, rivals: &[Label]) -> (Label, Box<[Label]>) {
        if rivals.is_empty() {
            return (label, Box::default());
        }
        let mut all: Vec<Label> = std::iter::once(label).chain(rivals.iter().copied()).collect();
        let continues = |label: &Label| {
            let listed = self.open.iter().filter(|open| open.listed.is_some());
            listed.filter_map(|open| self.provisions[open.id.index()].label).any(|last| label.follows(&last))
        };
        let chosen = all.iter().position(continues).unwrap_or(0);
        let label = all.remove(chosen);
        (label, all.into_boxed_slice())
    }
}
