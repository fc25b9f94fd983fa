//! What one draft is made of beyond its single blocks: the tree of provisions, the brackets that cross blocks, and the
//! index by which references find their provisions. Folded from the blocks in one pass; places are a block and an
//! offset in it, so that an edit elsewhere leaves them true.

mod addresses;
pub(crate) mod bearing;
mod definitions;
mod fold;
mod headings;
mod index;
mod lists;
mod provisions;
mod reach;
mod resolve;
mod scope;
mod spans;

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::block::Doubt;
use travaux_grammar::language::Evidence;
use travaux_grammar::leading::{Amendment, Enclosure};
use travaux_grammar::reference::Reference;
use travaux_grammar::{Draft, Kind, Label, Language};

use lists::Lists;
use provisions::Whole;

pub(crate) use provisions::Seam;
pub(crate) use reach::Reach;
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
    /// Where its text begins, a block and an offset in it: at its label, or at the brackets, bullets, and markup that
    /// stand before the label.
    pub start: (u32, u32),
    /// Its label in that block.
    pub at: Range<u32>,
    /// Its title: a block and a range in it.
    pub title: Option<(u32, Range<u32>)>,
    /// Of its block's brackets the outermost around its label: a place in them. See [`Outline::bracket`].
    pub(crate) within: Option<u32>,
    /// The rank of its heading among headings, and the level of a Markdown one: what stands open where an outline is
    /// taken up again goes by them.
    rank: u8,
    level: u8,
    /// Whether its list begins anew with it: a second `(a)` after text that belongs to none.
    pub restarts: bool,
    /// Whether it stands in a quotation: an amendment's words, or another instrument's.
    pub quoted: bool,
}

/// A bracket that opens in one block and closes in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The block and the place in its brackets where it opens.
    pub open: (u32, u32),
    /// The block where it closes and the place in its strays.
    pub close: (u32, u32),
}

/// The structure of one draft.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The provisions, each before those that lie in it.
    pub provisions: Vec<Provision>,
    /// The brackets that close in another block, by opener.
    pub spans: Vec<Span>,
    /// The brackets that never close: a block and a place in its brackets.
    pub unclosed: Vec<(u32, u32)>,
    /// The closers that close nothing: a block and a place in its strays.
    pub strays: Vec<(u32, u32)>,
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
    /// What the whole draft said before its provisions were told.
    whole: Whole,
    /// How many blocks the draft has.
    blocks: u32,
    /// The provisions that are found from everywhere: headings, options, and paragraphs outside articles.
    spine: Vec<ProvisionId>,
    /// The language that each of them speaks plainly, if it is a numbered heading.
    spoken: Vec<Option<Language>>,
    /// The sections that bear only a letter.
    lettered: Vec<ProvisionId>,
    /// Which kinds of heading there are.
    kinds: HeadingKinds,
    /// Whether there are articles that references may name.
    has_articles: bool,
    /// Those of the spine, by kind and label, in order.
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
pub(crate) struct HeadingKinds {
    /// How many articles, as far as two.
    pub(crate) articles: u8,
    kinds: u16,
}

impl HeadingKinds {
    fn with(self, kind: Kind) -> HeadingKinds {
        let articles = (self.articles + u8::from(kind == Kind::Article)).min(2);
        HeadingKinds { articles, kinds: self.kinds | 1 << kind as u16 }
    }

    /// Whether there is one of a kind.
    pub(crate) fn holds(self, kind: Kind) -> bool {
        self.kinds >> kind as u16 & 1 == 1
    }
}

type LabelKey = (u8, [u32; 3], [travaux_grammar::label::Suffix; 3], travaux_grammar::label::Prefix);

/// What lists at the top of a draft, outside every provision, lie in.
const ROOT: ProvisionId = ProvisionId::MAX;

impl Outline {
    /// Those of some provisions that are of the spine.
    fn of_spine(&self, ids: &Range<ProvisionId>) -> &[ProvisionId] {
        let first = self.spine.partition_point(|id| *id < ids.start);
        let behind = self.spine.partition_point(|id| *id < ids.end);
        &self.spine[first..behind]
    }

