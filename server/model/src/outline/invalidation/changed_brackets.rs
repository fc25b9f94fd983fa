//! The brackets across blocks that an edit changed outside its splice, and the blocks whose findings depend on them.

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockFlags, BlockId, Summaries, TargetFilter};

use super::{State, named, provisions_in};
use crate::outline::{BracketRef, CloserRef, Outline, ProvisionId, Span};
use crate::splice::Splice;

/// Returns the blocks outside a splice with signs that have no partner in only one of two states.
pub(super) fn unpaired_in_one_state(now: &Outline, then: &Outline, blocks: &Splice) -> Vec<BlockId> {
    let bracket = |it: &BracketRef| (it.block, it.index);
    let closer = |it: &CloserRef| (it.block, it.index);
    let mut found = differing_blocks(&then.unclosed, &now.unclosed, bracket, blocks);
    found.extend(differing_blocks(&then.strays, &now.strays, closer, blocks));
    found
}

/// Returns the blocks outside a splice with members that are in only one of two lists.
fn differing_blocks<T>(then: &[T], now: &[T], key: impl Fn(&T) -> (BlockId, u32), blocks: &Splice) -> Vec<BlockId> {
    let then = then.iter().map(&key).filter_map(|(block, index)| Some((blocks.map(block)?, index)));
    let now = now.iter().map(&key).filter(|(block, _)| !blocks.inserted.contains(block));
    symmetric_difference(then.collect(), now.collect()).into_iter().map(|it| it.0).collect()
}

/// Returns the blocks of the closing signs that have no partner in one state only, in order. Those in edited blocks may be other
/// signs than before.
fn strays_in_one_state(now: State<'_>, then: State<'_>, blocks: &Splice) -> Vec<BlockId> {
    let (then, now) = (&then.outline.strays, &now.outline.strays);
    let mut found = differing_blocks(then, now, |it| (it.block, it.index), blocks);
    let removed = then.iter().filter(|it| blocks.removed.contains(&it.block)).map(|_| blocks.inserted.start);
    found.extend(removed.chain(now.iter().map(|it| it.block).filter(|it| blocks.inserted.contains(it))));
    found.sort_unstable();
    found
}

/// Returns the members that are in only one of two lists.
fn symmetric_difference<T: Ord>(mut one: Vec<T>, mut other: Vec<T>) -> Vec<T> {
    one.sort_unstable();
    other.sort_unstable();
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    let mut found = Vec::new();
    loop {
        match (one.peek(), other.peek()) {
            (Some(a), Some(b)) if a == b => {
                one.next();
                other.next();
            }
            (Some(a), Some(b)) => found.extend(if a < b { one.next() } else { other.next() }),
            (Some(_), None) => found.extend(one.next()),
            (None, Some(_)) => found.extend(other.next()),
            (None, None) => return found,
        }
    }
}

/// The ends of a bracket that crosses blocks, as far as they are outside a splice, in blocks of the new state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ends {
    open: Option<BracketRef>,
    close: Option<CloserRef>,
}

impl Ends {
    /// Returns the ends of a bracket. `place` maps a block of its state to the new state, if it is outside the splice.
    fn of(span: &Span, place: impl Fn(BlockId) -> Option<BlockId>) -> Ends {
        Ends {
            open: place(span.open.block).map(|block| BracketRef { block, ..span.open }),
            close: place(span.close.block).map(|block| CloserRef { block, ..span.close }),
        }
    }

    /// Returns the blocks between the two ends.
    fn inside(self, blocks: &Splice) -> Range<BlockId> {
        let inserted = &blocks.inserted;
        self.open.map_or(inserted.end, |it| it.block.next())..self.close.map_or(inserted.start, |it| it.block)
    }
}

/// Returns the brackets of a state that have an end outside a splice, each as it is in that state. `place` maps a block of
/// that state to the new state, if it is outside the splice.
fn crossing(state: State<'_>, place: impl Fn(BlockId) -> Option<BlockId>) -> Vec<(Ends, Span)> {
    let spans = state.outline.spans.iter().map(|it| (Ends::of(it, &place), *it));
    spans.filter(|(ends, _)| ends.open.is_some() || ends.close.is_some()).collect()
}

