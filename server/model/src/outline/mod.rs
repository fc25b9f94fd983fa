//! The structure of a draft beyond its single blocks: the tree of provisions, the brackets that cross blocks, and the
//! tables by which references find their provisions. It is folded from the summaries of the blocks in one pass. Places
//! are a block and an offset in it, so that an edit elsewhere does not change them.

mod addresses;
mod definitions;
mod fold;
mod headings;
mod index;
mod invalidation;
mod lists;
mod provisions;
mod resolve;
mod scope;
mod spans;
mod target_paths;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::{
    Amendment, Block, ClosingPlace, Doubt, Draft, Enclosure, Kind, Label, Language, Reference, Summaries,
    candidate_title,
};

use lists::Lists;
use provisions::DraftFacts;

pub use definitions::DefinitionRef;
pub use invalidation::Invalidation;
pub use provisions::OutlineSplice;
pub use resolve::{Missing, Resolution, Resolved, Status};

/// The index of a provision in [`Outline::provisions`].
pub type ProvisionId = u32;

/// A provision. Its text extends from its label, or from the brackets and markup that open before the label, to the
/// text of the next provision that it does not contain.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// The kind.
    pub kind: Kind,
    /// The label; `None` for a heading without a number. Recitals are numbered by the outline.
    pub label: Option<Label>,
    /// Other numbers that are proposed for it: 3 in `[4][3]`.
    pub rivals: Box<[Label]>,
    /// Whether its name makes it an option of an option: `Sub-option 2`.
    pub sub: bool,
    /// The amendment that is made to it: `MOD 468`.
    pub amendment: Option<Amendment>,
    /// The signs around the label.
    pub enclosure: Enclosure,
    /// The provision that directly contains it.
    pub parent: Option<ProvisionId>,
    /// The first provision after it that it does not contain.
    pub end: ProvisionId,
    /// The first block.
    pub block: u32,
    /// The start of its text: the label, or the brackets, bullets and markup before the label.
    pub start: TextStart,
    /// The bytes of the label in that block.
    pub at: Range<u32>,
    /// The block that contains its title, if it has one. See [`Outline::title`].
    pub title: Option<u32>,
    /// The outermost bracket of its block around the label. See [`Outline::bracket`].
    pub enclosing_bracket: Option<u32>,
    /// Whether other text precedes the label in the same block.
    pub after_text: bool,
    /// The rank among headings and the level of a Markdown heading, by which the open provisions are restored when an
    /// outline is folded again.
    rank: u8,
    level: u8,
    /// Whether its list restarts with it: a second `(a)` after text outside the list.
    pub restarts: bool,
    /// Whether it is in a quotation, as the words of an amendment are.
    pub quoted: bool,
}

/// The start of a provision's text in a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextStart {
    /// The block.
    pub block: u32,
    /// The offset in bytes from the beginning of the block.
    pub offset: u32,
}

/// A bracket of a draft, identified by its opening sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BracketRef {
    /// The block in which it opens.
    pub block: u32,
    /// The index in `Block::brackets.list`.
    pub index: u32,
}

/// A closing sign whose bracket does not open in the same block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloserRef {
    /// The block that contains it.
    pub block: u32,
    /// The index in `Block::brackets.strays`.
    pub index: u32,
}

/// A bracket that opens in one block and closes in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The opening sign.
    pub open: BracketRef,
    /// The closing sign.
    pub close: CloserRef,
}

