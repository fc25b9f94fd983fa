//! The tree of provisions, from the labels of the blocks in order. What a list label is depends on what stands open
//! before it: `(i)` is a letter behind `(h)` and a numeral behind `(a)`.

use std::ops::Range;

use travaux_grammar::Block;
use travaux_grammar::block::{BlockKind, Doubt, LabelSite};
use travaux_grammar::label::{Form, Prefix};
use travaux_grammar::leading::Enclosure;
use travaux_grammar::lexicon::{Lexicon, Phrase};
use travaux_grammar::{Draft, Kind, Label};

use super::headings::Headings;
use super::{Provision, ProvisionId};

/// The provisions of a draft, each before those that lie in it.
pub(super) fn provisions(draft: &Draft, in_latin: bool) -> Vec<Provision> {
    let headings = Headings::of(draft);
    let preamble = Preamble::of(draft, &headings);
    let mut fold =
        Fold { provisions: Vec::new(), open: Vec::new(), preamble, recitals: 0, in_latin, sections: Vec::new() };
    let lists = list_labels(draft);
    let mut list = 0;
    for (index, block) in draft.blocks.iter().enumerate() {
        let index = index as u32;
        let is_heading = |doubt: Doubt| headings.holds(index, 0, doubt);
        match block.kind {
            BlockKind::Heading if block.labels.first().is_some_and(|site| !is_heading(site.doubt)) => {
                fold.text(block, index);
            }
            BlockKind::Heading => fold.heading(block, index),
            BlockKind::Text => fold.text(block, index),
            BlockKind::Note => fold.note(index),
            BlockKind::Labelled
            | BlockKind::Contents
            | BlockKind::Comment
            | BlockKind::FrontMatter
            | BlockKind::Blank => {}
        }
        for (place, site) in block.labels.iter().enumerate() {
            if place > 0 && site.kind == Some(Kind::Option) {
                fold.option(block, site, index);
            }
            if site.inline && site.kind == Some(Kind::Article) && headings.holds(index, place, site.doubt) {
                fold.open_heading(Kind::Article, site, index, 0);
            }
            if !is_listed(site) {
                continue;
            }
            list += 1;
            if place == 0 && !fold.in_article() && begins_section(draft, index as usize) {
                fold.numbered_section(block, site, index);
                continue;
            }
            let next = |at: usize| lists.get(at).copied().flatten();
            let rivals: Vec<Label> =
                block.labels[place + 1..].iter().take_while(|it| it.rival).filter_map(|it| it.label).collect();
            let titled = place == 0 && block.title.is_some();
            let before = fold.provisions.len();
            fold.list_label(site, &rivals, index, (titled, [next(list), next(list + 1)]));
            if let Some(section) = fold.provisions[before..].iter_mut().find(|it| titled && it.kind == Kind::Section) {
                section.title = block.title.clone().map(|title| (index, title));
            }
        }
    }
    fold.close_to(0);
    fold.provisions
}

/// The labels of all lists in order, so that each may see the next.
fn list_labels(draft: &Draft) -> Vec<Option<Label>> {
    let sites = draft.blocks.iter().flat_map(|block| block.labels.iter());
    sites.filter(|site| is_listed(site)).map(|site| site.label).collect()
}

/// Whether a label counts in a list, rather than heading a division or standing beside another for the same provision.
fn is_listed(site: &LabelSite) -> bool {
    site.kind.is_none() && !site.rival
}

