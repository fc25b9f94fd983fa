//! What one draft is made of beyond its single blocks: the tree of provisions, the brackets that cross blocks, and the
//! index by which references find their provisions. Folded from the blocks in one pass; places are a block and an
//! offset in it, so that an edit elsewhere leaves them true.

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

/// The place of a provision in an outline's list.
pub type ProvisionId = u32;

/// One provision. Its text runs from its label, or the brackets and markup that open before its label, to the text of
/// the next provision that does not lie in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Provision {
    /// What it is.
    pub kind: Kind,
    /// Its label; `None` for a heading without a number. A recital is numbered by its place.
    pub label: Option<Label>,
    /// Other numbers that are proposed for it: 3 in `[4][3]`.
    pub rivals: Box<[Label]>,
    /// Whether it is an option inside an option by its name: `Sub-option 2`.
    pub sub: bool,
    /// What an amendment does to it: `MOD 468`.
    pub amendment: Option<Amendment>,
    /// How the label is set off.
    pub enclosure: Enclosure,
    /// What it lies in.
    pub parent: Option<ProvisionId>,
    /// The first provision of the list that does not lie in it.
    pub end: ProvisionId,
    /// Its first block.
    pub block: u32,
    /// Where its text begins: at its label, or at the brackets, bullets and markup that stand before the label.
    pub start: TextStart,
    /// Its label in that block.
    pub at: Range<u32>,
    /// The block that holds its title, if it has one. See [`Outline::title`].
    pub title: Option<u32>,
    /// The outermost bracket of its block that stands around its label. See [`Outline::bracket`].
    pub enclosing_bracket: Option<u32>,
    /// Whether other text stands before its label in the same block.
    pub after_text: bool,
    /// The rank of its heading among headings, and the level of a Markdown one: what stands open where an outline is
    /// taken up again goes by them.
    rank: u8,
    level: u8,
    /// Whether its list begins anew with it: a second `(a)` after text that belongs to none.
    pub restarts: bool,
    /// Whether it stands in a quotation: an amendment's words, or another instrument's.
    pub quoted: bool,
}

/// A place in a draft at which the text of a provision begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextStart {
    /// The block.
    pub block: u32,
    /// Bytes from the beginning of the block.
    pub offset: u32,
}

/// A bracket: the block in which it opens, and its place among the brackets of that block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BracketRef {
    /// The block in which it opens.
    pub block: u32,
    /// Its place in `Block::brackets.list`.
    pub index: u32,
}

/// A closer without an opener in its own block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloserRef {
    /// The block in which it stands.
    pub block: u32,
    /// Its place in `Block::brackets.strays`.
    pub index: u32,
}

/// A bracket that opens in one block and closes in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it opens.
    pub open: BracketRef,
    /// Where it closes.
    pub close: CloserRef,
}

/// The structure of one draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The provisions, each before those that lie in it.
    pub provisions: Vec<Provision>,
    /// The brackets that close in another block, by opener.
    pub spans: Vec<Span>,
    /// The brackets that never close, in order.
    pub unclosed: Vec<BracketRef>,
    /// The closers that close nothing, in order.
    pub strays: Vec<CloserRef>,
    /// The ends of brackets that have no partner in their block, in order.
    loose: Vec<spans::LooseEnd>,
    /// What is open of the brackets from before, where that changes.
    levels: Vec<spans::Level>,
    /// What the agreement calls itself (`this Convention`): the noun's place in its language's lexicon.
    pub own_name: Option<u8>,
    /// Whether articles are numbered anew in each division, so that an address must name it.
    pub restarts: bool,
    /// Whether paragraphs outside articles are numbered anew in each division.
    pub paragraphs_restart: bool,
    /// What the fold knew of the whole draft before it read the first provision.
    facts: DraftFacts,
    /// How many blocks the draft has.
    blocks: u32,
    /// The provisions that are found from everywhere: headings, options, and paragraphs outside articles.
    globals: Vec<ProvisionId>,
    /// The language that each of them speaks plainly, if it is a numbered heading.
    heading_languages: Vec<Option<Language>>,
    /// The sections that bear only a letter.
    lettered: Vec<ProvisionId>,
    /// Which kinds of heading there are.
    kinds: HeadingKinds,
    /// Whether there are articles that references may name.
    has_articles: bool,
    /// Those of them that bear a label, by kind and label, in order.
    headed: index::Headed,
    /// What is listed, by what it lies in.
    lists: Lists,
    /// In which blocks' running text each label is written behind a stop, in order.
    written: FxHashMap<LabelKey, Vec<u32>>,
    /// The divisions that are named as another instrument's.
    foreign: FxHashSet<(Kind, LabelKey)>,
    /// Where the articles begin anew: with the second language of a text, or the protocol behind its convention.
    instruments: Vec<ProvisionId>,
    /// The articles by title, if a reference names one so.
    titled: FxHashMap<String, ProvisionId>,
    /// The annex, if the draft has one and no more.
    only_annex: Option<ProvisionId>,
    /// Which nouns are defined as another instrument: `“Convention” means`.
    defined_names: Vec<u8>,
}

