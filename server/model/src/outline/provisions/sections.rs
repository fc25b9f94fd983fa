//! Sections with a bare number or letter: `2. Objective`, `I. General`, `A. Scope`. The text after them distinguishes
//! them from list items.

use std::ops::Range;

use travaux_grammar::{
    BlockFlags, BlockId, BlockKind, BlockSummary, Doubt, Enclosure, Kind, Label, LabelSite, Length, NumberForm, Prefix,
    Summaries,
};

use super::{Fold, Open};
use crate::outline::doubtful_headings::AcceptedHeadings;

/// The most blank blocks between the heading of a section and its first article.
const MAX_BLANKS: usize = 4;

/// The rank of a section with a bare letter.
pub(super) const LETTERED_RANK: u8 = 4;

/// Returns whether a numbered block is the heading of a section, as in compilations: `2. Objective`, followed by
/// options or by paragraphs whose numbers restart.
pub(super) fn begins_section(summaries: Summaries<'_>, index: BlockId) -> bool {
    const LOOKAHEAD_BLOCKS: usize = 4;
    let block = summaries.get(index);
    let dotted = block.labels.first().map(|it| &it.site).filter(|it| it.enclosure != Enclosure::Comma);
    let Some(label) = dotted.and_then(|it| it.label) else { return false };
    if !block.has_title || !matches!(label.form, NumberForm::Digits | NumberForm::Lower) || label.prefix != Prefix::None
    {
        return false;
    }
    let later = BlockId::range(index.next()..summaries.end());
    let following = later.filter(|at| summaries.get(*at).kind != BlockKind::Blank).take(LOOKAHEAD_BLOCKS);
    for next in following {
        let next_block = summaries.get(next);
        let Some(site) = next_block.labels.first().map(|it| &it.site) else {
            // `Alt title: …` after a title is not yet the text of the section.
            if next_block.kind == BlockKind::Text && next_block.length <= Length::Medium {
                continue;
            }
            return false;
        };
        let first = site.label.filter(|it| it.is_first() && it.is_plain());
        return match (site.kind, first) {
            (Some(kind), _) => kind == Kind::Option,
            (None, Some(first)) if first.form == NumberForm::Digits => {
                label.form == NumberForm::Lower || label.number() > 1 || first.numbers[1] != 0
            }
            // `5. Product design`, `a. Performance`, followed by the paragraphs of that.
            (None, Some(first)) => {
                first.form == NumberForm::Lower && label.form == NumberForm::Digits && begins_section(summaries, next)
            }
            (None, None) => {
                label.form == NumberForm::Digits && site.label.is_some_and(|it| it.prefix == Prefix::Operative)
            }
        };
    }
    false
}

/// Returns the parts of a draft, which are its body and its annexes, each with its first block and whether it has sections such as
/// `一、 国家计划`. Returns none if no part has them.
pub(super) fn parts_with_han_sections(summaries: Summaries<'_>, headings: &AcceptedHeadings) -> Vec<(BlockId, bool)> {
    let annexes = summaries.with_flags(BlockFlags::HEADING).filter(|(block, summary)| {
        let site = summary.labels.first().map(|it| &it.site);
        site.is_some_and(|it| it.kind.is_some_and(Kind::is_annex) && headings.holds(*block, 0, it.doubt))
    });
    let annexes = annexes.map(|(block, _)| block).filter(|block| *block > BlockId::FIRST);
    let starts: Vec<BlockId> = std::iter::once(BlockId::FIRST).chain(annexes).collect();
    let ends = starts.iter().skip(1).copied().chain([summaries.end()]);
    let parts: Vec<(BlockId, bool)> =
        starts.iter().zip(ends).map(|(start, end)| (*start, has_han_sections(summaries, *start..end))).collect();
    if parts.iter().any(|part| part.1) { parts } else { Vec::new() }
}

