//! How far an edit of the structure reaches: which blocks outside its seam may be judged otherwise than before. What is
//! not sure to be the same is in reach; where the edit changes what the whole draft goes by, everything is.

use std::ops::Range;

use travaux_grammar::{Draft, Kind, Marks, Named};

use super::bearing::parted;
use super::provisions::stand_alike;
use super::{Outline, ProvisionId, ROOT, Seam, Span};

/// What is to be judged again besides what the seam holds.
#[derive(Debug)]
pub(crate) struct Reach {
    /// The blocks outside the seam, in order.
    pub(crate) blocks: Vec<usize>,
    /// Whether other provisions stand in brackets than before, which the rules of numbers look at.
    pub(crate) is_bracketed_anew: bool,
}

/// One state of a draft.
#[derive(Clone, Copy)]
struct State<'a> {
    outline: &'a Outline,
    draft: &'a Draft,
}

impl Outline {
    /// How far an edit reaches that made this outline of another. `None` if it reaches everything.
    pub(crate) fn reach(&self, draft: &Draft, before: (&Outline, &Draft), seam: &Seam) -> Option<Reach> {
        let (now, then) = (State { outline: self, draft }, State { outline: before.0, draft: before.1 });
        if !goes_by_the_same(now, then, seam) {
            return None;
        }
        let holders: Vec<ProvisionId> = around(self, seam).collect();
        let mut pairs = holders.iter().map(|id| (*id, *id)).chain([(ROOT, ROOT)]).chain(divisions_in(now, then, seam)?);
        if !pairs.all(|(then_id, now_id)| self.lists.holds_as(now_id, &then.outline.lists, then_id)) {
            return None;
        }
        let touched = Core::of(now, then).touched(seam);
        let touched = holders.iter().fold(touched, |all, id| all.and(heading(self, *id)));
        let mut blocks: Vec<usize> = draft.naming(touched).collect();
        // What stands right in a division looks for its paragraphs in all of it.
        for id in &holders {
            let behind = self.spine.partition_point(|other| other <= id);
            let next = self.spine[behind..].iter().map(|id| self.provision(*id)).find(|it| it.kind.is_heading());
            let end = next.map_or(self.blocks, |it| it.block + 1);
            blocks.extend(self.provision(*id).block as usize..end as usize);
        }
        blocks.extend(moved_apart(&then.outline.unclosed, &self.unclosed, seam));
        blocks.extend(moved_apart(&then.outline.strays, &self.strays, seam));
        blocks.extend(contested_anew(now, then, seam));
        blocks.retain(|block| !seam.new_blocks.contains(&(*block as u32)));
        blocks.sort_unstable();
        blocks.dedup();
        Some(Reach { blocks, is_bracketed_anew: is_bracketed_anew(now, then, seam) })
    }
}

/// Whether all that a reference anywhere may rest on is the same: names, kinds, how numbers run.
fn goes_by_the_same(now: State<'_>, then: State<'_>, seam: &Seam) -> bool {
    let is_in_one_language = now.draft.language() == then.draft.language();
    let (now, then) = (now.outline, then.outline);
    let moved = |id: &ProvisionId| seam.provision(*id);
    is_in_one_language
        && now.own_name == then.own_name
        && now.defined_names == then.defined_names
        && now.has_articles
        && then.has_articles
        && now.kinds == then.kinds
        && now.restarts == then.restarts
        && now.paragraphs_restart == then.paragraphs_restart
        && now.foreign == then.foreign
        && now.titled.is_empty()
        && then.titled.is_empty()
        && then.only_annex.as_ref().map(moved) == now.only_annex.map(Some)
        && then.instruments.iter().map(moved).eq(now.instruments.iter().map(|it| Some(*it)))
}

/// What lies around a seam, from the inside out: the same in both states.
fn around<'a>(outline: &'a Outline, seam: &Seam) -> impl Iterator<Item = ProvisionId> + 'a {
    let first = (!seam.new.is_empty()).then_some(seam.new.start);
    first.into_iter().flat_map(|first| outline.ancestors(first).skip(1))
}

