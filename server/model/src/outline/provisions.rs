//! Folds the labels of the blocks, in order, into the tree of provisions. The meaning of a list label depends on the
//! provisions that are open before it.

mod bare_numbers;
mod draft_facts;
mod false_labels;
mod headings;
mod list_labels;
mod list_place;
mod nested_numbers;
mod options;
mod part_headings;
mod preamble;
mod quotations;
mod refold;
mod sections;

use travaux_grammar::{
    BlockId, BlockKind, BlockSummary, Doubt, Enclosure, Kind, Label, LabelSite, Length, NumberForm, Summaries,
};

use super::{BlockQuote, Provision, ProvisionId, TextStart};

pub(super) use draft_facts::DraftFacts;
pub(super) use part_headings::is_part;
pub(super) use preamble::Preamble;
pub use refold::OutlineSplice;
pub(super) use refold::{Refold, are_equivalent, is_lettered};

/// Returns the provisions of a draft in the order of the text.
pub(super) fn provisions(summaries: Summaries<'_>, facts: &DraftFacts) -> Vec<Provision> {
    let mut fold = Fold::of(summaries, facts);
    fold.provisions.reserve(summaries.len());
    summaries.ids().for_each(|index| fold.block(index));
    fold.close_to(0);
    fold.provisions.shrink_to_fit();
    fold.provisions
}

/// Returns whether a label belongs to a list, rather than to a heading or a competing number of the same provision. A
/// number that nothing sets off is looked at only where such a list may stand.
fn is_listed(site: &LabelSite) -> bool {
    site.kind.is_none() && !site.competing && !is_bare_number(site)
}

/// Returns whether a number at the beginning of a paragraph is set off by a blank only: `1 Each Party`.
fn is_bare_number(site: &LabelSite) -> bool {
    site.kind.is_none() && site.enclosure == Enclosure::Bare && site.doubt != Doubt::None
}

/// An open provision.
struct Open {
    id: ProvisionId,
    kind: Kind,
    rank: u8,
    level: u8,
    /// The indentation of a list label; `None` for a heading.
    listed: Option<u16>,
    /// The column of a list label, which is greater than the indentation for `(a)` in `1. (a)`.
    column: u16,
    /// The indentation of an option.
    indent: u16,
    /// Whether the numbers in an option continue those outside.
    continues: bool,
    /// The last number in the option before this one, if they continue those outside: the next is outside.
    last: Option<Label>,
    /// Whether an annex holds articles of its own.
    holds_articles: bool,
}

impl Open {
    /// Returns an open heading.
    fn heading(id: ProvisionId, provision: &Provision) -> Open {
        let Provision { kind, rank, level, .. } = *provision;
        Open {
            id,
            kind,
            rank,
            level,
            listed: None,
            column: 0,
            indent: 0,
            continues: false,
            last: None,
            holds_articles: false,
        }
    }
}

/// The indentation in columns, relative to a label, from which on Markdown nests a list in it.
const NESTED_INDENT_COLUMNS: u16 = 3;

struct Fold<'a> {
    summaries: Summaries<'a>,
    facts: &'a DraftFacts,
    provisions: Vec<Provision>,
    /// The open provisions, from the outside in.
    open: Vec<Open>,
    recitals: u32,
    /// The last lettered section of each number form.
    sections: Vec<Label>,
    /// The last part, title and chapter.
    divisions: Vec<(Kind, ProvisionId, Label)>,
    /// The number of open provisions that contain the quotation which is being read.
    quotation: Option<usize>,
    /// The last block with letters that is in no block quote.
    last_unquoted: BlockId,
}

