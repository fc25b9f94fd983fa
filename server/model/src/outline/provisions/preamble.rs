//! Finds the preamble: the text before the first article, up to the words of enactment.

use travaux_grammar::{
    BlockId, BlockKind, BlockSummary, Doubt, Enclosure, Kind, LabelSite, NumberForm, PartHeading, Summaries,
};

use crate::outline::doubtful_headings::AcceptedHeadings;

/// The blocks of a preamble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::outline) struct Preamble {
    pub(super) first: BlockId,
    pub(super) last: BlockId,
    /// Whether it has a heading.
    pub(super) headed: bool,
    /// Whether its recitals are numbered, as in acts of the European Union: `(1)`. Citations are then none.
    pub(super) numbered: bool,
}

impl Preamble {
    /// Finds the preamble, from its heading, or from the first running text, to the words of enactment. Words that are
    /// not known enact too if they end with a colon, right above the first heading.
    pub(in crate::outline) fn of(summaries: Summaries<'_>, headings: &AcceptedHeadings) -> Option<Preamble> {
        let mut heading = None;
        let mut text = None;
        let (mut last, mut is_after_comma) = (None, false);
        let mut numbered = false;
        for (index, block) in summaries.iter() {
            let first = block
                .labels
                .first()
                .map(|it| &it.site)
                .filter(|site| !site.inline && headings.holds(index, 0, site.doubt));
            match first.and_then(|site| site.kind) {
                Some(Kind::Preamble) => heading = Some(index),
                Some(kind) if kind.is_article() || matches!(kind, Kind::Part | Kind::Chapter) => {
                    let headed = heading.map(|first| Preamble { first, last: index.minus(1), headed: true, numbered });
                    return headed.or_else(|| {
                        let last = last.filter(|last| is_after_comma && enacts(summaries.get(*last)))?;
                        let first = text.filter(|first| *first < last)?;
                        Some(Preamble { first, last, headed: false, numbered })
                    });
                }
                Some(_) if heading.is_none() => text = None,
                _ => {}
            }
            if block.kind != BlockKind::Blank {
                last = Some(index);
                is_after_comma |= block.ends_with_comma;
            }
            numbered |= first.is_some_and(begins_recitals) && (heading.is_some() || text.is_some());
            // The name of the instrument above it is no part of it.
            if block.kind == BlockKind::Text && text.is_none() && !block.names_instrument {
                text = Some(index);
            }
            if block.ends_preamble {
                let first = heading.or(text).unwrap_or(index);
                return Some(Preamble { first, last: index, headed: heading.is_some(), numbered });
            }
        }
        heading.map(|first| Preamble { first, last: summaries.end(), headed: true, numbered })
    }

    /// Returns whether the preamble ends before a block.
    pub(super) fn is_before(self, block: BlockId) -> bool {
        self.last < block
    }

    /// Returns whether a block is the last, with the words of enactment by its place.
    pub(super) fn enacts_at(self, index: BlockId, block: &BlockSummary) -> bool {
        self.last == index && !self.headed && enacts(block)
    }

    pub(super) fn holds(&self, block: BlockId) -> bool {
        (self.first..=self.last).contains(&block)
    }
}

/// Returns whether a block may be the words of enactment by its place: a text that ends with a colon.
fn enacts(block: &BlockSummary) -> bool {
    block.kind == BlockKind::Text
        && block.labels.is_empty()
        && block.announces_list
        && block.part_heading == PartHeading::None
}

/// Returns whether a label is that of the first of numbered recitals.
fn begins_recitals(site: &LabelSite) -> bool {
    let is_first = site.label.is_some_and(|it| it.form == NumberForm::Digits && it.is_first() && it.is_plain());
    site.kind.is_none() && site.enclosure == Enclosure::Parentheses && site.doubt == Doubt::None && is_first
}