/// Whether a numbered block is the heading of a section, as compilations number them: `2. Objective`, and behind it
/// options, or paragraphs that begin anew.
fn begins_section(draft: &Draft, index: usize) -> bool {
    const NEAR: usize = 4;
    let block = &draft.blocks[index];
    let Some(label) = block.labels.first().and_then(|site| site.label) else { return false };
    if block.title.is_none() || !matches!(label.form, Form::Digits | Form::Lower) || label.prefix != Prefix::None {
        return false;
    }
    let behind = (index + 1..draft.blocks.len()).filter(|at| draft.blocks[*at].kind != BlockKind::Blank).take(NEAR);
    for next in behind {
        let next_block = &draft.blocks[next];
        let Some(site) = next_block.labels.first() else {
            // `Alt title: …` behind a title is no text of the section yet.
            if next_block.kind == BlockKind::Text && next_block.trimmed_len() < 240 {
                continue;
            }
            return false;
        };
        let first = site.label.filter(|it| it.is_first() && it.is_plain());
        return match (site.kind, first) {
            (Some(kind), _) => kind == Kind::Option,
            (None, Some(first)) if first.form == Form::Digits => label.form == Form::Lower || label.number() > 1,
            // `5. Product design`, `a. Performance`, and behind that its paragraphs.
            (None, Some(first)) => {
                first.form == Form::Lower && label.form == Form::Digits && begins_section(draft, next)
            }
            (None, None) => label.form == Form::Digits && site.label.is_some_and(|it| it.prefix == Prefix::Operative),
        };
    }
    false
}

/// The blocks before the first article that a preamble takes up.
struct Preamble {
    first: u32,
    last: u32,
    headed: bool,
}

impl Preamble {
    /// From the preamble's heading, or from the first running text, to the words of enactment.
    fn of(draft: &Draft, headings: &Headings) -> Option<Preamble> {
        let mut heading = None;
        let mut text = None;
        for (index, block) in draft.blocks.iter().enumerate() {
            let index = index as u32;
            let first = block.labels.first().filter(|site| !site.inline && headings.holds(index, 0, site.doubt));
            match first.and_then(|site| site.kind) {
                Some(Kind::Preamble) => heading = Some(index),
                Some(Kind::Article | Kind::Part | Kind::Chapter) => {
                    return heading.map(|first| Preamble { first, last: index.saturating_sub(1), headed: true });
                }
                Some(_) if heading.is_none() => text = None,
                _ => {}
            }
            if block.kind == BlockKind::Text && text.is_none() {
                text = Some(index);
            }
            if block.enacts {
                let first = heading.or(text).unwrap_or(index);
                return Some(Preamble { first, last: index, headed: heading.is_some() });
            }
        }
        heading.map(|first| Preamble { first, last: draft.blocks.len() as u32, headed: true })
    }

    fn holds(&self, block: u32) -> bool {
        (self.first..=self.last).contains(&block)
    }
}

struct Open {
    id: ProvisionId,
    kind: Kind,
    rank: u8,
    level: u8,
    /// How far a list label is indented; `None` for a heading.
    listed: Option<u16>,
    /// How far an option is indented.
    indent: u16,
}

/// How many blanks more than a label Markdown has before what lies in it.
const NESTED: u16 = 3;

struct Fold {
    provisions: Vec<Provision>,
    /// What stands open, from the outside in.
    open: Vec<Open>,
    preamble: Option<Preamble>,
    recitals: u32,
    /// Whether the draft's lists are lettered in Latin, so that a Cyrillic look-alike is the Latin letter.
    in_latin: bool,
    /// The last lettered section of each form.
    sections: Vec<Label>,
}

impl Fold {
    fn push(&mut self, provision: Provision, rank: u8, level: u8, listed: Option<u16>) {
        let id = self.provisions.len() as ProvisionId;
        self.open.push(Open { id, kind: provision.kind, rank, level, listed, indent: 0 });
        self.provisions.push(provision);
    }

    fn close_to(&mut self, depth: usize) {
        let end = self.provisions.len() as ProvisionId;
        for open in self.open.drain(depth..) {
            self.provisions[open.id as usize].end = end;
        }
    }

