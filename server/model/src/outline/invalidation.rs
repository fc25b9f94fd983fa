//! The blocks outside a splice whose findings may differ after an edit of the structure. When unsure, a block counts as
//! affected; an edit that changes what every reference depends on affects all blocks.

use std::ops::Range;

use rustc_hash::FxHashSet;
use travaux_grammar::{BlockFlags, BlockId, Enclosure, Kind, Label, Summaries, TargetFilter};

use super::provisions::are_equivalent;
use super::{BracketRef, LabelKey, Outline, OutlineSplice, Provision, ProvisionId, TextStart};
use crate::splice::Splice;

use changed_brackets::{ChangedSpans, differs_in_bracketed_provisions, unpaired_in_one_state};

mod changed_brackets;

/// The blocks before a list of references in which the words that introduce it may stand.
pub const MAX_LISTED_BLOCKS: u32 = 24;

/// What has to be linted again in addition to the blocks of a splice.
#[derive(Debug)]
pub struct Invalidation {
    /// The blocks outside the splice with brackets that are, or are no longer, within a bracket from another block, in
    /// order.
    pub enclosed: Vec<BlockId>,
    /// The affected blocks outside the splice, in order.
    pub blocks: Vec<BlockId>,
    /// The members of the lists directly in the headings around the splice, whose missing numbers may be in running text there.
    pub own_lists: Vec<Range<ProvisionId>>,
    /// Whether other provisions are in brackets than before, which matters to the rules about numbers.
    pub affects_bracketed_provisions: bool,
    /// Whether all provisions are the same as before.
    pub leaves_provisions: bool,
    /// Whether their titles are the same as well.
    pub leaves_titles: bool,
}

/// The draft before or after an edit.
#[derive(Clone, Copy)]
struct State<'a> {
    outline: &'a Outline,
    summaries: Summaries<'a>,
}