/// The structure of a draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The provisions in the order of the text, each before those that it contains.
    pub provisions: Vec<Provision>,
    /// The brackets that close in another block, sorted by opening sign.
    pub spans: Vec<Span>,
    /// The brackets that never close, in order.
    pub unclosed: Vec<BracketRef>,
    /// The closing signs without an opening one, in order.
    pub strays: Vec<CloserRef>,
    /// The signs that have no partner in their block, in order.
    loose: Vec<spans::LooseEnd>,
    /// The open brackets at each block where they change.
    levels: Vec<spans::Level>,
    /// The name that the agreement gives itself (`this Convention`), as an index of the noun in the lexicon of its
    /// language.
    pub own_name: Option<u8>,
    /// Whether the numbers of articles restart in each division, so that an address must name the division.
    pub restarts: bool,
    /// Whether the numbers of paragraphs outside articles restart in each division.
    pub paragraphs_restart: bool,
    /// The facts about the whole draft on which the fold depends.
    facts: DraftFacts,
    /// The number of blocks of the draft.
    blocks: u32,
    /// The provisions that references find from anywhere: headings, options, and paragraphs outside articles.
    globals: Vec<ProvisionId>,
    /// The language that each of them indicates plainly, if it is a numbered heading.
    heading_languages: Vec<Option<Language>>,
    /// The sections with a bare letter.
    lettered: Vec<ProvisionId>,
    /// The kinds of numbered headings.
    kinds: HeadingKinds,
    /// Whether there are numbered articles.
    has_articles: bool,
    /// The numbered ones among the global provisions, sorted by kind and label.
    numbered: index::NumberedIndex,
    /// The labels of list members, by the provision that contains them.
    lists: Lists,
    /// The blocks whose running text contains each label after a stop, in order.
    written: FxHashMap<LabelKey, Vec<u32>>,
    /// The divisions that are named as another instrument's.
    foreign: FxHashSet<(Kind, LabelKey)>,
    /// The articles with which the numbers of articles restart: a second language version, or a protocol after its
    /// convention.
    instruments: Vec<ProvisionId>,
    /// The articles by title, if a reference names articles by their titles.
    titled: FxHashMap<String, ProvisionId>,
    /// The annex, if the draft has exactly one.
    only_annex: Option<ProvisionId>,
    /// The nouns that are defined as names of another instrument: `“Convention” means`.
    defined_names: Vec<u8>,
}

/// The kinds of numbered headings that a draft has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadingKinds {
    /// The number of articles, counted up to two.
    pub articles: u8,
    kinds: u16,
}

impl HeadingKinds {
    fn with(self, kind: Kind) -> HeadingKinds {
        let articles = (self.articles + u8::from(kind == Kind::Article)).min(2);
        HeadingKinds { articles, kinds: self.kinds | 1 << kind as u16 }
    }

    /// Returns whether there is a heading of a kind.
    pub fn holds(self, kind: Kind) -> bool {
        self.kinds >> kind as u16 & 1 == 1
    }
}

type LabelKey = (u8, [u32; 3], [travaux_grammar::Suffix; 3], travaux_grammar::Prefix);

/// The holder of the lists that no provision contains.
const ROOT: ProvisionId = ProvisionId::MAX;

impl Outline {
    /// Returns the global ones among some provisions.
    fn globals_in(&self, ids: &Range<ProvisionId>) -> &[ProvisionId] {
        let first = self.globals.partition_point(|id| *id < ids.start);
        let last = self.globals.partition_point(|id| *id < ids.end);
        &self.globals[first..last]
    }

