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

/// Returns the ranges of blocks outside a splice at whose start another bracket is open than in the state before.
fn ranges_in_other_brackets(now: State<'_>, then: State<'_>, blocks: &Splice) -> Vec<Range<BlockId>> {
    let (removed, inserted) = (&blocks.removed, &blocks.inserted);
    let place_then = |it: BracketRef| blocks.map(it.block).map(|block| BracketRef { block, ..it });
    let place_now = |it: BracketRef| Some(it).filter(|it| !inserted.contains(&it.block));
    let mut found = Vec::new();
    for (now_range, then_start) in
        [(BlockId::FIRST..inserted.start, BlockId::FIRST), (inserted.end..now.summaries.end(), removed.end)]
    {
        let offset = now_range.start;
        let in_now = now.outline.around_from(offset).map(|(from, around)| (from, around.map(place_now)));
        let in_then = then.outline.around_from(then_start);
        let in_then = in_then.map(|(from, around)| (from.moved(then_start, offset), around.map(place_then)));
        let (mut in_now, mut in_then) = (in_now.peekable(), in_then.peekable());
        let (mut is, mut was, mut start) = (None, None, None);
        while let Some(at) = in_now.peek().iter().map(|it| it.0).chain(in_then.peek().iter().map(|it| it.0)).min() {
            if at >= now_range.end {
                break;
            }
            is = in_now.next_if(|it| it.0 == at).map_or(is, |it| Some(it.1));
            was = in_then.next_if(|it| it.0 == at).map_or(was, |it| Some(it.1));
            match (start, is == was) {
                (None, false) => start = Some(at),
                (Some(from), true) => {
                    found.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        found.extend(start.map(|from| from..now_range.end));
    }
    found
}

/// Returns the blocks from the opener to the closer of some brackets, each block once.
fn ranges_of(brackets: Vec<Ends>, summaries: Summaries<'_>, blocks: &Splice) -> Vec<Range<BlockId>> {
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
    /// The blocks outside the splice, and outside the changed brackets, at whose start another bracket is open than before: a
    /// closing sign without a partner ends what is in a bracket.
    elsewhere: Vec<Range<BlockId>>,
}

impl ChangedSpans {
    pub(super) fn of(now: State<'_>, then: State<'_>, blocks: &Splice) -> ChangedSpans {
        let now_summaries = now.summaries;
        let mut elsewhere = ranges_in_other_brackets(now, then, blocks);
        let then = crossing(then, |block| blocks.map(block));
        let now = crossing(now, |block| (!blocks.inserted.contains(&block)).then_some(block));
        let ends = |spans: &[(Ends, Span)]| spans.iter().map(|it| it.0).collect::<Vec<_>>();
        let changed = symmetric_difference(ends(&then), ends(&now));
        let inside = ranges_of(changed.clone(), now_summaries, blocks);
        let is_inside = |range: &Range<BlockId>| {
            let after = inside.partition_point(|it| it.start <= range.start);
            after.checked_sub(1).is_some_and(|at| range.end <= inside[at].end)
        };
        elsewhere.retain(|range| !is_inside(range));
        ChangedSpans { then, now, changed, elsewhere }
    }

    /// Returns the blocks with brackets from the opener to the closer of a changed bracket: they are, or are no longer,
    /// brackets within a bracket.
    pub(super) fn blocks_with_brackets(&self, summaries: Summaries<'_>, blocks: &Splice) -> Vec<BlockId> {
        let ranges = ranges_of(self.changed.clone(), summaries, blocks).into_iter();
        ranges.flat_map(|range| summaries.with_flags_in(range, BlockFlags::BRACKET)).map(|(index, _)| index).collect()
    }

    /// Returns the blocks with references to provisions that became, or are no longer, contested as a whole.
    pub(super) fn blocks_with_changed_contest(&self, now: State<'_>, then: State<'_>, blocks: &Splice) -> Vec<BlockId> {
        if self.changed.is_empty() && self.elsewhere.is_empty() {
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
        if !is_lone(then, &self.then) || !is_lone(now, &self.now) || self.have_other_partners(now, then) {
            return all.collect();
        }
        let inside: Vec<Range<BlockId>> = self.changed.iter().map(|it| it.inside(blocks)).collect();
        let outside = all.filter(|block| !inside.iter().all(|it| it.contains(block)));
        let mut found = if inside.is_empty() { Vec::new() } else { outside.collect() };
        let mut touched = TargetFilter::default();
        let mut seen = FxHashSet::default();
        for range in &self.elsewhere {
            found.extend(now.summaries.with_flags_in(range.clone(), BlockFlags::REFERENCE).map(|(index, _)| index));
            for id in ProvisionId::range(provisions_in(now, range)) {
                // What is around several provisions is added once.
                let around = now.outline.ancestors(id).take_while(|it| seen.insert(*it));
                touched = around.fold(touched, |all, it| all.union(named(now.outline, it)));
            }
        }
        found.extend(now.summaries.referring_to(touched));
        found
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
        let brackets = self.changed.iter().copied().chain(edited).collect();
        // So may both signs of a bracket in edited blocks.
        let ranges = ranges_of(brackets, now.summaries, blocks).into_iter();
        for range in ranges.chain(self.elsewhere.iter().cloned()).chain([blocks.inserted.clone()]) {
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