    fn provision(&self, kind: Kind, site: &LabelSite, block: u32) -> Provision {
        Provision {
            kind,
            label: site.label,
            rivals: Box::default(),
            sub: site.sub,
            amendment: site.amendment,
            enclosure: site.enclosure,
            parent: self.open.last().map(|open| open.id),
            end: 0,
            block,
            at: site.start..site.end,
            title: None,
            bracket: None,
            restarts: false,
            quoted: site.quoted || self.open.last().is_some_and(|open| self.provisions[open.id as usize].quoted),
        }
    }

    fn heading(&mut self, block: &Block, index: u32) {
        let Some(site) = block.labels.first() else { return };
        let kind = site.kind.unwrap_or(Kind::Section);
        let may_be_title = kind == Kind::Section || (kind == Kind::Annex && self.is_untitled_article());
        if site.label.is_none() && may_be_title && self.takes_as_title(block, index) {
            return;
        }
        if kind == Kind::Option {
            self.option(block, site, index);
            return;
        }
        self.open_heading(kind, site, index, block.level);
        if let Some(title) = block.title.clone()
            && let Some(provision) = self.provisions.last_mut()
        {
            provision.title = Some((index, title));
        }
    }

    /// Whether an article was opened last that has neither a title nor a text yet: 第七十四条 and, on the next line, 附件.
    fn is_untitled_article(&self) -> bool {
        self.provisions.last().is_some_and(|it| it.kind == Kind::Article && it.title.is_none())
    }

    fn open_heading(&mut self, kind: Kind, site: &LabelSite, index: u32, level: u8) {
        let rank = self.rank_of(kind);
        let depth = if site.label.is_none() && kind == Kind::Section {
            // A heading without a number closes what its level says.
            let same = self.open.iter().position(|open| open.listed.is_some() || open.level >= level && open.level > 0);
            same.unwrap_or(self.open.len())
        } else {
            self.open
                .iter()
                .position(|open| {
                    open.listed.is_some()
                        || open.rank >= rank
                        || open.kind == kind
                        || matches!(open.kind, Kind::Option | Kind::Preamble)
                })
                .unwrap_or(self.open.len())
        };
        // `Part I`, and in it the preamble: compilations count it as the first of their sections.
        let begins_part = kind == Kind::Preamble
            && self
                .open
                .last()
                .is_some_and(|open| open.kind == Kind::Part && open.id as usize + 1 == self.provisions.len());
        let depth = if begins_part { self.open.len() } else { depth };
        self.close_to(depth);
        let provision = self.provision(kind, site, index);
        self.push(provision, rank, level, None);
    }

    /// `Title 1` stands above chapters in one tradition and below sections in another.
    fn rank_of(&self, kind: Kind) -> u8 {
        match kind {
            Kind::Preamble | Kind::Annex => 0,
            Kind::Part => 1,
            Kind::Title if self.open.iter().any(|open| matches!(open.kind, Kind::Chapter | Kind::Section)) => 5,
            Kind::Title => 2,
            Kind::Chapter => 3,
            Kind::Section => 4,
            Kind::Article => 6,
            Kind::Option | Kind::Paragraph | Kind::Recital | Kind::Subparagraph | Kind::Item | Kind::Footnote => 7,
        }
    }

    /// Whether a block without a label is the title of the heading right before it.
    fn takes_as_title(&mut self, block: &Block, index: u32) -> bool {
        let Some(open) = self.open.last() else { return false };
        if open.listed.is_some() || open.kind == Kind::Option {
            return false;
        }
        let id = open.id as usize;
        let is_latest = id + 1 == self.provisions.len();
        let heading = &self.provisions[id];
        let fits = is_latest
            && heading.title.is_none()
            && (heading.label.is_some() || heading.kind == Kind::Annex)
            && index == heading.block + 1
            && (block.level == 0 || block.level >= open.level);
        if !fits {
            return false;
        }
        let title = title_words(block);
        if let Some(title) = &title {
            self.provisions[id].title = Some((index, title.clone()));
        }
        title.is_some()
    }

