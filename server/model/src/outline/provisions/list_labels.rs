//! Adds the provisions of list labels to the fold.

use travaux_grammar::{
    BlockFlags, BlockId, BlockSummary, Doubt, Enclosure, Kind, Label, LabelSite, NumberForm, Prefix,
};

use super::sections::begins_section;
use super::{Fold, Open, Provision, is_listed};

impl Fold<'_> {
    /// Adds the provision of a list label, unless the label begins a section.
    pub(super) fn listed(&mut self, block: &BlockSummary, at: usize, site: &LabelSite, index: BlockId) {
        self.leave_preamble(index);
        if let Some(label) = site.label.filter(is_numbered_by_letter) {
            let holder = self.heading_of(&label);
            if is_open_number(&label) && !site.inline && !holder.is_some_and(Kind::is_article) {
                self.open_article(block, site, index);
                return;
            }
            if holder.is_none() {
                return;
            }
        }
        // `# 2. Scope` in Markdown
        let is_heading = || block.level > 0 && block.has_title && site.label.is_some_and(|it| is_whole_number(&it));
        let is_in_han =
            || block.has_title && site.enclosure == Enclosure::Comma && self.facts.is_among_han_sections(index);
        if at == 0 && !self.in_article() && (begins_section(self.summaries, index) || is_heading() || is_in_han()) {
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

    /// `1.(b)` after `1.(a)`, `2.a` below `2.`: returns whether the number of a paragraph is repeated before the letter of its next
    /// item.
    pub(super) fn repeats_number(&self, block: &BlockSummary, at: usize) -> bool {
        /// The stop after the number, and the parenthesis before the letter.
        const MAX_SIGNS_BYTES: u32 = 2;
        let site = |at: usize| block.labels.get(at).map(|it| &it.site).filter(|it| !it.inline && it.kind.is_none());
        let Some(number) = site(at).and_then(|it| it.label).filter(|it| at == 0 && is_whole_number(it)) else {
            return false;
        };
        let is_joined = |it: &&LabelSite| it.start <= block.labels[0].site.end + MAX_SIGNS_BYTES;
        let Some(letter) = site(1).filter(is_joined).and_then(|it| it.label) else {
            return false;
        };
        let is_same = |open: &Open| open.listed.is_some() && self.letter_of(open.id).names_same_provision(&number);
        let Some(depth) = self.open.iter().rposition(is_same) else { return false };
        let last = self.open.get(depth + 1).map(|open| self.letter_of(open.id));
        letter.readings().any(|it| last.map_or(it.is_first(), |last| it.follows(&last)) && it.form == NumberForm::Lower)
    }

    /// Opens article `X.1` of a chapter whose number is still to come.
    fn open_article(&mut self, block: &BlockSummary, site: &LabelSite, index: BlockId) {
        self.open_heading(Kind::Article, site, index, 0);
        if let Some(article) = self.provisions.last_mut().filter(|_| block.has_title) {
            article.title = Some(index);
        }
    }

    /// Returns the kind of the open heading that has the letter of a label such as `A.1`: an article, or an annex, a chapter,
    /// a part or a section without articles.
    fn heading_of(&self, label: &Label) -> Option<Kind> {
        let is_heading = |open: &&Open| {
            let may_have_letter = open.kind.is_article() || open.kind.is_division();
            may_have_letter && (open.kind == Kind::Section || self.enclosure_of(open) == Enclosure::Bare)
        };
        let is_outer = |open: &&Open| {
            let outer = self.provisions[open.id.index()].label;
            outer.is_some_and(|it| it.numbers[1] == 0 && it.is_plain() && label.within(&it).is_some())
        };
        let mut headings = self.open.iter().rev().filter(is_heading);
        headings.find(|open| open.kind.is_article() || is_outer(open)).filter(is_outer).map(|open| open.kind)
    }

    fn enclosure_of(&self, open: &Open) -> Enclosure {
        self.provisions[open.id.index()].enclosure
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
        // 甲、导言: outside articles this is the heading of a section, and the numbers below it continue those above it.
        if label.form == NumberForm::Lower && site.enclosure == Enclosure::Comma && !self.in_article() {
            return;
        }
        let (label, rivals) = self.continuing_label(label, rivals);
        let label = self.in_lettered_series(label.in_alphabet(self.facts.in_latin), site);
        let label = self.without_footnote_mark(self.without_prefix(label), site, next[0]);
        if !is_numbered_by_letter(&label)
            && matches!(label.form, NumberForm::Upper | NumberForm::UpperRoman)
            && site.enclosure == Enclosure::Dot
            && (!self.in_article()
                || titled && (self.is_next_section(label) || self.is_section_before_article(label, index)))
        {
            // `I` alone on its line
            if site.doubt != Doubt::None && label.number() != 1 && !self.is_next_section(label) {
                return;
            }
            self.lettered_section(site, label, index);
            return;
        }
        self.close_outdented_options(site.indent);
        self.close_ended_options(&label);
        let position = self.list_place(label, site, next);
        // A doubtful label either continues a list of an earlier block, or is not a label.
        let is_due = || {
            position.follows
                || is_first_of_pair(site, &position.label, next[0])
                || self.is_first_of_third_level(site, &position.label, next[0])
        };
        if site.doubt != Doubt::None && !is_due() {
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
        let first = self.summaries.get(index).labels.first().filter(|_| !site.inline);
        let bytes_before = first.map_or(0, |first| site.start - first.site.start.min(site.start));
        if let Some(open) = self.open.last_mut() {
            open.column = site.indent.saturating_add(u16::try_from(bytes_before).unwrap_or(u16::MAX));
        }
    }

    /// `3 a) open its ports`, and below it `4 b) light them`: returns whether an item begins a list in which each has a number
    /// in the margin.
    pub(super) fn is_first_beside_margin(&self, site: &LabelSite, index: BlockId, at: usize) -> bool {
        let next = self.next_labels(index, at)[0];
        let follows = |label: Label| label.is_first() && next.is_some_and(|next| next.follows(&label));
        let is_letter = |label: &Label| label.form == NumberForm::Lower;
        site.enclosure == Enclosure::Parenthesis && site.label.filter(is_letter).is_some_and(follows)
    }

    /// `4.1.1 keep lights lit` below 4.1, or before 4.1.2: returns whether a number begins the third level.
    fn is_first_of_third_level(&self, site: &LabelSite, label: &Label, next: Option<Label>) -> bool {
        let is_first = !site.inline && label.form == NumberForm::Digits && label.numbers[2] == 1;
        let is_holder = |open: &Open| {
            let outer = self.letter_of(open.id);
            outer.form == NumberForm::Digits && outer.numbers[..2] == label.numbers[..2] && outer.numbers[2] == 0
        };
        is_first && (next.is_some_and(|next| next.follows(label)) || self.open.iter().any(is_holder))
    }

    /// Returns paragraph `3 alt` for `OP3 alt` among paragraphs that have no prefix.
    fn without_prefix(&self, label: Label) -> Label {
        let plain = Label { prefix: Prefix::None, ..label };
        let is_beside = |open: &Open| {
            let other = self.letter_of(open.id);
            open.listed.is_some() && other.form == NumberForm::Digits && other.prefix == Prefix::None && plain > other
        };
        let may_be_plain = label.prefix == Prefix::Operative && !label.is_plain();
        if may_be_plain && self.open.iter().any(is_beside) { plain } else { label }
    }

    /// Returns 4.23 for `4.238` between 4.22 and 4.24: the mark of a footnote is joined to the number.
    fn without_footnote_mark(&self, label: Label, site: &LabelSite, next: Option<Label>) -> Label {
        let due = |open: &Open| {
            let last = &self.provisions[open.id.index()];
            let due =
                last.label?.next_number().filter(|due| due.form == label.form && last.enclosure == site.enclosure)?;
            let is_number = label.form == NumberForm::Digits || is_numbered_by_letter(&label);
            let is_joined = is_number && label.extends_digits_of(&due);
            (is_joined && next.is_some_and(|next| next.follows(&due))).then_some(due)
        };
        self.open.iter().rev().filter(|open| open.listed.is_some()).find_map(due).unwrap_or(label)
    }

    /// Returns (i) for （一） in the list of `(a)`, which is (a) elsewhere.
    pub(super) fn below_letters(&self, label: Label, site: &LabelSite, list_floor: usize) -> Label {
        if site.enclosure != Enclosure::HanParentheses {
            return label;
        }
        let open = || self.open[list_floor..].iter().rev().map(|open| &self.provisions[open.id.index()]);
        let form = |it: &Provision| it.label.map(|label| label.form);
        let is_latin = |it: &Provision| matches!(it.enclosure, Enclosure::Parentheses | Enclosure::Parenthesis);
        let is_below = match open().find(|it| it.enclosure == Enclosure::HanParentheses) {
            Some(last) => form(last) == Some(NumberForm::LowerRoman),
            None => open().any(|it| is_latin(it) && form(it) == Some(NumberForm::Lower)),
        };
        if is_below { Label::new(NumberForm::LowerRoman, label.number()) } else { label }
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

/// Returns whether the number before the dot is still to come: `X.1`.
fn is_open_number(label: &Label) -> bool {
    label.form == NumberForm::UpperRoman && label.number() == 10
}

/// Returns whether a label is a number after a letter: `A.1`.
pub(super) fn is_numbered_by_letter(label: &Label) -> bool {
    matches!(label.form, NumberForm::Upper | NumberForm::UpperRoman)
        && label.numbers[1] != 0
        && label.hyphen_digits == 0
}

/// Returns whether the first label of a list at the end of a block is followed by the second: `which: a) contains`, and
/// `b) is payable` on the next line.
fn is_first_of_pair(site: &LabelSite, label: &Label, next: Option<Label>) -> bool {
    let is_second = |next: Label| next.readings().any(|it| it.follows(label));
    site.inline && label.is_first() && label.form != NumberForm::Digits && next.is_some_and(is_second)
}

fn is_whole_number(label: &Label) -> bool {
    label.form == NumberForm::Digits && label.numbers[1] == 0 && label.is_plain() && label.prefix == Prefix::None
}