impl Outline {
    /// Returns what the edit invalidates that led to this outline. Returns `None` if it invalidates everything.
    pub fn invalidated(
        &self,
        summaries: Summaries<'_>,
        before: (&Outline, Summaries<'_>),
        splice: &OutlineSplice,
    ) -> Option<Invalidation> {
        let (now, then) = (State { outline: self, summaries }, State { outline: before.0, summaries: before.1 });
        if self.shares_provisions_with(before.0) {
            return Some(Invalidation::by_brackets(now, then, &splice.blocks, Vec::new(), |changed| {
                changed.blocks_with_other_brackets(now, then, &splice.blocks)
            }));
        }
        if !has_same_basis(now, then) {
            return None;
        }
        let holders: Vec<ProvisionId> = containers(self, splice).collect();
        let divisions = divisions_in(now, then, splice)?;
        let mut pairs = holders.iter().map(|id| (*id, *id)).chain(divisions.iter().copied());
        // What no label fits may be a text without one, where a list of that form has none.
        let has_same_lists =
            pairs.all(|(then_id, now_id)| self.lists.has_same_styles(now_id, &then.outline.lists, then_id));
        let difference = Difference::of(now, then);
        let mut blocks: Vec<BlockId> = if has_same_lists {
            let (filter, alike) = difference.touched(splice);
            let filter = holders.iter().fold(filter, |all, id| all.union(named(self, *id)));
            summaries.referring_to(filter).chain(alike).collect()
        } else {
            summaries.with_flags(BlockFlags::REFERENCE).map(|(block, _)| block).collect()
        };
        // References in a division look for their paragraphs in all of it.
        for id in holders.iter().chain(divisions.iter().map(|(_, now_id)| now_id)) {
            let end = self.next_heading(*id).map_or(self.blocks, |it| self.provision(it).block.next());
            blocks.extend(BlockId::range(self.provision(*id).block..end));
        }
        blocks.extend(difference.announced());
        // `paragraph 9 below` may be beyond the last; where paragraphs run through the text, it may be above.
        let lasts = (self.last_of_running_paragraphs(), then.outline.last_of_running_paragraphs());
        if lasts.0 != lasts.1 {
            let after = lasts.0.zip(lasts.1).map_or(0, |(now, then)| now.min(then));
            blocks.extend(summaries.naming_own_paragraph(after));
        }
        let own_lists = holders.iter().map(|id| id.next()..self.next_heading(*id).unwrap_or(self.end()));
        let own_lists =
            own_lists.filter(|ids| !ids.is_empty() && ids.end <= splice.provisions.inserted.start).collect();
        let by_brackets = Invalidation::by_brackets(now, then, &splice.blocks, blocks, |changed| {
            changed.blocks_with_changed_contest(now, then, &splice.blocks)
        });
        Some(Invalidation { own_lists, ..by_brackets })
    }

    /// Returns the first heading after a provision.
    fn next_heading(&self, id: ProvisionId) -> Option<ProvisionId> {
        let after = self.globals.partition_point(|other| *other <= id);
        self.globals[after..].iter().copied().find(|id| self.provision(*id).kind.is_heading())
    }

    /// Returns the blocks that a provision spans.
    fn blocks_of(&self, id: ProvisionId) -> impl Iterator<Item = BlockId> {
        let end = self.get(self.provision(id).end).map_or(self.blocks, |next| next.block.next());
        BlockId::range(self.provision(id).block..end.min(self.blocks))
    }
}

impl Invalidation {
    /// Returns what the brackets across blocks invalidate, and some other blocks. `contested` returns the blocks whose
    /// references may be to other provisions in brackets than before.
    fn by_brackets(
        now: State<'_>,
        then: State<'_>,
        splice: &Splice,
        mut blocks: Vec<BlockId>,
        contested: impl FnOnce(&ChangedSpans) -> Vec<BlockId>,
    ) -> Invalidation {
        blocks.extend(unpaired_in_one_state(now.outline, then.outline, splice));
        // Titles may differ wherever they are, and few references name one.
        blocks.extend(now.summaries.with_flags(BlockFlags::TITLED_REFERENCE).map(|(block, _)| block));
        let changed = ChangedSpans::of(now, then, splice);
        let mut enclosed = changed.blocks_with_brackets(now.summaries, splice);
        enclosed.retain(|block| !splice.inserted.contains(block));
        blocks.extend(contested(&changed));
        blocks.retain(|block| !splice.inserted.contains(block));
        blocks.sort_unstable();
        blocks.dedup();
        let affects_bracketed_provisions = differs_in_bracketed_provisions(now, then, splice);
        let leaves_provisions = now.outline.shares_provisions_with(then.outline);
        let leaves_titles = leaves_provisions && now.outline.has_same_titles(then.summaries, now.summaries, splice);
        let own_lists = Vec::new();
        Invalidation { enclosed, blocks, own_lists, affects_bracketed_provisions, leaves_provisions, leaves_titles }
    }
}

/// Returns whether everything is the same that a reference in any place may depend on: names, kinds, the sequence of
/// numbers.
fn has_same_basis(now: State<'_>, then: State<'_>) -> bool {
    let is_in_one_language = now.summaries.language() == then.summaries.language();
    // No finding depends on what was not computed.
    let was_kept = then.outline.kept_elsewhere.get().copied();
    let is_kept_alike = was_kept.is_none_or(|it| it == now.outline.kinds_kept_elsewhere(now.summaries));
    // More provisions were folded again than differ, so those before and after the edit are compared by their places.
    let blocks = Outline::splice_between(then.summaries, now.summaries);
    let (now, then) = (now.outline, then.outline);
    let is_at = |id: ProvisionId| {
        let provision = now.provision(id);
        Some((provision.block, provision.at.start))
    };
    let was_at = |id: ProvisionId| {
        let provision = then.provision(id);
        Some((blocks.map(provision.block)?, provision.at.start))
    };
    let are_same = |now: &[ProvisionId], then: &[ProvisionId]| {
        now.iter().map(|id| is_at(*id)).eq(then.iter().map(|id| was_at(*id)))
    };
    // Articles before the first of an excerpt are in another file, and perhaps those after its last one.
    let basis = |outline: &Outline, kind: Kind| {
        let excerpt = (outline.end_of_excerpt(kind), outline.is_single_part(kind));
        (outline.lowest_number(kind), outline.is_numbered_by_chapter(kind), excerpt, outline.reach(kind))
    };
    let begins_alike = |kind: Kind| basis(now, kind) == basis(then, kind);
    is_in_one_language
        && Kind::ARTICLES.into_iter().chain([Kind::Chapter, Kind::Part, Kind::Annex, Kind::Appendix]).all(begins_alike)
        && now.own_name == then.own_name
        && now.defined_names == then.defined_names
        && now.has_articles == then.has_articles
        && (now.shows_beginning, now.shows_end) == (then.shows_beginning, then.shows_end)
        && now.kinds == then.kinds
        && now.restarts == then.restarts
        && now.paragraphs_restart == then.paragraphs_restart
        && (now.sections_restart, now.chapters_restart) == (then.sections_restart, then.chapters_restart)
        && now.foreign == then.foreign
        && now.headings_in_text == then.headings_in_text
        && now.articles_in_digits == then.articles_in_digits
        && now.articles_in_romans == then.articles_in_romans
        && is_kept_alike
        && now.only_annex.map(is_at) == then.only_annex.map(was_at)
        && are_same(&now.named_instruments, &then.named_instruments)
        && are_same(&now.instruments, &then.instruments)
}

/// Returns the provisions that contain a splice, from the inside out. They are the same in both states.
fn containers<'a>(outline: &'a Outline, splice: &OutlineSplice) -> impl Iterator<Item = ProvisionId> + 'a {
    let first = (!splice.provisions.inserted.is_empty()).then_some(splice.provisions.inserted.start);
    first.into_iter().flat_map(|first| outline.ancestors(first).skip(1))
}

