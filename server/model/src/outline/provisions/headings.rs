//! Adds headings to the fold, and gives them the titles on the lines after them.

use travaux_grammar::{BlockId, BlockKind, BlockSummary, Doubt, Kind, Label, LabelSite, NumberForm};

use super::{Fold, Open};
use crate::outline::ProvisionId;

/// The rank of a heading that stands in an article.
const RANK_IN_ARTICLE: u8 = 7;

/// The number of blocks before the first article of an instrument among which its name is looked for.
const MAX_BLOCKS_BEFORE_ARTICLE: usize = 24;

impl Fold<'_> {
    pub(super) fn heading(&mut self, block: &BlockSummary, index: BlockId) {
        let Some(site) = block.labels.first().map(|it| &it.site) else { return };
        let kind = site.kind.unwrap_or(Kind::Section);
        let may_be_title = kind == Kind::Section || (kind.is_annex() && self.is_untitled_article());
        if site.label.is_none() && may_be_title && self.takes_as_title(block, index) {
            return;
        }
        // `These annexes apply:` and, on the next lines, `Annex I to this Agreement`
        if kind.is_annex() && site.doubt != Doubt::None && self.follows_colon(index) {
            self.text(block, index);
            return;
        }
        if kind == Kind::Option {
            self.option(block, site, index);
            return;
        }
        if site.label.is_none() && kind == Kind::Section && self.continues_paragraphs(index) {
            self.subheading(site, index);
            return;
        }
        self.open_heading(kind, site, index, block.level);
        if let Some(provision) = self.provisions.last_mut().filter(|_| block.has_title) {
            provision.title = Some(index);
        }
    }

    /// Returns whether the paragraphs of the open article go on after a heading without a number: `### Procedures`
    /// between paragraphs 2 and 3.
    fn continues_paragraphs(&self, index: BlockId) -> bool {
        let Some(article) = self.open.iter().rposition(|open| open.kind.is_article()) else { return false };
        let paragraph = self.open.get(article + 1).filter(|open| open.listed.is_some());
        let last = paragraph.and_then(|open| self.provisions[open.id.index()].label);
        let next = self.next_labels(index, 0)[0];
        last.zip(next).is_some_and(|(last, next)| next.form == NumberForm::Digits && next.follows(&last))
    }

    /// Adds a heading inside an article, which contains nothing: the paragraphs after it are the article's.
    fn subheading(&mut self, site: &LabelSite, index: BlockId) {
        let article = self.open.iter().rposition(|open| open.kind.is_article());
        self.close_to(article.map_or(0, |at| at + 1));
        let mut provision = self.provision(Kind::Section, site, index);
        provision.end = ProvisionId::of(self.provisions.len() + 1);
        provision.title = Some(index);
        self.provisions.push(provision);
    }

    /// Returns whether the last provision is an article without title or text: 第七十四条 and, on the next line, 附件.
    fn is_untitled_article(&self) -> bool {
        self.provisions.last().is_some_and(|it| it.kind.is_article() && it.title.is_none())
    }

    pub(super) fn open_heading(&mut self, kind: Kind, site: &LabelSite, index: BlockId, level: u8) {
        let rank = self.rank_at(kind, site, index);
        self.leave_annex_before_division(kind, site);
        if let Some(label) = site.label.filter(|_| kind == Kind::Article && self.quotation.is_none()) {
            self.leave_annex_before_instrument(&label, index);
            self.leave_annex_in_article(&label);
            self.close_ended_options(&label);
        }
        let letter = self.letter_in_series(kind, site);
        let around = self.quotation_depth();
        let open = self.open[around..].iter();
        let depth = if site.label.is_none() && kind == Kind::Section {
            // A heading without a number closes the headings of its level and below.
            open.take_while(|open| open.listed.is_none() && (open.level < level || open.level == 0)).count()
        } else {
            let is_wider = |open: &&Open| {
                // A section in an article is no section beside the one around the article.
                let is_inner = rank == RANK_IN_ARTICLE && open.rank < rank;
                let closes = open.listed.is_some()
                    || open.rank >= rank
                    || open.kind == kind && !is_inner
                    || open.kind == Kind::Preamble
                    || open.kind == Kind::Option && open.rank > rank;
                !closes
            };
            open.take_while(is_wider).count()
        };
        let depth = around + depth;
        // Compilations count the preamble as the first section of `Part I`.
        let begins_part = kind == Kind::Preamble
            && self
                .open
                .last()
                .is_some_and(|open| open.kind == Kind::Part && open.id.index() + 1 == self.provisions.len());
        let inside = self.depth_in_option(kind, site, index).or_else(|| self.depth_in_annex(kind));
        let depth = if begins_part { self.open.len() } else { inside.unwrap_or(depth) };
        self.close_to(depth);
        let mut provision = self.provision(kind, site, index);
        provision.label = letter.or(provision.label);
        if let Some(label) = provision.label.filter(|_| is_counted_division(kind) && !provision.quoted) {
            self.divisions.retain(|it| it.0 != kind);
            self.divisions.push((kind, ProvisionId::of(self.provisions.len()), label));
        }
        self.push(provision, rank, level, None);
    }

    /// Ends an annex at a part or chapter that goes on after the last one before the annex, which has none of its own:
    /// `PART TWO` after the annexes of part one.
    fn leave_annex_before_division(&mut self, kind: Kind, site: &LabelSite) {
        let annex = self.open.first().filter(|open| open.kind.is_annex()).map(|open| open.id);
        let Some((annex, label)) = annex.zip(site.label).filter(|_| self.quotation.is_none()) else { return };
        let last = self.divisions.iter().find(|it| it.0 == kind);
        if last.is_some_and(|(_, id, last)| *id < annex && label.follows(last)) {
            self.close_to(0);
        }
    }

    /// Returns the number of open provisions around an appendix inside an annex, which holds those after it up to the next
    /// annex.
    fn depth_in_annex(&self, kind: Kind) -> Option<usize> {
        let around = self.quotation_depth();
        let annex = self.open.get(around).filter(|open| open.kind.is_annex() && open.kind != Kind::Appendix);
        annex.filter(|_| kind == Kind::Appendix).map(|_| around + 1)
    }

    /// Returns the number of open provisions around a division inside an option: the first, directly below the heading of the
    /// option, and those that follow it.
    fn depth_in_option(&self, kind: Kind, site: &LabelSite, index: BlockId) -> Option<usize> {
        let label = site.label.filter(|_| kind.is_division() && !kind.is_annex())?;
        let follows = |open: &Open| open.kind == kind && label.follows(&self.letter_of(open.id));
        let option = self.open.iter().rposition(|open| open.kind == Kind::Option)?;
        if self.open.get(option + 1).is_some_and(follows) {
            return Some(option + 1);
        }
        let heading = self.open[option].id;
        let provision = &self.provisions[heading.index()];
        let summary = self.summaries.get(provision.block);
        let has_text = summary.has_text_after_labels && !summary.has_title || summary.has_text_below_heading;
        let mut between = BlockId::range(provision.block.next()..index);
        let is_below = heading.index() + 1 == self.provisions.len()
            && !has_text
            && between.all(|it| provision.title == Some(it) || self.summaries.get(it).kind == BlockKind::Blank);
        (is_below && label.is_first() && !self.open[..option].iter().any(follows)).then_some(option + 1)
    }

    /// Returns the letter that the number of a heading is after the letter of the heading of its kind around the last
    /// provision: `Section I` after `Section H`. The open provisions do not decide, since the outline may be folded
    /// again from this heading.
    fn letter_in_series(&self, kind: Kind, site: &LabelSite) -> Option<Label> {
        let letter = site.label?.as_capital_letter()?;
        letter.follows(&self.last_of_kind(kind)?).then_some(letter)
    }

    /// Returns the label of the heading of a kind around the last provision.
    pub(super) fn last_of_kind(&self, kind: Kind) -> Option<Label> {
        let last = ProvisionId::of(self.provisions.len()).previous();
        let mut around = std::iter::successors(last, |id| self.provisions[id.index()].parent);
        around.find(|id| self.provisions[id.index()].kind == kind).map(|id| self.letter_of(id))
    }

    /// Ends an annex at the first article of another instrument, if the name of that instrument stands between them.
    fn leave_annex_before_instrument(&mut self, label: &Label, index: BlockId) {
        let annex = self.open.first().filter(|open| open.kind.is_annex()).map(|open| open.id);
        let is_after_text = annex.is_some_and(|annex| annex.next().index() < self.provisions.len());
        if !is_after_text || !label.is_first() || !label.is_plain() || label.numbers[1] != 0 {
            return;
        }
        let last = self.provisions.last().map_or(BlockId::FIRST, |it| it.block.next());
        let mut between = BlockId::range(last..index).rev().take(MAX_BLOCKS_BEFORE_ARTICLE);
        if between.any(|block| self.summaries.get(block).names_instrument) {
            self.close_to(0);
        }
    }

    /// Ends an annex that is only mentioned, or stands inside an article: the next article follows the one before the
    /// annex. The annex then belongs to that article.
    fn leave_annex_in_article(&mut self, label: &Label) {
        let Some((annex, holder, _)) = self.annex_in_article().filter(|(.., last)| label.follows(last)) else {
            if let Some(annex) = self.open.first_mut() {
                annex.holds_articles = true;
            }
            return;
        };
        self.close_to(0);
        let around = std::iter::successors(Some(holder), |id| self.provisions[id.index()].parent);
        let mut open: Vec<Open> = around.map(|id| Open::heading(id, &self.provisions[id.index()])).collect();
        open.reverse();
        self.open = open;
        self.provisions[annex.index()].parent = Some(holder);
    }

    /// Returns the open annex if it may stand inside an article, having none of its own, with that article and its label.
    pub(super) fn annex_in_article(&self) -> Option<(ProvisionId, ProvisionId, Label)> {
        let annex = self
            .open
            .first()
            .filter(|open| matches!(open.kind, Kind::Annex | Kind::Appendix) && !open.holds_articles)?
            .id;
        let around = |id| std::iter::successors(Some(id), |id: &ProvisionId| self.provisions[id.index()].parent);
        let kind = |id: ProvisionId| self.provisions[id.index()].kind;
        let holder = around(annex.previous()?).find(|id| kind(*id) == Kind::Article)?;
        let label = self.provisions[holder.index()].label?;
        (!around(holder).any(|id| matches!(kind(id), Kind::Annex | Kind::Appendix))).then_some((annex, holder, label))
    }

    /// Returns the rank of a heading at a block. `Article I` may be divided into sections, as in agreements on headquarters: the
    /// first of them stands directly below the heading of the article, and the others are like it.
    fn rank_at(&self, kind: Kind, site: &LabelSite, index: BlockId) -> u8 {
        let is_in_article = || {
            // A Markdown heading without a number may be the name of the whole.
            let is_numbered = |open: &&Open| self.provisions[open.id.index()].label.is_some();
            let section = self.open.iter().filter(is_numbered).find(|open| open.kind == Kind::Section);
            let article = self.open.iter().rfind(|open| open.listed.is_none() && open.kind.is_article());
            match section {
                Some(section) => section.rank == RANK_IN_ARTICLE,
                None => article.is_some_and(|article| self.is_below_heading(article.id, index)),
            }
        };
        let is_numbered = kind == Kind::Section && site.label.is_some();
        if is_numbered && is_in_article() {
            return RANK_IN_ARTICLE;
        }
        rank_among(kind, self.open.iter().map(|open| (open.kind, open.rank, open.level)))
    }

    /// Takes a block without a label as the title of the heading directly before it, if it can be one.
    pub(super) fn takes_as_title(&mut self, block: &BlockSummary, index: BlockId) -> bool {
        let Some(open) = self.open.last() else { return false };
        if open.listed.is_some() || open.kind == Kind::Option {
            return false;
        }
        let id = open.id.index();
        let is_latest = id + 1 == self.provisions.len();
        let heading = &self.provisions[id];
        let fits = is_latest
            && heading.title.is_none()
            && (heading.label.is_some() || heading.kind.is_annex())
            && index == heading.block.next()
            && (block.level == 0 || block.level >= open.level);
        if !fits {
            return false;
        }
        if block.may_be_title {
            self.provisions[id].title = Some(index);
        }
        block.may_be_title
    }
}