    /// An option belongs where it stands, beside the options of its form.
    fn option(&mut self, block: &Block, site: &LabelSite, index: u32) {
        let is_sub = site.sub;
        self.outdented(site.indent);
        let depth = self.open.iter().rposition(|open| {
            open.kind == Kind::Option
                && (open.level == u8::from(is_sub))
                && self.form_of(open.id) == site.label.map(|it| it.form)
        });
        // A sub-option lies in its option, whatever paragraph of it stands before.
        let holder = self.open.iter().rposition(|open| open.kind == Kind::Option && open.level == 0);
        let holder = holder.filter(|_| is_sub).map(|at| at + 1);
        let depth = depth.or(holder).unwrap_or(self.open.len());
        self.close_to(depth);
        let mut provision = self.provision(Kind::Option, site, index);
        provision.title = block.title.clone().map(|title| (index, title));
        self.push(provision, 7, u8::from(is_sub), None);
        if let Some(option) = self.open.last_mut() {
            option.indent = site.indent;
        }
    }

    /// Closes the options that are indented further than what begins here.
    fn outdented(&mut self, indent: u16) {
        let is_deeper = |open: &Open| open.kind == Kind::Option && open.indent >= indent + NESTED;
        if let Some(depth) = self.open.iter().position(is_deeper) {
            self.close_to(depth);
        }
    }

    /// `Provisions common for sub-options 0 to 3 above`: what follows lies in none of them.
    fn ends_options(&mut self, block: &Block) {
        if !self.open.iter().any(|open| open.kind == Kind::Option) {
            return;
        }
        let Some(level) = common_level(block) else { return };
        let first = self.open.iter().position(|open| open.kind == Kind::Option && open.level >= level);
        self.close_to(first.unwrap_or(self.open.len()));
    }

    fn form_of(&self, id: ProvisionId) -> Option<Form> {
        self.provisions[id as usize].label.map(|label| label.form)
    }

    fn text(&mut self, block: &Block, index: u32) {
        let in_preamble = self.preamble.as_ref().is_some_and(|it| it.holds(index));
        if !in_preamble {
            self.ends_options(block);
            self.takes_as_title(block, index);
            return;
        }
        let is_first = self.preamble.as_ref().is_some_and(|it| it.first == index && !it.headed);
        if is_first {
            self.close_to(0);
            let site = unwritten(Kind::Preamble, None, 0);
            let provision = self.provision(Kind::Preamble, &site, index);
            self.push(provision, 0, 0, None);
        }
        let opens = !block.own_names.is_empty() && block.trimmed_len() < 160 && self.recitals == 0;
        if block.enacts || opens {
            return;
        }
        self.recitals += 1;
        let depth = self.open.iter().position(|open| open.kind != Kind::Preamble).unwrap_or(self.open.len());
        self.close_to(depth);
        let start = (block.text.len() - block.text.trim_start().len()) as u32;
        let site = unwritten(Kind::Recital, Some(Label::new(Form::Digits, self.recitals)), start);
        let provision = self.provision(Kind::Recital, &site, index);
        self.push(provision, 7, 0, Some(0));
    }

    fn note(&mut self, index: u32) {
        let site = unwritten(Kind::Footnote, None, 0);
        let mut provision = self.provision(Kind::Footnote, &site, index);
        provision.end = self.provisions.len() as ProvisionId + 1;
        self.provisions.push(provision);
    }

    /// `2. Objective` before options, or before paragraphs that begin anew.
    fn numbered_section(&mut self, block: &Block, site: &LabelSite, index: u32) {
        let form = site.label.map(|label| label.form);
        let is_alike = |open: &Open| {
            open.kind == Kind::Section
                && self.provisions[open.id as usize].enclosure == Enclosure::Dot
                && (self.form_of(open.id) == form || form == Some(Form::Digits) && open.rank == 5)
        };
        let same = self.open.iter().position(is_alike);
        let inner = self
            .open
            .iter()
            .position(|open| open.listed.is_some() || matches!(open.kind, Kind::Option | Kind::Preamble));
        self.close_to(same.or(inner).unwrap_or(self.open.len()));
        let mut provision = self.provision(Kind::Section, site, index);
        provision.title = block.title.clone().map(|title| (index, title));
        self.push(provision, 5, 0, None);
    }