    /// Returns the numbered headings in order, each with the language that it indicates plainly.
    pub fn numbered_headings(&self) -> impl Iterator<Item = (ProvisionId, Option<Language>)> + '_ {
        let headings = self.globals.iter().copied().zip(self.heading_languages.iter().copied());
        headings.filter(|(id, _)| self.provision(*id).kind.is_heading() && self.provision(*id).label.is_some())
    }

    /// Returns the innermost provision whose text contains an offset of a block. The `[` of `[(b) dig wells;]` belongs
    /// to (b).
    pub fn at(&self, block: usize, offset: usize) -> Option<ProvisionId> {
        let place = TextStart { block: block as u32, offset: offset as u32 };
        let after = self.provisions.partition_point(|it| it.start <= place);
        after.checked_sub(1).map(|id| id as ProvisionId)
    }

    /// Returns the references of a block except those that are the label of a heading: `المادة 17` where article 17
    /// begins in the middle of a line.
    pub fn references<'b>(&self, index: usize, block: &'b Block) -> impl Iterator<Item = &'b Reference> {
        let is_doubtful = block.labels.iter().any(|site| site.kind.is_some() && site.doubt != Doubt::None);
        block.references.iter().filter(move |reference| {
            let is_label = |id: ProvisionId| {
                let provision = self.provision(id);
                provision.block as usize == index && provision.at.contains(&reference.start)
            };
            !(is_doubtful && self.at(index, reference.start as usize).is_some_and(is_label))
        })
    }

    /// Returns a provision.
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id as usize]
    }

    /// Returns the kinds of numbered headings.
    pub fn kinds_of_headings(&self) -> HeadingKinds {
        self.kinds
    }

    /// Returns the headings of a kind and label, in order.
    pub fn headings(&self, kind: Kind, label: Option<&Label>) -> &[ProvisionId] {
        label.map_or(&[], |label| self.numbered.all(kind, label))
    }

    /// Returns a provision and those that contain it, from the inside out.
    pub fn ancestors(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        std::iter::successors(Some(id), |id| self.provision(*id).parent)
    }

    /// Returns the index of the instrument to which a provision belongs, since one file may contain several.
    pub fn instrument(&self, id: ProvisionId) -> usize {
        self.instruments.partition_point(|start| *start <= id)
    }

    /// Returns the direct children of a provision in order; for `None` the provisions at the top.
    pub fn children(&self, id: Option<ProvisionId>) -> impl Iterator<Item = ProvisionId> + '_ {
        let (first, end) = match id {
            Some(id) => (id + 1, self.provision(id).end),
            None => (0, self.provisions.len() as ProvisionId),
        };
        let mut next = first;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let child = next;
            next = self.provision(child).end;
            Some(child)
        })
    }

    /// Returns the later siblings of a provision, in order.
    pub fn siblings_after(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let end = self.provision(id).parent.map_or(self.provisions.len() as ProvisionId, |it| self.provision(it).end);
        let next = move |id: &ProvisionId| Some(self.provision(*id).end).filter(|next| *next < end);
        std::iter::successors(next(&id), next)
    }

    /// Returns the earlier siblings of a provision, the nearest first.
    pub fn siblings_before(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let parent = self.provision(id).parent;
        let before = move |id: &ProvisionId| {
            let last = id.checked_sub(1).filter(|last| Some(*last) != parent)?;
            self.ancestors(last).find(|it| self.provision(*it).parent == parent)
        };
        std::iter::successors(before(&id), before)
    }

    /// Returns the bytes of a provision from its label to the next provision, without trailing whitespace.
    pub fn range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        let start = draft.start(provision.block as usize) + provision.at.start as usize;
        let Some(next) = self.provisions.get(provision.end as usize) else {
            let last = draft.blocks.iter().rposition(|block| block.trimmed_len() > 0);
            let end = last.map_or(start, |block| draft.start(block) + draft.blocks[block].trimmed_len());
            return start..end.max(start);
        };
        // The next label is in the middle of a block, so the text before it still belongs to this provision.
        if next.after_text {
            return start..draft.start(next.start.block as usize) + next.start.offset as usize;
        }
        let last = (next.start.block as usize).saturating_sub(1);
        start..(draft.start(last) + draft.blocks[last].trimmed_len()).max(start)
    }

    /// Returns the bytes of a provision including the brackets and the markup that open before its label.
    pub fn text_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let TextStart { block, offset } = self.provision(id).start;
        let range = self.range(draft, id);
        (draft.start(block as usize) + offset as usize).min(range.start)..range.end
    }

    /// Returns the bytes of a provision's label.
    pub fn label_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        draft.range(provision.block as usize, provision.at.clone())
    }

    /// Returns the block that contains the title of a provision, and the title's bytes in that block.
    pub fn title_range(&self, draft: &Draft, id: ProvisionId) -> Option<(usize, Range<u32>)> {
        let provision = self.provision(id);
        let index = provision.title? as usize;
        let block = &draft.blocks[index];
        let is_own = index == provision.block as usize;
        let range = if is_own { block.title.clone() } else { candidate_title(block) };
        range.map(|range| (index, range))
    }

    /// Returns the title of a provision.
    pub fn title<'d>(&self, draft: &'d Draft, id: ProvisionId) -> Option<&'d str> {
        self.title_in(Summaries::of(draft), id)
    }

    /// Returns the title of a provision from the summaries alone.
    pub fn title_in<'d>(&self, summaries: Summaries<'d>, id: ProvisionId) -> Option<&'d str> {
        let provision = self.provision(id);
        let block = provision.title?;
        summaries.title(block as usize, block == provision.block)
    }

    /// Returns the bracket that contains the whole of a provision, its label included.
    pub fn contested(&self, summaries: Summaries<'_>, id: ProvisionId) -> Option<BracketRef> {
        let provision = self.provision(id);
        let bracket = self.bracket(provision)?;
        let (block, close) = self.closing_place(summaries, bracket)?;
        self.holds_to_the_end(summaries, provision, block, close).then_some(bracket)
    }

    /// Returns whether a bracket that closes at a place contains a provision to its end. A full stop or the mark of a
    /// note after the bracket does not count as text.
    fn holds_to_the_end(
        &self,
        summaries: Summaries<'_>,
        provision: &Provision,
        block: u32,
        close: ClosingPlace,
    ) -> bool {
        let next = self.provisions.get(provision.end as usize);
        let end_block = next.map_or(self.blocks, |it| it.block);
        let labels_before = close.labels_before as usize;
        // A provision that begins after other text shares its block with the end of this one.
        if let Some(next) = next.filter(|it| it.after_text) {
            let labels = &summaries.get(end_block as usize).labels;
            let label = labels.iter().position(|it| it.site.start == next.at.start).unwrap_or(0);
            let is_at_end = label == labels_before && close.is_followed_by_signs_only;
            return block > end_block || block == end_block && (label < labels_before || is_at_end);
        }
        if block >= end_block {
            return true;
        }
        let is_after_last_label = labels_before == summaries.get(block as usize).labels.len();
        let mut rest = block + 1..end_block;
        is_after_last_label
            && close.is_followed_by_signs_only
            && rest.all(|block| !summaries.get(block as usize).has_letters)
    }

    /// Returns the block in which a bracket closes, and the place in it.
    fn closing_place(&self, summaries: Summaries<'_>, bracket: BracketRef) -> Option<(u32, ClosingPlace)> {
        let summary = summaries.get(bracket.block as usize);
        let own = summary.enclosing.iter().map(|it| it.1).find(|it| it.index == bracket.index);
        if let Some(close) = own.and_then(|it| it.close) {
            return Some((bracket.block, close));
        }
        let at = self.spans.binary_search_by_key(&bracket, |span| span.open).ok()?;
        let closer = self.spans[at].close;
        Some((closer.block, summaries.get(closer.block as usize).closers[closer.index as usize].place))
    }

    /// Returns the offset at which a bracket closes, in whichever block.
    pub fn close(&self, draft: &Draft, bracket: BracketRef) -> Option<usize> {
        if let Some(close) = draft.blocks[bracket.block as usize].brackets.list[bracket.index as usize].close {
            return Some(draft.start(bracket.block as usize) + close as usize);
        }
        let at = self.spans.binary_search_by_key(&bracket, |span| span.open).ok()?;
        let closer = self.spans[at].close;
        let block = closer.block as usize;
        Some(draft.start(block) + draft.blocks[block].brackets.strays[closer.index as usize].at as usize)
    }

    /// Returns the brackets that open before a block and close in it or after it.
    pub fn spans_into(&self, block: usize) -> impl Iterator<Item = &Span> {
        let count = match self.depth(block) {
            0 => 0,
            _ => self.spans.partition_point(|it| (it.open.block as usize) < block),
        };
        self.spans[..count].iter().filter(move |it| it.close.block as usize >= block)
    }

    /// Returns the unclosed brackets of a block, as indices among its brackets.
    pub fn unclosed_in(&self, block: usize) -> impl Iterator<Item = u32> {
        of_block(&self.unclosed, block, |it| it.block).iter().map(|it| it.index)
    }

    /// Returns the unmatched closing signs of a block, as indices among its strays.
    pub fn strays_in(&self, block: usize) -> impl Iterator<Item = u32> {
        of_block(&self.strays, block, |it| it.block).iter().map(|it| it.index)
    }
}

/// Returns the members of a sorted list that belong to a block.
fn of_block<T>(list: &[T], block: usize, block_of: impl Fn(&T) -> u32) -> &[T] {
    let first = list.partition_point(|it| (block_of(it) as usize) < block);
    let count = list[first..].partition_point(|it| block_of(it) as usize == block);
    &list[first..first + count]
}

#[cfg(test)]
mod tests;