/// Returns the rank of a heading among the open provisions: their kinds, ranks and levels from the outside in. `Title 1` is
/// above chapters in one tradition and below sections in another.
pub(super) fn rank_among(kind: Kind, open: impl IntoIterator<Item = (Kind, u8, u8)>) -> u8 {
    let mut open = open.into_iter();
    match kind {
        Kind::Preamble | Kind::Annex | Kind::Schedule | Kind::Appendix => 0,
        Kind::Part => 1,
        Kind::Title => {
            // The first title shows the tradition.
            let outer = open.find(|(kind, ..)| matches!(kind, Kind::Title | Kind::Chapter | Kind::Section));
            outer.map_or(2, |(kind, rank, _)| if kind == Kind::Title { rank } else { 5 })
        }
        Kind::Chapter => {
            // `Раздел I` contains chapters, `Section 1` is in one.
            let outer = open.find(|(kind, ..)| matches!(kind, Kind::Section | Kind::Chapter));
            if outer.is_some_and(|(kind, _, level)| kind == Kind::Section && level == 0) { 5 } else { 3 }
        }
        Kind::Section => 4,
        Kind::Option | Kind::Paragraph | Kind::Recital | Kind::Subparagraph | Kind::Item | Kind::Footnote => 7,
        // An article, or what stands where articles do.
        _ => 6,
    }
}

/// Returns whether the numbers of a kind of division run through the whole text.
pub(super) fn is_counted_division(kind: Kind) -> bool {
    matches!(kind, Kind::Part | Kind::Title | Kind::Chapter)
}
