//! Texts without a label: `paragraph 3` of an article whose paragraphs have no numbers counts them, `(f)` may be an item
//! that lost its letter. A provision with fewer texts than that has no such provision.

use travaux_grammar::{BlockId, BlockKind, Enclosure, Kind, Label, NumberForm, Step, Summaries};

use super::resolution::{Missing, Resolution, Resolved, Status};
use super::{Outline, ProvisionId};

/// The most blocks of a provision that are counted.
const MAX_BLOCKS: u32 = 200;

/// The most members of an article that are looked at.
const MAX_CHILDREN: usize = 200;

impl Outline {
    /// Returns a resolution in which the steps to unlabelled text that its provision certainly does not have are missing.
    #[must_use]
    pub fn without_missing_texts(&self, summaries: Summaries<'_>, mut resolution: Resolution) -> Resolution {
        if resolution.status != Status::Resolved {
            return resolution;
        }
        for target in &mut resolution.targets {
            if let Resolved::Found { provision, address, unlabelled: Some(step) } = target
                && self.lacks_text(summaries, *provision, step)
            {
                let missing = Missing { inside: Some(*provision), step: *step };
                *target = Resolved::NotFound { missing, address: std::mem::take(address) };
                resolution.status = Status::Dangling;
            }
        }
        resolution
    }

    /// Returns whether a provision certainly has no text for a step that no label of it fits.
    fn lacks_text(&self, summaries: Summaries<'_>, holder: ProvisionId, step: &Step) -> bool {
        let label = &step.label;
        let is_counted = match label.form {
            NumberForm::Digits | NumberForm::Lower | NumberForm::LowerRoman => label.is_plain(),
            // `paragraph 2 (B)` of items in small letters
            NumberForm::Upper => label.is_plain() && step.kind.is_in_parentheses(),
            _ => false,
        };
        // `l (b)` is `1 (b)` in a scan.
        let may_be_one = label.form == NumberForm::Lower && label.number() == 12;
        if !is_counted
            || may_be_one
            || label.numbers[1] != 0
            || !self.is_in_article(holder)
            || self.may_be_in_text(Some(holder), step.kind, label)
        {
            return false;
        }
        let lowest = label.readings().map(|reading| reading.number()).min().unwrap_or(0);
        let counts_texts = step.kind == Kind::Subparagraph && self.counts_texts(summaries, holder);
        if counts_texts && self.provision(holder).kind == Kind::Paragraph {
            let is_there = |id: ProvisionId| self.provision(id).label.is_some_and(|it| it.number() == lowest);
            return !self.children(self.provision(holder).parent).take(MAX_CHILDREN).any(is_there);
        }
        match self.text_pieces(summaries, holder, step.kind, lowest) {
            // Nothing is known of an article that is only a heading.
            0 => false,
            pieces if pieces < lowest => true,
            _ => label.form != NumberForm::Digits && !counts_texts && self.has_numbered_paragraphs(holder),
        }
    }

    /// Returns whether an article, or that of a paragraph, has texts without a number and a list 一、二、 in one of them. In Taiwan
    /// the texts are its 项 and the members of the list their 款; elsewhere these are its paragraphs.
    fn counts_texts(&self, summaries: Summaries<'_>, holder: ProvisionId) -> bool {
        let is_paragraph = self.provision(holder).kind == Kind::Paragraph;
        let Some(article) = (if is_paragraph { self.provision(holder).parent } else { Some(holder) }) else {
            return false;
        };
        let Some(first) = self.children(Some(article)).next().map(|id| self.provision(id)) else { return false };
        let is_listed = self.provision(article).kind.is_article() && first.enclosure == Enclosure::Comma;
        let before = BlockId::range(self.provision(article).block..first.block).rev().map(|it| summaries.get(it));
        let mut before = before.filter(|it| !matches!(it.kind, BlockKind::Blank | BlockKind::Comment));
        is_listed && before.next().is_some_and(|it| it.announces_list)
    }

    /// Returns whether an article consists of two or more numbered paragraphs, so that a letter must be in one of them.
    fn has_numbered_paragraphs(&self, id: ProvisionId) -> bool {
        let is_paragraph = |id: ProvisionId| {
            let child = self.provision(id);
            child.kind == Kind::Paragraph && child.label.is_some_and(|label| label.form == NumberForm::Digits)
        };
        self.provision(id).kind == Kind::Article
            && self.children(Some(id)).take(MAX_CHILDREN).all(is_paragraph)
            && self.lists.has_style_of(id, &Label::new(NumberForm::Digits, 1))
            && self.children(Some(id)).nth(1).is_some()
    }

    /// Returns how many texts of a kind a provision may have, each on lines of its own; a number from `enough` on is not
    /// exact. The words before a list are no indent.
    fn text_pieces(&self, summaries: Summaries<'_>, id: ProvisionId, kind: Kind, enough: u32) -> u32 {
        let provision = self.provision(id);
        let heading_end = provision.title.unwrap_or(provision.block).next();
        let has_own_title = provision.title.is_some_and(|title| title > provision.block);
        let last = match self.get(provision.end) {
            Some(next) if next.after_text => next.block.next(),
            Some(next) => next.block,
            None => self.blocks,
        };
        let mut pieces = 0;
        for block in BlockId::range(provision.block..last.min(provision.block.plus(MAX_BLOCKS))) {
            let summary = summaries.get(block);
            if matches!(summary.kind, BlockKind::Blank | BlockKind::Comment) {
                continue;
            }
            let is_heading_only = provision.kind.is_heading()
                && block < heading_end
                && !summary.has_text_below_heading
                && !(block == provision.block && summary.title_ends_like_sentence)
                && (block > provision.block || summary.has_title || has_own_title || !summary.has_text_after_labels);
            let is_chapeau = kind == Kind::Item && summary.announces_list;
            pieces += if is_heading_only { 0 } else { summary.text_pieces.saturating_sub(u32::from(is_chapeau)) };
            if pieces >= enough {
                return pieces;
            }
        }
        if last > provision.block.plus(MAX_BLOCKS) { enough } else { pieces }
    }
}
