//! Folds the provisions again after an edit, from a heading before it to a later heading that is among the same open
//! provisions as before. From there on the result cannot differ, and the rest is reused.

use travaux_grammar::{BlockId, BlockKind, Enclosure, Kind, Label, Summaries};

use super::headings::{is_counted_division, rank_among};
use super::{DraftFacts, Fold, Open, is_listed};
use crate::outline::{Outline, Provision, ProvisionId, TextStart};
use crate::splice::Splice;

/// The number of later blocks, blank ones excepted, on which a block's provisions may depend: a section heading is
/// recognized by two groups of four blocks after it.
const LOOKAHEAD_BLOCKS: usize = 8;

/// The number of later list labels on which the position of a list label may depend.
pub(super) const LOOKAHEAD_LABELS: usize = 6;

/// The part of a draft that was folded again after an edit. Everything before and after it is unchanged except for its
/// position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutlineSplice {
    /// The blocks that were folded again.
    pub blocks: Splice,
    /// The provisions in these blocks.
    pub provisions: Splice<ProvisionId>,
}

/// The provisions of an edited draft, with the splice that leads to them.
pub(in crate::outline) struct Refold {
    pub(in crate::outline) provisions: Vec<Provision>,
    pub(in crate::outline) splice: OutlineSplice,
}

impl Refold {
    /// Folds an edited draft again, as far as its provisions may differ from those of the outline before.
    pub(in crate::outline) fn of(
        before: &Outline,
        summaries: Summaries<'_>,
        facts: &DraftFacts,
        edited: &Splice,
    ) -> Refold {
        let first = resume_point(before, summaries, facts, edited.removed.start);
        let start = before.get(first).filter(|_| first > ProvisionId::FIRST).map_or(BlockId::FIRST, |it| it.block);
        let before_blocks = before.blocks;
        let mut fold = Fold::from(before, summaries, facts, first);
        for index in BlockId::range(start..summaries.end()) {
            fold.block(index);
            if index < edited.inserted.end {
                continue;
            }
            let was = index.moved(edited.inserted.end, edited.removed.end);
            if let Some(meeting) = fold.meets(before, first, was, index) {
                let last = ProvisionId::of(fold.provisions.len() - 1);
                let splice = OutlineSplice {
                    blocks: Splice { removed: start..was, inserted: start..index },
                    provisions: Splice { removed: first..meeting.before, inserted: first..last },
                };
                return Refold { provisions: fold.joined(before, &meeting, was, index), splice };
            }
        }
        fold.close_to(0);
        let (before, now) = (before.end(), ProvisionId::of(fold.provisions.len()));
        let splice = OutlineSplice {
            blocks: Splice { removed: start..before_blocks, inserted: start..summaries.end() },
            provisions: Splice { removed: first..before, inserted: first..now },
        };
        Refold { provisions: fold.provisions, splice }
    }
}

/// Returns the nearest heading before a block from which the draft can be folded again; the first provision for the
/// beginning of the draft. Nothing before that heading depends on blocks from `front` on.
fn resume_point(before: &Outline, summaries: Summaries<'_>, facts: &DraftFacts, front: BlockId) -> ProvisionId {
    if before.facts.preamble != facts.preamble {
        return ProvisionId::FIRST;
    }
    let (mut blocks, mut labels, mut at) = (0, 0, front);
    while blocks < LOOKAHEAD_BLOCKS || labels < LOOKAHEAD_LABELS {
        let Some(previous) = at.previous() else { return ProvisionId::FIRST };
        at = previous;
        let block = summaries.get(at);
        blocks += usize::from(block.kind != BlockKind::Blank);
        labels += block.labels.iter().filter(|it| is_listed(&it.site)).count();
    }
    let near = before.globals.partition_point(|id| before.provision(*id).block <= at);
    let fits = |id: &ProvisionId| {
        is_plain_heading(&before.provisions, id.index(), summaries, before.provision(*id).block)
            && facts.preamble.is_none_or(|it| it.is_before(before.provision(*id).block))
            && before.ancestors(*id).all(|it| before.provision(it).kind.is_heading())
            // What stands inside an article depends on the headings before it there.
            && !before.ancestors(*id).skip(1).any(|it| before.provision(it).kind.is_article())
            && has_rank_of_its_place(before, *id)
    };
    before.globals[..near].iter().rev().copied().find(fits).unwrap_or(ProvisionId::FIRST)
}