    /// The numbered headings in order, each with the language that it speaks plainly.
    pub(crate) fn numbered_headings(&self) -> impl Iterator<Item = (ProvisionId, Option<Language>)> + '_ {
        let spoken = self.spine.iter().copied().zip(self.spoken.iter().copied());
        spoken.filter(|(id, _)| self.provision(*id).kind.is_heading() && self.provision(*id).label.is_some())
    }

    /// The innermost provision whose text a byte stands in. The `[` of `[(b) dig wells;]` stands in (b).
    pub fn at(&self, block: usize, offset: usize) -> Option<ProvisionId> {
        let place = (block as u32, offset as u32);
        let after = self.provisions.partition_point(|it| it.start <= place);
        after.checked_sub(1).map(|id| id as ProvisionId)
    }

    /// The references of a block, without those that are the label of a heading: `المادة 17` where article 17 begins in
    /// the middle of a line.
    pub fn references<'d>(&self, draft: &'d Draft, block: usize) -> impl Iterator<Item = &'d Reference> {
        let parsed = &draft.blocks[block];
        let is_doubtful = parsed.labels.iter().any(|site| site.kind.is_some() && site.doubt != Doubt::None);
        parsed.references.iter().filter(move |reference| {
            let is_label = |id: ProvisionId| {
                let provision = self.provision(id);
                provision.block as usize == block && provision.at.contains(&reference.start)
            };
            !(is_doubtful && self.at(block, reference.start as usize).is_some_and(is_label))
        })
    }

    /// A provision.
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id as usize]
    }

    /// Which kinds of numbered heading there are.
    pub(crate) fn kinds_of_headings(&self) -> HeadingKinds {
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
    pub(crate) fn siblings_behind(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
        let end = self.provision(id).parent.map_or(self.provisions.len() as ProvisionId, |it| self.provision(it).end);
        let next = move |id: &ProvisionId| Some(self.provision(*id).end).filter(|next| *next < end);
        std::iter::successors(next(&id), next)
    }

    /// What lies in the same as a provision and before it, from the nearest back.
    pub(crate) fn siblings_before(&self, id: ProvisionId) -> impl Iterator<Item = ProvisionId> + '_ {
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
        let (block, at) = (next.start.0 as usize, next.start.1 as usize);
        let has_text_before = || {
            let before = draft.blocks[block].text.get(..at);
            before.is_some_and(|it| it.contains(char::is_alphabetic))
        };
        // A heading or a label in the middle of a line: the text before it is not its own.
        if at > 0 && (next.block == provision.block || has_text_before()) {
            return start..draft.start(block) + at;
        }
        let last = block.saturating_sub(1);
        start..(draft.start(last) + draft.blocks[last].trimmed_len()).max(start)
    }

    /// The bytes of a provision with the brackets and the markup that open before its label.
    pub fn text_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let (block, at) = self.provision(id).start;
        let range = self.range(draft, id);
        (draft.start(block as usize) + at as usize).min(range.start)..range.end
    }

    /// The language that the words of a provision and the blocks behind it speak plainly.
    pub(crate) fn plain_language(&self, draft: &Draft, id: ProvisionId) -> Option<Language> {
        let provision = self.provision(id);
        let next = self.provisions.get(provision.end as usize).map_or(draft.blocks.len() as u32, |it| it.block);
        let to = next.max(provision.block + 1).min(provision.block + bearing::HEARD);
        let evidence = (provision.block..to).map(|block| draft.blocks[block as usize].evidence);
        evidence.fold(Evidence::default(), Evidence::plus).plain_language()
    }

    /// The bytes of a provision's label.
    pub fn label_range(&self, draft: &Draft, id: ProvisionId) -> Range<usize> {
        let provision = self.provision(id);
        draft.range(provision.block as usize, provision.at.clone())
    }

    /// A provision's title.
    pub fn title<'d>(&self, draft: &'d Draft, id: ProvisionId) -> Option<&'d str> {
        let (block, range) = self.provision(id).title.clone()?;
        Some(draft.blocks[block as usize].slice(range))
    }

    /// The bracket in which the whole of a provision stands, its label included: a block and a place in its brackets.
    pub fn contested(&self, draft: &Draft, id: ProvisionId) -> Option<(u32, u32)> {
        let (block, index) = self.bracket(self.provision(id))?;
        let close = self.close(draft, (block, index))?;
        let end = self.range(draft, id).end;
        // A full stop or a note behind the bracket is no text of the provision.
        (close + 24 >= end && draft_tail_is_bare(draft, close, end)).then_some((block, index))
    }

    /// The byte at which a bracket closes, wherever that is.
    pub fn close(&self, draft: &Draft, bracket: (u32, u32)) -> Option<usize> {
        let (block, index) = bracket;
        if let Some(close) = draft.blocks[block as usize].brackets.list[index as usize].close {
            return Some(draft.start(block as usize) + close as usize);
        }
        let at = self.spans.binary_search_by_key(&bracket, |span| span.open).ok()?;
        let (block, place) = self.spans[at].close;
        let closer = draft.blocks[block as usize].brackets.strays[place as usize];
        Some(draft.start(block as usize) + closer.at as usize)
    }
}

/// Of some places, in order, those of a block.
pub(crate) fn of_block(places: &[(u32, u32)], block: usize) -> &[(u32, u32)] {
    let first = places.partition_point(|it| (it.0 as usize) < block);
    let behind = places[first..].partition_point(|it| it.0 as usize == block);
    &places[first..first + behind]
}

/// Whether nothing but signs stands between a closer and the end of a provision.
fn draft_tail_is_bare(draft: &Draft, close: usize, end: usize) -> bool {
    if close >= end {
        return true;
    }
    let block = draft.block_at(close);
    let start = draft.start(block);
    let text = &draft.blocks[block].text;
    let tail = text.get(close - start..(end - start).min(text.len())).unwrap_or_default();
    !tail.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests;