/// Returns the divisions in a splice, each with its counterpart after the edit. Returns `None` if they are not the
/// same.
fn divisions_in(now: State<'_>, then: State<'_>, splice: &OutlineSplice) -> Option<Vec<(ProvisionId, ProvisionId)>> {
    let divisions = |outline: &Outline, ids: &Range<ProvisionId>| -> Vec<ProvisionId> {
        let is_division = |id: &ProvisionId| {
            let kind = outline.provision(*id).kind;
            kind.is_division() || kind == Kind::Preamble
        };
        outline.globals_in(ids).iter().copied().filter(is_division).collect()
    };
    let (then_ids, now_ids) =
        (divisions(then.outline, &splice.provisions.removed), divisions(now.outline, &splice.provisions.inserted));
    let is_same = |(then_id, now_id): &(ProvisionId, ProvisionId)| {
        are_equivalent(now.outline.provision(*now_id), then.outline.provision(*then_id))
    };
    let pairs: Vec<_> = then_ids.iter().copied().zip(now_ids.iter().copied()).collect();
    (then_ids.len() == now_ids.len() && pairs.iter().all(is_same)).then_some(pairs)
}

/// The provisions of one state that an edit changed.
struct Touched<'a> {
    outline: &'a Outline,
    filter: TargetFilter,
    /// The labels of the paragraphs among them.
    paragraphs: Vec<Label>,
    /// The kinds and labels that were added, each once, since many provisions may have the same.
    seen: FxHashSet<(Kind, LabelKey)>,
}