    /// A list label of a block; `titled` says that the block's text reads like a title, `next` are the list labels behind.
    fn list_label(
        &mut self,
        site: &LabelSite,
        rivals: &[Label],
        index: u32,
        (titled, next): (bool, [Option<Label>; 2]),
    ) {
        let Some(label) = site.label else { return };
        let (label, rivals) = self.first_in_turn(label, rivals);
        let label = label.in_series(self.in_latin);
        if matches!(label.form, Form::Upper | Form::UpperRoman)
            && site.enclosure == Enclosure::Dot
            && (!self.in_article() || titled && self.is_next_section(label))
        {
            self.lettered_section(site, label, index);
            return;
        }
        self.outdented(site.indent);
        let place = self.place(label, site, next);
        // It goes on with a list of an earlier block, or is none.
        if site.doubt != Doubt::None && !place.follows {
            return;
        }
        self.close_to(place.depth);
        let kind = self.list_kind(&place.label);
        let mut provision = self.provision(kind, site, index);
        provision.label = Some(place.label);
        provision.rivals = rivals;
        provision.restarts = place.restarts;
        self.push(provision, 7, 0, Some(site.indent));
    }

    /// Of the numbers that compete for a provision the one that goes on with a list that stands open, and the others.
    fn first_in_turn(&self, label: Label, rivals: &[Label]) -> (Label, Box<[Label]>) {
        if rivals.is_empty() {
            return (label, Box::default());
        }
        let mut all: Vec<Label> = std::iter::once(label).chain(rivals.iter().copied()).collect();
        let in_turn = |label: &Label| {
            let listed = self.open.iter().filter(|open| open.listed.is_some());
            listed.filter_map(|open| self.provisions[open.id as usize].label).any(|last| label.follows(&last))
        };
        let chosen = all.iter().position(in_turn).unwrap_or(0);
        let label = all.remove(chosen);
        (label, all.into_boxed_slice())
    }

    fn in_article(&self) -> bool {
        self.open.iter().any(|open| open.kind == Kind::Article)
    }

    /// `I. General`, `A. Scope`: a section, inside one of another form.
    fn lettered_section(&mut self, site: &LabelSite, label: Label, index: u32) {
        let same = self.open.iter().position(|open| {
            open.kind == Kind::Section
                && self.provisions[open.id as usize].enclosure == Enclosure::Dot
                && (self.form_of(open.id) == Some(label.form) || label.follows(&self.letter_of(open.id)))
        });
        let ends = |open: &Open| open.listed.is_some() || matches!(open.kind, Kind::Article | Kind::Option);
        let lists = self.open.iter().position(ends).unwrap_or(self.open.len());
        self.close_to(same.unwrap_or(lists));
        let mut provision = self.provision(Kind::Section, site, index);
        provision.label = Some(label);
        self.push(provision, 4, 0, None);
        self.sections.retain(|before| before.form != label.form);
        self.sections.push(label);
    }

    /// Whether a lettered section goes on with those before: `B. Draft decision` behind the articles of `A.`
    fn is_next_section(&self, label: Label) -> bool {
        self.sections.iter().any(|before| label.follows(before))
    }

    fn letter_of(&self, id: ProvisionId) -> Label {
        self.provisions[id as usize].label.unwrap_or(Label::placeholder())
    }

    fn list_kind(&self, label: &Label) -> Kind {
        let parent = self.open.last();
        match parent.map(|open| open.kind) {
            Some(Kind::Preamble) => Kind::Recital,
            _ if label.prefix == Prefix::Preambular => Kind::Recital,
            Some(Kind::Subparagraph | Kind::Item) => Kind::Item,
            Some(Kind::Paragraph | Kind::Recital) => Kind::Subparagraph,
            _ if label.form == Form::Digits || label.form == Form::Placeholder => Kind::Paragraph,
            _ => Kind::Subparagraph,
        }
    }

