//! Pairs brackets across blocks. A block contributes only its unmatched closing and opening signs. An opener at the
//! start of a block may span provisions; one in mid-sentence expires at the next provision of its rank or above, so
//! that one missing closer does not affect the rest of the draft. A closer in mid-sentence belongs to the provision that
//! it stands in, so it does not answer an opener before another one. Only blocks with unmatched signs are visited.

use std::ops::Range;

use travaux_grammar::{BlockFlags, BlockId, Glyph, Kind, LooseOpener, Summaries, to_u32};

use super::{BracketRef, CloserRef, Outline, Provision, ProvisionId, Span};
use crate::splice::Splice;

/// The highest rank number of a heading.
const MAX_HEADING_RANK: u8 = 4;

/// The rank number of a paragraph. A bracket in mid-sentence may go on in the next item, but not in the next paragraph.
const PARAGRAPH_RANK: u8 = 6;

/// The brackets that are open at the start of some blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Level {
    /// The first of the blocks, which extend to the next level.
    from: BlockId,
    /// The innermost open bracket that may span provisions.
    around: Option<BracketRef>,
    /// The number of open brackets.
    depth: u32,
}

impl Outline {
    /// Returns the number of brackets that are open at the start of a block.
    pub fn depth(&self, block: BlockId) -> u32 {
        self.level(block).map_or(0, |it| it.depth)
    }

    /// Returns the bracket around a provision's label that opens nearest before it.
    pub fn bracket(&self, provision: &Provision) -> Option<BracketRef> {
        let own = provision.enclosing_bracket.map(|index| BracketRef { block: provision.block, index });
        own.or_else(|| self.around(provision.block))
    }

    /// Returns the innermost bracket that is open at the start of a block and may span provisions.
    pub(super) fn around(&self, block: BlockId) -> Option<BracketRef> {
        self.level(block).and_then(|it| it.around)
    }

    /// Returns the innermost bracket that is open at the start of a block and may span provisions, and those of the blocks after
    /// it at which that changes, in order.
    pub(super) fn around_from(&self, block: BlockId) -> impl Iterator<Item = (BlockId, Option<BracketRef>)> + '_ {
        let after = self.levels.partition_point(|it| it.from <= block);
        let later = self.levels[after..].iter().map(|it| (it.from, it.around));
        std::iter::once((block, self.around(block))).chain(later)
    }

    /// Returns the blocks before `block` at which provisions begin or cease to be in a bracket.
    pub(super) fn bracketed_before(&self, block: BlockId) -> Vec<(BlockId, bool)> {
        let levels = self.levels.iter().take_while(|it| it.from < block);
        let mut found = levels.map(|it| (it.from, it.around.is_some())).collect::<Vec<_>>();
        found.insert(0, (BlockId::FIRST, false));
        found.dedup_by_key(|it| it.1);
        found
    }

    /// Returns the same from `block` on, with blocks counted from it.
    pub(super) fn bracketed_from(&self, block: BlockId) -> Vec<(u32, bool)> {
        let levels = self.levels.iter().skip_while(|it| it.from <= block);
        let mut found = levels.map(|it| (it.from.since(block), it.around.is_some())).collect::<Vec<_>>();
        found.insert(0, (0, self.around(block).is_some()));
        found.dedup_by_key(|it| it.1);
        found
    }

    fn level(&self, block: BlockId) -> Option<&Level> {
        let count = self.levels.partition_point(|it| it.from <= block);
        Some(&self.levels[count.checked_sub(1)?])
    }
}

/// An opener without a closer so far.
#[derive(Clone, Copy)]
struct OpenBracket {
    open: BracketRef,
    /// The rank of the provision that contains it. An inline opener expires with that provision.
    rank: u8,
    /// The first provision after the one that a structural opener stands before or in.
    end: ProvisionId,
    /// The first provision after the article, or the division, that contains it.
    heading_end: ProvisionId,
}

/// A closer and where it stands.
#[derive(Clone, Copy)]
struct Closer {
    glyph: Glyph,
    /// Whether words of its provision follow it.
    in_sentence: bool,
    /// The last provision that begins before the end of its block.
    provision: ProvisionId,
}

impl Closer {
    /// Returns whether the closer may answer a structural opener.
    fn answers(self, opener: &OpenBracket) -> bool {
        !self.in_sentence || self.provision < opener.end
    }
}

/// The openers of one family of signs, each list in the order of the text. A closer takes the last one of a list.
/// Expired openers are at the end of `inline` as well, since ranks increase along it, so no list has to be searched.
#[derive(Default)]
struct Openers {
    structural: Vec<OpenBracket>,
    inline: Vec<OpenBracket>,
    /// Inline openers after the end of their provision. A closer that matches no other opener may still match one of
    /// these, until the next heading.
    expired: Vec<OpenBracket>,
    /// Structural openers after the end of their article, if a closer has been looked for since then.
    late: Vec<OpenBracket>,
}

impl Openers {
    fn len(&self) -> usize {
        self.structural.len() + self.inline.len()
    }