/// Which kinds of numbered heading a draft has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HeadingKinds {
    /// How many articles, as far as two.
    pub articles: u8,
    kinds: u16,
}

impl HeadingKinds {
    fn with(self, kind: Kind) -> HeadingKinds {
        let articles = (self.articles + u8::from(kind == Kind::Article)).min(2);
        HeadingKinds { articles, kinds: self.kinds | 1 << kind as u16 }
    }

    /// Whether there is one of a kind.
    pub fn holds(self, kind: Kind) -> bool {
        self.kinds >> kind as u16 & 1 == 1
    }
}

type LabelKey = (u8, [u32; 3], [travaux_grammar::Suffix; 3], travaux_grammar::Prefix);

/// What lists at the top of a draft, outside every provision, lie in.
const ROOT: ProvisionId = ProvisionId::MAX;

impl Outline {
    /// The global ones among some provisions.
    fn globals_in(&self, ids: &Range<ProvisionId>) -> &[ProvisionId] {
        let first = self.globals.partition_point(|id| *id < ids.start);
        let last = self.globals.partition_point(|id| *id < ids.end);
        &self.globals[first..last]
    }

    /// The numbered headings in order, each with the language that it speaks plainly.
    pub fn numbered_headings(&self) -> impl Iterator<Item = (ProvisionId, Option<Language>)> + '_ {
        let headings = self.globals.iter().copied().zip(self.heading_languages.iter().copied());
        headings.filter(|(id, _)| self.provision(*id).kind.is_heading() && self.provision(*id).label.is_some())
    }

    /// The innermost provision whose text a byte of a block stands in. The `[` of `[(b) dig wells;]` stands in (b).
    pub fn at(&self, block: usize, offset: usize) -> Option<ProvisionId> {
        let place = TextStart { block: block as u32, offset: offset as u32 };
        let after = self.provisions.partition_point(|it| it.start <= place);
        after.checked_sub(1).map(|id| id as ProvisionId)
    }

    /// The references of a block, without those that are the label of a heading: `المادة 17` where article 17 begins in
    /// the middle of a line.
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

    /// A provision.
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id as usize]
    }

    /// Which kinds of numbered heading there are.
    pub fn kinds_of_headings(&self) -> HeadingKinds {
        self.kinds
    }

    /// The headings of a kind and label, in order.
    pub fn headings(&self, kind: Kind, label: Option<&Label>) -> &[ProvisionId] {
        label.map_or(&[], |label| self.headed.all(kind, label))
    }

    /// A provision and what it lies in, from the inside out.
    pub fn ancestors(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        std::iter::successors(Some(id), |id| self.provision(*id).parent)
    }

    /// Which of the instruments in one file a provision belongs to: 0 for the first.
    pub fn instrument(&self, id: ProvisionId) -> usize {
        self.instruments.partition_point(|start| *start <= id)
    }

    /// What lies directly in a provision, in order; for `None` what lies in nothing.
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

    /// What lies in the same as a provision and behind it, in order.
    pub fn siblings_behind(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let end = self.provision(id).parent.map_or(self.provisions.len() as ProvisionId, |it| self.provision(it).end);
        let next = move |id: &ProvisionId| Some(self.provision(*id).end).filter(|next| *next < end);
        std::iter::successors(next(&id), next)
    }

    /// What lies in the same as a provision and before it, from the nearest back.
    pub fn siblings_before(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let parent = self.provision(id).parent;
        let before = move |id: &ProvisionId| {
            let last = id.checked_sub(1).filter(|last| Some(*last) != parent)?;
            self.ancestors(last).find(|it| self.provision(*it).parent == parent)
        };
        std::iter::successors(before(&id), before)
    }

    /// The bytes of a provision, from its label to where the next begins, blanks behind it aside.
    pub fn range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        let start = draft.start(provision.block as usize) + provision.at.start as usize;
        let Some(next) = self.provisions.get(provision.end as usize) else {
            let last = draft.blocks.iter().rposition(|block| block.trimmed_len() > 0);
            let end = last.map_or(start, |block| draft.start(block) + draft.blocks[block].trimmed_len());
            return start..end.max(start);
        };
        // A heading or a label in the middle of a line: the text before it is not its own.
        if next.after_text {
            return start..draft.start(next.start.block as usize) + next.start.offset as usize;
        }
        let last = (next.start.block as usize).saturating_sub(1);
        start..(draft.start(last) + draft.blocks[last].trimmed_len()).max(start)
    }

    /// The bytes of a provision with the brackets and the markup that open before its label.
    pub fn text_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let TextStart { block, offset } = self.provision(id).start;
        let range = self.range(draft, id);
        (draft.start(block as usize) + offset as usize).min(range.start)..range.end
    }

    /// The bytes of a provision's label.
    pub fn label_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        draft.range(provision.block as usize, provision.at.clone())
    }

    /// The title of a provision: its block and its bytes in that block.
    pub fn title_range(&self, draft: &Draft, id: ProvisionId) -> Option<(usize, Range<u32>)> {
        let provision = self.provision(id);
        let index = provision.title? as usize;
        let block = &draft.blocks[index];
        let is_own = index == provision.block as usize;
        let range = if is_own { block.title.clone() } else { candidate_title(block) };
        range.map(|range| (index, range))
    }

    /// The title of a provision.
    pub fn title<'d>(&self, draft: &'d Draft, id: ProvisionId) -> Option<&'d str> {
        self.title_words(Summaries::of(draft), id)
    }

    /// The title of a provision, for those who see summaries only.
    pub fn title_words<'d>(&self, summaries: Summaries<'d>, id: ProvisionId) -> Option<&'d str> {
        let provision = self.provision(id);
        let block = provision.title?;
        summaries.title(block as usize, block == provision.block)
    }

    /// The bracket in which the whole of a provision stands, its label included.
    pub fn contested(&self, summaries: Summaries<'_>, id: ProvisionId) -> Option<BracketRef> {
        let provision = self.provision(id);
        let bracket = self.bracket(provision)?;
        let (block, close) = self.closing_place(summaries, bracket)?;
        self.holds_to_the_end(summaries, provision, block, close).then_some(bracket)
    }

    /// Whether a bracket that closes at a place holds a provision to its end. A full stop or the mark of a note after the
    /// bracket is no text of the provision.
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
        // A provision that begins after text shares its block with the end of this one.
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

    /// The block in which a bracket closes, and where in it.
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

    /// The byte at which a bracket closes, wherever that is.
    pub fn close(&self, draft: &Draft, bracket: BracketRef) -> Option<usize> {
        if let Some(close) = draft.blocks[bracket.block as usize].brackets.list[bracket.index as usize].close {
            return Some(draft.start(bracket.block as usize) + close as usize);
        }
        let at = self.spans.binary_search_by_key(&bracket, |span| span.open).ok()?;
        let closer = self.spans[at].close;
        let block = closer.block as usize;
        Some(draft.start(block) + draft.blocks[block].brackets.strays[closer.index as usize].at as usize)
    }

    /// The brackets that open before a block and close in it or after it.
    pub fn spans_into(&self, block: usize) -> impl Iterator<Item = &Span> {
        let count = match self.depth(block) {
            0 => 0,
            _ => self.spans.partition_point(|it| (it.open.block as usize) < block),
        };
        self.spans[..count].iter().filter(move |it| it.close.block as usize >= block)
    }

    /// The unclosed brackets of a block, as places among its brackets.
    pub fn unclosed_in(&self, block: usize) -> impl Iterator<Item = u32> {
        of_block(&self.unclosed, block, |it| it.block).iter().map(|it| it.index)
    }

    /// The closers of a block that close nothing, as places among its strays.
    pub fn strays_in(&self, block: usize) -> impl Iterator<Item = u32> {
        of_block(&self.strays, block, |it| it.block).iter().map(|it| it.index)
    }
}

/// The members of a sorted list that belong to a block.
fn of_block<T>(list: &[T], block: usize, block_of: impl Fn(&T) -> u32) -> &[T] {
    let first = list.partition_point(|it| (block_of(it) as usize) < block);
    let count = list[first..].partition_point(|it| block_of(it) as usize == block);
    &list[first..first + count]
}

#[cfg(test)]
mod tests;
