//! Brackets that cross blocks. A block hands on only the closers and openers it leaves over; an opener at the start of
//! a block may span provisions, one in mid-sentence expires at the next provision of its rank or above, so that one
//! missing closer does not swallow the rest of the draft.

use travaux_grammar::bracket::Bracket;
use travaux_grammar::notation::GLYPHS;
use travaux_grammar::{Block, Draft, Kind};

use super::{Outline, Span};

/// The highest rank of what has no heading: an article's is below it.
const HEADING: u8 = 4;

/// An opener that has not met its closer.
#[derive(Clone, Copy)]
struct Waiting {
    /// The block and the place in its brackets.
    open: (u32, u32),
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

    /// Takes out the inline ones that a provision of a rank ends, in order.
    fn ended(&mut self, rank: u8) -> std::vec::Drain<'_, Waiting> {
        let first = self.inline.partition_point(|it| it.rank < rank);
        self.inline.drain(first..)
    }
}

/// Pairs what the blocks leave over and notes which bracket each provision begins in.
pub(super) fn fold(draft: &Draft, outline: &mut Outline) {
    let mut openers: [Openers; GLYPHS] = Default::default();
    let mut depths = Vec::with_capacity(draft.blocks.len());
    let mut next_provision = 0;
    let mut rank = 0;
    for (index, block) in draft.blocks.iter().enumerate() {
        let index = index as u32;
        let first_provision = next_provision;
        let mut highest = u8::MAX;
        while let Some(provision) = outline.provisions.get(next_provision)
            && provision.block == index
        {
            rank = rank_of(provision.kind, next_provision, outline);
            highest = highest.min(rank);
            next_provision += 1;
        }
        if highest <= HEADING {
            for each in &mut openers {
                outline.unclosed.extend(each.expired.drain(..).map(|it| it.open));
                outline.unclosed.extend(each.ended(highest).map(|it| it.open));
            }
        } else if highest != u8::MAX {
            for each in &mut openers {
                let ended: Vec<Waiting> = each.ended(highest).collect();
                each.expired.extend(ended);
            }
        }
        depths.push(openers.iter().map(Openers::len).sum::<usize>() as u32);
        let around = openers.iter().filter_map(|each| each.structural.last()).map(|it| it.open).max();
        enclose(outline, first_provision..next_provision, around, block, index);
        for (place, stray) in (0..).zip(&block.brackets.strays) {
            match openers[stray.glyph.family()].answered() {
                Some(opener) => outline.spans.push(Span { open: opener.open, close: (index, place) }),
                None => outline.strays.push((index, place)),
            }
        }
        for (place, bracket) in block.brackets.list.iter().enumerate().filter(|(_, it)| it.close.is_none()) {
            let each = &mut openers[bracket.glyph.family()];
            let list = if bracket.structural { &mut each.structural } else { &mut each.inline };
            list.push(Waiting { open: (index, place as u32), rank });
        }
    }
    for each in openers {
        let left = each.structural.into_iter().chain(each.inline).chain(each.expired);
        outline.unclosed.extend(left.map(|it| it.open));
    }
    outline.unclosed.sort_unstable();
    outline.spans.sort_unstable_by_key(|span| span.open);
    outline.depths = depths;
}

/// Notes for the provisions of a block the bracket that is open at their label: the outermost of the block's own, or
/// the nearest from before.
fn enclose(
    outline: &mut Outline,
    provisions: std::ops::Range<usize>,
    around: Option<(u32, u32)>,
    block: &Block,
    index: u32,
) {
    let mut own = Enclosing::of(block);
    for provision in &mut outline.provisions[provisions] {
        provision.bracket = own.at(provision.at.start).map(|place| (index, place)).or(around);
    }
}

/// Which of a block's own brackets stands around a label, for one label after the other.
pub(super) struct Enclosing<'b> {
    brackets: std::iter::Peekable<std::iter::Enumerate<std::slice::Iter<'b, Bracket>>>,
    /// The one that closes last of those that open before: if it is closed, all are.
    outermost: Option<(u32, u32, usize)>,
}

impl Enclosing<'_> {
    pub(super) fn of(block: &Block) -> Enclosing<'_> {
        Enclosing { brackets: block.brackets.list.iter().enumerate().peekable(), outermost: None }
    }

    /// The place in the block's brackets of the outermost that is open at a label, which is not before the last one.
    pub(super) fn at(&mut self, start: u32) -> Option<u32> {
        while let Some((place, bracket)) = self.brackets.next_if(|(_, bracket)| bracket.open <= start) {
            self.outermost = self.outermost.max(Some((bracket.close.unwrap_or(u32::MAX), bracket.open, place)));
        }
        self.outermost.filter(|(close, ..)| *close > start).map(|(.., place)| place as u32)
    }
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