    /// Removes and returns the opener that a closer matches: an open one, then one of a provision that has ended, then
    /// one of an article that has ended.
    fn take_match(&mut self, closer: Closer) -> Option<OpenBracket> {
        while let Some(late) = self.structural.pop_if(|it| closer.provision >= it.heading_end) {
            self.late.push(late);
        }
        if self.inline.last().map(|it| it.open) > self.structural.last().map(|it| it.open) {
            return self.inline.pop();
        }
        // A brace that reaches across articles is a misread parenthesis, not an editorial note.
        let may_be_late = closer.glyph != Glyph::Curly;
        let structural = self.structural.pop_if(|it| closer.answers(it));
        let may_reach = |it: &mut OpenBracket| !closer.in_sentence || it.rank > PARAGRAPH_RANK;
        let expired = structural.or_else(|| self.expired.pop_if(may_reach));
        expired.or_else(|| self.late.pop_if(|it| may_be_late && closer.answers(it)))
    }

    /// Expires the inline openers in provisions that end at one of a rank. Returns whether that changed anything.
    fn expire(&mut self, rank: u8, unclosed: &mut Vec<BracketRef>) -> bool {
        if self.inline.is_empty() && self.expired.is_empty() {
            return false;
        }
        let first = self.inline.partition_point(|it| it.rank < rank);
        let has_changed = first < self.inline.len() || rank <= MAX_HEADING_RANK && !self.expired.is_empty();
        self.expired.extend(self.inline.drain(first..));
        if rank <= MAX_HEADING_RANK {
            unclosed.extend(self.expired.drain(..).map(|it| it.open));
        }
        has_changed
    }
}

/// A sign without a partner in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LooseEnd {
    block: BlockId,
    /// The index among the block's brackets, or for a closer among its strays.
    index: u32,
    glyph: Glyph,
    /// Whether an opener may span provisions; `None` for a closer.
    structural: Option<bool>,
    /// Whether words follow a closer before the next label.
    in_sentence: bool,
}

/// Returns the loose ends of some blocks, in each block the closers before the openers.
pub(super) fn loose_ends(summaries: Summaries<'_>, blocks: Range<BlockId>) -> impl Iterator<Item = LooseEnd> {
    let marked = summaries.with_flags_in(blocks, BlockFlags::UNPAIRED);
    marked.flat_map(move |(block, _)| {
        let ends = summaries.loose_ends(block);
        let closers = (0..).zip(&ends.closers);
        let closers = closers.map(move |(index, it)| LooseEnd {
            block,
            index,
            glyph: it.glyph,
            structural: None,
            in_sentence: !it.place.is_followed_by_signs_only && !it.follows_label,
        });
        let opener = move |it: &LooseOpener| LooseEnd {
            block,
            index: it.index,
            glyph: it.glyph,
            structural: Some(it.structural),
            in_sentence: false,
        };
        closers.chain(ends.openers.iter().map(opener))
    })
}

/// Returns the loose ends of an edited draft. Those outside the splice are known.
pub(super) fn loose_ends_after(before: &[LooseEnd], summaries: Summaries<'_>, blocks: &Splice) -> Vec<LooseEnd> {
    let first = before.partition_point(|it| it.block < blocks.removed.start);
    let last = before.partition_point(|it| it.block < blocks.removed.end);
    let tail = before[last..].iter().filter_map(|it| Some(LooseEnd { block: blocks.map(it.block)?, ..*it }));
    before[..first].iter().copied().chain(loose_ends(summaries, blocks.inserted.clone())).chain(tail).collect()
}

/// The result of pairing the loose ends.
#[derive(Default)]
pub(super) struct Pairs {
    pub(super) spans: Vec<Span>,
    pub(super) unclosed: Vec<BracketRef>,
    pub(super) strays: Vec<CloserRef>,
    pub(super) levels: Vec<Level>,
    pub(super) loose: Vec<LooseEnd>,
}

/// Pairs loose ends. Only the provisions of the outline are used.
pub(super) fn pair(outline: &Outline, loose: Vec<LooseEnd>) -> Pairs {
    let mut pairing =
        Pairing { openers: Vec::new(), next: ProvisionId::FIRST, levels: Vec::new(), unclosed: Vec::new() };
    let (mut spans, mut strays) = (Vec::new(), Vec::new());
    for ends in loose.chunk_by(|one, other| one.block == other.block) {
        let index = ends[0].block;
        pairing.pass_provisions(outline, index);
        let last = pairing.next.previous();
        let opened = |open: BracketRef| opener_at(outline, open, last);
        for end in ends {
            let each = pairing.openers_of(end.glyph);
            let (open, close) =
                (BracketRef { block: index, index: end.index }, CloserRef { block: index, index: end.index });
            match end.structural {
                Some(true) => each.structural.push(opened(open)),
                Some(false) => each.inline.push(opened(open)),
                None => match each.take_match(closer_at(end, last)) {
                    Some(opener) => spans.push(Span { open: opener.open, close }),
                    None => strays.push(close),
                },
            }
        }
        pairing.record_level(index.next());
    }
    pairing.pass_provisions(outline, BlockId::MAX);
    let Pairing { openers, levels, mut unclosed, .. } = pairing;
    for (_, each) in openers {
        let left = each.structural.into_iter().chain(each.inline).chain(each.expired).chain(each.late);
        unclosed.extend(left.map(|it| it.open));
    }
    unclosed.sort_unstable();
    spans.sort_unstable_by_key(|span: &Span| span.open);
    Pairs { spans, unclosed, strays, levels, loose }
}

