//! The structure of a draft beyond its single blocks: the tree of provisions, the brackets that cross blocks, and the
//! tables by which references find their provisions. It is folded from the summaries of the blocks in one pass. Places
//! are a block and an offset in it, so that an edit elsewhere does not change them.

mod addresses;
mod brackets;
mod definitions;
mod doubtful_headings;
mod excerpt;
mod fold;
mod headed_step;
mod index;
mod invalidation;
mod kept_elsewhere;
mod lists;
mod navigation;
mod numbered_index;
mod other_members;
mod plain_lists;
mod provision_id;
mod provisions;
mod resolution;
mod resolve;
mod scope;
mod spans;
mod target_paths;
mod text_ranges;
mod unlabelled_text;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use travaux_grammar::{
    Amendment, Block, BlockId, Derived, Doubt, Enclosure, Kind, Label, Language, OptionNoun, Reference,
};

use lists::Lists;
use provisions::DraftFacts;

pub use definitions::DefinitionRef;
pub use invalidation::{Invalidation, MAX_LISTED_BLOCKS};
pub use provision_id::ProvisionId;
pub use provisions::OutlineSplice;
pub use resolution::{Missing, Resolution, Resolved, Status};

/// Whether a list label stands in a block quote of Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockQuote {
    /// It does not.
    #[default]
    None,
    /// It is in the same quote as the provision before it.
    Same,
    /// It is the first in its quote.
    First,
}

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
    /// The noun of an option: `Sub-option 2`.
    pub option_noun: OptionNoun,
    /// The amendment that is made to it: `MOD 468`.
    pub amendment: Option<Amendment>,
    /// The signs around the label.
    pub enclosure: Enclosure,
    /// The provision that directly contains it.
    pub parent: Option<ProvisionId>,
    /// The first provision after it that it does not contain.
    pub end: ProvisionId,
    /// The first block.
    pub block: BlockId,
    /// The start of its text: the label, or the brackets, bullets and markup before the label.
    pub start: TextStart,
    /// The bytes of the label in that block.
    pub at: Range<u32>,
    /// The block that contains its title, if it has one. See [`Outline::title`].
    pub title: Option<BlockId>,
    /// The outermost bracket of its block around the label. See [`Outline::bracket`].
    pub enclosing_bracket: Option<u32>,
    /// Whether other text precedes the label in the same block.
    pub after_text: bool,
    /// Whether it is a list label in a block quote, and whether other text stands between it and the provision before it.
    pub block_quote: BlockQuote,
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
    pub block: BlockId,
    /// The offset in bytes from the beginning of the block.
    pub offset: u32,
}

/// A bracket of a draft, identified by its opening sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BracketRef {
    /// The block in which it opens.
    pub block: BlockId,
    /// The index in `Block::brackets.list`.
    pub index: u32,
}

/// A closing sign whose bracket does not open in the same block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloserRef {
    /// The block that contains it.
    pub block: BlockId,
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

/// The structure of a draft. What does not depend on brackets that cross blocks is shared with the outline before an edit
/// that only changes those.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    /// The provisions in the order of the text, each before those that it contains.
    pub provisions: Arc<Vec<Provision>>,
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
    /// Whether the numbers of sections restart in each wider division, and those of chapters.
    sections_restart: bool,
    chapters_restart: bool,
    /// The facts about the whole draft on which the fold depends.
    facts: DraftFacts,
    /// The end of the draft: the block after the last one.
    blocks: BlockId,
    /// The provisions that references find from anywhere: headings, options, and paragraphs outside articles.
    globals: Arc<Vec<ProvisionId>>,
    /// The language that each of them indicates plainly, if it is a numbered heading.
    heading_languages: Arc<Vec<Option<Language>>>,
    /// The sections with a bare letter.
    lettered: Arc<Vec<ProvisionId>>,
    /// The kinds of numbered headings.
    kinds: HeadingKinds,
    /// Whether all numbered articles have digits, so that a roman numeral names an article of another instrument.
    articles_in_digits: bool,
    /// Whether all numbered articles have roman numerals.
    articles_in_romans: bool,
    /// Whether there are numbered articles.
    has_articles: bool,
    /// Whether the draft shows its own beginning: a preamble, or the first division before the first article.
    shows_beginning: bool,
    /// Whether the draft shows its own end, by a closing clause.
    shows_end: bool,
    /// The numbered ones among the global provisions, sorted by kind and label.
    numbered: Arc<numbered_index::NumberedIndex>,
    /// The labels of list members, by the provision that contains them.
    lists: Arc<Lists>,
    /// The blocks whose running text contains each label after a stop, in order.
    written: Arc<FxHashMap<LabelKey, Vec<BlockId>>>,
    /// The headings that may be in running text.
    headings_in_text: Arc<FxHashSet<(Kind, LabelKey)>>,
    /// The kinds of headings of which the draft holds too few of those that it names, so that the others must be kept
    /// elsewhere: annexes in other files.
    kept_elsewhere: Arc<Derived<HeadingKinds>>,
    /// The divisions that are named as another instrument's.
    foreign: Arc<FxHashSet<(Kind, LabelKey)>>,
    /// The articles with which the numbers of articles restart: a second language version, or a protocol after its
    /// convention.
    instruments: Arc<Vec<ProvisionId>>,
    /// Those of them before which the name of an instrument stands: `PROTOCOL`.
    named_instruments: Arc<Vec<ProvisionId>>,
    /// The articles by title, if a reference names articles by their titles.
    titled: Arc<FxHashMap<(Kind, String), ProvisionId>>,
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
    kinds: u32,
    /// The kinds of which there are two headings.
    repeated: u32,
}