impl<'a> Touched<'a> {
    fn of(outline: &'a Outline, ids: impl Iterator<Item = ProvisionId>) -> Touched<'a> {
        let (filter, paragraphs) = (TargetFilter::default(), Vec::new());
        let mut touched = Touched { outline, filter, paragraphs, seen: FxHashSet::default() };
        ids.for_each(|id| touched.add(id));
        touched
    }

    fn add(&mut self, id: ProvisionId) {
        let outline = self.outline;
        self.filter = self.filter.union(named(outline, id));
        let Provision { kind, label, .. } = outline.provision(id);
        let Some(label) = label.filter(|label| self.seen.insert((*kind, label.key()))) else { return };
        self.paragraphs.extend((*kind == Kind::Paragraph).then_some(label));
        let alike = outline.headings(*kind, Some(&label));
        // A reference to something in one of two alternatives may mean the other.
        if kind.is_heading() && alike.len() > 1 {
            let inside = alike.iter().flat_map(|it| ProvisionId::range(it.next()..outline.provision(*it).end));
            let headings = inside.filter(|it| outline.provision(*it).kind.is_heading());
            self.filter = headings.fold(self.filter, |all, it| all.union(named(outline, it)));
        }
    }
}

/// The blocks that differ between two states, which are fewer than were folded again, and the provisions in them.
struct Difference<'a> {
    now: State<'a>,
    then: State<'a>,
    differing: OutlineSplice,
}

impl<'a> Difference<'a> {
    fn of(now: State<'a>, then: State<'a>) -> Difference<'a> {
        let blocks = Outline::splice_between(then.summaries, now.summaries);
        let removed = provisions_in(then, &blocks.removed);
        let inserted = provisions_in(now, &blocks.inserted);
        Difference { now, then, differing: OutlineSplice { blocks, provisions: Splice { removed, inserted } } }
    }

    /// Returns a filter for the provisions of a splice that changed, or in which something changed, and the blocks of the
    /// paragraphs with the number of one of them.
    fn touched(&self, splice: &OutlineSplice) -> (TargetFilter, Vec<BlockId>) {
        let Difference { now, then, differing } = self;
        let mut unchanged = Vec::new();
        let changed = |id: &ProvisionId| self.unchanged(*id).map(|now_id| unchanged.push(now_id)).is_none();
        let removed = named_from_anywhere(then.outline, &splice.provisions.removed);
        let removed = Touched::of(then.outline, removed.filter(changed));
        let inserted = named_from_anywhere(now.outline, &splice.provisions.inserted);
        let inserted = Touched::of(now.outline, inserted.filter(|id| unchanged.binary_search(id).is_err()));
        // The texts without labels of a provision are counted.
        let then_holders = self.holders(*then, differing.blocks.removed.start);
        let now_holders = self.holders(*now, differing.blocks.inserted.start);
        let filter = removed.filter.union(inserted.filter).union(then_holders).union(now_holders);
        // The address of a paragraph in an option is without the option if no other has the number.
        let mut paragraphs = [removed.paragraphs, inserted.paragraphs].concat();
        paragraphs.sort_unstable_by_key(Label::key);
        paragraphs.dedup_by_key(|label| label.key());
        let alike = paragraphs.iter().flat_map(|label| now.outline.headings(Kind::Paragraph, Some(label)));
        (filter, alike.flat_map(|id| now.outline.blocks_of(*id)).collect())
    }

    /// Returns the blocks of the provisions, and of the lists of references, before which words that introduce provisions of
    /// another text were written or deleted.
    fn announced(&self) -> Vec<BlockId> {
        let Difference { now, then, differing } = self;
        let announces = |state: &State<'_>, blocks: &Range<BlockId>| {
            BlockId::range(blocks.clone()).any(|block| state.summaries.get(block).introduces_other_provisions)
        };
        if !announces(then, &differing.blocks.removed) && !announces(now, &differing.blocks.inserted) {
            return Vec::new();
        }
        let inserted = differing.blocks.inserted.clone();
        let first = inserted.start.previous().unwrap_or(inserted.start);
        let end_of_block = |block: BlockId| {
            let provision = now.outline.at(block, u32::MAX).map(|id| now.outline.provision(id).end);
            let next = provision.and_then(|end| now.outline.get(end)).map(|it| it.block.next());
            next.unwrap_or(now.outline.blocks).max(block.plus(MAX_LISTED_BLOCKS).next())
        };
        let end = BlockId::range(first..inserted.end).map(end_of_block).max();
        BlockId::range(first..end.unwrap_or(first).min(now.outline.blocks)).collect()
    }

    /// Returns a filter for the provisions around the beginning of a block.
    fn holders(&self, state: State<'_>, block: BlockId) -> TargetFilter {
        let around = state.outline.at(block, 0).into_iter().flat_map(|id| state.outline.ancestors(id));
        around.fold(TargetFilter::default(), |all, id| all.union(named(state.outline, id)))
    }

    /// Returns the new id of a provision that did not change, including its contents and language.
    fn unchanged(&self, id: ProvisionId) -> Option<ProvisionId> {
        let Difference { now, then, differing } = self;
        let now_id = differing.provisions.map(id)?;
        let is_whole = ProvisionId::range(id..then.outline.provision(id).end).all(|it| self.is_same(it));
        let language = |state: &State<'_>, id| state.outline.heading_language(state.summaries, id);
        (is_whole && language(now, now_id) == language(then, id)).then_some(now_id)
    }

    fn is_same(&self, id: ProvisionId) -> bool {
        let Difference { now, then, differing } = self;
        let Some(now_id) = differing.provisions.map(id) else { return false };
        // An edit may also add or remove provisions in blocks that are as they were.
        let (Some(is), was) = (now.outline.get(now_id), then.outline.provision(id)) else { return false };
        // The end may be the end of the draft, or the first provision that differs.
        let end = if was.end <= differing.provisions.removed.start {
            Some(was.end)
        } else {
            differing.provisions.map(was.end)
        };
        let title = was.title.map(|block| differing.blocks.map(block));
        let start = differing.blocks.map(was.start.block).map(|block| TextStart { block, ..was.start });
        let moved = |it: BracketRef| Some(BracketRef { block: differing.blocks.map(it.block)?, ..it });
        let contested = |state: &State<'_>, id| state.outline.contested(state.summaries, id);
        are_equivalent(is, was)
            && (is.enclosing_bracket, is.after_text, is.restarts, &is.rivals, is.block_quote)
                == (was.enclosing_bracket, was.after_text, was.restarts, &was.rivals, was.block_quote)
            && Some(is.end) == end
            && is.parent.map(Some) == was.parent.map(|parent| differing.provisions.map(parent))
            && (Some(is.block), &is.at) == (differing.blocks.map(was.block), &was.at)
            && Some(is.start) == start
            && is.title.map(Some) == title
            && contested(now, now_id).map(Some) == contested(then, id).map(moved)
    }
}

