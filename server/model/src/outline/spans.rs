//! Brackets that cross blocks. A block hands on only the closers and openers it leaves over; an opener at the start of
//! a block may span provisions, one in mid-sentence expires at the next provision of its rank or above, so that one
//! missing closer does not swallow the rest of the draft. Only blocks that leave something over are visited.

use std::ops::Range;

use travaux_grammar::{BlockFlags, Glyph, Kind, LooseOpener, Summaries};

use super::{BracketRef, CloserRef, Outline, Provision, Span};
use crate::splice::Splice;

/// The highest rank of what has no heading: an article's is below it.
const HEADING: u8 = 4;

/// What is open where some blocks begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Level {
    /// The first of the blocks; they go on to the next level.
    from: u32,
    /// The innermost bracket from before that may span provisions: a block and a place in its brackets.
    around: Option<BracketRef>,
    /// How many brackets from before are open.
    depth: u32,
}

impl Outline {
    /// How many brackets from before are open where a block begins.
    pub fn depth(&self, block: usize) -> u32 {
        self.level(block as u32).map_or(0, |it| it.depth)
    }

    /// The bracket that opens nearest before a provision's label and is open there: a block and a place in its brackets.
    pub fn bracket(&self, provision: &Provision) -> Option<BracketRef> {
        let own = provision.enclosing_bracket.map(|index| BracketRef { block: provision.block, index });
        own.or_else(|| self.around(provision.block))
    }

    /// The innermost bracket from before that may span provisions and is open where a block begins.
    pub(super) fn around(&self, block: u32) -> Option<BracketRef> {
        self.level(block).and_then(|it| it.around)
    }

    /// Where before a block a bracket begins to stand around provisions, and where none does any more.
    pub(super) fn bracketed_before(&self, block: u32) -> Vec<(u32, bool)> {
        let levels = self.levels.iter().take_while(|it| it.from < block);
        let mut found = levels.map(|it| (it.from, it.around.is_some())).collect::<Vec<_>>();
        found.insert(0, (0, false));
        found.dedup_by_key(|it| it.1);
        found
    }

    /// The same from a block on, counted from it.
    pub(super) fn bracketed_from(&self, block: u32) -> Vec<(u32, bool)> {
        let levels = self.levels.iter().skip_while(|it| it.from <= block);
        let mut found = levels.map(|it| (it.from - block, it.around.is_some())).collect::<Vec<_>>();
        found.insert(0, (0, self.around(block).is_some()));
        found.dedup_by_key(|it| it.1);
        found
    }

    fn level(&self, block: u32) -> Option<&Level> {
        let behind = self.levels.partition_point(|it| it.from <= block);
        Some(&self.levels[behind.checked_sub(1)?])
    }
}

/// An opener that has not met its closer.
#[derive(Clone, Copy)]
struct Waiting {
    /// The block and the place in its brackets.
    open: BracketRef,
    /// The rank of the provision it stands in: an inline opener does not outlive it.
    rank: u8,
}

/// The openers of one sign, each list in the order of the text. A closer takes the last of one, and what expires
/// stands at the end too, since ranks rise along `inline`: so nothing here is searched.
#[derive(Default)]
struct Openers {
    structural: Vec<Waiting>,
    inline: Vec<Waiting>,
    /// Inline ones past their provision: a closer that nothing else claims may still be theirs, until the next heading.
    expired: Vec<Waiting>,
}

impl Openers {
    fn len(&self) -> usize {
        self.structural.len() + self.inline.len()
    }

    /// Takes out the one that a closer answers.
    fn answered(&mut self) -> Option<Waiting> {
        let structural = self.structural.last().map(|it| it.open);
        let inline = self.inline.last().map(|it| it.open);
        let nearest = if inline > structural { self.inline.pop() } else { self.structural.pop() };
        nearest.or_else(|| self.expired.pop())
    }

    /// Ends the inline ones that stand in provisions which one of a rank ends. Whether that changed anything.
    fn end(&mut self, rank: u8, unclosed: &mut Vec<BracketRef>) -> bool {
        if self.inline.is_empty() && self.expired.is_empty() {
            return false;
        }
        let first = self.inline.partition_point(|it| it.rank < rank);
        let is_other = first < self.inline.len() || rank <= HEADING && !self.expired.is_empty();
        self.expired.extend(self.inline.drain(first..));
        if rank <= HEADING {
            unclosed.extend(self.expired.drain(..).map(|it| it.open));
        }
        is_other
    }
}

/// An end of a bracket that has no partner in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LooseEnd {
    block: u32,
    /// Its place among the block's brackets, for a closer among its strays.
    index: u32,
    glyph: Glyph,
    /// Whether it opens a bracket, and one that may span provisions; `None` for a closer.
    structural: Option<bool>,
}

/// The loose ends of some blocks, in each the closers before the openers.
pub(super) fn loose_ends(summaries: Summaries<'_>, blocks: Range<u32>) -> impl Iterator<Item = LooseEnd> {
    let marked = summaries.with_flags_in(blocks.start as usize..blocks.end as usize, BlockFlags::UNPAIRED);
    marked.flat_map(|(block, summary)| {
        let block = block as u32;
        let closers = (0..).zip(&summary.closers);
        let closers = closers.map(move |(index, it)| LooseEnd { block, index, glyph: it.glyph, structural: None });
        let opener = move |it: &LooseOpener| LooseEnd {
            block,
            index: it.index,
            glyph: it.glyph,
            structural: Some(it.structural),
        };
        closers.chain(summary.openers.iter().map(opener))
    })
}

