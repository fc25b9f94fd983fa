//! Options: several texts for one place. No word closes an option; the next label decides.

use travaux_grammar::{BlockId, BlockKind, BlockSummary, Doubt, Kind, Label, LabelSite};

use super::{Fold, NESTED_INDENT_COLUMNS, Open, TextStart, is_listed};

/// The number of blocks after an option, blank ones included, among which its first provision is looked for.
const LOOKAHEAD_BLOCKS: u32 = 4;

/// The rank of an option that contains articles: below sections, above articles.
const RANK_ABOVE_ARTICLES: u8 = 5;

/// The rank of any other option.
const RANK: u8 = 7;

/// The place of an option among the open provisions.
struct Place {
    /// The number of open provisions that contain it.
    depth: usize,
    rank: u8,
    /// Whether the numbers in it continue those outside.
    continues: bool,
    /// The last number in the option before it, if they do.
    last: Option<Label>,
}

impl Fold<'_> {
    /// Adds an option where it stands, next to the open options of its form.
    pub(super) fn option(&mut self, block: &BlockSummary, site: &LabelSite, index: BlockId) {
        self.close_outdented_options(site.indent);
        let place = self.place_of_option(block, site, index);
        self.close_to(place.depth);
        let mut provision = self.provision(Kind::Option, site, index);
        provision.title = block.has_title.then_some(index);
        self.push(provision, place.rank, u8::from(site.option_noun.is_sub()), None);
        if let Some(option) = self.open.last_mut() {
            (option.indent, option.continues, option.last) = (site.indent, place.continues, place.last);
        }
    }

    fn place_of_option(&self, block: &BlockSummary, site: &LabelSite, index: BlockId) -> Place {
        let is_sub = site.option_noun.is_sub();
        let first = self.first_label_in_option(block, site, index);
        let is_above_articles = first.is_some_and(|it| it.kind == Some(Kind::Article));
        let sibling = self.open.iter().rposition(|open| {
            open.kind == Kind::Option
                && open.level == u8::from(is_sub)
                && self.form_of(open.id) == site.label.map(|it| it.form)
                && self.provisions[open.id.index()].option_noun == site.option_noun
                && (open.rank == RANK || is_above_articles || !self.in_article())
        });
        if let Some(depth) = sibling {
            let Open { id, rank, continues, last, .. } = self.open[depth];
            let own = || self.provisions[id.index() + 1..].iter().rev().find(|it| it.parent == Some(id));
            let last = last.or_else(|| own().and_then(|it| it.label)).filter(|_| continues);
            return Place { depth, rank, continues, last };
        }
        let place = |depth, rank, continues| Place { depth, rank, continues, last: None };
        if let Some(depth) = self.place_after_closed_option(site) {
            return place(depth, RANK, false);
        }
        // A sub-option belongs to its option, even after a paragraph of the option.
        let holder = self.open.iter().rposition(|open| open.kind == Kind::Option && open.level == 0);
        if let Some(holder) = holder.filter(|_| is_sub) {
            return place(holder + 1, RANK, false);
        }
        if is_above_articles {
            let is_inside = |open: &Open| {
                open.listed.is_some() || matches!(open.kind, Kind::Article | Kind::Option | Kind::Preamble)
            };
            let depth = self.open.iter().position(is_inside).unwrap_or(self.open.len());
            return place(depth, RANK_ABOVE_ARTICLES, true);
        }
        let continued = first.and_then(|first| self.list_continued_by(first));
        place(continued.unwrap_or(self.open.len()), RANK, continued.is_some())
    }

    /// `[Option 2: No text.]` directly after `[Option 1: Each Party shall report.]`, which its bracket closed: returns the
    /// depth beside that option.
    fn place_after_closed_option(&self, site: &LabelSite) -> Option<usize> {
        let before = self.provisions.last().filter(|it| it.kind == Kind::Option && it.rank == RANK)?;
        let is_next = site.label.zip(before.label).is_some_and(|(label, before)| label.follows(&before));
        let holder = self.open.last().map(|open| open.id);
        (is_next && before.option_noun == site.option_noun && before.parent == holder).then_some(self.open.len())
    }

    /// Returns the start of the next option of an open provision, whose number is written before each of its options:
    /// `2. Option 1:` and `2. Option 2:`. Closes what is open in the option before it.
    pub(super) fn start_of_next_option(
        &mut self,
        block: &BlockSummary,
        at: usize,
        index: BlockId,
    ) -> Option<TextStart> {
        let site = &block.labels[at].site;
        let option = &block.labels.get(at + 1)?.site;
        let label = site.label.filter(|_| option.kind == Some(Kind::Option) && !site.inline && at == 0)?;
        let (number, last) = (option.label?, self.open.iter().rposition(|open| open.kind == Kind::Option)?);
        let holder = &self.provisions[self.open[last.checked_sub(1)?].id.index()];
        let before = &self.provisions[self.open[last].id.index()];
        let is_same_number = self.open[last - 1].listed.is_some()
            && holder.enclosure == site.enclosure
            && holder.label.is_some_and(|it| label.readings().any(|reading| reading.names_same_provision(&it)))
            && holder.block == before.block;
        let is_next = before.label.is_some_and(|it| number.form == it.form && number > it)
            && before.option_noun == option.option_noun
            && self.facts.headings.holds(index, at + 1, option.doubt);
        let start = (is_same_number && is_next).then(|| self.text_start(site, index))?;
        self.close_to(last + 1);
        Some(start)
    }

    /// Returns the first label in an option that begins with one: in its own block, or in the next if the option has no
    /// text before it.
    fn first_label_in_option(&self, block: &BlockSummary, site: &LabelSite, index: BlockId) -> Option<LabelSite> {
        let own = block.labels.iter().map(|it| it.site).find(|it| it.start > site.start);
        if own.is_some() {
            return own;
        }
        if block.has_text_after_labels && !block.has_title {
            return None;
        }
        let end = index.plus(1 + LOOKAHEAD_BLOCKS).min(self.summaries.end());
        let mut later = BlockId::range(index.next()..end).map(|at| self.summaries.get(at));
        let next = later.find(|it| it.kind != BlockKind::Blank && !it.only_opens)?;
        let first = next.labels.first().map(|it| it.site).filter(|it| it.doubt == Doubt::None)?;
        // `Option 2: No text` has no articles in it.
        (first.kind.is_none() || !block.has_text_after_labels).then_some(first)
    }

    /// Returns the depth of the innermost open list that the first label in an option continues: the option stands among
    /// the members of that list.
    fn list_continued_by(&self, first: LabelSite) -> Option<usize> {
        let label = first.label.filter(|_| is_listed(&first))?;
        let continues = |open: &Open| {
            let last = &self.provisions[open.id.index()];
            let follows = |last: &Label| label.readings().any(|it| it.follows(last));
            open.listed.is_some() && last.enclosure == first.enclosure && last.label.is_some_and(|it| follows(&it))
        };
        let floor = self.open.iter().rposition(|open| open.listed.is_none()).map_or(0, |at| at + 1);
        (floor..self.open.len()).rev().find(|depth| continues(&self.open[*depth]))
    }

    /// Closes the options with a larger indentation than the next label.
    pub(super) fn close_outdented_options(&mut self, indent: u16) {
        let is_deeper = |open: &Open| open.kind == Kind::Option && open.indent >= indent + NESTED_INDENT_COLUMNS;
        if let Some(depth) = self.open.iter().position(is_deeper) {
            self.close_to(depth);
        }
    }

    /// Closes an option at the next number outside: the one after those that the option before it holds.
    pub(super) fn close_ended_options(&mut self, label: &Label) {
        let ends = |depth: usize| {
            let open = &self.open[depth];
            let own = self.open.get(depth + 1).and_then(|it| self.provisions[it.id.index()].label);
            let is_own_number = own.is_some_and(|own| label.readings().any(|it| it.follows(&own)));
            let is_past = |last: Label| label.readings().any(|it| it.form == last.form && it.numbers > last.numbers);
            let may_end = open.kind == Kind::Option && open.continues;
            may_end
                && (is_own_number && open.last.is_some_and(is_past) || self.goes_on_after_empty_option(depth, label))
        };
        if let Some(depth) = (0..self.open.len()).find(|depth| ends(*depth)) {
            self.close_to(depth);
        }
    }

    /// `Option 2: No text`, then `3.`: returns whether an open option says that it has no text, and a number goes on after that of
    /// the option before.
    fn goes_on_after_empty_option(&self, depth: usize, label: &Label) -> bool {
        let open = &self.open[depth];
        let is_empty =
            depth + 1 == self.open.len() && self.summaries.get(self.provisions[open.id.index()].block).is_vacant;
        is_empty && open.last.is_some_and(|last| label.readings().any(|it| it.follows(&last)))
    }

    /// Closes an option that stands in brackets as a whole: `[Option 1: Each Party shall report.]`
    pub(super) fn close_bracketed_option(&mut self, block: &BlockSummary, index: BlockId) {
        let Some(depth) = self.open.iter().rposition(|open| open.kind == Kind::Option) else { return };
        let option = &self.provisions[self.open[depth].id.index()];
        let close = block.enclosing(option.at.start).filter(|_| option.block == index).and_then(|it| it.close);
        if block.has_text_after_labels && close.is_some_and(|it| it.is_followed_by_signs_only) {
            self.close_to(depth);
        }
    }

    /// Closes options at `Provisions common for sub-options 0 to 3 above`, since the text after it belongs to none of
    /// them.
    pub(super) fn ends_options(&mut self, block: &BlockSummary) {
        if !self.open.iter().any(|open| open.kind == Kind::Option) {
            return;
        }
        let Some(level) = block.ends_options else { return };
        let first = self.open.iter().position(|open| open.kind == Kind::Option && open.level >= level);
        self.close_to(first.unwrap_or(self.open.len()));
    }
}