/// Returns the provisions whose labels are in some blocks.
fn provisions_in(state: State<'_>, blocks: &Range<BlockId>) -> Range<ProvisionId> {
    state.outline.first_from(blocks.start)..state.outline.first_from(blocks.end)
}

/// Returns those of some provisions that a reference anywhere may name without naming another around them: headings, options
/// and what is in no article.
fn named_from_anywhere<'a>(
    outline: &'a Outline,
    ids: &Range<ProvisionId>,
) -> impl Iterator<Item = ProvisionId> + use<'a> {
    let is_named = |id: &ProvisionId| {
        let kind = outline.provision(*id).kind;
        kind.is_heading() || kind == Kind::Option || !outline.is_within_article(*id)
    };
    ProvisionId::range(ids.clone()).filter(is_named)
}

/// Returns a filter for the references that may name a provision without naming another around it, and for those that point to
/// its neighbours.
fn named(outline: &Outline, id: ProvisionId) -> TargetFilter {
    let provision = outline.provision(id);
    let is_heading = provision.kind.is_heading() || provision.kind == Kind::Option;
    let heading = is_heading.then(|| TargetFilter::heading(provision.kind, provision.label.as_ref()));
    // `2. Objective` is found in its part like a paragraph.
    let is_member =
        !is_heading && !outline.is_within_article(id) || is_heading && provision.enclosure == Enclosure::Dot;
    let labels = provision.label.iter().chain(&provision.rivals).filter(|_| is_member).map(TargetFilter::member);
    let member = labels.reduce(|all, it| all.union(it)).map(|it| it.union(TargetFilter::neighbours()));
    heading.unwrap_or_default().union(member.unwrap_or_default())
}