/// The loose ends of an edited draft, of which those outside the splice are known.
pub(super) fn loose_ends_after(before: &[LooseEnd], summaries: Summaries<'_>, blocks: &Splice) -> Vec<LooseEnd> {
    let first = before.partition_point(|it| it.block < blocks.removed.start);
    let last = before.partition_point(|it| it.block < blocks.removed.end);
    let tail = before[last..].iter().filter_map(|it| Some(LooseEnd { block: blocks.map(it.block)?, ..*it }));
    before[..first].iter().copied().chain(loose_ends(summaries, blocks.inserted.clone())).chain(tail).collect()
}

/// What the blocks leave over, paired.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) spans: Vec<Span>,
    pub(super) unclosed: Vec<BracketRef>,
    pub(super) strays: Vec<CloserRef>,
    pub(super) levels: Vec<Level>,
    pub(super) loose: Vec<LooseEnd>,
}

/// Pairs what the blocks leave over; of the outline only the provisions count.
pub(super) fn fold(outline: &Outline, loose: Vec<LooseEnd>) -> Pairs {
    let mut fold = Fold { openers: Vec::new(), next: 0, levels: Vec::new(), unclosed: Vec::new() };
    let (mut spans, mut strays) = (Vec::new(), Vec::new());
    for ends in loose.chunk_by(|one, other| one.block == other.block) {
        let index = ends[0].block;
        fold.pass_provisions(outline, index);
        let last = fold.next.checked_sub(1);
        let rank = last.map_or(0, |last| rank_of(outline.provisions[last].kind, last, outline));
        for end in ends {
            let each = fold.openers_of(end.glyph);
            let (open, close) =
                (BracketRef { block: index, index: end.index }, CloserRef { block: index, index: end.index });
            match end.structural {
                Some(true) => each.structural.push(Waiting { open, rank }),
                Some(false) => each.inline.push(Waiting { open, rank }),
                None => match each.answered() {
                    Some(opener) => spans.push(Span { open: opener.open, close }),
                    None => strays.push(close),
                },
            }
        }
        fold.note(index + 1);
    }
    fold.pass_provisions(outline, u32::MAX);
    let Fold { openers, levels, mut unclosed, .. } = fold;
    for (_, each) in openers {
        let left = each.structural.into_iter().chain(each.inline).chain(each.expired);
        unclosed.extend(left.map(|it| it.open));
    }
    unclosed.sort_unstable();
    spans.sort_unstable_by_key(|span: &Span| span.open);
    Pairs { spans, unclosed, strays, levels, loose }
}

struct Fold {
    /// Those of each family of signs that the draft has, which are one or two.
    openers: Vec<(usize, Openers)>,
    /// The first provision that was not passed yet.
    next: usize,
    levels: Vec<Level>,
    unclosed: Vec<BracketRef>,
}

impl Fold {
    fn openers_of(&mut self, glyph: Glyph) -> &mut Openers {
        let family = glyph.family();
        let place = self.openers.iter().position(|it| it.0 == family).unwrap_or_else(|| {
            self.openers.push((family, Openers::default()));
            self.openers.len() - 1
        });
        &mut self.openers[place].1
    }

    /// Passes the provisions up to the end of a block, which end the brackets that stand in others of their rank.
    fn pass_provisions(&mut self, outline: &Outline, block: u32) {
        while let Some(first) = outline.provisions.get(self.next).filter(|it| it.block <= block) {
            let is_waiting = |it: &Openers| !it.inline.is_empty() || !it.expired.is_empty();
            if !self.openers.iter().any(|(_, it)| is_waiting(it)) {
                self.next = first_behind(&outline.provisions, self.next, block);
                return;
            }
            let index = first.block;
            let mut highest = u8::MAX;
            while let Some(provision) = outline.provisions.get(self.next).filter(|it| it.block == index) {
                highest = highest.min(rank_of(provision.kind, self.next, outline));
                self.next += 1;
            }
            let mut is_other = false;
            for (_, each) in &mut self.openers {
                is_other |= each.end(highest, &mut self.unclosed);
            }
            if is_other {
                self.note(index);
            }
        }
    }

    /// Notes what is open where a block begins.
    fn note(&mut self, from: u32) {
        let around = self.openers.iter().filter_map(|(_, each)| each.structural.last()).map(|it| it.open).max();
        let depth = self.openers.iter().map(|(_, each)| each.len()).sum::<usize>() as u32;
        self.levels.pop_if(|last| last.from == from);
        let (around_before, depth_before) = self.levels.last().map_or((None, 0), |it| (it.around, it.depth));
        if (around, depth) != (around_before, depth_before) {
            self.levels.push(Level { from, around, depth });
        }
    }
}

/// The first provision behind a block, from one that is not: sought near it first.
fn first_behind(provisions: &[Provision], from: usize, block: u32) -> usize {
    let mut reach = 1;
    while provisions.get(from + reach).is_some_and(|it| it.block <= block) {
        reach *= 2;
    }
    let near = from + reach / 2..provisions.len().min(from + reach);
    near.start + provisions[near].partition_point(|it| it.block <= block)
}

/// The rank at which inline brackets expire: the deeper, the higher the number.
fn rank_of(kind: Kind, id: usize, outline: &Outline) -> u8 {
    match kind {
        Kind::Preamble | Kind::Annex => 0,
        Kind::Part | Kind::Title => 1,
        Kind::Chapter => 2,
        Kind::Section => 3,
        Kind::Article => 4,
        Kind::Option => 5,
        Kind::Paragraph | Kind::Recital => 6,
        Kind::Subparagraph => 7,
        Kind::Item => {
            let depth = outline.ancestors(id as u32).filter(|it| outline.provision(*it).kind == Kind::Item).count();
            8u8.saturating_add(depth.min(100) as u8)
        }
        Kind::Footnote => u8::MAX - 1,
    }
}