/// Returns whether the rank of a heading follows from the provisions around it. That of a chapter may follow from a section
/// that it closes.
fn has_rank_of_its_place(outline: &Outline, id: ProvisionId) -> bool {
    let heading = outline.provision(id);
    if !matches!(heading.kind, Kind::Title | Kind::Chapter) {
        return true;
    }
    let mut around: Vec<ProvisionId> = outline.ancestors(id).skip(1).collect();
    around.reverse();
    let around = around.into_iter().map(|it| outline.provision(it));
    heading.rank == rank_among(heading.kind, around.map(|it| (it.kind, it.rank, it.level)))
}

/// Returns whether a provision is a numbered heading at the start of its block, and the only provision there. Its
/// position then depends on the open provisions only. `block` is its block in a draft.
fn is_plain_heading(provisions: &[Provision], id: usize, summaries: Summaries<'_>, block: BlockId) -> bool {
    let provision = &provisions[id];
    let summary = summaries.get(block);
    let is_in_block = |other: Option<&Provision>| other.is_some_and(|it| it.block == provision.block);
    provision.kind.is_heading()
        && provision.kind != Kind::Preamble
        && provision.label.is_some()
        && !provision.quoted
        && summary.kind == BlockKind::Heading
        && summary.labels.first().is_some_and(|it| it.site.start == provision.at.start)
        && !is_in_block(id.checked_sub(1).map(|last| &provisions[last]))
        && !is_in_block(provisions.get(id + 1))
}

/// A heading that is among the same open provisions in both states.
struct MeetingPoint {
    /// The id of the heading before the edit.
    before: ProvisionId,
    /// The open provisions before and after the edit, from the outside in.
    ancestors: Vec<(ProvisionId, ProvisionId)>,
}

impl<'a> Fold<'a> {
    /// Restores the state of the fold directly before one of the headings of an outline.
    fn from(before: &Outline, summaries: Summaries<'a>, facts: &'a DraftFacts, first: ProvisionId) -> Fold<'a> {
        let mut fold = Fold::of(summaries, facts);
        fold.provisions.reserve(before.provisions.len() + 64);
        fold.provisions.extend_from_slice(&before.provisions[..first.index()]);
        if first > ProvisionId::FIRST {
            let open = |id: ProvisionId| Open::heading(id, before.provision(id));
            fold.open = before.ancestors(first).skip(1).map(open).collect();
            fold.open.reverse();
            if let Some(annex) = fold.open.first_mut().filter(|it| matches!(it.kind, Kind::Annex | Kind::Appendix)) {
                annex.holds_articles = holds_articles(&before.provisions, annex.id, first);
            }
            fold.sections = sections_before(before, first);
            fold.divisions = divisions_before(before, first);
        }
        fold
    }

    /// Returns the last heading as a meeting point if it corresponds to the one in block `was` of the outline before.
    /// `first` is the provision from which the draft is folded again.
    fn meets(&self, before: &Outline, first: ProvisionId, was: BlockId, index: BlockId) -> Option<MeetingPoint> {
        let last = self.provisions.len().checked_sub(1)?;
        let place = before.first_from(was);
        let (now, then) = (&self.provisions[last], before.get(place)?);
        let is_same = now.block == index
            && then.block == was
            && now.block.since(now.start.block) == then.block.since(then.start.block)
            && is_plain_heading(&self.provisions, last, self.summaries, index)
            && is_plain_heading(&before.provisions, place.index(), self.summaries, index)
            && are_equivalent(now, then);
        let is_past = |preamble: Option<super::Preamble>, block| preamble.is_none_or(|it| it.is_before(block));
        // The numbers after a later preamble are recitals only where none is the draft's own.
        let has_preamble = self.facts.preamble.is_some();
        if !is_same
            || has_preamble != before.facts.preamble.is_some()
            || !is_past(self.facts.preamble, index)
            || !is_past(before.facts.preamble, was)
        {
            return None;
        }
        let mut around: Vec<(ProvisionId, ProvisionId)> =
            before.ancestors(place).skip(1).map(|id| (id, ProvisionId::FIRST)).collect();
        around.reverse();
        let open = &self.open[..self.open.len() - 1];
        // The next article may show that the annex before it stands inside an article.
        let annex = open.first().filter(|it| matches!(it.kind, Kind::Annex | Kind::Appendix));
        let lacked_articles = || around.first().is_some_and(|it| !holds_articles(&before.provisions, it.0, place));
        if self.annex_in_article().is_some() || annex.is_some() && lacked_articles() {
            return None;
        }
        // So may the next part, which goes on after the last one before the annex.
        if annex.is_some_and(|annex| annex.id >= first) {
            return None;
        }
        if around.len() != open.len() || self.sections != sections_before(before, place) {
            return None;
        }
        // A part after an annex goes on after the last one before it.
        let outermost = |id: Option<ProvisionId>| id.unwrap_or(ProvisionId::MAX);
        let now_divisions = before_annex(&self.divisions, outermost(open.first().map(|it| it.id)));
        let then_divisions =
            || before_annex(&divisions_before(before, place), outermost(around.first().map(|it| it.0)));
        if before.numbered.has_annexes() && now_divisions != then_divisions() {
            return None;
        }
        for (pair, open) in around.iter_mut().zip(open) {
            pair.1 = open.id;
            let (then, now) = (before.provision(pair.0), &self.provisions[open.id.index()]);
            if open.listed.is_some() || !now.kind.is_heading() || !are_equivalent(now, then) {
                return None;
            }
        }
        Some(MeetingPoint { before: place, ancestors: around })
    }

    /// Joins the provisions so far with those of the outline before from the meeting point on, which was in block `was`
    /// and is in block `is`.
    fn joined(mut self, before: &Outline, meeting: &MeetingPoint, was: BlockId, is: BlockId) -> Vec<Provision> {
        self.provisions.pop();
        let now = ProvisionId::of(self.provisions.len());
        let moved = |id: ProvisionId| id.moved(meeting.before, now);
        let moved_block = |block: BlockId| block.moved(was, is);
        let parent = |then: ProvisionId| match meeting.ancestors.iter().find(|pair| pair.0 == then) {
            Some((_, now)) => *now,
            None => moved(then),
        };
        for (then, now) in &meeting.ancestors {
            self.provisions[now.index()].end = moved(before.provision(*then).end);
        }
        self.provisions.extend(before.provisions[meeting.before.index()..].iter().map(|it| Provision {
            parent: it.parent.map(parent),
            end: moved(it.end),
            block: moved_block(it.block),
            start: TextStart { block: moved_block(it.start.block), ..it.start },
            title: it.title.map(moved_block),
            ..it.clone()
        }));
        self.provisions
    }
}