/// The signs of the brackets across blocks that a state has.
struct Signs {
    open: FxHashSet<Option<BracketRef>>,
    close: FxHashSet<Option<CloserRef>>,
}

impl Signs {
    fn of(brackets: impl Iterator<Item = Ends>) -> Signs {
        let (open, close) = brackets.map(|it| (it.open, it.close)).unzip();
        Signs { open, close }
    }

    fn contain_one_of(&self, ends: Ends) -> bool {
        self.open.contains(&ends.open) || self.close.contains(&ends.close)
    }
}

/// The brackets across blocks that are in only one of two states, as far as they have an end outside the splice.
pub(super) struct ChangedSpans {
    then: Vec<(Ends, Span)>,
    now: Vec<(Ends, Span)>,
    changed: Vec<Ends>,
    /// Those of either state, changed or not, around a closing sign that has no partner in one state only. After such a sign
    /// the provisions in a bracket may count as outside it.
    interrupted: Vec<Ends>,
}

impl ChangedSpans {
    pub(super) fn of(now: State<'_>, then: State<'_>, blocks: &Splice) -> ChangedSpans {
        let strays = strays_in_one_state(now, then, blocks);
        let then = crossing(then, |block| blocks.map(block));
        let now = crossing(now, |block| (!blocks.inserted.contains(&block)).then_some(block));
        let ends = |spans: &[(Ends, Span)]| spans.iter().map(|it| it.0).collect::<Vec<_>>();
        let changed = symmetric_difference(ends(&then), ends(&now));
        let is_interrupted = |it: &&(Ends, Span)| {
            let inside = it.0.inside(blocks);
            let next = strays.partition_point(|stray| *stray < inside.start.minus(1));
            strays.get(next).is_some_and(|stray| *stray <= inside.end)
        };
        let interrupted = then.iter().chain(&now).filter(is_interrupted).map(|it| it.0).collect();
        ChangedSpans { then, now, changed, interrupted }
    }

    /// Returns the blocks with brackets from the opener to the closer of a changed bracket: they are, or are no longer,
    /// brackets within a bracket.
    pub(super) fn blocks_with_brackets(&self, summaries: Summaries<'_>, blocks: &Splice) -> Vec<BlockId> {
        let ranges = ChangedSpans::ranges(self.changed.clone(), summaries, blocks).into_iter();
        ranges.flat_map(|range| summaries.with_flags_in(range, BlockFlags::BRACKET)).map(|(index, _)| index).collect()
    }

    /// Returns the blocks from the opener to the closer of some brackets, each block once.
    fn ranges(brackets: Vec<Ends>, summaries: Summaries<'_>, blocks: &Splice) -> Vec<Range<BlockId>> {
        let mut ranges: Vec<Range<BlockId>> = brackets.into_iter().map(|it| it.inside(blocks)).collect();
        ranges.sort_unstable_by_key(|it| it.start);
        let mut next = BlockId::FIRST;
        for inside in &mut ranges {
            let first = next.max(inside.start.minus(1));
            next = next.max(inside.end.next().min(summaries.end()));
            *inside = first..next.max(first);
        }
        ranges
    }