    /// Where among what stands open a list label goes.
    fn place(&self, label: Label, site: &LabelSite, next: [Option<Label>; 2]) -> Place {
        let enclosure = site.enclosure;
        let list_floor = self.open.iter().rposition(|open| open.listed.is_none()).map_or(0, |at| at + 1);
        // Chinese numbers its items 1. below （一） below 一、; other languages number them (i).
        let is_item = site.enclosure == Enclosure::Dot
            && self.open[list_floor..]
                .iter()
                .any(|open| self.provisions[open.id as usize].enclosure == Enclosure::Comma);
        let label =
            if is_item && label.form == Form::Digits { Label::new(Form::LowerRoman, label.number()) } else { label };
        let readings: Vec<Label> = label.readings().collect();
        // Lists of the innermost heading, then, through options, of what holds it.
        let floor = self
            .open
            .iter()
            .rposition(|open| open.listed.is_none() && open.kind != Kind::Option)
            .map_or(0, |at| at + 1);
        let levels = || (floor..self.open.len()).rev().filter(|depth| self.open[*depth].listed.is_some());
        let same_style = |depth: usize, reading: &Label| {
            let other = &self.provisions[self.open[depth].id as usize];
            other.enclosure == enclosure
                && other.label.is_some_and(|it| it.form == reading.form && it.prefix == reading.prefix)
        };
        let before = |depth: usize| self.letter_of(self.open[depth].id);
        // Markdown nests a list under a number by indenting it: `    1.` below `2.`.
        let indent = |depth: usize| self.open[depth].listed.unwrap_or(0);
        let is_deeper = |depth: usize| site.indent >= indent(depth) + NESTED;
        let is_outdented = |depth: usize| indent(depth) >= site.indent + NESTED;

        let options = self.open.iter().rposition(|open| open.kind == Kind::Option).unwrap_or(0);

        // A numeral that the next label goes on with opens a list of its own: (h) (i) (ii).
        let opens_roman = label.as_roman().filter(|roman| {
            roman.number() == 1
                && next[0].is_some_and(|it| {
                    it.form == Form::LowerRoman && it.number() == 2 || it.as_roman().is_some_and(|it| it.number() == 2)
                })
        });
        if let Some(roman) = opens_roman {
            let depth = levels().find(|depth| same_style(*depth, &roman));
            let depth = depth.unwrap_or(self.open.len());
            return Place { label: roman, depth, restarts: depth < self.open.len(), follows: false };
        }
        for depth in levels() {
            for reading in &readings {
                let last = before(depth);
                let inserted = reading.numbers == last.numbers && *reading > last;
                let is_level = !is_deeper(depth) && !is_outdented(depth);
                let follows = reading.follows(&last) && is_level;
                // Without an option between, indentation says nothing of an inserted number.
                let inserted = inserted && (is_level || depth >= options);
                if same_style(depth, reading) && (follows || inserted) {
                    return Place { label: *reading, depth, restarts: false, follows };
                }
            }
        }
        let is_paragraph =
            label.form == Form::Digits && enclosure != Enclosure::Parentheses || label.prefix != Prefix::None;
        // The reading that is least out of its turn: `(ii)` behind `(iii)` is no letter behind `(hh)`.
        let distance = |reading: &&Label| {
            let last = levels().find(|depth| same_style(*depth, reading)).map(|depth| before(depth).number());
            last.map_or(reading.number(), |last| reading.number().abs_diff(last))
        };
        let likeliest = *readings.iter().min_by_key(distance).unwrap_or(&readings[0]);
        let is_late = label.roman == 1
            && levels()
                .find(|depth| same_style(*depth, &readings[0]))
                .is_some_and(|depth| is_late_i(before(depth).number(), next));
        let first = readings.iter().rev().find(|reading| reading.is_first()).filter(|_| !is_late);
        let reading = *first.unwrap_or(if is_late { &readings[0] } else { &likeliest });
        let open_level =
            levels().find(|depth| same_style(*depth, &reading) && !is_deeper(*depth) && !is_outdented(*depth));
        if let Some(depth) = open_level {
            return Place { label: reading, depth, restarts: reading.is_first(), follows: false };
        }
        let holder = levels().find(|depth| is_deeper(*depth) && site.indent > 0);
        let depth = if is_item {
            self.open.len()
        } else if let Some(holder) = holder.filter(|_| is_paragraph && reading.is_first()) {
            // In an option of the holder's, if one is open.
            (holder + 1).max(list_floor)
        } else if is_paragraph {
            // A numbered paragraph lies in a heading or an option, never in a letter's item.
            self.open.iter().rposition(|open| open.listed.is_none()).map_or(0, |at| at + 1)
        } else {
            self.open.len()
        };
        Place { label: reading, depth, restarts: false, follows: false }
    }
}