/// The divisions in a seam, as they were and as they are. `None` if they are not the same.
fn divisions_in(now: State<'_>, then: State<'_>, seam: &Seam) -> Option<Vec<(ProvisionId, ProvisionId)>> {
    let divisions = |outline: &Outline, ids: &Range<ProvisionId>| -> Vec<ProvisionId> {
        let is_division = |id: &ProvisionId| {
            let kind = outline.provision(*id).kind;
            kind.is_division() || kind == Kind::Preamble
        };
        outline.of_spine(ids).iter().copied().filter(is_division).collect()
    };
    let (then_ids, now_ids) = (divisions(then.outline, &seam.gone), divisions(now.outline, &seam.new));
    let is_same = |(then_id, now_id): &(ProvisionId, ProvisionId)| {
        stand_alike(now.outline.provision(*now_id), then.outline.provision(*then_id))
    };
    let pairs: Vec<_> = then_ids.iter().copied().zip(now_ids.iter().copied()).collect();
    (then_ids.len() == now_ids.len() && pairs.iter().all(is_same)).then_some(pairs)
}

/// The blocks that differ between two states, which are fewer than a seam folds again, and the provisions in them.
struct Core<'a> {
    now: State<'a>,
    then: State<'a>,
    differing: Seam,
}

impl<'a> Core<'a> {
    fn of(now: State<'a>, then: State<'a>) -> Core<'a> {
        let (gone_blocks, new_blocks) = parted(then.draft, now.draft);
        let (gone, new) = (provisions_in(then, &gone_blocks), provisions_in(now, &new_blocks));
        Core { now, then, differing: Seam { gone_blocks, new_blocks, gone, new } }
    }

    /// What leads to those headings of a seam that are not as they were, with all that lies in them.
    fn touched(&self, seam: &Seam) -> Named {
        let Core { now, then, .. } = self;
        let mut kept = Vec::new();
        let mut touched = Named::default();
        for id in then.outline.of_spine(&seam.gone) {
            match self.kept(*id) {
                Some(now_id) => kept.push(now_id),
                None => touched = touched.and(heading(then.outline, *id)),
            }
        }
        let new = now.outline.of_spine(&seam.new).iter().filter(|id| kept.binary_search(id).is_err());
        new.fold(touched, |all, id| all.and(heading(now.outline, *id)))
    }

    /// Where a provision is now that is as it was, with all that lies in it and the language that it speaks.
    fn kept(&self, id: ProvisionId) -> Option<ProvisionId> {
        let Core { now, then, differing } = self;
        let now_id = differing.provision(id)?;
        let is_whole = (id..then.outline.provision(id).end).all(|it| self.is_same(it));
        let speaks = |state: &State<'_>, id| state.outline.plain_language(state.draft, id);
        (is_whole && speaks(now, now_id) == speaks(then, id)).then_some(now_id)
    }

    fn is_same(&self, id: ProvisionId) -> bool {
        let Core { now, then, differing } = self;
        let Some(now_id) = differing.provision(id) else { return false };
        let (is, was) = (now.outline.provision(now_id), then.outline.provision(id));
        // An end may be that of the draft, or the first provision of what differs.
        let end = if was.end <= differing.gone.start { Some(was.end) } else { differing.provision(was.end) };
        let title = was.title.clone().map(|(block, range)| Some((differing.block(block)?, range)));
        let moved = |place: (u32, u32)| Some((differing.block(place.0)?, place.1));
        let contested = |state: &State<'_>, id| state.outline.contested(state.draft, id);
        stand_alike(is, was)
            && (is.within, is.restarts, &is.rivals) == (was.within, was.restarts, &was.rivals)
            && Some(is.end) == end
            && is.parent.map(Some) == was.parent.map(|parent| differing.provision(parent))
            && (Some(is.block), &is.at) == (differing.block(was.block), &was.at)
            && Some(is.start) == moved(was.start)
            && is.title.clone().map(Some) == title
            && contested(now, now_id).map(Some) == contested(then, id).map(moved)
    }
}

/// The provisions whose labels stand in some blocks.
fn provisions_in(state: State<'_>, blocks: &Range<u32>) -> Range<ProvisionId> {
    let at = |block: u32| state.outline.provisions.partition_point(|it| it.block < block) as ProvisionId;
    at(blocks.start)..at(blocks.end)
}