/// Returns whether `一、 国家计划` is the heading of a section: paragraphs in digits stand below two such titles, and run on from one
/// to the next.
fn has_han_sections(summaries: Summaries<'_>, part: Range<BlockId>) -> bool {
    const MIN_SECTIONS: usize = 2;
    let (mut last, mut sections, mut is_below_title) = (0, 0, false);
    for (_, block) in summaries.with_flags_in(part, BlockFlags::LIST_LABEL) {
        let Some(site) = block.labels.first().map(|it| &it.site).filter(|it| it.kind.is_none()) else { continue };
        let Some(label) = site.label.filter(|it| it.form == NumberForm::Digits && it.is_plain()) else { continue };
        match site.enclosure {
            Enclosure::Comma => is_below_title = block.has_title,
            Enclosure::Dot => {
                // Numbers that begin again are of another list.
                if label.number() <= last {
                    break;
                }
                sections += usize::from(is_below_title);
                (last, is_below_title) = (label.number(), false);
            }
            _ => {}
        }
    }
    sections >= MIN_SECTIONS
}

impl Fold<'_> {
    /// Adds `2. Objective` before options, or before paragraphs whose numbers restart.
    pub(super) fn numbered_section(&mut self, block: &BlockSummary, site: &LabelSite, index: BlockId) {
        let form = site.label.map(|label| label.form);
        let is_alike = |open: &Open| {
            open.kind == Kind::Section
                && [Enclosure::Dot, site.enclosure].contains(&self.provisions[open.id.index()].enclosure)
                && (self.form_of(open.id) == form || form == Some(NumberForm::Digits) && open.rank == 5)
        };
        let same = self.open.iter().position(is_alike);
        let inner = self
            .open
            .iter()
            .position(|open| open.listed.is_some() || matches!(open.kind, Kind::Option | Kind::Preamble));
        self.close_to(same.or(inner).unwrap_or(self.open.len()));
        let mut provision = self.provision(Kind::Section, site, index);
        provision.title = block.has_title.then_some(index);
        self.push(provision, 5, 0, None);
    }

    /// Adds a section such as `I. General` or `A. Scope`, which may be in a section of another form.
    pub(super) fn lettered_section(&mut self, site: &LabelSite, label: Label, index: BlockId) {
        let same = self.open.iter().position(|open| {
            open.kind == Kind::Section
                && self.provisions[open.id.index()].enclosure == Enclosure::Dot
                && (self.form_of(open.id) == Some(label.form) || label.follows(&self.letter_of(open.id)))
        });
        let ends = |open: &Open| open.listed.is_some() || open.kind.is_article() || open.kind == Kind::Option;
        let lists = self.open.iter().position(ends).unwrap_or(self.open.len());
        self.close_to(same.unwrap_or(lists));
        let mut provision = self.provision(Kind::Section, site, index);
        provision.label = Some(label);
        self.push(provision, LETTERED_RANK, 0, None);
        self.sections.retain(|before| before.form != label.form);
        self.sections.push(label);
    }

    /// Returns the letter that a roman numeral is after the sections before it: `I.` after `H.`
    pub(super) fn in_lettered_series(&self, label: Label, site: &LabelSite) -> Label {
        let Some(letter) = label.as_capital_letter().filter(|_| site.enclosure == Enclosure::Dot) else { return label };
        let continues = |label: Label| self.sections.iter().any(|before| label.follows(before));
        if continues(letter) && !continues(label) { letter } else { label }
    }

    /// `I. CARRIAGE OF PASSENGERS` between articles 1 and 2: returns whether a letter is that of the first section, or a later
    /// one of the same form, though a number was skipped.
    pub(super) fn is_section_before_article(&self, label: Label, index: BlockId) -> bool {
        let later = BlockId::range(index.next()..self.summaries.end()).map(|at| self.summaries.get(at));
        let next = later.take(MAX_BLANKS).find(|it| it.kind != BlockKind::Blank);
        let is_article = |site: &LabelSite| site.kind.is_some_and(Kind::is_article) && site.doubt == Doubt::None;
        let goes_on = |before: &Label| before.form == label.form && label.number() >= before.number();
        let is_due = if self.sections.is_empty() { label.is_first() } else { self.sections.iter().any(goes_on) };
        is_due && next.and_then(|it| it.labels.first()).is_some_and(|it| is_article(&it.site))
    }

    /// Returns whether a lettered section continues the earlier ones: `B. Draft decision` after the articles of `A.`
    pub(super) fn is_next_section(&self, label: Label) -> bool {
        self.sections.iter().any(|before| label.follows(before))
    }
}