/// Whether `(i)` behind a letter is the ninth letter, out of its turn, rather than the first numeral: `(j) (i) (k)`,
/// `(c) (i) (e)`, `(d) (i) (j)`, `(g) (i) (h) (j)`. The two labels behind it tell.
fn is_late_i(last: u32, next: [Option<Label>; 2]) -> bool {
    let is_numeral = |it: Label| it.form == Form::LowerRoman || it.as_roman().is_some();
    let letter = |it: Option<Label>| it.filter(|it| it.form == Form::Lower).map(|it| it.number());
    match last {
        10..=12 => !next[0].is_some_and(is_numeral),
        7 if letter(next[0]) == Some(8) => letter(next[1]) == Some(10),
        9 => false,
        _ => letter(next[0]).is_some_and(|it| it == last + 2 || it == 10),
    }
}

/// What a block is the title of the heading before it by, if it reads like one.
pub(super) fn title_words(block: &Block) -> Option<Range<u32>> {
    let start = match block.level {
        0 => block.text.len() - block.text.trim_start().len(),
        _ => block.body as usize,
    };
    let text = block.text[start..].trim_end();
    let is_title = !text.is_empty()
        && text.len() <= 200
        && !text.contains('\n')
        && (block.level > 0
            || !text.ends_with(['.', ';', ':', ',', '。', '؛', '،', ']']) && text.split_whitespace().count() <= 20);
    let words = text.trim_matches(['*', '_', ' ']);
    let from = start + block.text[start..].find(words).unwrap_or(0);
    is_title.then(|| from as u32..(from + words.len()) as u32)
}

/// Of which degree are the options that a block ends, `Provisions common for sub-options 0 to 3 above`: 1 for those
/// inside others.
pub(super) fn common_level(block: &Block) -> Option<u8> {
    const LONGEST: usize = 200;
    if block.trimmed_len() > LONGEST {
        return None;
    }
    let lexicon = Lexicon::of(block.language);
    let is_sub = |word| lexicon.is_sub(word);
    lexicon.begins_with(&block.text, Phrase::Common).then(|| u8::from(block.text.split_whitespace().any(is_sub)))
}

/// The label of what bears none in the text, such as a recital, at an offset of its block.
fn unwritten(kind: Kind, label: Option<Label>, at: u32) -> LabelSite {
    LabelSite {
        kind: Some(kind),
        label,
        enclosure: Enclosure::Bare,
        start: at,
        end: at,
        bracketed: false,
        quoted: false,
        indent: 0,
        inline: false,
        doubt: Doubt::None,
        rival: false,
        amendment: None,
        sub: false,
    }
}

struct Place {
    label: Label,
    depth: usize,
    restarts: bool,
    /// Whether it is the next of a list that stands open.
    follows: bool,
}