/// Returns whether an annex holds an article before a provision.
fn holds_articles(provisions: &[Provision], annex: ProvisionId, end: ProvisionId) -> bool {
    provisions[annex.index()..end.index()].iter().any(|it| it.kind == Kind::Article)
}

/// Returns whether two headings have the same effect on the provisions after them.
pub(in crate::outline) fn are_equivalent(now: &Provision, then: &Provision) -> bool {
    let properties =
        |it: &Provision| (it.kind, it.label, it.enclosure, it.rank, it.level, it.quoted, it.amendment, it.option_noun);
    properties(now) == properties(then)
}

/// Returns the last lettered section of each number form before a provision.
fn sections_before(outline: &Outline, id: ProvisionId) -> Vec<Label> {
    let mut sections: Vec<Label> = Vec::new();
    let globals = outline.lettered.iter().take_while(|it| **it < id);
    for label in globals.filter_map(|it| outline.provision(*it).label) {
        sections.retain(|before| before.form != label.form);
        sections.push(label);
    }
    sections
}

/// Returns the last part, title and chapter before a provision.
fn divisions_before(outline: &Outline, id: ProvisionId) -> Vec<(Kind, ProvisionId, Label)> {
    let mut divisions: Vec<(Kind, ProvisionId, Label)> = Vec::new();
    for global in outline.globals.iter().copied().take_while(|it| *it < id) {
        let provision = outline.provision(global);
        let label = provision.label.filter(|_| is_counted_division(provision.kind) && !provision.quoted);
        if let Some(label) = label {
            divisions.retain(|it| it.0 != provision.kind);
            divisions.push((provision.kind, global, label));
        }
    }
    divisions
}

/// Returns the last division of each kind, in the order of the kinds, and whether it precedes the outermost open provision.
fn before_annex(divisions: &[(Kind, ProvisionId, Label)], outermost: ProvisionId) -> Vec<(Kind, Label, bool)> {
    let mut all: Vec<_> = divisions.iter().map(|(kind, id, label)| (*kind, *label, *id < outermost)).collect();
    all.sort_unstable_by_key(|it| it.0);
    all
}

/// Returns whether a provision is a section with a bare letter.
pub(in crate::outline) fn is_lettered(provision: &Provision) -> bool {
    provision.kind == Kind::Section
        && provision.enclosure == Enclosure::Dot
        && provision.rank == super::sections::LETTERED_RANK
}
