//! The provisions after an edit: folded again from a heading before it, until a heading behind it stands among the same
//! as it stood before. From there on nothing can come out otherwise, and the rest is taken over.

use std::ops::Range;

use travaux_grammar::block::BlockKind;
use travaux_grammar::leading::Enclosure;
use travaux_grammar::{Draft, Kind, Label};

use super::{Fold, Open, Whole, is_listed};
use crate::outline::{Outline, Provision, ProvisionId};

/// How far a block is looked at from another before it, blank ones aside: the heading of a section is told by two
/// stretches of four behind it.
const AHEAD: usize = 8;

/// How many labels of lists are looked at from one before them.
const LABELS_AHEAD: usize = 2;

/// What of one state of a draft is no longer so in the next. All before and behind it is the same, but for its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Seam {
    /// The blocks that were folded again, as they were.
    pub(crate) gone_blocks: Range<u32>,
    /// The blocks that stand in their place.
    pub(crate) new_blocks: Range<u32>,
    /// The provisions that were there.
    pub(crate) gone: Range<ProvisionId>,
    /// The provisions that are there now.
    pub(crate) new: Range<ProvisionId>,
}

impl Seam {
    /// Where a block is now that was not folded again.
    pub(crate) fn block(&self, before: u32) -> Option<u32> {
        moved(before, &self.gone_blocks, &self.new_blocks)
    }

    /// Where a provision is now that was not folded again.
    pub(crate) fn provision(&self, before: ProvisionId) -> Option<ProvisionId> {
        moved(before, &self.gone, &self.new)
    }
}

impl Seam {
    /// The seam with other blocks that are no more, and those in their place, taken in; provisions as they were.
    pub(crate) fn widened(&self, (gone, new): &(Range<u32>, Range<u32>)) -> Seam {
        let start = gone.start.min(self.gone_blocks.start);
        Seam {
            gone_blocks: start..gone.end.max(self.gone_blocks.end),
            new_blocks: start..new.end.max(self.new_blocks.end),
            gone: self.gone.clone(),
            new: self.new.clone(),
        }
    }
}

fn moved(at: u32, gone: &Range<u32>, new: &Range<u32>) -> Option<u32> {
    if at < gone.start {
        return Some(at);
    }
    (at >= gone.end).then(|| at - gone.end + new.end)
}

/// The provisions of an edited draft, and which of them are others than before.
pub(in crate::outline) struct Again {
    pub(in crate::outline) provisions: Vec<Provision>,
    pub(in crate::outline) seam: Seam,
}

impl Again {
    /// Folds a draft again, in which the blocks `new` stand where `gone` stood in the one of an outline.
    pub(in crate::outline) fn of(
        before: &Outline,
        draft: &Draft,
        whole: &Whole,
        gone: &Range<u32>,
        new: &Range<u32>,
    ) -> Again {
        let first = resumed_at(before, draft, whole, gone.start as usize);
        let start = before.provisions.get(first as usize).filter(|_| first > 0).map_or(0, |it| it.block);
        let mut fold = Fold::from(before, draft, whole, first);
        for index in start..draft.blocks.len() as u32 {
            fold.block(index as usize);
            let Some(behind) = index.checked_sub(new.end) else { continue };
            if let Some(meeting) = fold.meets(before, behind + gone.end, index) {
                let gone_blocks = start..behind + gone.end;
                let last = fold.provisions.len() as ProvisionId - 1;
                let seam = Seam { gone_blocks, new_blocks: start..index, gone: first..meeting.was, new: first..last };
                let shift = index.wrapping_sub(behind + gone.end);
                return Again { provisions: fold.joined(before, &meeting, shift), seam };
            }
        }
        fold.close_to(0);
        let seam = Seam {
            gone_blocks: start..before.blocks,
            new_blocks: start..draft.blocks.len() as u32,
            gone: first..before.provisions.len() as ProvisionId,
            new: first..fold.provisions.len() as ProvisionId,
        };
        Again { provisions: fold.provisions, seam }
    }
}

/// The heading from which on a draft is folded again, so near before a block as can be; 0 for its beginning. What
/// stands before that heading looks at nothing from the block on.
fn resumed_at(before: &Outline, draft: &Draft, whole: &Whole, front: usize) -> ProvisionId {
    if before.whole.preamble != whole.preamble {
        return 0;
    }
    let (mut blocks, mut labels, mut at) = (0, 0, front);
    while blocks < AHEAD || labels < LABELS_AHEAD {
        let Some(next) = at.checked_sub(1) else { return 0 };
        at = next;
        let block = &draft.blocks[at];
        blocks += usize::from(block.kind != BlockKind::Blank);
        labels += block.labels.iter().filter(|site| is_listed(site)).count();
    }
    let near = before.spine.partition_point(|id| before.provision(*id).block as usize <= at);
    let fits = |id: &ProvisionId| {
        is_plain_heading(&before.provisions, *id as usize, draft, before.provision(*id).block as usize)
            && whole.preamble.is_none_or(|it| it.is_before(before.provision(*id).block))
            && before.ancestors(*id).all(|it| before.provision(it).kind.is_heading())
    };
    before.spine[..near].iter().rev().copied().find(fits).unwrap_or(0)
}