    /// Returns the blocks with references to provisions that became, or are no longer, contested as a whole.
    pub(super) fn blocks_with_changed_contest(&self, now: State<'_>, then: State<'_>, blocks: &Splice) -> Vec<BlockId> {
        if self.changed.is_empty() && self.interrupted.is_empty() {
            return Vec::new();
        }
        // A reference inside the bracket is unaffected if no other bracket surrounds it, and neither of its ends has another
        // partner: source and target are contested together.
        let is_lone = |state: State<'_>, spans: &[(Ends, Span)]| {
            self.changed_of(spans).map(|it| it.open.block).all(|block| {
                let openers = state.summaries.loose_ends(block).openers.iter();
                openers.filter(|it| it.structural).count() <= 1 && state.outline.around(block).is_none()
            })
        };
        let all = now.summaries.with_flags(BlockFlags::REFERENCE).map(|(index, _)| index);
        let are_whole = self.interrupted.is_empty();
        if !are_whole || !is_lone(then, &self.then) || !is_lone(now, &self.now) || self.have_other_partners(now, then) {
            return all.collect();
        }
        let inside: Vec<Range<BlockId>> = self.changed.iter().map(|it| it.inside(blocks)).collect();
        all.filter(|block| !inside.iter().all(|it| it.contains(block))).collect()
    }

    /// Returns those of the brackets of a state that are in it only.
    fn changed_of<'a>(&'a self, spans: &'a [(Ends, Span)]) -> impl Iterator<Item = Span> + 'a {
        spans.iter().filter(|it| self.changed.binary_search(&it.0).is_ok()).map(|it| it.1)
    }

    /// Returns whether an end of a bracket that is in one state only may have another partner in the other state. All ends in
    /// edited blocks count as the same one, since each may be another sign than before.
    fn have_other_partners(&self, now: State<'_>, then: State<'_>) -> bool {
        let edited = Outline::splice_between(then.summaries, now.summaries);
        let then_ends = |it: &Span| Ends::of(it, |block| edited.map(block));
        let now_ends = |it: &Span| Ends::of(it, |block| (!edited.inserted.contains(&block)).then_some(block));
        let then_signs = Signs::of(then.outline.spans.iter().map(then_ends));
        let now_signs = Signs::of(now.outline.spans.iter().map(now_ends));
        self.changed_of(&self.then).any(|it| now_signs.contain_one_of(then_ends(&it)))
            || self.changed_of(&self.now).any(|it| then_signs.contain_one_of(now_ends(&it)))
    }

    /// Returns the blocks in which a reference may be to another provision in brackets than before, or stand in other
    /// brackets, if all provisions are the same in both states.
    pub(super) fn blocks_with_other_brackets(&self, now: State<'_>, then: State<'_>, blocks: &Splice) -> Vec<BlockId> {
        let outline = now.outline;
        let referring =
            |blocks: Range<BlockId>| now.summaries.with_flags_in(blocks, BlockFlags::REFERENCE).map(|(block, _)| block);
        let mut found = Vec::new();
        let mut touched = TargetFilter::default();
        let mut holders = FxHashSet::default();
        // A sign in an edited block may stand elsewhere than before.
        let edited = self.then.iter().chain(&self.now).map(|it| it.0);
        let edited = edited.filter(|it| it.open.is_none() || it.close.is_none());
        let brackets = self.changed.iter().chain(&self.interrupted).copied().chain(edited).collect();
        // So may both signs of a bracket in edited blocks.
        let ranges = ChangedSpans::ranges(brackets, now.summaries, blocks).into_iter();
        for range in ranges.chain([blocks.inserted.clone()]) {
            found.extend(referring(range.clone()));
            for id in ProvisionId::range(provisions_in(now, &range)) {
                if outline.contested(now.summaries, id) == then.outline.contested(then.summaries, id) {
                    continue;
                }
                touched = outline.ancestors(id).fold(touched, |all, it| all.union(named(outline, it)));
                let holder = outline.ancestors(id).find(|it| outline.provision(*it).kind.is_heading());
                // Once for all provisions of a holder, since both may be many.
                let Some(holder) = holder.filter(|it| holders.insert(*it)) else { continue };
                let holder = outline.provision(holder);
                let end = outline.get(holder.end).map_or(now.summaries.end(), |it| it.block.next());
                found.extend(referring(holder.block..end.min(now.summaries.end())));
            }
        }
        found.extend(now.summaries.referring_to(touched));
        found
    }
}

/// Returns whether the set of provisions in brackets differs outside a splice, or anywhere if the provisions are the same.
pub(super) fn differs_in_bracketed_provisions(now: State<'_>, then: State<'_>, blocks: &Splice) -> bool {
    if now.outline.shares_provisions_with(then.outline) {
        return then.outline.bracketed_before(BlockId::MAX) != now.outline.bracketed_before(BlockId::MAX);
    }
    let (removed, inserted) = (&blocks.removed, &blocks.inserted);
    then.outline.bracketed_before(removed.start) != now.outline.bracketed_before(inserted.start)
        || removed.end < then.outline.blocks
            && then.outline.bracketed_from(removed.end) != now.outline.bracketed_from(inserted.end)
}