impl<'a> Fold<'a> {
    fn of(summaries: Summaries<'a>, facts: &'a DraftFacts) -> Fold<'a> {
        Fold {
            summaries,
            facts,
            provisions: Vec::new(),
            open: Vec::new(),
            recitals: 0,
            sections: Vec::new(),
            divisions: Vec::new(),
            quotation: None,
            last_unquoted: BlockId::FIRST,
        }
    }

    /// Adds the provisions of the next block.
    fn block(&mut self, index: BlockId) {
        let block = self.summaries.get(index);
        let before = self.provisions.len();
        self.enter_or_leave_quotation(block, index);
        let holds = |place: usize, doubt: Doubt| self.facts.headings.holds(index, place, doubt);
        match block.kind {
            BlockKind::Heading if block.labels.first().is_some_and(|it| !holds(0, it.site.doubt)) => {
                self.text(block, index);
            }
            BlockKind::Heading if self.is_table_cell(block, index) || self.is_listed_address(block, index) => return,
            BlockKind::Heading => self.heading(block, index),
            BlockKind::Text if !block.labels.first().is_some_and(|it| is_bare_number(&it.site)) => {
                self.text(block, index);
            }
            BlockKind::Note => self.note(index),
            BlockKind::Text
            | BlockKind::Labelled
            | BlockKind::Contents
            | BlockKind::Comment
            | BlockKind::FrontMatter
            | BlockKind::Blank => {}
        }
        // The start of an option whose paragraph has the number of the one before: `2. Option 2:` after `2. Option 1:`.
        let mut shared_start = None;
        let mut is_number_in_text = false;
        for (at, site) in block.labels.iter().map(|it| &it.site).enumerate() {
            if at > 0 && site.kind == Some(Kind::Option) && self.facts.headings.holds(index, at, site.doubt) {
                self.option(block, site, index);
                if let (Some(start), Some(option)) = (shared_start.take(), self.provisions.last_mut()) {
                    option.start = start;
                }
            }
            if site.inline && site.kind == Some(Kind::Article) && self.facts.headings.holds(index, at, site.doubt) {
                self.open_heading(Kind::Article, site, index, 0);
            }
            if is_bare_number(site) {
                is_number_in_text = !self.bare_number(block, site, index);
                continue;
            }
            // `3 (a)` in a text has no item; `3 a)` with a number in the margin has one.
            if is_number_in_text && !site.inline && !self.is_first_beside_margin(site, index, at) {
                continue;
            }
            let is_text = at == 0
                && (self.continues_sentence(site, index)
                    || self.continues_title(site, index)
                    || self.is_initial_of_name(site, index)
                    || self.is_footnote_below_rule(site, index));
            if is_listed(site) && !is_text {
                shared_start = self.start_of_next_option(block, at, index);
                if shared_start.is_none() && !self.repeats_number(block, at) {
                    self.listed(block, at, site, index);
                }
            }
        }
        self.close_bracketed_option(block, index);
        self.end_quotation(block);
        if block.has_letters && !block.in_block_quote {
            self.last_unquoted = index;
        }
        for provision in &mut self.provisions[before..] {
            provision.enclosing_bracket = block.enclosing(provision.at.start).map(|it| it.index);
        }
    }

    /// Returns whether text precedes a label in its block: that of the previous provision, or words of the block's own.
    fn is_after_text(&self, site: &LabelSite, block: BlockId) -> bool {
        let is_same_block = self.provisions.last().is_some_and(|it| it.block == block);
        let summary = self.summaries.get(block);
        let label = summary.labels.iter().find(|it| it.site.start == site.start);
        site.start > 0 && (is_same_block || label.is_some_and(|it| it.has_letters_before))
    }

    /// Returns whether a list label stands in a block quote, and in another one than the provision before it.
    fn block_quote(&self, site: &LabelSite, block: BlockId) -> BlockQuote {
        if site.kind.is_some() || !self.summaries.get(block).in_block_quote {
            return BlockQuote::None;
        }
        let is_same = self
            .provisions
            .last()
            .is_some_and(|last| self.summaries.get(last.block).in_block_quote && self.last_unquoted <= last.block);
        if is_same { BlockQuote::Same } else { BlockQuote::First }
    }

    /// Returns the start of the text of the provision with a label.
    fn text_start(&self, site: &LabelSite, block: BlockId) -> TextStart {
        let labels = &self.summaries.get(block).labels;
        let is_leading = !site.inline && labels.first().is_none_or(|first| site.start <= first.site.start);
        if !is_leading {
            let label = labels.iter().find(|it| it.site.start == site.start);
            return TextStart { block, offset: label.map_or(site.start, |it| it.text_start) };
        }
        // A bracket may open on a line of its own.
        let first = self.provisions.last().map_or(BlockId::FIRST, |it| it.block.next());
        let openers = BlockId::range(first..block).rev().take_while(|index| self.summaries.get(*index).only_opens);
        TextStart { block: openers.last().unwrap_or(block), offset: 0 }
    }

    fn push(&mut self, mut provision: Provision, rank: u8, level: u8, listed: Option<u16>) {
        let id = ProvisionId::of(self.provisions.len());
        self.open.push(Open {
            id,
            kind: provision.kind,
            rank,
            level,
            listed,
            column: listed.unwrap_or(0),
            indent: 0,
            continues: false,
            last: None,
            holds_articles: false,
        });
        (provision.rank, provision.level) = (rank, level);
        self.provisions.push(provision);
    }

    fn close_to(&mut self, depth: usize) {
        let end = ProvisionId::of(self.provisions.len());
        for open in self.open.drain(depth..) {
            self.provisions[open.id.index()].end = end;
        }
        // A quotation goes on in what is left of the provisions around it.
        self.quotation = self.quotation.map(|around| around.min(depth));
    }

    fn provision(&self, kind: Kind, site: &LabelSite, block: BlockId) -> Provision {
        Provision {
            kind,
            label: site.label.map(|label| self.label_in_series(kind, label, block)),
            rivals: Box::default(),
            option_noun: site.option_noun,
            amendment: site.amendment,
            enclosure: site.enclosure,
            parent: self.open.last().map(|open| open.id),
            end: ProvisionId::FIRST,
            block,
            start: self.text_start(site, block),
            at: site.start..site.end,
            title: None,
            enclosing_bracket: None,
            after_text: self.is_after_text(site, block),
            block_quote: self.block_quote(site, block),
            rank: 0,
            level: 0,
            restarts: false,
            quoted: self.quotation.is_some()
                || site.quoted
                || self.open.last().is_some_and(|open| self.provisions[open.id.index()].quoted),
        }
    }

    /// Returns the number of a provision as the other numbers of the draft show it.
    fn label_in_series(&self, kind: Kind, label: Label, block: BlockId) -> Label {
        let marked = &self.facts.with_footnote_marks;
        match marked.binary_search_by_key(&block, |it| it.0) {
            Ok(at) if kind == Kind::Article && label.extends_digits_of(&marked[at].1) => marked[at].1,
            _ if self.is_in_roman_series(kind, &label) => label.in_roman_series(),
            _ => label,
        }
    }

    /// Returns whether a number is roman if it may be: `XX`, and `L` as the number of an article. `Article C` of a series
    /// of letters is not.
    fn is_in_roman_series(&self, kind: Kind, label: &Label) -> bool {
        let is_due = || self.last_of_kind(kind).is_some_and(|last| label.in_roman_series().follows(&last));
        self.facts.in_roman && (label.form == NumberForm::Placeholder || kind == Kind::Article && label.number() == 12)
            || label.form == NumberForm::Placeholder && is_due()
    }

    fn text(&mut self, block: &BlockSummary, index: BlockId) {
        let in_preamble = self.facts.preamble.as_ref().is_some_and(|it| it.holds(index));
        if !in_preamble {
            // What follows the closing clause, signatures and protocols, is no part of the last article.
            let in_annex = self.open.first().is_some_and(|open| open.kind.is_annex());
            if block.closes_instrument && self.quotation.is_none() && !in_annex {
                self.close_to(0);
            }
            if self.opens_part(block, index) {
                return;
            }
            self.ends_options(block);
            self.takes_as_title(block, index);
            return;
        }
        let is_first = self.facts.preamble.as_ref().is_some_and(|it| it.first == index && !it.headed);
        if is_first {
            self.close_to(0);
            let site = unwritten(Kind::Preamble, None, 0);
            let provision = self.provision(Kind::Preamble, &site, index);
            self.push(provision, 0, 0, None);
        }
        let opens = !block.own_names.is_empty() && block.length <= Length::Short && self.recitals == 0;
        let is_citation = self.facts.preamble.as_ref().is_some_and(|it| it.numbered);
        let enacts = self.facts.preamble.as_ref().is_some_and(|it| it.enacts_at(index, block));
        if block.ends_preamble || enacts || opens || is_citation {
            return;
        }
        self.recitals += 1;
        let depth = self.open.iter().position(|open| open.kind != Kind::Preamble).unwrap_or(self.open.len());
        self.close_to(depth);
        let site = unwritten(Kind::Recital, Some(Label::new(NumberForm::Digits, self.recitals)), block.indent);
        let provision = self.provision(Kind::Recital, &site, index);
        self.push(provision, 7, 0, Some(0));
    }

    /// Closes the preamble before a paragraph below the words of enactment, where no article begins.
    fn leave_preamble(&mut self, index: BlockId) {
        let is_past = self.facts.preamble.is_some_and(|it| it.is_before(index));
        if is_past && self.open.first().is_some_and(|open| open.kind == Kind::Preamble) {
            self.close_to(0);
        }
    }

    fn note(&mut self, index: BlockId) {
        let site = unwritten(Kind::Footnote, None, 0);
        let mut provision = self.provision(Kind::Footnote, &site, index);
        provision.end = ProvisionId::of(self.provisions.len() + 1);
        self.provisions.push(provision);
    }

    fn in_article(&self) -> bool {
        self.open.iter().any(|open| open.kind.is_article())
    }

    fn form_of(&self, id: ProvisionId) -> Option<NumberForm> {
        self.provisions[id.index()].label.map(|label| label.form)
    }

    fn letter_of(&self, id: ProvisionId) -> Label {
        self.provisions[id.index()].label.unwrap_or(Label::placeholder())
    }
}

/// Returns the label of a provision that has none in the text, such as a recital, at an offset of its block.
fn unwritten(kind: Kind, label: Option<Label>, at: u32) -> LabelSite {
    LabelSite::new(Some(kind), label, Enclosure::Bare, at, at)
}