/// Whether a provision is a numbered heading at the head of its block, and the only provision there: what it opens then
/// rests on what stands open and on nothing else. `block` is its block in a draft.
fn is_plain_heading(provisions: &[Provision], id: usize, draft: &Draft, block: usize) -> bool {
    let provision = &provisions[id];
    let parsed = &draft.blocks[block];
    let is_in_block = |other: Option<&Provision>| other.is_some_and(|it| it.block == provision.block);
    provision.kind.is_heading()
        && provision.kind != Kind::Preamble
        && provision.label.is_some()
        && parsed.kind == BlockKind::Heading
        && parsed.labels.first().is_some_and(|site| site.start == provision.at.start)
        && !is_in_block(id.checked_sub(1).map(|last| &provisions[last]))
        && !is_in_block(provisions.get(id + 1))
}

/// A heading that stands in both states among the same.
struct Meeting {
    /// Which provision it was.
    was: ProvisionId,
    /// What stood open around it and what stands there now, from the outside in.
    around: Vec<(ProvisionId, ProvisionId)>,
}

impl<'a> Fold<'a> {
    /// The state in which an outline's draft was when one of its headings was due.
    fn from(before: &Outline, draft: &'a Draft, whole: &'a Whole, first: ProvisionId) -> Fold<'a> {
        let mut fold = Fold::of(draft, whole);
        fold.provisions.reserve(before.provisions.len() + 64);
        fold.provisions.extend_from_slice(&before.provisions[..first as usize]);
        if first > 0 {
            let open = |id: ProvisionId| {
                let provision = before.provision(id);
                Open { id, kind: provision.kind, rank: provision.rank, level: provision.level, listed: None, indent: 0 }
            };
            fold.open = before.ancestors(first).skip(1).map(open).collect();
            fold.open.reverse();
            fold.sections = sections_before(before, first);
        }
        fold
    }

    /// The heading that was taken last, if it stands as it stood in the block `was` of an outline's draft.
    fn meets(&self, before: &Outline, was: u32, index: u32) -> Option<Meeting> {
        let last = self.provisions.len().checked_sub(1)?;
        let place = before.provisions.partition_point(|it| it.block < was);
        let (now, then) = (&self.provisions[last], before.provisions.get(place)?);
        let is_same = now.block == index
            && then.block == was
            && now.block - now.start.0 == then.block - then.start.0
            && is_plain_heading(&self.provisions, last, self.draft, index as usize)
            && is_plain_heading(&before.provisions, place, self.draft, index as usize)
            && stand_alike(now, then);
        let is_past = |preamble: Option<super::Preamble>, block| preamble.is_none_or(|it| it.is_before(block));
        if !is_same || !is_past(self.whole.preamble, index) || !is_past(before.whole.preamble, was) {
            return None;
        }
        let mut around: Vec<(ProvisionId, ProvisionId)> =
            before.ancestors(place as ProvisionId).skip(1).map(|id| (id, 0)).collect();
        around.reverse();
        let open = &self.open[..self.open.len() - 1];
        if around.len() != open.len() || self.sections != sections_before(before, place as ProvisionId) {
            return None;
        }
        for (pair, open) in around.iter_mut().zip(open) {
            pair.1 = open.id;
            let (then, now) = (before.provision(pair.0), &self.provisions[open.id as usize]);
            if open.listed.is_some() || !now.kind.is_heading() || !stand_alike(now, then) {
                return None;
            }
        }
        Some(Meeting { was: place as ProvisionId, around })
    }

    /// The provisions so far, and from the meeting on those of an outline, whose blocks have moved by `shift`.
    fn joined(mut self, before: &Outline, meeting: &Meeting, shift: u32) -> Vec<Provision> {
        self.provisions.pop();
        let behind = (self.provisions.len() as ProvisionId).wrapping_sub(meeting.was);
        let id = |was: ProvisionId| match meeting.around.iter().find(|(then, _)| *then == was) {
            Some((_, now)) => *now,
            None => was.wrapping_add(behind),
        };
        for (then, now) in &meeting.around {
            self.provisions[*now as usize].end = before.provision(*then).end.wrapping_add(behind);
        }
        self.provisions.extend(before.provisions[meeting.was as usize..].iter().map(|it| Provision {
            parent: it.parent.map(id),
            end: it.end.wrapping_add(behind),
            block: it.block.wrapping_add(shift),
            start: (it.start.0.wrapping_add(shift), it.start.1),
            title: it.title.clone().map(|(block, range)| (block.wrapping_add(shift), range)),
            ..it.clone()
        }));
        self.provisions
    }
}

/// Whether two headings do the same to what comes behind them.
pub(in crate::outline) fn stand_alike(now: &Provision, then: &Provision) -> bool {
    let standing =
        |it: &Provision| (it.kind, it.label, it.enclosure, it.rank, it.level, it.quoted, it.amendment, it.sub);
    standing(now) == standing(then)
}

/// The last lettered section of each form before a provision.
fn sections_before(outline: &Outline, id: ProvisionId) -> Vec<Label> {
    let mut sections: Vec<Label> = Vec::new();
    let spine = outline.lettered.iter().take_while(|it| **it < id);
    for label in spine.filter_map(|it| outline.provision(*it).label) {
        sections.retain(|before| before.form != label.form);
        sections.push(label);
    }
    sections
}

/// Whether a provision is a section that bears only a letter.
pub(in crate::outline) fn is_lettered(provision: &Provision) -> bool {
    provision.kind == Kind::Section
        && provision.enclosure == Enclosure::Dot
        && provision.rank == super::sections::LETTERED
}