fn closer_at(end: &LooseEnd, last: Option<ProvisionId>) -> Closer {
    let LooseEnd { glyph, in_sentence, .. } = *end;
    Closer { glyph, in_sentence, provision: last.unwrap_or(ProvisionId::FIRST) }
}

/// Returns an opener with the ends of what contains it. `last` is the last provision that begins in its block or before.
fn opener_at(outline: &Outline, open: BracketRef, last: Option<ProvisionId>) -> OpenBracket {
    let never = ProvisionId::MAX;
    let Some(last) = last else { return OpenBracket { open, rank: 0, end: never, heading_end: never } };
    let first = ProvisionId::of(outline.provisions.partition_point(|it| it.block < open.block)).min(last);
    let heading = outline.ancestors(first).find(|it| is_heading(outline.provision(*it).kind));
    let is_heading = heading == Some(first);
    let heading_end = heading.filter(|_| !is_heading).map_or(never, |it| outline.provision(it).end);
    OpenBracket { open, rank: rank_of(last, outline), end: outline.provision(first).end, heading_end }
}

struct Pairing {
    /// The openers of each family of signs in the draft, of which there are one or two.
    openers: Vec<(usize, Openers)>,
    /// The first provision that has not been passed.
    next: ProvisionId,
    levels: Vec<Level>,
    unclosed: Vec<BracketRef>,
}

impl Pairing {
    fn openers_of(&mut self, glyph: Glyph) -> &mut Openers {
        let family = glyph.family();
        let place = self.openers.iter().position(|it| it.0 == family).unwrap_or_else(|| {
            self.openers.push((family, Openers::default()));
            self.openers.len() - 1
        });
        &mut self.openers[place].1
    }

    /// Passes the provisions up to the end of a block. They expire the inline brackets in provisions of their rank.
    fn pass_provisions(&mut self, outline: &Outline, block: BlockId) {
        while let Some(first) = outline.get(self.next).filter(|it| it.block <= block) {
            let has_inline = |it: &Openers| !it.inline.is_empty() || !it.expired.is_empty();
            if !self.openers.iter().any(|(_, it)| has_inline(it)) {
                self.next = first_after(&outline.provisions, self.next, block);
                return;
            }
            let index = first.block;
            let mut highest = u8::MAX;
            while outline.get(self.next).is_some_and(|it| it.block == index) {
                highest = highest.min(rank_of(self.next, outline));
                self.next = self.next.next();
            }
            let mut has_changed = false;
            for (_, each) in &mut self.openers {
                has_changed |= each.expire(highest, &mut self.unclosed);
            }
            if has_changed {
                self.record_level(index);
            }
        }
    }

    /// Records what is open at the start of a block.
    fn record_level(&mut self, from: BlockId) {
        let around = self.openers.iter().filter_map(|(_, each)| each.structural.last()).map(|it| it.open).max();
        let depth: usize = self.openers.iter().map(|(_, each)| each.len()).sum();
        let depth = to_u32(depth);
        self.levels.pop_if(|last| last.from == from);
        let (around_before, depth_before) = self.levels.last().map_or((None, 0), |it| (it.around, it.depth));
        if (around, depth) != (around_before, depth_before) {
            self.levels.push(Level { from, around, depth });
        }
    }
}

/// Returns the first provision after a block by an exponential search from `from`.
fn first_after(provisions: &[Provision], from: ProvisionId, block: BlockId) -> ProvisionId {
    let from = from.index();
    let mut reach = 1;
    while provisions.get(from + reach).is_some_and(|it| it.block <= block) {
        reach *= 2;
    }
    let near = from + reach / 2..provisions.len().min(from + reach);
    ProvisionId::of(near.start + provisions[near].partition_point(|it| it.block <= block))
}

fn is_heading(kind: Kind) -> bool {
    kind.is_article() || kind.is_division() || kind == Kind::Preamble
}

/// Returns the rank at which inline brackets expire: the deeper, the higher the number.
fn rank_of(id: ProvisionId, outline: &Outline) -> u8 {
    match outline.provision(id).kind {
        Kind::Preamble | Kind::Annex | Kind::Schedule | Kind::Appendix => 0,
        Kind::Part | Kind::Title => 1,
        Kind::Chapter => 2,
        Kind::Section => 3,
        Kind::Option => 5,
        Kind::Paragraph | Kind::Recital => 6,
        Kind::Subparagraph => 7,
        Kind::Item => {
            let depth = outline.ancestors(id).filter(|it| outline.provision(*it).kind == Kind::Item).count();
            u8::try_from(depth).unwrap_or(u8::MAX).min(100) + 8
        }
        Kind::Footnote => u8::MAX - 1,
        // An article, or what stands where articles do.
        _ => 4,
    }
}