impl HeadingKinds {
    fn with(self, kind: Kind) -> HeadingKinds {
        let articles = (self.articles + u8::from(kind == Kind::Article)).min(2);
        let kind = 1 << kind as u32;
        HeadingKinds { articles, kinds: self.kinds | kind, repeated: self.repeated | self.kinds & kind }
    }

    /// Returns whether there is a heading of a kind.
    pub fn contains(self, kind: Kind) -> bool {
        self.kinds >> kind as u32 & 1 == 1
    }

    /// Returns whether there are two headings of a kind.
    pub fn repeats(self, kind: Kind) -> bool {
        self.repeated >> kind as u32 & 1 == 1
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
    pub fn at(&self, block: BlockId, offset: u32) -> Option<ProvisionId> {
        let place = TextStart { block, offset };
        let after = self.provisions.partition_point(|it| it.start <= place);
        after.checked_sub(1).map(ProvisionId::of)
    }

    /// Returns the references of a block except those that are the label of a heading: `المادة 17` where article 17
    /// begins in the middle of a line.
    pub fn references<'b>(&self, index: BlockId, block: &'b Block) -> impl Iterator<Item = &'b Reference> {
        let is_doubtful = block.labels.iter().any(|site| site.kind.is_some() && site.doubt != Doubt::None);
        block.references.iter().filter(move |reference| {
            let is_label = |id: ProvisionId| {
                let provision = self.provision(id);
                provision.block == index && provision.at.contains(&reference.start)
            };
            !(is_doubtful && self.at(index, reference.start).is_some_and(is_label))
        })
    }

    /// Returns a provision.
    #[inline]
    pub fn provision(&self, id: ProvisionId) -> &Provision {
        &self.provisions[id.index()]
    }

    /// Returns a provision, or `None` if the outline has none with that id.
    pub fn get(&self, id: ProvisionId) -> Option<&Provision> {
        self.provisions.get(id.index())
    }

    /// Returns the id one past that of the last provision.
    pub fn end(&self) -> ProvisionId {
        ProvisionId::of(self.provisions.len())
    }

    /// Returns all provisions, each before those that it contains.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = ProvisionId> + ExactSizeIterator + Clone {
        ProvisionId::range(ProvisionId::FIRST..self.end())
    }

    /// Returns the first provision that is in a block or in a later one.
    pub fn first_from(&self, block: BlockId) -> ProvisionId {
        ProvisionId::of(self.provisions.partition_point(|it| it.block < block))
    }

    /// Returns the kinds of numbered headings.
    pub fn kinds_of_headings(&self) -> HeadingKinds {
        self.kinds
    }

    /// Returns the headings of a kind and label, in order.
    pub fn headings(&self, kind: Kind, label: Option<&Label>) -> &[ProvisionId] {
        label.map_or(&[], |label| self.numbered.all(kind, label))
    }

    /// Returns the numbered headings of a kind that are not quoted, in order.
    pub fn headings_of(&self, kind: Kind) -> impl Iterator<Item = ProvisionId> + '_ {
        let is_own = move |it: &Provision| it.kind == kind && it.label.is_some() && !it.quoted;
        self.globals.iter().copied().filter(move |id| is_own(self.provision(*id)))
    }

    /// Returns the annexes in order, of which none contains another.
    pub fn annexes(&self) -> impl Iterator<Item = ProvisionId> + '_ {
        self.numbered.annexes.iter().map(|annex| annex.0)
    }

    /// Returns whether another instrument begins with an article before which its name stands: `PROTOCOL`.
    pub fn begins_named_instrument(&self, id: ProvisionId) -> bool {
        self.named_instruments.binary_search(&id).is_ok()
    }

    /// Returns the index of the instrument to which a provision belongs, since one file may contain several.
    pub fn instrument(&self, id: ProvisionId) -> usize {
        self.instruments.partition_point(|start| *start <= id)
    }
}

#[cfg(test)]
mod tests;