fn heading(outline: &Outline, id: ProvisionId) -> Named {
    let provision = outline.provision(id);
    let is_named = provision.kind.is_heading() || provision.kind == Kind::Option;
    if is_named { Named::heading(provision.kind, provision.label.as_ref()) } else { Named::default() }
}

/// The blocks outside a seam of which some places are in one of two lists and not in the other.
fn moved_apart(then: &[(u32, u32)], now: &[(u32, u32)], seam: &Seam) -> Vec<usize> {
    let then = then.iter().filter_map(|(block, place)| Some((seam.block(*block)?, *place)));
    let now = now.iter().copied().filter(|(block, _)| !seam.new_blocks.contains(block));
    apart(then.collect(), now.collect()).into_iter().map(|it| it.0 as usize).collect()
}

/// What is in one of two lists and not in the other.
fn apart<T: Ord>(mut one: Vec<T>, mut other: Vec<T>) -> Vec<T> {
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

/// The ends of a bracket that crosses blocks, as far as they are outside a seam: blocks as they are now.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Ends {
    open: Option<(u32, u32)>,
    close: Option<(u32, u32)>,
}

impl Ends {
    /// The blocks between them.
    fn inside(self, seam: &Seam) -> Range<u32> {
        let (new, open, close) = (&seam.new_blocks, self.open, self.close);
        open.map_or(new.end, |it| it.0 + 1)..close.map_or(new.start, |it| it.0)
    }
}

/// The brackets of a state that have an end outside a seam, each with the block where it opens.
fn crossing(state: State<'_>, place: impl Fn((u32, u32)) -> Option<(u32, u32)>) -> Vec<(Ends, u32)> {
    let ends = |it: &Span| Ends { open: place(it.open), close: place(it.close) };
    let spans = state.outline.spans.iter().map(|it| (ends(it), it.open.0));
    spans.filter(|(ends, _)| ends.open.is_some() || ends.close.is_some()).collect()
}

/// The blocks whose references may lead to what a bracket holds as a whole now and did not before, or the other way.
fn contested_anew(now: State<'_>, then: State<'_>, seam: &Seam) -> Vec<usize> {
    let then_spans = crossing(then, |end| seam.block(end.0).map(|block| (block, end.1)));
    let now_spans = crossing(now, |end| (!seam.new_blocks.contains(&end.0)).then_some(end));
    let ends = |spans: &[(Ends, u32)]| spans.iter().map(|it| it.0).collect::<Vec<_>>();
    let changed = apart(ends(&then_spans), ends(&now_spans));
    if changed.is_empty() {
        return Vec::new();
    }
    // Inside a bracket with none around it nothing changes with it: what refers from there stands or falls with it.
    let is_lone = |state: State<'_>, spans: &[(Ends, u32)]| {
        let mut opened = spans.iter().filter(|it| changed.binary_search(&it.0).is_ok()).map(|it| it.1);
        opened.all(|block| {
            let list = &state.draft.blocks[block as usize].brackets.list;
            let open = list.iter().filter(|it| it.close.is_none() && it.structural).count();
            open <= 1 && state.outline.around(block).is_none()
        })
    };
    let all = now.draft.marked(Marks::REFERENCE).map(|(index, _)| index);
    if !is_lone(then, &then_spans) || !is_lone(now, &now_spans) {
        return all.collect();
    }
    let inside: Vec<Range<u32>> = changed.iter().map(|it| it.inside(seam)).collect();
    all.filter(|block| !inside.iter().all(|it| it.contains(&(*block as u32)))).collect()
}

/// Whether outside a seam provisions stand in brackets that did not, or the other way.
fn is_bracketed_anew(now: State<'_>, then: State<'_>, seam: &Seam) -> bool {
    let (gone, new) = (&seam.gone_blocks, &seam.new_blocks);
    then.outline.bracketed_before(gone.start) != now.outline.bracketed_before(new.start)
        || gone.end < then.outline.blocks
            && then.outline.bracketed_from(gone.end) != now.outline.bracketed_from(new.end)
}
